/// The shape of `pipeline.yaml`: every key, its type, and one sentence about it.
enum DefinitionShape {
    static let root = Shape.object(
        ObjectShape(
            "a survey's definition",
            [
                Property("canvass", .word(["1"]), required: true, "The version of this format."),
                Property("title", .localized(), required: true, "The survey's title."),
                Property("agency", .localized(), "Who runs the survey."),
                Property(
                    "notice", .localized(),
                    "A sentence that stands on every output, such as a licence or that figures are invented."),
                Property("contact", contact, "Whom respondents may ask."),
                Property("deadline", .date, "The last day for returns of the current round."),
                Property(
                    "languages", .list(.filled("a language code, such as `en`"), atLeastOne: true), required: true,
                    "The questionnaire's languages, the default first."),
                Property("round", round, required: true, "Which round is collected, and how a return tells its own."),
                Property("inbox", inbox, required: true, "Where returns arrive."),
                Property(
                    "reporters", reporters, required: true, "Who must report, and how a return tells who sent it."),
                Property("csv", ReadingShape.csv, "The dialect of returns in CSV; what is not given is found out."),
                Property("limits", ReadingShape.limits, "How much a return may cost to read, where it differs."),
                Property("missing", .list(missing), "What stands for 'no value', and the observation status it means."),
                Property(
                    "placeholders", .list(.text, orOne: true),
                    "Texts that stand in answer cells before anything is answered; cells with them are empty."),
                Property(
                    "flags", .list(flag), "Marks of quality beside a value, and the observation status they mean."),
                Property("codelists", .named(codeList), "The code lists by name."),
                Property(
                    "tables", .named(table, atLeastOne: true), required: true, "The dataset's tables by name."),
                Property(
                    "layouts", .named(layout, atLeastOne: true), required: true,
                    "Where the records of a table stand in the questionnaire."),
                Property(
                    "template", .list(.filled("the name of a file"), orOne: true),
                    "The blank questionnaire as it is sent, or one for each language (default: `template.xlsx` where it is there)."
                ),
                Property(
                    "prefilled", .filled("the name of a folder"),
                    "The folder with the questionnaires that were filled in beforehand, as they were sent."),
                Property(
                    "versions", .keyed(version),
                    "The questionnaire's versions, newest first, each as what differs from `layouts`."),
                Property(
                    "overrides", .keyed(layoutOverride),
                    "What differs in the returns of single reporters, as in `versions`; the first that fits is used."),
                Property("rules", .list(RuleShape.rule), "The survey's own checks, in SQL."),
                Property(
                    "builtin", .keyed(.list(CheckShape.builtIn, orOne: true)),
                    "What is said of the rules that Canvass itself raises, by their ids; of several items the first that fits."
                ),
                Property("policy", policy, "What an open issue does to its record."),
                Property("decisions", decisions, "What a reviewer's decision needs to count."),
                Property("figures", .list(figure), "The figures of the report, in SQL over the published tables."),
                Property(
                    "annotate", .boolean,
                    "Whether each return with open issues goes back as an annotated copy (default `true`)."),
                Property(
                    "letters", .boolean,
                    "Whether a letter with the questions is written to each reporter (default `true`)."),
                Property("keep", OperationShape.keep, "Which published runs are kept (default: all)."),
                Property(
                    "metrics", .text,
                    "A file that ends in `.prom`: figures of each run for Prometheus's textfile collector."),
                Property(
                    "notify", .list(OperationShape.notice, orOne: true),
                    "Commands that get the summary of a run on standard input."),
            ]))

    static let contact = Shape.object(
        ObjectShape(
            "a contact",
            [
                Property("name", .text, required: true, "A desk or function."),
                Property("email", .text, "An e-mail address."),
            ]))

    static let identitySource = Shape.object(
        ObjectShape(
            "a source", exactlyOne: [["field", "filename", "folder"]],
            [
                Property("field", .text, "A field of the dataset, as `table.field`."),
                Property(
                    "filename", .text, "A regular expression over the file's path in the inbox; its first group counts."
                ),
                Property(
                    "folder", .integer(minimum: 1),
                    "A folder on the file's way below the inbox, counted from 1: its name."),
            ]))

    static let round = Shape.object(
        ObjectShape(
            "a round",
            [
                Property(
                    "current", .filled("the round's name"), required: true, "The round that is being collected."),
                Property("all", .list(.text), "All rounds, oldest first."),
                Property(
                    "from", .list(identitySource, orOne: true),
                    "How a return tells its round; else it is the current one."),
                Property(
                    "closed", .keyed(.date),
                    "The last day, in UTC, for returns of rounds that are closed; what came later is held."),
            ]))

    static let inbox = Shape.object(
        ObjectShape(
            "an inbox",
            [
                Property(
                    "path", .filled("the name of a folder"), required: true, "The directory, relative to this file."),
                Property("ignore", .list(.text, orOne: true), "File names that are not returns, with `*` and `?`."),
                Property(
                    "settle", .integer(minimum: 0),
                    "The seconds for which a file must have kept its size and time before it is taken (default 2)."),
                Property(
                    "after", .word(InboxDefinition.After.allCases.map(\.rawValue)),
                    "What becomes of files after a run: they stay (`leave`, the default), or are moved to `Done` or `Refused` beside the inbox."
                ),
            ]))

    static let reporters = Shape.object(
        ObjectShape(
            "the reporters",
            [
                Property(
                    "file", .filled("the name of a file"), required: true,
                    "The register: `code,name[,language,contact]`."),
                Property("codelist", .text, "The code list by which a reporter's name is turned into its code."),
                Property(
                    "from", .list(identitySource, orOne: true, atLeastOne: true), required: true,
                    "How a return tells its reporter; tried in order."),
                Property(
                    "distinguish", .list(.text, orOne: true),
                    "Fields (`table.field`) that tell two bodies of one reporter from a correction."),
                Property("latest", .text, "The date field (`table.field`) that tells the later of two."),
                Property(
                    "resubmissions", .word(ReportersDefinition.Resubmissions.allCases.map(\.rawValue)),
                    "Which of several returns counts: the one completed last (the default), the one that arrived last, or the one that a decision names."
                ),
                Property(
                    "parts", .list(.text, orOne: true),
                    "Tables of which each may come in a return of its own; such returns count together."),
            ]))

    static let missing = Shape.object(
        ObjectShape(
            "a missing-value mark",
            [
                Property(
                    "status", .word(ObservationStatus.codesOfMissing), required: true,
                    "A code of SDMX CL_OBS_STATUS that says why there is no value."),
                Property("marks", .list(.text, orOne: true), required: true, "What respondents write for it."),
            ]))

    static let flag = Shape.object(
        ObjectShape(
            "a flag",
            [
                Property(
                    "status", .word(ObservationStatus.codesOfFlags), required: true,
                    "A code of SDMX CL_OBS_STATUS that says what is special about the value."),
                Property(
                    "marks", .list(.text, orOne: true), required: true, "What respondents write beside the value."),
            ]))

    static let codeList = Shape.object(
        ObjectShape(
            "a code list", exactlyOne: [["bundled", "file"]],
            [
                Property(
                    "bundled", .filled("the name of a list"), "A list that ships with Canvass: `countries`, `cofog`."),
                Property("file", .filled("the name of a file"), "A CSV file: `code,parent,label_en,...`."),
                Property(
                    "levels", .list(.integer(minimum: 1)), "The first and last level of the hierarchy that may be used."
                ),
                Property("confidence", .number, "From 0 to 1: a match below it is suggested, not made (default 0.9)."),
            ]))

    static let table = Shape.object(
        ObjectShape(
            "a table",
            [
                Property("title", .localized(), required: true, "The title for people."),
                Property("description", .localized(), "What a record is."),
                Property("key", .list(.text, orOne: true), "The fields that identify a record within a return."),
                Property("fields", .named(field, atLeastOne: true), required: true, "The fields by name."),
            ] + CheckShape.properties))

    static let field = Shape.object(
        ObjectShape(
            "a field",
            [
                Property("type", .word(FieldType.allCases.map(\.rawValue)), required: true, "The type of its values."),
                Property("title", .localized(), required: true, "The question's words."),
                Property("description", .localized(), "What the field means."),
                Property("codelist", .text, "The name of its code list."),
                Property(
                    "scale", .text,
                    "The code list with the words of a scale of whole numbers: `3 - large` and `large` are then 3."),
                Property("many", .boolean, "Whether it holds several codes."),
                Property(
                    "unit", .text,
                    "The unit; `percent` makes a cell formatted as a percentage count 100 times its number, `per mille` 1,000 times."
                ),
                Property(
                    "multiplier", .word(FieldDefinition.multipliers.map { String($0) }),
                    "What a number typed counts, where the questionnaire asks in thousands or millions and the dataset is in units."
                ),
                Property(
                    "missing", .list(missing),
                    "What stands for 'no value' in this field, in place of the survey's marks."),
                Property(
                    "dates", .word(DateOrder.allCases.map(\.rawValue)),
                    "The order of day, month and year that the questionnaire asks for, for dates typed as text."),
                Property(
                    "asked_if", CheckShape.condition,
                    "When the question is asked: an SQL expression over the record; else it is always."),
                Property(
                    "private", .boolean,
                    "Whether its values are kept out of dataset, report, letters and issue files; they stand in `private/` alone."
                ),
                Property("constraints", constraints, "Constraints with the names of Frictionless Table Schema."),
            ]))

    static let constraints = Shape.object(
        ObjectShape(
            "constraints",
            [
                Property("required", CheckShape.constraint(.boolean), "A value must be there."),
                Property("unique", CheckShape.constraint(.boolean), "No two records of a return have the same value."),
                Property("minimum", CheckShape.constraint(.text), "The least value."),
                Property("maximum", CheckShape.constraint(.text), "The greatest value."),
                Property(
                    "minLength", CheckShape.constraint(.integer(minimum: 0)), "The least number of characters."),
                Property(
                    "maxLength", CheckShape.constraint(.integer(minimum: 0)), "The greatest number of characters."),
                Property(
                    "pattern", CheckShape.constraint(.text), "A regular expression that the whole value must match."),
                Property("enum", CheckShape.constraint(.list(.text, atLeastOne: true)), "The values allowed."),
                Property(
                    "severity", .word(Severity.allCases.map(\.rawValue)),
                    "What a value is that breaks a constraint, the type or the code list (default `error`)."),
            ]))

    static let policy = Shape.object(
        ObjectShape(
            "a policy",
            Severity.allCases.map {
                Property($0.rawValue, .word(IssueAction.allCases.map(\.rawValue)), "What an open \($0.rawValue) does.")
            }))

    static let decisions = Shape.object(
        ObjectShape(
            "the decisions",
            [
                Property(
                    "agreed_by", .word(["optional", "required"]),
                    "Whether a second name must stand beside the reviewer's (default `optional`).")
            ]))

    static let figure = Shape.object(
        ObjectShape(
            "a figure",
            [
                Property("id", .filled("an id"), required: true, "The figure's id."),
                Property(
                    "kind", .word(FigureDefinition.Kind.allCases.map(\.rawValue)), required: true, "How it is drawn."),
                Property("title", .localized(), required: true, "Its title."),
                Property("note", .localized(), "What to see in it."),
                Property("query", .text, required: true, "An SQL SELECT over the published tables."),
            ]))
}
