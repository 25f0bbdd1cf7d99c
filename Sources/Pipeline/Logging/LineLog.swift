public import Foundation
public import Logging
import SurveyModel

/// Writes log messages as lines: for people, or as JSON for machines. Nothing that a message or a file name holds breaks out of its line.
public struct LineLog: LogHandler {
    /// How a line is written.
    public enum Format: String, Sendable, CaseIterable {
        /// `warning: message (file: a.xlsx)`, where wanted with the time in front, `2026-11-30T02:15:03Z`.
        case text
        /// One JSON object: `time` (ISO 8601 in UTC, to the millisecond), `level`, `message`, and what else is known, such as `survey`, `run`, `file`.
        case json
    }

    /// Messages below this level are left out.
    public var logLevel: Logger.Level
    /// What goes with every message.
    public var metadata: Logger.Metadata = [:]
    private let format: Format
    private let isTimed: Bool
    private let now: @Sendable () -> Date
    private let write: @Sendable (String) -> Void

    /// A log.
    ///
    /// - Parameters:
    ///   - format: how lines are written.
    ///   - level: messages below it are left out.
    ///   - isTimed: whether lines of text begin with the time (ISO 8601 in UTC, to the second); those of JSON have it in any case.
    ///   - now: the present time.
    ///   - write: takes each line, without a line feed.
    public init(
        _ format: Format, level: Logger.Level, isTimed: Bool = false, now: @escaping @Sendable () -> Date = { Date() },
        write: @escaping @Sendable (String) -> Void
    ) {
        self.format = format
        self.isTimed = isTimed
        self.now = now
        self.write = write
        logLevel = level
    }

    /// Metadata by key.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes a line.
    public func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { _, new in new }.sorted { $0.key < $1.key }
        let members = all.map { ($0.key, "\($0.value)") }
        switch format {
        case .json: write(Self.json(level: event.level, message: "\(event.message)", members, at: now()))
        case .text:
            let details = members.map { "\($0.0): \($0.1)" }.joined(separator: ", ")
            let line = "\(event.level.rawValue): \(event.message)\(details.isEmpty ? "" : " (\(details))")".onOneLine
            write(isTimed ? "\(UTC.text(now())) \(line)" : line)
        }
    }

    /// A message as one line of JSON.
    public static func json(
        level: Logger.Level, message: String, _ members: [(String, String)] = [], at time: Date = Date()
    ) -> String {
        let own = [
            ("time", time.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true, timeZone: .gmt))),
            ("level", level.rawValue), ("message", message),
        ]
        let others = members.filter { member in !own.contains { $0.0 == member.0 } }
        return JSONText.object((own + others).map { ($0, JSONText.quoted($1)) })
    }
}
