import Foundation
import OrderedCollections
import SurveyModel
import TestMeasurement
import Testing

@testable import Pipeline

@Suite("Records of a return beside those of the one whose place it took")
struct RecordPairsTests {
    private func records(_ count: Int, from first: Int = 0) -> OrderedDictionary<RecordPairs.Key, Record> {
        OrderedDictionary(
            uniqueKeysWithValues: (first..<first + count).map { number in
                (
                    RecordPairs.Key(name: String(number), count: 1),
                    Record(
                        table: "t", number: number, anchor: Origin(sheet: "S", row: number + 1, column: 1), entries: [])
                )
            })
    }

    @Test("in the order of the later return, then what only the earlier has")
    func order() {
        let pairs = RecordPairs(earlier: records(3), later: records(3, from: 1)).pairs
        #expect(pairs.map { $0.name } == ["1", "2", "3", "0"])
        #expect(pairs.map { [$0.earlier?.number, $0.later?.number] } == [[1, 1], [2, 2], [nil, 3], [0, nil]])
    }

    @Test("eight times as many take some eight times as long")
    func linear() {
        func time(_ count: Int) -> Double {
            let (earlier, later) = (records(count), records(count))
            return (0..<3).map { _ in
                timed { #expect(RecordPairs(earlier: earlier, later: later).pairs.count == count) }.seconds
            }.min() ?? 0
        }
        let (few, many) = (time(4_000), time(32_000))
        #expect(many < few * 24, "\(few) s, \(many) s")
    }
}
