/// Why a file, or a part of one, could not be read: what is wrong, where, and what to do about it.
///
/// `description` is a sentence for people. Programs look at ``code``, whose raw value is also the id of the finding that
/// a survey report shows (`file.encrypted`, `file.truncated`, ...).
public struct SpreadsheetError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kinds of failure. The raw values are stable: reports, policies and tests refer to them.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// The workbook is encrypted: a password is needed to open it.
        case encrypted = "file.encrypted"
        /// An Excel 97-2003 workbook (BIFF in an OLE container), whatever its name ends with.
        case legacyXLS = "file.legacy-xls"
        /// An Excel binary workbook (BIFF12).
        case xlsb = "file.xlsb"
        /// An OpenDocument spreadsheet.
        case ods = "file.ods"
        /// A PDF document.
        case pdf = "file.pdf"
        /// A web page, often saved with the ending .xls by a web application.
        case html = "file.html"
        /// A lock file (`~$...`, `.~lock...#`) that an office program left beside an open workbook.
        case lockFile = "file.lock-file"
        /// The file ends before its content does.
        case truncated = "file.truncated"
        /// The content contradicts itself: wrong checksum, ill-formed XML, impossible offsets.
        case corrupt = "file.corrupt"
        /// The file has no bytes at all, or nothing but blanks.
        case empty = "file.empty"
        /// The file is something else: a Word document, an image, an archive of something.
        case notASpreadsheet = "file.not-a-spreadsheet"
        /// A limit of ``ReaderLimits`` was reached.
        case limit = "file.limit"
        /// Two parts of the package have one name.
        case duplicatePart = "file.duplicate-part"
        /// One cell occurs twice with different values.
        case duplicateCell = "file.duplicate-cell"
        /// A sheet that the workbook names, or the workbook part itself, is not in the package.
        case missingPart = "file.missing-part"
        /// A DOCTYPE or an encoding that no office program writes.
        case forbiddenXML = "file.forbidden-xml"
        /// There is no such file.
        case notFound = "file.not-found"
        /// The operating system does not let the file be read.
        case unreadable = "file.unreadable"
        /// The caller asked for a sheet that this workbook does not have.
        case noSuchSheet = "file.no-such-sheet"
    }

    /// The kind of failure.
    public let code: Code
    /// The file's name without its folder, where known.
    public internal(set) var file: String?
    /// The part of the package (`xl/worksheets/sheet1.xml`), where the failure is in one.
    public internal(set) var part: String?
    /// The worksheet's name, where the failure is in one.
    public internal(set) var sheet: String?
    /// The cell, where the failure is in one.
    public internal(set) var cell: CellAddress?
    /// What is wrong, in plain language.
    public let message: String
    /// What the reader of the message can do about it.
    public let advice: String
    /// The name in ``ReaderLimits`` of the limit that was reached; nil for what is no limit of these.
    package let limit: String?

    package init(
        _ code: Code, _ message: String, part: String? = nil, sheet: String? = nil, cell: CellAddress? = nil,
        advice: String? = nil, limit: String? = nil
    ) {
        self.code = code
        self.message = message
        self.part = part
        self.sheet = sheet
        self.cell = cell
        self.advice = advice ?? code.usualAdvice
        self.limit = limit
    }

    /// Whether it may be over next time, since it may lie in the machine and not in the file: a limit of time is one of both.
    package var mayPass: Bool {
        code == .notFound || code == .unreadable || limit.flatMap { ReaderLimit.named($0) }?.unit == .seconds
    }

    /// Message, place and advice in one line: `returns.xlsx, sheet Data, cell B12: ... Ask for ...`.
    public var description: String {
        var place: [String] = []
        if let file { place.append(file) }
        if let sheet { place.append("sheet \(sheet)") }
        if let cell { place.append("cell \(cell)") }
        if let part { place.append("part \(part)") }
        let prefix = place.isEmpty ? "" : place.joined(separator: ", ") + ": "
        return "\(prefix)\(message) \(advice)"
    }

    /// The same error with the places filled in that were not known deeper down.
    func located(file: String? = nil, part: String? = nil, sheet: String? = nil) -> SpreadsheetError {
        var copy = self
        copy.file = self.file ?? file
        copy.part = self.part ?? part
        copy.sheet = self.sheet ?? sheet
        return copy
    }
}

extension SpreadsheetError.Code {
    /// What helps in most cases of this kind.
    var usualAdvice: String {
        switch self {
        case .encrypted: "Ask the sender to save it without a password and to send it again."
        case .legacyXLS, .xlsb, .ods: "Open it in a spreadsheet program, save it as .xlsx, and send that."
        case .pdf: "Ask the sender for the workbook itself."
        case .html: "Open it in a spreadsheet program, check what it shows, and save it as .xlsx."
        case .lockFile: "Close the workbook and send the workbook itself; this file can be deleted."
        case .truncated: "The transfer was probably cut short. Ask the sender to send the file again."
        case .corrupt: "Open it in a spreadsheet program, save it under a new name, and send that."
        case .empty: "Ask the sender to send the file again."
        case .notASpreadsheet: "Ask the sender for the workbook or CSV file."
        case .limit: "If the file is to be trusted, raise the limit."
        case .duplicatePart, .duplicateCell, .missingPart, .forbiddenXML:
            "Open it in a spreadsheet program, check what it shows, and save it under a new name."
        case .notFound: "Check the path."
        case .unreadable: "Check the file's permissions and the disk."
        case .noSuchSheet: "Use a sheet of this workbook's own list of sheets."
        }
    }
}
