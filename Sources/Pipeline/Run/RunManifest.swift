import Foundation
import Load
import OrderedCollections
import SurveyModel

/// `run.json`: the one file of a run that holds times, beside versions, counts, and the hashes of what went in and came out.
struct RunManifest {
    let id: String
    let started: String
    let finished: String
    let survey: Survey
    let result: RunResult
    /// The day by which decisions expire.
    let today: CalendarDay
    let inputsHash: String
    let newlyRead: Int
    let received: [ReceivedReturn]
    /// The contents that the run had, and the files of the inbox that could not be taken.
    let contents: [ReceivedContent]
    let notTaken: [ReadReturn]
    /// The returns that could not be read by what happened to the run.
    let mishaps: [(sha256: String, finding: Finding)]
    let outputs: RunOutputs.Outcome
    /// The processor time that the steps took, in seconds.
    let steps: [(step: StepClock.Step, seconds: Double)]

    /// The JSON text.
    func json() throws -> [UInt8] {
        let firstSeen = Dictionary(received.map { ($0.sha256, $0.firstSeen) }) { first, _ in first }
        let places = Dictionary(contents.map { ($0.sha256, $0) }) { first, _ in first }
        let inputs = result.returns.map { item in
            JSONText.object([
                ("return", JSONText.quoted(item.id)), ("file", JSONText.quoted(item.file)),
                ("sha256", JSONText.quoted(item.sha256)),
                ("state", JSONText.quoted(item.state.rawValue)),
                ("verdict", result.verdicts[item.id].map { JSONText.quoted($0.rawValue) } ?? "null"),
                ("first_seen", JSONText.quoted(firstSeen[item.sha256] ?? "")),
                ("present", places[item.sha256]?.isAbsent == true ? "false" : "true"),
                ("copies", JSONText.array((places[item.sha256]?.copies ?? []).map(JSONText.quoted))),
            ])
        }
        let members: [(String, String)] = [
            ("run", JSONText.quoted(id)), ("survey", JSONText.quoted(survey.name)),
            ("round", JSONText.quoted(survey.definition.round.current)),
            ("started", JSONText.quoted(started)),
            ("finished", JSONText.quoted(finished)),
            ("canvass", JSONText.quoted(CanvassVersion.current)), ("read_in_this_run", String(newlyRead)),
            ("processor_seconds", Self.seconds(steps)),
            ("counts", Self.counts(result.counts)),
            (
                "definition",
                JSONText.object([
                    ("sha256", JSONText.quoted(survey.definitionHash)),
                    (
                        "files",
                        JSONText.object(
                            survey.files.sorted { $0.name < $1.name }.map { ($0.name, JSONText.quoted($0.sha256)) })
                    ),
                ])
            ),
            ("rules", "[\n" + result.rules.map { "    " + Self.rule($0) }.joined(separator: ",\n") + "\n  ]"),
            ("decisions", decisions), ("today", JSONText.quoted(today.description)),
            ("verdicts", Self.verdicts(result.verdicts)), ("inputs_hash", JSONText.quoted(inputsHash)),
            ("compared_with", result.changes.map { JSONText.quoted($0.since) } ?? "null"),
            ("changes", result.changes.map(Self.changes) ?? "null"),
            ("inputs", "[\n" + inputs.map { "    " + $0 }.joined(separator: ",\n") + "\n  ]"),
            ("not_taken", JSONText.array(try notTaken.flatMap(Self.refusals(of:)))),
            (
                "mishaps",
                JSONText.array(
                    try mishaps.map { item in
                        JSONText.object([
                            ("sha256", JSONText.quoted(item.sha256)), ("finding", try Self.json(of: item.finding)),
                        ])
                    })
            ),
            ("not_annotated", JSONText.array(outputs.unannotated.map(JSONText.quoted))),
            (
                "outputs",
                "{\n"
                    + outputs.files.map { "    \(JSONText.quoted($0.path)): \(JSONText.quoted($0.sha256))" }.joined(
                        separator: ",\n")
                    + "\n  }"
            ),
        ]
        return Array(
            ("{\n" + members.map { "  \(JSONText.quoted($0)): \($1)" }.joined(separator: ",\n") + "\n}\n").utf8)
    }

    /// How many issues the run has that the one before had not, and the reverse.
    private static func changes(_ changes: RunChanges) -> String {
        JSONText.object([
            ("new", String(changes.new)), ("reopened", String(changes.reopened)),
            ("resolved", String(changes.resolved.count)),
        ])
    }

    /// What is said of a file that could not be taken: there is no content from which it could be told again.
    private static func refusals(of item: ReadReturn) throws -> [String] {
        try item.bundle.findings.map { finding in
            // Paths that are no text can look alike.
            let isKnownByPath = item.bundle.sha256 == ReturnProcessor.hash(ofPath: item.file)
            return JSONText.object(
                [
                    ("file", JSONText.quoted(item.file)),
                    ("finding", try json(of: finding)),
                ] + (isKnownByPath ? [] : [("sha256", JSONText.quoted(item.bundle.sha256))]))
        }
    }

    private static func json(of finding: Finding) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(finding), as: UTF8.self)
    }

    /// The steps' processor time, to the millisecond.
    static func seconds(_ steps: [(step: StepClock.Step, seconds: Double)]) -> String {
        JSONText.object(steps.map { ($0.step.rawValue, Value.shortest(($0.seconds * 1000).rounded() / 1000)) })
    }

    /// What a rule did.
    private static func rule(_ rule: RuleResult) -> String {
        JSONText.object([
            ("rule", JSONText.quoted(rule.id)), ("table", rule.table.map(JSONText.quoted) ?? "null"),
            ("severity", JSONText.quoted(rule.severity.rawValue)),
            ("level", rule.level.map { JSONText.quoted($0.rawValue) } ?? "null"),
            ("expression", JSONText.quoted(rule.expression)), ("trial", String(rule.isTrial)),
            ("tested", String(rule.tested)), ("passed", String(rule.passed)), ("failed", String(rule.failed)),
            ("not_verifiable", String(rule.notVerifiable)), ("not_applicable", String(rule.notApplicable)),
        ])
    }

    /// The file of decisions, and how many lines it has; null where there is none.
    private var decisions: String {
        survey.decisions.sha256.map { hash in
            JSONText.object([
                ("sha256", JSONText.quoted(hash)), ("lines", String(survey.decisions.lines.count)),
            ])
        } ?? "null"
    }

    /// How many returns have each verdict.
    static func verdicts(_ verdicts: [String: Verdict]) -> String {
        JSONText.object(Verdicts.counts(verdicts).map { ($0.verdict.rawValue, String($0.count)) })
    }

    /// The counts, as formats.md fixes them.
    static func counts(_ counts: RunCounts) -> String {
        func object(_ members: [(String, Int)]) -> String { JSONText.object(members.map { ($0, String($1)) }) }
        let returns = object([
            ("expected", counts.reportersExpected), ("reported", counts.reportersReported),
            ("read", counts.returnsRead),
            ("refused", counts.returnsRefused),
        ])
        let records = object([
            ("read", counts.recordsRead), ("published", counts.recordsPublished), ("rejected", counts.recordsRejected),
            ("superseded", counts.recordsSuperseded),
        ])
        let issues = object(Severity.allCases.map { ($0.rawValue, counts.issues[$0] ?? 0) })
        let states = object(IssueState.allCases.map { ($0.rawValue, counts.states[$0] ?? 0) })
        let codes = object([
            ("normalised", counts.codesNormalised), ("suggested", counts.codesSuggested),
            ("unknown", counts.codesUnknown),
        ])
        return
            "{\"returns\": \(returns), \"records\": \(records), \"issues\": \(issues), \"states\": \(states), \"codes\": \(codes)}"
    }
}
