import Foundation
import OrderedCollections
import SurveyModel

/// Turns findings into issues: adds whose return it is, and the fingerprint by which an issue is known from run to run.
struct IssueRegister {
    private let definition: SurveyDefinition
    private let records: RecordIndex
    private let privacy: PrivateFindings
    private var seen: [String: Int] = [:]
    private(set) var issues: [Issue] = []
    private let limit: IssueLimit
    /// How many issues each return has of those that may be very many.
    private var counts: [String: Int] = [:]
    /// The returns of which it is told that they have more.
    private var told: Set<String> = []
    /// The rules that may find several things about one record.
    private let queries: Set<String>

    init(definition: SurveyDefinition, records: RecordIndex) {
        limit = IssueLimit(definition)
        self.definition = definition
        self.records = records
        privacy = PrivateFindings(definition)
        queries = Set(
            definition.rules.compactMap { rule in
                if case .query = rule.check { rule.id } else { nil }
            })
    }

    /// What a rule's finding is about.
    private struct Subject: Hashable {
        let rule: String
        let returnID: String
        let record: Int?
        let field: String?
    }

    /// Adds findings in returns.
    ///
    /// Rows of a query about one record are told apart by what they say, not by their order: a decision about one must never become one about another. Those
    /// that say the same are one.
    mutating func add(_ found: [(item: Return, finding: Finding)]) {
        func subject(_ item: Return, _ finding: Finding) -> Subject {
            Subject(rule: finding.rule, returnID: item.id, record: finding.record, field: finding.field)
        }
        var times: [Subject: Int] = [:]
        for (item, finding) in found where queries.contains(finding.rule) {
            times[subject(item, finding), default: 0] += 1
        }
        var added: [Subject: Set<Finding>] = [:]
        for (item, finding) in found {
            guard queries.contains(finding.rule) else {
                add(finding, in: item)
                continue
            }
            let subject = subject(item, finding)
            let isOneOfSeveral = times[subject, default: 0] > 1
            guard !isOneOfSeveral || added[subject, default: []].insert(finding).inserted else { continue }
            add(finding, in: item, isOneOfSeveral: isOneOfSeveral)
        }
    }

    /// Adds a finding in a return, unless its constraint or rule is on trial or switched off for the return. What it tells of a private answer is hidden here, so
    /// that nothing later can quote it.
    ///
    /// - Parameter isOneOfSeveral: whether its rule finds several things about the record, so that what it says tells it from the others.
    mutating func add(_ finding: Finding, in item: Return, isOneOfSeveral: Bool = false) {
        if definition.terms(of: finding)?.leavesOut(reporter: item.reporter, round: item.round) == true { return }
        if IssueLimit.counts(finding) {
            counts[item.id, default: 0] += 1
        }
        if finding.rule == IssueLimit.rule { told.insert(item.id) }
        let finding = privacy.hidden(finding) { records.privateAnswers(of: item.id) }
        // A file that cannot be read is known by its content, for want of a reporter.
        let reporter = item.reporter.isEmpty ? item.id : item.reporter
        issues.append(
            Issue(
                fingerprint: fingerprint(
                    finding, reporter: reporter, round: item.round, returnID: item.id, isOneOfSeveral: isOneOfSeveral),
                reporter: item.reporter, round: item.round,
                returnID: item.id, finding: records.placed(finding, returnID: item.id), state: .open))
    }

    /// Takes as many issues of each return as may be told, what weighs most first, and tells of the returns that have more.
    mutating func cut(returns: [Return]) {
        let many = returns.filter { counts[$0.id, default: 0] > limit.most }
        guard !many.isEmpty else { return }
        let ids = Set(many.map(\.id))
        var kept: Set<String> = []
        for own in Dictionary(
            grouping: issues.filter { ids.contains($0.returnID) && IssueLimit.counts($0.finding) }, by: \.returnID
        ).values {
            kept.formUnion(limit.cut(own, by: \.finding.severity).map(\.fingerprint))
        }
        issues.removeAll {
            ids.contains($0.returnID) && IssueLimit.counts($0.finding) && !kept.contains($0.fingerprint)
        }
        for item in many where !told.contains(item.id) { add(limit.finding, in: item) }
    }

    /// Adds a finding about a reporter that is in no return.
    mutating func add(_ finding: Finding, reporter: String, round: String) {
        let finding = privacy.hidden(finding) { nil }
        issues.append(
            Issue(
                fingerprint: fingerprint(finding, reporter: reporter, round: round, returnID: ""), reporter: reporter,
                round: round, returnID: "",
                finding: finding, state: .open))
    }

    /// The issues in the order in which people read them. They may be very many: the register has no copy of them any more.
    mutating func takeOrdered() -> [Issue] {
        var taken: [Issue] = []
        swap(&taken, &issues)
        Self.order(&taken)
        return taken
    }

    /// Puts issues into the order in which people read them.
    static func order(_ issues: inout [Issue]) {
        issues.sort { left, right in
            let a = left.finding
            let b = right.finding
            if a.severity != b.severity { return a.severity < b.severity }
            if a.rule != b.rule { return a.rule < b.rule }
            return (left.reporter, left.round, left.returnID, a.sheet ?? "", a.record ?? 0, left.fingerprint)
                < (right.reporter, right.round, right.returnID, b.sheet ?? "", b.record ?? 0, right.fingerprint)
        }
    }

    /// Of rule, reporter, round, table, the record's key, field and value as typed; not of a row's number, which changes with every edit. A private
    /// value is no part of it: whoever has the rest could try values until the hash fits.
    private mutating func fingerprint(
        _ finding: Finding, reporter: String, round: String, returnID: String, isOneOfSeveral: Bool = false
    ) -> String {
        var identity = identity(
            of: finding, reporter: reporter, round: round, returnID: returnID, value: finding.value ?? "")
        if isOneOfSeveral { identity += "\u{1F}" + finding.message.text(in: "en") }
        // Two alike, such as two equal comments in one return, are told apart by their order.
        let count = seen[identity, default: 0]
        seen[identity] = count + 1
        return Self.hash(count == 0 ? identity : "\(identity)\u{1F}\(count + 1)")
    }

    /// The fingerprint that an issue would have if another value stood in its cell.
    func fingerprint(of issue: Issue, ifValueWere value: String) -> String {
        let reporter = issue.reporter.isEmpty ? issue.returnID : issue.reporter
        return Self.hash(
            identity(
                of: issue.finding, reporter: reporter, round: issue.round, returnID: issue.returnID, value: value))
    }

    private static func hash(_ identity: String) -> String {
        String(Digest.sha256(Data(identity.utf8)).prefix(16))
    }

    /// The fingerprint of a finding about a return as a whole whose value is like no other's of its rule, before all issues are known.
    static func fingerprint(of finding: Finding, in item: Return) -> String {
        let reporter = item.reporter.isEmpty ? item.id : item.reporter
        return hash(
            [finding.rule, reporter, item.round, "", "", "", finding.value ?? ""].joined(separator: "\u{1F}"))
    }

    private func identity(of finding: Finding, reporter: String, round: String, returnID: String, value: String)
        -> String
    {
        [
            finding.rule, reporter, round, finding.table ?? "", key(of: finding, returnID: returnID),
            finding.field ?? "", definition.isPrivate(finding.field, of: finding.table) ? value.hidden : value,
        ].joined(separator: "\u{1F}")
    }

    private func key(of finding: Finding, returnID: String) -> String {
        guard let table = finding.table.flatMap({ definition.tables[$0] }), let number = finding.record else {
            return ""
        }
        guard !table.key.isEmpty, let record = records.record(number, table: table.name, returnID: returnID) else {
            return String(number)
        }
        let key = table.keyText(of: record)
        return key.isEmpty ? String(number) : key
    }
}
