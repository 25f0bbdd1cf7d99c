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
    /// What the answers say.
    private let texts: AnswerTexts

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
        // Other results may have it without what a report server puts around it.
        texts.formUnion(texts.compactMap { QuotedFormula.content(of: $0) })
        self.texts = AnswerTexts(
            texts.map(\.withoutWhiteSpaceAtEnds).filter { $0.count >= Self.leastCharacters })
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
        } else if case .fixed(let row)? = FieldPlace.RowKind(place.row) {
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
    public func isAnswer(_ text: String) -> Bool { texts.holds(text.withoutWhiteSpaceAtEnds) }

    /// A sentence with the private answers in it hidden; where they overlap, all of them together.
    public func hidden(in sentence: String) -> String {
        Self.hiding(texts.ranges(in: sentence), in: sentence[...])
    }

    /// The start of a longer text with the private answers in it hidden. What it ends with is hidden as well where an answer may begin there, and of what
    /// is too short to tell that nothing is left.
    public func hidden(inStart start: String) -> String {
        let ranges = texts.ranges(in: start, isCut: true, leastCharacters: Self.leastCharacters)
        guard ranges.last?.upperBound != start.endIndex else { return Self.hiding(ranges, in: start[...]) }
        let end = start.index(start.endIndex, offsetBy: 1 - Self.leastCharacters, limitedBy: start.startIndex)
        let kept = max(end ?? start.startIndex, ranges.last?.upperBound ?? start.startIndex)
        return Self.hiding(ranges, in: start[..<kept])
    }

    private static func hiding(_ ranges: [Range<String.Index>], in text: Substring) -> String {
        guard !ranges.isEmpty else { return String(text) }
        var result = ""
        var position = text.startIndex
        for range in ranges {
            result += text[position..<range.lowerBound]
            result += mark
            position = range.upperBound
        }
        return result + text[position...]
    }
}
