/// All limits of the reader, in one place.
///
/// They keep a hostile or broken file from taking the machine's memory or time. None is a ratio: honest parts compress by
/// more than 100 to 1. Sizes are counted as they are read, never as a file declares them. Reaching a limit throws
/// ``SpreadsheetError`` with code `file.limit`, which names the limit, its value and how to raise it.
public struct ReaderLimits: Sendable, Hashable {
    /// Size of the file in bytes.
    public var fileBytes = 1 << 30
    /// Number of entries in the ZIP archive.
    public var archiveEntries = 100_000
    /// Inflated bytes of one part.
    public var partBytes = 2 << 30
    /// Inflated bytes of all parts that are really read, each counted once.
    public var totalBytes = 2 << 30
    /// Nesting of XML elements.
    public var xmlDepth = 256
    /// Bytes of one tag, comment or processing instruction.
    public var xmlTagBytes = 256 << 10
    /// Bytes of one run of XML character data.
    public var xmlTextBytes = 1 << 20
    /// Bytes of the text of one cell, at most 16 MiB; Excel itself stops at 32,767 characters.
    public var stringBytes = 1 << 20
    /// Bytes, in one sheet, of the texts of cells that are longer than Excel allows (128 KiB): many cells can share one.
    public var longTextBytes = 256 << 20
    /// Bytes of the texts of one row that are not shared: a row is held in memory while it is read.
    public var rowBytes = 16 << 20
    /// Bytes of all shared strings together, with 8 for each: they are held in memory.
    public var sharedStringBytes = 128 << 20
    /// Number of shared strings.
    public var sharedStrings = 10_000_000
    /// Number of sheets in a workbook.
    public var sheets = 10_000
    /// Cells with a value in one sheet.
    public var cells = 100_000_000
    /// Highest row number. XLSX sheets end at 1,048,576 in any case; this one is for CSV.
    public var rows = 20_000_000
    /// Highest column number. XLSX sheets end at 16,384 in any case.
    public var columns = 16_384
    /// Entries of any list that is held in memory: styles, defined names, merged ranges, validations, comments.
    public var listEntries = 250_000
    /// Bytes of any such list.
    public var listBytes = 64 << 20
    /// Seconds of processor time that the reader may spend on any file, over all passes and threads of one ``Workbook``; the
    /// caller's own work on the rows does not count.
    public var seconds: Double = 3
    /// Seconds of processor time that come to them for each 100 MB of the file, and so for a part of it.
    public var secondsPer100Megabytes: Double = 10

    /// The limits that suit questionnaires and exports of up to some tens of millions of cells.
    public static let `default` = ReaderLimits()

    /// Makes the default limits, to be changed one by one.
    public init() {}
}

extension ReaderLimits {
    /// Whether what the scanner takes at the most keeps within the limits of XML, which libxml2's events alone are held
    /// against: no tag over 64 KiB, no text over what a window holds, no more than ten elements in each other.
    var suitScanner: Bool { xmlDepth >= 10 && xmlTagBytes >= 1 << 16 && xmlTextBytes >= 1 << 20 }

    /// The error for a reached limit: which, its value, how to raise it.
    static func reached<Value>(
        _ limit: KeyPath<ReaderLimits, Value>, of limits: ReaderLimits, name: String, what: String,
        part: String? = nil
    ) -> SpreadsheetError {
        let setting = ReaderLimit.named(name)
        let value = setting.map { $0.text($0.value(in: limits)) } ?? "\(limits[keyPath: limit])"
        // From 1, since 0 doubled is no more; and as far as an integer goes.
        let larger = setting.map { $0.text(2 * min(max(1, $0.value(in: limits)), Int.max / 2)) }
        return SpreadsheetError(
            .limit, "\(what) exceeds the limit of \(value) (\(name)).", part: part,
            advice: "If you trust the file, raise the limit in the survey's pipeline.yaml: "
                + "`limits: {\(name): \(larger ?? "…")}` (see docs/limits.md).",
            limit: name)
    }
}
