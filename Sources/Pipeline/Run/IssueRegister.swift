import Foundation
import OrderedCollections
import SurveyModel

/// Turns findings into issues: adds whose return it is, and the fingerprint by which an issue is known from run to run.
struct IssueRegister {
    private let definition: SurveyDefinition
    private let records: RecordIndex
    private let identity: IssueIdentity
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
        identity = IssueIdentity(definition)
        queries = Set(
            definition.rules.compactMap { rule in
                if case .query = rule.check { rule.id } else { nil }
            })
    }

    /// A finding in a return, which is named by its place among those of the run: it is larger than its place, and has many findings.
    struct Found: Sendable {
        let place: Int
        let finding: Finding
    }

    /// What a rule's finding is about.
    private struct Subject: Hashable {
        let rule: String
        let place: Int
        let record: Int?
        let field: String?

        init(_ found: Found) {
            rule = found.finding.rule
            place = found.place
            record = found.finding.record
            field = found.finding.field
        }
    }

    /// A finding that is about to be an issue.
    private struct Reported: Sendable {
        /// Its place among those that were found: findings are large, and may be very many.
        let number: Int
        /// Whether its rule finds several things about the record, so that what it says tells it from the others.
        let isOneOfSeveral: Bool
    }

    /// Adds findings in returns, on several threads where there are many.
    ///
    /// Rows of a query about one record are told apart by what they say, not by their order: a decision about one must never become one about another. Those
    /// that say the same are one.
    ///
    /// - Throws: what kept records from being read.
    mutating func add(_ found: [Found], of returns: [Return]) throws {
        var times: [Subject: Int] = [:]
        for number in found.indices where queries.contains(found[number].finding.rule) {
            times[Subject(found[number]), default: 0] += 1
        }
        // Few have more than one row.
        var distinct: [Subject: Set<Finding>] = [:]
        for one in found where queries.contains(one.finding.rule) {
            let subject = Subject(one)
            if times[subject, default: 0] > 1 { distinct[subject, default: []].insert(one.finding) }
        }
        var added: [Subject: Set<Finding>] = [:]
        var reported: [Reported] = []
        reported.reserveCapacity(found.count)
        for (number, one) in found.enumerated() where takes(one.finding, in: returns[one.place]) {
            var isOneOfSeveral = false
            if queries.contains(one.finding.rule) {
                let subject = Subject(one)
                if let all = distinct[subject] {
                    isOneOfSeveral = all.count > 1
                    guard added[subject, default: []].insert(one.finding).inserted else { continue }
                }
            }
            reported.append(Reported(number: number, isOneOfSeveral: isOneOfSeveral))
        }
        let made = try identified(reported, of: found, returns)
        issues.reserveCapacity(issues.count + made.count)
        for (one, known) in zip(reported, made) {
            guard let known else { continue }
            let item = returns[found[one.number].place]
            note(found[one.number].finding, in: item)
            append(known, in: item)
        }
    }

    /// How many findings are worth a thread's while.
    private static let piece = 512

    /// What makes issues of findings, in their order. Found return by return, so that a return's records are read once, whatever rules speak of it.
    private func identified(
        _ reported: [Reported], of found: [Found], _ returns: [Return]
    ) throws -> [IssueIdentity.Known?] {
        var pieces: [[Int]] = []
        for own in OrderedDictionary(grouping: reported.indices, by: { found[reported[$0].number].place }).values {
            if let last = pieces.last, last.count < Self.piece {
                pieces[pieces.count - 1] += own
            } else {
                pieces.append(own)
            }
        }
        var known = [IssueIdentity.Known?](repeating: nil, count: reported.count)
        let (identity, records, isOne) = (identity, records, pieces.count == 1)
        try pieces.inOrder(width: ProcessInfo.processInfo.activeProcessorCount) { numbers in
            // An index knows the return that it was asked for last: each thread has its own.
            let records = isOne ? records : records.another()
            let made = numbers.map { number in
                let one = found[reported[number].number]
                return identity.known(
                    one.finding, in: returns[one.place], isOneOfSeveral: reported[number].isOneOfSeveral, records)
            }
            try records.check()
            return (numbers, made)
        } take: { (numbers: [Int], made: [IssueIdentity.Known]) in
            for (number, one) in zip(numbers, made) { known[number] = one }
        }
        return known
    }

    /// Adds a finding in a return, unless its constraint or rule is on trial or switched off for the return. What it tells of a private answer is hidden here, so
    /// that nothing later can quote it.
    mutating func add(_ finding: Finding, in item: Return) {
        guard takes(finding, in: item) else { return }
        note(finding, in: item)
        append(identity.known(finding, in: item, isOneOfSeveral: false, records), in: item)
    }

    /// Whether nothing keeps a finding in a return from being told.
    private func takes(_ finding: Finding, in item: @autoclosure () -> Return) -> Bool {
        // Of most findings the survey says nothing.
        guard let terms = definition.terms(of: finding) else { return true }
        let item = item()
        return !terms.leavesOut(reporter: item.reporter, round: item.round)
    }

    private mutating func note(_ finding: Finding, in item: Return) {
        if IssueLimit.counts(finding) { counts[item.id, default: 0] += 1 }
        if finding.rule == IssueLimit.rule { told.insert(item.id) }
    }

    private mutating func append(_ known: IssueIdentity.Known, in item: Return) {
        issues.append(
            Issue(
                fingerprint: fingerprint(known), reporter: item.reporter, round: item.round, returnID: item.id,
                finding: known.finding, state: .open))
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
        let known = identity.known(finding, reporter: reporter, round: round)
        issues.append(
            Issue(
                fingerprint: fingerprint(known), reporter: reporter, round: round, returnID: "",
                finding: known.finding, state: .open))
    }

    /// The issues in the order in which people read them. They may be very many: the register has no copy of them any more.
    mutating func takeOrdered() -> [Issue] {
        var taken: [Issue] = []
        swap(&taken, &issues)
        Self.order(&taken)
        return taken
    }

    /// Puts issues into the order in which people read them. Each is moved once: they are large, and may be very many.
    static func order(_ issues: inout [Issue]) {
        var order = issues.indices.sorted { precedes($0, $1, in: issues) }
        for start in order.indices {
            // Along a cycle, each to the place of the one before.
            var place = start
            while order[place] != start {
                let next = order[place]
                issues.swapAt(place, next)
                order[place] = place
                place = next
            }
            order[place] = place
        }
    }

    /// Whether one issue comes before another. No more is taken out of them than is compared: to copy them takes longer.
    private static func precedes(_ one: Int, _ other: Int, in issues: [Issue]) -> Bool {
        let (severity, otherSeverity) = (issues[one].finding.severity, issues[other].finding.severity)
        if severity != otherSeverity { return severity < otherSeverity }
        let (rule, otherRule) = (issues[one].finding.rule, issues[other].finding.rule)
        if rule != otherRule { return rule < otherRule }
        let (reporter, otherReporter) = (issues[one].reporter, issues[other].reporter)
        if reporter != otherReporter { return reporter < otherReporter }
        let (round, otherRound) = (issues[one].round, issues[other].round)
        if round != otherRound { return round < otherRound }
        let (item, otherItem) = (issues[one].returnID, issues[other].returnID)
        if item != otherItem { return item < otherItem }
        let (sheet, otherSheet) = (issues[one].finding.sheet ?? "", issues[other].finding.sheet ?? "")
        if sheet != otherSheet { return sheet < otherSheet }
        let (record, otherRecord) = (issues[one].finding.record ?? 0, issues[other].finding.record ?? 0)
        if record != otherRecord { return record < otherRecord }
        return issues[one].fingerprint < issues[other].fingerprint
    }

    /// Two alike, such as two equal comments in one return, are told apart by their order.
    private mutating func fingerprint(_ known: IssueIdentity.Known) -> String {
        let count = seen[known.identity, default: 0]
        seen[known.identity] = count + 1
        return count == 0 ? known.hash : IssueIdentity.hash("\(known.identity)\u{1F}\(count + 1)")
    }

    /// The fingerprint that an issue would have if another value stood in its cell.
    func fingerprint(of issue: Issue, ifValueWere value: String) -> String {
        identity.fingerprint(of: issue, ifValueWere: value, records)
    }
}
