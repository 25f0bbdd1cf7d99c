import Foundation
import Spreadsheets
import SurveyModel
import Validate

/// The decisions that a reviewer has written into the columns of `issues.xlsx`, one row for each issue that has an action.
enum IssuesWorkbookLines {
    /// Whether a file is named as a workbook.
    static func isWorkbook(_ file: URL) -> Bool { ["xlsx", "xlsm"].contains(file.pathExtension.lowercased()) }

    /// The lines of the workbook's first sheet, ordered by row. What the reviewer saw is the issue's `value`; the day is today.
    ///
    /// - Throws: `SpreadsheetError` where it cannot be read, `DefinitionError` where its first row lacks a column.
    static func read(_ file: URL) throws -> [DecisionLine] {
        let workbook = try Workbook.open(path: file.path)
        var header: [Int: String] = [:]
        var lines: [DecisionLine] = []
        guard let sheet = workbook.sheets.first else { return [] }
        try workbook.forEachRow(in: sheet) { row in
            let texts = row.cells.map { ($0.column, text($0)) }
            guard !header.isEmpty else {
                header = Dictionary(texts) { first, _ in first }
                let needed = ["fingerprint", "value", "action", "decided", "reason", "reviewer"]
                let lacking = needed.filter { !header.values.contains($0) }
                guard lacking.isEmpty else {
                    throw DefinitionError(
                        .init(
                            file: file.lastPathComponent, position: .start,
                            message: "its first row lacks \(lacking.joined(separator: ", "))",
                            advice: "It is the issues.xlsx of a run, with decisions in its last columns."))
                }
                return .next
            }
            let cells = texts.compactMap { column, text in header[column].map { ($0, text) } }
            let fields = Dictionary(cells) { first, _ in first }
            if fields["action"]?.contains(where: { !$0.isWhitespace }) == true {
                lines.append(line(row.number, fields))
            }
            return .next
        }
        return lines
    }

    private static func line(_ number: Int, _ fields: [String: String]) -> DecisionLine {
        var decision = [
            "seen": fields["value"] ?? "", "value": fields["decided"] ?? "", "date": DecisionRequest.today.description,
        ]
        for name in ["fingerprint", "action", "reason", "reviewer", "agreed_by", "expires"] {
            decision[name] = fields[name] ?? ""
        }
        return DecisionLine(line: number, fields: decision.filter { !$0.value.isEmpty })
    }

    /// What stands in a cell, as it would be typed.
    private static func text(_ cell: Cell) -> String {
        switch cell.value {
        case .text(let text), .error(let text): text
        case .number(let number): Value.shortest(number)
        case .boolean(let boolean): boolean ? "true" : "false"
        case .date(let date): date.iso8601
        }
    }
}
