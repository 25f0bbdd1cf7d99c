import Spreadsheets
import SurveyModel

/// Makes of a table that was found what it asks: the columns of a table, or the axes of a matrix.
struct TableReading {
    let sheet: BlankSheet
    let found: FoundTable
    let inference: ValueInference
    /// Whether the same table stands in the sheet again: then it is no matrix.
    var isRepeated = false
    /// Words right above it that are no title, such as the unit of all its numbers.
    var unitWords: String?

    /// The part, with the heading above it.
    func part(heading: String?) -> InferredPart {
        var doubts = found.doubts
        if !isRepeated, found.wide.isEmpty, let matrix = matrix(heading, &doubts) {
            return InferredPart(
                heading: heading, range: found.range.description, kind: .matrix(matrix),
                doubts: numbered(isTable: false) + doubts)
        }
        if let unnamed = unnamed() { doubts.append(unnamed) }
        let columns = columns()
        if let subtotals = subtotals(columns) { doubts.append(subtotals) }
        let table = InferredTable(
            headerRows: found.header.count - (found.unitsRow == nil ? 0 : 1), hasUnits: unitsRow != nil,
            example: found.example, columns: columns, end: end)
        return InferredPart(
            heading: heading, range: found.range.description, kind: .table(table),
            doubts: numbered(isTable: true) + doubts)
    }

    /// The label of the row that ends it: the numbered heading of the next of several begins that, as is known.
    private var end: String? {
        found.end.flatMap { isRepeated && !InferenceText.numbered($0.text).isEmpty ? nil : $0.text }
    }

    // MARK: - The row below the labels

    /// The numbers in the row below the labels, where it numbers the columns; nil where it gives units, or there is none.
    private var columnNumbers: [Int]? {
        found.unitsRow.flatMap { sheet.grid.row($0) }.flatMap { ColumnNumbers.all(in: sheet.texts($0).map(\.text)) }
    }

    /// In words, a row that numbers the columns and may be read as a record. Where it counts all columns of a table, readers pass over it.
    private func numbered(isTable: Bool) -> [String] {
        guard let row = found.unitsRow, let numbers = columnNumbers else { return [] }
        let isCount = numbers.count >= max(ColumnNumbers.least, found.columns.count) && ColumnNumbers.count(numbers)
        guard !(isTable && isCount) else { return [] }
        return ["row \(row) numbers the columns; it may be read as a record"]
    }

    /// The row that gives units.
    private var unitsRow: Int? { columnNumbers == nil ? found.unitsRow : nil }

    // MARK: - Labels

    /// The label of a column: the lowest above its answers.
    private func label(_ column: Int) -> (text: String, row: Int)? {
        for row in (found.header.lowerBound...found.leafRow).reversed() {
            guard let text = sheet.shown(row, column) else { continue }
            let span = sheet.span(row, column)
            // A group's label over several columns names none of them; one over room for several answers names these.
            let isGroup = span.last.column > span.first.column && found.header.count > 1
            if isGroup, found.wide(from: span.first.column) == nil || row < found.leafRow { continue }
            return (text, span.first.row)
        }
        return nil
    }

    /// The label of the group over a column, the nearest above its own.
    private func group(_ column: Int) -> String? {
        guard let own = label(column), own.row > found.header.lowerBound else { return nil }
        for row in (found.header.lowerBound..<own.row).reversed() {
            if let text = sheet.shown(row, column), text != own.text { return text }
            // A group that was not merged goes on until the next label of its row.
            let left = (found.columns.lowerBound..<column).reversed().first { sheet.text(row, $0) != nil }
            if let left, sheet.span(row, left).last.column == left, sheet.text(own.row, left) != nil,
                sheet.span(row, left).last.row == row
            {
                return sheet.text(row, left)
            }
        }
        return nil
    }

    private func unit(_ column: Int) -> String? {
        unitsRow.flatMap { sheet.text($0, column) }.map { unit in
            unit.trimmed { "()".contains($0) }
        }.flatMap { (unit: String) -> String? in
            // "m²" could be a question's number by its form.
            if UnitText.isUnit(unit) { return unit }
            return InferenceText.isNumbering(unit) || ["-", "–"].contains(unit) ? nil : unit
        }
    }

    private func validation(_ column: Int) -> DataValidation? {
        sheet.validation(found.firstRow, column) ?? sheet.validation(found.firstRow + 1, column)
    }

    // MARK: - Columns

    private func columns() -> [InferredTable.Column] {
        var columns: [InferredTable.Column] = []
        var done = found.furtherColumns
        for column in found.columns where !done.contains(column) {
            guard let label = label(column) else { continue }
            let group = group(column)
            let members = marked(from: column)
            if members.count >= 2, let group {
                done.formUnion(members)
                columns.append(marks(members, group: group))
                continue
            }
            let printed = found.printed.contains(column) ? found.rows.compactMap { sheet.shown($0, column) } : []
            let words = [group, label.text].compactMap(\.self).joined(separator: " ")
            var values = inference.values(label: words, validation: validation(column), unit: unit(column))
            if !printed.isEmpty {
                values = printedValues(printed)
            } else if unit(column) == nil {
                readFormulas([column], label.text, into: &values)
                readPrintedUnits(column, words, into: &values)
            }
            if let wide = found.wide(from: column) { values.takeSeveral(in: wide) }
            columns.append(
                .init(
                    question: question(label.text, group: group, row: label.row, column: column, values: values),
                    unit: unitsRow.flatMap { sheet.text($0, column) }, printed: printed,
                    isCalculated: printed.isEmpty && isCalculated(column), marks: []))
        }
        return columns
    }

    private func question(_ label: String, group: String?, row: Int, column: Int, values: InferredValues)
        -> InferredQuestion
    {
        InferredQuestion(
            label: label, group: group, cell: sheet.grid.origin(row, column).cell, answer: .below, definedName: nil,
            values: values, doubts: values.doubts)
    }

    /// So many rows tell whether a column is one of formulas.
    private static let rowsOfFormulas = 100

    /// Whether formulas stand in most rows of a column. Where no rows are printed, the first tells too: it is the pattern of the others; a printed one may
    /// be a subtotal over rows that are filled in.
    private func isCalculated(_ column: Int) -> Bool {
        if found.rows.isEmpty, sheet.hasFormula(found.firstRow, column) { return true }
        let last = max(found.firstRow, min(found.lastRow, found.firstRow + Self.rowsOfFormulas - 1))
        let rows = found.rows.isEmpty ? Array(found.firstRow...last) : found.rows
        return rows.count { sheet.hasFormula($0, column) } * 2 > rows.count
    }

    /// In words, the rows that formulas work out among others that are filled in; nil where there are none.
    private func subtotals(_ columns: [InferredTable.Column]) -> String? {
        let calculated = Set(columns.filter(\.isCalculated).compactMap { CellAddress($0.question.cell)?.column })
        let open = found.columns.filter { !found.printed.contains($0) && !calculated.contains($0) }
        let rows = found.rows.filter { row in open.contains { sheet.hasFormula(row, $0) } }
        guard let first = rows.first, let column = found.printed.first, let words = sheet.shown(first, column) else {
            return nil
        }
        let others = rows.count == 1 ? "" : " and \(rows.count - 1) more"
        return
            "formulas work out row \(first), “\(words)”\(others): a record too; `skip` leaves rows out by their labels"
    }

    /// Takes answers for numbers where nothing but a formula tells what they are: one that adds up each of the columns.
    private func readFormulas(_ columns: [Int], _ label: String, into values: inout InferredValues) {
        guard values.type == .string, values.choices == nil,
            columns.allSatisfy({ validation($0) == nil && isAddedUp($0) }),
            !InferenceText.words(label).contains(where: InferenceWords.accounts.contains)
        else { return }
        values.type = .number
        values.unit = inference.unit(in: label)
        values.doubts.append("the type is told by a formula that adds up what is filled in")
    }

    /// Takes the answers of a year for numbers where the units of the rows are printed beside them: *Indicator*, *Unit*, *2024*, *2025*.
    private func readPrintedUnits(_ column: Int, _ label: String, into values: inout InferredValues) {
        let words = InferenceText.words(label)
        guard values.type == .string, values.choices == nil, validation(column) == nil,
            words.contains(where: { LabelNumbering.isYear($0[...]) }),
            !words.contains(where: InferenceWords.accounts.contains), hasPrintedUnits
        else { return }
        values.type = .number
        values.doubts.append("the type is told by the units that are printed beside")
    }

    /// Whether a printed column gives the units of the rows, as far as they have one.
    private var hasPrintedUnits: Bool {
        found.printed.contains { column in
            let units = found.rows.compactMap { sheet.shown($0, column) }
            return units.count * 2 > found.rows.count && units.allSatisfy { inference.isUnitOfNumbers($0) }
        }
    }

    /// Whether a formula stands below a column, in the row that ends the table, or in a subtotal among its rows.
    private func isAddedUp(_ column: Int) -> Bool {
        if let end = found.end, sheet.hasFormula(end.row, column) { return true }
        return !isCalculated(column) && found.rows.contains { sheet.hasFormula($0, column) }
    }

    private func printedValues(_ printed: [String]) -> InferredValues {
        var values = InferredValues()
        if printed.allSatisfy({ Int($0) != nil }) { values.type = .integer }
        return values
    }

    /// The columns from this one on that are under one group and are marked with an X.
    private func marked(from column: Int) -> [Int] {
        guard let group = group(column) else { return [] }
        var members: [Int] = []
        for other in column...found.columns.upperBound where !found.furtherColumns.contains(other) {
            guard self.group(other) == group, label(other) != nil, !found.printed.contains(other) else { break }
            members.append(other)
        }
        let areMarks = members.allSatisfy { member in
            validation(member).flatMap { inference.lists.choices(of: $0, in: inference.sheet) }.map { choices in
                var values = InferredValues()
                ValueInference.take(choices, into: &values)
                return values.isMark
            } ?? false
        }
        return areMarks ? members : []
    }

    private func marks(_ members: [Int], group: String) -> InferredTable.Column {
        var values = InferredValues()
        values.isMany = true
        let labels = members.compactMap { label($0)?.text }
        return InferredTable.Column(
            question: question(group, group: nil, row: found.header.lowerBound, column: members[0], values: values),
            unit: nil, printed: [], isCalculated: false, marks: labels)
    }

    /// In words, the printed columns that have no label, by which they could be found in returns; nil where there are none.
    private func unnamed() -> String? {
        let cells = found.printed.filter { label($0) == nil }.compactMap { column in
            found.rows.first.map { sheet.grid.origin($0, column).cell }
        }
        guard !cells.isEmpty else { return nil }
        return
            "no label stands over what is printed from \(cells.joined(separator: ", ")) down, so it is not read: no record says what its row is of; write a label there into the questionnaire"
    }

    // MARK: - Matrices

    /// The axes, where rows are printed with labels, and the columns all take the same kind of answer.
    private func matrix(_ heading: String?, _ doubts: inout [String]) -> InferredMatrix? {
        guard let labels = rowLabels(), labels.texts.count >= 2 else { return nil }
        let values = found.columns.filter { $0 > labels.column && !found.printed.contains($0) }
        guard values.count >= 2 else { return nil }
        let levels = levels(values)
        let alike = Set(values.map { validation($0).map(Kind.init) })
        let isCrossed = levels.count >= 2 && levels.allSatisfy { $0.labels.count >= 2 }
        let isSeries = isSeries(levels)
        let isUniform = alike.count == 1 && alike.first.flatMap(\.self) != nil && values.count >= 3
        let isOfOneKind = isCrossed || isSeries || isUniform && !areMeasures(values)
        let unnamed = isOfOneKind && alike.count == 1 ? nil : commonBesideUnnamed(labels.column, values, levels)
        guard isOfOneKind && alike.count == 1 || unnamed != nil else { return nil }
        if !isCrossed, !isSeries {
            doubts.append("the columns take the same kind of answer; make it a table if they are different questions")
        }
        let product = levels.reduce(1) { $0 * $1.labels.count }
        if product != values.count {
            doubts.append("\(values.count) columns, but \(product) combinations of their labels")
        }
        let words = [heading, heading == unitWords ? nil : unitWords].compactMap(\.self).joined(separator: " ")
        var answers = unnamed ?? inference.values(label: words, validation: validation(values[0]))
        readFormulas(values, words, into: &answers)
        return InferredMatrix(
            corner: label(labels.column)?.text, rows: labels.texts, levels: levels, values: answers,
            end: found.end?.text)
    }

    /// What all columns take, where no label stands over the words of the rows: a table's columns are known by their labels, so that it would read the
    /// answers without what they are of.
    private func commonBesideUnnamed(_ rows: Int, _ columns: [Int], _ levels: [InferredMatrix.Level]) -> InferredValues?
    {
        guard label(rows) == nil, levels.reduce(1, { $0 * $1.labels.count }) == columns.count else { return nil }
        let all = columns.map { column in
            let words = label(column)?.text ?? ""
            var values = inference.values(label: words, validation: validation(column), unit: unit(column))
            if unit(column) == nil { readFormulas([column], words, into: &values) }
            return values
        }
        guard let first = all.first,
            all.allSatisfy({ $0.choices == first.choices && $0.isMark == first.isMark && $0.isMany == first.isMany })
        else { return nil }
        var common = first
        let types = Set(all.map(\.type))
        if types.count > 1 {
            guard types.isSubset(of: [.number, .integer]) else { return nil }
            common.type = .number
        }
        if Set(all.map(\.unit)).count > 1 { common.unit = nil }
        if Set(all.map(\.dateOrder)).count > 1 { common.dateOrder = nil }
        if Set(all.map { [$0.minimum, $0.maximum] }).count > 1 { (common.minimum, common.maximum) = (nil, nil) }
        if Set(all.map { [$0.minLength, $0.maxLength] }).count > 1 {
            (common.minLength, common.maxLength) = (nil, nil)
        }
        return common
    }

    /// Whether most of the columns say what they measure, such as "Budget (EUR)" and "Spent to date (EUR)": then each is a question of its own.
    private func areMeasures(_ columns: [Int]) -> Bool {
        let labels = columns.compactMap { label($0)?.text }
        let measures = labels.count { label in
            [.number, .integer].contains(inference.values(label: label, validation: nil).type)
        }
        return measures * 2 > labels.count
    }

    /// What makes two columns' answers of one kind.
    private struct Kind: Hashable {
        let kind: DataValidation.Kind
        let list: DataValidation.ValueList?
        let bounds: [String?]

        init(_ validation: DataValidation) {
            kind = validation.kind
            list = validation.list
            bounds = [validation.comparison, validation.formula1, validation.formula2]
        }
    }

    /// The printed column of words, and what it says in each row.
    private func rowLabels() -> (column: Int, texts: [String])? {
        let words = found.printed.filter { column in
            found.rows.allSatisfy { sheet.isWords($0, column) }
        }
        // Two columns of words are a table's: a matrix's rows have one label.
        guard words.count == 1, let column = words.first else { return nil }
        let texts = found.rows.compactMap { sheet.shown($0, column) }
        return Set(texts.map { TextFolding.fold($0) }).count == texts.count ? (column, texts) : nil
    }

    /// The header rows as axes. A label over all columns is the title of the row below it.
    private func levels(_ columns: [Int]) -> [InferredMatrix.Level] {
        var levels: [InferredMatrix.Level] = []
        var title: String?
        for row in found.header.lowerBound...found.leafRow {
            var labels: [String] = []
            var carried: String?
            for column in columns {
                if let text = sheet.shown(row, column) { carried = text }
                guard let text = row == found.leafRow ? sheet.shown(row, column) ?? label(column)?.text : carried else {
                    continue
                }
                if !labels.contains(text) { labels.append(text) }
            }
            if labels.count == 1, row < found.leafRow {
                title = labels.first
            } else if !labels.isEmpty {
                levels.append(InferredMatrix.Level(title: title, labels: labels))
                title = nil
            }
        }
        return levels
    }

    /// Whether the columns are numbers, years or periods in a row.
    private func isSeries(_ levels: [InferredMatrix.Level]) -> Bool {
        guard levels.count == 1, let labels = levels.first?.labels, labels.count >= 2 else { return false }
        let numbers = labels.compactMap { Int($0) }
        if numbers.count == labels.count { return zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 } }
        // "2024-Q1", "2023/24", "Year 1": each names another number with the same words.
        let shapes = Set(labels.map { $0.filter { !$0.isNumber } })
        return shapes.count == 1 && labels.allSatisfy { $0.contains(where: \.isNumber) }
    }
}
