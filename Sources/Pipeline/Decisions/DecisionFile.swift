public import Foundation
import Spreadsheets
import SurveyModel
public import Validate

/// A survey's `decisions.csv` as it was read.
public struct DecisionFile: Sendable {
    /// The file's name in a survey's folder.
    static let name = "decisions.csv"
    /// The columns that the file has.
    public static let columns = [
        "fingerprint", "action", "seen", "value", "reason", "reviewer", "agreed_by", "date", "expires",
    ]

    /// The lines in the file's order.
    public let lines: [DecisionLine]
    /// SHA-256 of the file; nil where there is none.
    public let sha256: String?

    /// No decisions.
    static let none = DecisionFile(lines: [], sha256: nil)

    /// Reads the decisions of a survey's folder; a folder without the file has none.
    ///
    /// - Throws: `DefinitionError` where the file is no CSV with the columns; ``PipelineError`` of code `io` where it is there and cannot be read.
    public static func read(in folder: URL) throws -> DecisionFile {
        guard let bytes = try SurveyFile.content(of: folder.appending(path: name)) else { return .none }
        return try read(bytes, in: folder)
    }

    /// Reads what the file of a survey's folder holds.
    ///
    /// - Throws: `DefinitionError` where it is no CSV with the columns.
    static func read(_ bytes: [UInt8], in folder: URL) throws -> DecisionFile {
        try read(bytes, shown: "\(folder.lastPathComponent)/\(name)")
    }

    /// Reads lines of decisions from a file.
    ///
    /// - Parameters:
    ///   - url: the file.
    ///   - shown: its name in messages.
    ///   - delimiters: those of which the one that the header has is taken.
    ///   - filling: what counts where a row has nothing, by column.
    /// - Throws: `DefinitionError` where the file is no CSV with the columns; ``PipelineError`` of code `io` where it cannot be read.
    public static func read(
        _ url: URL, shown: String, delimiters: [Character] = [","], filling: [String: String] = [:]
    ) throws -> DecisionFile {
        let bytes = try SurveyFile.requiredContent(of: url)
        return try read(bytes, shown: shown, delimiters: delimiters, filling: filling)
    }

    /// Makes lines and hash of the same bytes, whatever is put in the file's place meanwhile.
    private static func read(
        _ bytes: [UInt8], shown: String, delimiters: [Character] = [","], filling: [String: String] = [:]
    ) throws -> DecisionFile {
        do {
            let header = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
            let delimiter = delimiters.first { header.contains($0) } ?? ","
            let rows = try RegisterRow.read(
                bytes, file: shown, needing: columns, delimiter: delimiter, limits: .decisions, refusing: .lostLines)
            let starts = RowLines(of: bytes, delimiter: delimiter).starts
            return DecisionFile(
                lines: rows.filter { !$0.fields.isEmpty }.map { row in
                    let line = starts.indices.contains(row.line - 1) ? starts[row.line - 1] : row.line
                    let fields = row.fields.merging(filling) { own, other in
                        own.allSatisfy(\.isWhitespace) ? other : own
                    }
                    return DecisionLine(line: line, fields: fields)
                },
                sha256: Digest.sha256(bytes))
        } catch let error as DefinitionError {
            throw error
        } catch {
            // Neither what a sender of returns is told to do, nor Foundation's own form of an error.
            let sentence = (error as? SpreadsheetError)?.message ?? error.localizedDescription
            let reason = sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
            throw DefinitionError(
                .init(
                    file: shown, position: .start, message: "the decisions cannot be read: \(reason)",
                    advice: "It is a CSV file in UTF-8, with commas and the header \(columns.joined(separator: ","))."))
        }
    }
}
