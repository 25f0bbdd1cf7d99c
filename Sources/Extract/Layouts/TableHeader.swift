import OrderedCollections
import Spreadsheets
import SurveyModel

/// The header of a table as it stands in a sheet: which column holds which field.
struct TableHeader {
    /// What one column of the sheet holds.
    enum Slot: Hashable {
        /// The field of a table column, by its index in the layout.
        case field(Int)
        /// A mark: the table column's index in the layout, and the code.
        case mark(Int, code: String)
    }

    /// The first and the last header row.
    let rows: ClosedRange<Int>
    /// What the sheet's columns hold.
    let slots: [Int: Slot]
    /// The header's words over columns that hold nothing known.
    let extra: [(column: Int, text: String)]
    /// The share of the layout's columns that were found.
    let fit: Double
    /// The sum of the labels' likenesses: it tells headers apart that fit alike.
    let quality: Double
    /// How often a label of each language matched.
    let languages: [String: Int]
    /// Labels that were taken although they say more or less than the definition's, by column.
    let differences: [Int: LabelDifference]

    /// The columns from the first to the last that holds something known.
    var columns: ClosedRange<Int> {
        guard let first = slots.keys.min(), let last = slots.keys.max() else { return 1...1 }
        return first...last
    }
}

extension TableHeader {
    /// The columns that hold nothing known and are no other layout's. What stands behind another one's label, with no column of the table in between, is that
    /// label's answer, or a word beside it; what stands nearer to another table's header in the same row is that table's.
    func extraColumns(besides taken: [TakenArea]) -> Set<Int> {
        let row = rows.upperBound
        let near = taken.filter { $0.reaches(row) }
        let beside = near.filter { $0.isOpen && $0.rows.overlaps(rows) }.map(\.columns)
        let labels = near.filter { !$0.isOpen }.map(\.columns.upperBound)
        return Set(
            extra.map(\.column).filter { column in
                guard !near.contains(where: { $0.columns.contains(column) }) else { return false }
                let distance = Self.distance(of: column, to: columns)
                guard !beside.contains(where: { Self.distance(of: column, to: $0) < distance }) else { return false }
                guard let label = labels.filter({ $0 < column }).max() else { return true }
                return slots.keys.contains { label < $0 && $0 < column }
            })
    }
}

extension TableHeader {
    /// How many columns lie between one and others, and one; 0 where it is among them.
    private static func distance(of column: Int, to columns: ClosedRange<Int>) -> Int {
        max(columns.lowerBound - column, column - columns.upperBound, 0)
    }
}

/// Finds a table's header by its labels.
struct TableHeaderFinder {
    /// One thing to find: a column's label, or a mark's, with its group.
    private struct Wanted {
        let slot: TableHeader.Slot
        let label: LabelSet
        let group: LabelSet
        let isOptional: Bool
    }

    /// More tables than these do not stand side by side.
    private static let mostGroups = 200

    private let layout: TableLayout
    private let wanted: [Wanted]
    private let labels: LabelChoices
    private let groups: LabelChoices
    private let bySlot: [TableHeader.Slot: LabelSet]
    private let groupsBySlot: [TableHeader.Slot: LabelSet]
    /// The words of all columns' labels.
    private let words: Set<String>
    /// These, and the words of all groups' labels.
    private let allWords: Set<String>
    /// Whether one of all these words begins with a byte.
    private let beginnings: [Bool]

    init(_ layout: TableLayout) {
        self.layout = layout
        let wanted = layout.columns.enumerated().flatMap { index, column -> [Wanted] in
            let group = LabelSet(column.group)
            guard !column.marks.isEmpty else {
                return [
                    Wanted(
                        slot: .field(index), label: LabelSet(column.labels, column.patterns), group: group,
                        isOptional: column.isOptional)
                ]
            }
            return column.marks.map { code, labels in
                Wanted(
                    slot: .mark(index, code: code), label: LabelSet(labels), group: group, isOptional: column.isOptional
                )
            }
        }
        self.wanted = wanted
        labels = LabelChoices(wanted.map(\.label))
        groups = LabelChoices(wanted.map(\.group))
        bySlot = Dictionary(wanted.map { ($0.slot, $0.label) }) { first, _ in first }
        groupsBySlot = Dictionary(wanted.map { ($0.slot, $0.group) }) { first, _ in first }
        words = Set(wanted.flatMap(\.label.words))
        allWords = words.union(wanted.flatMap(\.group.words))
        let bytes = Set(allWords.compactMap(\.utf8.first))
        beginnings = (0...UInt8.max).map(bytes.contains)
    }

    /// Whether a text is a label of what a column holds.
    func isLabel(_ text: String, of slot: TableHeader.Slot?) -> Bool {
        slot.flatMap { bySlot[$0] }?.has(LabelText(text), likeness: LabelSet.near) ?? false
    }

    /// Whether a text is a label of the group over what a column holds.
    func isGroup(_ text: String, of slot: TableHeader.Slot?) -> Bool {
        slot.flatMap { groupsBySlot[$0] }?.has(LabelText(text), likeness: LabelSet.near) ?? false
    }

    /// Whether a text has the very words of a label or a group. Most texts are told by their first letter, without being folded.
    func mayBeLabel(_ text: String) -> Bool {
        if let first = text.utf8.first, first < 0x80 {
            let lower = first >= 0x41 && first <= 0x5A ? first | 0x20 : first
            let isSign = !(0x61...0x7A).contains(lower) && !(0x30...0x39).contains(lower)
            guard isSign || beginnings[Int(lower)] else { return false }
        }
        return allWords.contains(TextFolding.fold(text))
    }

    /// Whether a text has the very words of a label, numbering and parentheses aside.
    func hasWords(_ text: String) -> Bool {
        let label = LabelText(text)
        return words.contains(label.full) || words.contains(label.core)
    }

    /// The best header in the first rows of an area; nil where no two columns are found. A header may have fewer rows than the template's,
    /// such as in a CSV file; of headers that fit alike the one of fewer rows counts, so that no record is taken for a part of it.
    func find(in grid: SheetGrid, _ area: SearchArea = .whole) -> TableHeader? {
        var best: TableHeader?
        var left = area.searched
        for row in grid.rows where area.rows.contains(row.number) {
            guard left > 0 else { break }
            left -= 1
            guard row.cells.count >= min(2, wanted.count) else { continue }
            // Below a header that has every column in its own words stand records, however much their answers are like labels.
            if let best, isWhole(best), best.rows.upperBound < row.number { break }
            // Most rows are none of a header's: without labels over enough columns nothing is looked at more closely.
            guard hasLabels(row.number...(row.number + layout.headerRows - 1), in: grid),
                let header = header(startingAt: row.number, in: grid, area)
            else { continue }
            if (header.fit, header.quality) > (best?.fit ?? 0, best?.quality ?? 0) { best = header }
        }
        return best
    }

    /// Whether a header has all columns, also those that need not be there, by the definition's words: there is none better. The list of contents above
    /// a table may have those that are required.
    private func isWhole(_ header: TableHeader) -> Bool {
        hasAll(header) && header.quality >= LabelSet.same * Double(wanted.count)
    }

    /// Whether a header has all columns.
    func hasAll(_ header: TableHeader) -> Bool { header.slots.count == wanted.count }

    /// Whether the texts over two columns are like labels, without which there is no header: an answer "no" is like the label "No.", and stands in
    /// every row. A text above an empty cell may be that of a group, and counts for both columns.
    private func hasLabels(_ rows: ClosedRange<Int>, in grid: SheetGrid) -> Bool {
        let lastColumn = rows.reduce(0) { max($0, grid.row($1)?.cells.last?.column ?? 0) }
        guard lastColumn > 0 else { return false }
        var columns: Set<Int> = []
        for row in rows {
            let texts = grid.labels(ofRow: row)
            for column in 1...lastColumn {
                guard let text = texts[column], labels.isLike(text) else { continue }
                columns.insert(column)
                if row < rows.upperBound, column < lastColumn, texts[column + 1] == nil { columns.insert(column + 1) }
                if columns.count >= min(2, wanted.count) { return true }
            }
        }
        return false
    }

    /// The best header that starts in a row.
    func header(startingAt row: Int, in grid: SheetGrid, _ area: SearchArea) -> TableHeader? {
        var best: TableHeader?
        for height in 1...layout.headerRows {
            guard let header = header(startingAt: row, height: height, in: grid, area) else { continue }
            if (header.fit, header.quality) > (best?.fit ?? 0, best?.quality ?? 0) { best = header }
        }
        return best
    }

    /// Columns of several years in front of one label without a year: nobody knows which of them is meant.
    private func removeYears(from candidates: inout [Candidate]) {
        let several = LabelDifference.withSeveralYears(candidates.map { ($0.wanted, $0.match.difference) })
        guard !several.isEmpty else { return }
        candidates.removeAll { several.contains($0.wanted) && $0.match.difference?.isYearInFront ?? false }
    }

    private typealias Candidate = (score: Double, wanted: Int, column: Int, match: LabelSet.Match)

    private func header(startingAt first: Int, height: Int, in grid: SheetGrid, _ area: SearchArea) -> TableHeader? {
        let rows = first...(first + height - 1)
        guard area.rows.contains(rows.upperBound) else { return nil }
        let columns = columnTexts(rows, area.columns, grid).filter { column in
            rows.allSatisfy { area.contains($0, column.column) }
        }
        var candidates: [Candidate] = []
        for column in columns {
            for (index, match) in like(column.texts) {
                candidates.append((match.likeness, index, column.column, match))
            }
        }
        removeYears(from: &candidates)
        // Most rows are no header.
        guard candidates.count >= min(2, wanted.count) else { return nil }
        candidates.sort { (-$0.score, $0.wanted, $0.column) < (-$1.score, $1.wanted, $1.column) }
        var slots: [Int: TableHeader.Slot] = [:]
        var found: Set<Int> = []
        var languages: [String: Int] = [:]
        var differences: [Int: LabelDifference] = [:]
        var quality = 0.0
        for candidate in candidates where slots[candidate.column] == nil && !found.contains(candidate.wanted) {
            slots[candidate.column] = wanted[candidate.wanted].slot
            found.insert(candidate.wanted)
            quality += candidate.score
            languages[candidate.match.language, default: 0] += 1
            differences[candidate.column] = candidate.match.difference
        }
        let required = wanted.indices.filter { !wanted[$0].isOptional }
        let needed = required.isEmpty ? Array(wanted.indices) : required
        guard found.count >= min(2, wanted.count), !needed.isEmpty else { return nil }
        let extra = columns.filter { slots[$0.column] == nil }.compactMap { column in
            column.texts.last.map { (column: column.column, text: $0.full.isEmpty ? "" : Self.shown(column.texts)) }
        }
        return TableHeader(
            rows: rows, slots: slots, extra: extra.filter { !$0.text.isEmpty },
            fit: Double(needed.count(where: found.contains)) / Double(needed.count), quality: quality,
            languages: languages, differences: differences)
    }

    /// The header that stands where the template has it, or up to three rows off, though none of its words are known: words over all of the
    /// columns, in the definition's order, and no further one. Nil where a word tells that a column is another than its place says.
    func header(near place: CellPlace, in grid: SheetGrid, _ area: SearchArea) -> TableHeader? {
        for offset in [0, 1, -1, 2, -2, 3, -3] {
            let first = place.row + offset
            let rows = first...(first + layout.headerRows - 1)
            let columns = place.column...(place.column + wanted.count)
            guard first > 0 else { continue }
            let texts = columnTexts(rows, columns, grid)
            guard texts.map(\.column) == Array(columns.dropLast()),
                texts.allSatisfy({ column in
                    grid.shown(rows.upperBound, column.column).map { $0.cell.isText && $0.cell.isFilled } ?? false
                        && rows.allSatisfy { area.contains($0, column.column) }
                })
            else { continue }
            let isContradicted = zip(texts, wanted.indices).contains { text, own in
                like(text.texts).contains { $0.wanted != own && $0.match.likeness >= LabelSet.beginning }
            }
            guard !isContradicted else { return nil }
            return TableHeader(
                rows: rows,
                slots: Dictionary(zip(texts.map(\.column), wanted.map(\.slot))) { first, _ in first }, extra: [],
                fit: 0, quality: 0, languages: [:], differences: [:])
        }
        return nil
    }

    /// The columns of the tables that stand side by side below header rows: a new one starts where a label stands again.
    func groups(in rows: ClosedRange<Int>, _ grid: SheetGrid, _ area: SearchArea) -> [ClosedRange<Int>] {
        var starts: [Int] = []
        var seen: Set<Int> = []
        for column in columnTexts(rows, area.columns, grid) {
            // A label that is merged over several columns stands there once.
            guard grid.merge(rows.upperBound, column.column).map({ $0.first.column == column.column }) ?? true else {
                continue
            }
            let like = like(column.texts)
            guard let best = like.map(\.match.likeness).max(), best >= LabelSet.near,
                let index = like.first(where: { $0.match.likeness == best })?.wanted
            else { continue }
            if starts.isEmpty || seen.contains(index) {
                guard starts.count < Self.mostGroups else { break }
                starts.append(column.column)
                seen = []
            }
            seen.insert(index)
        }
        return starts.enumerated().map { index, start in
            let last = index + 1 < starts.count ? starts[index + 1] - 1 : area.columns.upperBound
            return (index == 0 ? area.columns.lowerBound : start)...max(start, last)
        }
    }

    /// The words over each column, from the top header row to the bottom: those of merged ranges, and of a group whose cells were not merged
    /// (an empty cell above a filled one belongs to the group to its left).
    private func columnTexts(_ rows: ClosedRange<Int>, _ columns: ClosedRange<Int>, _ grid: SheetGrid) -> [(
        column: Int, texts: [LabelText]
    )] {
        let lastColumn = min(columns.upperBound, rows.reduce(0) { max($0, grid.row($1)?.cells.last?.column ?? 0) })
        guard lastColumn >= columns.lowerBound else { return [] }
        let labels = rows.map { grid.labels(ofRow: $0) }
        var carried = [LabelText?](repeating: nil, count: labels.count)
        return (columns.lowerBound...lastColumn).compactMap { column in
            var texts: [LabelText] = []
            let leaf = labels[labels.count - 1][column]
            for level in labels.indices {
                let row = rows.lowerBound + level
                let own = level == labels.count - 1 ? leaf : labels[level][column]
                if row < rows.upperBound {
                    if let own,
                        grid.merge(row, column).map({ $0.first.row == row || $0.first.column == column }) ?? true
                    {
                        carried[level] = own
                    }
                    if let text = own ?? (leaf == nil ? nil : carried[level]) { texts.append(text) }
                } else if let own, texts.last?.typed != own.typed {
                    texts.append(own)
                }
            }
            return texts.isEmpty ? nil : (column, texts)
        }
    }

    private static func shown(_ texts: [LabelText]) -> String {
        texts.map(\.typed).joined(separator: " / ")
    }

    /// The labels that the words over a column are like, in the definition's order.
    private func like(_ texts: [LabelText]) -> [(wanted: Int, match: LabelSet.Match)] {
        let choices = texts.map { labels.like($0) }
        guard choices.contains(where: { !$0.isEmpty }) else { return [] }
        return Set(choices.joined().map(\.index)).sorted().compactMap { index in
            likeness(of: index, to: texts, choices).map { (index, $0) }
        }
    }

    /// With a group: the group's words must stand above the label's, or the label alone, which counts less. Without: any of the words.
    private func likeness(of index: Int, to texts: [LabelText], _ choices: [[LabelChoices.Choice]]) -> LabelSet.Match? {
        let item = wanted[index]
        let leaf = choices.last?.of(index)
        if item.group.isEmpty {
            let matches = choices.compactMap { $0.of(index) }
            guard let best = matches.max(by: { $0.likeness < $1.likeness }) else { return nil }
            // The words of a group above other words name the group, not the column.
            let isAbove = texts.count > 1 && leaf == nil
            return LabelSet.Match(
                likeness: isAbove ? best.likeness * 0.6 : best.likeness, language: best.language,
                difference: best.difference)
        }
        guard let match = leaf else { return nil }
        let above = texts.dropLast().map { groups.like($0).of(index)?.likeness ?? 0 }
        let hasGroup = (above.max() ?? 0) >= LabelSet.beginning
        // A header of one row has no groups; other words in a group's place name another.
        let other =
            hasGroup || above.isEmpty
            ? nil
            : LabelDifference(
                texts.map(\.line).joined(separator: " / "), group: item.group.first ?? "", label: item.label.first ?? ""
            )
        return LabelSet.Match(
            likeness: match.likeness * (hasGroup ? 1 : 0.6), language: match.language,
            difference: match.difference ?? other)
    }
}
