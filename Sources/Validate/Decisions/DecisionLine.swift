public import SurveyModel

/// A line of `decisions.csv`, with its place and, where it cannot be read, what is wrong with it.
public struct DecisionLine: Sendable, Hashable {
    /// What is wrong with a line, and how to mend it.
    public struct Fault: Sendable, Hashable {
        /// What is wrong, in a clause: "its action 'wave' is none".
        public let message: Message
        /// The mend, in a sentence.
        public let advice: Message

        /// A fault with its mend.
        public init(_ message: Message, advice: Message) {
            self.message = message
            self.advice = advice
        }
    }

    /// The line's number in the file, the header being 1.
    public let line: Int
    /// The fingerprint, as it stands there.
    public let fingerprint: String
    /// The decision; nil where the line cannot be read.
    public let decision: Decision?
    /// What is wrong; nil where the line can be read.
    public let fault: Fault?

    /// A line for a decision that is no fault's.
    public init(line: Int, decision: Decision) {
        self.line = line
        self.fingerprint = decision.fingerprint
        self.decision = decision
        fault = nil
    }

    /// Reads a line from its fields.
    ///
    /// - Parameters:
    ///   - line: its number in the file.
    ///   - fields: its fields by column; one that is empty may be left out. A text that was kept from being run as a formula by an apostrophe is
    ///     taken as it was (``SurveyModel/CSVText/original(_:)``).
    public init(line: Int, fields: [String: String]) {
        func field(_ name: String) -> String { fields[name] ?? "" }
        func day(_ name: String) -> CalendarDay? { CalendarDay(field(name)) }
        self.line = line
        fingerprint = field("fingerprint")
        fault = Self.fault(in: fields)
        guard fault == nil, let action = DecisionAction(rawValue: field("action")), let date = day("date") else {
            decision = nil
            return
        }
        decision = Decision(
            fingerprint: fingerprint, action: action, seen: CSVText.original(field("seen")),
            value: CSVText.original(field("value")), reason: CSVText.original(field("reason")),
            reviewer: CSVText.original(field("reviewer")), agreedBy: CSVText.original(field("agreed_by")), date: date,
            expires: day("expires"))
    }

    private static func fault(in fields: [String: String]) -> Fault? {
        func field(_ name: String) -> String { fields[name] ?? "" }
        guard isFingerprint(field("fingerprint")) else {
            return Fault(
                .own(.decisionFaultFingerprint, ["text": .text(String(field("fingerprint").prefix(40)))]),
                advice: .own(.decisionFaultFingerprintAdvice))
        }
        guard DecisionAction(rawValue: field("action")) != nil else {
            return Fault(
                .own(.decisionFaultAction, ["text": .text(String(field("action").prefix(40)))]),
                advice: .own(
                    .decisionFaultActionAdvice, ["actions": .list(DecisionAction.allCases.map(\.rawValue))]))
        }
        guard !field("reviewer").allSatisfy(\.isWhitespace) else {
            return Fault(.own(.decisionFaultReviewer), advice: .own(.decisionFaultReviewerAdvice))
        }
        for name in ["date", "expires"] where CalendarDay(field(name)) == nil {
            if name == "expires", field(name).isEmpty { continue }
            return Fault(
                .own(
                    .decisionFaultDate, ["text": .text(String(field(name).prefix(40))), "column": .text(name)]),
                advice: .own(.decisionFaultDateAdvice))
        }
        return nil
    }

    private static func isFingerprint(_ text: String) -> Bool {
        text.utf8.count == 16 && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }
}
