import SurveyModel
import Testing

@testable import Extract

@Suite("Findings of one kind, told as one")
struct FindingGroupsTests {
    private func finding(_ row: Int, value: String = "note") -> Finding {
        Finding(
            rule: "layout.text-unclaimed", severity: .note, message: .text("“\(value)”"), sheet: "S", cell: "D\(row)",
            value: value)
    }

    @Test("one that stands for many itself keeps all of its cells among the others")
    func nested() throws {
        var many = finding(2_002)
        many.alike = [
            AlikeCells(block: .init(row: 2_002, column: 4, lastRow: 2_500, lastColumn: 4), value: nil),
            AlikeCells(block: nil, value: "lost"),
        ]
        let groups = FindingGroups.grouped([many] + (1...30).map { finding($0 * 2) })
        let group = try #require(groups.first)
        #expect(groups.count == 1)
        #expect(group.alike.count == 32)
        let cells = group.alike.reduce(0) { $0 + ($1.block?.count ?? 1) }
        #expect(cells == 530)
        let words = group.message.text(in: "en")
        #expect(words.contains("529 more") && words.contains("D2002:D2500"))
        #expect(words.contains("D2, D4"))
    }

    @Test("a long text stands with its first 400 characters, once for each of its cells and not in a sentence besides")
    func long() throws {
        let text = String(repeating: "word ", count: 6_000)
        let group = try #require(FindingGroups.grouped((1...30).map { finding($0, value: text) }).first)
        #expect(group.alike.allSatisfy { $0.value?.count == 401 && $0.message == nil })
        // The first has all of it.
        #expect(group.value == text)
    }
}
