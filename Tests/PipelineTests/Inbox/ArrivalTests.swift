import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("Returns in the order of their arrival, in parts, and for rounds by folder")
struct ArrivalTests {
    private static func survey(
        _ reporters: String, round: String = "{current: \"2026\"}", inbox: String = "{path: inbox, settle: 0}"
    ) throws
        -> Survey
    {
        try SpecimenSurvey.load(
            SpecimenSurvey.definition.replacing(
                "  latest: cover.completed", with: "  latest: cover.completed\n  \(reporters)"
            )
            .replacing("{current: \"2026\"}", with: round).replacing("{path: inbox, settle: 0}", with: inbox))
    }

    private func read(
        _ content: String, file: String, seen: String = "", completed: String? = nil, isPresent: Bool = true
    ) -> ReadReturn {
        var read = SpecimenSurvey.read(
            content, file: file, country: "FRA", body: "A", completed: completed, isPresent: isPresent)
        read.firstSeen = seen
        return read
    }

    private func states(_ read: [ReadReturn], _ survey: Survey) -> [String: ReturnState] {
        Dictionary(uniqueKeysWithValues: Consolidation(read, survey: survey).returns.map { ($0.file, $0.state) })
    }

    @Test(
        "by arrival, the receipts tell the later, whatever the returns say of themselves and in whatever order they are listed"
    )
    func receipts() throws {
        let survey = try Self.survey("resubmissions: arrival")
        let early = read("a", file: "z.csv", seen: "2026-03-01T02:00:00Z", completed: "2026-02-28")
        let late = read("b", file: "a.csv", seen: "2026-03-02T02:00:00Z", completed: "2026-01-01", isPresent: false)
        for order in [[early, late], [late, early]] {
            #expect(states(order, survey) == ["a.csv": .live, "z.csv": .superseded])
        }
    }

    @Test("the date of a folder comes before the receipt: files that were brought in later are as old as they say")
    func folderDate() throws {
        let survey = try Self.survey("resubmissions: arrival")
        let old = read("a", file: "2026-01-15/a.csv", seen: "2026-05-01T02:00:00Z")
        let new = read("b", file: "b.csv", seen: "2026-03-01T02:00:00Z")
        #expect(states([old, new], survey) == ["2026-01-15/a.csv": .superseded, "b.csv": .live])
    }

    @Test("of returns that arrived in one run the date of completion tells; where nothing does, all are held")
    func sameRun() throws {
        let survey = try Self.survey("resubmissions: arrival")
        let seen = "2026-03-01T02:00:00Z"
        let told = [
            read("a", file: "a.csv", seen: seen, completed: "2026-02-02"),
            read("b", file: "b.csv", seen: seen, completed: "2026-02-01"),
        ]
        #expect(states(told, survey) == ["a.csv": .live, "b.csv": .superseded])
        let untold = [read("a", file: "a.csv", seen: seen), read("b", file: "b.csv", seen: seen)]
        #expect(states(untold, survey) == ["a.csv": .held, "b.csv": .held])
    }

    @Test("where files are moved out of the inbox, the receipts tell what their place in it would have told")
    func moved() throws {
        let survey = try Self.survey("resubmissions: completed", inbox: "{path: inbox, settle: 0, after: move}")
        let first = read("a", file: "a.csv", seen: "2026-03-01T02:00:00Z", isPresent: false)
        let second = read("b", file: "a-2.csv", seen: "2026-03-02T02:00:00Z", isPresent: false)
        #expect(states([first, second], survey) == ["a.csv": .superseded, "a-2.csv": .live])
    }

    @Test(
        "of two that came together and of which no date tells, the one that alone lies in the inbox counts, and is known to count for that",
        arguments: [("arrival", "leave"), ("arrival", "move"), ("completed", "move"), ("completed", "leave")])
    func alone(policy: String, after: String) throws {
        let survey = try Self.survey(
            "resubmissions: \(policy)", inbox: "{path: inbox, settle: 0, after: \(after)}")
        let seen = "2026-03-01T02:00:00Z"
        let gone = read("a", file: "a.csv", seen: seen, isPresent: false)
        let there = read("b", file: "b.csv", seen: seen)
        #expect(states([gone, there], survey) == ["a.csv": .superseded, "b.csv": .live])
        #expect(Consolidation([gone, there], survey: survey).countingByPlace == [there.bundle.id])
        let later = read("c", file: "c.csv", seen: "2026-03-02T02:00:00Z")
        #expect(Consolidation([gone, later], survey: survey).countingByPlace.isEmpty)
    }

    @Test("of two that have left the inbox, and of which no date tells, the one that was received later counts")
    func bothGone() throws {
        let survey = try SpecimenSurvey.load()
        let first = read("a", file: "z.csv", seen: "2026-03-01T02:00:00Z", isPresent: false)
        let second = read("b", file: "a.csv", seen: "2026-03-02T02:00:00Z", isPresent: false)
        #expect(states([first, second], survey) == ["z.csv": .superseded, "a.csv": .live])
        let same = read("c", file: "c.csv", seen: "2026-03-02T02:00:00Z", isPresent: false)
        #expect(states([second, same], survey) == ["a.csv": .held, "c.csv": .held])
    }

    @Test("ten thousand returns of one reporter of which nothing tells the later are held in no time")
    func many() throws {
        let survey = try SpecimenSurvey.load()
        let returns = (0..<10_000).map { read("\($0)", file: "\($0).csv") }
        let start = ContinuousClock.now
        let consolidation = Consolidation(returns, survey: survey)
        #expect(ContinuousClock.now - start < .seconds(20))
        #expect(consolidation.returns.allSatisfy { $0.state == .held })
        #expect(consolidation.findings[0].finding.message.text(in: "en").utf8.count < 400)
    }

    // MARK: - Parts

    private static let twoTables = SpecimenSurvey.definition.replacing(
        "layouts:",
        with: """
              extra:
                title: Extra
                fields:
                  note: {type: string, title: Note}
            layouts:
            """)

    /// A return that holds records of the tables named.
    private func part(_ content: String, _ tables: [String], completed: String? = nil) -> ReadReturn {
        let origin = Origin(sheet: "s", row: 2, column: 1)
        func record(_ table: String) -> Record {
            let texts: [Value?] =
                table == "cover"
                ? [.text("FRA"), .text("A"), completed.flatMap { CalendarDay($0) }.map { .date($0) }] : [.text("x")]
            return Record(
                table: table, number: 1, anchor: origin,
                entries: texts.map { $0.map { Entry(value: $0, raw: .text($0.text), origin: origin) } })
        }
        let bundle = ReturnBundle(
            sha256: Digest.sha256(Data(content.utf8)), format: "csv", version: "1", language: "en", name: content,
            saved: nil, records: tables.map(record), places: [], answers: [:], codings: [], findings: [])
        return ReadReturn(bundle: bundle, file: "FRA \(content).csv", isPresent: true)
    }

    @Test(
        "returns with different parts count together; a correction of one part takes that part's place alone; one that lacks what an earlier return holds drops nothing"
    )
    func corrections() throws {
        let survey = try SpecimenSurvey.load(
            Self.twoTables.replacing("  distinguish: cover.body\n", with: "")
                .replacing("  latest: cover.completed", with: "  latest: cover.completed\n  parts: [cover, extra]"))
        let first = part("a", ["cover"], completed: "2026-01-01")
        let correction = part("b", ["cover"], completed: "2026-02-01")
        let other = part("c", ["extra"])
        let whole = part("d", ["cover", "extra"], completed: "2025-12-31")
        #expect(
            states([first, correction, other], survey) == [
                "FRA a.csv": .superseded, "FRA b.csv": .live, "FRA c.csv": .live,
            ])
        let notes = Consolidation([first, correction, other], survey: survey).findings.map(\.finding.rule)
        #expect(notes.filter { $0 == "return.part" }.count == 2)
        let overlapping = Consolidation([whole, correction], survey: survey)
        #expect(overlapping.returns.map(\.state) == [.held, .held])
        #expect(Set(overlapping.findings.map(\.finding.rule)) == ["return.parts-overlap"])
    }

    @Test("a part is not asked for the sheet of a part that another return holds, but for one that none holds")
    func sheetsOfParts() async throws {
        let table = """
              %@:
                title: %@
                fields:
                  %@: {type: string, title: %@}
            """
        let layout = "  %@: {into: %@, sheet: {any: true}, table: {columns: {%@: {label: %@}}}}"
        func texts(_ form: String) -> String {
            ["parks", "trees", "roads"].map { form.replacing("%@", with: $0) }.joined(separator: "\n")
        }
        let project = try InboxProject()
        try project.define(
            [
                "  distinguish: cover.body\n": "", "  from: [{field: cover.country}, {": "  from: [{",
                "  latest: cover.completed": "  parts: [parks, trees, roads]",
                "tables:\n": "tables:\n\(texts(table))\n", "layouts:\n": "layouts:\n\(texts(layout))\n",
            ])
        try project.inbox.put("NOR a.csv", "parks\nYork\n")
        try project.inbox.put("NOR b.csv", "trees\noak\n")
        let outcome = try await project.run()
        #expect(outcome.states == ["NOR a.csv": .live, "NOR b.csv": .live])
        let missing = outcome.result.issues.map(\.finding).filter { $0.rule == "layout.sheet-missing" }
        #expect(missing.compactMap(\.table).sorted() == ["cover", "cover", "roads", "roads"])
    }

    // MARK: - Rounds

    @Test("round and reporter are told by the folders in which a file lies; too few folders say nothing")
    func folders() throws {
        let survey = try SpecimenSurvey.load(
            SpecimenSurvey.definition.replacing(
                "{current: \"2026\"}", with: "{current: \"2026\", all: [\"2010\", \"2026\"], from: {folder: 1}}"
            ).replacing("{filename: '([A-Z]{3})'}", with: "{folder: 2}"))
        let returns = [
            SpecimenSurvey.read("a", file: "2010/Norge/x.csv"), SpecimenSurvey.read("b", file: "x.csv", country: "NOR"),
            SpecimenSurvey.read("c", file: "2009/FRA/x.csv"),
        ]
        let consolidation = Consolidation(returns, survey: survey)
        #expect(consolidation.returns.map(\.reporter) == ["FRA", "NOR", "NOR"])
        #expect(consolidation.returns.map(\.round) == ["2009", "2010", "2026"])
        #expect(consolidation.findings.map(\.finding.rule) == ["return.round-unknown"])
    }

    @Test(
        "a return of a closed round that came after its last day is held, and takes nobody's place; one that came in time counts"
    )
    func closed() throws {
        let survey = try Self.survey(
            "resubmissions: arrival", round: "{current: \"2026\", closed: {\"2026\": 2026-03-31}}")
        let inTime = read("a", file: "a.csv", seen: "2026-03-31T23:59:59Z")
        let late = read("b", file: "b.csv", seen: "2026-04-01T00:00:00Z")
        let consolidation = Consolidation([inTime, late], survey: survey)
        #expect(consolidation.returns.map(\.state) == [.live, .held])
        #expect(consolidation.findings.map(\.finding.rule) == ["return.round-closed"])
        // The path's date comes before the receipt's.
        #expect(
            states([read("c", file: "2026-03-30/c.csv", seen: "2026-05-01T00:00:00Z")], survey).values.first == .live)
        // Of a return without either nothing is claimed.
        #expect(states([read("d", file: "d.csv")], survey).values.first == .live)
    }

    @Test(
        "the day of arrival is told by the inbox's folders alone, not by what senders name: files, and what is in archives and mails",
        arguments: [
            ("2025/2026-05-02/FRA as of 2025-12-31.csv", "2026-05-02"),
            ("2026-05-02/mail of 2025-01-01.eml/2025-12-31/FRA.csv", "2026-05-02"),
            ("2026-05-02/FRA.ZIP/2025-12-31/FRA.csv", "2026-05-02"), ("FRA 2025-12-31.csv", ""),
            ("2026-05-02/2026-05-03 x/FRA.csv", "2026-05-03"),
        ])
    func foldersAlone(file: String, day: String) throws {
        let survey = try Self.survey(
            "resubmissions: arrival", round: "{current: \"2026\", closed: {\"2026\": 2026-03-31}}")
        let returns = Consolidation([read("a", file: file)], survey: survey).returns
        #expect(returns.map(\.received) == [day])
        #expect(returns.map(\.state) == [day.isEmpty ? .live : .held])
    }

    @Test("a return that came in time is not late for coming again into a later folder")
    func cameAgain() throws {
        let survey = try Self.survey(
            "resubmissions: arrival", round: "{current: \"2026\", closed: {\"2026\": 2026-03-31}}")
        let again = read("a", file: "2026-05-01/a.csv", seen: "2026-03-30T02:00:00Z")
        #expect(states([again], survey) == ["2026-05-01/a.csv": .live])
        // So a copy says that lies in an earlier folder.
        var copied = read("b", file: "2026-04-01/b.csv", seen: "2026-05-01T02:00:00Z")
        copied.copies = ["2026-03-30/b.csv"]
        #expect(states([copied], survey) == ["2026-04-01/b.csv": .live])
    }

    @Test(
        "what is told of the return of one part is told of no other's; a whole questionnaire is told what its first part is"
    )
    func fingerprintsOfParts() throws {
        let survey = try SpecimenSurvey.load(
            Self.twoTables.replacing("  distinguish: cover.body\n", with: "").replacing(
                "  latest: cover.completed", with: "  parts: [cover, extra]"))
        let finding = Finding(rule: "return.part", severity: .note, message: .text("m"))
        func fingerprint(_ name: String, _ tables: [String]) throws -> String {
            let item = try #require(Consolidation([part(name, tables)], survey: survey).returns.first)
            return IssueIdentity(survey.definition).fingerprint(of: finding, in: item)
        }
        let (first, second) = (try fingerprint("first", ["cover"]), try fingerprint("second", ["extra"]))
        #expect(first != second)
        #expect(try fingerprint("whole", ["cover", "extra"]) == first)
    }

    @Test("a choice that would drop a part of the questionnaire holds all")
    func choiceOfPart() throws {
        let definition = Self.twoTables.replacing("  distinguish: cover.body\n", with: "").replacing(
            "  latest: cover.completed", with: "  resubmissions: decision\n  parts: [cover, extra]")
        let returns = [part("whole", ["cover", "extra"]), part("cover", ["cover"])]
        let today = try #require(CalendarDay("2026-06-01"))
        let undecided = Consolidation(returns, survey: try SpecimenSurvey.load(definition), today: today)
        #expect(Set(undecided.findings.map(\.finding.rule)) == ["return.choice-needed"])
        let chosen = try #require(undecided.returns.first { $0.file == "FRA cover.csv" })
        let finding = try #require(undecided.findings.first { $0.returnID == chosen.id }?.finding)
        let fingerprint = IssueIdentity(try SpecimenSurvey.load(definition).definition).fingerprint(
            of: finding, in: chosen)
        let decision = [
            "fingerprint,action,seen,value,reason,reviewer,agreed_by,date,expires",
            "\(fingerprint),waive,\"\(finding.value ?? "")\",,it is newer,reviewer A,,2026-01-01,",
        ].joined(separator: "\n")
        let survey = try SpecimenSurvey.load(definition, files: ["decisions.csv": Data(decision.utf8)])
        let decided = Consolidation(returns, survey: survey, today: today)
        #expect(decided.returns.map(\.state) == [.held, .held])
        let overlaps = decided.findings.count { $0.finding.rule == "return.parts-overlap" }
        #expect(overlaps == 2)
    }
}
