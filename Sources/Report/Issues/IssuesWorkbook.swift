import Spreadsheets
public import SurveyModel

/// `issues.xlsx`: a run's issues as a workbook for reviewers, with filters, a header that stays, and empty columns for decisions.
///
/// Its columns are those of `issues.csv`, then `action` with a drop-down, `decided` (the value to publish), `reason`, `reviewer`, `agreed_by`
/// and `expires`: filled in, it is a file for `canvass decide --from`; last `cells`, the other cells that an issue is about, as `issues.json` has them,
/// `answer`, what the respondent wrote beside it, and hidden `seen`, what a decision sees where that is more than the value.
/// Texts are texts, whatever they begin with, so that nothing in it is run.
/// A workbook holds at most 1,048,575 issues; `issues.csv` holds all.
public struct IssuesWorkbook: Sendable {
    private static let most = 1_048_575
    private static let widths: [String: Double] = [
        "fingerprint": 18, "rule": 26, "sheet": 18, "value": 28, "expected": 28, "message": 60, "suggestion": 28,
    ]
    /// The actions of a decision that a reviewer may choose.
    private static let actions = "waive,correct,accept,ask"

    /// The columns for decisions.
    static let decided = ["action", "decided", "reason", "reviewer", "agreed_by", "expires"]

    /// The heading of the other cells that an issue is about. It stands behind the columns for decisions, so that these stay where reviewers know them.
    static let cells = "cells"
    /// The heading of what the respondent wrote beside the issue on the sheet "To review" of an annotated copy.
    static let answer = "answer"
    /// The heading of what a decision sees, in a hidden column: the workbook may be filled in when what was typed is another already.
    public static let seen = "seen"
    private static let columns = IssueFiles.columns + decided + [cells, answer, seen]
    private static let severity = IssueFiles.columns.firstIndex(of: "severity")
    private static let record = IssueFiles.columns.firstIndex(of: "record")

    private let result: RunResult
    private let language: String

    /// The workbook of a run's issues.
    public init(_ result: RunResult) {
        self.result = result
        language = result.definition.language
    }

    /// The workbook's bytes; the same for the same result.
    ///
    /// - Throws: ``ReportError`` where the installation is broken; `SpreadsheetError` where the workbook would be larger than 4 GB.
    public func bytes() throws -> [UInt8] {
        let catalogue = try Catalogue(language: language)
        let issues = result.issues.prefix(Self.most)
        var styles = try StylesPatch(StylesPatch.empty(namespace: WorkbookWriter.namespace))
        let formats = ReviewFormats(addingTo: &styles)
        var sheet = try SheetWriter(namespace: WorkbookWriter.namespace, head: Self.head())
        sheet.beginRow()
        for (index, name) in Self.columns.enumerated() {
            sheet.add(.text(name), column: index + 1, style: formats.header)
        }
        try sheet.endRow()
        for issue in issues {
            sheet.beginRow()
            write(issue, to: &sheet, formats)
            for index in Self.decided.indices {
                sheet.add(.blank, column: IssueFiles.columns.count + index + 1, style: formats.input)
            }
            writeEnd(of: issue, to: &sheet, formats)
            try sheet.endRow()
        }
        let range =
            "A1:\(CellAddress.letters(ofColumn: Self.columns.count))\(issues.count + 1)"
        let content = try sheet.finish(tail: Self.tail(range, count: issues.count))
        var workbook = WorkbookWriter()
        let name = try workbook.add(catalogue.text("issuesBook.sheet"), content)
        // The filter's range, by the name that Excel keeps it under.
        let absolute = range.split(separator: ":").map { Self.absolute($0) }.joined(separator: ":")
        let filter = XMLText.escaped(SheetName.reference(to: name, cell: absolute))
        return try workbook.finish(
            styles: styles.applied(),
            definedNames:
                "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"0\" hidden=\"1\">\(filter)</definedName>")
    }

    private func write(_ issue: Issue, to sheet: inout SheetWriter, _ formats: ReviewFormats) {
        for (index, text) in IssueFiles.texts(of: issue, language: language).enumerated() {
            let style = index == Self.severity ? formats.number[issue.finding.severity] ?? 0 : formats.body
            if index == Self.record, let record = issue.finding.record {
                sheet.add(.number(Double(record)), column: index + 1, style: style)
            } else {
                sheet.add(text.isEmpty ? .blank : .text(text), column: index + 1, style: style)
            }
        }
    }

    /// Writes the columns behind those for decisions.
    private func writeEnd(of issue: Issue, to sheet: inout SheetWriter, _ formats: ReviewFormats) {
        let seen = SeenValue(issue.finding).text
        let texts = [
            Self.words(of: issue.finding),
            SheetWriter.fitting(issue.explanation?.words(in: language) ?? "", most: IssueFiles.mostOfRemark),
            seen == issue.finding.value ?? "" ? "" : Self.shortened(seen: seen),
        ]
        let first = IssueFiles.columns.count + Self.decided.count + 1
        for (index, text) in texts.enumerated() {
            sheet.add(text.isEmpty ? .blank : .text(text), column: first + index, style: formats.body)
        }
    }

    /// The cells as people write them, `Cover!B4; Practices!C7`. A cell of Excel holds 32,767 characters: what does not fit is counted.
    private static func words(of finding: Finding) -> String {
        guard !finding.cells.isEmpty || !finding.alike.isEmpty else { return "" }
        let sheet = finding.shownSheet ?? ""
        let cells =
            finding.shownCells.map { "\($0.sheet)!\($0.cell)" }
            + finding.alike.compactMap { $0.block.map { "\(sheet)!\($0.text)" } }
        var words = ""
        for (number, cell) in cells.enumerated() {
            let next = (number == 0 ? "" : "; ") + cell
            guard words.utf16.count + next.utf16.count < 32_000 else { return words + "; … +\(cells.count - number)" }
            words += next
        }
        return words
    }

    /// What a decision sees, as far as a cell of Excel holds it.
    public static func shortened(seen text: String) -> String {
        guard text.utf16.count > 32_000 else { return text }
        return String(text.unicodeScalars.prefix(16_000))
    }

    private static func head() -> String {
        let widths =
            IssueFiles.columns.map { Self.widths[$0] ?? 11 } + Array(repeating: 20, count: decided.count) + [
                28, 40, 28,
            ]
        let columns = widths.enumerated().map { index, width in
            let hidden = index == widths.count - 1 ? " hidden=\"1\"" : ""
            return "<col min=\"\(index + 1)\" max=\"\(index + 1)\" width=\"\(width)\"\(hidden) customWidth=\"1\"/>"
        }
        return "<sheetViews><sheetView tabSelected=\"1\" workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" "
            + "activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>"
            + "<sheetFormatPr defaultRowHeight=\"15\"/><cols>\(columns.joined())</cols>"
    }

    private static func tail(_ range: String, count: Int) -> String {
        let action = CellAddress.letters(ofColumn: IssueFiles.columns.count + 1)
        return
            "<autoFilter ref=\"\(range)\"/><dataValidations count=\"1\"><dataValidation type=\"list\" allowBlank=\"1\" "
            + "showErrorMessage=\"1\" sqref=\"\(action)2:\(action)\(max(2, count + 1))\">"
            + "<formula1>\"\(actions)\"</formula1></dataValidation></dataValidations>"
    }

    private static func absolute(_ cell: Substring) -> String {
        "$" + cell.prefix { $0.isLetter } + "$" + cell.drop { $0.isLetter }
    }
}
