import Foundation
import Load
import SurveyModel
import Validate

/// From the returns' bundles to everything that a run publishes: identity, checks across returns, what becomes of each record, figures.
/// Holds no time and no path, so that the same returns and survey always give the same.
struct RunAssembly {
    let survey: Survey
    let store: Store
    let read: [ReadReturn]
    /// The day by which it is told what has expired.
    let today: CalendarDay
    /// Earlier runs to compare with; nil where there are none, or none matter.
    var history: RunHistory?
    var clock = StepClock()
    /// Where the bundles are that are not held.
    var cache: BundleCache?
    /// Reads a return anew, by its id, whose bundle in the cache turns out to be damaged.
    var reread: @Sendable (String) -> ReturnBundle? = { _ in nil }

    /// What a run makes.
    struct Product: Sendable {
        let result: RunResult
        let publication: Publication
        /// What tells whether another run was made of the same.
        let inputsHash: String
        /// Whether it is compared with the run that it is to be compared with: false where the system did not let that one be read.
        var isCompared = true
        /// The ids of returns that count for that alone that they lie in the inbox.
        var countingByPlace: Set<String> = []
    }

    func assemble() throws -> Product {
        let definition = survey.definition
        let bundles = RunBundles(read, cache: cache, reread: reread)
        var consolidation = try consolidate(bundles)
        let resubmissions = try resubmissions(consolidation, bundles)
        try store.setReturns(consolidation.returns)
        let explanations = Explanations(
            consolidation.returns, bundles, superseded: consolidation.superseded, copies: consolidation.copyOrder)
        var settled = try IssueSettlement(
            survey: survey, store: store, consolidation: consolidation, bundles: bundles, explanations: explanations,
            solved: resubmissions.flatMap(\.solved), today: today, clock: clock
        ).settle()
        if consolidation.hold(Disposition.held(by: settled.issues, definition: definition)) {
            try store.setReturns(consolidation.returns)
        }
        let disposition = Disposition(
            issues: settled.issues, returns: consolidation.returns, definition: definition)
        let values = try PublishedValues(survey, typed: bundles, settled.corrections, disposition)
        try store.amend(values.staged)
        try store.setRejected(disposition.rejected)
        let inputsHash = InputsHash.of(consolidation.returns, survey, today: today)
        // Figures take one processor where one of them takes longest.
        let (returns, survey, history) = (consolidation.returns, survey, history)
        let (notAsked, exempt) = (settled.rules.notAsked, settled.rules.exempt)
        let (drawn, (tallies, (earlier, isCompared))) = try bothAtOnce {
            try FigureQueries(definition).run(width: Store.width) { try store.figures($0) }
        } _: {
            (
                try ReturnTallies(
                    returns, bundles, disposition, of: survey, notAsked: notAsked, exempt: exempt),
                try history?.latest(otherThan: inputsHash) ?? (nil, true)
            )
        }
        try store.restore(values.typed)
        store.releaseMemory()
        let published = values.bundles
        let publication = Publication(
            survey: survey.name, definition: definition,
            returns: consolidation.returns, disposition: disposition, labels: survey.labels, records: published)
        // There may be very many: one array of them is changed in its place.
        var issues: [Issue] = []
        swap(&issues, &settled.issues)
        addFigures(drawn.findings, to: &issues, bundles)
        let changes = earlier.map {
            RunChanges(
                since: $0, &issues, lapsed: settled.changed, returns: consolidation.returns, definition: definition)
        }
        explanations.attach(to: &issues)
        RunResult.hidePrivate(in: &issues, of: definition)
        var result = RunResult(
            survey: survey.name, definition: definition, reporters: survey.reporters, returns: consolidation.returns,
            counts: counts(consolidation.returns, tallies, issues), coverage: tallies.coverage, issues: issues,
            rules: settled.rules.results + settled.constraints,
            codings: tallies.codes.codings,
            figures: drawn.figures, provenance: provenance(consolidation.returns))
        result.changes = changes
        result.resubmissions = resubmissions
        complete(&result, tallies, disposition)
        FreedMemory.giveBack()
        return Product(
            result: result, publication: publication, inputsHash: inputsHash, isCompared: isCompared,
            countingByPlace: consolidation.countingByPlace)
    }

    /// Tells whose each return is and which of several counts, and stages what is not staged yet.
    private func consolidate(_ bundles: RunBundles) throws -> Consolidation {
        let consolidation = Consolidation(
            read, survey: survey,
            unchanged: try SentQuestionnaires(survey).equals(of: read.map(\.head), in: bundles), today: today)
        FreedMemory.giveBack()
        try clock.ofProcess(.stage) { try stage(consolidation.returns, bundles) }
        store.releaseMemory()
        FreedMemory.giveBack()
        return consolidation
    }

    /// Compares returns with those whose place they took.
    private func resubmissions(_ consolidation: Consolidation, _ bundles: RunBundles) throws -> [Resubmission] {
        let rules = try ResubmittedRules(survey: survey, store: store, bundles: bundles, clock: clock).findings(
            consolidation)
        guard !consolidation.predecessors.isEmpty else { return [] }
        return try Resubmissions(survey, bundles: bundles, rules: rules).all(consolidation)
    }

    /// Adds what follows from the issues and from what the returns say to each question.
    private func complete(_ result: inout RunResult, _ tallies: ReturnTallies, _ disposition: Disposition) {
        result.verdicts = Verdicts.of(result.returns, tallies.outcomes, disposition, result.issues)
        result.questions = tallies.questions
        result.doubtful = tallies.codes.doubtful
        result.decisions = RunResult.hidingPrivate(
            survey.decisions.lines.compactMap(\.decision), about: result.issues, in: survey.definition)
        result.choices = SuggestionReading(survey).choices(of: result.issues)
    }

    /// Stages what is not staged yet, of many new returns those that ``StagingAhead`` has left; what a run has left behind that broke off is
    /// removed first.
    private func stage(_ returns: [Return], _ bundles: RunBundles) throws {
        let staged = try store.stagedReturns()
        // In the order of the staged tables' keys.
        let missing = returns.filter { $0.state != .refused && !staged.contains($0.id) }.map(\.id).sorted()
        try store.stage(missing, bundles)
    }

    /// Adds what is told of figures, which are drawn of what is published and so come after all decisions.
    private func addFigures(_ findings: [Finding], to issues: inout [Issue], _ bundles: RunBundles) {
        guard !findings.isEmpty else { return }
        var register = IssueRegister(
            definition: survey.definition, records: RecordIndex(bundles, survey: survey))
        for finding in findings { register.add(finding, reporter: "", round: survey.definition.round.current) }
        issues += register.issues
        IssueRegister.order(&issues)
    }

    // MARK: - Counts

    private func counts(_ returns: [Return], _ tallies: ReturnTallies, _ issues: [Issue]) -> RunCounts {
        var counts = RunCounts()
        let known = Set(survey.reporters.map(\.code))
        let round = survey.definition.round.current
        counts.reportersExpected = known.count
        counts.reportersReported =
            Set(
                returns.filter { $0.state == .live && $0.round == round && known.contains($0.reporter) }.map(\.reporter)
            ).count
        counts.returnsRefused = returns.count { $0.state == .refused }
        counts.returnsRead = returns.count - counts.returnsRefused
        for item in returns {
            let records = tallies.outcomes.counts(item.id)
            counts.recordsRead += records.read
            counts.recordsPublished += records.published
            counts.recordsRejected += records.rejected
            counts.recordsSuperseded += records.superseded
        }
        counts.codesNormalised = tallies.codes.normalised
        counts.codesSuggested = tallies.codes.suggested
        counts.codesUnknown = tallies.codes.unknown
        counts.count(issues)
        return counts
    }

    private func provenance(_ returns: [Return]) -> [ProvenanceEntry] {
        [ProvenanceEntry(kind: "canvass", name: "version", hash: CanvassVersion.current)]
            + survey.files.sorted { $0.name < $1.name }.map {
                ProvenanceEntry(kind: "definition", name: $0.name, hash: $0.sha256)
            }
            + [survey.decisions.sha256].compactMap(\.self).map {
                ProvenanceEntry(kind: "decisions", name: DecisionFile.name, hash: $0)
            }
            + returns.map { ProvenanceEntry(kind: "return", name: $0.file, hash: $0.sha256) }
    }
}

extension Consolidation {
    /// Holds back returns that the survey's policy keeps out as a whole.
    ///
    /// - Returns: whether there were any.
    mutating func hold(_ ids: Set<String>) -> Bool {
        let held = returns.indices.filter { returns[$0].state == .live && ids.contains(returns[$0].id) }
        for index in held { setState(.held, at: index) }
        return !held.isEmpty
    }
}
