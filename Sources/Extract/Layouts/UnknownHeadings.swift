import OrderedCollections
import Spreadsheets
import SurveyModel

/// Tells sub-headings of a table that the code list or the words of the definition do not know. Where one was passed over, the records below it would be
/// read under the one before.
struct UnknownHeadings {
    enum Kind {
        /// No record can stand there, and no note is so short: a heading with a slip, or one that the list lacks.
        case heading(Cell)
        /// A heading, or the label of a printed row, a note, or a record with a single answer.
        case doubtful(Cell)
    }

    private let layout: TableLayout
    private let table: TableDefinition
    private let labels: CodeLabelLists
    /// Whether words of the definition tell a heading, not the field's code list.
    private let isByWords: Bool
    /// Whether something tells headings: else each text in the first column is one.
    let mayBe: Bool

    init(_ layout: TableLayout, table: TableDefinition, labels: CodeLabelLists) {
        self.layout = layout
        self.table = table
        self.labels = labels
        isByWords =
            layout.headings.map { !LabelSet($0.match.labels, $0.match.patterns).isEmpty } ?? false
        let list = layout.headings.flatMap { table.fields[$0.field]?.codeList }.flatMap { labels[$0] }
        mayBe = isByWords || list != nil
    }

    /// What a row is whose only cell holds a text in the column of the headings above, or in the first; nil where that is no heading.
    func kind(
        of cells: [Cell], row: Int, in header: TableHeader, after seen: SeenHeadings, beside blank: SheetAlignment?
    ) -> Kind? {
        guard mayBe, cells.count == 1, let cell = cells.first, case .text(let text) = cell.value,
            seen.columns.contains(cell.column) || cell.column <= header.columns.lowerBound,
            let words = Self.words(of: text), !seen.hasRecord(with: text, in: cell.column)
        else { return nil }
        let isPrinted = blank?.isPrinted(cell, row: row) ?? false
        // Below headings in another column, with words that tell headings, or where the questionnaire prints it, it may be something else.
        var isCertain = seen.columns.isEmpty || seen.columns.contains(cell.column)
        isCertain = isCertain && !isByWords && !isPrinted && words <= 6
        switch header.slots[cell.column] {
        case .mark: return nil
        case nil:
            let isLabelled = header.extra.contains { $0.column == cell.column }
            return isCertain && !isLabelled ? .heading(cell) : .doubtful(cell)
        case .field(let index):
            guard let field = table.fields[layout.columns[index].field], !isCode(text, of: field) else { return nil }
            let mayHoldWords = field.type == .string || field.codeList != nil
            guard layout.columns[index].isPreprinted else {
                // A record with a single answer.
                return mayHoldWords && !isByWords ? .doubtful(cell) : nil
            }
            if mayHoldWords { return isPrinted ? nil : .doubtful(cell) }
            // "Item 2" may be the number of a row.
            let mayBeNumber = words <= 2 && text.contains(where: \.isNumber)
            return isCertain && !mayBeNumber ? .heading(cell) : .doubtful(cell)
        }
    }

    private func isCode(_ text: String, of field: FieldDefinition) -> Bool {
        guard let list = field.codeList, let codes = labels[list] else { return false }
        return codes.code(for: LabelText(text)) != nil
    }

    /// How many words a text has that may be a heading; nil where it is a note, a sum, a mark or a number.
    private static func words(of text: String) -> Int? {
        guard text.utf8.count <= 120, let first = text.first(where: { !$0.isWhitespace }), !"(*†‡※<[".contains(first),
            text.count(where: \.isLetter) >= 2, !TotalWords.mayName(text)
        else { return nil }
        let full = LabelText(text).full
        let words = full.split(separator: " ")
        guard let opening = words.first, words.count <= 12, !notes.contains(String(opening)), !marks.contains(full)
        else { return nil }
        let endsAsSentence = text.last(where: { !$0.isWhitespace }).map { ".!?".contains($0) } ?? false
        return endsAsSentence && words.count >= 3 ? nil : words.count
    }

    /// First words of notes and remarks, and of what continues on another page.
    private static let notes: Set<String> = Set(
        """
        note notes nb n remark remarks comment comments source sources please see example examples eg ps attention continued
        nota notas remarque remarques commentaire commentaires voir exemple exemples veuillez suite
        anmerkung anmerkungen hinweis hinweise bemerkung bemerkungen quelle quellen bitte siehe beispiel
        observacion observaciones fuente fuentes vease ejemplo fonte fonti
        """.split { $0 == " " || $0 == "\n" }.map(String.init))

    /// What says that there is nothing.
    private static let marks: Set<String> = [
        "na", "n a", "nil", "none", "nothing", "no data", "not applicable", "not available", "neant", "aucun", "aucune",
        "keine",
        "nichts", "ninguno", "ninguna", "nada", "nessuno", "so", "s o", "sans objet",
    ]
}

/// What is known of a table's sub-headings on the way down.
struct SeenHeadings {
    /// So many texts of records are kept.
    private static let most = 1_000

    /// The columns in which headings stood.
    private(set) var columns: Set<Int> = []
    /// The texts of records in preprinted columns without their digits, by which rows that are left open are known.
    private var texts: Set<String> = []
    /// Texts that may have been headings, below which no record has stood yet.
    private var open: [(cell: Cell, row: Int)] = []
    private var first: (cell: Cell, row: Int)?
    private var count = 0
    private var blocks = CellBlocks()

    /// Takes in a heading: what stood above it holds no longer.
    mutating func add(_ heading: Cell) {
        columns.insert(heading.column)
        open = []
    }

    /// Takes in what may be a heading.
    mutating func addDoubtful(_ cell: Cell, row: Int) {
        // Of several one below the other only the last has records of its own.
        open = [(cell, row)]
    }

    /// Takes in the cells of a record.
    mutating func addRecord(_ cells: [Cell]) {
        for (cell, row) in open {
            if first == nil { first = (cell, row) }
            count += 1
            blocks.add(row: row, column: cell.column)
        }
        open = []
        for cell in cells where texts.count < Self.most {
            if case .text(let text) = cell.value, text.utf8.count <= 120 { texts.insert(Self.key(text, cell.column)) }
        }
    }

    /// Whether a record has the same text in a column, digits aside: "Item 3" is left open where "Item 2" is answered.
    func hasRecord(with text: String, in column: Int) -> Bool {
        text.contains(where: \.isNumber) && texts.contains(Self.key(text, column))
    }

    private static func key(_ text: String, _ column: Int) -> String {
        "\(column) " + text.filter { !$0.isNumber && !$0.isWhitespace }
    }

    /// What is told of those that may be headings; nil where there are none.
    func finding(_ table: TableDefinition, _ grid: SheetGrid) -> Finding? {
        guard let first else { return nil }
        let text = first.cell.rawValue.text
        var finding = Finding(
            rule: "layout.looks-like-heading", severity: .warning,
            message: .own(
                .layoutLooksLikeHeading,
                ["text": .text(text.shortened), "table": .localized(table.title)]),
            table: table.name, sheet: grid.sheet.name, cell: grid.origin(first.row, first.cell.column).cell, value: text
        )
        var blocks = self.blocks
        if count > 1 { finding.alike = blocks.finish().map { AlikeCells(block: $0, value: nil) } }
        return finding
    }
}
