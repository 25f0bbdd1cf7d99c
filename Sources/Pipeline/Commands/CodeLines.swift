import Dispatch
import Synchronization

/// Matches texts by the thousand, on several threads, and answers in the order in which they came.
///
/// Lists repeat their names, so each thread remembers what it has answered; the answers are the same without.
public final class CodeLines: Sendable {
    private let answer: @Sendable (String) -> [UInt8]
    private let threads: [Worker]
    private let remembers: Bool

    /// What one thread has answered before.
    private final class Worker: Sendable {
        let known = Mutex<[String: [UInt8]]>([:])
    }

    /// How many answers a thread remembers, and how long a text may be for it: some 20 MB at most.
    private static let mostKnown = 1 << 16
    private static let longestKnown = 120
    /// Fewer bytes than this are not worth a second thread.
    private static let worthSharing = 1 << 14

    /// Prepares the matching of lines.
    ///
    /// - Parameters:
    ///   - threads: how many lines are matched at once.
    ///   - remembers: whether a line that came before is answered from memory.
    ///   - answer: the bytes that answer a line; called on several threads at once.
    public init(threads: Int, remembers: Bool = true, answer: @escaping @Sendable (String) -> [UInt8]) {
        self.answer = answer
        self.remembers = remembers
        self.threads = (0..<max(threads, 1)).map { _ in Worker() }
    }

    /// Answers whole lines, each ended by LF or CR LF; the last may lack its end.
    public func answers(to lines: ArraySlice<UInt8>) -> [UInt8] {
        let parts = lines.count < Self.worthSharing ? [lines] : Self.parts(of: lines, threads.count)
        if parts.count == 1 { return answers(to: lines, by: threads[0]) }
        let results = Mutex([[UInt8]](repeating: [], count: parts.count))
        DispatchQueue.concurrentPerform(iterations: parts.count) { number in
            let result = answers(to: parts[number], by: threads[number])
            results.withLock { $0[number] = result }
        }
        return results.withLock { Array($0.joined()) }
    }

    /// About equal parts, each of whole lines.
    private static func parts(of lines: ArraySlice<UInt8>, _ count: Int) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var start = lines.startIndex
        for number in 1...count where start < lines.endIndex {
            var end = number == count ? lines.endIndex : lines.startIndex + lines.count * number / count
            if end < start { continue }
            while end < lines.endIndex, end == lines.startIndex || lines[end - 1] != UInt8(ascii: "\n") { end += 1 }
            if end > start { parts.append(lines[start..<end]) }
            start = end
        }
        return parts
    }

    private func answers(to lines: ArraySlice<UInt8>, by worker: Worker) -> [UInt8] {
        worker.known.withLock { known in
            var written: [UInt8] = []
            written.reserveCapacity(lines.count * 3)
            var start = lines.startIndex
            while start < lines.endIndex {
                let end = lines[start...].firstIndex(of: UInt8(ascii: "\n")) ?? lines.endIndex
                var line = lines[start..<end]
                if line.last == UInt8(ascii: "\r") { line.removeLast() }
                start = end + 1
                let text = String(decoding: line, as: UTF8.self)
                if let before = known[text] {
                    written += before
                    continue
                }
                let bytes = answer(text)
                written += bytes
                if remembers, line.count <= Self.longestKnown, known.count < Self.mostKnown { known[text] = bytes }
            }
            return written
        }
    }
}
