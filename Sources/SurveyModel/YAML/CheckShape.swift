/// The shapes of a table's declared checks.
enum CheckShape {
    /// The keys of a table.
    static let properties = [
        Property(
            "foreignKeys", .list(foreignKey, orOne: true),
            "Fields whose values must be keys of other records, as in Table Schema."),
        Property("totals", .list(total, orOne: true), "Numbers that must equal the sum of their parts."),
        Property("count", count, "The field of another table that says how many records there are."),
        Property("plausibility", .list(plausibility, orOne: true), "What is odd though not impossible."),
        Property("nonresponse", .list(nonresponse, orOne: true), "How many questions may stay without an answer."),
    ]

    /// What every check of a table has.
    private static let terms =
        [Property("id", .text, "A rule id of your own, without a dot; else that of the kind.")]
        + terms(severity: "default `error` for foreignKeys, else `warning`", needingID: true)

    /// The long form of a constraint whose short form is its value.
    static func constraint(_ value: Shape) -> Shape {
        .short(
            value,
            long: ObjectShape(
                "a constraint",
                [Property("value", value, required: true, "What the constraint demands, as in its short form.")]
                    + terms(severity: "default: that of `constraints`", needingID: false)))
    }

    /// The condition of a question: an expression, or a mapping that has it under `sql`.
    static let condition = Shape.short(
        .text,
        long: ObjectShape(
            "a condition",
            [Property("sql", .text, required: true, "The SQL expression over the record.")]
                + terms(severity: "default `warning`", needingID: false)))

    /// What is said of a rule that Canvass itself raises.
    static let builtIn = Shape.object(
        ObjectShape(
            "what is said of a rule",
            [
                Property("table", .text, "The table whose answers or records are meant; else those of all."),
                Property("fields", .list(.text, orOne: true), "The fields whose answers are meant; else those of all."),
            ] + terms(severity: "default: as docs/rules.md says", needingID: false)))

    /// What a check says of itself.
    ///
    /// - Parameters:
    ///   - severity: its default, in words.
    ///   - needingID: whether it must have an `id` to be told from others of its kind.
    private static func terms(severity: String, needingID: Bool) -> [Property] {
        let needsID = needingID ? [" Needs an `id`.", "; needs an `id`."] : ["", "."]
        return [
            Property(
                "severity", .word(Severity.allCases.map(\.rawValue)),
                "How much breaking it matters (\(severity))."),
            Property("message", .localized(), "The sentence for people in place of Canvass's own, with placeholders."),
            Property("why", .localized(), "Why the check exists."),
            Property("trial", .boolean, "Whether it is on trial: counted, not told."),
            Property("off", .list(RuleShape.switchOff, orOne: true), "For whom it is switched off, and why."),
            Property(
                "expected", .localizedOrExpression,
                "What was expected, in place of Canvass's own words: a text, or `{sql: …}` with an SQL expression over the record."
            ),
            Property("suggest", .text, "What might be meant: an SQL expression over the record."),
            Property(
                "threshold", RuleShape.threshold,
                "The share of what it tests that may break it before that is told itself\(needsID[1])"),
            Property(
                "action", .word(IssueAction.allCases.map(\.rawValue)),
                "What an open issue of this check does; else as `policy` says.\(needsID[0])"),
        ]
    }

    private static let foreignKey = Shape.object(
        ObjectShape(
            "a foreign key",
            [
                Property("fields", .list(.text, orOne: true), required: true, "The fields of this table."),
                Property("reference", reference, required: true, "The records that must be there."),
                Property(
                    "within", .word(ForeignKey.Scope.allCases.map(\.rawValue)),
                    "Where they are looked for: in the same `return` (the default) or in all returns of the `round`."),
            ] + terms))

    private static let reference = Shape.object(
        ObjectShape(
            "a reference",
            [
                Property("resource", .text, "A table, or `reporters`; the same table where not given."),
                Property("fields", .list(.text, orOne: true), required: true, "The fields there, in the same order."),
            ]))

    private static let total = Shape.object(
        ObjectShape(
            "a total",
            [
                Property("field", .text, required: true, "The field with the total."),
                Property(
                    "parts", .list(.text, orOne: true),
                    "The fields that add up to it; with `over`, the codes of the parts (default: all but the total's)."),
                Property("over", .text, "The field whose code tells totals from parts, where each is a record."),
                Property("total", .text, "The code of the total."),
                Property("table", .text, "Another table whose records add up to it."),
                Property("sum", .text, "The field there that is added up."),
                Property(
                    "by", .list(.text, orOne: true), "The fields in which a total and its parts agree."),
                Property("tolerance", tolerance, "How far the two may lie apart."),
                Property(
                    "missing", .word([MissingOperand.skip, .zero].map(\.rawValue)),
                    "What a missing part makes of it: `skip` (not verifiable, the default) or `zero`."),
            ] + terms))

    private static let tolerance = Shape.object(
        ObjectShape(
            "a tolerance",
            [
                Property("absolute", .number, "In the numbers' own unit."),
                Property("relative", .number, "As a share of the sum: 0.01 is one per cent."),
            ]))

    private static let count = Shape.object(
        ObjectShape(
            "a count",
            [
                Property("field", .text, required: true, "A field of another table, as `table.field`.")
            ] + terms))

    private static let range = Shape.object(
        ObjectShape(
            "a range",
            [
                Property("minimum", .number, "The least value."),
                Property("maximum", .number, "The greatest value."),
            ]))

    private static let plausibility = Shape.object(
        ObjectShape(
            "a plausibility check",
            [
                Property(
                    "kind", .word(PlausibilityCheck.Kind.allCases.map(\.rawValue)), required: true,
                    "What is looked for."),
                Property(
                    "fields", .list(.text, orOne: true, atLeastOne: true), required: true,
                    "The fields with the values."),
                Property("by", .list(.text, orOne: true), "The fields that make groups."),
                Property(
                    "only", .keyed(.list(.text, orOne: true)), "The codes of fields for which records are looked at."),
                Property(
                    "key", .list(.text, orOne: true),
                    "The fields that tell the same record in two rounds (default: the table's key without `period`)."),
                Property(
                    "period", .text, "The field that must hold the record's round, such as its quarter."),
                Property("minimum", .number, "`range`: the least value."),
                Property("maximum", .number, "`range`: the greatest value."),
                Property("ranges", .keyed(range), "`range`: by the code of the group's one field."),
                Property(
                    "file", .filled("the name of a file"),
                    "`range`: a CSV file with the group's fields, `minimum` and `maximum`."),
                Property(
                    "deviations", .number, "`outlier`: how many robust standard deviations (default 3.5)."),
                Property("log", .boolean, "`outlier`: whether logarithms are compared."),
                Property("ratio", .number, "`change`: how many times as much, or as little."),
                Property("relative", .number, "`change`: the change as a share of the value before."),
                Property("absolute", .number, "`change`: the change in the value's own unit."),
                Property(
                    "atLeast", .integer(minimum: 2),
                    "The least number of values that must be comparable (default 10; `unchanged` 20, `unit-shift` 5)."),
                Property(
                    "share", .number, "The share of them that must show it (default 0.8; `unchanged` 0.9)."),
                Property(
                    "closeness", .number,
                    "`row-shift`: how far two rounds' figures may lie apart, as a share (default 0.25)."),
            ] + terms))

    private static let nonresponse = Shape.object(
        ObjectShape(
            "limits of non-response",
            [
                Property("fields", .list(.text, orOne: true), "The fields that are looked at (default: all)."),
                Property("note", .number, "Per cent of a field's answers missing in the round: above it a note."),
                Property("warning", .number, "The same: above it a warning."),
                Property("return", .number, "Per cent of a return's answers missing: above it a warning."),
            ] + terms))
}
