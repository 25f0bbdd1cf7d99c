public import Foundation
import SurveyModel

/// What became of several surveys that were run one after the other: one survey's trouble is not the others'.
public struct Night: Sendable {
    /// What kept a survey from being run, or from being looked at.
    public struct Trouble: Sendable {
        /// The survey's name.
        public let survey: String
        /// What happened and what to do.
        public let message: String
        /// The exit code that it would have had alone.
        public let code: PipelineError.Code
        fileprivate let error: any Error

        /// The trouble with a survey that an error tells of.
        public init(_ survey: String, _ error: any Error) {
            self.survey = survey
            message = PipelineError.message(of: error)
            code = PipelineError.code(of: error)
            self.error = error
        }

        /// Whether it was told to stop, or was not begun since the night was.
        fileprivate var isStop: Bool { code == .interrupted || code == .terminated }

        /// The trouble for programs, as one line of JSON.
        public var json: String {
            JSONText.object([
                ("survey", JSONText.quoted(survey)), ("error", JSONText.quoted(message)),
                ("exit", String(code.rawValue)),
            ])
        }
    }

    private let number: Int
    private var done = 0
    private var hasIssues = false
    /// What kept surveys from being run, in the order in which it came up.
    public private(set) var troubles: [Trouble] = []

    /// A night of so many surveys.
    public init(of number: Int) {
        self.number = number
    }

    /// The figures of all that was run.
    public private(set) var metrics = RunMetrics()

    /// Why results could not be told, such as a full disk under standard output; nil where they could. It undoes nothing of what was published.
    public private(set) var outputTrouble: PipelineError?

    /// A survey was run and published.
    ///
    /// - Parameter fails: whether it has an open issue at or above the severity that makes the command fail.
    public mutating func done(_ outcome: SurveyRun.Outcome, fails: Bool) {
        done += 1
        hasIssues = hasIssues || fails
        metrics.add(outcome)
    }

    /// A survey could not be run, or was not, since the night was told to stop: both have figures, so that what watches the age of what is
    /// published does not lose sight of it.
    ///
    /// - Parameters:
    ///   - output: the folder in which its results have a folder.
    ///   - started: when it was tried.
    public mutating func failed(_ survey: String, _ error: any Error, output: URL, started: Date) {
        let trouble = Trouble(survey, error)
        troubles.append(trouble)
        metrics.add(
            failed: survey, code: trouble.code, output: output.appending(path: survey), started: started,
            finished: Date())
    }

    /// Results can be told no more. Of several troubles with that the first is kept.
    public mutating func outputFailed(_ trouble: PipelineError) {
        outputTrouble = outputTrouble ?? trouble
    }

    /// The error of the only survey, which is the command's; nil where there are others or none.
    public var onlyError: (any Error)? { number == 1 ? troubles.first?.error : nil }

    /// The exit code: nil where all is done; 1 where all is done and an issue says so; else that of a stop, or the first trouble's, or that of results
    /// that could not be told. That another run holds a survey is the least of troubles, which only counts where there is no other.
    public var exitCode: Int32? {
        let trouble = troubles.first(where: \.isStop) ?? troubles.first(where: { $0.code != .locked })
        if let code = trouble?.code ?? outputTrouble?.code ?? troubles.first?.code { return code.rawValue }
        return hasIssues ? 1 : nil
    }

    /// Whether there is more than one survey.
    public var isOfSeveral: Bool { number > 1 }

    /// What became of the surveys, for people, with what kept some from being run; nil where there was one only.
    public var text: String? {
        guard let sum else { return nil }
        // All that were not begun after a stop say the same.
        let told = troubles.filter { !$0.isStop } + [troubles.first(where: \.isStop)].compactMap(\.self)
        let lines = told.map { "\($0.survey.onOneLine): \($0.message)" }
        return (lines + [sum]).joined(separator: "\n")
    }

    /// How many surveys were done; nil where there was one only.
    public var sum: String? {
        guard isOfSeveral else { return nil }
        return "\(number) surveys: \(troubles.isEmpty ? "all done" : "\(done) done, \(troubles.count) not")"
    }
}
