public import Foundation
import Report
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
        "reviewer": "reviewer", "agreed_by": "agreed_by", "expires": "expires", IssuesWorkbook.seen: "seen",
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
            let texts = Dictionary(row.cells.map { ($0.column, Self.text($0)) }) { first, _ in first }
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

    /// What was typed, as the dataset would write it, or as somebody would type it into the questionnaire.
    private static func text(_ cell: Cell) -> String {
        switch cell.value {
        case .text(let text): text
        // Programs make 0.07 of 7 %, or 0.07000000000000001: ten digits behind the point are all that was typed.
        case .number(let number) where cell.format == .percent: Value.shortest((number * 1e12).rounded() / 1e10) + "%"
        case .number(let number): Value.shortest(number)
        case .boolean(let boolean): boolean ? "true" : "false"
        case .date(let date): day(date.description)
        case .error(let error): error
        }
    }

    /// A day without the midnight that a format with a time of day adds.
    private static func day(_ text: String) -> String {
        let midnight = "T00:00:00"
        return text.hasSuffix(midnight) ? String(text.dropLast(midnight.count)) : text
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
        try Self.requireFile(workbook)
        let rows = try DecisionWorkbook(workbook).rows
        guard !rows.isEmpty else {
            throw PipelineError(.noInput, "No row of \(workbook.lastPathComponent) has an action.")
        }
        return try checked(
            rows.map { line, fields in
                var fields = fields.mapValues { CSVText.neutral($0) }
                fields["seen"] = CSVText.neutral(
                    seen(CSVText.original(fields["seen"] ?? ""), fields["fingerprint"] ?? ""))
                if fields["reviewer"]?.allSatisfy(\.isWhitespace) ?? true { fields["reviewer"] = reviewer }
                if fields["agreed_by"]?.allSatisfy(\.isWhitespace) ?? true { fields["agreed_by"] = agreedBy }
                fields["date"] = date.description
                return DecisionLine(line: line, fields: fields)
            })
    }

    /// What a row of the workbook saw. The fingerprint holds the value; what was typed in other cells stands in the row.
    private func seen(_ text: String, _ fingerprint: String) -> String {
        guard let issue = issue(fingerprint) else { return "" }
        guard !text.isEmpty else { return issue.value ?? "" }
        // Spreadsheet programs change line breaks, and other white space.
        func letters(_ text: String) -> String { text.filter { !$0.isWhitespace } }
        let isSame = letters(text) == letters(IssuesWorkbook.shortened(seen: issue.allSeen))
        return isSame ? issue.allSeen : text
    }
}
