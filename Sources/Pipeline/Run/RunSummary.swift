import Foundation
import SurveyModel

extension SurveyRun.Outcome {
    /// The summary that a run ends with, for people: who reported, what was read and why not, that no record is lost, issues, codes, where the report is.
    public func summary(reportPath: String) -> String {
        let counts = result.counts
        let definition = result.definition
        var lines = [
            "\(definition.title.text(in: definition.language))",
            "  reporters  \(counts.reportersReported) of \(counts.reportersExpected) have reported for \(definition.round.current)",
            "  returns    \(counts.returnsRead) read, \(counts.returnsRefused) refused\(newlyReadInWords)",
        ]
        lines += refused.map { "               \($0.file): \(Self.withoutName($0.reason, file: $0.file))".onOneLine }
        let states = Dictionary(grouping: result.returns, by: \.state).mapValues(\.count)
        if let superseded = states[.superseded] {
            lines.append("               \(superseded) superseded by a later return of the same reporter")
        }
        if let held = states[.held] { lines.append("               \(held) held back") }
        if !waiting.isEmpty {
            lines.append("  waiting    \(waiting.count.counted("file")) left for the next run")
            lines += waiting.map { "               \($0.file): \($0.reason.sentence)".onOneLine }
        }
        lines += [
            "  records    \(counts.recordsRead) read = \(counts.recordsPublished) published + \(counts.recordsRejected) rejected + \(counts.recordsSuperseded) superseded",
            "  issues     \(counts.issues.inWords)",
        ]
        lines += decidedLines
        lines += [
            "  codes      \(counts.codesNormalised) normalised, \(counts.codesSuggested) suggested, \(counts.codesUnknown) unknown",
            "  report     \(reportPath)",
        ]
        return lines.joined(separator: "\n")
    }

    /// A run of other returns or refusals than the last has something new, though it may have read none.
    private var newlyReadInWords: String {
        if newlyRead > 0 { return " (\(newlyRead) read in this run)" }
        return isChanged ? "; no file was read again" : "; nothing new in the inbox, no file was read again"
    }

    /// The summary for programs, as one line of JSON.
    public func json(reportPath: String) -> String {
        JSONText.object([
            ("survey", JSONText.quoted(result.survey)), ("run", JSONText.quoted(id)),
            ("read_in_this_run", String(newlyRead)),
            ("counts", RunManifest.counts(result.counts)), ("verdicts", RunManifest.verdicts(result.verdicts)),
            ("refused", Self.json(refused)), ("waiting", Self.json(waiting.map { ($0.file, $0.reason.sentence) })),
            ("report", JSONText.quoted(reportPath)),
        ])
    }

    private static func json(_ files: [(file: String, reason: String)]) -> String {
        JSONText.array(
            files.map { JSONText.object([("file", JSONText.quoted($0.file)), ("reason", JSONText.quoted($0.reason))]) })
    }

    /// What was decided, and what became of the returns.
    private var decidedLines: [String] {
        let states: [(IssueState, String)] = [
            (.waived, "waived"), (.corrected, "corrected"), (.accepted, "accepted"), (.asked, "asked"),
        ]
        let decided = states.compactMap { state, word in
            result.counts.states[state].map { "\($0) \(word)" }
        }
        let verdicts = Verdicts.counts(result.verdicts).filter { $0.count > 0 }.map {
            "\($0.count) \($0.verdict.rawValue.replacing("-", with: " "))"
        }
        var lines = decided.isEmpty ? [] : ["               of these " + decided.joined(separator: ", ")]
        if let changes = result.changes {
            lines.append(
                "               \(changes.new) new, \(changes.reopened) reopened, \(changes.resolved.count) resolved since the run \(changes.since)"
            )
        }
        return lines + ["  verdicts   " + (verdicts.isEmpty ? "none" : verdicts.joined(separator: ", "))]
    }

    /// The reason without the file's name, which stands before it already.
    private static func withoutName(_ reason: String, file: String) -> String {
        let names = [file, URL(filePath: file).lastPathComponent]
        return names.first { reason.hasPrefix("\($0): ") }.map { String(reason.dropFirst($0.count + 2)) } ?? reason
    }
}
