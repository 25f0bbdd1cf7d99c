import Foundation
import Load
import Report
import SurveyModel

/// The letters of a run: `returns/<reporter>/letter.docx` and `letter.txt`, for each reporter of whom a return of the current round is there.
struct QueryLetters {
    let survey: Survey
    /// Where the letters go.
    let folder: RunFolder
    /// The letters of earlier runs.
    let made: MadeFiles

    /// All that a letter is made of beside the survey.
    private struct Inputs: Encodable {
        let reporter: Reporter
        let returns: [Return]
        let coverage: [TableCoverage]
        let issues: [Issue]
        let codings: [Coding]
        let workbook: String?
    }

    /// Makes the letters, several at once, and tells of them in the order of the reporters' codes.
    ///
    /// - Parameters:
    ///   - copies: the name of the annotated workbook that goes with the letter, by the reporter's folder.
    ///   - width: for how many reporters letters are made at once.
    func write(for result: RunResult, copies: [String: String], width: Int) throws -> [Written] {
        let round = survey.definition.round.current
        let names = Dictionary(survey.reporters.map { ($0.code, $0) }) { first, _ in first }
        let codes = Set(result.returns.filter { $0.round == round && !$0.reporter.isEmpty }.map(\.reporter)).sorted()
        let shares = ReporterShares(result)
        var written: [Written] = []
        try codes.inOrder(width: width) { code -> [Written] in
            let place = AnnotatedCopies.folder(of: code)
            let share = shares.result(of: code)
            let inputs = Inputs(
                reporter: names[code] ?? Reporter(code: code, name: code), returns: share.returns,
                coverage: share.coverage, issues: share.issues, codings: share.codings, workbook: copies[place])
            let key = try made.key("letter", inputs)
            if let files = try made.take(key, into: folder) {
                return files.map { Written(path: $0.path, sha256: $0.sha256, key: key) }
            }
            guard let letter = try QueryLetter(to: inputs.reporter, in: share, workbook: inputs.workbook) else {
                return []
            }
            let files = [("letter.docx", try letter.document()), ("letter.txt", letter.text())]
            return try files.map { name, bytes in
                let path = "returns/\(place)/\(name)"
                try Interruption.check()
                try folder.write(bytes, to: path)
                return Written(path: path, sha256: Digest.sha256(bytes), key: key)
            }
        } take: { (files: [Written]) in
            written += files
        }
        return written
    }
}

/// The parts of a result that are about one reporter: a letter is made of these and of nothing else, so that its cost does not grow with the number of
/// the others, and that it is the same while these are.
private struct ReporterShares: Sendable {
    private let result: RunResult
    private let returns: [String: [Return]]
    private let issues: [String: [Issue]]
    private let coverage: [String: [TableCoverage]]
    /// By the first word of what is said of the place: the reporter's code, or its first word.
    private let codings: [Substring: [Coding]]

    init(_ result: RunResult) {
        self.result = result
        returns = Dictionary(grouping: result.returns, by: \.reporter)
        // In the result's order, which the letter's questions follow.
        issues = Dictionary(grouping: result.issues.map(\.withoutChange), by: \.reporter)
        coverage = Dictionary(grouping: result.coverage, by: \.returnID)
        codings = Dictionary(grouping: result.codings) { $0.example.prefix { $0 != " " } }
    }

    func result(of reporter: String) -> RunResult {
        let own = returns[reporter] ?? []
        return RunResult(
            survey: result.survey, definition: result.definition, reporters: [], returns: own, counts: RunCounts(),
            coverage: own.flatMap { coverage[$0.id] ?? [] }, issues: issues[reporter] ?? [], rules: [],
            codings: codings[reporter.prefix { $0 != " " }] ?? [], figures: [], provenance: [])
    }
}
