public import Foundation
import Spreadsheets
public import SurveyModel
import Validate

/// A run's `issues.xlsx` in which a reviewer has filled the columns for decisions.
///
/// These are the four that follow the columns of `issues.csv`: action, value, reason, reviewer. Their headings are in the survey's language, so they are known
/// by their places.
struct DecisionWorkbook {
    private static let names = ["action", "value", "reason", "reviewer"]

    /// The rows with an action: number, and fields by the columns of `decisions.csv`.
    let rows: [(line: Int, fields: [String: String])]

    /// - Throws: ``PipelineError`` of code `definition` where it is no such workbook; `SpreadsheetError` where it cannot be read.
    init(_ url: URL) throws {
        let workbook = try Workbook.open(path: url.path)
        guard let sheet = workbook.sheets.first else { throw Self.refusal(url) }
        var fingerprint: Int?
        var last: Int?
        var rows: [(line: Int, fields: [String: String])] = []
        try workbook.forEachRow(in: sheet) { row in
            let texts = Dictionary(row.cells.map { ($0.column, Self.text($0.value)) }) { first, _ in first }
            guard let first = fingerprint, let last else {
                fingerprint = texts.first { $0.value == "fingerprint" }?.key
                last = texts.first { $0.value == "state" }?.key
                return fingerprint == nil || last == nil ? .stop : .next
            }
            var fields = ["fingerprint": texts[first] ?? ""]
            for (index, name) in Self.names.enumerated() { fields[name] = texts[last + 1 + index] ?? "" }
            if fields["action"]?.isEmpty == false { rows.append((row.number, fields)) }
            return .next
        }
        guard fingerprint != nil, last != nil else { throw Self.refusal(url) }
        self.rows = rows
    }

    private static func refusal(_ url: URL) -> PipelineError {
        PipelineError(
            .definition,
            "\(url.lastPathComponent) is no issues.xlsx: its first row has no columns fingerprint and state.")
    }

    /// What was typed, as the dataset would write it.
    private static func text(_ value: CellValue) -> String {
        switch value {
        case .text(let text): text
        case .number(let number): Value.shortest(number)
        case .boolean(let boolean): boolean ? "true" : "false"
        case .date(let date): date.description
        case .error(let error): error
        }
    }
}

extension DecisionDesk {
    /// The lines of a run's `issues.xlsx` in which a reviewer has filled in action, value, reason and reviewer.
    ///
    /// - Parameters:
    ///   - workbook: the workbook.
    ///   - reviewer: who decides, where a row does not say.
    ///   - agreedBy: who agrees.
    ///   - date: when it was decided.
    /// - Throws: ``PipelineError`` of code `definition` with every row that cannot be taken, `noInput` where none is filled in.
    public func lines(workbook: URL, reviewer: String, agreedBy: String, date: CalendarDay) throws
        -> [DecisionProposal]
    {
        guard FileManager.default.isReadableFile(atPath: workbook.path) else {
            throw PipelineError(.noInput, "There is no file \(workbook.path), or it cannot be read.")
        }
        let rows = try DecisionWorkbook(workbook).rows
        guard !rows.isEmpty else {
            throw PipelineError(.noInput, "No row of \(workbook.lastPathComponent) has an action.")
        }
        return try checked(
            rows.map { line, fields in
                var fields = fields.mapValues { CSVText.neutral($0) }
                // The fingerprint holds the value that the reviewer saw.
                fields["seen"] = CSVText.neutral(issue(fields["fingerprint"] ?? "")?.value ?? "")
                if fields["reviewer"]?.allSatisfy(\.isWhitespace) ?? true { fields["reviewer"] = reviewer }
                fields["agreed_by"] = agreedBy
                fields["date"] = date.description
                return DecisionLine(line: line, fields: fields)
            })
    }
}
