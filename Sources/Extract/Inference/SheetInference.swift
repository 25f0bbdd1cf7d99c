import Spreadsheets
import SurveyModel

/// What one sheet of a blank questionnaire asks.
struct SheetInference {
    let sheet: BlankSheet
    let inference: ValueInference

    /// The sheet's parts from top to bottom.
    func infer() -> InferredSheet {
        let (tables, headers) = findTables()
        let claimed = tables.map(\.range) + headers.map(\.range)
        let all = FormFinder(sheet, hasTables: !tables.isEmpty, claimed: claimed, headers: headers).find()
        let repeated = RepeatedTables(sheet: sheet, tables: tables, found: all).find()
        let found = all.outside(repeated.map(\.range))
        let blocks = BlocksFinder(found: found, lastRow: sheet.grid.lastRow, lastColumn: sheet.grid.lastColumn).find()
        let questions = found.questions.filter { question in
            !(blocks?.range.contains(CellAddress(row: question.row, column: question.column)) ?? false)
        }
        if let reason = instructions(tables, found) {
            return InferredSheet(
                name: sheet.grid.sheet.name, heading: sheet.rows.first.flatMap { sheet.texts($0).first?.text },
                parts: [], ignored: reason, passedOver: [])
        }
        let words = (found.headings + found.others).sorted { ($0.row, $0.column) < ($1.row, $1.column) }
        let title = words.first { word in
            questions.allSatisfy { $0.row > word.row } && claimed.allSatisfy { $0.first.row > word.row }
        }
        var parts: [(row: Int, part: InferredPart)] = []
        let notAsked = notAsked(beside: headers)
        if !questions.isEmpty { parts.append((questions[0].row, form(questions, title?.text, notAsked))) }
        if let blocks {
            parts.append((blocks.range.first.row, part(blocks, title?.text, questions.isEmpty ? notAsked : [])))
        }
        for (index, table) in tables.enumerated() {
            let series = repeated.first { $0.tables.contains(index) }
            guard series == nil || series?.tables.first == index else { continue }
            let isOnly = tables.count == 1 || series?.tables.count == tables.count
            let heading =
                (series == nil ? heading(above: table, words, orElse: isOnly ? title : nil) : nil)
                ?? (isOnly ? title?.text : nil)
            var reading = TableReading(sheet: sheet, found: table, inference: inference, isRepeated: series != nil)
            reading.unitWords = near(table, words).last.flatMap { Self.isOfUnit($0.text) ? $0.text : nil }
            parts.append((table.header.lowerBound, part(reading.part(heading: heading), series)))
        }
        parts.sort { $0.row < $1.row }
        let inBlocks = words.filter { blocks?.range.contains(CellAddress(row: $0.row, column: $0.column)) ?? false }
        let passed = (words + repeated.flatMap(\.others)).filter { word in
            !inBlocks.contains { $0.row == word.row && $0.column == word.column }
        }.sorted { ($0.row, $0.column) < ($1.row, $1.column) }
        return InferredSheet(
            name: sheet.grid.sheet.name, heading: title?.text, parts: parts.map(\.part),
            ignored: parts.isEmpty ? "no question was found" : nil,
            passedOver: passed.map { (sheet.grid.origin($0.row, $0.column).cell, $0.text) })
    }

    // MARK: - Tables

    /// The tables, and the headers of those that are forms: a row for each question, and a column for the answers.
    private func findTables() -> (tables: [FoundTable], headers: [FormHeader]) {
        let finder = TableFinder(sheet: sheet)
        var tables: [FoundTable] = []
        var headers: [FormHeader] = []
        for row in sheet.rows {
            for table in finder.find(at: row.number, claimed: tables.map(\.range) + headers.map(\.range)) {
                if isForm(table) {
                    headers.append(FormHeader(table, in: sheet))
                } else {
                    tables.append(table)
                }
            }
        }
        return (tables, headers)
    }

    /// Whether each row asks something else: the header calls a column the answers', or their validations differ from row to row.
    private func isForm(_ table: FoundTable) -> Bool {
        guard !table.printed.isEmpty, table.rows.count >= 2, table.columns.count <= 5 else { return false }
        let answers = FormHeader.open(table)
        let isCalled = answers.contains { FormHeader.isCalledAnswers($0, of: table, in: sheet) }
        let kinds = answers.map { column in
            Set(table.rows.compactMap { sheet.validation($0, column) }.map { [$0.kind.rawValue, $0.formula1 ?? ""] })
        }
        return isCalled || kinds.contains { $0.count >= 3 }
    }

    /// The nearest words above a table, without rows of answers between. What asks to fill it in, gives its unit or stands in parentheses is its title only
    /// where it has no other.
    private func heading(above table: FoundTable, _ words: [FormFinder.Text], orElse title: FormFinder.Text?)
        -> String?
    {
        let near = near(table, words)
        let own = near.last { !Self.isOfUnit($0.text) && !Self.asksToFillIn($0.text) }
        return (own ?? title ?? near.last)?.text
    }

    /// The words in the rows above a table.
    private func near(_ table: FoundTable, _ words: [FormFinder.Text]) -> [FormFinder.Text] {
        words.filter { word in
            word.row < table.header.lowerBound && word.row >= table.header.lowerBound - 3
                && !InferenceText.isSentence(word.text) && word.column <= table.columns.upperBound
        }
    }

    /// Whether words only explain those above them: "(in thousands)", "Unit: 1000 hectares".
    private static func isOfUnit(_ text: String) -> Bool {
        if text.hasPrefix("("), text.hasSuffix(")") { return true }
        return text.contains(":") && InferenceWords.unitHeadings.contains(InferenceText.words(text).first ?? "")
    }

    private static func asksToFillIn(_ text: String) -> Bool {
        ["please", "veuillez", "bitte", "rellene", "note"].contains(InferenceText.words(text).first ?? "")
    }

    /// A table's part with what it is repeated by.
    private func part(_ part: InferredPart, _ series: RepeatedTables.Found?) -> InferredPart {
        guard let series, case .table(var table) = part.kind else { return part }
        table.repetition = InferredTable.Repetition(
            start: series.start, count: series.tables.count, isAcross: series.isAcross,
            questions: series.questions.map { question($0) })
        return InferredPart(
            heading: part.heading, range: series.range.description, kind: .table(table), doubts: part.doubts)
    }

    // MARK: - Forms and blocks

    private func form(_ questions: [FoundQuestion], _ heading: String?, _ doubts: [String]) -> InferredPart {
        InferredPart(
            heading: heading, range: range(questions), kind: .form(questions.map { self.question($0) }), doubts: doubts)
    }

    /// In words, the columns beside the answers of a form in which something may be written as well: their labels are no words of a question.
    private func notAsked(beside headers: [FormHeader]) -> [String] {
        let labels = headers.flatMap { header in
            header.others.compactMap { sheet.shown(header.range.last.row, $0) }
        }
        var seen: Set<String> = []
        let each = labels.filter { seen.insert($0).inserted }.map { "“\($0)”" }
        return each.isEmpty ? [] : ["what is written beside the answers is not asked: \(each.joined(separator: ", "))"]
    }

    private func part(_ blocks: BlocksFinder.Found, _ heading: String?, _ doubts: [String]) -> InferredPart {
        InferredPart(
            heading: heading, range: blocks.range.description,
            kind: .blocks(start: blocks.start, count: blocks.count, blocks.questions.map { self.question($0) }),
            doubts: doubts)
    }

    private func range(_ questions: [FoundQuestion]) -> String {
        let cells = questions.flatMap { [CellAddress(row: $0.row, column: $0.column), $0.answer].compactMap(\.self) }
        guard let first = cells.first else { return "" }
        return cells.reduce(CellRange(first, first)) { $0.union(CellRange($1, $1)) }.description
    }

    private func question(_ found: FoundQuestion) -> InferredQuestion {
        let validation = found.answer.flatMap { sheet.validation($0.row, $0.column) }
        let values = inference.values(label: found.text, validation: validation)
        return InferredQuestion(
            label: found.text, group: nil, cell: sheet.grid.origin(found.row, found.column).cell,
            answer: found.position,
            definedName: found.answer.flatMap { sheet.name($0.row, $0.column) }, values: values,
            doubts: found.doubts + values.doubts)
    }

    // MARK: - Instructions

    /// Why the sheet asks nothing: its name says so, or it is mostly sentences, and no answer is marked out.
    private func instructions(_ tables: [FoundTable], _ found: FormFinder.Found) -> String? {
        let name = TextFolding.fold(sheet.grid.sheet.name)
        let words = Set(InferenceText.words(name))
        if !words.isDisjoint(with: InferenceWords.examples) { return "examples" }
        guard tables.isEmpty, !found.questions.contains(where: { $0.answer != nil }) else { return nil }
        let isNamed =
            InferenceWords.instructions.contains(name)
            || InferenceWords.instructions.contains { name.hasPrefix($0 + " ") }
        let texts = sheet.rows.flatMap { sheet.texts($0) }.map(\.text)
        let sentences = texts.count { InferenceText.isSentence($0) }
        return isNamed || sentences * 5 >= texts.count * 2 ? "instructions" : nil
    }
}
