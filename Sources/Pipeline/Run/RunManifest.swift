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
        let inputs = result.returns.lazy.map { item in
            input(item, firstSeen: firstSeen[item.sha256] ?? "", place: places[item.sha256])
        }
        var text = MembersText()
        text.add("run", JSONText.quoted(id))
        text.add("survey", JSONText.quoted(survey.name))
        text.add("round", JSONText.quoted(survey.definition.round.current))
        // By the round alone nobody can tell a definition that has another current one by now from a run that was told to take it.
        if survey.namedRound != nil { text.add("round_by_option", "true") }
        text.add("started", JSONText.quoted(started))
        text.add("finished", JSONText.quoted(finished))
        text.add("canvass", JSONText.quoted(CanvassVersion.current))
        text.add("read_in_this_run", String(newlyRead))
        text.add("processor_seconds", Self.seconds(steps))
        text.add("counts", Self.counts(result.counts))
        text.add("definition", definition)
        text.add("rules", array: result.rules.lazy.map(Self.rule))
        text.add("decisions", decisions)
        text.add("today", JSONText.quoted(today.description))
        text.add("verdicts", Self.verdicts(result.verdicts))
        text.add("inputs_hash", JSONText.quoted(inputsHash))
        text.add("compared_with", result.changes.map { JSONText.quoted($0.since) } ?? "null")
        text.add("changes", result.changes.map(Self.changes) ?? "null")
        text.add("inputs", array: inputs)
        text.add("not_taken", JSONText.array(try notTaken.flatMap(Self.refusals(of:))))
        text.add("mishaps", JSONText.array(try mishaps.map(Self.mishap)))
        text.add("not_annotated", JSONText.array(outputs.unannotated.map(JSONText.quoted)))
        text.add(
            "outputs",
            object: outputs.files.lazy.map { "\(JSONText.quoted($0.path)): \(JSONText.quoted($0.sha256))" })
        return text.finished
    }

    /// A return: what it was made of, and what became of it.
    private func input(_ item: Return, firstSeen: String, place: ReceivedContent?) -> String {
        var members: [(String, String)] = [
            ("return", JSONText.quoted(item.id)), ("file", JSONText.quoted(item.file)),
            ("sha256", JSONText.quoted(item.sha256)),
            ("state", JSONText.quoted(item.state.rawValue)),
            ("told_by", item.toldBy.map(JSONText.quoted) ?? "null"),
            ("verdict", result.verdicts[item.id].map { JSONText.quoted($0.rawValue) } ?? "null"),
            ("first_seen", JSONText.quoted(firstSeen)),
            ("folder_day", JSONText.quoted(place?.folderDay ?? "")),
            ("present", place?.isAbsent == true ? "false" : "true"),
            ("copies", JSONText.array((place?.copies ?? []).map(JSONText.quoted))),
        ]
        if let place, let counted = place.countedAs {
            members += [("counted_as", JSONText.quoted(counted)), ("came_as", JSONText.quoted(place.file))]
        }
        return JSONText.object(members)
    }

    /// The files of the definition, and the hash of all of them.
    private var definition: String {
        let files = survey.files.sorted { $0.name < $1.name }.map { ($0.name, JSONText.quoted($0.sha256)) }
        return JSONText.object([
            ("sha256", JSONText.quoted(survey.definitionHash)), ("files", JSONText.object(files)),
        ])
    }

    private static func mishap(_ item: (sha256: String, finding: Finding)) throws -> String {
        JSONText.object([("sha256", JSONText.quoted(item.sha256)), ("finding", try json(of: item.finding))])
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

/// The members of an object, a line each. There are as many lines as a run has returns and files: of these no more than one is held beside the text.
private struct MembersText {
    private var bytes = Array("{".utf8)
    private var isEmpty = true

    mutating func add(_ name: String, _ value: String) {
        begin(name)
        bytes += value.utf8
    }

    /// Adds an array with a line for each item.
    mutating func add(_ name: String, array items: some Sequence<String>) {
        begin(name)
        append("[", items, "]")
    }

    /// Adds an object with a line for each member.
    mutating func add(_ name: String, object members: some Sequence<String>) {
        begin(name)
        append("{", members, "}")
    }

    private mutating func begin(_ name: String) {
        bytes += (isEmpty ? "\n  " : ",\n  ").utf8
        bytes += "\(JSONText.quoted(name)): ".utf8
        isEmpty = false
    }

    private mutating func append(_ open: String, _ lines: some Sequence<String>, _ close: String) {
        bytes += "\(open)\n".utf8
        var isFirst = true
        for line in lines {
            bytes += (isFirst ? "    " : ",\n    ").utf8
            bytes += line.utf8
            isFirst = false
        }
        bytes += "\n  \(close)".utf8
    }

    var finished: [UInt8] { bytes + "\n}\n".utf8 }
}
