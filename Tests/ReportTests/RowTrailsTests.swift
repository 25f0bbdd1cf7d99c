import Foundation
import SurveyModel
import Synchronization
import Testing

@testable import Report

@Suite("The look-up of a row: what the page carries of the lineage")
struct RowTrailsTests {
    private static let yaml = """
        canvass: 1
        title: {en: Invented survey}
        languages: [en]
        round: {current: "2026"}
        inbox: {path: inbox}
        reporters: {file: reporters.csv, from: {filename: "([A-Z]{3})"}}
        tables:
          people:
            title: {en: People}
            key: kind
            fields:
              kind: {type: string, title: {en: Kind}}
              number: {type: number, title: {en: Number}}
              name: {type: string, title: {en: Name}, private: true}
        layouts:
          people:
            into: people
            sheet: {named: {en: People}}
            table: {columns: {kind: {label: {en: Kind}}, number: {label: {en: Number}}, name: {label: {en: Name}}}}
        """

    private func result(issues: [SurveyModel.Issue] = []) throws -> RunResult {
        RunResult(
            survey: "invented", definition: try SurveyDefinition.decode(yaml: Self.yaml, file: "pipeline.yaml"),
            reporters: [Reporter(code: "AAA", name: "Aland")], returns: [item(1), item(2)], counts: RunCounts(),
            coverage: [], issues: issues, rules: [], codings: [], figures: [], provenance: [])
    }

    private func item(_ number: Int, _ state: ReturnState = .live) -> Return {
        Return(
            sha256: String(repeating: String(number), count: 64), file: "AAA-\(number).xlsx", reporter: "AAA",
            round: "2026", received: "", version: "", language: "en", state: state)
    }

    private let places = ["kind": "B", "number": "C", "name": "D"].sorted { $0.key < $1.key }.map {
        FieldPlace(table: "people", field: $0.key, sheet: "People", column: $0.value, row: "", layout: "people")
    }

    private func record(_ number: Int, row: Int) -> Record {
        func entry(_ value: Value, _ raw: String, _ column: Int, _ method: String?) -> Entry {
            Entry(
                value: value, raw: .text(raw), origin: Origin(sheet: "People", row: row, column: column),
                normalisation: method.map { Normalisation(method: $0, confidence: 1) })
        }
        return Record(
            table: "people", number: number, anchor: Origin(sheet: "People", row: row, column: 2),
            entries: [
                entry(.text("k\(number)"), "k\(number)", 2, nil),
                entry(.number(1.5), "1,5", 3, number.isMultiple(of: 2) ? "decimal-comma" : nil),
                entry(.text("Secret Sam"), " Secret Sam", 4, "trimmed"),
            ])
    }

    private func records(_ numbers: ClosedRange<Int>) -> [Record] { numbers.map { record($0, row: $0 + 5) } }

    /// Records that are held, and how often they were asked for.
    private struct Piece: TrailPiece {
        final class Reads: Sendable {
            private let numbers = Mutex((all: 0, marked: 0))
            var all: Int { numbers.withLock { $0.all } }
            var marked: Int { numbers.withLock { $0.marked } }
            func noteAll() { numbers.withLock { $0.all += 1 } }
            func noteMarked() { numbers.withLock { $0.marked += 1 } }
        }

        let item: Return
        let held: [Record]
        let fields: [FieldPlace]
        /// The numbers of the records that are not in the dataset.
        var keptOut: Set<Int> = []
        var reads = Reads()

        var count: Int { held.count }

        func records() -> [Record] {
            reads.noteAll()
            return held
        }

        func records(numbered numbers: [String: Set<Int>]) -> [Record] {
            reads.noteMarked()
            return held.filter { numbers[$0.table]?.contains($0.number) == true }
        }

        func places() -> [FieldPlace] { fields }

        func isKeptOut(_ record: Record) -> Bool { keptOut.contains(record.number) }
    }

    private func piece(
        _ records: [Record], of item: Return, keptOut: Set<Int> = [], reads: Piece.Reads = Piece.Reads()
    ) -> Piece {
        Piece(item: item, held: records, fields: places, keptOut: keptOut, reads: reads)
    }

    /// An issue about each of some records of a return.
    private func issues(_ numbers: some Sequence<Int>, of item: Return) -> [SurveyModel.Issue] {
        numbers.map { number in
            SurveyModel.Issue(
                fingerprint: "f\(number)", reporter: "AAA", round: "2026", returnID: item.id,
                finding: Finding(rule: "a.b", severity: .note, message: .text("So."), table: "people", record: number),
                state: .open)
        }
    }

    private func json(_ trails: RowTrails, _ result: RunResult) throws -> [String: Any] {
        let text = trails.json(ResultIndex(result, language: "en"), try Catalogue(language: "en"))
        return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test("what repeats is said once")
    func runs() {
        var numbers = NumberRuns()
        for number in [5, 5, 5, nil, nil, 7, nil] { numbers.add(number) }
        #expect(numbers.finish() == "5x3 -2 7")
        var none = NumberRuns()
        for _ in 0..<4 { none.add(nil) }
        #expect(none.finish().isEmpty)
        var ranges = NumberRanges()
        for number in [1, 2, 3, 7, 9, 10] { ranges.add(number) }
        #expect(ranges.finish() == "1-3,7,9-10")
        var anchors = AnchorRuns()
        for (sheet, row, column) in [("A", 6, 2), ("A", 7, 2), ("A", 8, 2), ("A", 8, 3), ("B", 1, 1)] {
            anchors.add(Origin(sheet: sheet, row: row, column: column)) { $0 == "A" ? 0 : 1 }
        }
        #expect(anchors.finish() == "@0:6:2 1:0x2 0:1 @1:1:1")
    }

    @Test("records of one table cost few bytes, and say what was read otherwise")
    func compact() throws {
        let result = try result()
        let trails = try RowTrails(of: result, in: [piece(records(1...4), of: item(1), keptOut: [3])])
        let stores = try #require(try json(trails, result)["stores"] as? [[String: Any]])
        let block = try #require((stores.first?["blocks"] as? [[Any]])?.first)
        #expect(block[3] as? String == "1-4")
        #expect(block[4] as? String == "@0:6:2 1:0x3")
        #expect(block[5] as? [String: String] == ["1": "-1 0 -1 0"])
        #expect(block[7] as? String == "3")
        #expect(stores.first?["readings"] as? [[Int]] == [[0, 3, 2]])
        #expect((stores.first?["texts"] as? [String])?[2...3] == ["1,5", "1.5"])
        #expect(trails.held == 4)
    }

    @Test("a blank answer of a table that stands otherwise than the first is told in its own table's column")
    func blankOfMoved() throws {
        func record(_ number: Int, column: Int) -> Record {
            let origin = Origin(sheet: "People", row: number + 5, column: column)
            let kind = Entry(
                value: .text("k"), raw: .text("k"), origin: origin,
                normalisation: column == 2 ? nil : Normalisation(method: "moved", confidence: 1))
            return Record(table: "people", number: number, anchor: origin, entries: [kind, nil, nil])
        }
        let result = try result()
        let moved = FieldPlace(
            table: "people", field: "number", sheet: "People", column: "F", row: "", layout: "people", records: 2...2)
        let piece = Piece(
            item: item(1), held: [record(1, column: 2), record(2, column: 8)], fields: places + [moved])
        let trails = try RowTrails(of: result, in: [piece])
        let store = try #require((try json(trails, result)["stores"] as? [[String: Any]])?.first)
        let block = try #require((store["blocks"] as? [[Any]])?.first)
        // The second record's number would stand in the column F, not in C; it has neither a method nor texts.
        #expect(block[5] as? [String: String] == ["0": "-1 0", "1": "-1 1"])
        #expect((store["readings"] as? [[Int]])?.last == [-1, -1, -1, 6, 0, -1])
        // The fields' places are those of all records alone.
        #expect((store["places"] as? [[[Any]]])?.first?.count == 2)
    }

    @Test("values that are made of the same are told once; another method, value, text or cell is told anew")
    func alikeReadings() throws {
        func record(_ number: Int, _ value: Value, _ raw: RawValue, _ method: String, column: Int = 3) -> Record {
            let anchor = Origin(sheet: "People", row: number + 5, column: 2)
            let told = Entry(
                value: value, raw: raw, origin: Origin(sheet: "People", row: number + 5, column: column),
                normalisation: Normalisation(method: method, confidence: 1))
            let kind = Entry(value: .text("k"), raw: .text("k"), origin: anchor)
            return Record(table: "people", number: number, anchor: anchor, entries: [kind, told, nil])
        }
        let records = [
            record(1, .number(1.5), .text("1,5"), "comma"),
            record(2, .number(1.5), .text("1,5"), "comma"),
            record(3, .number(1.5), .text("1,5"), "other"),
            record(4, .number(2.5), .text("1,5"), "comma"),
            record(5, .number(1.5), .text("1.5"), "comma"),
            record(6, .number(1.5), .text("1,5"), "comma", column: 5),
            // Reads as the fifth does.
            record(7, .number(1.5), .number(1.5, isPercent: false), "comma"),
            record(8, .number(1.5), .text("1,5"), "comma"),
        ]
        let result = try result()
        let trails = try RowTrails(of: result, in: [piece(records, of: item(1))])
        let store = try #require((try json(trails, result)["stores"] as? [[String: Any]])?.first)
        let block = try #require((store["blocks"] as? [[Any]])?.first)
        #expect(block[5] as? [String: String] == ["1": "0x2 1 2 3 4 3 0"])
        #expect((store["readings"] as? [[Int]])?.count == 5)
    }

    @Test("several cells are told by what stands in each, and by where they stand to the expected one")
    func alikeMarks() throws {
        func record(_ number: Int, _ columns: [Int], _ text: String = "x") -> Record {
            let anchor = Origin(sheet: "People", row: number + 5, column: 2)
            let marks = columns.map { column in
                RawValue.Mark(code: "c", text: text, origin: Origin(sheet: "People", row: number + 5, column: column))
            }
            let told = Entry(
                value: .text("c"), raw: .marks(marks), origin: anchor,
                normalisation: Normalisation(method: "marks", confidence: 1))
            let kind = Entry(value: .text("k"), raw: .text("k"), origin: anchor)
            return Record(table: "people", number: number, anchor: anchor, entries: [kind, told, nil])
        }
        let result = try result()
        let records = [
            record(1, [3, 4]), record(2, [3, 4]), record(3, [3, 5]), record(4, [3]), record(5, [3, 4], "X"),
            record(6, [3, 4]),
        ]
        let trails = try RowTrails(of: result, in: [piece(records, of: item(1))])
        let store = try #require((try json(trails, result)["stores"] as? [[String: Any]])?.first)
        let block = try #require((store["blocks"] as? [[Any]])?.first)
        #expect(block[5] as? [String: String] == ["1": "0x2 1 2 3 0"])
    }

    @Test("of what was asked for lately no more than a few things are held")
    func recentPlaces() {
        var recent = RecentPlaces<Int>()
        for number in 0...RecentPlaces<Int>.most { recent.add(number, at: number * 10) }
        let found = (0...RecentPlaces<Int>.most).map { number in recent.place { $0 == number } }
        #expect(found == [nil] + (1...RecentPlaces<Int>.most).map { $0 * 10 })
    }

    @Test("private fields have neither titles, places nor values")
    func privateFields() throws {
        let result = try result()
        let trails = try RowTrails(of: result, in: [piece(records(1...4), of: item(1))])
        let text = trails.json(ResultIndex(result, language: "en"), try Catalogue(language: "en"))
        #expect(!text.contains("Secret") && !text.contains("Name") && !text.contains("\"D\""))
    }

    @Test("returns that another took the place of have no rows")
    func superseded() throws {
        let trails = try RowTrails(of: try result(), in: [piece(records(1...4), of: item(1, .superseded))])
        #expect(trails.total == 0 && trails.held == 0)
    }

    @Test(
        "where not all fit, those with issues have room first, then the returns in their order; never more than the ration"
    )
    func ration() throws {
        let result = try result(issues: issues([17], of: item(2)))
        var ration = RowTrails.Ration()
        ration.bytes = 2_000
        let pieces = (1...2).flatMap { number in
            stride(from: 1, through: 200, by: 20).map { piece(records($0...($0 + 19)), of: item(number)) }
        }
        let trails = try RowTrails(of: result, in: pieces, ration: ration)
        let stores = trails.stores
        #expect(stores.count == 2)
        #expect(stores.reduce(0) { $0 + $1.size } <= 2_000)
        #expect(stores[0].numbers.keys.sorted() == ["\(item(1).id) 0"])
        #expect(stores[0].numbers["\(item(1).id) 0"]?.min() == 1)
        #expect(stores[1].numbers == ["\(item(2).id) 0": [17]])
        #expect(trails.total == 400)
        #expect(trails.held == stores[0].count + 1)
        // Nothing is left of what did not fit: no text that no block refers to.
        let catalogue = try Catalogue(language: "en")
        #expect(stores.allSatisfy { $0.json(catalogue).utf8.count < 2_000 })
    }

    @Test("records are not read where there is no room for more of them, also of those with issues", arguments: [1, 3])
    func nothingWanted(width: Int) throws {
        let (first, second) = (Piece.Reads(), Piece.Reads())
        let pieces = stride(from: 1, through: 2_000, by: 20).flatMap { start in
            [(item(1), first), (item(2), second)].map { item, reads in
                piece(records(start...(start + 19)), of: item, reads: reads)
            }
        }.sorted { $0.item.id < $1.item.id }
        var ration = RowTrails.Ration()
        ration.bytes = 2_000
        // Of the second return all records have issues.
        let trails = try RowTrails(
            of: try result(issues: issues(1...2_000, of: item(2))), in: pieces, width: width, ration: ration)
        #expect(trails.total == 4_000)
        #expect(trails.stores.reduce(0) { $0 + $1.size } <= 2_000)
        // A piece takes 120 bytes at least, so that those with issues fill the page, and next to nothing of it is left.
        #expect((1...40).contains(second.marked) && second.all == 0)
        #expect(first.marked == 0 && (1...25).contains(first.all))
    }

    @Test("which records the page tells of does not depend on what is read first, nor on how many are read at once")
    func order() throws {
        let result = try result(issues: issues(stride(from: 3, through: 2_000, by: 90), of: item(2)))
        let pieces = (1...2).flatMap { number in
            stride(from: 1, through: 2_000, by: 20).map {
                piece(records($0...($0 + 19)), of: item(number), keptOut: [$0 + 2])
            }
        }
        for bytes in [1_000, 2_500, 3_900] {
            var told: [String] = []
            // With nothing that a record takes at least it is not certain that there is no room for all.
            for least in [0, 1] {
                for width in [1, 3] {
                    var ration = RowTrails.Ration()
                    ration.bytes = bytes
                    ration.leastOfRecord = least
                    let trails = try RowTrails(of: result, in: pieces, width: width, ration: ration)
                    #expect(trails.stores.count == 2 && trails.held > 0 && trails.held < trails.total)
                    told.append(
                        trails.json(ResultIndex(result, language: "en"), try Catalogue(language: "en")))
                }
            }
            #expect(Set(told).count == 1)
        }
    }

    @Test("where fields stand is told once for returns that have it alike, and anew for one that has it otherwise")
    func placesOfReturns() throws {
        let other = places.map {
            FieldPlace(
                table: $0.table, field: $0.field, sheet: $0.sheet, column: $0.field == "number" ? "F" : $0.column,
                row: $0.row, layout: $0.layout)
        }
        let result = try result()
        let pieces = [places, places, other, places].enumerated().map { number, fields in
            Piece(item: item(number + 1), held: records(1...4), fields: fields)
        }
        let trails = try RowTrails(of: result, in: pieces)
        let store = try #require((try json(trails, result)["stores"] as? [[String: Any]])?.first)
        #expect((store["places"] as? [Any])?.count == 2)
        let blocks = try #require(store["blocks"] as? [[Any]])
        #expect(blocks.map { $0[2] as? Int } == [0, 0, 1, 0])
    }

    @Test("the names of reporters, and the returns that are gone, are of the ration")
    func namesAreCounted() throws {
        let reporters = (0..<100).map { Reporter(code: "R\($0)", name: String(repeating: "name ", count: 20)) }
        let returns = (0..<100).flatMap { number in
            [ReturnState.live, .superseded].map { state in
                Return(
                    sha256: String(format: "%064d", number * 2 + (state == .live ? 0 : 1)).reversed().map(String.init)
                        .joined(),
                    file: String(repeating: "file ", count: 20) + ".xlsx", reporter: "R\(number)", round: "2026",
                    received: "", version: "", language: "en", state: state)
            }
        }
        let result = RunResult(
            survey: "invented", definition: try SurveyDefinition.decode(yaml: Self.yaml, file: "pipeline.yaml"),
            reporters: reporters, returns: returns, counts: RunCounts(), coverage: [], issues: [], rules: [],
            codings: [], figures: [], provenance: [])
        var ration = RowTrails.Ration()
        ration.bytes = 20_000
        let trails = try RowTrails(
            of: result, in: returns.filter { $0.state == .live }.map { piece(records(1...2), of: $0) }, ration: ration)
        let text = trails.json(ResultIndex(result, language: "en"), try Catalogue(language: "en"))
        // The titles of tables and the names of members are beside the ration: some hundred bytes.
        #expect(text.utf8.count < 20_600 && trails.held > 20)
    }

    @Test("a survey of very many records stops at the ration, however little each costs")
    func bounded() throws {
        var ration = RowTrails.Ration()
        ration.bytes = 12_000
        let block = (1...1_000).map { number in
            Record(
                table: "people", number: number, anchor: Origin(sheet: "People", row: number, column: 2),
                entries: [nil, nil, nil])
        }
        let pieces = (0..<20).map { _ in piece(block, of: item(1)) }
        let trails = try RowTrails(of: try result(), in: pieces, ration: ration)
        #expect(trails.total == 20_000)
        // At six bytes for a record at least.
        #expect(trails.stores.reduce(0) { $0 + $1.count } == 2_000)
    }
}
