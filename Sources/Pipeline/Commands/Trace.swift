public import Foundation
import Load
import OrderedCollections
import SurveyModel

/// Where a published value comes from, told by the lineage files of the last run alone, as a stranger would follow them.
public struct Trace: Sendable {
    /// A value's trail.
    public struct Step: Sendable, Hashable {
        /// The field.
        public let field: String
        /// The value in the dataset, or among the rejected records; empty where there is none.
        public let value: String
        /// Whether the record has a row in the dataset or among the rejected ones, and so its values are known without its file.
        public let isWrittenDown: Bool
        /// Whether the record is in the dataset.
        public let isPublished: Bool
        /// Why it is not; empty where it is.
        public let state: String
        /// The file in the inbox, and where its content is kept.
        public let file: String
        /// SHA-256 of the file.
        public let sha256: String
        /// The sheet.
        public let sheet: String
        /// The cell, or cells.
        public let cells: [String]
        /// What was typed, where that is not the value.
        public let typed: [String]
        /// What was done; empty where it is published as typed.
        public let method: String
        /// How sure that is, from 0 to 1; nil where nothing was done.
        public let confidence: Double?

        /// Sheet and cells as people are told; nil where the sheet of the record has no such field.
        public var place: String? { cells.isEmpty ? nil : "\(sheet)!\(cells.joined(separator: ", "))" }
    }

    private let source: Source
    private let showsPrivate: Bool

    /// Where the lineage files are.
    private enum Source: Sendable {
        case run(URL)
        case lastOf(RunHistory)
    }

    /// The steps for programs, as one line of JSON.
    public static func json(_ steps: [Step]) -> String {
        JSONText.array(
            steps.map { step in
                JSONText.object([
                    ("field", JSONText.quoted(step.field)), ("value", JSONText.quoted(step.value)),
                    ("published", step.isPublished ? "true" : "false"), ("state", JSONText.quoted(step.state)),
                    ("file", JSONText.quoted(step.file)),
                    ("sha256", JSONText.quoted(step.sha256)), ("sheet", JSONText.quoted(step.sheet)),
                    ("cells", JSONText.array(step.cells.map(JSONText.quoted))),
                    ("typed", JSONText.array(step.typed.map(JSONText.quoted))),
                    ("method", JSONText.quoted(step.method)),
                    ("confidence", step.confidence.map { Value.shortest($0) } ?? "null"),
                ])
            })
    }

    /// A tracer over a survey's last published run.
    ///
    /// - Parameters:
    ///   - survey: the survey's folder.
    ///   - output: the folder in which its results have a folder.
    ///   - showsPrivate: whether private values are told; else a mark stands for them.
    public init(_ survey: URL, output: URL, showsPrivate: Bool = false) {
        source = .lastOf(
            RunHistory(output: output.appending(path: survey.lastPathComponent, directoryHint: .isDirectory)))
        self.showsPrivate = showsPrivate
    }

    /// A tracer over a run's folder.
    init(run folder: URL, showsPrivate: Bool = false) {
        source = .run(folder)
        self.showsPrivate = showsPrivate
    }

    /// Follows a record's values to their cells.
    ///
    /// - Parameters:
    ///   - table: the table.
    ///   - returnID: the return's id, the first digits of it, or its file's name.
    ///   - record: the record's number.
    ///   - field: one field; nil for all.
    /// - Throws: ``PipelineError`` of code `noInput` where there is no such record, `io` where it cannot be told whether there is one.
    public func steps(table: String, returnID: String, record: Int, field: String?) throws -> [Step] {
        func followed(in folder: URL) throws -> [Step] {
            try RunTrace(folder: folder, showsPrivate: showsPrivate).steps(
                table: table, returnID: returnID, record: record, field: field)
        }
        switch source {
        case .run(let folder): return try followed(in: folder)
        case .lastOf(let history): return try history.readingLatest { try followed(in: $0) }
        }
    }

    /// The cell of a field in a record: the field's column and row where it has them, else the anchor's.
    static func cell(of place: [String: String], anchor: String) -> String {
        let letters = anchor.prefix { $0.isLetter }
        let anchorRow = Int32(anchor.dropFirst(letters.count)).map { Int($0) } ?? 0
        let column = place["column"] ?? ""
        let number =
            switch FieldPlace.RowKind(place["row"] ?? "") {
            case .fixed(let row): row
            case .below(let rows): anchorRow + rows
            case .ofAnchor, nil: anchorRow
            }
        return (column.isEmpty ? String(letters) : String(column.prefix { $0 != ":" })) + String(number)
    }
}

/// Follows the values of records in one run.
private struct RunTrace {
    typealias Step = Trace.Step

    let folder: URL
    let showsPrivate: Bool

    func steps(table: String, returnID: String, record: Int, field: String?) throws -> [Step] {
        let returns = try rows("lineage/returns.csv")
        try checkTable(table)
        let item = try self.item(returnID, among: returns)
        let id = item["return"] ?? ""
        let number = String(record)
        let places = try rows("lineage/records.csv", where: ["return": id, "table": table])
        guard let place = places.first(where: { $0["record"] == number }), let anchor = place["anchor"],
            let sheet = place["sheet"]
        else {
            let known = places.isEmpty ? "It has none." : "Its records there: 1 to \(places.count)."
            throw PipelineError(
                .noInput, "There is no record \(record) of the table \(table) in the return \(id). \(known)")
        }
        let published = try row(of: "dataset", table: table, returnID: id, record: number)
        let kept = try published ?? row(of: "rejected", table: table, returnID: id, record: number)
        let state = try published == nil ? state(of: item, among: returns, isRejected: kept != nil) : ""
        let fields = try rows("lineage/fields.csv", where: ["return": id, "table": table])
        let values = try rows("lineage/values.csv", where: ["return": id, "table": table, "record": number])
        let columns = kept == nil ? [] : try RegisterRow.columns(folder.appending(path: "dataset/\(table).csv"))
        let names = OrderedSet(fields.compactMap { $0["field"] } + values.compactMap { $0["field"] })
        if let field, !names.contains(field) {
            throw PipelineError(
                .noInput, "The record has no field '\(field)'. \(Spelling.advice(for: field, among: Array(names)))")
        }
        return try names.filter { field == nil || $0 == field }.map { name in
            let own = values.filter { $0["field"] == name }
            let place = fields.first { $0["field"] == name && $0["sheet"] == sheet }
            let cells =
                own.isEmpty
                ? place.map { [Trace.cell(of: $0, anchor: anchor)] } ?? []
                : own.compactMap { $0["cell"] }
            // An answer that was not given has a line for its cell alone.
            let isBlank = own.allSatisfy { $0["method"] == "moved" && ($0["raw"] ?? "").isEmpty }
            let how = isBlank ? [] : own
            // The values of a return that another took the place of stand nowhere but where they were changed.
            let value =
                try kept.map {
                    // What is blank has a column, what is private has none.
                    try columns.contains(name) ? $0[name] ?? "" : privateValue(of: name, table, id, number)
                } ?? own.first?["value"] ?? ""
            return Step(
                field: name, value: value, isWrittenDown: kept != nil, isPublished: published != nil, state: state,
                file: item["file"] ?? "",
                sha256: item["sha256"] ?? "", sheet: own.first?["sheet"] ?? place?["sheet"] ?? "", cells: cells,
                typed: how.map { $0["raw"] ?? "" }, method: how.first?["method"] ?? "",
                confidence: how.first?["confidence"].flatMap { Double($0) })
        }
    }

    // MARK: - What is there

    /// The line of the one return that begins with some digits.
    private func item(_ returnID: String, among returns: [[String: String]]) throws -> [String: String] {
        let named = returns.filter { row in
            row["file"] == returnID || row["file"]?.split(separator: "/").last.map(String.init) == returnID
        }
        let found = named.isEmpty ? returns.filter { $0["return"]?.hasPrefix(returnID) ?? false } : named
        if found.count == 1 { return found[0] }
        throw PipelineError(
            .noInput,
            found.isEmpty
                ? "There is no return \(returnID) in the last run. The column `return` of the dataset names it; its file's name does as well."
                : "\(returnID) is not one return but \(found.count): \(found.prefix(6).compactMap { $0["return"] }.joined(separator: ", "))."
        )
    }

    /// A table's name is one of those that were published.
    private func checkTable(_ table: String) throws {
        let tables = try PublishedTable.names(in: folder)
        guard !tables.isEmpty, !tables.contains(table) else { return }
        let meant = Spelling.nearest(to: table, among: tables).map { " Did you mean '\($0)'?" } ?? ""
        throw PipelineError(
            .noInput,
            "There is no table '\(table)' in the last run.\(meant) Its tables: \(tables.joined(separator: ", ")).")
    }

    /// Why a record is not in the dataset.
    private func state(
        of item: [String: String], among returns: [[String: String]], isRejected: Bool
    ) throws -> String {
        switch item["state"] {
        case "superseded":
            // Of several bodies of a reporter one return each counts: reporter and round do not tell which.
            let successor = try Successors.inRun(folder)?[item["return"] ?? ""]
            let winner = successor.flatMap { id in returns.first { $0["return"] == id } }
            let by = winner.map { ", \($0["file"] ?? "") (\($0["return"] ?? ""))" } ?? ""
            return "superseded by a later return of the same reporter\(by)"
        case "held": return "held back with its return"
        default: return isRejected ? "rejected; rejected/ has the reasons" : "not published"
        }
    }

    /// The value of a field that the dataset has no column for, since it is private.
    private func privateValue(of field: String, _ table: String, _ returnID: String, _ record: String) throws -> String
    {
        guard showsPrivate else { return PrivateAnswers.mark }
        return try row(of: Publication.privateFolder, table: table, returnID: returnID, record: record)?[field] ?? ""
    }

    /// A record's row in the dataset or among the rejected ones.
    private func row(of part: String, table: String, returnID: String, record: String) throws -> [String: String]? {
        let name = "\(part)/\(table).csv"
        guard try SurveyFile.isThere(folder.appending(path: name)) else { return nil }
        return try rows(name, where: ["return": returnID, "record": record]).first
    }

    /// The rows of a file that have some values; all where none are asked for.
    private func rows(_ name: String, where wanted: [String: String] = [:]) throws -> [[String: String]] {
        let url = folder.appending(path: name)
        guard try SurveyFile.isThere(url) else {
            throw PipelineError(
                .noInput,
                "There is no \(name) in \(folder.path). Has the survey been run?")
        }
        let rows = try RegisterRow.read(url, file: name, needing: []) { row in
            wanted.allSatisfy { row.original($0.key) == $0.value }
        }
        return rows.map(\.originals)
    }
}
