import Foundation
import Spreadsheets
import SurveyModel
import Synchronization
import Threading

/// What is in a file: format, dialect, sheets, size, tables.
public struct FileInspection: Sendable {
    private let workbook: Workbook
    private let file: URL

    /// An inspection of a workbook or CSV file.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - survey: the survey by whose limits and CSV dialect it is read; without one, by the reader's own.
    /// - Throws: `SpreadsheetError` where the file cannot be read.
    public init(path: String, survey: Survey? = nil) throws {
        workbook = try SurveyReading.open(path: path, of: survey)
        file = URL(filePath: path)
    }

    /// The counts alone; every value is decoded to get them.
    ///
    /// - Throws: `SpreadsheetError` where a sheet cannot be read.
    public func counts() throws -> [String] {
        let sizes = try sizes()
        let lines = zip(workbook.sheets, sizes).map { sheet, size in
            "\(sheet.name.onOneLine)\t\(size.rows)\t\(size.cells)"
        }
        return lines + ["total\t\t\(sizes.reduce(0) { $0 + $1.cells })"]
    }

    /// The counts of every sheet for programs, as one line of JSON.
    ///
    /// - Throws: `SpreadsheetError` where a sheet cannot be read.
    public func json() throws -> String {
        let sheets = zip(workbook.sheets, try sizes()).map { sheet, size in
            JSONText.object([
                ("name", JSONText.quoted(sheet.name)), ("state", JSONText.quoted(sheet.state.rawValue)),
                ("rows", String(size.rows)),
                ("cells", String(size.cells)), ("range", size.range.map { JSONText.quoted($0.description) } ?? "null"),
            ])
        }
        return JSONText.object([
            ("file", JSONText.quoted(file.lastPathComponent)), ("format", JSONText.quoted(workbook.format.shortName)),
            ("sheets", JSONText.array(sheets)),
        ])
    }

    /// What there is to see, line by line.
    ///
    /// - Throws: `SpreadsheetError` where a sheet cannot be read.
    public func description() throws -> [String] {
        var lines = ["\(file.lastPathComponent.onOneLine): \(formatName)"]
        if case .csv(let detection) = workbook.format { lines += dialect(detection) }
        if let application = workbook.properties.application {
            lines.append(
                "  written by \(Self.beginning(of: application))\(workbook.properties.modified.map { ", saved \(Self.beginning(of: $0))" } ?? "")"
            )
        }
        if workbook.usesDate1904 { lines.append("  dates count from 1904") }
        for sheet in workbook.sheets {
            lines += try describe(sheet)
            // The lines that stay stand where a sheet was read, so that the next is read elsewhere: the sheets' needs would add up.
            FreedMemory.giveBack()
        }
        for name in workbook.definedNames where !name.isHidden {
            lines.append("  name \(Self.beginning(of: name.name)) = \(Self.beginning(of: name.reference))")
        }
        var notes = NoteLines()
        for note in workbook.notes { notes.take(note) }
        return lines + notes.lines.map { "  \($0)" }
    }

    /// A text of the file as far as a line has room for it: a name may stand for megabytes, and so may one character.
    static func beginning(of text: String) -> String {
        let shown = text.unicodeScalars.prefix(200)
        return String(shown).onOneLine + (shown.endIndex < text.endIndex ? "…" : "")
    }

    private var formatName: String {
        switch workbook.format {
        case .xlsx(let macroEnabled, let strict):
            "Excel workbook\(macroEnabled ? " with macros (never run)" : "")\(strict ? ", Strict" : "")"
        case .csv: "CSV"
        }
    }

    private func dialect(_ detection: CSVDetection) -> [String] {
        let delimiter = detection.dialect.delimiter == "\t" ? "tab" : "“\(detection.dialect.delimiter)”"
        return [
            "  delimiter \(delimiter), encoding \(detection.dialect.encoding.rawValue), line ends \(detection.lineEnding.rawValue), \(detection.columns) columns, \(detection.titleLines) lines above the header",
            "  sure to \(Int((detection.confidence * 100).rounded())) %:",
        ] + detection.reasons.map { "    \($0)" }
    }

    private func describe(_ sheet: SheetInfo) throws -> [String] {
        var header = HeaderSearch()
        var notes = NoteLines()
        let size = try size(of: sheet, onNote: { notes.take($0) }, seeing: { header.see($0) })
        let details = try workbook.details(of: sheet)
        for note in details.notes { notes.take(note) }
        var lines = [
            "  sheet “\(Self.beginning(of: sheet.name))”\(sheet.state == .visible ? "" : " (\(sheet.state.rawValue))"): \(size.rows.counted("row")), \(size.cells.counted("cell"))\(size.range.map { ", \($0)" } ?? "")"
        ]
        let found: [(what: String, count: Int)] = [
            ("merged ranges", details.mergedRanges.count),
            ("drop-downs and other validations", details.validations.count),
            ("comments", details.comments.count), ("links", details.hyperlinks.count),
        ]
        let facts = found.filter { $0.count > 0 }.map { "\($0.count) \($0.what)" }
        if !facts.isEmpty { lines.append("    \(facts.joined(separator: ", "))") }
        for table in details.tables { lines.append("    table \(Self.beginning(of: table.name)) \(table.range)") }
        if let header = header.found {
            lines.append("    header in row \(header.row): \(header.labels.joined(separator: " | "))")
        }
        return lines + notes.lines.map { "    \($0)" }
    }

    private struct Size {
        var rows = 0
        var cells = 0
        var range: CellRange?
    }

    /// The sizes of all sheets, several of which are read at once.
    private func sizes() throws -> [Size] {
        let results = Mutex<[Result<Size, any Error>?]>(Array(repeating: nil, count: workbook.sheets.count))
        let processors = ProcessInfo.processInfo.activeProcessorCount
        OwnThread.each(below: workbook.sheets.count, width: processors) { index in
            let result = Result { try size(of: workbook.sheets[index]) }
            results.withLock { $0[index] = result }
        }
        return try results.withLock { $0 }.compactMap { try $0?.get() }
    }

    private func size(
        of sheet: SheetInfo, onNote: (ReaderNote) -> Void = { _ in }, seeing: (Row) -> Void = { _ in }
    ) throws -> Size {
        var size = Size()
        try workbook.forEachRow(in: sheet, onNote: { onNote($0) }) { row in
            seeing(row)
            size.rows += 1
            size.cells += row.cellCount
            guard let columns = row.columns else { return .next }
            let first = CellAddress(row: row.number, column: columns.lowerBound)
            let last = CellAddress(row: row.number, column: columns.upperBound)
            size.range = size.range?.union(CellRange(first, last)) ?? CellRange(first, last)
            return .next
        }
        return size
    }
}

/// The row that looks like a header: the first of the first thirty with nearly as many short texts as any, and at least three.
private struct HeaderSearch {
    private var candidates: [(row: Int, labels: [String])] = []

    mutating func see(_ row: Row) {
        guard candidates.count < 30 else { return }
        let labels = row.cells.compactMap { cell -> String? in
            if case .text(let text) = cell.value, text.count <= 80 { FileInspection.beginning(of: text) } else { nil }
        }
        candidates.append((row.number, labels))
    }

    var found: (row: Int, labels: [String])? {
        let most = candidates.map(\.labels.count).max() ?? 0
        return candidates.first { $0.labels.count >= 3 && $0.labels.count * 4 >= most * 3 }
    }
}
