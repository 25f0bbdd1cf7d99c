/// A workbook or CSV file, opened for reading.
///
/// ```swift
/// let workbook = try Workbook.open(path: "return.xlsx")
/// for sheet in workbook.sheets where sheet.state == .visible {
///     try workbook.forEachRow(in: sheet) { row in
///         for cell in row.cells { print(sheet.name, row.number, cell.column, cell.value) }
///         return .next
///     }
/// }
/// ```
///
/// Opening reads the lists of parts and sheets only. A workbook is a value that several threads can read at once; it keeps
/// its file open as long as it lives.
public struct Workbook: Sendable {
    private enum Source: Sendable {
        case ooxml(OOXMLWorkbook)
        case csv(RandomAccessFile, CSVDetection, ReadBudget)
    }

    /// What the file is.
    public let format: WorkbookFormat
    /// The worksheets in the workbook's order. Sheets without cells (chart, dialog and macro sheets) are in ``notes``.
    public let sheets: [SheetInfo]
    /// What was odd about the file as a whole, and how it was read.
    public let notes: [ReaderNote]
    /// The names for ranges and formulas.
    public let definedNames: [DefinedName]
    /// Whether dates count from 1904; they are converted in any case.
    public let usesDate1904: Bool
    /// What the file says about its making.
    public let properties: DocumentProperties
    private let source: Source
    private let limits: ReaderLimits
    private let mode: ReadingMode
    private let fileName: String

    /// Opens a workbook or CSV file; recognises the format by the content, not by the name.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - name: The name under which it was sent, where it is stored under another: a CSV file's sheet and messages carry it.
    ///   - limits: What the file may cost.
    ///   - csv: The dialect of a CSV file, where it is known; otherwise it is found out.
    /// - Throws: ``SpreadsheetError`` that names what is wrong with the file and what to do.
    public static func open(
        path: String, name: String? = nil, limits: ReaderLimits = .default, csv: CSVDialect? = nil
    ) throws(SpreadsheetError) -> Workbook {
        try open(path: path, name: name, limits: limits, csv: csv.map { CSVDialectHint($0) } ?? CSVDialectHint())
    }

    /// Opens a workbook or CSV file of whose dialect something is known.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - name: The name under which it was sent, where it is stored under another.
    ///   - limits: What the file may cost.
    ///   - csv: What is known of a CSV file's dialect; the rest is found out.
    /// - Throws: ``SpreadsheetError`` that names what is wrong with the file and what to do.
    public static func open(
        path: String, name: String? = nil, limits: ReaderLimits = .default, csv: CSVDialectHint
    ) throws(SpreadsheetError) -> Workbook {
        try open(path: path, name: name, limits: limits, csv: csv, mode: ReadingMode())
    }

    /// Opens a file to be read in a certain mode; for tests and fuzzers.
    ///
    /// - Throws: ``SpreadsheetError``, as ``open(path:name:limits:csv:)``.
    package static func open(
        path: String, name: String? = nil, limits: ReaderLimits = .default, csv: CSVDialectHint = CSVDialectHint(),
        mode: ReadingMode
    ) throws(SpreadsheetError) -> Workbook {
        let name = name ?? path.split(separator: "/").last.map(String.init) ?? path
        do {
            return try Workbook(file: RandomAccessFile(path: path, name: name), limits: limits, csv: csv, mode: mode)
        } catch {
            throw error.located(file: name)
        }
    }

    private init(
        file: RandomAccessFile, limits: ReaderLimits, csv: CSVDialectHint, mode: ReadingMode
    ) throws(SpreadsheetError) {
        guard file.size <= limits.fileBytes else {
            throw ReaderLimits.reached(\.fileBytes, of: limits, name: "fileBytes", what: "The size of the file")
        }
        self.limits = limits
        self.mode = mode
        fileName = file.name
        switch try FileRecognition.kind(of: file) {
        case .package:
            let package = try OOXMLPackage(file: file, limits: limits, mode: mode)
            let index = try PackageRecognition.requireWorkbook(package)
            let workbook = try OOXMLWorkbook(package: package, index: index)
            let (properties, propertyNotes) = workbook.documentProperties(index.relationships)
            format = .xlsx(macroEnabled: workbook.isMacroEnabled, strict: workbook.isStrict)
            sheets = workbook.sheets
            notes = workbook.notes + propertyNotes
            definedNames = workbook.names
            usesDate1904 = workbook.uses1904
            self.properties = properties
            source = .ooxml(workbook)
        case .text:
            let (detection, found) = try CSVDetector.detect(file, given: csv, limits: limits)
            format = .csv(detection)
            sheets = [SheetInfo(name: Self.stem(of: file.name), index: 0, state: .visible)]
            notes = found
            definedNames = []
            usesDate1904 = false
            properties = DocumentProperties()
            source = .csv(file, detection, ReadBudget(limits: limits, fileBytes: file.size))
        }
    }

    /// Streams the rows of a sheet in the order of the file; memory does not grow with the rows.
    ///
    /// Rows without a value are left out. Rows that come before an error are passed on before it is thrown: only when the
    /// call returns are they known to be all, and the part's checksum to be right.
    ///
    /// - Parameters:
    ///   - sheet: One of ``sheets``.
    ///   - body: Takes each row. The row is lent for the call: copy what you keep.
    /// - Throws: ``SpreadsheetError``, or what the body throws.
    public func forEachRow(in sheet: SheetInfo, _ body: (borrowing Row) throws -> RowControl) throws {
        try forEachRow(in: sheet, onNote: { _ in }, body)
    }

    /// Streams the rows of a sheet, and what is odd about its cells: formulas without result, unreadable values.
    ///
    /// - Parameters:
    ///   - sheet: One of ``sheets``.
    ///   - onNote: Takes each note, near the row that it is about but not in a fixed order with it.
    ///   - body: Takes each row. The row is lent for the call: copy what you keep.
    /// - Throws: ``SpreadsheetError``, or what the closures throw.
    public func forEachRow(
        in sheet: SheetInfo, onNote: (ReaderNote) throws -> Void, _ body: (borrowing Row) throws -> RowControl
    ) throws {
        do {
            try require(sheet)
            switch source {
            case .ooxml(let workbook): try workbook.forEachRow(in: sheet, onNote: onNote, body)
            case .csv(let file, let detection, let budget):
                let stream = CSVStream(
                    file: file, detection: detection, sheet: sheet.name, limits: limits, budget: budget,
                    pieceBytes: mode.pieceBytes)
                while try stream.advance() {
                    for note in stream.notes { try onNote(note) }
                    for index in 0..<stream.rowCount {
                        if let row = stream.row(index), try body(row) == .stop { return }
                    }
                }
            }
        } catch let error as SpreadsheetError {
            throw error.located(file: fileName, sheet: sheet.name)
        }
    }

    /// What a sheet has beside its cells: merged ranges, validations, comments, links, tables, hidden rows and columns.
    ///
    /// - Parameter sheet: One of ``sheets``.
    /// - Throws: ``SpreadsheetError`` where the sheet's part cannot be read to its end.
    public func details(of sheet: SheetInfo) throws(SpreadsheetError) -> SheetDetails {
        do {
            try require(sheet)
            switch source {
            case .ooxml(let workbook): return try workbook.details(of: sheet)
            case .csv: return SheetDetails()
            }
        } catch {
            throw error.located(file: fileName, sheet: sheet.name)
        }
    }

    private func require(_ sheet: SheetInfo) throws(SpreadsheetError) {
        guard sheets.indices.contains(sheet.index), sheets[sheet.index] == sheet else {
            throw SpreadsheetError(.noSuchSheet, "The workbook has no sheet \"\(sheet.name)\".")
        }
    }

    private static func stem(of name: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
        return String(name[..<dot])
    }
}
