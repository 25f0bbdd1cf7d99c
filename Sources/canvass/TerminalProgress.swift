import Foundation
import Pipeline
import Synchronization

/// A live bar on a terminal, plain lines elsewhere; both on standard error.
final class TerminalProgress: RunProgress {
    private let isLive: Bool
    private let lastShown = Mutex(Date.distantPast)

    init(isLive: Bool) {
        self.isLive = isLive
    }

    func step(_ text: String) {
        Terminal.say(isLive ? "\r\u{1B}[K\(text)" : text)
    }

    func read(_ done: Int, of total: Int, file: String) {
        let now = Date()
        let isDue = lastShown.withLock { last in
            // On a terminal ten times a second; elsewhere a line for every tenth of the work.
            guard
                isLive
                    ? now.timeIntervalSince(last) > 0.1 || done == total : done * 10 / total > (done - 1) * 10 / total
            else { return false }
            last = now
            return true
        }
        guard isDue else { return }
        if isLive {
            let width = 30
            let filled = done * width / max(1, total)
            let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
            Terminal.show("\r\u{1B}[K\(bar) \(done)/\(total) \(file.onOneLine.prefix(40))")
        } else {
            Terminal.say("  \(done) of \(total)")
        }
    }

    func finished() {
        if isLive { Terminal.show("\r\u{1B}[K") }
    }
}
