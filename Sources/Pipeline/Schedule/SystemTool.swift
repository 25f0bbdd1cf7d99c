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
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = Array(words.dropFirst())
        // Words that are read by programs, in no language of the user's.
        process.environment = ProcessInfo.processInfo.environment.merging(["LC_ALL": "C"]) { _, new in new }
        let (given, said, told) = (Pipe(), Pipe(), Pipe())
        process.standardInput = given
        process.standardOutput = said
        process.standardError = told
        guard (try? process.run()) != nil else { return nil }
        // What these programs read and say is shorter than a pipe is long.
        try? given.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try? given.fileHandleForWriting.close()
        let output = (try? said.fileHandleForReading.readToEnd()) ?? nil
        let errors = (try? told.fileHandleForReading.readToEnd()) ?? nil
        process.waitUntilExit()
        return Answer(
            status: process.terminationStatus, output: String(decoding: output ?? Data(), as: UTF8.self),
            errors: String(decoding: errors ?? Data(), as: UTF8.self))
    }
}
