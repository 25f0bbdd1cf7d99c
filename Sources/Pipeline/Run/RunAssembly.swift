import Foundation
import Load
import OrderedCollections
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
    }

    func assemble() throws -> Product {
        let definition = survey.definition
        let bundles = RunBundles(read, cache: cache, reread: reread)
        var consolidation = Consolidation(
            read, survey: survey,
            unchanged: try SentQuestionnaires(survey).equals(of: read.map(\.head), in: bundles), today: today)
        try clock.ofProcess(.stage) { try stage(consolidation.returns, bundles) }
        try store.setReturns(consolidation.returns)
        let settled = try IssueSettlement(
            survey: survey, store: store, consolidation: consolidation, bundles: bundles, today: today, clock: clock
        ).settle()
        consolidation.hold(Disposition.held(by: settled.issues, definition: definition))
        try store.setReturns(consolidation.returns)
        let disposition = Disposition(
            issues: settled.issues, returns: consolidation.returns, definition: definition)
        let values = try PublishedValues(survey, typed: bundles, settled.corrections, disposition)
        try store.amend(values.staged)
        try store.setRejected(disposition.rejected)
        let figures = try store.figures { try FigureQueries(definition).data(in: $0) }
        try store.restore(values.typed)
        let published = values.bundles
        let publication = Publication(
            survey: survey.name, definition: definition,
            returns: consolidation.returns, disposition: disposition, labels: survey.labels, records: published)
        let outcomes = RecordOutcomes(consolidation.returns, bundles, disposition)
        let inputsHash = InputsHash.of(consolidation.returns, survey, today: today)
        let since = history?.latest(otherThan: inputsHash).map {
            ChangesSince(
                $0, settled.issues, lapsed: settled.changed, returns: consolidation.returns, definition: definition)
        }
        let issues = RunResult.hidingPrivate(
            Explanations(consolidation.returns, bundles).attached(to: since?.issues ?? settled.issues), in: definition)
        var result = RunResult(
            survey: survey.name, definition: definition, reporters: survey.reporters, returns: consolidation.returns,
            counts: counts(consolidation.returns, bundles, outcomes, issues),
            coverage: coverage(consolidation.returns, bundles, outcomes, notAsked: settled.rules.notAsked),
            issues: issues,
            rules: settled.rules.results + settled.constraints,
            codings: try codings(consolidation.returns, bundles),
            figures: figures, provenance: provenance(consolidation.returns))
        result.verdicts = Verdicts.of(consolidation.returns, outcomes, disposition, issues)
        result.changes = since?.changes
        result.questions = QuestionCounts(definition).all(
            consolidation.returns, bundles, exempt: settled.rules.exempt)
        if !consolidation.predecessors.isEmpty {
            result.resubmissions = try Resubmissions(survey, bundles: bundles).all(consolidation)
        }
        result.decisions = RunResult.hidingPrivate(
            survey.decisions.lines.compactMap(\.decision), about: issues, in: definition)
        return Product(result: result, publication: publication, inputsHash: inputsHash)
    }

    /// Stages what is not staged yet; what a run has left behind that broke off is removed first.
    private func stage(_ returns: [Return], _ bundles: RunBundles) throws {
        let staged = try store.stagedReturns()
        let missing = returns.filter { $0.state != .refused && !staged.contains($0.id) }.map(\.id)
        try store.stage(missing, bundles)
    }

    // MARK: - Counts

    private func counts(
        _ returns: [Return], _ bundles: RunBundles, _ outcomes: RecordOutcomes, _ issues: [Issue]
    ) -> RunCounts {
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
            let records = outcomes.counts(item.id)
            counts.recordsRead += records.read
            counts.recordsPublished += records.published
            counts.recordsRejected += records.rejected
            counts.recordsSuperseded += records.superseded
            guard item.state == .live else { continue }
            for coding in bundles[item.id]?.codings ?? [] {
                if coding.code != nil {
                    counts.codesNormalised += coding.count
                } else if coding.suggestions.isEmpty {
                    counts.codesUnknown += coding.count
                } else {
                    counts.codesSuggested += coding.count
                }
            }
        }
        counts.count(issues)
        return counts
    }

    /// - Parameter notAsked: by return and table, how many empty answer cells belong to questions that were not asked.
    private func coverage(
        _ returns: [Return], _ bundles: RunBundles, _ outcomes: RecordOutcomes,
        notAsked: [String: [String: Int]]
    ) -> [TableCoverage] {
        returns.filter { $0.state == .live || $0.state == .held }.flatMap { item in
            survey.definition.tables.keys.map { table in
                let records = outcomes.counts(item.id, table)
                let answers = bundles[item.id]?.answers[table] ?? AnswerCount(asked: 0, given: 0)
                let asked = max(answers.given, answers.asked - (notAsked[item.id]?[table] ?? 0))
                return TableCoverage(
                    returnID: item.id, reporter: item.reporter, round: item.round, table: table, asked: asked,
                    given: answers.given, records: records.read, published: records.published)
            }
        }
    }

    private func codings(_ returns: [Return], _ bundles: RunBundles) throws -> [Coding] {
        let hasPrivateCodes = survey.definition.tables.values.contains {
            $0.privateFields.contains { $0.codeList != nil || $0.scale != nil }
        }
        var merged: OrderedDictionary<[String], (coding: ReturnCoding, count: Int, example: String)> = [:]
        for item in returns.sorted(by: { ($0.reporter, $0.id) < ($1.reporter, $1.id) })
        where item.state == .live || item.state == .held {
            let answers = hasPrivateCodes ? try bundles.privateAnswers(item.id, survey.definition) : nil
            for coding in bundles[item.id]?.codings ?? [] where answers?.holds(coding.origin) != true {
                let key = [coding.list, coding.raw, coding.code ?? "", coding.method]
                let example = "\(item.reporter) \(coding.origin.sheet)!\(coding.origin.cell)"
                merged[key] = (coding, (merged[key]?.count ?? 0) + coding.count, merged[key]?.example ?? example)
            }
        }
        return merged.values.map { coding, count, example in
            Coding(
                list: coding.list, raw: coding.raw, code: coding.code,
                label: coding.code.flatMap { survey.label(of: $0, list: coding.list, language: survey.language) },
                method: coding.method, confidence: coding.confidence, suggestions: coding.suggestions, count: count,
                example: example)
        }.sorted { ($0.list, $0.confidence, $0.raw) < ($1.list, $1.confidence, $1.raw) }
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
    mutating func hold(_ ids: Set<String>) {
        for index in returns.indices where returns[index].state == .live && ids.contains(returns[index].id) {
            setState(.held, at: index)
        }
    }
}
