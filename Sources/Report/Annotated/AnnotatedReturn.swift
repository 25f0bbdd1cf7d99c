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
    /// The parts of sheets that have marked cells without notes on them, since none can be added to the sender's.
    public let sheetsWithoutNotes: [String]
    /// How many questions it asks.
    public let questions: Int

    /// A copy that was made, here or in another process.
    public init(
        bytes: [UInt8], fileExtension: String, anewBecause: String?, sheetsWithoutNotes: [String], questions: Int
    ) {
        self.bytes = bytes
        self.fileExtension = fileExtension
        self.anewBecause = anewBecause
        self.sheetsWithoutNotes = sheetsWithoutNotes
        self.questions = questions
    }
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

    /// An annotator for a survey.
    ///
    /// - Parameters:
    ///   - definition: the survey.
    ///   - limits: what a return may cost to read.
    ///   - csv: what is known of text files.
    public init(
        _ definition: SurveyDefinition, limits: ReaderLimits = .default, csv: CSVDialectHint = CSVDialectHint()
    ) {
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
        let questions = ReturnQuestions(issues)
        guard !questions.isEmpty else { return nil }
        return try annotate(
            Workbook.open(path: path, name: name, limits: limits, csv: csv), questions, language: language)
    }

    /// Makes the annotated copy of a return that another process has opened.
    ///
    /// - Parameters:
    ///   - descriptor: the open file, which is closed when this returns.
    ///   - name: the name under which it was sent.
    ///   - questions: what is asked about the return.
    ///   - language: the language of what is written, where there are words in it; else English.
    /// - Throws: `SpreadsheetError` where the file cannot be read; ``ReportError`` where the installation is broken.
    public func annotate(
        descriptor: Int32, name: String, questions: ReturnQuestions, language: String
    ) throws -> AnnotatedReturn {
        try annotate(
            Workbook.open(descriptor: descriptor, name: name, limits: limits, csv: csv), questions, language: language)
    }

    /// Reads the words of all languages, for a process that can open no file later.
    ///
    /// - Throws: ``ReportError`` where the installation is broken.
    public static func holdWords() throws(ReportError) {
        for language in ReportResources.languages { _ = try Catalogue(language: language) }
    }

    private func annotate(
        _ workbook: Workbook, _ questions: ReturnQuestions, language: String
    ) throws -> AnnotatedReturn {
        // A worker knows the definition, and not which round the run was told to take for the current one.
        let job = AnnotationJob(
            definition: questions.round.map { definition.with(currentRound: $0) } ?? definition,
            catalogue: try Catalogue(language: language), limits: limits,
            questions: questions, workbook: workbook)
        if case .csv = workbook.format { return try job.copyOfValues(.textFile) }
        do {
            return try job.copy()
        } catch let AnnotationError.unsupported(reason) {
            return try job.copyOfValues(.anew(reason))
        } catch let error as SpreadsheetError {
            // What is read can lack or break a part that only matters to who changes it, such as the styles.
            // The reason stands inside a sentence.
            let reason = error.message.hasSuffix(".") ? String(error.message.dropLast()) : error.message
            return try job.copyOfValues(.anew(reason))
        }
    }
}
