import Load
import Report
import SurveyModel

/// The letters of a run: `returns/<reporter>/letter.docx` and `letter.txt`, for each reporter of whom a return of the current round is there.
struct QueryLetters {
    let survey: Survey

    /// A letter in one of its two forms.
    struct Letter: Sendable {
        let path: String
        let bytes: [UInt8]
    }

    /// Makes the letters, several at once, and hands them on in the order of the reporters' codes.
    ///
    /// - Parameters:
    ///   - copies: the name of the annotated workbook that goes with the letter, by the reporter's folder.
    ///   - width: for how many reporters letters are made at once.
    func make(
        for result: RunResult, copies: [String: String], width: Int, take: (Letter) throws -> Void
    ) throws {
        let round = survey.definition.round.current
        let names = Dictionary(survey.reporters.map { ($0.code, $0) }) { first, _ in first }
        let codes = Set(result.returns.filter { $0.round == round && !$0.reporter.isEmpty }.map(\.reporter)).sorted()
        let shares = ReporterShares(result)
        try codes.inOrder(width: width) { code -> [Letter] in
            let folder = AnnotatedCopies.folder(of: code)
            let reporter = names[code] ?? Reporter(code: code, name: code)
            guard let letter = try QueryLetter(to: reporter, in: shares.result(of: code), workbook: copies[folder])
            else { return [] }
            return [
                Letter(path: "returns/\(folder)/letter.docx", bytes: try letter.document()),
                Letter(path: "returns/\(folder)/letter.txt", bytes: letter.text()),
            ]
        } take: { letters in
            for letter in letters { try take(letter) }
        }
    }
}

/// The parts of a result that are about one reporter: a letter is made of these, so that its cost does not grow with the number of the others.
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
        issues = Dictionary(grouping: result.issues, by: \.reporter)
        coverage = Dictionary(grouping: result.coverage, by: \.returnID)
        codings = Dictionary(grouping: result.codings) { $0.example.prefix { $0 != " " } }
    }

    func result(of reporter: String) -> RunResult {
        let own = returns[reporter] ?? []
        return RunResult(
            survey: result.survey, definition: result.definition, reporters: [], returns: own, counts: result.counts,
            coverage: own.flatMap { coverage[$0.id] ?? [] }, issues: issues[reporter] ?? [], rules: [],
            codings: codings[reporter.prefix { $0 != " " }] ?? [], figures: [], provenance: [])
    }
}
