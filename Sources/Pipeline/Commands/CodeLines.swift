import Synchronization
import Threading

/// Matches texts by the thousand, on several threads, and answers in the order in which they came.
///
/// Lists repeat their names, so each thread remembers what it has answered; the answers are the same without.
public final class CodeLines: Sendable {
    /// Appends the answer to a text, which is well-formed UTF-8.
    public typealias Answer = (_ text: Span<UInt8>, _ answers: inout [UInt8]) -> Void

    private let answer: @Sendable () -> Answer
    private let threads: [Worker]
    private let remembers: Bool

    /// What one thread has answered before.
    private final class Worker: Sendable {
        let known = Mutex(AnswerMemory())
    }

    /// Fewer bytes than this are not worth a second thread.
    private static let worthSharing = 1 << 14

    /// Prepares the matching of lines.
    ///
    /// - Parameters:
    ///   - threads: how many lines are matched at once.
    ///   - remembers: whether a line that came before is answered from memory.
    ///   - answer: makes for each thread what answers its lines.
    public init(threads: Int, remembers: Bool = true, answer: @escaping @Sendable () -> Answer) {
        self.answer = answer
        self.remembers = remembers
        self.threads = (0..<max(threads, 1)).map { _ in Worker() }
    }

    /// Answers whole lines, each ended by LF or CR LF; the last may lack its end.
    public func answers(to lines: ArraySlice<UInt8>) -> [UInt8] {
        let parts = lines.count < Self.worthSharing ? [lines] : Self.parts(of: lines, threads.count)
        if parts.count == 1 { return answers(to: lines, by: threads[0]) }
        let results = Mutex([[UInt8]](repeating: [], count: parts.count))
        OwnThread.each(below: parts.count, width: parts.count) { number in
            let result = self.answers(to: parts[number], by: self.threads[number])
            results.withLock { $0[number] = result }
        }
        return results.withLock { results in
            var all = results[0]
            all.reserveCapacity(results.reduce(0) { $0 + $1.count })
            for result in results.dropFirst() { all += result }
            return all
        }
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
        let answer = answer()
        var written: [UInt8] = []
        written.reserveCapacity(lines.count * 3)
        worker.known.withLock { known in
            lines.withUnsafeBufferPointer { lines in
                var start = 0
                while start < lines.count {
                    var end = start
                    while end < lines.count, lines[end] != UInt8(ascii: "\n") { end += 1 }
                    let next = end + 1
                    if end > start, lines[end - 1] == UInt8(ascii: "\r") { end -= 1 }
                    // From the start of a line to its end, both within the buffer.
                    let line = UnsafeBufferPointer(rebasing: lines[start..<end])
                    start = next
                    Self.withWellFormed(line) { text in
                        if remembers {
                            known.append(to: &written, answerTo: text, orElse: answer)
                        } else {
                            answer(text.span, &written)
                        }
                    }
                }
            }
        }
        return written
    }

    /// Lends the line, or a copy in which U+FFFD stands for what is no UTF-8.
    private static func withWellFormed(
        _ line: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void
    ) {
        if line.allSatisfy({ $0 < 0x80 }) { return body(line) }
        var text = String(decoding: line, as: UTF8.self)
        text.withUTF8(body)
    }
}
