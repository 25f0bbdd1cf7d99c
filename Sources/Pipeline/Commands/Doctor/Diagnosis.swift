import SurveyModel

/// One thing that doctor has looked at: whether it is well, and what to do where it is not.
public struct Diagnosis: Sendable, Hashable {
    /// How well it is.
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// As it should be.
        case ok
        /// Worth a look; a run works.
        case warning
        /// A run will not work.
        case fault
    }

    /// How well it is.
    public let state: State
    /// What was looked at, in a word or two.
    public let subject: String
    /// What was found, in a sentence without a full stop.
    public let finding: String
    /// What to do, in a sentence; empty where nothing is to be done.
    public let advice: String

    /// A finding about a subject.
    public init(_ state: State, _ subject: String, _ finding: String, advice: String = "") {
        self.state = state
        self.subject = subject
        self.finding = finding
        self.advice = advice
    }

    /// The exit code by which a fault is told, by what was looked at.
    public var code: PipelineError.Code {
        switch subject {
        case "output": .cannotWrite
        case "template", "definition": .definition
        case "store", "latest", "archive": .io
        case "inbox": .noInput
        default: .internal
        }
    }

    /// The finding for programs, as an object of JSON.
    public var json: String {
        JSONText.object([
            ("state", JSONText.quoted(state.rawValue)), ("subject", JSONText.quoted(subject)),
            ("finding", JSONText.quoted(finding)), ("advice", JSONText.quoted(advice)),
        ])
    }
}
