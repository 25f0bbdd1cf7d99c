import OrderedCollections

/// The answers of a return that its survey declares private: where they stand, and what they say, so that results can be kept clear of them.
public struct PrivateAnswers: Sendable {
    /// What stands in the place of a private answer.
    public static let mark = "•••"
    /// Shorter answers are not looked for in sentences: "no" would be found everywhere, and its mark would tell it.
    private static let leastCharacters = 4

    private struct Columns: Sendable {
        let sheet: String
        let columns: ClosedRange<Int>
        let rows: PartialRangeFrom<Int>
    }

    private var cells: Set<Origin> = []
    private var columns: [Columns] = []
    /// The longest first, so that one that holds another is hidden whole.
    private let texts: [String]
    private let whole: Set<String>

    /// - Parameters:
    ///   - definition: the survey.
    ///   - records: the return's records, at least those of tables with private fields.
    ///   - places: where the return's fields stand.
    public init(_ definition: SurveyDefinition, records: [Record], places: [FieldPlace]) {
        var texts: Set<String> = []
        for record in records {
            guard let table = definition.tables[record.table] else { continue }
            for (field, entry) in zip(table.fields.values, record.entries) {
                guard field.isPrivate, let entry else { continue }
                cells.insert(entry.origin)
                texts.formUnion([entry.raw.text, entry.value?.text ?? ""])
                for part in entry.raw.cells(at: entry.origin) {
                    cells.insert(part.origin)
                    texts.insert(part.text)
                }
            }
        }
        self.texts = texts.map(\.withoutWhiteSpaceAtEnds).filter { $0.count >= Self.leastCharacters }.sorted {
            ($1.count, $0) < ($0.count, $1)
        }
        whole = Set(self.texts)
        // Of what some records alone have elsewhere the answers themselves tell the cells.
        for place in places
        where place.records == nil && definition.tables[place.table]?.fields[place.field]?.isPrivate == true {
            add(place)
        }
    }

    /// What no record has taken may be an answer all the same: all of a table's column is private below its heading, and a form's cell.
    private mutating func add(_ place: FieldPlace) {
        guard let columns = Origin.columns(place.column) else { return }
        if place.row.isEmpty {
            let heading = place.heading.flatMap { Int32($0.cell.drop { $0.isLetter }) }.map { Int($0) } ?? 0
            self.columns.append(Columns(sheet: place.sheet, columns: columns, rows: (heading + 1)...))
        } else if let row = Int(place.row), !place.row.hasPrefix("+") {
            for column in columns.prefix(256) { cells.insert(Origin(sheet: place.sheet, row: row, column: column)) }
        }
    }

    /// Whether a private answer stands in a cell, or would.
    public func holds(_ cell: Origin) -> Bool {
        cells.contains(cell)
            || columns.contains {
                $0.sheet == cell.sheet && $0.columns.contains(cell.column) && $0.rows.contains(cell.row)
            }
    }

    /// Whether a cell's whole text is a private answer, wherever it stands. O(length of the text).
    public func isAnswer(_ text: String) -> Bool { whole.contains(text.withoutWhiteSpaceAtEnds) }

    /// A sentence with the private answers in it hidden.
    public func hidden(in sentence: String) -> String {
        texts.reduce(sentence) { $0.replacing($1, with: Self.mark) }
    }
}
