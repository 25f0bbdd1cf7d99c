import Foundation

/// Runs a program of the system and gives what it says.
public struct SystemTool: Sendable {
    /// What a program gave.
    public struct Answer: Sendable {
        /// Its exit code.
        public let status: Int32
        /// Its standard output.
        public let output: String
        /// Its standard error.
        public let errors: String

        /// An answer.
        public init(status: Int32, output: String, errors: String = "") {
            self.status = status
            self.output = output
            self.errors = errors
        }
    }

    /// Runs words, the first being the program, with a text on standard input; nil where there is no such program.
    public let run: @Sendable (_ words: [String], _ input: String) -> Answer?

    /// A way to run programs.
    public init(run: @escaping @Sendable (_ words: [String], _ input: String) -> Answer?) {
        self.run = run
    }

    /// Programs of this machine, found in the usual folders.
    public static let real = SystemTool { words, input in
        guard let name = words.first,
            let path = ["/usr/bin", "/bin", "/usr/local/bin"].map({ "\($0)/\(name)" }).first(where: {
                FileManager.default.isExecutableFile(atPath: $0)
            })
        else { return nil }
        // Words that are read by programs, in no language of the user's.
        let environment = ProcessInfo.processInfo.environment.merging(["LC_ALL": "C"]) { _, new in new }
        let (end, output, errors) = TimedCommand(
            arguments: [path] + words.dropFirst(), environment: environment, input: Array(input.utf8),
            seconds: seconds(for: words),
            outputLimit: mostOutput
        ).runApart()
        switch end {
        case .exited(let code) where output.utf8.count < mostOutput:
            return Answer(status: code, output: output, errors: errors)
        // Half of an answer is none: a crontab that is written back must not have lost its lines.
        default: return Answer(status: -1, output: "", errors: end.trouble ?? "its output is too long")
        }
    }

    /// How long a program may take: `systemctl` waits without end for a bus that does not answer. What stops a service waits for its present run, which has
    /// a quarter of an hour by its unit.
    private static func seconds(for words: [String]) -> Double {
        ["restart", "disable", "stop"].contains { words.contains($0) } ? 1_200 : 60
    }

    /// Bytes of an answer.
    private static let mostOutput = 1 << 24
}
