import Foundation
import Load
import SurveyModel
import Testing

@testable import Pipeline

@Suite("Whose an annotated copy is that came back")
struct IdentificationTests {
    private static let sources = "[{field: cover.country}, {filename: '([A-Z]{3})'}]"

    private static func survey(reporters: String, round: String? = nil) throws -> Survey {
        try SpecimenSurvey.load(
            SpecimenSurvey.definition.replacing(sources, with: reporters)
                .replacing("{current: \"2026\"}", with: round ?? "{current: \"2026\"}"))
    }

    /// A survey in which the file's name tells the reporter.
    private static func surveyByName() throws -> Survey { try survey(reporters: "[{filename: '([A-Z]{3})'}]") }

    /// A return that says that it is a copy of another, if it is one.
    private func read(_ content: String, _ file: String, of original: String? = nil, copies: [String] = [])
        -> ReadReturn
    {
        var bundle = SpecimenSurvey.read(content, body: "A").bundle
        bundle.review.original = original.map(id)
        return ReadReturn(bundle: bundle, file: file, isPresent: true, copies: copies)
    }

    private func id(_ content: String) -> String { String(Digest.sha256(Data(content.utf8)).prefix(12)) }

    /// What becomes of returns, each as `reporter round state`, by file; the same in whatever order they are taken.
    private func told(_ read: [ReadReturn], _ survey: Survey) -> [String: String] {
        func told(_ read: [ReadReturn]) -> [String: String] {
            Dictionary(
                uniqueKeysWithValues: Consolidation(read, survey: survey).returns.map {
                    ($0.file, "\($0.reporter) \($0.round) \($0.state.rawValue)")
                })
        }
        let forwards = told(read)
        #expect(told(read.reversed()) == forwards)
        return forwards
    }

    private func conflicts(_ read: [ReadReturn], _ survey: Survey) -> [String] {
        Consolidation(read, survey: survey).findings.map(\.finding).filter { $0.rule.hasSuffix("-conflict") }.map {
            "\($0.rule) \($0.expected?.text(in: "en") ?? "") \($0.value ?? "")"
        }
    }

    @Test("where no source tells it, it is its original's, and takes that one's place; so are copies of copies")
    func named() throws {
        let survey = try Self.surveyByName()
        let chain = [
            read("a", "FRA.csv"), read("b", "annotated.xlsx", of: "a"), read("c", "annotated-2.xlsx", of: "b"),
            read("d", "annotated-3.xlsx", of: "c"),
        ]
        #expect(
            told(chain, survey) == [
                "FRA.csv": "FRA 2026 superseded", "annotated.xlsx": "FRA 2026 superseded",
                "annotated-2.xlsx": "FRA 2026 superseded", "annotated-3.xlsx": "FRA 2026 live",
            ])
        // By their files: FRA.csv, annotated-2.xlsx, annotated-3.xlsx, annotated.xlsx.
        let tellers = Consolidation(chain, survey: survey).returns.map { $0.toldBy ?? "" }
        #expect(tellers == ["", id("b"), id("c"), id("a")])
        #expect(conflicts(chain, survey).isEmpty)
    }

    @Test("of a return that nobody has received, or whose reporter nobody knows, it tells nothing")
    func unknown() throws {
        let survey = try Self.surveyByName()
        let copies = [
            read("b", "annotated.xlsx", of: "a"), read("c", "unknown.xlsx"), read("d", "annotated-2.xlsx", of: "c"),
            read("e", "round.xlsx", of: "f"), read("f", "about.xlsx", of: "e"), read("g", "itself.xlsx", of: "g"),
        ]
        #expect(Set(told(copies, survey).values) == [" 2026 held"])
        let circle = [read("e", "FRA.xlsx", of: "f"), read("f", "annotated.xlsx", of: "e")]
        #expect(told(circle, survey) == ["FRA.xlsx": "FRA 2026 live", "annotated.xlsx": " 2026 held"])
    }

    @Test("where a source tells another reporter, that is believed, the two are told, and the original counts on")
    func another() throws {
        let survey = try Self.surveyByName()
        let both = [read("a", "FRA.csv"), read("b", "NOR annotated.xlsx", of: "a")]
        #expect(
            told(both, survey) == ["FRA.csv": "FRA 2026 live", "NOR annotated.xlsx": "NOR 2026 live"])
        let findings = Consolidation(both, survey: survey).findings
        #expect(findings.map(\.finding.rule) == ["return.reporter-conflict"])
        #expect(
            findings.first?.finding.message.text(in: "en")
                == "By the file's name the return is from NOR, by the sheet “To review” (of a copy of FRA.csv) from FRA; the former was taken."
        )
    }

    @Test(
        "whom a folder of the inbox tells, no sheet does: who cannot write there takes nobody's place",
        arguments: ["[{folder: 1}]", "[{filename: '^([A-Z]{3})/'}]"])
    func folders(sources: String) throws {
        let survey = try Self.survey(reporters: sources)
        let original = read("a", "FRA/return.csv")
        let forged = read("b", "annotated.xlsx", of: "a")
        #expect(
            told([original, forged], survey) == [
                "FRA/return.csv": "FRA 2026 live", "annotated.xlsx": " 2026 held",
            ])
        let finding = Consolidation([original, forged], survey: survey).findings.map(\.finding).first
        #expect(finding?.rule == "return.reporter-unknown")
        #expect(finding?.message.text(in: "en").contains("a copy of FRA/return.csv, which came from FRA") == true)
        let ofOther = [original, read("b", "NOR/annotated.xlsx", of: "a")]
        #expect(
            told(ofOther, survey) == [
                "FRA/return.csv": "FRA 2026 live", "NOR/annotated.xlsx": "NOR 2026 live",
            ])
        #expect(conflicts(ofOther, survey) == ["return.reporter-conflict NOR FRA"])
        // A copy in the reporter's own folder is believed for its folder, and makes no other believed.
        let own = [original, read("b", "FRA/annotated.xlsx", of: "a"), read("c", "annotated.xlsx", of: "b")]
        #expect(
            told(own, survey) == [
                "FRA/return.csv": "FRA 2026 superseded", "FRA/annotated.xlsx": "FRA 2026 live",
                "annotated.xlsx": " 2026 held",
            ])
    }

    @Test("a pattern that needs a folder's name finds no sender's word, though its group is in the file's name")
    func foldersOfPatterns() throws {
        let survey = try Self.survey(reporters: "[{filename: '^office/([A-Z]{3})'}]")
        let forged = [read("a", "office/FRA.csv"), read("b", "annotated.xlsx", of: "a")]
        #expect(told(forged, survey) == ["office/FRA.csv": "FRA 2026 live", "annotated.xlsx": " 2026 held"])
    }

    @Test(
        "a file's name that tells the reporter is the sender's word, though a folder is called so too",
        arguments: ["FRA/FRA.csv", "FRA/FRA_return.csv", "2026/FRA.csv"])
    func namesInFolders(file: String) throws {
        let survey = try Self.surveyByName()
        let copied = [read("a", file), read("b", "annotated.xlsx", of: "a")]
        #expect(
            told(copied, survey) == [
                file: "FRA 2026 superseded", "annotated.xlsx": "FRA 2026 live",
            ])
    }

    @Test("a copy whose own folder tells the reporter makes no other believed, whether its original is there or not")
    func chain() throws {
        let survey = try Self.survey(reporters: "[{folder: 1}, {filename: '([A-Z]{3})'}]")
        let copies = [read("b", "FRA/annotated.xlsx", of: "a"), read("c", "annotated.xlsx", of: "b")]
        let expected = ["FRA/annotated.xlsx": "FRA 2026 live", "annotated.xlsx": " 2026 held"]
        #expect(told(copies, survey) == expected)
        let all = [read("a", "FRA.csv")] + copies
        #expect(told(all, survey) == expected.merging(["FRA.csv": "FRA 2026 superseded"]) { first, _ in first })
    }

    @Test("of a return that lies under the names of two reporters no copy tells whose it is")
    func unclear() throws {
        let survey = try Self.surveyByName()
        let held = [read("a", "FRA.csv", copies: ["NOR.csv"]), read("b", "annotated.xlsx", of: "a")]
        #expect(told(held, survey) == ["FRA.csv": "FRA 2026 held", "annotated.xlsx": " 2026 held"])
        let clear = [read("a", "FRA.csv", copies: ["FRA (1).csv"]), read("b", "annotated.xlsx", of: "a")]
        #expect(told(clear, survey)["annotated.xlsx"] == "FRA 2026 live")
    }

    @Test("what is refused since its hash begins like the original's is not taken for it")
    func sameID() throws {
        let start = "0123456789ab"
        func original(_ end: Character, _ file: String, format: String?) -> ReadReturn {
            let sample = SpecimenSurvey.read("a", body: "A").bundle
            let bundle = ReturnBundle(
                sha256: start + String(repeating: end, count: 52), format: format, version: "1", language: "en",
                name: "return", saved: nil, records: format == nil ? [] : sample.records, places: [], answers: [:],
                codings: [], findings: [])
            return ReadReturn(bundle: bundle, file: file, isPresent: true)
        }
        var copy = SpecimenSurvey.read("b", body: "A").bundle
        copy.review.original = start
        let all = [
            original("0", "NOR.csv", format: nil), original("f", "FRA.csv", format: "csv"),
            ReadReturn(bundle: copy, file: "annotated.xlsx", isPresent: true),
        ]
        let survey = try Self.surveyByName()
        #expect(told(all, survey)["annotated.xlsx"] == "FRA 2026 live")
        #expect(told(all, survey)["FRA.csv"] == "FRA 2026 superseded")
    }

    @Test("the round is the original's where no source tells it, which is told where it is not the current one")
    func rounds() throws {
        let survey = try Self.survey(
            reporters: "[{filename: '([A-Z]{3})'}]",
            round: #"{current: "2027", all: ["2026", "2027"], from: {filename: '(\d{4})'}}"#)
        let original = read("a", "2026 FRA.csv")
        let late = [original, read("b", "annotated FRA.xlsx", of: "a", copies: ["annotated FRA (1).xlsx"])]
        #expect(
            told(late, survey) == ["2026 FRA.csv": "FRA 2026 superseded", "annotated FRA.xlsx": "FRA 2026 live"])
        #expect(conflicts(late, survey) == ["return.round-conflict 2026 2026"])
        // Of the next round after that it is the same finding, so that what was decided about it holds.
        let laterSurvey = try Self.survey(
            reporters: "[{filename: '([A-Z]{3})'}]",
            round: #"{current: "2028", all: ["2026", "2027", "2028"], from: {filename: '(\d{4})'}}"#)
        #expect(conflicts(late, laterSurvey) == conflicts(late, survey))
        let message = Consolidation(late, survey: laterSurvey).findings.map { $0.finding.message.text(in: "en") }
        #expect(message.contains { $0.contains("2026") && $0.contains("2028") })
        let unnamed = [original, read("b", "annotated.xlsx", of: "a")]
        #expect(told(unnamed, survey) == ["2026 FRA.csv": "FRA 2026 superseded", "annotated.xlsx": "FRA 2026 live"])
        let next = [original, read("b", "2027/annotated FRA.xlsx", of: "a")]
        #expect(
            told(next, survey) == ["2026 FRA.csv": "FRA 2026 live", "2027/annotated FRA.xlsx": "FRA 2027 live"])
        #expect(conflicts(next, survey) == ["return.round-conflict 2027 2026"])
        // Of another reporter's round it tells nothing.
        let others = [original, read("b", "annotated NOR.xlsx", of: "a")]
        #expect(told(others, survey)["annotated NOR.xlsx"] == "NOR 2027 live")
        #expect(conflicts(others, survey) == ["return.reporter-conflict NOR FRA"])
    }

    @Test("which round a folder of the inbox tells, no sheet does: a copy is not published for another round, and held")
    func roundsOfFolders() throws {
        func survey(current: String) throws -> Survey {
            try Self.survey(
                reporters: "[{filename: '([A-Z]{3})'}]",
                round: "{current: \"\(current)\", all: [\"2026\", \"2027\"], from: {filename: '^(\\d{4})/'}}")
        }
        let chain = [
            read("a", "2026/FRA.csv"), read("b", "annotated FRA.xlsx", of: "a"),
            read("c", "annotated FRA (1).xlsx", of: "b"),
        ]
        let later = try survey(current: "2027")
        #expect(
            told(chain, later) == [
                "2026/FRA.csv": "FRA 2026 live", "annotated FRA.xlsx": "FRA 2027 held",
                "annotated FRA (1).xlsx": "FRA 2027 held",
            ])
        let consolidation = Consolidation(chain, survey: later)
        #expect(consolidation.findings.map(\.finding.rule) == ["return.round-unknown", "return.round-unknown"])
        let texts = consolidation.findings.map { $0.finding.message.text(in: "en") }
        #expect(texts.contains { $0.contains("a copy of 2026/FRA.csv, which came for the round 2026") })
        // Without what makes them doubtful they would be published for 2027.
        let tellers = Dictionary(uniqueKeysWithValues: consolidation.returns.map { ($0.file, $0.toldBy ?? "") })
        #expect(
            tellers == ["2026/FRA.csv": "", "annotated FRA.xlsx": id("a"), "annotated FRA (1).xlsx": id("b")])
        // In the folder of a round it counts, and so it does while that round is the current one.
        let sorted = [
            read("a", "2026/FRA.csv"), read("b", "2026/annotated FRA.xlsx", of: "a", copies: ["annotated FRA.xlsx"]),
        ]
        let counted = ["2026/FRA.csv": "FRA 2026 superseded", "2026/annotated FRA.xlsx": "FRA 2026 live"]
        #expect(told(sorted, later) == counted)
        let before = try survey(current: "2026")
        #expect(
            told(Array(chain.prefix(2)), before) == [
                "2026/FRA.csv": "FRA 2026 superseded", "annotated FRA.xlsx": "FRA 2026 live",
            ])
        // Of another reporter's return it tells nothing.
        let others = [read("a", "2026/FRA.csv"), read("b", "annotated NOR.xlsx", of: "a")]
        #expect(told(others, later)["annotated NOR.xlsx"] == "NOR 2027 live")
    }

    // MARK: - Runs

    /// A run over a text file, and one over its annotated copy alone, which has come back under the name that Canvass gave it.
    private func answered() async throws -> (survey: ReviewedSurvey, second: SurveyRun.Outcome) {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": ["1,500,,food,,", "2,20,5,heat,,"]])
        let first = try await survey.run()
        let copy = try Data(contentsOf: first.folder.appending(path: "returns/AAA/annotated.xlsx"))
        try FileManager.default.removeItem(at: survey.folder.appending(path: "inbox/AAA.csv"))
        try copy.write(to: survey.folder.appending(path: "inbox/annotated.xlsx"))
        return (survey, try await survey.run())
    }

    private func states(_ outcome: SurveyRun.Outcome) -> [String: ReturnState] {
        Dictionary(outcome.result.returns.map { ($0.file, $0.state) }) { first, _ in first }
    }

    @Test("a copy counts under the name that Canvass gave it, and after store and bundles are lost as before")
    func run() async throws {
        let (survey, second) = try await answered()
        #expect(states(second) == ["AAA.csv": .superseded, "annotated.xlsx": .live])
        #expect(second.result.returns.map(\.reporter) == ["AAA", "AAA"])
        #expect(second.issues("return.reporter-unknown").isEmpty)
        #expect(try survey.rows(second).allSatisfy { $0["reporter"] == "AAA" })
        let original = try #require(second.result.returns.first { $0.state == .superseded }?.id)
        #expect(try survey.text(second, "run.json").contains("\"told_by\": \"\(original)\""))
        // So does the next one, of which the last is a copy.
        let copy = try Data(contentsOf: second.folder.appending(path: "returns/AAA/annotated.xlsx"))
        try copy.write(to: survey.folder.appending(path: "inbox/annotated.xlsx"))
        let third = try await survey.run()
        #expect(third.result.returns.map(\.reporter) == ["AAA", "AAA", "AAA"])
        #expect(third.result.returns.count { $0.state == .live } == 1)
        let made = try survey.files(third)
        try survey.forget()
        #expect(try await survey.files(survey.run()) == made)
    }

    @Test("what tells whose a copy is stays in the archive while the copy counts, and is told when it cannot be read")
    func telling() async throws {
        let (survey, second) = try await answered()
        let loaded = try survey.survey()
        let kept = try ArchivePruning(
            loaded, output: survey.output, olderThan: 0, now: Date(timeIntervalSinceNow: 86_400)
        ).candidates.map(\.received.file)
        #expect(kept.isEmpty)
        let original = try #require(second.result.returns.first { $0.state == .superseded }?.sha256)
        let archive = Archive(folder: survey.results.appending(path: "archive", directoryHint: .isDirectory))
        try Data("Number\n1\n".utf8).write(to: URL(filePath: archive.path(of: original, fileExtension: "csv")))
        try survey.forget()
        let third = try await survey.run()
        #expect(states(third) == ["AAA.csv": .refused, "annotated.xlsx": .live])
        #expect(third.issues("file.damaged").count == 1)
    }
}
