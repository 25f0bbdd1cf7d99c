/// The rows of one worksheet part, in batches of what one piece of the part completes.
///
/// This is the door behind which another scanner for worksheets can stand: it has to give the same rows and notes.
final class WorksheetStream {
    private let handler: WorksheetHandler
    private let stream: PartStream

    init(
        _ entry: ZipEntry, of package: OOXMLPackage, sheet: String, decoder: CellDecoder
    ) throws(SpreadsheetError) {
        handler = WorksheetHandler(sheet: sheet, limits: package.limits, decoder: decoder)
        stream = try PartStream(entry, of: package, handler: handler)
    }

    /// The rows of the last piece.
    var rows: [Row] { handler.rows }
    /// The notes of the last piece.
    var notes: [ReaderNote] { handler.notes }

    /// Reads the next piece; `false` once the end of the part is verified.
    func advance() throws(SpreadsheetError) -> Bool {
        handler.clearBatch()
        return try stream.advance()
    }
}

extension OOXMLWorkbook {
    /// Passes the rows of a sheet to the body in the file's order, and what was odd about them to `onNote`.
    func forEachRow(
        in sheet: SheetInfo, onNote: (ReaderNote) throws -> Void, _ body: (borrowing Row) throws -> RowControl
    ) throws {
        let decoder = try decoder()
        let entry = try entry(of: sheet)
        let open = { () throws(SpreadsheetError) in
            try WorksheetStream(entry, of: self.package, sheet: sheet.name, decoder: decoder)
        }
        let stream = try open()
        var seen = SeenRows()
        var repeated: RepeatedRows?
        var ordinal = 0
        var saidOutOfOrder = false
        while try stream.advance() {
            for note in stream.notes { try onNote(note) }
            for row in stream.rows {
                defer { ordinal += 1 }
                if row.number <= seen.highest, !saidOutOfOrder {
                    saidOutOfOrder = true
                    try onNote(
                        ReaderNote(
                            .rowsOutOfOrder,
                            "Row \(row.number) comes after row \(seen.highest); rows were read in the "
                                + "order of the file.", sheet: sheet.name))
                }
                if seen.insert(row.number) {
                    if try body(row) == .stop { return }
                    continue
                }
                let known = try repeated ?? RepeatedRows(open, sheet: sheet.name, limits: package.limits)
                repeated = known
                var rest = row
                rest.cells.removeAll { cell in
                    let address = CellAddress(row: row.number, column: cell.column)
                    return known.firstOccurrence[address].map { $0 != ordinal } ?? false
                }
                if !rest.cells.isEmpty || !rest.uncalculatedColumns.isEmpty, try body(rest) == .stop { return }
            }
        }
    }
}
