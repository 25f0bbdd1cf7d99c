import Spreadsheets

/// A workbook made of the values of a return alone: of a text file, or of a workbook that cannot be marked itself.
struct PlainCopy {
    /// The formats of values, each with its number in the styles.
    private enum Format: Int, CaseIterable {
        case general, date, dateTime, time, percent, duration, text

        /// The number of Excel's own format (ECMA-376 Part 1, 18.8.30).
        var code: Int {
            switch self {
            case .general: 0
            case .date: 14
            case .dateTime: 22
            case .time: 21
            case .percent: 10
            case .duration: 46
            case .text: 49
            }
        }
    }

    private static let minutes = 1_440.0

    let workbook: Workbook
    /// The indexes of sheets that have no place in it, such as those that earlier copies have put in.
    let leftOut: Set<Int>

    /// The workbook's bytes.
    ///
    /// - Parameter cut: gets the cells of which the texts do not fit in whole, such as `Notes!B4`.
    /// - Throws: ``AnnotationError`` where there are more rows than a workbook has.
    func bytes(cut: inout [String]) throws -> [UInt8] {
        var writer = WorkbookWriter()
        // A workbook in which every sheet is hidden does not open.
        let sheets = workbook.sheets.filter { !leftOut.contains($0.index) }
        let hasVisible = sheets.contains { $0.state == .visible }
        for sheet in sheets {
            let content = try content(of: sheet, &cut)
            try writer.add(sheet.name, isHidden: hasVisible && sheet.state != .visible, content)
        }
        return try writer.finish(styles: Self.styles)
    }

    private func content(of sheet: SheetInfo, _ cut: inout [String]) throws -> DeflatedContent {
        var output = try SheetWriter(namespace: WorkbookWriter.namespace, head: "")
        var rows: [(number: Int, cells: [Cell])] = []
        var last = 0
        var isOrdered = true
        try workbook.forEachRow(in: sheet) { row in
            guard row.number <= CellAddress.lastRow else {
                throw AnnotationError.unsupported("it has more rows than a workbook can have")
            }
            if row.number <= last { isOrdered = false }
            last = row.number
            let cells = Array(row.cells)
            for cell in cells where Self.isTooLong(cell) {
                cut.append("\(sheet.name)!\(CellAddress(row: last, column: cell.column))")
            }
            rows.append((last, cells))
            guard isOrdered, rows.count >= 1_000 else { return .next }
            try Self.write(rows, to: &output)
            rows.removeAll(keepingCapacity: true)
            return .next
        }
        guard isOrdered || output.row == 0 else {
            throw AnnotationError.unsupported("its rows are not in order")
        }
        try Self.write(isOrdered ? rows : Self.ordered(rows), to: &output)
        return try output.finish(tail: "")
    }

    private static func isTooLong(_ cell: Cell) -> Bool {
        guard case .text(let text) = cell.value, text.utf8.count > SheetWriter.mostCharacters else { return false }
        return text.utf16.count > SheetWriter.mostCharacters
    }

    /// The rows in order, those of one number as one: the reader has seen to it that they do not contradict each other.
    private static func ordered(_ rows: [(number: Int, cells: [Cell])]) -> [(number: Int, cells: [Cell])] {
        let byNumber = Dictionary(grouping: rows, by: \.number).sorted { $0.key < $1.key }
        return byNumber.map { number, rows in
            let cells = Dictionary(rows.flatMap(\.cells).map { ($0.column, $0) }) { first, _ in first }
            return (number, cells.values.sorted { $0.column < $1.column })
        }
    }

    private static func write(_ rows: [(number: Int, cells: [Cell])], to output: inout SheetWriter) throws {
        for row in rows {
            output.beginRow(row.number)
            for cell in row.cells where cell.column <= CellAddress.lastColumn {
                let (content, format) = content(of: cell)
                output.add(content, column: cell.column, style: format.rawValue)
            }
            try output.endRow()
        }
    }

    private static func content(of cell: Cell) -> (SheetWriter.Content, Format) {
        switch cell.value {
        case .text(let text): (.text(text), isPadded(text) ? .text : .general)
        case .number(let number):
            // Its zeros in front are a part of what it says, and no format of Excel's own has them.
            cell.zeroPadded.map { (.text($0), .text) } ?? (.number(number), format(ofNumber: cell.format))
        case .boolean(let boolean): (.boolean(boolean), .general)
        case .error(let error): (.error(error), .general)
        case .date(let date): content(of: date)
        }
    }

    /// Whether a text is a number with zeros in front, such as a code: in a cell of another format what is typed over it would lose them.
    private static func isPadded(_ text: String) -> Bool {
        text.utf8.count > 1 && text.utf8.first == UInt8(ascii: "0")
            && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// The format that keeps what a number says: returned once more, it is to be read as it was.
    private static func format(ofNumber format: NumberFormatKind) -> Format {
        switch format {
        case .percent: .percent
        case .duration: .duration
        case .general, .number, .zeroPadded, .scientific, .fraction, .date, .time, .dateTime, .text: .general
        }
    }

    private static func content(of date: DateTime) -> (SheetWriter.Content, Format) {
        let time = date.time.map { time in
            (Double(time.hour) * 60 + Double(time.minute)) / minutes
                + (Double(time.second) + Double(time.nanosecond) / 1e9) / 86_400
        }
        guard let day = date.date else { return (.number(time ?? 0), .time) }
        // Before 1 March 1900 Excel counts a day that was none; nobody answers so, and the text says it without doubt.
        guard day.year > 1900 else { return (.text(date.iso8601), .general) }
        return (.number(Double(serial(day)) + (time ?? 0)), time == nil ? .date : .dateTime)
    }

    /// Days since 30 December 1899.
    private static func serial(_ day: DateTime.DatePart) -> Int {
        // Years begin in March here, so that the day that is added stands at the end.
        let year = day.month > 2 ? day.year : day.year - 1
        let month = day.month > 2 ? day.month - 3 : day.month + 9
        let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day.day
        return days - 693_900
    }

    private static var styles: [UInt8] {
        let formats = Format.allCases.map { format in
            "<xf numFmtId=\"\(format.code)\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
        }
        let xml =
            "<styleSheet xmlns=\"\(WorkbookWriter.namespace)\"><fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
            + "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>"
            + "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
            + "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
            + "<cellXfs count=\"\(formats.count)\">\(formats.joined())</cellXfs></styleSheet>"
        return Array((PackageEditor.declaration + xml).utf8)
    }
}
