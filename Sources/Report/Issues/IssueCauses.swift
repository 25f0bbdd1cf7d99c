import Spreadsheets
import SurveyModel

/// Issues that have one cause: a whole column in another unit, a block that was shifted by one.
///
/// Issues of one rule in one return, table, field and sheet are told together where there are several, and columns of such issues over the
/// same rows are one block. Nothing is left out: the page has each of them a click away.
struct IssueCauses {
    /// So many alike are told together; fewer are read as fast one by one.
    static let least = 4

    /// For each issue the number of its cause, from 0 in order of first use; -1 for an issue that stands by itself.
    let numbers: [Int]
    /// How many causes there are.
    let count: Int

    private struct Kind: Hashable {
        let returnID: String
        let rule: String
        let table: String
        let sheet: String
    }

    private struct Column {
        let members: [Int]
        let rows: ClosedRange<Int>
        let first: Int

        init(_ members: [(issue: Int, address: CellAddress)]) {
            self.members = members.map(\.issue)
            let rows = members.map(\.address.row)
            self.rows = (rows.min() ?? 0)...(rows.max() ?? 0)
            first = members.map(\.address.column).min() ?? 0
        }

        /// Whether most of the rows of the shorter one are rows of the other too.
        func isBeside(_ other: Column) -> Bool {
            let shared = min(rows.upperBound, other.rows.upperBound) - max(rows.lowerBound, other.rows.lowerBound) + 1
            return shared * 4 >= min(rows.count, other.rows.count) * 3
        }
    }

    init(_ issues: [Issue]) {
        var fields: [Kind: [String: [(issue: Int, address: CellAddress)]]] = [:]
        for number in issues.indices {
            guard !issues[number].returnID.isEmpty, let cell = issues[number].finding.cell,
                let address = CellAddress(cell)
            else { continue }
            let finding = issues[number].finding
            let kind = Kind(
                returnID: issues[number].returnID, rule: finding.rule, table: finding.table ?? "",
                sheet: finding.sheet ?? "")
            let field = finding.field ?? Origin.columnLetters(address.column)
            fields[kind, default: [:]][field, default: []].append((number, address))
        }
        var found: [[Int]] = []
        for columns in fields.values {
            let many = columns.filter { $0.value.count >= Self.least }.map { (name: $0.key, column: Column($0.value)) }
                .sorted { ($0.column.first, $0.name) < ($1.column.first, $1.name) }.map(\.column)
            var block: [Column] = []
            for column in many {
                if let last = block.last, !column.isBeside(last) {
                    found.append(block.flatMap(\.members))
                    block = []
                }
                block.append(column)
            }
            if !block.isEmpty { found.append(block.flatMap(\.members)) }
        }
        var numbers = [Int](repeating: -1, count: issues.count)
        let ordered = found.map { $0.sorted() }.sorted { ($0.first ?? 0) < ($1.first ?? 0) }
        for (number, members) in ordered.enumerated() {
            for member in members { numbers[member] = number }
        }
        self.numbers = numbers
        count = ordered.count
    }
}
