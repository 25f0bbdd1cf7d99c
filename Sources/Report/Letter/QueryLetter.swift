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
        /// Empty where nothing was.
        let typed: String
        let readAs: String
        let place: String
    }

    /// So many questions stand in the letter; all are in the annotated workbook.
    static let mostQueries = 20
    static let mostReadings = 10

    let catalogue: Catalogue
    /// Empty where the survey does not say who writes.
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
    ///   - given: the value that a decision has put in the place of that of a finding; nil where it is none, such as a mark.
    /// - Returns: nil where there is nothing to ask and nothing to say: no return of the current round.
    /// - Throws: ``ReportError`` where the installation is broken.
    public init?(
        to reporter: Reporter, in result: RunResult, workbooks: [String], policy: IssuePolicy,
        label: (_ code: String, _ list: String, _ language: String) -> String?,
        given: (_ decision: Decision, _ finding: Finding) -> Value?
    ) throws {
        let definition = result.definition
        let round = definition.round.current
        let returns = result.returns.filter { $0.reporter == reporter.code && $0.isAskedAbout(in: round) }
        guard let first = returns.first else { return nil }
        catalogue = try Catalogue(language: first.language(for: reporter, in: definition))
        let ids = Dictionary(returns.enumerated().map { ($1.id, $0) }) { first, _ in first }
        let own = result.issues.filter { ids[$0.returnID] != nil }
        let late = Self.late(returns, own)
        let timely = own.filter { !late.contains($0.returnID) }
        // A note needs no answer, unless a reviewer asks for one, or it keeps something out.
        let asked = timely.filter { issue in
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
            corrections.readings(timely, given: given) { label($0, $1, language) }
            + Self.readings(of: returns.filter { !late.contains($0.id) }, in: result, files, catalogue) {
                label($0, $1, language)
            }
        survey = definition.title.text(in: language)
        sender = definition.agency?.text(in: language) ?? ""
        let coverage = result.coverage.filter { ids[$0.returnID] != nil && !late.contains($0.returnID) }
        let keptOut = timely.filter { $0.state.isUnsettled && policy.keepsOut($0.finding) }
        let paragraphs = LetterParagraphs(
            catalogue: catalogue, definition: definition, reporter: reporter, returns: returns, late: late,
            files: files, rules: Set((late.count < returns.count ? timely : own).map(\.finding.rule)),
            published: coverage.reduce(0) { $0 + $1.published },
            isUsedWhole: keptOut.isEmpty && coverage.allSatisfy { $0.published == $0.records })
        salutation = catalogue.text("letter.salutation", ["reporter": reporter.name])
        opening = paragraphs.opening(
            unused: asked.count { policy.keepsOut($0.finding) }, questions: queries.count, isAsTyped: readings.isEmpty)
        let told = Set(timely.map(\.returnID))
        closing = paragraphs.closing(
            questions: groups.count, further: further, workbooks: workbooks,
            ofText: workbooks.count { files.isOfText($0, asked: told) })
        signature = paragraphs.signature()
    }

    /// The ids of the returns that came too late to be used.
    private static func late(_ returns: [Return], _ issues: [Issue]) -> Set<String> {
        let held = returns.filter { $0.state == .held }
        guard !held.isEmpty else { return [] }
        let own = Dictionary(grouping: issues, by: \.returnID)
        return Set(held.filter { $0.isTooLate(own[$0.id] ?? []) }.map(\.id))
    }

    /// What comes first in a letter: what is graver, then what is in an earlier one of the returns, then in order of the sheets' names.
    private static func order(_ issue: Issue, _ returns: [String: Int]) -> (Severity, Int, String) {
        (issue.finding.severity, returns[issue.returnID] ?? 0, issue.finding.sheet ?? "")
    }
}
