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

    /// What a run makes.
    struct Product: Sendable {
        let result: RunResult
        let publication: Publication
    }

    func assemble() throws -> Product {
        let definition = survey.definition
        var consolidation = Consolidation(read, survey: survey)
        let bundles = Dictionary(read.map { ($0.bundle.id, $0.bundle) }) { first, _ in first }
        for item in consolidation.returns where item.state != .refused {
            if let bundle = bundles[item.id], try !store.isStaged(item.id) { try store.stage(bundle) }
        }
        try store.setReturns(consolidation.returns)
        let index = RecordIndex(read.map(\.bundle), survey: survey)
        let rules = try store.read { try survey.rules.run(in: $0, records: index) }
        let issues = issues(consolidation, bundles, rules, index)
        consolidation.hold(Disposition.held(by: issues, definition: definition))
        try store.setReturns(consolidation.returns)
        let disposition = Disposition(issues: issues, returns: consolidation.returns, definition: definition)
        try store.setRejected(disposition.rejected)
        let publication = Publication(
            survey: survey.name, definition: definition,
            returns: consolidation.returns.map { ($0, $0.state == .refused ? nil : bundles[$0.id]) },
            disposition: disposition, labels: survey.labels)
        let result = RunResult(
            survey: survey.name, definition: definition, reporters: survey.reporters, returns: consolidation.returns,
            counts: counts(consolidation.returns, bundles, disposition, issues),
            coverage: coverage(consolidation.returns, bundles, disposition, notAsked: rules.notAsked),
            issues: issues, rules: rules.results + constraintResults(issues, consolidation.returns, bundles),
            codings: codings(consolidation.returns, bundles),
            figures: try store.figures(), provenance: provenance(consolidation.returns))
        return Product(result: result, publication: publication)
    }

    // MARK: - Issues

    /// Findings of a superseded return are not told again: the return that took its place has its own.
    private func issues(
        _ consolidation: Consolidation, _ bundles: [String: ReturnBundle], _ rules: RuleOutcome, _ index: RecordIndex
    ) -> [Issue] {
        var register = IssueRegister(definition: survey.definition, records: index)
        let byID = Dictionary(consolidation.returns.map { ($0.id, $0) }) { first, _ in first }
        for item in consolidation.returns where item.state != .superseded {
            for finding in bundles[item.id]?.findings ?? [] { register.add(finding, in: item) }
        }
        for rule in rules.findings {
            if let item = byID[rule.returnID] { register.add(rule.finding, in: item) }
        }
        for (returnID, finding) in consolidation.findings
            + Coverage.unknownReporters(reporters: survey.reporters, returns: consolidation.returns)
        {
            if let item = byID[returnID] { register.add(finding, in: item) }
        }
        let round = survey.definition.round.current
        for finding in rules.ruleFindings { register.add(finding, reporter: "", round: round) }
        for (reporter, finding) in Coverage.missingReturns(
            reporters: survey.reporters, returns: consolidation.returns, round: round)
        {
            register.add(finding, reporter: reporter.code, round: round)
        }
        return register.ordered()
    }

    // MARK: - Counts

    private func counts(
        _ returns: [Return], _ bundles: [String: ReturnBundle], _ disposition: Disposition, _ issues: [Issue]
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
            for record in bundles[item.id]?.records ?? [] {
                counts.recordsRead += 1
                switch disposition.outcome(of: RecordID(returnID: item.id, table: record.table, number: record.number))
                {
                case .published: counts.recordsPublished += 1
                case .rejected: counts.recordsRejected += 1
                case .superseded: counts.recordsSuperseded += 1
                }
            }
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
        for issue in issues { counts.issues[issue.finding.severity, default: 0] += 1 }
        return counts
    }

    /// - Parameter notAsked: by return and table, how many empty answer cells belong to questions that were not asked.
    private func coverage(
        _ returns: [Return], _ bundles: [String: ReturnBundle], _ disposition: Disposition,
        notAsked: [String: [String: Int]]
    ) -> [TableCoverage] {
        returns.filter { $0.state == .live || $0.state == .held }.flatMap { item in
            survey.definition.tables.keys.map { table in
                let bundle = bundles[item.id]
                let records = (bundle?.records ?? []).filter { $0.table == table }
                let published = records.count {
                    disposition.outcome(of: RecordID(returnID: item.id, table: table, number: $0.number)) == .published
                }
                let answers = bundle?.answers[table] ?? AnswerCount(asked: 0, given: 0)
                let asked = max(answers.given, answers.asked - (notAsked[item.id]?[table] ?? 0))
                return TableCoverage(
                    returnID: item.id, reporter: item.reporter, round: item.round, table: table, asked: asked,
                    given: answers.given,
                    records: records.count, published: published)
            }
        }
    }

    /// What the fields' constraints did, over the records of the returns that count.
    private func constraintResults(_ issues: [Issue], _ returns: [Return], _ bundles: [String: ReturnBundle])
        -> [RuleResult]
    {
        var failed: [String: Int] = [:]
        for issue in issues {
            failed["\(issue.finding.rule) \(issue.finding.table ?? "") \(issue.finding.field ?? "")", default: 0] += 1
        }
        var tested: [String: Int] = [:]
        for item in returns where item.state == .live {
            for record in bundles[item.id]?.records ?? [] { tested[record.table, default: 0] += 1 }
        }
        return FieldConstraints(definition: survey.definition).catalogue().map { entry in
            RuleResult(
                id: entry.rule, table: entry.table, severity: entry.severity,
                expression: "\(entry.field): \(entry.expression)", why: nil,
                tested: tested[entry.table] ?? 0, failed: failed["\(entry.rule) \(entry.table) \(entry.field)"] ?? 0,
                notVerifiable: 0, level: .structure)
        }
    }

    private func codings(_ returns: [Return], _ bundles: [String: ReturnBundle]) -> [Coding] {
        var merged: OrderedDictionary<[String], (coding: ReturnCoding, count: Int, example: String)> = [:]
        for item in returns.sorted(by: { ($0.reporter, $0.id) < ($1.reporter, $1.id) })
        where item.state == .live || item.state == .held {
            for coding in bundles[item.id]?.codings ?? [] {
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
