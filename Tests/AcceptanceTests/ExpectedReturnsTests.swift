import Foundation
import Testing

/// A return that a person has read cell by cell: `Tests/Fixtures/expected/README.md` tells how.
private struct ReadReturn: Sendable, CustomTestStringConvertible {
    static let folder = Repository.fixtures.appending(path: "expected/by-hand")
    static let all: [ReadReturn] =
        ((try? Table.rows(of: folder.appending(path: "returns.csv"))) ?? []).compactMap { row in
            guard let survey = row["survey"], let name = row["name"], let file = row["file"] else { return nil }
            return ReadReturn(survey: survey, name: name, file: file)
        }

    let survey: String
    let name: String
    let file: String

    var testDescription: String { name }

    func answers() throws -> [Answer] {
        try Table.rows(of: Self.folder.appending(path: "\(survey)/\(name).csv")).map { Answer(row: $0) }
    }
}

/// What stands in one cell, for one field of one record.
private struct Answer {
    struct Place: Hashable {
        let table: String
        let record: String
        let field: String
        let cell: String
    }

    let place: Place
    /// Empty where the reader did not name it: a CSV file has one sheet.
    let sheet: String
    let raw: String
    let value: String
    let status: String

    init(place: Place, sheet: String, raw: String, value: String, status: String) {
        self.place = place
        self.sheet = sheet
        self.raw = raw
        self.value = value
        self.status = status
    }

    init(row: [String: String]) {
        place = Place(
            table: row["table"] ?? "", record: row["record"] ?? "", field: row["field"] ?? "", cell: row["cell"] ?? "")
        sheet = row["sheet"] ?? ""
        raw = row["raw"] ?? ""
        value = row["value"] ?? ""
        status = row["status"] ?? ""
    }
}

/// What a person reads in a cell and Canvass does not, or the other way round.
private struct Difference: Hashable, CustomStringConvertible {
    let place: Answer.Place
    /// `answer` where one of the two has none there; else what of it differs: `sheet`, `raw`, `value`, `status`.
    let what: String
    let person: String
    let canvass: String

    var description: String {
        "\(place.table),\(place.record),\(place.field),\(place.cell),\(what),“\(person)”,“\(canvass)”"
    }

    static func between(_ person: Answer, _ canvass: Answer) -> [Difference] {
        var pairs = [
            ("raw", person.raw, canvass.raw), ("value", person.value, canvass.value),
            ("status", person.status, canvass.status),
        ]
        if !person.sheet.isEmpty { pairs.append(("sheet", person.sheet, canvass.sheet)) }
        return pairs.filter { $0.1 != $0.2 }.map {
            Difference(place: person.place, what: $0.0, person: $0.1, canvass: $0.2)
        }
    }

    /// The differences of a return that are known, and why: `known-differences.csv`.
    static func known(in name: String) throws -> Set<Difference> {
        let rows = try Table.rows(of: ReadReturn.folder.appending(path: "known-differences.csv"))
        return Set(
            rows.filter { $0["return"] == name }.map { row in
                Difference(
                    place: Answer(row: row).place, what: row["what"] ?? "", person: row["person"] ?? "",
                    canvass: row["canvass"] ?? "")
            })
    }
}

/// All that a run gives of each return: its rows, published or rejected, and where lineage says that they came from.
private struct GivenReturns: Sendable {
    typealias Row = [String: String]

    static let coProduction = Result { try GivenReturns(PublishedRun.coProductionUndecided.get()) }
    static let municipalServices = Result { try GivenReturns(PublishedRun.municipalServicesUndecided.get()) }

    let returns: [Row]
    let records: [String: [Row]]
    let fields: [String: [Row]]
    let values: [String: [Row]]
    let issues: [String: [Row]]
    /// By return; the table's name stands in each row's `table`.
    let rows: [String: [Row]]
    /// The fields of each table: its columns, but for those that Canvass adds.
    let asked: [String: [String]]

    init(_ run: PublishedRun) throws {
        func grouped(_ path: String) throws -> [String: [Row]] {
            Dictionary(grouping: try run.rows(path)) { $0["return"] ?? "" }
        }
        returns = try run.rows("lineage/returns.csv")
        records = try grouped("lineage/records.csv")
        fields = try grouped("lineage/fields.csv")
        values = try grouped("lineage/values.csv")
        issues = try grouped("issues.csv")
        var rows: [String: [Row]] = [:]
        for table in try run.tables() {
            for folder in ["dataset", "rejected"] {
                for (id, some) in try grouped("\(folder)/\(table).csv") {
                    rows[id, default: []] += some.map { $0.merging(["table": table]) { _, table in table } }
                }
            }
        }
        self.rows = rows
        asked = Dictionary(grouping: rows.values.joined()) { $0["table"] ?? "" }.mapValues(Self.fields)
    }

    static func of(_ survey: String) throws -> GivenReturns {
        try survey == "co-production" ? coProduction.get() : municipalServices.get()
    }

    /// The answers of a return, followed back as docs/lineage.md tells under "By hand".
    func answers(of id: String) throws -> [Answer] {
        let anchors = Dictionary(
            uniqueKeysWithValues: (records[id] ?? []).map {
                ("\($0["table"] ?? "") \($0["record"] ?? "")", $0["anchor"] ?? "")
            })
        let places = Dictionary(grouping: fields[id] ?? []) { "\($0["table"] ?? "") \($0["field"] ?? "")" }
        var changed = Dictionary(grouping: values[id] ?? []) {
            "\($0["table"] ?? "") \($0["record"] ?? "") \($0["field"] ?? "")"
        }
        var answers: [Answer] = []
        for row in rows[id] ?? [] {
            let table = row["table"] ?? ""
            let record = row["record"] ?? ""
            for field in asked[table] ?? [] {
                let status = row["\(field)_status"] ?? ""
                if let changes = changed.removeValue(forKey: "\(table) \(record) \(field)") {
                    for change in changes {
                        #expect(change["value"] == row[field], "\(table) \(record) \(field): lineage has another value")
                        answers.append(answer(change, status: status))
                    }
                } else if let value = row[field], !value.isEmpty {
                    let place = try #require(places["\(table) \(field)"]?.first, "\(table) \(record) \(field)")
                    let anchor = try #require(anchors["\(table) \(record)"], "\(table) \(record)")
                    answers.append(
                        Answer(
                            place: .init(table: table, record: record, field: field, cell: Self.cell(place, anchor)),
                            sheet: place["sheet"] ?? "", raw: value, value: value, status: status))
                }
            }
        }
        // Of a superseded return nothing is published: lineage alone tells what was read.
        return answers + changed.values.joined().map { answer($0, status: "") }
    }

    private func answer(_ change: Row, status: String) -> Answer {
        Answer(row: change.merging(["status": status]) { _, status in status })
    }

    private static func fields(in rows: [Row]) -> [String] {
        let columns = rows.reduce(into: Set<String>()) { $0.formUnion($1.keys) }
        let added: Set = ["table", "reporter", "round", "return", "record", "sheet", "anchor", "reasons"]
        return columns.subtracting(added).filter { column in
            !["_label", "_status", "_typed"].contains {
                column.hasSuffix($0) && columns.contains(String(column.dropLast($0.count)))
            }
        }
    }

    private static func cell(_ place: Row, _ anchor: String) -> String {
        let letters = String(anchor.prefix { $0.isLetter })
        let anchorRow = Int(anchor.dropFirst(letters.count)) ?? 0
        let row = place["row"] ?? ""
        let number =
            row.isEmpty ? anchorRow : row.hasPrefix("+") ? anchorRow + (Int(row.dropFirst()) ?? 0) : Int(row) ?? 0
        return (place["column"].map { String($0.prefix { $0 != ":" }) } ?? letters) + String(number)
    }
}

@Suite("What a person reads in a return, cell by cell")
struct ExpectedReturnsTests {
    @Test("26 returns of co-production and 13 of municipal services are expected, with more than 20,000 answers")
    func enough() throws {
        let bySurvey = Dictionary(grouping: ReadReturn.all, by: \.survey)
        #expect(bySurvey["co-production"]?.count == 26)
        #expect(bySurvey["municipal-services"]?.count == 13)
        #expect(Set(ReadReturn.all.map(\.name)).count == ReadReturn.all.count)
        #expect(try ReadReturn.all.map { try $0.answers().count }.reduce(0, +) > 20_000)
    }

    @Test(
        "each answer has the cell, the text and the value that a person reads, and none is there besides",
        arguments: ReadReturn.all)
    fileprivate func answers(item: ReadReturn) throws {
        let given = try GivenReturns.of(item.survey)
        let told = try #require(given.returns.first { $0["file"] == item.file })
        let id = try #require(told["return"])
        let isSuperseded = told["state"] == "superseded"
        let expected = try item.answers()
        let found = try given.answers(of: id)
        let byPlace = Dictionary(grouping: found, by: \.place)
        #expect(byPlace.values.allSatisfy { $0.count == 1 }, "one cell is told twice for one field")

        var differences: Set<Difference> = []
        for person in expected {
            if let canvass = byPlace[person.place]?.first {
                let between = Difference.between(person, canvass)
                // What a mark means is published only, and of a superseded return nothing is.
                differences.formUnion(isSuperseded ? between.filter { $0.what != "status" } : between)
            } else if !isSuperseded || person.raw != person.value {
                differences.insert(.init(place: person.place, what: "answer", person: person.raw, canvass: ""))
            }
        }
        let read = Set(expected.map(\.place))
        for canvass in found where !read.contains(canvass.place) {
            differences.insert(.init(place: canvass.place, what: "answer", person: "", canvass: canvass.raw))
        }
        let known = try Difference.known(in: item.name)
        for difference in differences.subtracting(known).sorted(by: { $0.description < $1.description }) {
            Issue.record("\(item.name),\(difference)")
        }
        for difference in known.subtracting(differences) {
            Issue.record("known, but no longer so: \(item.name),\(difference)")
        }
    }

    @Test("what stands in a cell and has neither value nor status is told by an issue", arguments: ReadReturn.all)
    fileprivate func told(item: ReadReturn) throws {
        let given = try GivenReturns.of(item.survey)
        let told = try #require(given.returns.first { $0["file"] == item.file })
        guard told["state"] != "superseded", let id = told["return"] else { return }
        let byPlace = Dictionary(grouping: try given.answers(of: id), by: \.place)
        let cells = Set((given.issues[id] ?? []).map { "\($0["sheet"] ?? "") \($0["cell"] ?? "")" })
        for person in try item.answers() {
            let canvass = byPlace[person.place]?.first
            guard canvass?.value ?? "" == "", canvass?.status ?? "" == "" else { continue }
            let sheet = canvass?.sheet ?? person.sheet
            #expect(cells.contains("\(sheet) \(person.place.cell)"), "\(item.name) \(person.place): “\(person.raw)”")
        }
    }

    @Test("the records of a return are those that a person counts", arguments: ReadReturn.all)
    fileprivate func records(item: ReadReturn) throws {
        let given = try GivenReturns.of(item.survey)
        let id = try #require(given.returns.first { $0["file"] == item.file }?["return"])
        let expected = Set(try item.answers().map { "\($0.place.table) \($0.place.record)" })
        let found = (given.records[id] ?? []).map { "\($0["table"] ?? "") \($0["record"] ?? "")" }
        #expect(found.count == Set(found).count)
        #expect(Set(found) == expected)
    }

    @Test("what a person sees beside the answers is told, or known not to be")
    func remarks() throws {
        for row in try Table.rows(of: ReadReturn.folder.appending(path: "remarks.csv")) {
            let item = try #require(ReadReturn.all.first { $0.name == row["return"] })
            let given = try GivenReturns.of(item.survey)
            let id = try #require(given.returns.first { $0["file"] == item.file }?["return"])
            let cell = row["cell"] ?? ""
            let rules = (given.issues[id] ?? []).filter { issue in
                guard issue["sheet"] == row["sheet"] else { return false }
                let isColumn = issue["rule"] == "layout.column-extra"
                return issue["cell"] == cell
                    || isColumn && issue["cell"]?.prefix { $0.isLetter } == cell.prefix { $0.isLetter }
            }.compactMap { $0["rule"] }
            if let told = row["told"] {
                #expect(rules.contains(told), "\(item.name) \(cell): told by \(rules)")
            } else {
                #expect(rules.isEmpty && row["reason"] != nil, "\(item.name) \(cell) is told now: \(rules)")
            }
        }
    }

    @Test("each known difference is of a return that was read, and has a reason")
    func reasons() throws {
        let names = Set(ReadReturn.all.map(\.name))
        for row in try Table.rows(of: ReadReturn.folder.appending(path: "known-differences.csv")) {
            #expect(names.contains(row["return"] ?? ""))
            #expect((row["reason"] ?? "").count > 20, "\(row)")
        }
    }
}
