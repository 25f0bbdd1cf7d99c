public import Foundation
import OrderedCollections
import Report
import SurveyModel
import Validate

/// What a rule means or an issue is about, told for people who see it for the first time.
public struct Explanation: Sendable, Hashable {
    /// A thing that is told, with its name.
    public struct Part: Sendable, Hashable {
        /// The name for programs, in snake case.
        public let key: String
        /// The name for people.
        public let label: String
        /// What is told; several lines where it needs them.
        public let text: String
        /// What programs get in place of the text, where they need something else.
        public var value: String?
    }

    /// `rule` or `issue`.
    public let kind: String
    /// The rule's id, or the issue's fingerprint.
    public let id: String
    /// What it is in a sentence.
    public let title: String
    /// What there is to tell, in order.
    public private(set) var parts: [Part] = []

    /// The explanation for programs, as one line of JSON.
    public var json: String {
        JSONText.object(
            [("kind", JSONText.quoted(kind)), ("id", JSONText.quoted(id)), ("title", JSONText.quoted(title))]
                + parts.map { ($0.key, JSONText.quoted($0.value ?? $0.text)) })
    }

    init(kind: String, id: String, title: String) {
        self.kind = kind
        self.id = id
        self.title = title
    }

    mutating func tell(_ key: String, _ label: String, _ text: String?, value: String? = nil) {
        if let text, !text.isEmpty { parts.append(Part(key: key, label: label, text: text, value: value)) }
    }

    // MARK: - Rules of Canvass

    /// What one of Canvass's own rules means.
    ///
    /// - Throws: ``PipelineError`` of code `noInput` where there is no such rule.
    public static func ofRule(_ id: String) throws -> Explanation {
        let reference = try RuleReference()
        guard let entry = reference.entry(of: id) else { throw unknown(id, among: reference.entries.map(\.id)) }
        return try explanation(of: entry, language: "en")
    }

    private static func explanation(of entry: RuleReference.Entry, language: String) throws -> Explanation {
        var told = Explanation(
            kind: "rule", id: entry.id, title: try RuleReference.title(of: entry.id, language: language))
        told.tell("meaning", "means", entry.meaning)
        told.tell("advice", "what to do", entry.advice)
        told.tell("severity", "severity", entry.severity)
        told.tell("group", "belongs to", entry.group)
        told.tell("note", "", entry.note)
        return told
    }

    // MARK: - Rules and issues of a survey

    /// What a rule of a survey, one of Canvass's own, or an issue of the last run is about.
    ///
    /// - Parameters:
    ///   - id: a rule's id, or an issue's fingerprint or the first six digits of it or more.
    ///   - survey: the survey.
    ///   - output: the folder in which the survey's results have a folder.
    /// - Throws: ``PipelineError`` of code `noInput` where there is neither.
    public static func of(_ id: String, in survey: Survey, output: URL) throws -> Explanation {
        let last = try LastRun(survey, output: output)
        let reference = try RuleReference()
        if let rule = survey.definition.rules.first(where: { $0.id == id }) {
            return try ofRule(rule, in: survey, last: last)
        }
        let declared = RuleChecks.declared(in: survey.definition).filter { $0.terms.id == id }
        if let check = declared.first, reference.entry(of: id) == nil {
            return try ofCheck(check, in: survey, last: last)
        }
        if let entry = reference.entry(of: id) {
            var told = try explanation(of: entry, language: survey.language)
            let ofFields =
                (RuleChecks.constraints(in: survey.definition) + RuleChecks.conditions(in: survey.definition)
                + RuleChecks.builtIn(in: survey.definition))
                .filter { $0.terms.id == id }
            told.tell(
                "declared", "declared as",
                (declared.map { "\($0.table): \($0.words)" } + ofFields.map { words(of: $0, in: survey, last) })
                    .joined(separator: "\n"))
            try told.tellConcerned(rule: id, in: survey, last)
            return told
        }
        // Fingerprints are written small; a mail or a ticket may have made them capitals.
        let digits = id.lowercased()
        let isFingerprint = digits.count >= 6 && digits.allSatisfy { $0.isHexDigit }
        if let last, isFingerprint || digits.count >= 4 {
            let found = last.issues.map(\.fingerprint).filter { $0.hasPrefix(digits) }
            guard isFingerprint || found.isEmpty else {
                throw PipelineError(.noInput, "\(id) is too short for an issue: give at least 6 digits.")
            }
            if found.count == 1, let issue = try last.members(ofIssue: found[0]) {
                return try ofIssue(issue, in: survey, last, reference)
            }
            guard found.count < 2 else {
                throw PipelineError(.noInput, "\(id) is not one issue but \(found.count): give more of its digits.")
            }
        }
        if isFingerprint {
            throw PipelineError(
                .noInput,
                last == nil
                    ? "Nothing was published for \(survey.name) yet: canvass run \(survey.argument)."
                    : "The last run has no issue \(id). It may be solved; the report of an earlier run has it.")
        }
        throw unknown(
            id, among: survey.definition.rules.map(\.id) + survey.definition.checkIDs + reference.entries.map(\.id))
    }

    private static func unknown(_ id: String, among known: [String]) -> PipelineError {
        let near = Spelling.nearest(to: id, among: known)
        let advice = near.map { "Did you mean '\($0)'?" } ?? "canvass rules <survey> lists them."
        return PipelineError(.noInput, "There is no rule '\(id)'. \(advice)")
    }

    private static func ofRule(_ rule: RuleDefinition, in survey: Survey, last: LastRun?) throws -> Explanation {
        let language = survey.language
        var told = Explanation(kind: "rule", id: rule.id, title: rule.message.text(in: language))
        told.tell("why", "why", rule.why?.text(in: language))
        if !rule.isTrial { told.tell("advice", "what to do", advice(on: "<fingerprint>", in: survey)) }
        told.tell("table", "about", "the table \(rule.table)")
        told.tell("severity", "severity", rule.severity.rawValue)
        if !rule.isTrial {
            told.tell("effect", "an open issue", effect(rule.action, rule.severity, in: survey.definition))
        }
        told.tell("level", "looks at", survey.compiledRules?.level(of: rule.id).map { $0.rawValue })
        switch rule.check {
        case .record(let sql): told.tell("check", "fulfilled where", sql)
        case .query(let sql): told.tell("query", "broken by", sql)
        }
        told.tell("reads", "reads", (survey.compiledRules?.fields(of: rule.id) ?? []).joined(separator: ", "))
        told.tell("missing", "where a value is missing", words(of: rule))
        told.tell("expected", "expects", rule.expected?.text(in: language) ?? rule.expectedValue?.sql)
        told.tell("suggestion", "suggests", rule.suggestion?.sql)
        told.tell("threshold", "threshold", rule.threshold.map { words(of: $0) })
        told.tell("off", "switched off", rule.off.map { words(of: $0) }.joined(separator: "\n"))
        told.tell("trial", "on trial", rule.isTrial ? onTrial(survey) : nil)
        told.tell("place", "stands in", "\(survey.name)/pipeline.yaml, line \(rule.position.line)")
        told.tellCounts(rule.id, last)
        try told.tellConcerned(rule: rule.id, in: survey, last)
        return told
    }

    private static func ofCheck(
        _ check: DeclaredCheckSummary, in survey: Survey, last: LastRun?
    ) throws -> Explanation {
        let language = survey.language
        let title = check.terms.message?.text(in: language) ?? check.words
        var told = Explanation(kind: "rule", id: check.terms.id, title: title)
        told.tell("why", "why", check.terms.why?.text(in: language))
        if !check.terms.isTrial {
            told.tell("advice", "what to do", advice(on: "<fingerprint>", in: survey, isOfValue: check.isOfRecord))
        }
        told.tell("table", "about", "the table \(check.table)")
        told.tell("severity", "severity", check.terms.severity.rawValue)
        if !check.terms.isTrial {
            told.tell(
                "effect", "an open issue", effect(check.terms.action, check.terms.severity, in: survey.definition))
        }
        told.tell("level", "looks at", check.level.rawValue)
        told.tell("check", "looks for", check.words)
        told.tell("missing", "where a value is missing", "it is not verifiable")
        told.tell("expected", "expects", check.terms.expected?.text(in: language) ?? check.terms.expectedValue?.sql)
        told.tell("suggestion", "suggests", check.terms.suggestion?.sql)
        told.tell("threshold", "threshold", check.terms.threshold.map { words(of: $0) })
        told.tell("off", "switched off", check.terms.off.map { words(of: $0) }.joined(separator: "\n"))
        told.tell("trial", "on trial", check.terms.isTrial ? onTrial(survey) : nil)
        told.tell("place", "stands in", "\(survey.name)/pipeline.yaml, line \(check.terms.position.line)")
        told.tellCounts(check.terms.id, last)
        try told.tellConcerned(rule: check.terms.id, in: survey, last)
        return told
    }

    /// A constraint, condition or rule of Canvass's own in a line, with what the definition says of it, and what it did where not all records were held against it.
    private static func words(of check: DeclaredCheckSummary, in survey: Survey, _ last: LastRun?) -> String {
        let terms = check.terms
        let language = survey.language
        let counts = last?.counts(of: check)
        let isBuiltIn = check.builtIn != nil
        let severity = check.builtIn?.hasSeverity == false ? "" : " (\(terms.severity.rawValue))"
        let parts = [
            terms.why.map { "why: \($0.text(in: language))" },
            terms.message.map { "says: \($0.text(in: language))" },
            (terms.expected?.text(in: language) ?? terms.expectedValue?.sql).map { "expects \($0)" },
            terms.suggestion.map { "suggests \($0.sql)" },
            terms.action.map { "an open issue \(effect($0, terms.severity, in: survey.definition))" },
            terms.threshold.map { "threshold: \(words(of: $0))" },
            terms.off.isEmpty ? nil : "switched off: " + terms.off.map { words(of: $0) }.joined(separator: ", "),
            terms.isTrial ? "on trial: counted, not told" : nil,
            counts.flatMap { terms.off.isEmpty && !terms.isTrial && !isBuiltIn ? nil : words(of: $0) },
        ].compactMap(\.self)
        return
            ([
                (isBuiltIn ? check.words : "\(check.table): \(check.words)") + severity
            ] + parts).joined(separator: "; ")
    }

    private static func words(of counts: LastRun.RuleCounts) -> String {
        "\(counts.tested) tested: \(counts.passed) passed, \(counts.failed) failed, \(counts.notVerifiable) not verifiable; \(counts.notApplicable) not applicable"
    }

    static func effect(
        _ action: IssueAction?, _ severity: Severity, in definition: SurveyDefinition
    ) -> String {
        words(of: action ?? definition.policy[severity] ?? .publish)
    }

    /// What an open issue does, in words.
    static func words(of action: IssueAction) -> String {
        switch action {
        case .publish: "is told; the record is published"
        case .flag: "is told; the value is published, marked as not validated"
        case .reject: "keeps the record out of the dataset"
        case .hold: "holds the whole return back"
        case .blank: "empties the value, with a status that says so"
        }
    }

    private static func words(of rule: RuleDefinition) -> String? {
        guard case .record = rule.check else { return nil }
        return switch rule.missing {
        case .skip: "the record is not verifiable"
        case .fail: "the record fails"
        case .zero: "a number that is missing counts as 0"
        }
    }

    private static func onTrial(_ survey: Survey) -> String {
        """
        counted, not told; it does nothing to records
        to see what it would tell: take `trial` out, and say canvass diff \(survey.argument) --definition, which publishes nothing
        """
    }

    private static func words(of threshold: RuleThreshold) -> String {
        let parts = [("warning", threshold.warning), ("error", threshold.error)].compactMap { name, limit in
            limit.map { "\(name) above \(Value.shortest($0)) %" }
        }
        return parts.joined(separator: ", ") + " of the current round's records"
    }

    private static func words(of off: RuleSwitchOff) -> String {
        [off.reporter, off.round].compactMap(\.self).joined(separator: ", ") + ": " + off.reason
    }

    private mutating func tellCounts(_ rule: String, _ last: LastRun?) {
        guard let last, let counts = last.rules.first(where: { $0.rule == rule }) else { return }
        tell("last_run", "last run", "\(Self.words(of: counts)) (\(last.id))")
    }

    /// Whom a rule's issues concern, those with most first.
    private mutating func tellConcerned(rule: String, in survey: Survey, _ last: LastRun?) throws {
        guard let last else { return }
        let issues = last.issues.filter { $0.rule == rule }
        guard let first = issues.first else { return }
        let counts = Dictionary(grouping: issues) { $0.reporter ?? "" }.map { ($0.key, $0.value.count) }
            .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
        let named = counts.map { "\($0.0.isEmpty ? "no reporter" : $0.0) (\($0.1))" }.joined(separator: ", ")
        tell("concerns", "concerns", named)
        guard let example = try last.members(ofIssue: first.fingerprint) else { return }
        tell(
            "example", "for instance",
            [
                [example["reporter"], example["sheet"].map { "\($0)!\(example["cell"] ?? "")" }].compactMap(\.self)
                    .joined(separator: " "), example["message"],
            ].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ": "))
        tell(
            "example_fingerprint", "", "canvass explain \(survey.argument) \(first.fingerprint)",
            value: first.fingerprint)
    }
}
