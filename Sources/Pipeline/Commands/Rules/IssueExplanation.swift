import Foundation
import Report
import SurveyModel
import Validate

/// The story of an issue.
extension Explanation {
    static func ofIssue(
        _ issue: [String: String], in survey: Survey, _ last: LastRun, _ reference: RuleReference
    ) throws -> Explanation {
        let fingerprint = issue["fingerprint"] ?? ""
        var told = Explanation(kind: "issue", id: fingerprint, title: issue["message"] ?? "")
        let reporter = survey.reporters.first { $0.code == issue["reporter"] }
        told.tell("reporter", "reporter", reporter.map { "\($0.name) (\($0.code))" } ?? issue["reporter"])
        told.tell("round", "round", issue["round"])
        told.tell("file", "file", issue["return"].flatMap { last.files[$0] })
        told.tell("cell", "cell", issue["sheet"].map { "\($0)!\(issue["cell"] ?? "")" })
        try told.tellValue(of: issue, last)
        told.tell("expected", "expected", issue["expected"])
        told.tell("suggestion", "may be meant", issue["suggestion"])
        told.tell("answer", "the respondent says", issue["answer"].flatMap { words(ofAnswer: $0, in: survey) })
        told.tell("state", "state", issue["state"])
        let shown = [
            "fingerprint", "message", "reporter", "round", "return", "sheet", "cell", "value", "expected",
            "suggestion", "state", "rule", "severity", "table", "record", "field", "cells", "seen", "alike",
            "alike_more", "value_from", "answer",
        ]
        told.tell("decisions", "decided", decisions(on: issue, in: survey).joined(separator: "\n"))
        told.tell("cells", "also about", issue["cells"].flatMap { places(in: $0) })
        told.tell("alike", "stands for", issue["alike"].flatMap { count(of: $0, and: issue["alike_more"]) })
        // Whatever else the run says of it.
        for (key, text) in issue.sorted(by: { $0.key < $1.key }) where !shown.contains(key) {
            told.tell(key, key.replacing("_", with: " "), text)
        }
        told.tell(
            "record", "record",
            issue["table"].map { table in
                [table, issue["record"].map { "no. \($0)" }, issue["field"]].compactMap(\.self).joined(separator: ", ")
            })
        let runs = try last.runs(withIssue: fingerprint)
        told.tell("first_run", "first seen in", runs.first)
        told.tell("runs", "runs with it", String(runs.count))
        told.tellRule(of: issue, in: survey, reference)
        return told
    }

    /// The value, and what was typed in its place where a reviewer has given another.
    private mutating func tellValue(of issue: [String: String], _ last: LastRun) throws {
        let value = issue["value"].map { "“\($0)”" }
        guard issue["value_from"] == IssueFiles.valueOfDecision else { return tell("value", "typed", value) }
        tell("value", "given by a reviewer", value)
        tell("typed", "typed", try last.typed(of: issue))
    }

    /// What its rule means, does, and asks for.
    private mutating func tellRule(of issue: [String: String], in survey: Survey, _ reference: RuleReference) {
        let (fingerprint, id) = (issue["fingerprint"] ?? "", issue["rule"] ?? "")
        let isOfValue = issue["record"] != nil && issue["field"] != nil
        let effect = Self.effect(of: issue, in: survey.definition)
        tell("rule", "rule", "\(id) (\(issue["severity"] ?? ""))")
        if let rule = survey.definition.rules.first(where: { $0.id == id }) {
            tell("why", "why", rule.why?.text(in: survey.language))
            tell("advice", "what to do", Self.advice(on: fingerprint, in: survey, isOfValue: isOfValue))
            tell("effect", "while it is open, it", effect)
        } else if let check = RuleChecks.declared(in: survey.definition).first(where: {
            $0.terms.id == id && !id.contains(".")
        }) {
            tell("why", "why", check.terms.why?.text(in: survey.language))
            tell("advice", "what to do", Self.advice(on: fingerprint, in: survey, isOfValue: isOfValue))
            tell("effect", "while it is open, it", effect)
            tell("check", "looks for", check.words)
        } else if let entry = reference.entry(of: id) {
            let ofFields = RuleChecks.constraints(in: survey.definition) + RuleChecks.conditions(in: survey.definition)
            let check = ofFields.first {
                $0.terms.id == id && $0.table == issue["table"] && $0.field == issue["field"]
            }
            let builtIn = survey.definition.builtIn.first {
                $0.covers(rule: id, table: issue["table"], field: issue["field"])
            }
            tell("why", "why", (check?.terms ?? builtIn?.terms)?.why?.text(in: survey.language))
            tell("effect", "while it is open, it", effect)
            tell("meaning", "means", entry.meaning)
            tell("advice", "what to do", entry.advice)
        }
    }

    /// What an issue does while it is open; nil where it can do nothing, since it is about no record and holds no return.
    private static func effect(of issue: [String: String], in definition: SurveyDefinition) -> String? {
        guard let severity = issue["severity"].flatMap({ Severity(rawValue: $0) }) else { return nil }
        let finding = Finding(
            rule: issue["rule"] ?? "", severity: severity, message: .text(issue["message"] ?? ""),
            table: issue["table"], field: issue["field"])
        let action = IssuePolicy(definition).action(of: finding)
        switch (action, issue["record"], issue["field"]) {
        case (.hold, _, _): return issue["return"].map { _ in words(of: .hold) }
        case (_, nil, _): return nil
        // Where there is no value, the record goes in its place.
        case (.blank, _, nil): return words(of: .reject)
        case (.flag, _, nil): return words(of: .publish)
        default: return words(of: action)
        }
    }

    /// What the respondent wrote beside it, from how `issues.json` has it.
    private static func words(ofAnswer json: String, in survey: Survey) -> String? {
        struct Answer: Decodable {
            let choice: String?
            let remark: String?
        }
        let answer = try? JSONDecoder().decode(Answer.self, from: Data(json.utf8))
        return answer.map {
            RespondentAnswer(choice: $0.choice ?? "", remark: $0.remark ?? "").words(in: survey.language)
        }
    }

    // MARK: - What people have done, and can do

    /// The lines of the survey's decisions that name an issue, whether they count or not.
    private static func decisions(on issue: [String: String], in survey: Survey) -> [String] {
        let isPrivate = survey.definition.isPrivate(issue["field"], of: issue["table"])
        return survey.decisions.lines.filter { $0.fingerprint == issue["fingerprint"] }.map { line in
            let place = "line \(line.line) of \(DecisionFile.name)"
            guard let decision = line.decision else { return "\(place) cannot be read" }
            let value = decision.value.isEmpty ? "" : " “\(isPrivate ? PrivateAnswers.mark : decision.value)”"
            let end = decision.expires.map { ", until \($0)" } ?? ""
            let names = [decision.reviewer, decision.agreedBy].filter { !$0.isEmpty } + ["\(decision.date)"]
            let reason = decision.reason.isEmpty ? "" : ": \(decision.reason)"
            return "\(decision.action.rawValue)\(value)\(end)\(reason) (\(names.joined(separator: ", ")); \(place))"
                .onOneLine
        }
    }

    /// What a reviewer can do about an issue of a survey's own rule.
    ///
    /// - Parameter isOfValue: whether it is about one value, in the place of which another can be put.
    static func advice(on fingerprint: String, in survey: Survey, isOfValue: Bool = true) -> String {
        let command = "canvass decide \(survey.argument) \(fingerprint)"
        let advice = """
            compare what was typed with what is expected; the letter and the annotated copy ask the reporter
            if it is right as it stands: \(command) --waive --reason … --reviewer …
            """
        return isOfValue
            ? advice + "\nif you know what it must be: \(command) --correct VALUE --reason … --reviewer …" : advice
    }

    /// The cells that `issues.json` names, for people.
    private static func places(in json: String) -> String? {
        struct Place: Decodable {
            let sheet: String
            let cell: String
        }
        let places = try? JSONDecoder().decode([Place].self, from: Data(json.utf8))
        return places?.map { "\($0.sheet)!\($0.cell)" }.joined(separator: ", ")
    }

    /// How many single findings an issue stands for.
    private static func count(of json: String, and more: String?) -> String? {
        let listed = (try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [Any])?.count ?? 0
        let count = listed + (more.flatMap { Int($0) } ?? 0)
        return count == 0 ? nil : "\(count) places; issue-cells.csv names each"
    }
}
