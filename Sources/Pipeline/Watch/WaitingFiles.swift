import Foundation
import SurveyModel

/// The files that a run has left for the next, told by the run to the watch that has started it.
///
/// Exit codes tell how a run ended, and standard output is for people: so a descriptor of its own carries this, as `<number> <first name>`.
public struct WaitingFiles: Sendable, Hashable {
    /// At most so many bytes are told, which a pipe takes at once (`PIPE_BUF` in POSIX is at least 512).
    private static let mostBytes = 512

    /// How many files there are.
    public let count: Int
    /// The first of them.
    public let first: String

    /// Files that wait; nil where there are none.
    init?(_ waiting: [(file: String, reason: WaitingReason)]) {
        guard let first = waiting.first else { return nil }
        count = waiting.count
        self.first = first.file
    }

    /// What was told; nil where nothing was, or something else.
    init?(told bytes: [UInt8]) {
        guard let space = bytes.firstIndex(of: UInt8(ascii: " ")),
            let count = Int(String(decoding: bytes[..<space], as: UTF8.self)), count > 0
        else { return nil }
        self.count = count
        first = String(decoding: bytes[(space + 1)...], as: UTF8.self)
    }

    /// Tells them to whoever has started this process, which may have gone.
    ///
    /// - Parameters:
    ///   - outcome: the run that has left them.
    ///   - descriptor: where it is read.
    public static func tell(_ outcome: SurveyRun.Outcome, to descriptor: Int32) {
        WaitingFiles(outcome.waiting)?.tell(to: descriptor)
    }

    func tell(to descriptor: Int32) {
        // A run that has published shall not end by a signal because nobody listens any more.
        let before = signal(SIGPIPE, SIG_IGN)
        defer { signal(SIGPIPE, before) }
        let bytes = Array("\(count) \(first)".utf8.prefix(Self.mostBytes))
        _ = write(descriptor, bytes, bytes.count)
    }
}
