import OrderedCollections
import SurveyModel
import Testing

@testable import Pipeline

@Suite("The hash of what a file is made of")
struct ValueHashTests {
    private struct Pair: Encodable {
        var first: String?
        var second: String?
        var numbers: [Int] = []
        var nested: [[String]] = []
    }

    /// Encoded by a container within a container, as the compiler makes it.
    private enum Choice: Encodable {
        struct Part: Encodable {
            var x: Int
            var y: Int?
        }

        case part(Part, y: Int?)
        case parts([Part], y: Int?)
    }

    private static let issue = SurveyModel.Issue(
        fingerprint: "f", reporter: "AAA", round: "2026", returnID: "r", finding: finding, state: .open)

    private static var finding: Finding {
        var finding = Finding(
            rule: "r", severity: .error,
            message: .own(
                .expectedOneOf, ["values": .list([.text("a"), .localized(LocalizedText(texts))], by: .wordsOr)]),
            table: "t", record: 3, field: "f", sheet: "S", cell: "B2", value: "v")
        finding.cells = [Origin(sheet: "S", row: 1, column: 2)]
        finding.alike = [AlikeCells(block: .init(row: 1, column: 1, lastRow: 2, lastColumn: 1), value: "v")]
        return finding
    }

    private static let texts = Dictionary(
        uniqueKeysWithValues: ["en", "fr", "es", "de", "pt", "it", "nl"].map { ($0, "text in \($0)") })

    @Test("equal values have one hash, whatever the order in which a dictionary of texts has them")
    func equal() throws {
        let first = try ValueHash.of(Self.issue)
        #expect(first.count == 64)
        // Their order depends on how much room they were given.
        for room in [0, 8, 64, 1_024] {
            var texts = [String: String](minimumCapacity: room)
            for key in Self.texts.keys.sorted().reversed() { texts[key] = Self.texts[key] }
            #expect(try ValueHash.of(LocalizedText(texts)) == ValueHash.of(LocalizedText(Self.texts)))
        }
        #expect(try ValueHash.of(Self.issue) == first)
    }

    @Test("each member counts, and where one ends another begins")
    func different() throws {
        var change = Self.issue
        change.change = .new
        var answered = Self.issue
        answered.explanation = RespondentAnswer(choice: "right", remark: "")
        var waived = Self.issue
        waived.state = .waived
        let issues = [Self.issue, change, answered, waived]
        #expect(Set(try issues.map { try ValueHash.of($0) }).count == 4)
        let pairs = [
            Pair(), Pair(first: ""), Pair(second: ""), Pair(first: "ab", second: "c"), Pair(first: "a", second: "bc"),
            Pair(numbers: [1]), Pair(numbers: [1, 1]), Pair(numbers: [11]), Pair(nested: [[]]), Pair(nested: [[], []]),
            Pair(nested: [["a", "b"]]), Pair(nested: [["a"], ["b"]]), Pair(nested: [["a"], [], ["b"]]),
        ]
        #expect(Set(try pairs.map { try ValueHash.of($0) }).count == pairs.count)
        let choices: [Choice] = [
            .part(.init(x: 1, y: 2), y: nil), .part(.init(x: 1, y: nil), y: 2), .parts([.init(x: 1, y: 2)], y: nil),
            .parts([.init(x: 1, y: nil)], y: 2), .parts([], y: 2),
        ]
        #expect(Set(try choices.map { try ValueHash.of($0) }).count == choices.count)
        #expect(Set(try [1.0, -0.0, 0.0, .nan, .infinity].map { try ValueHash.of($0) }).count == 5)
        #expect(try ValueHash.of(1) != ValueHash.of("1"))
        #expect(try ValueHash.of(["a": "b"]) != ValueHash.of(["a", "b"]))
    }

    @Test("what has no order of its own has no hash")
    func unordered() {
        #expect(throws: EncodingError.self) { try ValueHash.of(["a": 1]) }
        #expect(throws: EncodingError.self) { try ValueHash.of([Set([1, 2])]) }
    }
}
