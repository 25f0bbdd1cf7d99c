import Spreadsheets
import SurveyModel

/// Writes the sheet "To review": the questions, links to their cells, and room for answers. See ``ReviewSheet``.
struct ReviewSheetWriter {
    /// So many questions are listed; a return with more has other troubles.
    static let mostItems = 50_000
    private static let firstItemRow = 6
    private static let answerColumn = ReviewSheet.printedKeys.count + 2

    /// The columns: the key in the hidden row, the word in the header, the width.
    private static let columns: [(key: String, width: Double)] =
        [(ReviewSheet.numberKey, 6)]
        + zip(ReviewSheet.printedKeys, [22, 34, 26, 46, 26, 24]).map { (key: $0, width: $1) }
        + [(ReviewSheet.answerKey, 24), (ReviewSheet.remarkKey, 40)]

    let catalogue: Catalogue
    let definition: SurveyDefinition
    let namespace: String
    /// The key by which the sheet is known again.
    let mark: String
    /// The id of the return of which the copy is made: it tells that what comes back is later.
    let original: String
    /// What else is to be said in front of the list.
    let remarks: [String]

    /// The sheet's part.
    ///
    /// - Parameters:
    ///   - items: the questions, at most ``mostItems``.
    ///   - omitted: how many more there are.
    ///   - formats: the numbers of the formats.
    func content(_ items: [ReviewItem], omitted: Int, formats: ReviewFormats) throws(SpreadsheetError)
        -> DeflatedContent
    {
        var sheet = try SheetWriter(namespace: namespace, head: head)
        try writeTop(&sheet, count: items.count, omitted: omitted, formats)
        for item in items { try write(item, to: &sheet, formats) }
        for row in items.count..<max(items.count, ReviewSheet.Choice.allCases.count) {
            try writeRow(&sheet) { $0.add(choice(row), column: Self.columns.count + 2) }
        }
        return try sheet.finish(tail: tail(items))
    }

    // MARK: - Rows

    private func writeTop(
        _ sheet: inout SheetWriter, count: Int, omitted: Int, _ formats: ReviewFormats
    ) throws(SpreadsheetError) {
        let survey = definition.title.text(in: catalogue.readersLanguage)
        let title = catalogue.text("annotated.title", ["survey": survey])
        try writeRow(&sheet, attributes: " ht=\"24\" customHeight=\"1\"") {
            $0.add(.text(title), column: 1, style: formats.title)
        }
        try writeRow(&sheet, attributes: " ht=\"34\" customHeight=\"1\"") {
            $0.add(.text(catalogue.text("annotated.lede", count: count + omitted)), column: 1, style: formats.lede)
        }
        var further = remarks
        if omitted > 0 {
            further.append(catalogue.text("annotated.further", count: omitted))
        }
        if let deadline = definition.deadline {
            further.append(catalogue.text("annotated.deadline", ["deadline": deadline.description]))
        }
        if let contact = definition.contact {
            let whom = [contact.name, contact.email ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
            further.append(catalogue.text("annotated.contact", ["contact": whom]))
        }
        try writeRow(&sheet, attributes: further.isEmpty ? "" : " ht=\"\(20 + 15 * remarks.count)\" customHeight=\"1\"")
        {
            $0.add(.text(further.joined(separator: " ")), column: 1, style: formats.lede)
        }
        try writeRow(&sheet, attributes: " hidden=\"1\"") { sheet in
            for (index, column) in Self.columns.enumerated() { sheet.add(.text(column.key), column: index + 1) }
            sheet.add(.text(mark), column: Self.columns.count + 1)
            sheet.add(.text(ReviewSheet.originalKey + original), column: Self.columns.count + 2)
            sheet.add(.text(ReviewSheet.printedKey), column: Self.columns.count + 3)
        }
        try writeRow(&sheet) { sheet in
            for (index, column) in Self.columns.enumerated() {
                sheet.add(.text(catalogue.text("annotated.\(column.key)")), column: index + 1, style: formats.header)
            }
        }
    }

    private func write(_ item: ReviewItem, to sheet: inout SheetWriter, _ formats: ReviewFormats)
        throws(SpreadsheetError)
    {
        let finding = item.finding
        let others = finding.cells.count
        var place = [item.sheet, item.cell?.description].compactMap(\.self).joined(separator: "!")
        if others > 0 { place += " " + catalogue.text("annotated.otherCells", count: others) }
        let explanation = item.issue.explanation
        let known = explanation.flatMap { ReviewSheet.Choice(rawValue: $0.choice) }?.words.text(in: catalogue.language)
        let remark = explanation?.remark ?? ""
        let texts = [
            place, item.question, finding.value ?? "", item.message, item.expected,
            finding.suggestion?.text(in: catalogue.readersLanguage) ?? "",
            known ?? "", remark,
        ].map { SheetWriter.fitting($0, most: 2_000) }
        try writeRow(&sheet, attributes: height(of: texts)) { sheet in
            sheet.add(.number(Double(item.number)), column: 1, style: formats.number[finding.severity] ?? 0)
            for (index, text) in texts.enumerated() {
                let style =
                    index == 0 && item.cell != nil
                    ? formats.link : index + 2 >= Self.answerColumn ? formats.input : formats.body
                sheet.add(text.isEmpty ? .blank : .text(text), column: index + 2, style: style)
            }
            sheet.add(.text(item.issue.question), column: Self.columns.count + 1)
            if item.number <= ReviewSheet.Choice.allCases.count {
                sheet.add(choice(item.number - 1), column: Self.columns.count + 2)
            }
            let printed = texts.prefix(ReviewSheet.printedKeys.count).map { ReviewSheet.digest(of: $0) }
            sheet.add(.text(printed.joined()), column: Self.columns.count + 3)
        }
    }

    /// The height of a row in which all of some texts is seen, from column 2 on: not every program finds it out by itself.
    private func height(of texts: [String]) -> String {
        let lines = texts.enumerated().map { index, text in
            Self.lengths(ofLinesIn: text).map { length in
                // Words that do not fit go to the next line whole.
                1 + Int(Double(length) * 1.15 / Self.columns[index + 1].width)
            }.reduce(0, +)
        }
        return " ht=\"\(min(15 * max(1, lines.max() ?? 1) + 3, 405))\" customHeight=\"1\""
    }

    /// How many characters the first lines of a text have.
    static func lengths(ofLinesIn text: String) -> [Int] {
        let most = 30
        guard text.utf8.isOfPlainCharacters else {
            return text.split(separator: "\n", omittingEmptySubsequences: false).prefix(most).map(\.count)
        }
        var lengths = [0]
        for byte in text.utf8 {
            if byte != UInt8(ascii: "\n") {
                lengths[lengths.count - 1] += byte.beginsCharacter ? 1 : 0
            } else if lengths.count < most {
                lengths.append(0)
            } else {
                break
            }
        }
        return lengths
    }

    private func choice(_ index: Int) -> SheetWriter.Content {
        .text(ReviewSheet.Choice.allCases[index].words.text(in: catalogue.language))
    }

    private func writeRow(
        _ sheet: inout SheetWriter, attributes: String = "", _ body: (inout SheetWriter) -> Void
    ) throws(SpreadsheetError) {
        sheet.beginRow(attributes: attributes)
        body(&sheet)
        try sheet.endRow()
    }

    // MARK: - Around the rows

    private var head: String {
        let columns = Self.columns.enumerated().map { index, column in
            "<col min=\"\(index + 1)\" max=\"\(index + 1)\" width=\"\(column.width)\" customWidth=\"1\"/>"
        }
        let hidden = Self.columns.count + 1
        let top = Self.firstItemRow
        return "<sheetPr><tabColor rgb=\"FF9C3D2E\"/><pageSetUpPr fitToPage=\"1\"/></sheetPr>"
            + "<sheetViews><sheetView showGridLines=\"0\" tabSelected=\"1\" workbookViewId=\"0\">"
            + "<pane ySplit=\"\(top - 1)\" topLeftCell=\"A\(top)\" activePane=\"bottomLeft\" state=\"frozen\"/>"
            + "<selection pane=\"bottomLeft\" activeCell=\"H\(top)\" sqref=\"H\(top)\"/></sheetView></sheetViews>"
            + "<sheetFormatPr defaultRowHeight=\"15\"/><cols>\(columns.joined())"
            + "<col min=\"\(hidden)\" max=\"\(hidden + 2)\" width=\"9\" hidden=\"1\" customWidth=\"1\"/></cols>"
    }

    private func tail(_ items: [ReviewItem]) -> String {
        let first = Self.firstItemRow
        let last = max(first, first + items.count - 1)
        let list = CellAddress.letters(ofColumn: Self.columns.count + 2)
        let answers = CellAddress.letters(ofColumn: Self.answerColumn)
        let end = first + ReviewSheet.Choice.allCases.count - 1
        let links = items.compactMap { item -> String? in
            guard let sheet = item.sheet, let cell = item.cell else { return nil }
            let target = XMLText.escaped(SheetName.reference(to: sheet, cell: cell.description))
            return "<hyperlink ref=\"B\(first + item.number - 1)\" location=\"\(target)\"/>"
        }
        let width = CellAddress.letters(ofColumn: Self.columns.count)
        return (1...3).map { "<mergeCell ref=\"A\($0):\(width)\($0)\"/>" }.reduce("<mergeCells count=\"3\">", +)
            + "</mergeCells><dataValidations count=\"1\"><dataValidation type=\"list\" allowBlank=\"1\" "
            + "sqref=\"\(answers)\(first):\(answers)\(last)\">"
            + "<formula1>$\(list)$\(first):$\(list)$\(end)</formula1></dataValidation></dataValidations>"
            + (links.isEmpty ? "" : "<hyperlinks>\(links.joined())</hyperlinks>")
            + "<pageMargins left=\"0.5\" right=\"0.5\" top=\"0.6\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>"
            + "<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/>"
    }
}
