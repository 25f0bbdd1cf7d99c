import Foundation
import OrderedCollections
import SurveyModel
import Validate

extension RunChanges {
    /// Compares a run's issues with those of an earlier run.
    ///
    /// - Parameters:
    ///   - earlier: the run to compare with.
    ///   - issues: the issues of the present run; each is told how it relates to the earlier one.
    ///   - lapsed: the issues at whose place a decision has lapsed since its cell has changed: the fingerprint that the issue had then, by that of today.
    ///   - returns: the present run's returns.
    ///   - definition: says which fields are private, which they may not have been in the earlier run.
    init(
        since earlier: EarlierRun, _ issues: inout [Issue], lapsed: [String: String], returns: [Return],
        definition: SurveyDefinition
    ) {
        var new = 0
        var reopened = 0
        for index in issues.indices {
            let fingerprint = issues[index].fingerprint
            let same = earlier.state(of: fingerprint)
            let before = same ?? lapsed[fingerprint].flatMap { earlier.state(of: $0) }
            if let before, !before.isUnsettled, issues[index].state.isUnsettled {
                issues[index].change = .reopened
                reopened += 1
            } else if same == nil {
                issues[index].change = .new
                new += 1
            } else {
                issues[index].change = .same
            }
        }
        let present = Set(issues.map(\.fingerprint))
        let resolved = earlier.issues.filter { !present.contains($0.fingerprint) }.map {
            RunChanges.Resolved(
                fingerprint: $0.fingerprint, severity: $0.severity, rule: $0.rule, reporter: $0.reporter,
                place: $0.place,
                message: definition.isPrivate($0.field, of: $0.table) ? $0.message.hidden : $0.message)
        }
        self.init(
            since: earlier.id, new: new, reopened: reopened, resolved: resolved,
            newReturns: returns.map(\.id).filter { !earlier.returns.contains($0) })
    }
}

/// What tells whether two runs were made of the same: returns with what became of them, definition, decisions, and which of these have expired.
enum InputsHash {
    /// SHA-256 in hex.
    static func of(_ returns: [Return], _ survey: Survey, today: CalendarDay) -> String {
        var lines = ["definition \(survey.definitionHash)", "decisions \(survey.decisions.sha256 ?? "")"]
        if let round = survey.namedRound { lines.append("round \(round)") }
        for line in survey.decisions.lines {
            if let expires = line.decision?.expires, expires < today { lines.append("expired \(line.line)") }
        }
        for item in returns {
            lines.append("\(item.sha256) \(item.state.rawValue) \(item.reporter) \(item.round) \(item.file)")
        }
        return Digest.sha256(Data(lines.joined(separator: "\n").utf8))
    }
}
