import Foundation
import Spreadsheets
import SurveyModel

/// A row of one of the survey's own CSV files, such as register and aliases, or of those that Canvass writes.
struct RegisterRow {
    /// The row's number, from 1.
    let line: Int
    /// Its fields by column, without those that are empty.
    let fields: [String: String]

    /// What keeps a file from being read, other than that it cannot be: people edit these files, and a slip must not take lines away in silence.
    enum Refusal {
        /// Nothing: no person writes the file.
        case nothing
        /// A quotation mark that takes the lines behind it into its field.
        case lostLines
        /// Such a mark, and a line with a text behind the last column of the header.
        case lostLinesAndFields
    }

    private static func dialect(_ delimiter: Character = ",") -> CSVDialectHint {
        CSVDialectHint(CSVDialect(delimiter: delimiter, quote: "\"", escape: .doubled, encoding: .utf8))
    }

    /// The columns of such a file of Canvass's own.
    static func columns(_ url: URL) throws -> Set<String> {
        let workbook = try Workbook.open(path: url.path, limits: .ownFiles, csv: dialect())
        var columns: Set<String> = []
        for sheet in workbook.sheets {
            try workbook.forEachRow(in: sheet) { row in
                for case .text(let text) in row.cells.map(\.value) { columns.insert(text) }
                return .stop
            }
        }
        return columns
    }

    /// Its fields with the texts of which ``CSVText/neutral(_:)`` has made others, as files of a run have them.
    var originals: [String: String] { fields.mapValues(CSVText.original) }

    /// What was written in a column; nil where nothing was.
    func original(_ column: String) -> String? { fields[column].map(CSVText.original) }

    /// Reads a CSV file in UTF-8 with a header that Canvass itself has written, and of which nobody takes the hash.
    ///
    /// - Parameter isWanted: whether a row is kept. A run's files may have very many, of which few are asked for.
    static func read(
        _ url: URL, file: String, needing columns: [String], where isWanted: (RegisterRow) -> Bool = { _ in true }
    ) throws -> [RegisterRow] {
        let workbook = try Workbook.open(path: url.path, limits: .ownFiles, csv: dialect())
        return try rows(of: workbook, file: file, needing: columns, where: isWanted)
    }

    /// Reads the content of such a file, for whoever has taken its hash: the path may lead to another content by now.
    ///
    /// - Parameters:
    ///   - file: the file's name in messages, which may have folders in front.
    ///   - limits: what the file may cost.
    ///   - refusal: what keeps it from being read.
    static func read(
        _ bytes: [UInt8], file: String, needing columns: [String], delimiter: Character = ",",
        limits: ReaderLimits = .default, refusing refusal: Refusal = .lostLinesAndFields
    ) throws -> [RegisterRow] {
        let name = file.split(separator: "/").last.map(String.init) ?? file
        let workbook = try Workbook.open(bytes: bytes, name: name, limits: limits, csv: dialect(delimiter))
        return try rows(of: workbook, file: file, needing: columns, refusing: refusal)
    }

    private static func rows(
        of workbook: Workbook, file: String, needing columns: [String], refusing refusal: Refusal = .nothing,
        where isWanted: (RegisterRow) -> Bool = { _ in true }
    ) throws -> [RegisterRow] {
        var header: [Int: String] = [:]
        var rows: [RegisterRow] = []
        var faults: [DefinitionDiagnostic] = []
        for sheet in workbook.sheets {
            try workbook.forEachRow(in: sheet, onNote: { faults += fault($0, file: file, refusal) }) { row in
                let texts = row.cells.compactMap { cell -> (Int, String)? in
                    if case .text(let text) = cell.value { (cell.column, text) } else { nil }
                }
                if header.isEmpty {
                    header = Dictionary(uniqueKeysWithValues: texts)
                } else {
                    let fields = texts.compactMap { column, text in header[column].map { ($0, text) } }
                    // Under a column without a name may stand what people note for themselves; behind the last there is none.
                    if let last = header.keys.max(), let column = texts.map(\.0).first(where: { $0 > last }) {
                        faults += surplus(column, in: row.number, file: file, refusal)
                    }
                    let line = RegisterRow(line: row.number, fields: Dictionary(fields) { first, _ in first })
                    if isWanted(line) { rows.append(line) }
                }
                return .next
            }
        }
        if let error = DefinitionError(faults) { throw error }
        let lacking = columns.filter { !header.values.contains($0) }
        guard lacking.isEmpty else {
            throw DefinitionError(
                .init(
                    file: file, position: .start,
                    message: "the header lacks the column \(lacking.joined(separator: " and "))",
                    advice: OwnFileFault.advice(onHeader: header.sorted { $0.key < $1.key }.map(\.value)))
            )
        }
        return rows
    }

    private static func fault(_ note: ReaderNote, file: String, _ refusal: Refusal) -> [DefinitionDiagnostic] {
        guard refusal != .nothing, note.code == .unclosedQuote || note.code == .swallowedLines else { return [] }
        let row = note.cell.flatMap { CellAddress($0)?.row } ?? 1
        return [
            .init(
                file: file, position: SourcePosition(line: row, column: 1),
                message: "a quotation mark opens here and takes the lines behind it into its field",
                advice: "Close the mark, or double it where it is part of the text.")
        ]
    }

    private static func surplus(
        _ column: Int, in row: Int, file: String, _ refusal: Refusal
    ) -> [DefinitionDiagnostic] {
        guard refusal == .lostLinesAndFields else { return [] }
        return [
            .init(
                file: file, position: SourcePosition(line: row, column: 1),
                message: "the line has a text in column \(column), behind the last that the header names",
                advice: "Write quotation marks around a text that has commas in it, or name the column in the header.")
        ]
    }
}
