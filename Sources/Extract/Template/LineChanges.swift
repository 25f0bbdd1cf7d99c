import Spreadsheets

/// Rows or columns of a sheet.
enum Axis {
    case rows
    case columns

    /// The line of a cell.
    func line(of place: CellAddress) -> Int {
        switch self {
        case .rows: place.row
        case .columns: place.column
        }
    }

    /// A line as people call it: `7`, `G`.
    func name(of line: Int) -> String {
        switch self {
        case .rows: String(line)
        case .columns: CellAddress.letters(ofColumn: line)
        }
    }

    /// The first cell of a line.
    func cell(of line: Int) -> CellAddress {
        switch self {
        case .rows: CellAddress(row: max(1, line), column: 1)
        case .columns: CellAddress(row: 1, column: max(1, line))
        }
    }
}

/// What happened to the template's rows or columns in a sheet of a return.
struct LineChanges {
    /// Lines that the template does not have.
    struct Insertion {
        let count: Int
        /// The lines among which they are: all of them where there are as many.
        let lines: Range<Int>
    }

    /// Lines of the template that are gone.
    struct Deletion {
        let count: Int
        /// The line of the sheet behind which they stood.
        let after: Int
        /// What was printed in them.
        let texts: [String]
    }

    let axis: Axis
    private(set) var inserted: [Insertion] = []
    private(set) var deleted: [Deletion] = []
    /// Lines that stand elsewhere, by the template's line.
    private(set) var moved: [Int: Int] = [:]
    /// Printed cells whose line is neither found nor known to be gone.
    private(set) var lost: [CellAddress] = []
    /// The template's lines that are gone.
    private var gone: Set<Int> = []
    private let alignment: LineAlignment

    init(_ axis: Axis, of sheet: SheetAlignment) {
        self.axis = axis
        alignment = axis == .rows ? sheet.rows : sheet.columns
        let printed = sheet.template.telling(axis)
        let matched = Set(alignment.pairs.map(\.template))
        let unmatched = printed.keys.filter { !matched.contains($0) }.sorted()
        findMoved(unmatched, printed, sheet)
        for gap in alignment.gaps { compare(gap, unmatched, printed, sheet) }
        findGoneAtEnd(unmatched, printed, sheet)
    }

    /// The sheet's line that a line of the template is, wherever it stands.
    func ownLine(of template: Int) -> Int? {
        gone.contains(template) ? nil : moved[template] ?? alignment.ownLine(of: template)
    }

    /// A line none of whose texts is in its place, but most of which stand together in another line that is nothing else.
    private mutating func findMoved(
        _ unmatched: [Int], _ printed: [Int: [TemplateSheet.Printed]], _ sheet: SheetAlignment
    ) {
        var taken = Set(alignment.pairs.map(\.own))
        for line in unmatched {
            let keys = Set((printed[line] ?? []).map(\.key))
            var votes: [Int: Int] = [:]
            for key in keys {
                for own in Set(sheet.found(key).map { axis.line(of: $0) }) where !taken.contains(own) {
                    votes[own, default: 0] += 1
                }
            }
            let best = votes.max { ($0.value, -$0.key) < ($1.value, -$1.key) }
            guard let best, best.value * 2 > keys.count, alignment.ownLine(of: line) != best.key else { continue }
            moved[line] = best.key
            taken.insert(best.key)
        }
    }

    private mutating func compare(
        _ gap: LineAlignment.Gap, _ unmatched: [Int], _ printed: [Int: [TemplateSheet.Printed]],
        _ sheet: SheetAlignment
    ) {
        let movedIn = moved.values.count { gap.own.contains($0) }
        let movedOut = moved.keys.count { gap.template.contains($0) }
        let more = gap.own.count - movedIn - gap.template.count + movedOut
        let lines = unmatched.filter { gap.template.contains($0) && moved[$0] == nil }
        if more > 0 { inserted.append(Insertion(count: more, lines: gap.own)) }
        if more < 0 {
            let texts = lines.compactMap { printed[$0]?.first }.map { sheet.template.text(at: $0.place) }
            deleted.append(Deletion(count: -more, after: gap.own.lowerBound - 1, texts: texts))
            gone.formUnion(lines)
        } else if gap.own.count != gap.template.count {
            lost += lines.compactMap { printed[$0]?.first?.place }
        }
    }

    /// Below the last line that is known again nothing tells how many lines there are: those are gone of whose texts nothing took the place.
    private mutating func findGoneAtEnd(
        _ unmatched: [Int], _ printed: [Int: [TemplateSheet.Printed]], _ sheet: SheetAlignment
    ) {
        let last = alignment.last
        let lines = unmatched.filter { line in
            line > last.template && moved[line] == nil
                && (printed[line] ?? []).allSatisfy { item in
                    let own = last.own + line - last.template
                    let place =
                        axis == .rows
                        ? sheet.columns.ownLine(of: item.place.column).map { CellAddress(row: own, column: $0) }
                        : sheet.rows.ownLine(of: item.place.row).map { CellAddress(row: $0, column: own) }
                    guard let place else { return true }
                    return !(sheet.grid.cell(place.row, place.column)?.isFilled ?? false)
                }
        }
        guard !lines.isEmpty else { return }
        let texts = lines.compactMap { printed[$0]?.first }.map { sheet.template.text(at: $0.place) }
        deleted.append(Deletion(count: lines.count, after: last.own, texts: texts))
        gone.formUnion(lines)
    }
}
