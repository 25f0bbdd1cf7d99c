/// The rows of one worksheet part, in batches of what one piece of the part completes.
final class WorksheetStream {
    private let handler: WorksheetHandler
    private let stream: ScannedPartStream

    init(
        _ entry: ZipEntry, of package: OOXMLPackage, sheet: String, meanings: CellMeanings
    ) throws(SpreadsheetError) {
        handler = WorksheetHandler(WorksheetRows(sheet: sheet, limits: package.limits, meanings: meanings))
        stream = try ScannedPartStream(entry, of: package, handler: handler)
    }

    /// The rows that the last piece completed.
    var rows: [StoredRow] { handler.rows.batch.rows }
    /// The notes of the last piece.
    var notes: [ReaderNote] { handler.rows.notes }

    /// A row of the last piece. It is to be let go of before the next piece is read, which otherwise goes to new memory.
    func row(_ index: Int) -> Row { handler.rows.batch.row(index, handler.rows.meanings) }

    /// What the file may cost: work on the rows beside reading them counts as well.
    var budget: ReadBudget { stream.budget }

    /// Reads the next piece; `false` once the end of the part is verified.
    func advance() throws(SpreadsheetError) -> Bool {
        handler.rows.clearBatch()
        return try stream.advance()
    }
}

extension OOXMLWorkbook {
    /// Passes the rows of a sheet to the body in the file's order, and what was odd about them to `onNote`. The time of the body counts as the reader's
    /// where that is wanted.
    func forEachRow(
        in sheet: SheetInfo, bodyTime: BodyTime, onNote: (ReaderNote) throws -> Void,
        _ body: (borrowing Row) throws -> RowControl
    ) throws {
        let meanings = try meanings()
        let entry = try entry(of: sheet)
        let open = { () throws(SpreadsheetError) in
            try WorksheetStream(entry, of: self.package, sheet: sheet.name, meanings: meanings)
        }
        let stream = try open()
        var order = RowOrder(sheet: sheet.name)
        var repeated: RepeatedRows?
        var ordinal = 0
        while true {
            // The last piece may complete rows too: a part can end without a line end.
            let goesOn = try stream.advance()
            for note in stream.notes { try onNote(note) }
            let rows = stream.rows
            guard !rows.isEmpty else {
                if goesOn { continue } else { return }
            }
            var row = stream.row(0)
            let stretch = bodyTime == .free ? nil : stream.budget.begin()
            for stored in rows {
                defer { ordinal += 1 }
                row.turn(to: stored)
                let isNew = order.take(row.number)
                if let note = order.note { try onNote(note) }
                if isNew {
                    if try body(row) == .stop { return }
                    continue
                }
                let known = try repeated ?? RepeatedRows(open, sheet: sheet.name, limits: package.limits)
                repeated = known
                let rest = row.keeping { known.isFirst(row: row.number, column: Int($0.column), ordinal: ordinal) }
                if !rest.isEmpty, try body(rest) == .stop { return }
            }
            if let stretch { try stream.budget.end(stretch, counting: bodyTime) }
            if !goesOn { return }
        }
    }
}
