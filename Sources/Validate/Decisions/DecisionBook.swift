public import SurveyModel

/// The decisions of a survey: for each issue the last line that was written about it, and whether that line counts.
///
/// The last line on a fingerprint is the only one that can count. Where it is void, none does: an earlier line must not come back to life
/// because somebody meant to replace it and slipped.
public struct DecisionBook: Sendable {
    /// Why a line does not count.
    public enum Fault: Sendable, Hashable {
        /// The line cannot be read.
        case unreadable(DecisionLine.Fault)
        /// It does not say why.
        case lacksReason
        /// It needs a second name, another than the reviewer's.
        case needsSecond
        /// Its last day is over.
        case expired(CalendarDay)
        /// It takes back what nobody has decided.
        case takesNothingBack
    }

    /// The lines that count, by fingerprint.
    public private(set) var standing: [String: DecisionLine] = [:]
    /// The lines that do not count, though they are the last of their fingerprints, in the file's order.
    public private(set) var void: [(line: DecisionLine, fault: Fault)] = []

    /// Judges a survey's decisions.
    ///
    /// - Parameters:
    ///   - lines: the lines in the file's order.
    ///   - needsSecond: whether the survey asks for four eyes.
    ///   - today: the day by which it is told what has expired.
    public init(lines: [DecisionLine], needsSecond: Bool, today: CalendarDay) {
        var last: [String: Int] = [:]
        var isRepeated: Set<String> = []
        for (index, line) in lines.enumerated() {
            if last.updateValue(index, forKey: line.fingerprint) != nil { isRepeated.insert(line.fingerprint) }
        }
        for (index, line) in lines.enumerated() where last[line.fingerprint] == index {
            let fault = Self.fault(
                of: line, needsSecond: needsSecond, today: today, isFirst: !isRepeated.contains(line.fingerprint))
            if let fault {
                void.append((line, fault))
            } else if line.decision?.action != .withdraw {
                standing[line.fingerprint] = line
            }
        }
    }

    private static func fault(
        of line: DecisionLine, needsSecond: Bool, today: CalendarDay, isFirst: Bool
    ) -> Fault? {
        guard let decision = line.decision else {
            return .unreadable(
                line.fault ?? .init(.own(.decisionFaultUnread), advice: .own(.decisionFaultUnreadAdvice)))
        }
        if decision.action == .withdraw { return isFirst ? .takesNothingBack : nil }
        if let expires = decision.expires, expires < today { return .expired(expires) }
        if decision.action != .ask, decision.reason.allSatisfy(\.isWhitespace) { return .lacksReason }
        let second = TextFolding.fold(decision.agreedBy)
        if needsSecond, decision.action != .ask, second.isEmpty || second == TextFolding.fold(decision.reviewer) {
            return .needsSecond
        }
        return nil
    }

    /// The decision about an issue that counts, and whether it saw the value that now stands there.
    ///
    /// A decision that names another value than the issue has was made about another state of the cell.
    public func decision(on issue: Issue) -> (line: DecisionLine, isBound: Bool)? {
        guard let line = standing[issue.fingerprint], let decision = line.decision else { return nil }
        return (line, SeenValue(issue.finding).isSeen(by: decision))
    }
}

extension DecisionAction {
    /// The state into which it brings an issue.
    public var state: IssueState {
        switch self {
        case .waive: .waived
        case .correct: .corrected
        case .accept: .accepted
        case .ask: .asked
        case .withdraw: .open
        }
    }
}
