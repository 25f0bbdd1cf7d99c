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

    /// Writes the cells, in pieces of about 64 KiB.
    ///
    /// The number of a sheet's cells stands before them, so each sheet is read twice in the NDJSON form; memory does not grow with the rows.
    public func write(_ format: Format, to output: ([UInt8]) throws -> Void) throws {
        var text = OutputBuffer()
        for sheet in sheets {
            switch format {
            case .ndjson: try writeNDJSON(sheet, &text, output)
            case .table: try writeTable(sheet, &text, output)
            }
        }
        try output(text.take())
    }

    private func writeNDJSON(_ sheet: SheetInfo, _ text: inout OutputBuffer, _ output: ([UInt8]) throws -> Void) throws
    {
        var count = 0
        var lastRow = 0
        var isOrdered = true
        try workbook.forEachRow(in: sheet) { row in
            count += row.cells.count
            isOrdered = isOrdered && row.number > lastRow
            lastRow = row.number
            return .next
        }
        let name = JSONText.quoted(sheet.name)
        text.append("{\"sheet\":\(name),\"state\":\"\(sheet.state.rawValue)\",\"cells\":\(count)}\n")
        let head = "{\"s\":\(name),\"r\":"
        func append(_ row: Int, _ cells: [Cell]) throws {
            let place = "\(head)\(row),\"c\":"
            for cell in cells { text.append("\(place)\(cell.column),\"t\":\(Self.typed(cell.value))}\n") }
            if text.isLarge { try output(text.take()) }
        }
        guard isOrdered else {
            for (row, cells) in try orderedRows(sheet) { try append(row, cells) }
            return
        }
        try workbook.forEachRow(in: sheet) { row in
            try append(row.number, row.cells)
            return .next
        }
    }

    /// The rows of a sheet that has them out of order, which no program writes: kept in memory to be sorted.
    private func orderedRows(_ sheet: SheetInfo) throws -> [(row: Int, cells: [Cell])] {
        var rows: [Int: [Cell]] = [:]
        try workbook.forEachRow(in: sheet) { row in
            rows[row.number, default: []] += row.cells
            return .next
        }
        return rows.sorted { $0.key < $1.key }.map { ($0.key, $0.value.sorted { $0.column < $1.column }) }
    }

    private func writeTable(_ sheet: SheetInfo, _ text: inout OutputBuffer, _ output: ([UInt8]) throws -> Void) throws {
        text.append("\(sheet.name.onOneLine)\(sheet.state == .visible ? "" : " (\(sheet.state.rawValue))")\n")
        try workbook.forEachRow(in: sheet) { row in
            for cell in row.cells {
                let address = CellAddress(row: row.number, column: cell.column).description
                text.append(
                    "  \(address)\(String(repeating: " ", count: max(1, 8 - address.count)))\(Self.shown(cell.value).onOneLine)\n"
                )
            }
            if text.isLarge { try output(text.take()) }
            return .next
        }
    }

    private static func typed(_ value: CellValue) -> String {
        switch value {
        case .text(let text): "\"s\",\"v\":\(JSONText.quoted(text))"
        case .number(let number): "\"n\",\"v\":\(Value.shortest(number))"
        case .boolean(let boolean): "\"b\",\"v\":\(boolean)"
        case .date(let date): "\"d\",\"v\":\"\(date.iso8601)\""
        case .error(let error): "\"e\",\"v\":\(JSONText.quoted(error))"
        }
    }

    private static func shown(_ value: CellValue) -> String {
        switch value {
        case .text(let text): text
        case .number(let number): Value.shortest(number)
        case .boolean(let boolean): boolean ? "TRUE" : "FALSE"
        case .date(let date): date.iso8601
        case .error(let error): error
        }
    }
}

/// Text on its way out.
private struct OutputBuffer {
    private var bytes: [UInt8] = []

    var isLarge: Bool { bytes.count >= 1 << 16 }

    mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }
}

extension String {
    /// The text on one line, without characters that would move a terminal's cursor or hide what stands there.
    public var onOneLine: String {
        String(
            String.UnicodeScalarView(
                unicodeScalars.map { scalar in
                    switch scalar.properties.generalCategory {
                    case .control, .format, .lineSeparator, .paragraphSeparator: " "
                    default: scalar
                    }
                }))
    }
}
