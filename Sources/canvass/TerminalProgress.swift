import Foundation
import Pipeline
import Synchronization

/// A live bar on a terminal, a line every few seconds elsewhere; both on standard error.
final class TerminalProgress: RunProgress {
    private let isLive: Bool
    private let count = Mutex(ProgressCount(start: Date()))

    init(isLive: Bool) {
        self.isLive = isLive
    }

    func step(_ text: String) {
        count.withLock { $0 = ProgressCount(start: Date()) }
        Terminal.say(isLive ? "\r\u{1B}[K\(text)" : text)
    }

    func began(_ file: String) {
        count.withLock { $0.began(file) }
    }

    func read(_ done: Int, of total: Int, file: String) {
        let now = Date()
        let line = count.withLock { count -> String? in
            count.read(done, of: total, file: file)
            guard count.isDue(every: isLive ? 0.1 : ProgressCount.interval, at: now) || isLive && done == total else {
                return nil
            }
            return isLive ? count.liveLine(at: now, columns: Terminal.columns) : count.plainLine(at: now)
        }
        guard let line else { return }
        if isLive {
            Terminal.show("\r\u{1B}[K\(line)")
        } else {
            Terminal.say("  \(line)")
        }
    }

    func finished() {
        if isLive { Terminal.show("\r\u{1B}[K") }
    }
}
