/// A workbook or CSV file, opened for reading.
///
/// ```swift
/// let workbook = try Workbook.open(path: CommandLine.arguments[1])
/// for sheet in workbook.sheets where sheet.state == .visible {
///     try workbook.forEachRow(in: sheet) { row in
///         for cell in row.cells {
///             let address = CellAddress(row: row.number, column: cell.column)
///             print("\(sheet.name)!\(address) \(cell.value)")
///         }
///         return .next
///     }
/// }
/// ```
///
/// Opening an XLSX file reads the lists of parts, sheets and names, and the document properties. A workbook is a value that
/// several threads can read at once; it keeps its file open as long as it lives. <doc:ReadingAWorkbook> tells more.
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
    /// The file, for who changes it.
    let file: RandomAccessFile
    /// The package, for who changes it; `nil` for a text file.
    var ooxml: OOXMLWorkbook? {
        if case .ooxml(let workbook) = source { workbook } else { nil }
    }
    private var fileName: String { file.name }

    /// Opens a workbook or CSV file; recognises the format by the content, not by the name.
    ///
    /// Of a text file, how it is written is found out; to be sure that it is UTF-8 all of it is read, unless its encoding is
    /// given or a byte order mark tells it.
    ///
    /// ```swift
    /// func whyNotRead(fileAt path: String) -> String? {
    ///     do {
    ///         let workbook = try Workbook.open(path: path)
    ///         for sheet in workbook.sheets { try workbook.forEachRow(in: sheet) { _ in .next } }
    ///         return nil
    ///     } catch let error as SpreadsheetError where error.code == .encrypted {
    ///         return "Ask for a copy without a password."
    ///     } catch {
    ///         return "\(error)"
    ///     }
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - name: The name under which it was sent, where it is stored under another: a CSV file's sheet and messages carry it.
    ///   - limits: What the file may cost.
    ///   - csv: The dialect of a CSV file, where it is known; otherwise it is found out.
    /// - Throws: ``SpreadsheetError`` that names what is wrong with the file and what to do. There is no such file
    ///   (`notFound`), or it cannot be read (`unreadable`); it is of another kind (`encrypted`, `legacyXLS`, `xlsb`, `ods`, `pdf`,
    ///   `html`, `lockFile`, `empty`, `notASpreadsheet`); it is damaged or has two readings (`truncated`, `corrupt`,
    ///   `duplicatePart`, `missingPart`, `forbiddenXML`); or it reaches one of the limits (`limit`).
    public static func open(
        path: String, name: String? = nil, limits: ReaderLimits = .default, csv: CSVDialect? = nil
    ) throws(SpreadsheetError) -> Workbook {
        try open(path: path, name: name, limits: limits, csv: csv.map { CSVDialectHint($0) } ?? CSVDialectHint())
    }

    /// Opens a workbook or CSV file of whose dialect something is known.
    ///
    /// ```swift
    /// func openExport(at path: String) throws -> Workbook {
    ///     try Workbook.open(path: path, csv: CSVDialectHint(delimiter: ";", encoding: .windows1252))
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - name: The name under which it was sent, where it is stored under another.
    ///   - limits: What the file may cost.
    ///   - csv: What is known of a CSV file's dialect; the rest is found out. An XLSX file is read whatever stands here.
    /// - Throws: ``SpreadsheetError`` that names what is wrong with the file and what to do: the same codes as without a hint.
    public static func open(
        path: String, name: String? = nil, limits: ReaderLimits = .default, csv: CSVDialectHint
    ) throws(SpreadsheetError) -> Workbook {
        try open(path: path, name: name, limits: limits, csv: csv, mode: ReadingMode())
    }

    /// Opens a workbook or CSV file that was opened before, such as by a process that may open files for one that may not.
    ///
    /// ```swift
    /// func openArchived(at path: String) throws -> Workbook {
    ///     let descriptor = try RegularFile.open(path: path, followsLinks: false)
    ///     return try Workbook.open(descriptor: descriptor, name: "return.xlsx", csv: CSVDialectHint())
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - descriptor: The file, open for reading. It is the workbook's from here on, which closes it, also when this throws.
    ///   - name: The name under which the file was sent.
    ///   - limits: What the file may cost.
    ///   - csv: What is known of a CSV file's dialect.
    /// - Throws: ``SpreadsheetError`` that names what is wrong with the file and what to do: the same codes as for a file opened by its path.
    public static func open(
        descriptor: Int32, name: String, limits: ReaderLimits = .default, csv: CSVDialectHint
    ) throws(SpreadsheetError) -> Workbook {
        do {
            return try Workbook(
                file: RandomAccessFile(descriptor: descriptor, name: name), limits: limits, csv: csv,
                mode: ReadingMode())
        } catch {
            throw error.located(file: name)
        }
    }

    /// Opens a workbook or CSV file whose bytes are in memory, for whoever has taken their hash: what is read is what was hashed, whatever has been put in
    /// the file's place since.
    ///
    /// - Parameters:
    ///   - bytes: The file's content.
    ///   - name: The file's name, without a folder.
    ///   - limits: What the file may cost.
    ///   - csv: What is known of a CSV file's dialect.
    /// - Throws: ``SpreadsheetError`` that names what is wrong with the content and what to do: the same codes as for a file opened by its path.
    package static func open(
        bytes: [UInt8], name: String, limits: ReaderLimits = .default, csv: CSVDialectHint = CSVDialectHint()
    ) throws(SpreadsheetError) -> Workbook {
        do {
            return try Workbook(
                file: RandomAccessFile(bytes: bytes, name: name), limits: limits, csv: csv, mode: ReadingMode())
        } catch {
            throw error.located(file: name)
        }
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
        self.file = file
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
            let budget = ReadBudget(limits: limits, fileBytes: file.size)
            let stretch = budget.begin()
            let (detection, found) = try CSVDetector.detect(file, given: csv, limits: limits)
            try budget.end(stretch)
            format = .csv(detection)
            sheets = [SheetInfo(name: Self.stem(of: file.name), index: 0, state: .visible)]
            notes = found
            definedNames = []
            usesDate1904 = false
            properties = DocumentProperties()
            source = .csv(file, detection, budget)
        }
    }

    /// Streams the rows of a sheet in the order of the file; memory does not grow with the rows.
    ///
    /// Rows without a value are left out. Rows that come before an error are passed on before it is thrown: only when the
    /// call returns are they known to be all, and the part's checksum to be right.
    ///
    /// ```swift
    /// func sum(ofColumn column: Int, in sheet: SheetInfo, of workbook: Workbook) throws -> Double {
    ///     var sum = 0.0
    ///     try workbook.forEachRow(in: sheet) { row in
    ///         for cell in row.cells where cell.column == column {
    ///             if case .number(let number) = cell.value { sum += number }
    ///         }
    ///         return .next
    ///     }
    ///     return sum
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - sheet: One of ``sheets``.
    ///   - body: Takes each row. The row is lent for the call: copy what you keep.
    /// - Throws: What the body throws, or ``SpreadsheetError``: the part is damaged (`corrupt`, `forbiddenXML`), is not in the
    ///   file (`missingPart`), has a cell with two values (`duplicateCell`) or reaches a limit (`limit`); the file became shorter
    ///   or cannot be read any more (`truncated`, `unreadable`); the sheet is another workbook's (`noSuchSheet`).
    public func forEachRow(in sheet: SheetInfo, _ body: (borrowing Row) throws -> RowControl) throws {
        try forEachRow(in: sheet, onNote: { _ in }, body)
    }

    /// Streams the rows of a sheet, and what is odd about its cells: formulas without result, unreadable values.
    ///
    /// - Parameters:
    ///   - sheet: One of ``sheets``.
    ///   - onNote: Takes each note, near the row that it is about but not in a fixed order with it.
    ///   - body: Takes each row. The row is lent for the call: copy what you keep.
    /// - Throws: ``SpreadsheetError``, as ``forEachRow(in:_:)``, or what the closures throw.
    public func forEachRow(
        in sheet: SheetInfo, onNote: (ReaderNote) throws -> Void, _ body: (borrowing Row) throws -> RowControl
    ) throws {
        try forEachRow(in: sheet, bodyTime: .free, onNote: onNote, body)
    }

    /// Streams the rows of a sheet to a body whose processor time may count as the reader's does, or a part of it: where the work on the rows is
    /// all that is done with them, as for printing them, a small file of many sheets must not make it endless.
    ///
    /// - Throws: ``SpreadsheetError``, as ``forEachRow(in:_:)``, or what the closures throw.
    package func forEachRow(
        in sheet: SheetInfo, bodyTime: BodyTime, onNote: (ReaderNote) throws -> Void,
        _ body: (borrowing Row) throws -> RowControl
    ) throws {
        do {
            try require(sheet)
            switch source {
            case .ooxml(let workbook):
                try workbook.forEachRow(in: sheet, bodyTime: bodyTime, onNote: onNote, body)
            case .csv(let file, let detection, let budget):
                let stream = CSVStream(
                    file: file, detection: detection, sheet: sheet.name, limits: limits, budget: budget,
                    pieceBytes: mode.pieceBytes)
                while try stream.advance() {
                    for note in stream.notes { try onNote(note) }
                    let stretch = bodyTime == .free ? nil : budget.begin()
                    guard try stream.forEachRow(body) else { return }
                    if let stretch { try budget.end(stretch, counting: bodyTime) }
                }
            }
        } catch let error as SpreadsheetError {
            throw error.located(file: fileName, sheet: sheet.name)
        }
    }

    /// What a sheet has beside its cells: merged ranges, validations, comments, links, tables, hidden rows and columns.
    ///
    /// One more pass over the sheet's part, and one over the parts of its comments and tables. A CSV file has no details.
    ///
    /// ```swift
    /// func choices(for address: CellAddress, in sheet: SheetInfo, of workbook: Workbook) throws -> [String] {
    ///     let details = try workbook.details(of: sheet)
    ///     for validation in details.validations where validation.ranges.contains(where: { $0.contains(address) }) {
    ///         if case .items(let items)? = validation.list { return items }
    ///     }
    ///     return []
    /// }
    /// ```
    ///
    /// - Parameter sheet: One of ``sheets``.
    /// - Throws: ``SpreadsheetError``: a part is damaged (`corrupt`, `forbiddenXML`), the sheet's is not in the file
    ///   (`missingPart`), a list or the part reaches a limit (`limit`), the file became shorter or cannot be read any more
    ///   (`truncated`, `unreadable`), or the sheet is another workbook's (`noSuchSheet`).
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
