import Spreadsheets
import SurveyModel

/// A rectangle of a sheet to look for a form in.
struct Region: Sendable {
    let rows: ClosedRange<Int>
    let columns: ClosedRange<Int>
    /// The first column in which a tag may stand; nil where it is the region's own first. Tags mostly stand in a hidden column left of everything.
    var firstOfTags: Int?

    /// The columns in which tags may stand.
    var tagColumns: ClosedRange<Int> { min(firstOfTags ?? columns.lowerBound, columns.lowerBound)...columns.upperBound }

    static func whole(_ grid: SheetGrid) -> Region {
        Region(rows: 1...max(1, grid.lastRow), columns: 1...max(1, grid.lastColumn))
    }

    func contains(_ row: Int, _ column: Int) -> Bool { rows.contains(row) && columns.contains(column) }
}

/// A field's label or tag, where it was found.
struct FormAnchor {
    let field: FormField
    let row: Int
    let column: Int
    /// The last column of the label's merged range.
    let lastColumn: Int
    let lastRow: Int
    let likeness: Double
    let language: String
    /// How the label differs from the definition's, where it is more than a slip of one letter.
    var difference: LabelDifference?
    /// By what it was found.
    var rung = FieldPlace.Rung.label
    /// The cell of the tag, where there is one.
    var tag: CellAddress?
    /// Whether the label is lost, and the tag alone told the place.
    var isLabelLost = false

    var address: CellAddress { CellAddress(row: row, column: column) }
}

/// Finds the labels and tags of a form.
struct FormAnchorFinder {
    private let fields: [FormField]
    private let labels: LabelChoices
    /// Fields of which another one has the same label: they take its cells in reading order, whatever columns these stand in.
    private let shared: Set<Int>

    init(_ fields: [FormField]) {
        self.fields = fields
        shared = Set(
            fields.indices.filter { own in
                fields.indices.contains { other in
                    other != own && fields[other].labels == fields[own].labels
                        && fields[other].patterns == fields[own].patterns
                }
            })
        labels = LabelChoices(fields.map { LabelSet($0.labels, $0.patterns) })
    }

    private struct Candidate {
        let index: Int
        let anchor: FormAnchor
    }

    /// The labels in a region: each cell serves one field, each field takes its best cell; among equals the one in the column with the most labels, then
    /// the first in reading order. An answer that says what another question's label does is none.
    /// A label beside the field's tag comes before one elsewhere; a tag whose label is lost stands for it.
    func anchors(in grid: SheetGrid, _ region: Region) -> [FormAnchor] {
        let tags = fields.map { $0.tag.flatMap { tag(saying: $0, in: grid, region) } }
        // A tag such as `#country` reads like the label.
        let tagCells = Set(tags.compactMap(\.self))
        var found = candidates(in: grid, region).filter { candidate in
            !tagCells.contains(candidate.anchor.address)
                && (tags[candidate.index].map { $0.row == candidate.anchor.row } ?? true)
        }
        let several = LabelDifference.withSeveralYears(found.map { ($0.index, $0.anchor.difference) })
        found.removeAll { several.contains($0.index) && $0.anchor.difference?.isYearInFront ?? false }
        let counts = labelCounts(found)
        removeAnswers(from: &found, counts, tags, in: grid)
        // Best likeness first; the sort is stable in reading order by its further keys.
        found.sort { left, right in
            if left.anchor.likeness != right.anchor.likeness { return left.anchor.likeness > right.anchor.likeness }
            let first = shared.contains(left.index) ? 0 : counts[left.anchor.column] ?? 0
            let second = shared.contains(right.index) ? 0 : counts[right.anchor.column] ?? 0
            if first != second { return first > second }
            return (left.anchor.row, left.anchor.column, left.index)
                < (right.anchor.row, right.anchor.column, right.index)
        }
        var usedFields: Set<Int> = []
        var users: [CellAddress: [FormField]] = [:]
        var anchors: [FormAnchor] = []
        for candidate in found where !usedFields.contains(candidate.index) {
            let field = fields[candidate.index]
            let others = users[candidate.anchor.address, default: []]
            guard others.allSatisfy({ Self.isOneQuestion($0, field) }) else { continue }
            usedFields.insert(candidate.index)
            users[candidate.anchor.address, default: []].append(field)
            var anchor = candidate.anchor
            if let tag = tags[candidate.index] { (anchor.rung, anchor.tag) = (.tag, tag) }
            anchors.append(anchor)
        }
        let lost = tags.indices.filter { !usedFields.contains($0) && tags[$0] != nil }
        guard !lost.isEmpty else { return anchors }
        let columns = columns(of: anchors, orBehind: lost.compactMap { tags[$0] }, in: grid, region)
        for index in lost {
            if let tag = tags[index] {
                anchors.append(anchor(fields[index], at: tag, besides: users, columns, in: grid, region))
            }
        }
        return anchors
    }

    /// How many fields have a label in each column.
    private func labelCounts(_ found: [Candidate]) -> [Int: Int] {
        var fields: [Int: Set<Int>] = [:]
        for candidate in found where candidate.anchor.likeness >= LabelSet.near {
            fields[candidate.anchor.column, default: []].insert(candidate.index)
        }
        return fields.mapValues(\.count)
    }

    /// Removes texts that stand where the answers do, in the row of another question or of the field's tag: right of the column that has most labels, in
    /// the one in which most of the answers stand.
    private func removeAnswers(
        from found: inout [Candidate], _ counts: [Int: Int], _ tags: [CellAddress?], in grid: SheetGrid
    ) {
        guard let main = counts.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) }), main.value > 1 else { return }
        let near = found.filter { $0.anchor.likeness >= LabelSet.near }
        let cells = Set(near.map(\.anchor.address))
        let inMain = near.filter { $0.anchor.column == main.key }
        var questions: [Int: Set<Int>] = [:]
        var votes: [Int: Int] = [:]
        for candidate in inMain {
            let (anchor, index) = (candidate.anchor, candidate.index)
            guard anchor.field.answer == .right, questions[anchor.row, default: []].insert(index).inserted,
                let first = grid.row(anchor.row)?.cells.first(where: { $0.column > anchor.lastColumn && $0.isFilled }),
                !cells.contains(CellAddress(row: anchor.row, column: first.column))
            else { continue }
            votes[first.column, default: 0] += 1
        }
        guard let answers = votes.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) }), answers.value > 1,
            (counts[answers.key] ?? 0) < main.value
        else { return }
        let labelled = Set(inMain.map(\.index))
        found.removeAll { candidate in
            let (row, column) = (candidate.anchor.row, candidate.anchor.column)
            let others = questions[row, default: []].subtracting([candidate.index])
            // Two questions may stand in one row, the second where other rows have their answers: a text is an answer only where the question has its label
            // elsewhere.
            let isAnswer = !others.isEmpty && labelled.contains(candidate.index)
            return column == answers.key && (isAnswer || tags[candidate.index]?.row == row)
        }
    }

    /// Two fields may share a label if the definition gives both the same words and other places for their answers.
    private static func isOneQuestion(_ first: FormField, _ second: FormField) -> Bool {
        first.labels == second.labels && first.patterns == second.patterns && first.answer != second.answer
    }

    private func candidates(in grid: SheetGrid, _ region: Region) -> [Candidate] {
        var found: [Candidate] = []
        for row in grid.rows where region.rows.contains(row.number) {
            for cell in row.cells(in: region.columns) {
                guard case .text(let text) = cell.value, text.utf8.count <= LabelText.longestKept else { continue }
                for choice in labels.like(LabelText(text)) {
                    let (index, match) = (choice.index, choice.match)
                    let merge = grid.merge(row.number, cell.column)
                    found.append(
                        Candidate(
                            index: index,
                            anchor: FormAnchor(
                                field: fields[index], row: row.number, column: cell.column,
                                lastColumn: merge?.last.column ?? cell.column,
                                lastRow: merge?.last.row ?? row.number, likeness: match.likeness,
                                language: match.language, difference: match.difference)))
                }
            }
        }
        return found
    }

    /// The first label in a row that says what the definition does, numbering and parentheses aside.
    func label(in row: GridRow) -> Cell? {
        row.cells.first { cell in
            guard case .text(let text) = cell.value, text.utf8.count <= LabelText.longestKept else { return false }
            return labels.like(LabelText(text)).contains { $0.match.likeness >= LabelSet.same }
        }
    }

    // MARK: - Tags

    private func tag(saying text: String, in grid: SheetGrid, _ region: Region) -> CellAddress? {
        for row in grid.rows where region.rows.contains(row.number) {
            for cell in row.cells(in: region.tagColumns) where cell.says(text) {
                return CellAddress(row: row.number, column: cell.column)
            }
        }
        return nil
    }

    /// In which columns a form's labels stand, and in which most of the answers right of them.
    private struct Columns {
        var labels: Set<Int> = []
        /// Nil where there is no answer, so that nothing tells of it.
        var answers: Int?
    }

    /// The columns of the labels that were found and of the answers behind them; where none of these has an answer, of those behind the tags without a label,
    /// where a text stands before them.
    private func columns(
        of anchors: [FormAnchor], orBehind tags: [CellAddress], in grid: SheetGrid, _ region: Region
    ) -> Columns {
        let taken = Set(anchors.flatMap { [$0.address, $0.tag].compactMap(\.self) })
        func cells(_ row: Int, behind column: Int) -> [Cell] {
            (grid.row(row)?.cells(in: region.columns) ?? []).filter { cell in
                cell.column > column && cell.isFilled && !taken.contains(CellAddress(row: row, column: cell.column))
            }
        }
        var votes: [Int: Int] = [:]
        for anchor in anchors where anchor.field.answer == .right {
            if let first = cells(anchor.row, behind: anchor.lastColumn).first { votes[first.column, default: 0] += 1 }
        }
        if votes.isEmpty {
            for tag in tags {
                if let second = cells(tag.row, behind: tag.column).dropFirst().first {
                    votes[second.column, default: 0] += 1
                }
            }
        }
        return Columns(
            labels: Set(anchors.map(\.column)),
            answers: votes.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key)
    }

    /// The anchor for a tag whose label is lost: the first text right of it, unless that is the answer; else the tag itself.
    private func anchor(
        _ field: FormField, at tag: CellAddress, besides users: [CellAddress: [FormField]], _ columns: Columns,
        in grid: SheetGrid, _ region: Region
    ) -> FormAnchor {
        let cells = (grid.row(tag.row)?.cells(in: region.columns) ?? []).filter {
            $0.column > tag.column && $0.isFilled
        }
        var column = tag.column
        if field.hasLabel, let first = cells.first, case .text = first.value,
            cells.count > 1 || !isAnswer(first, to: field, at: tag, columns, in: grid),
            users[CellAddress(row: tag.row, column: first.column)] == nil
        {
            column = first.column
        }
        let merge = grid.merge(tag.row, column)
        return FormAnchor(
            field: field, row: tag.row, column: column, lastColumn: merge?.last.column ?? column,
            lastRow: merge?.last.row ?? tag.row, likeness: 1, language: "und", rung: .tag, tag: tag,
            isLabelLost: field.hasLabel)
    }

    /// Whether the only text behind a tag is the answer: it stands where the others do, or the template has it; where neither is known, the label may stand
    /// left of the tag. Else it is the label in other words, beside which nothing was answered; a label must not be published as an answer.
    private func isAnswer(
        _ cell: Cell, to field: FormField, at tag: CellAddress, _ columns: Columns, in grid: SheetGrid
    ) -> Bool {
        guard field.answer == .right, !columns.labels.contains(cell.column) else { return false }
        guard let place = columns.answers ?? field.address?.column else {
            return grid.row(tag.row)?.cells.contains { $0.column < tag.column && $0.isFilled } ?? false
        }
        return cell.column >= place
    }

    // MARK: - Doubles

    /// The rows of labels that stand a second time in a region, where that is no chance: at least two fields have it.
    func repeatedLabels(in grid: SheetGrid, _ region: Region) -> [Int] {
        var seen: [Int: Int] = [:]
        var repeated: [Int] = []
        for row in grid.rows where region.rows.contains(row.number) {
            for cell in row.cells(in: region.columns) {
                guard case .text(let text) = cell.value, text.utf8.count <= LabelText.longestKept else { continue }
                for choice in labels.like(LabelText(text)) where choice.match.likeness >= LabelSet.same {
                    if seen[choice.index] != nil {
                        repeated.append(row.number)
                    } else {
                        seen[choice.index] = row.number
                    }
                }
            }
        }
        return repeated.count >= 2 ? repeated : []
    }
}

extension [FormAnchor] {
    /// From the top down, and in a row from the left: of questions whose answers are merged into one cell the first has it.
    var inReadingOrder: [FormAnchor] { sorted { $0.address < $1.address } }
}
