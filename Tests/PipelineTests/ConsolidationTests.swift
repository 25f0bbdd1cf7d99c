import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("Whose return it is, and which of several counts")
struct ConsolidationTests {
    private static let sent = SentAnswers(questionnaires: [.init(name: "sent.csv", rounds: nil)])
    private let survey: Survey

    init() throws {
        survey = try SpecimenSurvey.load()
    }

    private func states(_ read: [ReadReturn]) -> [String: ReturnState] {
        Dictionary(uniqueKeysWithValues: Consolidation(read, survey: survey).returns.map { ($0.file, $0.state) })
    }

    @Test("the field comes before the file's name; where they differ, that is told")
    func fieldBeforeName() {
        let consolidation = Consolidation([SpecimenSurvey.read("a", file: "NOR.csv", country: "FRA")], survey: survey)
        #expect(consolidation.returns.first?.reporter == "FRA")
        #expect(consolidation.findings.map(\.finding.rule) == ["return.reporter-conflict"])
    }

    @Test("the file's name serves where the field says nothing")
    func nameServes() {
        let consolidation = Consolidation([SpecimenSurvey.read("a", file: "2026-03-01/NOR.csv")], survey: survey)
        #expect(consolidation.returns.first?.reporter == "NOR")
        #expect(consolidation.returns.first?.received == "2026-03-01")
        #expect(consolidation.findings.isEmpty)
    }

    @Test("a return without a reporter is held back, and that is an error")
    func held() {
        let consolidation = Consolidation([SpecimenSurvey.read("a", file: "who.csv")], survey: survey)
        #expect(consolidation.returns.first?.state == .held)
        #expect(consolidation.findings.first?.finding.rule == "return.reporter-unknown")
        #expect(consolidation.findings.first?.finding.severity == .error)
    }

    @Test("of two returns of one body the one completed later counts, whatever their order")
    func laterCounts() {
        let first = SpecimenSurvey.read("a", file: "a.csv", country: "FRA", body: "Ministry A", completed: "2026-03-01")
        let second = SpecimenSurvey.read(
            "b", file: "b.csv", country: "FRA", body: "MINISTRY  A", completed: "2026-03-02")
        #expect(states([first, second]) == ["a.csv": .superseded, "b.csv": .live])
        #expect(states([second, first]) == ["a.csv": .superseded, "b.csv": .live])
        let replaced = Consolidation([first, second], survey: survey).returns.first { $0.state == .superseded }
        #expect(replaced?.supersededBy == second.bundle.id)
    }

    @Test("two bodies of one reporter both count, and that is noted")
    func twoBodies() {
        let first = SpecimenSurvey.read("a", file: "a.csv", country: "FRA", body: "Ministry A")
        let second = SpecimenSurvey.read("b", file: "b.csv", country: "FRA", body: "Ministry B")
        #expect(states([first, second]) == ["a.csv": .live, "b.csv": .live])
        #expect(
            Consolidation([first, second], survey: survey).findings.map(\.finding.rule) == [
                "return.several-bodies", "return.several-bodies",
            ])
    }

    @Test("where one body's returns are held it is not told that several count")
    func heldBody() {
        let returns = [("a", "A"), ("b", "A"), ("c", "B")].map { name, body in
            SpecimenSurvey.read(name, file: "\(name).csv", country: "FRA", body: body)
        }
        #expect(states(returns) == ["a.csv": .held, "b.csv": .held, "c.csv": .live])
        #expect(
            Consolidation(returns, survey: survey).findings.map(\.finding.rule) == [
                "return.order-unclear", "return.order-unclear",
            ])
    }

    @Test("where nothing tells the later of two, both are held back")
    func tie() {
        let first = SpecimenSurvey.read("a", file: "a.csv", country: "FRA", body: "A")
        let second = SpecimenSurvey.read("b", file: "b.csv", country: "FRA", body: "A")
        #expect(states([first, second]) == ["a.csv": .held, "b.csv": .held])
        #expect(
            Consolidation([first, second], survey: survey).findings.map(\.finding.rule) == [
                "return.order-unclear", "return.order-unclear",
            ])
    }

    @Test(
        "without a completion date the day received tells, then when it was saved, then whether it is still in the inbox"
    )
    func furtherEvidence() {
        let received = [
            SpecimenSurvey.read("a", file: "2026-03-02/a.csv", country: "FRA", body: "A"),
            SpecimenSurvey.read("b", file: "2026-03-01/b.csv", country: "FRA", body: "A"),
        ]
        #expect(states(received) == ["2026-03-02/a.csv": .live, "2026-03-01/b.csv": .superseded])
        let saved = [
            SpecimenSurvey.read("a", file: "a.csv", country: "FRA", body: "A", saved: "2026-03-02T08:00:00Z"),
            SpecimenSurvey.read("b", file: "b.csv", country: "FRA", body: "A", saved: "2026-03-01T08:00:00Z"),
        ]
        #expect(states(saved) == ["a.csv": .live, "b.csv": .superseded])
        let present = [
            SpecimenSurvey.read("a", file: "a.csv", country: "FRA", body: "A", isPresent: false),
            SpecimenSurvey.read("b", file: "b.csv", country: "FRA", body: "A"),
        ]
        #expect(states(present) == ["a.csv": .superseded, "b.csv": .live])
    }

    @Test(
        "a correction without a completion date does not lose to the original for that: the day it was received tells")
    func noDateIsNoEarlyDate() {
        let original = SpecimenSurvey.read(
            "a", file: "2026-04-01/a.csv", country: "FRA", body: "A", completed: "2026-03-30")
        let correction = SpecimenSurvey.read("b", file: "2026-05-10/b.csv", country: "FRA", body: "A")
        #expect(states([original, correction]) == ["2026-04-01/a.csv": .superseded, "2026-05-10/b.csv": .live])
    }

    @Test("a return for a round that the survey does not have is held back")
    func unknownRound() throws {
        let survey = try SpecimenSurvey.load(
            SpecimenSurvey.definition.replacing(
                "{current: \"2026\"}", with: "{current: \"2026\", from: {filename: '20\\d\\d'}}"))
        let consolidation = Consolidation([SpecimenSurvey.read("a", file: "NOR 2019.csv")], survey: survey)
        #expect(consolidation.returns.first?.state == .held)
        #expect(consolidation.findings.map(\.finding.rule) == ["return.round-unknown"])
    }

    private static let halves = [
        "{folder: 1}", "{filename: '^(\\d{4}-\\d\\d-\\d\\d)/'}", "[{field: cover.body}, {folder: 1}]",
    ]

    private static func half(from: String) -> String {
        "{current: \"2020-12-31\", all: [\"2020-06-30\", \"2020-12-31\"], from: \(from), closed: {\"2020-06-30\": 2020-08-31}}"
    }

    @Test("the folder of a round that is called by its last day tells no day on which a return came", arguments: halves)
    func datedRound(from: String) throws {
        let survey = try SpecimenSurvey.load(
            SpecimenSurvey.definition.replacing("{current: \"2026\"}", with: Self.half(from: from)))
        var late = SpecimenSurvey.read("a", file: "2020-06-30/late/NOR.csv")
        late.firstSeen = "2026-10-01T00:00:00Z"
        var early = SpecimenSurvey.read("b", file: "2020-06-30/2020-07-02/FRA.csv")
        early.firstSeen = late.firstSeen
        let consolidation = Consolidation([late, early], survey: survey)
        #expect(consolidation.returns.map(\.file) == [early.file, late.file])
        #expect(consolidation.returns.map(\.received) == ["2020-07-02", ""])
        #expect(consolidation.returns.map(\.state) == [.live, .held])
        #expect(consolidation.findings.map(\.finding.rule) == ["return.round-closed"])
    }

    @Test("what comes late into the folder of such a round is held, though its receipt has that folder too")
    func lateInDatedRound() async throws {
        let survey = try ReviewedSurvey(returns: ["2020-06-30/AAA.csv": ["1,10,5,food,,"]]) { home in
            let definition = ReviewedSurvey.definition.replacing(
                "{current: \"2026\"}", with: Self.half(from: "{folder: 1}"))
            try Data(definition.utf8).write(to: home.appending(path: "pipeline.yaml"))
        }
        let outcome = try await survey.run()
        #expect(outcome.result.returns.map(\.state) == [.held])
        #expect(outcome.issue("return.round-closed") != nil)
    }

    @Test(
        "a return without answers is not replaced by those of another body, nor where its copies tell different reporters"
    )
    func silentOfAnother() {
        let answers = SpecimenSurvey.read("b", file: "2026-03-02/b NOR.csv", country: "NOR", body: "Ministry B")
        let blank = SpecimenSurvey.read("a", file: "2026-03-01/a NOR.csv", country: "NOR", body: "Ministry A")
        let sent = Consolidation([blank, answers], survey: survey, unchanged: [blank.bundle.id: Self.sent])
        #expect(sent.returns.map(\.state) == [.held, .live])
        #expect(sent.findings.contains { $0.finding.rule == "return.unchanged" })
        var own = SpecimenSurvey.read("c", file: "2026-03-01/NOR.csv", body: "Ministry B")
        let replaced = Consolidation([own, answers], survey: survey, unchanged: [own.bundle.id: Self.sent])
        #expect(
            Dictionary(uniqueKeysWithValues: replaced.returns.map { ($0.id, $0.state) })[own.bundle.id] == .superseded)
        #expect(!replaced.findings.contains { $0.finding.rule == "return.unchanged" })
        own.copies = ["2026-03-01/FRA.csv"]
        let unclear = Consolidation([own, answers], survey: survey, unchanged: [own.bundle.id: Self.sent])
        #expect(unclear.findings.contains { $0.finding.rule == "return.copies-differ" })
        #expect(unclear.findings.contains { $0.finding.rule == "return.unchanged" })
    }

    @Test("a file that cannot be read is refused, and takes nobody's place")
    func refused() {
        let good = SpecimenSurvey.read("a", file: "NOR a.csv", country: "NOR")
        let bad = SpecimenSurvey.read("b", file: "NOR b.csv", isReadable: false)
        #expect(states([good, bad]) == ["NOR a.csv": .live, "NOR b.csv": .refused])
    }
}
