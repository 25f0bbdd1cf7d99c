public import Foundation
import Spreadsheets
public import SurveyModel
import Validate

/// A run's `issues.xlsx` in which a reviewer has filled the columns for decisions.
///
/// These follow the columns of `issues.csv`, and are known by their headings, which are the same in every language.
struct DecisionWorkbook {
    /// The columns of `decisions.csv` by the workbook's headings.
    private static let names = [
        "fingerprint": "fingerprint", "action": "action", "decided": "value", "reason": "reason",
        "reviewer": "reviewer", "agreed_by": "agreed_by", "expires": "expires",
    ]
    private static let needed = ["fingerprint", "action", "decided", "reason", "reviewer"]

    /// The rows with an action: number, and fields by the columns of `decisions.csv`.
    let rows: [(line: Int, fields: [String: String])]

    /// - Throws: ``PipelineError`` of code `definition` where it is no such workbook; `SpreadsheetError` where it cannot be read.
    init(_ url: URL) throws {
        let workbook = try Workbook.open(path: url.path)
        guard let sheet = workbook.sheets.first else { throw Self.refusal(url, lacking: Self.needed) }
        var header: [Int: String]?
        var rows: [(line: Int, fields: [String: String])] = []
        try workbook.forEachRow(in: sheet) { row in
            let texts = Dictionary(row.cells.map { ($0.column, Self.text($0.value)) }) { first, _ in first }
            guard let columns = header else {
                header = texts
                return .next
            }
            var fields = Dictionary(uniqueKeysWithValues: Self.names.values.map { ($0, "") })
            for (column, text) in texts {
                if let name = columns[column].flatMap({ Self.names[$0] }) { fields[name] = text }
            }
            if fields["action"]?.contains(where: { !$0.isWhitespace }) == true { rows.append((row.number, fields)) }
            return .next
        }
        let lacking = Self.needed.filter { name in header?.values.contains(name) != true }
        guard lacking.isEmpty else { throw Self.refusal(url, lacking: lacking) }
        self.rows = rows
    }

    private static func refusal(_ url: URL, lacking: [String]) -> PipelineError {
        PipelineError(
            .definition,
            "\(url.lastPathComponent) is no issues.xlsx of a run: its first row lacks \(lacking.joined(separator: ", "))."
        )
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
    ///   - agreedBy: who agrees, where a row does not say.
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
                if fields["agreed_by"]?.allSatisfy(\.isWhitespace) ?? true { fields["agreed_by"] = agreedBy }
                fields["date"] = date.description
                return DecisionLine(line: line, fields: fields)
            })
    }
}
