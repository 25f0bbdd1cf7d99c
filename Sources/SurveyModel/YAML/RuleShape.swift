/// The shape of a rule.
enum RuleShape {
    static let rule = Shape.object(
        ObjectShape(
            "a rule", exactlyOne: [["check", "query"]],
            [
                Property("id", .text, required: true, "The rule's id; no dot."),
                Property("table", .text, required: true, "The table whose records it is about."),
                Property(
                    "severity", .word(Severity.allCases.map(\.rawValue)), required: true,
                    "How much breaking it matters."),
                Property("check", .text, "An SQL expression over a record; true is fine, NULL cannot be told."),
                Property(
                    "query", .text,
                    "An SQL SELECT that returns the offending rows: `return`, `record` and what the message needs."),
                Property(
                    "message", .localized(), required: true, "The sentence for people, with `{field}` placeholders."),
                Property("why", .localized(), "Why the rule exists."),
                Property(
                    "expected", .localizedOrExpression,
                    "What was expected: a text, or `{sql: …}` with an SQL expression over the record."),
                Property("suggest", .text, "What might be meant: an SQL expression over the record."),
                Property(
                    "fields", .list(.text, orOne: true), "The fields to point to; else those that the check reads."),
                Property(
                    "missing", .word(MissingOperand.allCases.map(\.rawValue)),
                    "What a check makes of a missing operand: `skip` (not verifiable, the default), `fail`, or `zero`."),
                Property(
                    "threshold", threshold, "The share of records that may break the rule before it is told itself."),
                Property("off", .list(switchOff, orOne: true), "For whom the rule is switched off, and why."),
                Property("trial", .boolean, "Whether the rule is on trial: counted, not told."),
                Property(
                    "level", .word(RuleLevel.allCases.map(\.rawValue)),
                    "How much of the data it looks at, where that is not as Canvass derives it."),
                Property(
                    "action", .word(IssueAction.allCases.map(\.rawValue)),
                    "What an open issue of this rule does; else as `policy` says."),
            ]))

    static let threshold = Shape.object(
        ObjectShape(
            "a threshold",
            [
                Property("warning", .number, "Per cent of the current round's records above which there is a warning."),
                Property("error", .number, "Per cent of the current round's records above which there is an error."),
            ]))

    static let switchOff = Shape.object(
        ObjectShape(
            "a switch-off",
            [
                Property("round", .text, "The round whose records are left out."),
                Property("reporter", .text, "The code of the reporter whose records are left out."),
                Property("reason", .text, required: true, "Why."),
            ]))
}
