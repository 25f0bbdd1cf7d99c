import OrderedCollections
import SurveyModel
import Validate

/// What is told of decisions that take no effect.
struct LapsedDecisions {
    /// A finding, with the return that it is about; empty where there is none any more.
    struct Told {
        let finding: Finding
        let returnID: String
        let reporter: String
        let round: String

        init(finding: Finding, issue: Issue?, returnID: String? = nil) {
            self.finding = finding
            self.returnID = returnID ?? issue?.returnID ?? ""
            reporter = issue?.reporter ?? ""
            round = issue?.round ?? ""
        }
    }

    /// An issue of a superseded return, with the return that took its place and what stands there.
    private struct Earlier {
        let issue: Issue
        let winner: String
        let now: String
    }

    /// Issues are tried for the place of a lapsed decision up to this many times; beyond it is only told that a decision fits nothing.
    private static let mostTrials = 200_000

    let survey: Survey
    let book: DecisionBook
    let decided: DecidedIssues
    let consolidation: Consolidation
    let bundles: RunBundles
    let index: RecordIndex
    let register: IssueRegister
    /// The issues at whose place a decision has lapsed because its cell was changed: the decision's fingerprint by that of the issue.
    private(set) var changed: [String: String] = [:]

    init(
        survey: Survey, book: DecisionBook, decided: DecidedIssues, consolidation: Consolidation,
        bundles: RunBundles, index: RecordIndex, register: IssueRegister
    ) {
        self.survey = survey
        self.book = book
        self.decided = decided
        self.consolidation = consolidation
        self.bundles = bundles
        self.index = index
        self.register = register
    }

    /// The findings, in the order of the file's lines.
    mutating func findings(
        _ refusals: [DecidedIssues.Refusal],
        _ contradictions: [(earlier: DecisionLine, later: DecisionLine, issue: Issue)]
    ) -> [Told] {
        var told: [(line: Int, told: Told)] = []
        for (line, fault) in book.void {
            let issue = decided.issue(line.fingerprint)
            if let finding = DecisionFindings.void(line, fault, on: issue) {
                told.append((line.line, Told(finding: finding, issue: issue)))
            }
        }
        for refusal in refusals {
            let finding =
                switch refusal.reason {
                case .unbound: DecisionFindings.unbound(refusal.line, on: refusal.issue)
                case .value(let why):
                    DecisionFindings.valueUnreadable(
                        refusal.line, why.reason, expected: why.expected, on: refusal.issue)
                }
            told.append((refusal.line.line, Told(finding: finding, issue: refusal.issue)))
        }
        for (earlier, later, issue) in contradictions {
            told.append(
                (later.line, Told(finding: DecisionFindings.contradiction(earlier, later, on: issue), issue: issue)))
        }
        let lapsed = book.standing.values.filter { decided.issue($0.fingerprint) == nil }.sorted { $0.line < $1.line }
        told += lapsedFindings(lapsed).map { ($0.line.line, $0.told) }
        return told.sorted { ($0.line, $0.told.finding.rule) < ($1.line, $1.told.finding.rule) }.map(\.told)
    }

    /// Lines whose issue is gone: where the place can be told, what stands there now.
    private mutating func lapsedFindings(_ lapsed: [DecisionLine]) -> [(line: DecisionLine, told: Told)] {
        guard !lapsed.isEmpty else { return [] }
        let changed = changedIssues(lapsed)
        for (fingerprint, issue) in changed { self.changed[issue.fingerprint] = fingerprint }
        let earlier = supersededIssues(Set(lapsed.map(\.fingerprint)))
        return lapsed.map { line in
            if let issue = changed[line.fingerprint] {
                let finding = DecisionFindings.changed(
                    line, now: issue.finding.value ?? "", issue: issue, place: issue.finding)
                return (line, Told(finding: finding, issue: issue))
            }
            if let gone = earlier[line.fingerprint], !SeenValue.values(in: line.decision?.seen ?? "").contains(gone.now)
            {
                let finding = DecisionFindings.changed(line, now: gone.now, issue: nil, place: gone.issue.finding)
                return (line, Told(finding: finding, issue: gone.issue, returnID: gone.winner))
            }
            let isValue = line.decision?.action == .correct || line.decision?.action == .accept
            let finding = isValue ? DecisionFindings.valueGone(line) : DecisionFindings.noMatch(line)
            return (line, Told(finding: finding, issue: nil))
        }
    }

    /// Issues that would have a lapsed decision's fingerprint if the value that it saw still stood there.
    private func changedIssues(_ lapsed: [DecisionLine]) -> [String: Issue] {
        let fingerprints = Set(lapsed.map(\.fingerprint))
        let seen = OrderedSet(lapsed.flatMap { $0.decision.map { SeenValue.values(in: $0.seen) } ?? [] })
        let issues = decided.issues.filter { $0.finding.field != nil }
        guard issues.count <= Self.mostTrials / max(1, seen.count) else { return [:] }
        let returns = Dictionary(consolidation.returns.map { ($0.id, $0) }) { first, _ in first }
        var found: [String: Issue] = [:]
        // Return by return: an index knows the one that it was asked for last.
        for issue in OrderedDictionary(grouping: issues, by: \.returnID).values.joined() {
            for value in seen where value != issue.finding.value {
                let fingerprint = register.fingerprint(of: issue, in: returns[issue.returnID], ifValueWere: value)
                if fingerprints.contains(fingerprint), found[fingerprint] == nil { found[fingerprint] = issue }
            }
        }
        return found
    }

    /// The issues that superseded returns had, by fingerprint, with what stands in their place in the return that counts.
    private func supersededIssues(_ wanted: Set<String>) -> [String: Earlier] {
        var register = IssueRegister(definition: survey.definition, records: index)
        for item in consolidation.returns where item.state == .superseded {
            for finding in bundles[item.id]?.findings ?? [] { register.add(finding, in: item) }
        }
        let byID = Dictionary(consolidation.returns.map { ($0.id, $0) }) { first, _ in first }
        var found: [String: Earlier] = [:]
        var keys: [String: [String: Record]] = [:]
        for issue in register.issues where wanted.contains(issue.fingerprint) {
            guard let winner = byID[issue.returnID]?.supersededBy, let now = value(at: issue, in: winner, &keys) else {
                continue
            }
            found[issue.fingerprint] = Earlier(issue: issue, winner: winner, now: now)
        }
        return found
    }

    /// What stands at an issue's place in another return: in the record of the same key, or else of the same number.
    private func value(at issue: Issue, in returnID: String, _ keys: inout [String: [String: Record]]) -> String? {
        guard let table = issue.finding.table.flatMap({ survey.definition.tables[$0] }),
            let number = issue.finding.record, let field = issue.finding.field.flatMap({ table.index(of: $0) })
        else { return nil }
        let earlier = index.record(number, table: table.name, returnID: issue.returnID)
        let key = earlier.map { table.keyText(of: $0) } ?? ""
        guard !key.isEmpty else {
            return index.record(number, table: table.name, returnID: returnID)?.entries[field]?.raw.text ?? ""
        }
        let group = "\(returnID) \(table.name)"
        let ordinal = index.ordinal(of: number, in: table, returnID: issue.returnID)
        if keys[group] == nil {
            let count = bundles.count(returnID, table.name)
            let records = (0..<count).compactMap {
                index.record($0 + 1, table: table.name, returnID: returnID)
            }
            keys[group] = Dictionary(
                records.map { record in
                    let ordinal = index.ordinal(of: record.number, in: table, returnID: returnID)
                    return (Self.name(table.keyText(of: record), ordinal), record)
                }
            ) { first, _ in first }
        }
        return keys[group]?[Self.name(key, ordinal)].map { $0.entries[field]?.raw.text ?? "" }
    }

    /// A record's key, with its number among the records that have it.
    private static func name(_ key: String, _ ordinal: Int) -> String { "\(key)\u{1D}\(ordinal)" }
}

extension TableDefinition {
    /// A record's key as one text; empty where the table has none, or nothing stands in its fields.
    func keyText(of record: Record) -> String {
        let values = key.map { field in
            index(of: field).flatMap { record.entries[$0] }.map { $0.value?.text ?? $0.raw.text } ?? ""
        }
        return values.allSatisfy(\.isEmpty) ? "" : values.joined(separator: "\u{1E}")
    }
}
