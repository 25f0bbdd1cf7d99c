public import Foundation
import OrderedCollections
import SurveyModel

/// Where a published value comes from, told by the lineage files of the last run alone, as a stranger would follow them.
public struct Trace: Sendable {
    /// A value's trail.
    public struct Step: Sendable, Hashable {
        /// The field.
        public let field: String
        /// The value in the dataset; empty where there is none.
        public let value: String
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
        /// What was done: method and confidence; empty where it is published as typed.
        public let method: String
    }

    private let folder: URL

    /// The steps for programs, as one line of JSON.
    public static func json(_ steps: [Step]) -> String {
        JSONText.array(
            steps.map { step in
                JSONText.object([
                    ("field", JSONText.quoted(step.field)), ("value", JSONText.quoted(step.value)),
                    ("file", JSONText.quoted(step.file)),
                    ("sha256", JSONText.quoted(step.sha256)), ("sheet", JSONText.quoted(step.sheet)),
                    ("cells", JSONText.array(step.cells.map(JSONText.quoted))),
                    ("typed", JSONText.array(step.typed.map(JSONText.quoted))),
                    ("method", JSONText.quoted(step.method)),
                ])
            })
    }

    /// A tracer over a run's folder.
    public init(run folder: URL) {
        self.folder = folder
    }

    /// Follows a record's values to their cells.
    ///
    /// - Parameters:
    ///   - table: the table.
    ///   - returnID: the return's id, or the first digits of it.
    ///   - record: the record's number.
    ///   - field: one field; nil for all.
    /// - Throws: ``PipelineError`` of code `noInput` where there is no such record.
    public func steps(table: String, returnID: String, record: Int, field: String?) throws -> [Step] {
        let returns = try rows("lineage/returns.csv").filter { $0["return"]?.hasPrefix(returnID) ?? false }
        guard returns.count == 1, let item = returns.first, let id = item["return"] else {
            throw PipelineError(
                .noInput,
                returns.isEmpty
                    ? "There is no return \(returnID) in the last run."
                    : "\(returnID) is not one return but \(returns.count).")
        }
        let number = String(record)
        guard
            let place = try rows("lineage/records.csv").first(where: {
                $0["return"] == id && $0["table"] == table && $0["record"] == number
            }),
            let anchor = place["anchor"], let sheet = place["sheet"]
        else {
            throw PipelineError(.noInput, "There is no record \(record) of the table \(table) in the return \(id).")
        }
        let published = try publishedRow(table: table, returnID: id, record: number)
        let fields = try rows("lineage/fields.csv").filter { $0["return"] == id && $0["table"] == table }
        let values = try rows("lineage/values.csv").filter {
            $0["return"] == id && $0["table"] == table && $0["record"] == number
        }
        let names = OrderedSet(fields.compactMap { $0["field"] } + values.compactMap { $0["field"] })
        guard field == nil || names.contains(field ?? "") else {
            throw PipelineError(
                .noInput, "The record has no field '\(field ?? "")'. Its fields: \(names.joined(separator: ", ")).")
        }
        return names.filter { field == nil || $0 == field }.map { name in
            let own = values.filter { $0["field"] == name }
            let place = fields.first { $0["field"] == name && $0["sheet"] == sheet }
            let cells =
                own.isEmpty ? place.map { [Self.cell(of: $0, anchor: anchor)] } ?? [] : own.compactMap { $0["cell"] }
            let method = own.first.map { "\($0["method"] ?? "") (confidence \($0["confidence"] ?? ""))" } ?? ""
            return Step(
                field: name, value: published?[name] ?? "", file: item["file"] ?? "", sha256: item["sha256"] ?? "",
                sheet: own.first?["sheet"] ?? place?["sheet"] ?? "", cells: cells, typed: own.map { $0["raw"] ?? "" },
                method: method)
        }
    }

    /// The cell of a field in a record: the field's column and row where it has them, else the anchor's.
    static func cell(of place: [String: String], anchor: String) -> String {
        let letters = anchor.prefix { $0.isLetter }
        let anchorRow = Int(anchor.dropFirst(letters.count)) ?? 0
        let column = place["column"] ?? ""
        let row = place["row"] ?? ""
        let number = row.hasPrefix("+") ? anchorRow + (Int(row.dropFirst()) ?? 0) : Int(row) ?? anchorRow
        return (column.isEmpty ? String(letters) : String(column.prefix { $0 != ":" })) + String(number)
    }

    private func publishedRow(table: String, returnID: String, record: String) throws -> [String: String]? {
        for name in ["dataset/\(table).csv", "rejected/\(table).csv"] {
            if let row = try rows(name).first(where: { $0["return"] == returnID && $0["record"] == record }) {
                return row
            }
        }
        return nil
    }

    private func rows(_ name: String) throws -> [[String: String]] {
        let url = folder.appending(path: name)
        guard FileManager.default.fileExists(atPath: url.path) else {
            throw PipelineError(
                .noInput,
                "There is no \(name) in \(folder.path). Has the survey been run, and is the table's name right?")
        }
        return try RegisterRow.read(url, file: name, needing: []).map(\.fields)
    }
}
