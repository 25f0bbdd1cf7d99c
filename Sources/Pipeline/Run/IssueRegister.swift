import Foundation
import OrderedCollections
import SurveyModel

/// Turns findings into issues: adds whose return it is, and the fingerprint by which an issue is known from run to run.
struct IssueRegister {
    private let definition: SurveyDefinition
    private let records: RecordIndex
    private let identity: IssueIdentity
    /// How many issues there are of each identity, the place in the list of the first of them, and the return in which it was met first.
    private var seen: [String: (count: Int, first: Int, owner: String)] = [:]
    /// The same return for identities that were met in others as well.
    private var shared: [String: String] = [:]
    /// The bodies whose the returns are, where the survey tells several of a reporter apart.
    private var bodies: [String: String] = [:]
    private(set) var issues: [Issue] = []
    private let limit: IssueLimit
    /// The issues that each return has of those that may be very many.
    private var counts: [String: IssueCount] = [:]
    /// The returns of which it is told that they have more.
    private var told: Set<String> = []
    /// The rules that may find several things about one record.
    private let queries: Set<String>
    /// Whether another look will follow this one.
    private let isRemembered: Bool
    /// What was told apart in this look: of issues that are alike, and of queries that tell several things of one record.
    private var alike: [String: FirstLook.Alike] = [:]
    private var several: Set<FirstLook.Subject> = []
    /// The look over the values as typed, where this is another.
    private let first: FirstLook?
    /// How many issues were met again of those that were alike in the first look, and how many more there are.
    private var met: [String: [FirstLook.Place: Int]] = [:]
    private var surplus: [String: Int] = [:]

    /// - Parameters:
    ///   - definition: the survey's definition.
    ///   - records: the records of all returns, as typed.
    ///   - isRemembered: whether ``firstLook()`` will be asked for.
    ///   - first: the look over the values as typed, where this one is over changed values.
    init(
        definition: SurveyDefinition, records: RecordIndex, isRemembered: Bool = false, after first: FirstLook? = nil
    ) {
        self.isRemembered = isRemembered
        self.first = first
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
        let rows = rows(of: found, returns)
        var added: [FirstLook.Subject: Set<Finding>] = [:]
        var reported: [Reported] = []
        reported.reserveCapacity(found.count)
        for (number, one) in found.enumerated() where takes(one.finding, in: returns[one.place]) {
            var isOneOfSeveral = false
            if queries.contains(one.finding.rule) {
                let subject = FirstLook.Subject(one.finding, in: returns[one.place].id)
                if let all = rows[subject] {
                    guard added[subject, default: []].insert(one.finding).inserted else { continue }
                    isOneOfSeveral = tells(several: all, of: subject, one.finding)
                } else {
                    isOneOfSeveral = first?.several.contains(subject) ?? false
                }
            }
            reported.append(Reported(number: number, isOneOfSeveral: isOneOfSeveral))
        }
        let made = try identified(reported, of: found, returns)
        issues.reserveCapacity(issues.count + made.count)
        for (one, known) in zip(reported, made) {
            guard let known else { continue }
            let item = returns[found[one.number].place]
            note(known.finding, in: item)
            append(known, in: item)
        }
    }

    /// What queries tell of that of which they tell more than once. Few have more than one row.
    private func rows(of found: [Found], _ returns: [Return]) -> [FirstLook.Subject: Set<Finding>] {
        guard !queries.isEmpty else { return [:] }
        var times: [FirstLook.Subject: Int] = [:]
        for one in found where queries.contains(one.finding.rule) {
            times[FirstLook.Subject(one.finding, in: returns[one.place].id), default: 0] += 1
        }
        times = times.filter { $0.value > 1 }
        guard !times.isEmpty else { return [:] }
        var rows: [FirstLook.Subject: Set<Finding>] = [:]
        for one in found where queries.contains(one.finding.rule) {
            let subject = FirstLook.Subject(one.finding, in: returns[one.place].id)
            if times[subject] != nil { rows[subject, default: []].insert(one.finding) }
        }
        return rows
    }

    /// Whether a row of a query is known by what it says as well. What the first look has told is told as it was then, whatever was changed since.
    private mutating func tells(
        several all: Set<Finding>, of subject: FirstLook.Subject, _ finding: Finding
    ) -> Bool {
        guard let first else {
            if isRemembered, all.count > 1 { several.insert(subject) }
            return all.count > 1
        }
        if first.several.contains(subject) { return true }
        return all.count > 1 && first.words[subject] != finding.message.text(in: "en")
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
        let known = identity.known(finding, in: item, isOneOfSeveral: false, records)
        note(known.finding, in: item)
        append(known, in: item)
    }

    /// Whether nothing keeps a finding in a return from being told.
    private func takes(_ finding: Finding, in item: @autoclosure () -> Return) -> Bool {
        // Of most findings the survey says nothing.
        guard let terms = definition.terms(of: finding) else { return true }
        let item = item()
        return !terms.leavesOut(reporter: item.reporter, round: item.round)
    }

    private mutating func note(_ finding: Finding, in item: Return) {
        if IssueLimit.counts(finding) { counts[item.id, default: IssueCount()].add(finding) }
        if finding.rule == IssueLimit.rule { told.insert(item.id) }
    }

    private mutating func append(_ known: IssueIdentity.Known, in item: Return) {
        if !item.body.isEmpty { bodies[item.id] = item.body }
        let owner = owner(of: known, in: item.id)
        let own = owner == item.id ? known : known.ofVersion(item.id)
        let number = number(of: own, in: item.id)
        var issue = Issue(
            fingerprint: own.fingerprint(number), reporter: item.reporter, round: item.round,
            returnID: item.id, finding: known.finding, state: .open)
        // Of bodies that a private answer tells apart the identities are the same, but nobody answers for another.
        if owner != item.id, bodies[owner] == bodies[item.id] { issue.sharedQuestion = known.fingerprint(number) }
        issues.append(issue)
    }

    /// The return in which an identity was met first, in the first look if there was one. Others that have it, which are versions of one submission, are told
    /// apart from it by their contents and not by their order.
    private mutating func owner(of known: IssueIdentity.Known, in returnID: String) -> String {
        if let owner = first?.owners[known.identity] { return owner }
        guard let owner = seen[known.identity]?.owner else { return returnID }
        if isRemembered, owner != returnID { shared[known.identity] = owner }
        return owner
    }

    /// Takes as many issues of each return as may be told, what weighs most first, and tells of the returns that have more.
    mutating func cut(returns: [Return]) {
        let many = returns.filter { limit.isExceeded(by: counts[$0.id, default: IssueCount()]) }
        guard !many.isEmpty else { return }
        let ids = Set(many.map(\.id))
        var kept: Set<String> = []
        for own in Dictionary(
            grouping: issues.filter { ids.contains($0.returnID) && IssueLimit.counts($0.finding) }, by: \.returnID
        ).values {
            kept.formUnion(limit.cut(own, of: \.finding).map(\.fingerprint))
        }
        issues.removeAll {
            ids.contains($0.returnID) && IssueLimit.counts($0.finding) && !kept.contains($0.fingerprint)
        }
        for item in many where !told.contains(item.id) {
            add(limit.finding(of: counts[item.id, default: IssueCount()]), in: item)
        }
    }

    /// Adds a finding about a reporter that is in no return.
    mutating func add(_ finding: Finding, reporter: String, round: String) {
        let known = identity.known(finding, reporter: reporter, round: round)
        let own = owner(of: known, in: "").isEmpty ? known : known.ofVersion("")
        let number = number(of: own, in: "")
        issues.append(
            Issue(
                fingerprint: own.fingerprint(number), reporter: reporter, round: round, returnID: "",
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

    /// The number of an issue among those of its identity, from 1. Two alike, such as two equal comments in one return, are told apart by their order in the
    /// first look.
    private mutating func number(of known: IssueIdentity.Known, in returnID: String) -> Int {
        guard let alike = first?.alike[known.identity] else {
            let (count, first, owner) = seen[known.identity] ?? (count: 0, first: issues.count, owner: returnID)
            seen[known.identity] = (count: count + 1, first: first, owner: owner)
            if isRemembered, count > 0 { remember(known, in: returnID, first: first) }
            return count + 1
        }
        let place = FirstLook.Place(known.finding, in: returnID)
        let again = met[known.identity, default: [:]][place, default: 0]
        if let numbers = alike.numbers[place], again < numbers.count {
            met[known.identity, default: [:]][place] = again + 1
            return numbers[again]
        }
        surplus[known.identity, default: 0] += 1
        return alike.count + surplus[known.identity, default: 0]
    }

    private mutating func remember(_ known: IssueIdentity.Known, in returnID: String, first: Int) {
        if alike[known.identity] == nil, issues.indices.contains(first) {
            let place = FirstLook.Place(issues[first].finding, in: issues[first].returnID)
            alike[known.identity, default: FirstLook.Alike()].add(place)
        }
        alike[known.identity, default: FirstLook.Alike()].add(FirstLook.Place(known.finding, in: returnID))
    }

    /// What the next look needs to know each issue again.
    func firstLook() -> FirstLook {
        var words: [FirstLook.Subject: String] = [:]
        for issue in issues where queries.contains(issue.finding.rule) {
            let subject = FirstLook.Subject(issue.finding, in: issue.returnID)
            if !several.contains(subject) { words[subject] = issue.finding.message.text(in: "en") }
        }
        return FirstLook(alike: alike, owners: shared, several: several, words: words)
    }

    /// The fingerprint that an issue would have if another value stood in its cell.
    ///
    /// - Parameter item: the issue's return; nil where it is in none.
    func fingerprint(of issue: Issue, in item: Return?, ifValueWere value: String) -> String {
        identity.fingerprint(of: issue, in: item, ifValueWere: value, records)
    }
}
