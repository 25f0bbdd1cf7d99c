public import SurveyModel

/// A letter to a reporter about its returns of the current round: what is asked, where, and by when.
///
/// It is a value; ``text()`` and ``document()`` are its renderings. It holds no time, so that the same result gives the same letter.
public struct QueryLetter: Sendable {
    /// A question about a cell, or about several in which the same stands and the same is asked.
    struct Query: Sendable {
        let number: Int
        let severity: Severity
        /// Sheet and cells, such as `Services!D6, E6`; with the file where the letter is about several.
        let place: String
        let question: String
        /// What stands there.
        let seen: String
        /// What is asked.
        let request: String
    }

    /// A value that was read in another way than it was typed.
    struct Reading: Sendable {
        let typed: String
        let readAs: String
        let example: String
    }

    /// So many questions stand in the letter; all are in the annotated workbook.
    static let mostQueries = 20
    static let mostReadings = 10

    let catalogue: Catalogue
    let sender: String
    let survey: String
    let salutation: String
    let opening: [String]
    let queries: [Query]
    /// How many more questions there are than stand in the letter.
    let further: Int
    let readings: [Reading]
    let closing: [String]
    let signature: [String]

    /// The letter to a reporter.
    ///
    /// - Parameters:
    ///   - reporter: the reporter.
    ///   - result: the run's result.
    ///   - workbooks: the names of the annotated workbooks that go with the letter, one for each return that has one.
    ///   - policy: that of the result's survey: the same for all reporters.
    ///   - label: what a code of a list is called in a language; nil where the list has no such code.
    /// - Returns: nil where there is nothing to ask and nothing to say: no return of the current round.
    /// - Throws: ``ReportError`` where the installation is broken.
    public init?(
        to reporter: Reporter, in result: RunResult, workbooks: [String], policy: IssuePolicy,
        label: (_ code: String, _ list: String, _ language: String) -> String?
    ) throws {
        let definition = result.definition
        let round = definition.round.current
        let returns = result.returns.filter { $0.reporter == reporter.code && $0.isAskedAbout(in: round) }
        guard let first = returns.first else { return nil }
        catalogue = try Catalogue(language: first.language(for: reporter, in: definition))
        let ids = Dictionary(returns.enumerated().map { ($1.id, $0) }) { first, _ in first }
        let own = result.issues.filter { ids[$0.returnID] != nil }
        // A note needs no answer, unless a reviewer asks for one, or it keeps something out.
        let asked = own.filter { issue in
            issue.isForRespondent
                && (issue.finding.severity != .note || issue.state == .asked || policy.keepsOut(issue.finding))
        }.sorted { Self.order($0, ids) < Self.order($1, ids) }
        let words = RespondentWords(definition: definition, catalogue: catalogue)
        let files = LetterFiles(returns)
        let groups = LetterQueries(words: words, files: files).grouped(asked)
        queries = groups.prefix(Self.mostQueries).enumerated().map { $1.query($0 + 1, words) }
        further = groups.count - queries.count
        let corrections = LetterCorrections(files: files, definition: definition, catalogue: catalogue)
        let language = catalogue.readersLanguage
        readings =
            corrections.readings(own, label: label)
            + Self.readings(of: reporter.code, in: result) { label($0, $1, language) }
        survey = definition.title.text(in: language)
        sender = definition.agency?.text(in: language) ?? survey
        let coverage = result.coverage.filter { ids[$0.returnID] != nil }
        let keptOut = own.filter { $0.state.isUnsettled && policy.keepsOut($0.finding) }
        let paragraphs = LetterParagraphs(
            catalogue: catalogue, definition: definition, reporter: reporter, returns: returns, files: files,
            rules: Set(own.map(\.finding.rule)), published: coverage.reduce(0) { $0 + $1.published },
            isUsedWhole: keptOut.isEmpty && coverage.allSatisfy { $0.published == $0.records })
        salutation = catalogue.text("letter.salutation", ["reporter": reporter.name])
        opening = paragraphs.opening(
            unused: asked.count { policy.keepsOut($0.finding) }, questions: groups.count, isAsTyped: readings.isEmpty)
        let told = Set(own.map(\.returnID))
        closing = paragraphs.closing(
            questions: groups.count, further: further, workbooks: workbooks,
            ofText: workbooks.count { files.isOfText($0, asked: told) })
        signature = paragraphs.signature()
    }

    /// What comes first in a letter: what is graver, then what is in an earlier one of the returns, then in order of the sheets' names.
    private static func order(_ issue: Issue, _ returns: [String: Int]) -> (Severity, Int, String) {
        (issue.finding.severity, returns[issue.returnID] ?? 0, issue.finding.sheet ?? "")
    }

    /// Codings that a person should see: those that were not certain, the least sure first.
    private static func readings(
        of reporter: String, in result: RunResult, label: (_ code: String, _ list: String) -> String?
    ) -> [Reading] {
        result.codings.filter { $0.code != nil && $0.confidence < 0.95 && $0.example.hasPrefix("\(reporter) ") }
            .sorted { ($0.confidence, $0.raw) < ($1.confidence, $1.raw) }
            .prefix(mostReadings).map { coding in
                // A coding has the label for the office, in the survey's first language.
                let own = coding.code.flatMap { label($0, coding.list) }
                return Reading(
                    typed: RespondentWords.shortened(coding.raw, to: LetterCorrections.mostCharacters),
                    readAs: own ?? coding.label ?? coding.code ?? "",
                    example: String(coding.example.dropFirst(reporter.count + 1)))
            }
    }
}
