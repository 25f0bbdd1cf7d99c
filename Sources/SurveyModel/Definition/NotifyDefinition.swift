/// A command that is told of a run: it gets the summary on standard input.
public struct NotifyDefinition: Sendable, Hashable {
    /// When it is told.
    public enum Occasion: String, Sendable, Hashable, CaseIterable {
        /// After every run, also one that failed.
        case always
        /// After a run whose returns, definition or decisions are not those of the run before, and after the first.
        case changes
        /// After a run with open errors or warnings.
        case issues
        /// After a run that failed: nothing was published.
        case failure
    }

    /// The limit of time where none is given, in seconds.
    public static let usualSeconds = 60

    /// The program and its arguments; no shell reads them.
    public let command: [String]
    /// When it is told: any of these.
    public let occasions: [Occasion]
    /// How many seconds it may take.
    public let seconds: Int

    /// A command that is told of a run.
    public init(command: [String], occasions: [Occasion] = [.always], seconds: Int = usualSeconds) {
        self.command = command
        self.occasions = occasions
        self.seconds = seconds
    }
}
