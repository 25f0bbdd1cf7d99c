import OrderedCollections
import SurveyModel
import Validate

/// Compares returns with those whose place they took: what was typed, and what was found in it.
struct Resubmissions {
    private let survey: Survey
    private let index: RecordIndex
    private let bundles: RunBundles
    /// What the survey's rules told of the returns, by return.
    private let rules: [String: [Finding]]

    /// - Parameter rules: what the survey's rules told of these returns, of each as though it were the one that counts.
    init(_ survey: Survey, bundles: RunBundles, rules: [RuleFinding]) {
        self.survey = survey
        self.bundles = bundles
        self.rules = Dictionary(grouping: rules, by: \.returnID).mapValues { $0.map(\.finding) }
        index = RecordIndex(bundles, survey: survey)
    }

    /// The comparisons, ordered by reporter. Of several returns that one has superseded, the latest is compared.
    func all(_ consolidation: Consolidation) throws -> [Resubmission] {
        let byID = Dictionary(consolidation.returns.map { ($0.id, $0) }) { first, _ in first }
        let comparisons = try consolidation.predecessors.compactMap { winner, loser -> Resubmission? in
            guard let later = byID[winner], let earlier = byID[loser] else { return nil }
            return try comparison(earlier, later) { consolidation.told($0, in: later.id) }
        }.sorted { ($0.reporter, $0.returnID) < ($1.reporter, $1.returnID) }
        try index.check()
        return comparisons
    }

    /// - Parameter asked: leaves out what the later return is not asked for.
    private func comparison(
        _ earlier: Return, _ later: Return, asked: ([Finding]) -> [Finding]
    ) throws -> Resubmission {
        let found = (earlier: findings(in: earlier, asked), later: findings(in: later, asked))
        let before = try issues(found.earlier, of: earlier)
        let after = try issues(found.later, of: later)
        let gone = Self.only(in: before, not: after)
        let come = Self.only(in: after, not: before)
        // What the limit may have displaced in one of them is not known to be solved, or new.
        let told = (
            earlier: ToldIssues(found.earlier, in: survey.definition),
            later: ToldIssues(found.later, in: survey.definition)
        )
        let solved = gone.filter { told.later.wouldTell($0.finding) }
        let raised = come.filter { told.earlier.wouldTell($0.finding) }
        let areAllTold = told.earlier.areAll && told.later.areAll
        return Resubmission(
            reporter: later.reporter, returnID: later.id, earlierID: earlier.id,
            changes: try survey.definition.tables.values.flatMap { try changes(in: $0, earlier.id, later.id) },
            solved: solved, raised: raised,
            uncompared: areAllTold ? nil : gone.count - solved.count + come.count - raised.count)
    }

    /// What reading a return, the constraints of its fields and the survey's rules have found, as much as may be told of one return.
    private func findings(in item: Return, _ asked: ([Finding]) -> [Finding]) -> [Finding] {
        let limit = IssueLimit(survey.definition)
        let own = asked(bundles[item.id]?.findings ?? [])
        let kept = limit.kept(own + (rules[item.id] ?? []), in: survey.definition)
        // Where reading alone has found more than may be told, the rules need not have found anything.
        guard !kept.contains(where: { $0.rule == IssueLimit.rule }) else { return kept }
        return kept + own.filter { $0.rule == IssueLimit.rule }
    }

    private func issues(_ findings: [Finding], of item: Return) throws -> [Issue] {
        var register = IssueRegister(definition: survey.definition, records: index)
        try register.add(findings.map { IssueRegister.Found(place: 0, finding: $0) }, of: [item])
        return register.takeOrdered()
    }

    private static func only(in issues: [Issue], not others: [Issue]) -> [Issue] {
        let known = Set(others.map(\.fingerprint))
        return issues.filter { !known.contains($0.fingerprint) }
    }

    // MARK: - Answers

    private func changes(in table: TableDefinition, _ earlier: String, _ later: String) throws
        -> [Resubmission.Change]
    {
        RecordPairs(earlier: try keyed(table, earlier), later: try keyed(table, later)).pairs.flatMap {
            changes(in: table, $0.name, from: $0.earlier, to: $0.later)
        }
    }

    private func changes(in table: TableDefinition, _ name: String, from old: Record?, to new: Record?)
        -> [Resubmission.Change]
    {
        table.fields.values.enumerated().compactMap { index, field in
            let was = old?.entries[index]
            let now = new?.entries[index]
            guard was?.raw.text != now?.raw.text else { return nil }
            let origin = now?.origin ?? was?.origin
            let shown = { (entry: Entry?) in field.isPrivate ? entry?.raw.text.hidden : entry?.raw.text }
            return Resubmission.Change(
                table: table.name, record: name, field: field.name,
                place: origin.map { "\($0.sheet)!\($0.cell)" } ?? "", was: shown(was), now: shown(now))
        }
    }

    private func keyed(_ table: TableDefinition, _ returnID: String) throws
        -> OrderedDictionary<RecordPairs.Key, Record>
    {
        var counts: [String: Int] = [:]
        var records: OrderedDictionary<RecordPairs.Key, Record> = [:]
        for record in try bundles.records(returnID, of: table.name) {
            let key = table.keyText(of: record).replacing("\u{1E}", with: " / ")
            let name = key.isEmpty ? String(record.number) : key
            counts[name, default: 0] += 1
            records[RecordPairs.Key(name: name, count: counts[name, default: 1])] = record
        }
        return records
    }
}
