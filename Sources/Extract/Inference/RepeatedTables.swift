import Spreadsheets
import SurveyModel

/// Finds tables that are one and the same, repeated under headings with a number: "Project 1", "Project 2".
struct RepeatedTables {
    /// A table with its repetitions.
    struct Found {
        /// The indices of the tables, in the order of their numbers.
        let tables: [Int]
        /// The heading with `{n}` for the number.
        let start: String
        /// Whether they stand side by side.
        let isAcross: Bool
        /// The questions between the first heading and its header; they are asked above each of the tables.
        let questions: [FoundQuestion]
        /// Other words there.
        let others: [FormFinder.Text]
        /// The cells from the first heading to the last answer.
        let range: CellRange
    }

    let sheet: BlankSheet
    let tables: [FoundTable]
    let found: FormFinder.Found

    /// The repeated tables, from top to bottom.
    func find() -> [Found] {
        var series:
            [(labels: [String], start: String, members: [(table: Int, number: Int, heading: FormFinder.Text)])] = []
        for index in tables.indices {
            guard let heading = heading(over: index) else { continue }
            let labels = labels(of: tables[index])
            // Of the ways to read a heading only one goes on in the next.
            for (start, number) in InferenceText.numbered(heading.text) {
                if let known = series.firstIndex(where: { $0.labels == labels && $0.start == start }),
                    series[known].members.last?.number == number - 1
                {
                    series[known].members.append((index, number, heading))
                } else {
                    series.append((labels, start, [(index, number, heading)]))
                }
            }
        }
        return series.filter { $0.members.count >= 2 }.map { item in
            let first = item.members[0]
            let headers = Set(item.members.map { tables[$0.table].header.lowerBound })
            let cells = item.members.flatMap { member -> [CellAddress] in
                let range = tables[member.table].range
                return [CellAddress(row: member.heading.row, column: member.heading.column), range.first, range.last]
            }
            let range = cells.reduce(CellRange(cells[0], cells[0])) { $0.union(CellRange($1, $1)) }
            return Found(
                tables: item.members.map(\.table), start: item.start, isAcross: headers.count == 1,
                questions: between(first.heading, tables[first.table], found.questions) { ($0.row, $0.column) },
                others: between(first.heading, tables[first.table], found.headings + found.others) {
                    ($0.row, $0.column)
                }, range: range)
        }
    }

    private func labels(of table: FoundTable) -> [String] {
        table.columns.map { column in
            sheet.shown(table.leafRow, column).map { TextFolding.fold($0) } ?? ""
        }
    }

    /// The nearest words with a number above a table, below any table that stands higher in the same columns.
    private func heading(over index: Int) -> FormFinder.Text? {
        let table = tables[index]
        let top =
            tables.filter { $0.lastRow < table.header.lowerBound && $0.columns.overlaps(table.columns) }
            .map(\.lastRow).max() ?? 0
        let texts =
            found.headings + found.others
            + found.questions.map { FormFinder.Text(row: $0.row, column: $0.column, text: $0.text) }
        let near = texts.filter { text in
            text.row > top && text.row < table.header.lowerBound && table.columns.contains(text.column)
        }
        return near.filter { !InferenceText.numbered($0.text).isEmpty }
            .max { ($0.row, -$0.column) < ($1.row, -$1.column) }
    }

    /// What stands between a heading and a table's header.
    private func between<Item>(
        _ heading: FormFinder.Text, _ table: FoundTable, _ items: [Item], at place: (Item) -> (row: Int, column: Int)
    ) -> [Item] {
        items.filter { item in
            let (row, column) = place(item)
            return row > heading.row && row < table.header.lowerBound && table.columns.contains(column)
        }
    }
}
