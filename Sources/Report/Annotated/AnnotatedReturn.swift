public import Foundation
public import Spreadsheets
public import SurveyModel

/// A return's own file, to be sent back: with the cells marked that there are questions about, and a first sheet that lists them.
public struct AnnotatedReturn: Sendable {
    /// The workbook.
    public let bytes: [UInt8]
    /// The ending that its name must have, without the dot: Excel opens a workbook with macros only as `.xlsm`.
    public let fileExtension: String
    /// Why the workbook was made anew from the return's values; nil where it is the return's own file, or a text file's.
    public let anewBecause: String?
    /// The parts of sheets that have marked cells but no notes on them, since the notes of the sender cannot be added to.
    public let sheetsWithoutNotes: [String]
    /// How many questions it asks.
    public let questions: Int
}

/// Makes annotated copies of the returns of a survey.
///
/// Every part of a workbook that no mark touches stays byte for byte, also as it is compressed: formulas, pictures, validations,
/// extensions and macros are the sender's own. What cannot be marked so, such as rows out of order, is made anew from the cells'
/// values, and the first sheet says so.
public struct ReturnAnnotator: Sendable {
    private let definition: SurveyDefinition
    private let limits: ReaderLimits
    private let csv: CSVDialectHint
    private let scratch: URL

    /// An annotator for a survey.
    ///
    /// - Parameters:
    ///   - definition: the survey.
    ///   - limits: what a return may cost to read.
    ///   - csv: what is known of text files.
    ///   - scratch: the folder for files that are needed for a moment; it is made where it is missing.
    public init(
        _ definition: SurveyDefinition, limits: ReaderLimits = .default, csv: CSVDialectHint = CSVDialectHint(),
        scratch: URL = FileManager.default.temporaryDirectory
    ) {
        self.scratch = scratch
        self.definition = definition
        self.limits = limits
        self.csv = csv
    }

    /// Makes the annotated copy of a return.
    ///
    /// - Parameters:
    ///   - path: the return's file.
    ///   - name: the name under which it was sent.
    ///   - issues: the return's issues in their order; those that are settled, or not for the respondent, are left out.
    ///   - language: the language of what is written, where there are words in it; else English.
    /// - Returns: the copy; nil where there is nothing to ask.
    /// - Throws: `SpreadsheetError` where the file cannot be read; ``ReportError`` where the installation is broken.
    public func annotate(path: String, name: String, issues: [Issue], language: String) throws -> AnnotatedReturn? {
        let asked = issues.filter(\.isForRespondent)
        guard !asked.isEmpty else { return nil }
        let workbook = try Workbook.open(path: path, name: name, limits: limits, csv: csv)
        let catalogue = try Catalogue(language: language)
        let job = AnnotationJob(
            definition: definition, catalogue: catalogue, limits: limits, issues: asked, workbook: workbook,
            scratch: scratch)
        if case .csv = workbook.format {
            return try job.copy(of: PlainCopy(workbook: workbook).bytes(), kind: .textFile)
        }
        do {
            return try job.copy(of: path, kind: .own)
        } catch let AnnotationError.unsupported(reason) {
            return try job.copy(of: PlainCopy(workbook: workbook).bytes(), kind: .anew(reason))
        } catch let error as SpreadsheetError {
            // What is read can lack or break a part that only matters to who changes it, such as the styles.
            // The reason stands inside a sentence.
            let reason = error.message.hasSuffix(".") ? String(error.message.dropLast()) : error.message
            return try job.copy(of: PlainCopy(workbook: workbook).bytes(), kind: .anew(reason))
        }
    }
}
