import Foundation
import Spreadsheets
import SurveyModel

/// What is wrong with one of the survey's own files, or one of those that a run has published.
enum OwnFileFault {
    /// An error in a sentence without a full stop. What it advises is for those who have received a return, and left out.
    static func words(_ error: any Error) -> String {
        switch error {
        case let error as SpreadsheetError: clause(error.message)
        case let error as DefinitionError: error.diagnostics.first?.message ?? "\(error)"
        case is DecodingError: "it is not as a run has written it"
        case let error as CocoaError: clause(error.localizedDescription)
        default: "\(error)"
        }
    }

    private static func clause(_ sentence: String) -> String {
        let message = sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
        return message.prefix(1).lowercased() + message.dropFirst()
    }

    /// What to do about a header that lacks columns: of a file whose columns another sign separates, that sign is the reason.
    static func advice(onHeader columns: [String]) -> String {
        if columns.count == 1, let only = columns.first, let advice = advice(onSeparatorsOf: only) { return advice }
        return "The columns found: \(columns.joined(separator: ", "))."
    }

    /// What to do about a header's line that has semicolons or tabs, and no comma, between its columns; nil where it has not.
    static func advice(onSeparatorsOf header: String) -> String? {
        if header.contains(",") { return nil }
        if header.contains(";") { return "Its columns are separated by semicolons: save it with commas." }
        if header.contains("\t") { return "Its columns are separated by tabs: save it with commas." }
        return nil
    }
}
