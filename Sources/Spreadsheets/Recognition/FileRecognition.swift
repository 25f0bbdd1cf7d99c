/// Tells what a file is by its content; its name counts only for the lock files of office programs.
enum FileRecognition {
    /// What can be read.
    enum Kind {
        case package
        case text
    }

    /// The kind of a readable file; throws the error that names what an unreadable one is.
    static func kind(of file: RandomAccessFile) throws(SpreadsheetError) -> Kind {
        if file.name.hasPrefix("~$") || (file.name.hasPrefix(".~lock.") && file.name.hasSuffix("#")) {
            throw SpreadsheetError(.lockFile, "This is a lock file, left by a program that had the workbook open.")
        }
        guard file.size > 0 else { throw SpreadsheetError(.empty, "The file is empty.") }
        let start = try file.bytes(at: 0, count: 4_096)
        if start.starts(with: CompoundFile.signature) { throw try compoundFileError(file) }
        if start.starts(with: [0x50, 0x4B, 0x03, 0x04]) || start.starts(with: [0x50, 0x4B, 0x05, 0x06]) {
            return .package
        }
        if let error = signatureError(start) { throw error }
        if let error = markupError(start) { throw error }
        if isText(start, ofBytes: file.size) { return .text }
        if try ZipArchive.isArchive(file) { return .package }
        throw SpreadsheetError(.notASpreadsheet, "The file is neither a workbook nor text.")
    }

    private static func compoundFileError(_ file: RandomAccessFile) throws(SpreadsheetError) -> SpreadsheetError {
        // Names in a compound file are equal but for case ([MS-CFB] 2.6.4).
        let names = Set(try CompoundFile.directoryNames(of: file).map { $0.lowercased() })
        if names.contains("encryptedpackage") {
            // Excel itself opens those with its default password, so that their senders know of none.
            return SpreadsheetError(
                .encrypted,
                "The workbook is encrypted: by a password, by rights management, or by the protection of its structure, "
                    + "which Excel opens without asking.")
        }
        if names.contains("workbook") || names.contains("book") {
            return SpreadsheetError(.legacyXLS, "This is an Excel 97-2003 workbook (.xls), which is not read.")
        }
        if names.contains("worddocument") { return .not("a Word 97-2003 document") }
        if names.contains("powerpoint document") { return .not("a PowerPoint 97-2003 presentation") }
        if names.contains(where: { $0.hasPrefix("__substg1.0") || $0.hasPrefix("__properties") }) {
            return .not("an Outlook message")
        }
        return .not("an OLE container of another program")
    }

    private static func signatureError(_ start: [UInt8]) -> SpreadsheetError? {
        // PDF allows bytes before its signature; readers look for it in the first kilobyte.
        let head = String(decoding: start.prefix(1_024), as: UTF8.self)
        if head.contains("%PDF-1.") || head.contains("%PDF-2.") {
            return SpreadsheetError(.pdf, "This is a PDF document.")
        }
        // BIFF 2 to 8 streams without a container begin with a BOF record.
        if start.count > 8, start[0] == 0x09, [0x00, 0x02, 0x04, 0x08].contains(start[1]), start[3] == 0,
            [0x04, 0x06, 0x08, 0x10].contains(start[2])
        {
            return SpreadsheetError(.legacyXLS, "This is a workbook of an early Excel (.xls), which is not read.")
        }
        let signatures: [([UInt8], String)] = [
            ([0x89, 0x50, 0x4E, 0x47], "a PNG image"), ([0xFF, 0xD8, 0xFF], "a JPEG image"),
            ([0x47, 0x49, 0x46, 0x38], "a GIF image"), ([0x1F, 0x8B], "a gzip file"),
            ([0x37, 0x7A, 0xBC, 0xAF], "a 7-Zip archive"), ([0x52, 0x61, 0x72, 0x21], "a RAR archive"),
            ([0x42, 0x5A, 0x68], "a bzip2 file"), ([0xFD, 0x37, 0x7A, 0x58], "an xz file"),
            ([0x7B, 0x5C, 0x72, 0x74, 0x66], "an RTF document"), ([0x7F, 0x45, 0x4C, 0x46], "a program"),
            (Array("SQLite format 3".utf8), "an SQLite database"), (Array("PAR1".utf8), "a Parquet file"),
        ]
        return signatures.first { start.starts(with: $0.0) }.map { .not($0.1) }
    }

    private static func markupError(_ start: [UInt8]) -> SpreadsheetError? {
        let bare = start.starts(with: [0xEF, 0xBB, 0xBF]) ? start[3...] : start[...]
        let text = String(decoding: bare.filter { $0 != 0 }, as: UTF8.self).lowercased()
        let head = text.drop { $0.isWhitespace || $0 == "\u{FFFD}" }
        if head.hasPrefix("mime-version:"), head.contains("content-type:") {
            return SpreadsheetError(
                .html, "This is a web page in one file (MHTML), as Excel saves workbooks for the web.")
        }
        guard head.hasPrefix("<") else { return nil }
        if head.contains("urn:schemas-microsoft-com:office:spreadsheet") {
            return SpreadsheetError(
                .notASpreadsheet, "This is an \"XML Spreadsheet 2003\" file, which is not read.",
                advice: SpreadsheetError.Code.legacyXLS.usualAdvice)
        }
        let openings = ["<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<style", "<script", "<div"]
        if openings.contains(where: head.hasPrefix) || head.contains("<html") || head.contains("<table") {
            return SpreadsheetError(.html, "This is a web page.")
        }
        return head.hasPrefix("<?xml") ? .not("an XML file") : nil
    }

    /// No larger blocks are common on disks.
    private static let blockBytes = 4_096

    /// Whether the bytes can be text: in UTF-16, or without many control characters.
    private static func isText(_ start: [UInt8], ofBytes size: Int) -> Bool {
        if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) { return true }
        if TextEncoding.utf16WithoutMark(start) != nil { return true }
        // Some programs fill up a file's last block with NULs: those behind its end count for nothing.
        let end = (start.lastIndex { $0 != 0 } ?? -1) + 1
        let text = size - end < blockBytes ? start.prefix(end) : start[...]
        let zeros = text.count { $0 == 0 }
        let controls = text.count { byte in
            byte < 0x20 && ![0x00, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1A, 0x1B].contains(byte)
        }
        // Stray NULs come from broken exports; binary formats have other control characters as well, or more NULs.
        return zeros * 5 < text.count && controls * 20 < text.count
    }
}

extension SpreadsheetError {
    /// The error for a file of quite another kind.
    static func not(_ what: String) -> SpreadsheetError {
        SpreadsheetError(.notASpreadsheet, "This is not a workbook but \(what).")
    }
}
