import Foundation
import Spreadsheets
import Testing

/// The cells of the sample files, read once each.
private struct SampleCells {
    private var files: [String: [String: [String: String]]] = [:]

    /// The text that stands in a cell, in the form that lineage gives: as `canvass cells` prints it.
    mutating func text(file: URL, sheet: String, cell: String) throws -> String? {
        if files[file.path] == nil { files[file.path] = try Self.read(file) }
        return files[file.path]?[sheet]?[cell]
    }

    private static func read(_ file: URL) throws -> [String: [String: String]] {
        let workbook = try Workbook.open(path: file.path)
        var sheets: [String: [String: String]] = [:]
        for sheet in workbook.sheets {
            var cells: [String: String] = [:]
            try workbook.forEachRow(in: sheet) { row in
                for cell in row.cells {
                    cells[CellAddress(row: row.number, column: cell.column).description] = text(of: cell.value)
                }
                return .next
            }
            sheets[sheet.name] = cells
        }
        return sheets
    }

    private static func text(of value: CellValue) -> String {
        switch value {
        case .text(let text): text
        case .number(let number):
            number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : number.description
        case .boolean(let boolean): boolean ? "true" : "false"
        case .date(let date): date.iso8601
        case .error(let error): error
        }
    }
}

/// The lineage of a run, by which its values are followed to their cells.
private struct Lineage {
    private let files: [String: URL]
    private let anchors: [String: [String: String]]
    private let places: [String: [[String: String]]]
    private let changes: [String: [[String: String]]]
    private var cells = SampleCells()
    /// How many values were followed.
    private(set) var followed = 0

    init(_ run: PublishedRun, survey: String) throws {
        files = Dictionary(
            uniqueKeysWithValues: try run.rows("lineage/returns.csv").map {
                ($0["return"] ?? "", Repository.samples.appending(path: "\(survey)/\($0["file"] ?? "")"))
            })
        anchors = Dictionary(uniqueKeysWithValues: try run.rows("lineage/records.csv").map { (Self.record($0), $0) })
        places = Dictionary(grouping: try run.rows("lineage/fields.csv")) {
            "\($0["return"] ?? "") \($0["table"] ?? "") \($0["field"] ?? "")"
        }
        changes = Dictionary(grouping: try run.rows("lineage/values.csv")) { Self.record($0) }
    }

    private static func record(_ row: [String: String]) -> String {
        "\(row["return"] ?? "") \(row["table"] ?? "") \(row["record"] ?? "")"
    }

    /// Follows every value of a published or rejected row.
    mutating func follow(_ row: [String: String], of table: String) throws {
        let id = row["return"] ?? ""
        let record = "\(id) \(table) \(row["record"] ?? "")"
        let (standing, returned) = (anchors[record], files[id])
        let anchor = try #require(standing?["anchor"])
        let file = try #require(returned)
        let own = changes[record] ?? []
        for change in own {
            let (field, cell) = (change["field"] ?? "", change["cell"] ?? "")
            let found = try cells.text(file: file, sheet: change["sheet"] ?? "", cell: cell)
            #expect((found ?? "") == (change["raw"] ?? ""), "\(file.lastPathComponent) \(cell): \(field)")
            #expect(row[field] == change["value"], "\(file.lastPathComponent) \(cell): \(field)")
            followed += 1
        }
        let changed = Set(own.map { $0["field"] ?? "" })
        for (field, value) in row where !Self.isAdded(field) && !changed.contains(field) {
            let known = places["\(id) \(table) \(field)"]?.first
            let place = try #require(known, "\(record) \(field)")
            let cell = Self.cell(place, anchor)
            let found = try cells.text(file: file, sheet: place["sheet"] ?? "", cell: cell)
            #expect(found == value, "\(file.lastPathComponent) \(place["sheet"] ?? "")!\(cell): \(field)")
            followed += 1
        }
    }

    /// Columns that are not read by themselves: labels, statuses, what was typed, where the record comes from and why it was rejected.
    private static func isAdded(_ field: String) -> Bool {
        if ["reporter", "round", "return", "record", "sheet", "anchor", "reasons"].contains(field) { return true }
        if field.hasSuffix("_label") || field.hasSuffix("_typed") { return true }
        return field.hasSuffix("_status") && field != "obs_status"
    }

    /// As docs/lineage.md tells: the field's column and row where it has them, else the anchor's.
    private static func cell(_ place: [String: String], _ anchor: String) -> String {
        let letters = String(anchor.prefix { $0.isLetter })
        let anchorRow = Int(anchor.dropFirst(letters.count)) ?? 0
        let row = place["row"] ?? ""
        let number =
            row.isEmpty ? anchorRow : row.hasPrefix("+") ? anchorRow + (Int(row.dropFirst()) ?? 0) : Int(row) ?? 0
        return (place["column"].map { String($0.prefix { $0 != ":" }) } ?? letters) + String(number)
    }
}

@Suite("Lineage: from any published value back to its cell")
struct LineageTests {
    @Test(
        "every value of every published and rejected row leads to a cell that holds it, or what it was made of, and is what lineage tells",
        arguments: ["co-production", "municipal-services"])
    func everyValueLeadsToItsCell(survey: String) throws {
        let run = try survey == "co-production" ? PublishedRun.coProduction.get() : PublishedRun.municipalServices.get()
        var lineage = try Lineage(run, survey: survey)
        for table in try run.tables() {
            for row in try run.rows("dataset/\(table).csv") { try lineage.follow(row, of: table) }
        }
        #expect(lineage.followed > 9_000)
        let published = lineage.followed
        for table in try run.tables() {
            for row in try run.rows("rejected/\(table).csv") { try lineage.follow(row, of: table) }
        }
        #expect(lineage.followed > published)
    }

    @Test("trace prints the trail of a value: file, hash, sheet, cell, what was typed and how it was read")
    func trace() throws {
        let scratch = try Scratch()
        try CanvassProcess(["run", "co-production", "--output", scratch.url.path, "--quiet"])
        let latest = scratch.url.appending(path: "co-production/latest")
        // A rejected record has a trail as well.
        let practice = try #require(
            try Table.rows(of: latest.appending(path: "lineage/values.csv")).first {
                $0["raw"] == "c. 2 million"
            })
        let trace = try CanvassProcess([
            "trace", "co-production", "practices", String((practice["return"] ?? "").prefix(8)),
            practice["record"] ?? "", "users_reached", "--output",
            scratch.url.path,
        ])
        #expect(trace.status == 0)
        for phrase in [
            "CPS 2026 Netherlands v3 clean.xlsx", "SHA-256", "users_reached = 2000000", "Practices!Q6",
            "“c. 2 million”", "approximate",
        ] {
            #expect(trace.output.contains(phrase), "\(phrase) in \(trace.output)")
        }
    }
    @Test("trace says that a return was superseded and by which, and what of its values is known")
    func superseded() throws {
        let scratch = try Scratch()
        try CanvassProcess(["run", "co-production", "--output", scratch.url.path, "--quiet"])
        let returns = try Table.rows(of: scratch.url.appending(path: "co-production/latest/lineage/returns.csv"))
        let old = try #require(returns.first { $0["file"] == "CPS-2026-KOR.xlsx" })
        let new = try #require(returns.first { $0["file"] == "CPS-2026-KOR-v2.xlsx" })
        #expect(old["state"] == "superseded")
        let trace = try CanvassProcess([
            "trace", "co-production", "practices", old["return"] ?? "", "1", "--output", scratch.url.path,
        ])
        #expect(trace.status == 0, "\(trace.errors)")
        #expect(
            trace.output.contains(
                "not in the dataset: superseded by a later return of the same reporter, CPS-2026-KOR-v2.xlsx (\(new["return"] ?? ""))"
            ), "\(trace.output)")
        #expect(trace.output.contains("  title: what was typed stands in\n      Practices!"), "\(trace.output)")
        #expect(!trace.output.contains("(no value)"), "\(trace.output)")
        #expect(!trace.output.contains(", as typed"), "\(trace.output)")
        let named = try CanvassProcess([
            "trace", "co-production", "practices", "CPS-2026-KOR.xlsx", "1", "--output", scratch.url.path,
        ])
        #expect(named.output == trace.output)
        let slips = [
            (
                ["practises", "1"],
                "There is no table 'practises' in the last run. Did you mean 'practices'? Its tables: "
            ),
            (["practices", "1", "titel"], "The record has no field 'titel'. Did you mean 'title'?"),
            (["practices", "999"], "There is no record 999 of the table practices"),
        ]
        for (words, told) in slips {
            let arguments = ["trace", "co-production", words[0], old["return"] ?? ""] + words.dropFirst()
            let process = try CanvassProcess(arguments + ["--output", scratch.url.path])
            #expect(process.status == 66)
            #expect(process.errors.contains(told), "\(process.errors)")
        }
    }
}
