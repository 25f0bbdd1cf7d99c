import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("Annotated copies that came back are later than what they were made of")
struct CopyOrderTests {
    private let survey: Survey

    init() throws {
        survey = try SpecimenSurvey.load()
    }

    /// A return that says that it is a copy of another, if it is one.
    private func read(
        _ content: String, of original: String? = nil, country: String = "FRA", completed: String? = nil,
        saved: String? = nil, isPresent: Bool = true
    ) -> ReadReturn {
        let read = SpecimenSurvey.read(
            content, file: "\(content).xlsx", country: country, body: "A", completed: completed, saved: saved)
        var bundle = read.bundle
        bundle.review.original = original
        return ReadReturn(bundle: bundle, file: read.file, isPresent: isPresent)
    }

    private func id(_ content: String) -> String { String(Digest.sha256(Data(content.utf8)).prefix(12)) }

    private func states(_ read: [ReadReturn]) -> [String: ReturnState] {
        Dictionary(uniqueKeysWithValues: Consolidation(read, survey: survey).returns.map { ($0.file, $0.state) })
    }

    @Test("a copy takes the place of its original, though no date tells the later, or one tells otherwise")
    func copy() {
        let original = read("first")
        let copy = read("second", of: id("first"))
        #expect(states([original, copy]) == ["first.xlsx": .superseded, "second.xlsx": .live])
        let dated = read("first", completed: "2026-03-02", saved: "2026-03-02T08:00:00Z")
        let earlier = read("second", of: id("first"), completed: "2026-03-01", saved: "2026-03-01T08:00:00Z")
        #expect(states([dated, earlier]) == ["first.xlsx": .superseded, "second.xlsx": .live])
    }

    @Test("copies of copies follow one another; of two that are made of one nothing tells the later")
    func chains() {
        let chain = [
            read("a"), read("b", of: id("a")), read("c", of: id("b")), read("d", of: id("c")), read("e", of: id("d")),
        ]
        let consolidation = Consolidation(chain.reversed(), survey: survey)
        #expect(consolidation.returns.map(\.state) == [.superseded, .superseded, .superseded, .superseded, .live])
        #expect(consolidation.superseded == ["a", "b", "c", "d"].map(id))
        #expect(consolidation.predecessors.map(\.loser) == [id("d")])
        let twins = [read("a"), read("b", of: id("a")), read("c", of: id("a"))]
        #expect(Set(states(twins).values) == [.held])
        let told = [
            read("a"), read("b", of: id("a"), saved: "2026-03-02T08:00:00Z"),
            read("c", of: id("a"), saved: "2026-03-01T08:00:00Z"),
        ]
        #expect(states(told) == ["a.xlsx": .superseded, "b.xlsx": .live, "c.xlsx": .superseded])
    }

    @Test("one that names another reporter's return, itself, or what names it in turn, is no later for that")
    func hostile() {
        let other = read("other", country: "NOR")
        #expect(
            states([other, read("a"), read("b", of: id("other"))]) == [
                "other.xlsx": .live, "a.xlsx": .held, "b.xlsx": .held,
            ])
        #expect(Set(states([read("a", of: id("b")), read("b", of: id("a"))]).values) == [.held])
        #expect(Set(states([read("a", of: id("a")), read("b")]).values) == [.held])
    }

    @Test("the first version put back into the inbox in its copy's place is told, and the copy counts on")
    func putBack() {
        var first = read("first")
        first.firstSeen = "2026-03-01T02:00:00Z"
        var second = read("second", of: id("first"), isPresent: false)
        second.firstSeen = "2026-03-02T02:00:00Z"
        let consolidation = Consolidation([first, second], survey: survey)
        #expect(consolidation.returns.map(\.state) == [.superseded, .live])
        #expect(consolidation.findings.map(\.finding.rule) == ["return.sent-again"])
        #expect(consolidation.countingByPlace.isEmpty)
    }

    @Test("a chain of many thousand copies is put in order in no time")
    func many() {
        let chain = (0..<5_000).map { read("\($0)", of: $0 == 0 ? nil : id("\($0 - 1)")) }
        let start = ContinuousClock.now
        let consolidation = Consolidation(chain, survey: survey)
        #expect(ContinuousClock.now - start < .seconds(20))
        #expect(consolidation.returns.first { $0.state == .live }?.file == "4999.xlsx")
        #expect(consolidation.superseded == (0..<4_999).map { id("\($0)") })
    }

    @Test("the answered workbook of a text file takes the text file's place, both lying in the inbox")
    func textFile() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": ["1,500,,food,,", "2,20,5,heat,,"]])
        let first = try await survey.run()
        let copy = try Data(contentsOf: first.folder.appending(path: "returns/AAA/annotated.xlsx"))
        try copy.write(to: survey.folder.appending(path: "inbox/AAA answered.xlsx"))
        let second = try await survey.run()
        let states = Dictionary(second.result.returns.map { ($0.file, $0.state) }) { one, _ in one }
        #expect(states == ["AAA.csv": .superseded, "AAA answered.xlsx": .live])
        #expect(second.issues("return.order-unclear").isEmpty)
        #expect(second.issue("constraint.maximum")?.fingerprint == first.issue("constraint.maximum")?.fingerprint)
    }

    @Test("a text that the workbook of a text file could not hold in whole is told when it comes back")
    func cutText() async throws {
        let long = String(repeating: "very ", count: 8_000) + "many"
        let survey = try ReviewedSurvey(returns: ["AAA.csv": ["1,\(long),,food,,", "2,20,5,heat,,"]])
        let first = try await survey.run()
        #expect(first.issues("file.full-cell").isEmpty)
        let copy = try Data(contentsOf: first.folder.appending(path: "returns/AAA/annotated.xlsx"))
        try copy.write(to: survey.folder.appending(path: "inbox/AAA answered.xlsx"))
        let told = try await survey.run().issues("file.full-cell").map(\.finding)
        #expect(told.map(\.field) == ["amount"] && told.map(\.record) == [1])
    }
}
