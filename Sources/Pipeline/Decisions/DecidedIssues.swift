import Load
import OrderedCollections
import SurveyModel
import Validate

/// A run's issues with the decisions that count: waived and asked ones get their state at once, corrections and acceptances when their value
/// is in its place.
struct DecidedIssues {
    /// A line that did not take effect, with the issue that it is about.
    struct Refusal {
        enum Reason {
            /// It names another value than the issue's cell holds.
            case unbound
            /// Its value cannot be the field's.
            case value(DecidedValues.Refusal)
        }

        let line: DecisionLine
        let issue: Issue
        let reason: Reason
    }

    private let book: DecisionBook
    private var byFingerprint: OrderedDictionary<String, Issue>
    /// Fingerprints whose decision was taken.
    private var taken: Set<String> = []
    /// Issues whose decision changes a value, in the order of the file's lines, not yet applied.
    private var waiting: [(line: DecisionLine, fingerprint: String)] = []
    /// Lines that saw another state of their issue than the one that was found last, by its fingerprint: the next look may find the one that they saw.
    private var unbound: [String: DecisionLine] = [:]
    /// Issues that are settled only since another's correction has made them go, as they stood before.
    private var settledAlong: OrderedDictionary<String, Issue> = [:]
    /// Lines whose value could not be put into its place.
    private var refused: [Refusal] = []

    /// - Parameter issues: what was found over the values as typed.
    init(_ issues: [Issue], book: DecisionBook) {
        self.book = book
        byFingerprint = OrderedDictionary(issues.map { ($0.fingerprint, $0) }) { first, _ in first }
        match(issues)
    }

    /// The issues with their states.
    var issues: [Issue] { Array(byFingerprint.values) }

    /// The issue of a fingerprint.
    func issue(_ fingerprint: String) -> Issue? { byFingerprint[fingerprint] }

    /// The lines that took no effect.
    var refusals: [Refusal] {
        refused
            + unbound.compactMap { fingerprint, line in
                byFingerprint[fingerprint].map { Refusal(line: line, issue: $0, reason: .unbound) }
            }
    }

    /// Adds issues that follow from what became of the others, and that no correction settles.
    mutating func add(_ issues: [Issue], _ corrections: inout Corrections) {
        for issue in issues where byFingerprint[issue.fingerprint] == nil { byFingerprint[issue.fingerprint] = issue }
        match(issues)
        // There is no value to change: a line that wants to is told.
        _ = apply(to: &corrections)
    }

    private mutating func match(_ issues: [Issue]) {
        for issue in issues where !taken.contains(issue.fingerprint) {
            guard let (line, isBound) = book.decision(on: issue), let decision = line.decision else { continue }
            guard isBound else {
                unbound[issue.fingerprint] = line
                continue
            }
            unbound[issue.fingerprint] = nil
            taken.insert(issue.fingerprint)
            switch decision.action {
            case .correct, .accept: waiting.append((line, issue.fingerprint))
            case .waive, .ask, .withdraw: settle(issue.fingerprint, decision.action.state, decision)
            }
        }
        waiting.sort { $0.line.line < $1.line.line }
    }

    private mutating func settle(_ fingerprint: String, _ state: IssueState, _ decision: Decision?) {
        byFingerprint[fingerprint]?.state = state
        byFingerprint[fingerprint]?.decision = decision
    }

    /// Puts the values of decisions that wait into their places.
    ///
    /// - Returns: whether any value was changed, so that it must be looked again.
    mutating func apply(to corrections: inout Corrections) -> Bool {
        var hasChanged = false
        for (line, fingerprint) in waiting {
            guard let issue = byFingerprint[fingerprint], let decision = line.decision else { continue }
            if let refusal = corrections.apply(line, to: issue) {
                refused.append(Refusal(line: line, issue: issue, reason: .value(refusal)))
                continue
            }
            settle(fingerprint, decision.action.state, decision)
            hasChanged = true
        }
        waiting = []
        return hasChanged
    }

    /// Takes in what was found over the changed values: what is new is added, what is gone was settled by a correction, and what still stands is told as it
    /// stands now.
    mutating func takeIn(_ found: [Issue], corrections: Corrections) {
        let fingerprints = Set(found.map(\.fingerprint))
        let causes = Causes(corrections)
        // Of these, what is gone may merely have been displaced by what weighs more.
        let cut = Set(found.lazy.filter { $0.finding.rule == IssueLimit.rule }.map(\.returnID))
        // What a correction has settled along, the next one may bring back.
        for (fingerprint, issue) in settledAlong { byFingerprint[fingerprint] = issue }
        settledAlong = [:]
        for issue in found {
            guard let known = byFingerprint[issue.fingerprint] else { continue }
            meetAgain(issue, known: known, causes)
        }
        for issue in byFingerprint.values where issue.state.isUnsettled {
            let isGone =
                !fingerprints.contains(issue.fingerprint) && (!cut.contains(issue.returnID) || causes.corrects(issue))
            // How a value was read does not matter where another was put in its place.
            let isMoot = causes.corrects(issue) && issue.finding.isOfReading
            guard isGone || isMoot else { continue }
            settledAlong[issue.fingerprint] = issue
            settle(issue.fingerprint, .corrected, causes.decision(behind: issue))
        }
        for var issue in found where byFingerprint[issue.fingerprint] == nil {
            issue.isOfDecidedValue = causes.gave(issue)
            byFingerprint[issue.fingerprint] = issue
        }
        match(found)
    }

    /// Takes in an issue that stands over the changed values as well, with what is found now: one of its other cells may have another value. A decision
    /// that saw what was there before does not hold any more, nor has a correction settled what is found again in the value that it gave.
    private mutating func meetAgain(_ issue: Issue, known: Issue, _ causes: Causes) {
        var now = issue
        now.state = known.state
        now.decision = known.decision
        now.isOfDecidedValue = known.isOfDecidedValue
        if !known.state.isUnsettled, known.state != .waived {
            // What is not looked for again is found whatever was put in its place.
            guard issue.finding.isLookedForAgain else { return }
            (now.state, now.decision) = (.open, nil)
            now.isOfDecidedValue = causes.gave(issue)
        } else {
            guard known.finding != issue.finding else { return }
            if issue.finding.isLookedForAgain, causes.gave(issue) { now.isOfDecidedValue = true }
            if let decision = known.decision, !SeenValue(issue.finding).isSeen(by: decision) {
                (now.state, now.decision) = (.open, nil)
                taken.remove(issue.fingerprint)
            }
        }
        byFingerprint[issue.fingerprint] = now
    }
}

extension Finding {
    /// Whether it is about how the words in a cell became a value.
    fileprivate var isOfReading: Bool {
        ["type.", "code.", "value."].contains { rule.hasPrefix($0) }
    }
}

/// Which decision settled an issue that is gone: one on the same value, else the first on the same record, else on the same return.
private struct Causes {
    private var values: [Corrections.Place: Decision] = [:]
    private var records: [[String]: Decision] = [:]
    private var returns: [String: Decision] = [:]

    init(_ corrections: Corrections) {
        for (place, line) in corrections.lines.sorted(by: { $0.value.line < $1.value.line }) {
            guard let decision = line.decision else { continue }
            let record = place.record
            values[place] = decision
            let key = [record.returnID, record.table, String(record.number)]
            if records[key] == nil { records[key] = decision }
            if returns[record.returnID] == nil { returns[record.returnID] = decision }
        }
    }

    /// Whether a value was given to the whole of the issue's cell.
    func corrects(_ issue: Issue) -> Bool {
        place(of: issue).flatMap { values[$0] }?.action == .correct
    }

    /// Whether a decision gave the value that the issue is about.
    func gave(_ issue: Issue) -> Bool { place(of: issue).flatMap { values[$0] } != nil }

    func decision(behind issue: Issue) -> Decision? {
        if let decision = place(of: issue).flatMap({ values[$0] }) { return decision }
        if let table = issue.finding.table, let number = issue.finding.record,
            let decision = records[[issue.returnID, table, String(number)]]
        {
            return decision
        }
        return returns[issue.returnID]
    }

    private func place(of issue: Issue) -> Corrections.Place? {
        guard let table = issue.finding.table, let number = issue.finding.record, let field = issue.finding.field else {
            return nil
        }
        return Corrections.Place(
            record: .init(returnID: issue.returnID, table: table, number: number), field: field)
    }
}
