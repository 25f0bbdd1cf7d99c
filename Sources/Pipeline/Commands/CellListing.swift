import Spreadsheets
import SurveyModel

/// Every cell of a workbook or CSV file as the reader sees it, for people and for programs.
public struct CellListing: Sendable {
    /// How cells are written.
    public enum Format: String, Sendable, CaseIterable {
        /// One JSON object a line, as docs/formats.md fixes it.
        case ndjson
        /// A readable table.
        case table
    }

    private let workbook: Workbook
    private let sheets: [SheetInfo]

    /// A listing of a file's cells.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - sheet: the name of the only sheet wanted.
    ///   - survey: the survey by whose limits and CSV dialect it is read; without one, by the reader's own.
    /// - Throws: `SpreadsheetError` where the file cannot be read, ``PipelineError`` of code `noInput` where there is no sheet of that name.
    public init(path: String, sheet: String?, survey: Survey? = nil) throws {
        workbook = try SurveyReading.open(path: path, of: survey)
        sheets = workbook.sheets.filter { sheet == nil || $0.name == sheet }
        if let sheet, sheets.isEmpty {
            throw PipelineError(
                .noInput,
                "There is no sheet “\(sheet)”. The sheets: \(workbook.sheets.map(\.name).joined(separator: ", ")).")
        }
    }

    /// Writes the cells, in pieces of some hundred KiB.
    ///
    /// The number of a sheet's cells stands before them, so a large sheet is read twice in the NDJSON form; memory does not grow with the rows.
    ///
    /// - Throws: the first `SpreadsheetError`, once all sheets that can be read are written, or what `output` throws.
    public func write(_ format: Format, to output: ([UInt8]) throws -> Void) throws {
        var unreadable: SpreadsheetError?
        for sheet in sheets {
            do {
                switch format {
                case .ndjson: try writeNDJSON(sheet, output)
                case .table: try writeTable(sheet, output)
                }
            } catch let error as SpreadsheetError {
                // A sheet that cannot be read does not take the others with it.
                unreadable = unreadable ?? error
            }
        }
        if let unreadable { throw unreadable }
    }

    /// Goes through a sheet's rows. What is made of them counts against the limits of time: a small file may have a line for each of billions of cells.
    private func forEachRow(
        in sheet: SheetInfo, bodyTime: BodyTime = .counted, _ body: (borrowing Row) throws -> RowControl
    ) throws {
        try workbook.forEachRow(in: sheet, bodyTime: bodyTime, onNote: { _ in }, body)
    }

    /// The cells of a sheet that is not larger wait for their number; larger sheets are read again.
    private static let waiting = 1 << 20

    private func writeNDJSON(_ sheet: SheetInfo, _ output: ([UInt8]) throws -> Void) throws {
        var lines = CellLines(sheet: sheet.name)
        var count = 0
        var lastRow = 0
        var isOrdered = true
        var isWaiting = true
        try forEachRow(in: sheet) { row in
            count += row.cellCount
            isOrdered = isOrdered && row.number > lastRow
            lastRow = row.number
            if isWaiting {
                lines.append(row)
                isWaiting = lines.bytes.count < Self.waiting
                if !isWaiting { lines.clear() }
            }
            return .next
        }
        let name = JSONText.quoted(sheet.name)
        try output(Array("{\"sheet\":\(name),\"state\":\"\(sheet.state.rawValue)\",\"cells\":\(count)}\n".utf8))
        if !isOrdered { return try writeOrdered(sheet, output) }
        if !isWaiting {
            try forEachRow(in: sheet) { row in
                lines.append(row)
                if lines.bytes.count >= 1 << 18 {
                    try output(lines.bytes)
                    lines.clear()
                }
                return .next
            }
        }
        try output(lines.bytes)
    }

    /// How many bytes of lines and their places are sorted in memory.
    private static let sortable = 48 << 20

    /// The lines of a sheet that has its rows out of order, which no program writes: kept in memory to be sorted.
    private func writeOrdered(_ sheet: SheetInfo, _ output: ([UInt8]) throws -> Void) throws {
        var lines = CellLines(sheet: sheet.name)
        var places: [(cell: CellAddress, line: Range<Int>)] = []
        try forEachRow(in: sheet) { row in
            var start = lines.bytes.count
            lines.append(row) { column, end in
                places.append((CellAddress(row: row.number, column: column), start..<end))
                start = end
            }
            let size = lines.bytes.count + places.count * MemoryLayout<(CellAddress, Range<Int>)>.stride
            guard size <= Self.sortable else {
                throw SpreadsheetError(
                    .limit, "The rows are out of order, and more than can be sorted in memory.", sheet: sheet.name,
                    advice: "Save the file anew in a spreadsheet program, which puts them in order.")
            }
            return .next
        }
        places.sort { $0.cell < $1.cell }
        var piece: [UInt8] = []
        for place in places {
            piece += lines.bytes[place.line]
            if piece.count >= 1 << 18 {
                try output(piece)
                piece.removeAll(keepingCapacity: true)
            }
        }
        try output(piece)
    }

    /// What stands between an address and its value.
    private static let blanks = String(repeating: " ", count: 8)

    private func writeTable(_ sheet: SheetInfo, _ output: ([UInt8]) throws -> Void) throws {
        var text = "\(sheet.name.onOneLine)\(sheet.state == .visible ? "" : " (\(sheet.state.rawValue))")\n"
        // Lines for people cost more than reading does, and an honest large file may have many of them.
        try forEachRow(in: sheet, bodyTime: .tenth) { row in
            for cell in row.cells {
                let address = CellAddress(row: row.number, column: cell.column).description
                text += "  "
                text += address
                text.append(contentsOf: Self.blanks.prefix(max(1, 8 - address.utf8.count)))
                text += Self.shown(cell.value).onOneLine
                text += "\n"
            }
            if text.utf8.count >= 1 << 16 {
                try output(Array(text.utf8))
                text.removeAll(keepingCapacity: true)
            }
            return .next
        }
        try output(Array(text.utf8))
    }

    static func shown(_ value: CellValue) -> String {
        switch value {
        case .text(let text): text
        case .number(let number): Value.shortest(number)
        case .boolean(let boolean): boolean ? "TRUE" : "FALSE"
        case .date(let date): date.iso8601
        case .error(let error): error
        }
    }
}

extension String {
    /// The text on one line, without characters that would move a terminal's cursor or hide what stands there.
    public var onOneLine: String {
        // Nearly all texts: printable ASCII moves no cursor.
        if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return self }
        return String(
            String.UnicodeScalarView(
                unicodeScalars.map { scalar in
                    switch scalar.properties.generalCategory {
                    case .control, .format, .lineSeparator, .paragraphSeparator: " "
                    default: scalar
                    }
                }))
    }
}
