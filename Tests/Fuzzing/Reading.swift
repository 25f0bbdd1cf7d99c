/// All that a caller can get of a file, read through the public door with the default limits.
struct Reading: Equatable {
    /// The ways to read worksheets and shared strings that must agree in rows, notes and errors.
    enum Scanner: CaseIterable {
        /// libxml2 reads everything.
        case reference
        /// The scanner reads what it knows.
        case scanner
        /// The same in pieces that cut rows and cells anywhere.
        case pieces

        var mode: ReadingMode {
            var mode = ReadingMode()
            mode.usesScanner = self != .reference
            if self == .pieces { mode.pieceBytes = 257 }
            return mode
        }
    }

    private(set) var rows: [[ReadRow]] = []
    /// In no order: notes on the order of rows come in between the others piece by piece.
    private(set) var notes: [Set<ReaderNote>] = []
    private(set) var details: [SheetDetails] = []
    private(set) var errors: [SpreadsheetError.Code] = []

    struct ReadRow: Equatable {
        let number: Int
        let isHidden: Bool
        let cells: [Cell]
        let uncalculatedColumns: [Int]
    }

    init(_ path: String, csv: CSVDialect? = nil, scanner: Scanner = .scanner) {
        do {
            let hint = csv.map { CSVDialectHint($0) } ?? CSVDialectHint()
            let workbook = try Workbook.open(path: path, csv: hint, mode: scanner.mode)
            for sheet in workbook.sheets { read(sheet, of: workbook) }
        } catch {
            record(error)
        }
    }

    /// Reads a workbook by each scanner; traps where two do not agree.
    static func byEveryScanner(_ path: String) {
        let expected = Reading(path, scanner: .reference)
        for scanner in Scanner.allCases where scanner != .reference {
            let found = Reading(path, scanner: scanner)
            precondition(found.agrees(with: expected), "\(scanner) reads \(found)\nbut libxml2 \(expected)")
        }
    }

    /// Whether two readings say the same. How much was read before an error is each reader's own affair.
    private func agrees(with other: Reading) -> Bool {
        errors == other.errors
            && (!errors.isEmpty || rows == other.rows && notes == other.notes && details == other.details)
    }

    private mutating func read(_ sheet: SheetInfo, of workbook: Workbook) {
        var rows: [ReadRow] = []
        var notes: [ReaderNote] = []
        do {
            try workbook.forEachRow(in: sheet, onNote: { notes.append($0) }) { row in
                rows.append(
                    ReadRow(
                        number: row.number, isHidden: row.isHidden, cells: Array(row.cells),
                        uncalculatedColumns: row.uncalculatedColumns))
                for cell in row.cells { precondition(cell.column >= 1, "a cell without a column") }
                return .next
            }
        } catch {
            record(error)
        }
        self.rows.append(rows)
        self.notes.append(Set(notes))
        do {
            details.append(try workbook.details(of: sheet))
        } catch {
            record(error)
        }
    }

    private mutating func record(_ error: any Error) {
        guard let refusal = error as? SpreadsheetError else {
            preconditionFailure("an error of another kind: \(error)")
        }
        precondition(!refusal.message.isEmpty && !refusal.advice.isEmpty, "an error without words")
        errors.append(refusal.code)
    }
}
