import Foundation
import SurveyModel

/// The text of a `run.json` as ``RunManifest`` writes it: a line for each member, and one for each output.
struct PublishedManifest {
    private var lines: [Substring]

    init(_ data: Data) {
        lines = String(decoding: data, as: UTF8.self).utf8
            .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { Substring($0) }
    }

    /// The paths of the run's files.
    var outputs: [String] {
        guard let start = lines.firstIndex(of: "  \"outputs\": {") else { return [] }
        return lines[(start + 1)...].prefix { $0 != "  }" }.compactMap { line in
            // `    "path": "hash",`, with a JSON text before the colon. What stands behind it has no colon.
            guard let colon = line.utf8.lastIndex(of: UInt8(ascii: ":")) else { return nil }
            let text = line[..<colon].drop { $0 == " " }.dropFirst().dropLast()
            guard text.utf8.contains(UInt8(ascii: "\\")) else { return String(text) }
            return try? JSONDecoder().decode([String].self, from: Data("[\"\(text)\"]".utf8)).first
        }
    }

    /// The text of a member that stands on one line; nil where there is none.
    func member(_ name: String) -> String? {
        let mark = "  \"\(name)\": "
        guard let line = lines.first(where: { $0.hasPrefix(mark) }) else { return nil }
        let text = line.dropFirst(mark.count)
        return String(text.hasSuffix(",") ? text.dropLast() : text)
    }

    /// The text with the members that are a run's own.
    func with(
        id: String, started: String, finished: String, today: CalendarDay,
        steps: [(step: StepClock.Step, seconds: Double)]
    ) -> [UInt8] {
        let own: [(String, String)] = [
            ("run", JSONText.quoted(id)), ("started", JSONText.quoted(started)),
            ("finished", JSONText.quoted(finished)),
            ("read_in_this_run", "0"), ("processor_seconds", RunManifest.seconds(steps)),
            ("today", JSONText.quoted(today.description)),
        ]
        var lines = lines
        for (name, value) in own {
            guard let index = lines.firstIndex(where: { $0.hasPrefix("  \"\(name)\": ") }) else { continue }
            lines[index] = "  \"\(name)\": \(value),"
        }
        return Array(lines.joined(separator: "\n").utf8)
    }
}
