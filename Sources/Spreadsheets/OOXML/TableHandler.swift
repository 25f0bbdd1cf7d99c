/// Reads a table part (ECMA-376 Part 1, 18.5.1).
final class TableHandler: XMLContentHandler {
    private let allowance: ListAllowance
    private var name = ""
    private var range: CellRange?
    private var columns: [String] = []
    private var headerRows = 1
    private var totalsRows = 0

    init(allowance: ListAllowance) { self.allowance = allowance }

    /// The table; `nil` where the part has no readable range.
    var table: SheetTable? {
        range.map { range in
            // No more rows than the table has, whatever the part says: others reckon with these counts.
            let rows = max(0, range.last.row - range.first.row + 1)
            return SheetTable(
                name: name, range: range, columns: columns, headerRows: min(max(headerRows, 0), rows),
                totalsRows: min(max(totalsRows, 0), rows))
        }
    }

    func start(_ element: XMLElement) throws(SpreadsheetError) {
        if element.name.is("table", in: .spreadsheet) {
            name = element.string("displayName") ?? element.string("name") ?? ""
            range = element.string("ref").flatMap { CellRange($0) }
            headerRows = element.integer("headerRowCount") ?? 1
            totalsRows = element.integer("totalsRowCount") ?? 0
        } else if element.name.is("tableColumn", in: .spreadsheet), columns.count < CellAddress.lastColumn {
            let stored = element.string("name") ?? ""
            try allowance.takeEntry(texts: stored)
            columns.append(EscapedText.string(Array(stored.utf8)))
        }
    }

    func end(_ name: XMLElementName) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}
