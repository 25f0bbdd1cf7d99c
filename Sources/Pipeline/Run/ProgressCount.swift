public import Foundation
import SurveyModel

/// How far the reading of returns has come, and its words: a line that is drawn over on a terminal, or one that stays.
public struct ProgressCount: Sendable {
    /// Seconds between two lines that stay.
    public static let interval: TimeInterval = 10
    private static let barWidth = 20

    private let start: Date
    private var lastTold: Date
    private var done = 0
    private var total = 0
    /// The files that are being read, in the order in which their workers began.
    private var active: [String] = []

    /// A count that starts.
    public init(start: Date) {
        self.start = start
        lastTold = start
    }

    /// A worker begins to read a return.
    public mutating func began(_ file: String) { active.append(file) }

    /// A return is read.
    public mutating func read(_ done: Int, of total: Int, file: String) {
        self.done = done
        self.total = total
        if let index = active.firstIndex(of: file) { active.remove(at: index) }
    }

    /// Whether so many seconds have passed since it was last due.
    public mutating func isDue(every seconds: TimeInterval, at now: Date) -> Bool {
        guard now.timeIntervalSince(lastTold) >= seconds else { return false }
        lastTold = now
        return true
    }

    /// Returns a second, and the seconds that the others will take at this rate; nil as long as nothing can be told.
    private func rate(at now: Date) -> (perSecond: Double, left: Int)? {
        let elapsed = now.timeIntervalSince(start)
        guard done > 0, elapsed >= 0.5 else { return nil }
        let rate = Double(done) / elapsed
        return (rate, Int((Double(max(0, total - done)) / rate).rounded(.up)))
    }

    /// A line for a log: `120 of 300 returns read, 12.5 a second, 0:15 left`.
    public func plainLine(at now: Date) -> String {
        guard let (rate, left) = rate(at: now) else { return "\(done) of \(total.counted("return")) read" }
        return "\(done) of \(total.counted("return")) read, \(Self.decimal(rate)) a second, \(Self.time(left)) left"
    }

    /// A line for a terminal, at most so many columns wide: a bar, returns done, rate, time left, and the files that are being read. A file's name
    /// cannot steer the terminal.
    public func liveLine(at now: Date, columns: Int) -> String {
        let filled = total > 0 ? min(Self.barWidth, done * Self.barWidth / total) : 0
        let bar =
            String(repeating: "█", count: filled) + String(repeating: "░", count: Self.barWidth - filled)
        var line = "\(bar) \(done)/\(total)"
        if let (rate, left) = rate(at: now) { line += "  \(Self.decimal(rate))/s  \(Self.time(left)) left" }
        let names = active.map { URL(filePath: $0).lastPathComponent.onOneLine }.joined(separator: ", ")
        // One column stays free: a terminal that is full to its edge goes to its next line.
        return Self.cut(names.isEmpty ? line : "\(line)  \(names)", columns: columns - 1)
    }

    private static func decimal(_ number: Double) -> String { Value.shortest((number * 10).rounded() / 10) }

    private static func time(_ seconds: Int) -> String {
        let (minutes, rest) = (seconds / 60, seconds % 60)
        let tail = rest < 10 ? "0\(rest)" : String(rest)
        guard minutes >= 60 else { return "\(minutes):\(tail)" }
        return "\(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60):\(tail)"
    }

    /// The text up to a number of columns. East Asian letters and pictures take two; where a sign's width is in doubt, it is counted as two.
    private static func cut(_ text: String, columns: Int) -> String {
        var result = ""
        var used = 0
        for character in text {
            let isWide = character.unicodeScalars.contains {
                $0.value >= 0x1100 && !(0x2000...0x2BFF).contains($0.value)
            }
            used += isWide ? 2 : 1
            if used > columns { break }
            result.append(character)
        }
        return result
    }
}
