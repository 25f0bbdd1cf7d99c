import OrderedCollections
import Spreadsheets
import SurveyModel

/// What a row of a table holds for each of the table's fields.
extension TableExtraction {
    /// The row's entries, in the table's order; nil where it holds nothing but what was printed before the questionnaire was sent.
    func entries(
        _ row: GridRow, _ cells: [Cell], _ grid: SheetGrid, _ header: TableHeader, _ merged: MergedHeadings
    ) -> [RawEntry?]? {
        var entries = [RawEntry?](repeating: nil, count: table.fields.count)
        var marks: [Int: [RawValue.Mark]] = [:]
        var several: [Int: [RawEntry]] = [:]
        var isAnswered = false
        for cell in cells {
            switch header.slots[merged.answers[cell.column] ?? cell.column] {
            case .field(let index):
                guard let field = fields[index] else { continue }
                if merged.isOfSeveral(cell.column) {
                    // What a merged range covers nobody sees.
                    guard grid.merge(row.number, cell.column).map({ $0.first.column == cell.column }) ?? true else {
                        continue
                    }
                    several[field, default: []].append(grid.entry(cell, row: row))
                } else {
                    entries[field] = grid.entry(cell, row: row)
                }
                if !form.columns[index].isPreprinted { isAnswered = true }
            case .mark(let index, let code):
                let mark = RawValue.Mark(
                    code: code, text: cell.rawValue.text, origin: grid.origin(row.number, cell.column))
                marks[index, default: []].append(mark)
                isAnswered = true
            case nil: continue
            }
        }
        guard isAnswered else { return nil }
        for (index, marks) in marks {
            guard let field = fields[index], let first = marks.first else { continue }
            entries[field] = RawEntry(value: .marks(marks), origin: first.origin)
        }
        for (field, answers) in several {
            entries[field] = RawEntry(joining: answers)
            // The field's place is all of their columns: each cell is written down, one alone too.
            entries[field]?.isMoved = true
        }
        return entries
    }
}
