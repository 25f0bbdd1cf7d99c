import Foundation
import SurveyModel
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

    private func add(
        _ records: [Record], of item: Return, places: [FieldPlace], to trails: inout RowTrails,
        isKeptOut: (Record) -> Bool
    ) {
        trails.add(
            trails.reader.rows(in: item, count: records.count, isKeptOut: isKeptOut) { records }, of: item,
            places: places)
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
        var trails = RowTrails(of: result)
        add(records(1...4), of: item(1), places: places, to: &trails) { $0.number == 3 }
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

    @Test("a blank answer of a table that stands beside the first is told in its own table's column")
    func blankOfMoved() throws {
        func record(_ number: Int, column: Int) -> Record {
            let origin = Origin(sheet: "People", row: number + 5, column: column)
            let kind = Entry(
                value: .text("k"), raw: .text("k"), origin: origin,
                normalisation: column == 2 ? nil : Normalisation(method: "moved", confidence: 1))
            return Record(table: "people", number: number, anchor: origin, entries: [kind, nil, nil])
        }
        let result = try result()
        var trails = RowTrails(of: result)
        add([record(1, column: 2), record(2, column: 8)], of: item(1), places: places, to: &trails) { _ in false }
        let store = try #require((try json(trails, result)["stores"] as? [[String: Any]])?.first)
        let block = try #require((store["blocks"] as? [[Any]])?.first)
        // The second record's number would stand in the column I, not in C; it has neither a method nor texts.
        #expect(block[5] as? [String: String] == ["0": "-1 0", "1": "-1 1"])
        #expect((store["readings"] as? [[Int]])?.last == [-1, -1, -1, 9, 0, -1])
    }

    @Test("private fields have neither titles, places nor values")
    func privateFields() throws {
        let result = try result()
        var trails = RowTrails(of: result)
        add(records(1...4), of: item(1), places: places, to: &trails) { _ in false }
        let text = trails.json(ResultIndex(result, language: "en"), try Catalogue(language: "en"))
        #expect(!text.contains("Secret") && !text.contains("Name") && !text.contains("\"D\""))
    }

    @Test("returns that another took the place of have no rows")
    func superseded() throws {
        var trails = RowTrails(of: try result())
        add(records(1...4), of: item(1, .superseded), places: places, to: &trails) { _ in false }
        #expect(trails.total == 0)
    }

    @Test(
        "where not all fit, those with issues have room first, then the returns in their order; never more than the ration"
    )
    func ration() throws {
        let issue = SurveyModel.Issue(
            fingerprint: "f", reporter: "AAA", round: "2026", returnID: item(2).id,
            finding: Finding(rule: "a.b", severity: .note, message: .text("So."), table: "people", record: 17),
            state: .open)
        let result = try result(issues: [issue])
        var ration = RowTrails.Ration()
        ration.bytes = 2_000
        var trails = RowTrails(of: result, ration: ration)
        for number in 1...2 {
            for start in stride(from: 1, through: 200, by: 20) {
                add(records(start...(start + 19)), of: item(number), places: places, to: &trails) {
                    _ in false
                }
            }
        }
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

    @Test("records are not asked for where there is no room for more of them, also of those with issues")
    func nothingWanted() throws {
        struct Asked: Error {}
        let issues = (1...400).map { (number: Int) in
            SurveyModel.Issue(
                fingerprint: "f\(number)", reporter: "AAA", round: "2026", returnID: item(2).id,
                finding: Finding(rule: "a.b", severity: .note, message: .text("So."), table: "people", record: number),
                state: .open)
        }
        var ration = RowTrails.Ration()
        ration.bytes = 2_000
        var trails = RowTrails(of: try result(issues: issues), ration: ration)
        func rows(_ item: Return) throws -> TrailRows {
            try trails.reader.rows(in: item, count: 5, isKeptOut: { _ in false }) { throw Asked() }
        }
        #expect(throws: Asked.self) { try rows(item(1)) }
        for start in stride(from: 1, through: 400, by: 20) {
            add(records(start...(start + 19)), of: item(1), places: places, to: &trails) { _ in false }
        }
        #expect(try rows(item(1)).count == 5)
        // Of the other return all records have issues.
        #expect(throws: Asked.self) { try rows(item(2)) }
        for start in stride(from: 1, through: 400, by: 20) {
            add(records(start...(start + 19)), of: item(2), places: places, to: &trails) { _ in false }
        }
        #expect(try rows(item(2)).count == 5)
        #expect(trails.total == 800)
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
        var trails = RowTrails(of: result, ration: ration)
        for item in returns where item.state == .live {
            add(records(1...2), of: item, places: places, to: &trails) { _ in false }
        }
        let text = trails.json(ResultIndex(result, language: "en"), try Catalogue(language: "en"))
        // The titles of tables and the names of members are beside the ration: some hundred bytes.
        #expect(text.utf8.count < 20_600 && trails.held > 20)
    }

    @Test("a survey of very many records stops at the ration, however little each costs")
    func bounded() throws {
        var ration = RowTrails.Ration()
        ration.bytes = 12_000
        var trails = RowTrails(of: try result(), ration: ration)
        let block = (1...1_000).map { number in
            Record(
                table: "people", number: number, anchor: Origin(sheet: "People", row: number, column: 2),
                entries: [nil, nil, nil])
        }
        for _ in 0..<20 { add(block, of: item(1), places: places, to: &trails) { _ in false } }
        #expect(trails.total == 20_000)
        // At six bytes for a record at least.
        #expect(trails.stores.reduce(0) { $0 + $1.count } == 2_000)
    }
}
