import OrderedCollections
import SurveyModel

/// Writes a draft as the `pipeline.yaml` that a person goes on with.
struct DraftDefinition {
    let draft: SurveyDraft
    /// The survey's name, for the commands in comments.
    let name: String
    /// The blanks' file names.
    let files: [String]
    /// The path from the survey's folder to the schema of definitions; nil where there is none.
    let schema: String?

    /// The file's text.
    var yaml: String {
        let head = YAMLValue.comments(
            [
                "Drafted by canvass init from \(files.joined(separator: " and ")). What a person should look at is marked check:",
                "docs/definition.md explains each key. canvass doctor \(name) shows which cell feeds which field.",
            ] + notRead, indent: 0)
        let document = YAMLValue.block(
            top + [reporters, missing] + flags + placeholders + lists + [tables, layouts] + versions
        ).document
        let first = schema.map { ["# yaml-language-server: $schema=\($0)"] } ?? []
        return (first + head).map { "\($0)\n" }.joined() + document + tail
    }

    private var notRead: [String] {
        let notAsked = draft.notAsked.map { sheet, texts in
            let quoted = texts.map { "\($0.cell) “\(DraftSummary.short($0.text))”" }
            return "Texts of “\(sheet)” that are not asked: \(quoted.joined(separator: ", "))."
        }
        return ignored + notAsked
    }

    private var ignored: [String] {
        guard !draft.ignored.isEmpty else { return [] }
        let sheets = draft.ignored.map { "“\($0.sheet)” (\($0.reason))" }
        return ["Sheets that are not read: \(sheets.joined(separator: ", "))."]
    }

    private func check(_ doubts: [String]) -> [String] {
        doubts.map { "check: \($0)" }
    }

    // MARK: - The top

    private var top: [YAMLValue.Entry] {
        let round = YAMLValue.mapping([.init("current", .text(String(draft.year)))])
        return [
            .init("canvass", .word("1")),
            .init("title", draft.title.title(orName: "Untitled survey")),
            .init("languages", .list(draft.languages.map { .text($0) }), comments: check(draft.doubts)),
        ] + (draft.version == nil ? template : []) + [
            .init(
                "round", round,
                comments: check([
                    draft.isYearKnown ? "the year that the questionnaire names" : "the round that is collected"
                ]) + [
                    "Before a second round is begun, say in `from` how a return tells its round",
                    "(docs/definition.md, “Beginning a new round”): without it all returns count for the current one.",
                ],
                isSpaced: true),
            .init(
                "inbox", .mapping([.init("path", .text("inbox")), .init("ignore", .list([.text("README.md")]))]),
                isSpaced: true),
        ]
    }

    private var reporters: YAMLValue.Entry {
        var entries: [YAMLValue.Entry] = [.init("file", .text("reporters.csv"))]
        var sources: [YAMLValue] = []
        if let reporter = draft.reporter {
            if reporter.isCountry, let list = countriesList { entries.append(.init("codelist", .text(list))) }
            let doubts =
                reporter.isColumn
                ? ["a column of a table: is it who reports, and the same in most rows?"]
                : reporter.isCountry ? [] : ["is it who reports? Two that say the same here are taken for one"]
            sources.append(.block([.init("field", .text(reporter.field), comments: check(doubts))]))
        }
        let isCountry = draft.reporter?.isCountry ?? false
        let pattern = isCountry ? "(?:^|[^A-Za-z])([A-Z]{3})[^A-Za-z]*[.][A-Za-z]+$" : "([^/]+)[.][A-Za-z]+$"
        let comment =
            isCountry
            ? "three capital letters before the ending, such as AUS in survey-AUS.xlsx"
            : "the file's name without its ending; where it is longer, put the part that tells in parentheses"
        // Two sources that always say something would always contradict each other.
        if sources.isEmpty || isCountry {
            sources.append(.block([.init("filename", .pattern(pattern), comments: check([comment]))]))
        }
        entries.append(.init("from", .list(sources)))
        if let latest = draft.reporter?.latest {
            entries.append(
                .init("latest", .text(latest), comments: check(["the date that tells the later of two returns"])))
        }
        return .init("reporters", .block(entries), isSpaced: true)
    }

    private var countriesList: String? {
        draft.lists.values.first { if case .bundled("countries", _) = $0.source { true } else { false } }?.name
    }

    private var missing: YAMLValue.Entry {
        let marks: [(status: String, marks: [String])] = [
            ("M", MissingMarks.notApplicable(draft.languages)), ("L", MissingMarks.notAvailable(draft.languages)),
            ("O", MissingMarks.dashes),
        ]
        let items = marks.map { mark in
            YAMLValue.mapping([
                .init("status", .word(mark.status)), .init("marks", .list(mark.marks.map { .text($0) })),
            ])
        }
        let doubts = ["what these texts mean is a guess; where a dash is an answer, take it out"]
        return .init("missing", .rows(items), comments: check(doubts), isSpaced: true)
    }

    /// What is written beside numbers, where the questionnaire asks for some.
    private var flags: [YAMLValue.Entry] {
        guard draft.tables.contains(where: { $0.fields.contains { [.number, .integer].contains($0.type) } }) else {
            return []
        }
        let marks: [(status: String, marks: [String])] = [
            ("E", ["e", "est.", "estimate"]), ("P", ["p", "prov.", "provisional"]), ("B", ["b"]),
        ]
        let items = marks.map { mark in
            YAMLValue.mapping([
                .init("status", .word(mark.status)), .init("marks", .list(mark.marks.map { .text($0) })),
            ])
        }
        let doubts = ["letters beside a number, as in 12 (p); declare those that the questionnaire explains"]
        return [.init("flags", .rows(items), comments: check(doubts), isSpaced: true)]
    }

    // MARK: - Code lists and tables

    private var lists: [YAMLValue.Entry] {
        guard !draft.lists.isEmpty else { return [] }
        let entries = draft.lists.values.map { list -> YAMLValue.Entry in
            var keys: [YAMLValue.Entry]
            switch list.source {
            case .bundled(let id, let levels):
                keys = [.init("bundled", .text(id))]
                if let levels {
                    keys.append(
                        .init("levels", .list([.word(String(levels.lowerBound)), .word(String(levels.upperBound))])))
                }
            case .file: keys = [.init("file", .text("codelists/\(list.name).csv"))]
            }
            return .init(list.name, .mapping(keys), comments: check(list.doubts))
        }
        return [.init("codelists", .block(entries), isSpaced: true)]
    }

    private var tables: YAMLValue.Entry {
        let entries = draft.tables.map { table -> YAMLValue.Entry in
            var keys: [YAMLValue.Entry] = [
                .init("title", table.title.title(orName: table.name)),
                .init("description", summary(table)),
            ]
            if !table.key.isEmpty { keys.append(.init("key", .list(table.key.map { .text($0) }))) }
            keys.append(.init("fields", .block(table.fields.map { field($0) })))
            return .init(table.name, .block(keys))
        }
        return .init("tables", .block(entries), isSpaced: true)
    }

    /// What a record is, in English: by its language where that is one of the survey's.
    private func summary(_ table: SurveyDraft.Table) -> YAMLValue {
        draft.languages.contains("en") ? .mapping([.init("en", .text(table.summary))]) : .text(table.summary)
    }

    private func field(_ field: SurveyDraft.Field) -> YAMLValue.Entry {
        var keys: [YAMLValue.Entry] = [.init("type", .word(field.type.rawValue))]
        if let list = field.list { keys.append(.init("codelist", .text(list))) }
        if field.isMany, field.list != nil { keys.append(.init("many", .word("true"))) }
        if let unit = field.unit { keys.append(.init("unit", .text(unit))) }
        if let order = field.dateOrder { keys.append(.init("dates", .word(order.rawValue))) }
        if field.isPrivate { keys.append(.init("private", .word("true"))) }
        keys.append(.init("title", field.title.title(orName: field.name)))
        var constraints: [YAMLValue.Entry] = []
        if field.isRequired { constraints.append(.init("required", .word("true"))) }
        if let minimum = field.minimum { constraints.append(.init("minimum", .word(minimum))) }
        if let maximum = field.maximum { constraints.append(.init("maximum", .word(maximum))) }
        if let minLength = field.minLength { constraints.append(.init("minLength", .word(String(minLength)))) }
        if let maxLength = field.maxLength { constraints.append(.init("maxLength", .word(String(maxLength)))) }
        // What was guessed keeps no record out of the dataset until somebody has looked at it.
        let isGuess = !field.doubts.isEmpty && (field.type != .string || field.list != nil)
        if isGuess, !field.isRequired { constraints.append(.init("severity", .word("warning"))) }
        if !constraints.isEmpty { keys.append(.init("constraints", .mapping(constraints))) }
        return .init(field.name, .mapping(keys), comments: check(field.doubts))
    }

    // MARK: - Layouts

    private var layouts: YAMLValue.Entry {
        let entries = draft.layouts.map { layout -> YAMLValue.Entry in
            var keys: [YAMLValue.Entry] = [.init("into", .text(layout.name))]
            let isReporters = draft.reporter.map { $0.field.hasPrefix("\(layout.name).") } ?? false
            if isReporters { keys.append(.init("required", .word("true"))) }
            let sheet = layout.sheet.map { YAMLValue.Entry("named", $0.yaml) } ?? .init("any", .word("true"))
            keys.append(.init("sheet", .mapping([sheet])))
            keys.append(kind(layout.kind, under: layout.under))
            return .init(layout.name, .block(keys), comments: check(layout.doubts))
        }
        return .init("layouts", .block(entries), isSpaced: true)
    }

    private func kind(_ kind: SurveyDraft.Layout.Kind, under: DraftText?) -> YAMLValue.Entry {
        let title = under.map { [YAMLValue.Entry("under", $0.yaml)] } ?? []
        switch kind {
        case .form(let questions):
            return .init("form", .block([.init("fields", .block(questions.map { question($0) }))]))
        case .table(let frame, let columns):
            var keys = title
            if frame.header > 1 { keys.append(.init("header", .word(String(frame.header)))) }
            if frame.hasUnits { keys.append(.init("units", .word("true"))) }
            if let example = frame.example { keys.append(.init("skip", .mapping([.init("label", example.yaml)]))) }
            if let end = frame.end { keys.append(.init("end", end.yaml)) }
            if let repetition = frame.repetition { keys.append(self.repetition(repetition)) }
            keys.append(.init("columns", .block(columns.map { column($0) })))
            return .init("table", .block(keys))
        case .matrix(let rows, let corner, let header, let value, let end):
            var keys = title
            if let corner { keys.append(.init("corner", corner.yaml)) }
            keys.append(.init("rows", .text(rows)))
            keys.append(.init("header", header.count == 1 ? .text(header[0]) : .list(header.map { .text($0) })))
            keys.append(.init("value", .text(value)))
            if let end { keys.append(.init("end", end.yaml)) }
            return .init("matrix", .block(keys))
        case .blocks(let start, let number, let questions):
            return .init(
                "blocks",
                .block([
                    .init("start", start.yaml), .init("number", .text(number)),
                    .init("fields", .block(questions.map { question($0) })),
                ]))
        }
    }

    private func repetition(_ repetition: SurveyDraft.Repetition) -> YAMLValue.Entry {
        var keys: [YAMLValue.Entry] = [
            .init("direction", .word(repetition.isAcross ? "across" : "down")), .init("start", repetition.start.yaml),
            .init("number", .text(repetition.number)),
        ]
        if !repetition.questions.isEmpty {
            keys.append(.init("fields", .block(repetition.questions.map { question($0) })))
        }
        return .init("repeat", .block(keys))
    }

    private func question(_ question: SurveyDraft.Question) -> YAMLValue.Entry {
        var keys: [YAMLValue.Entry] = [.init("label", question.label.yaml)]
        if let name = question.definedName { keys.append(.init("name", .text(name))) }
        switch question.answer {
        case .right: break
        case .below: keys.append(.init("answer", .word("below")))
        case .offset(let rows, let columns):
            let offset: [YAMLValue.Entry] = [
                .init("rows", .word(String(rows))), .init("columns", .word(String(columns))),
            ]
            keys.append(.init("offset", .mapping(offset)))
        }
        return .init(question.field, .mapping(keys))
    }

    private func column(_ column: SurveyDraft.Column) -> YAMLValue.Entry {
        var keys: [YAMLValue.Entry] = []
        if let group = column.group { keys.append(.init("group", group.yaml)) }
        if let label = column.label { keys.append(.init("label", label.yaml)) }
        if let unit = column.unit { keys.append(.init("unit", unit.yaml)) }
        if !column.marks.isEmpty {
            keys.append(.init("marks", .block(column.marks.map { .init($0.code, $0.label.yaml) })))
        }
        // A formula says something in every row, whether or not anybody has filled it in.
        if column.isPrinted || column.isCalculated { keys.append(.init("preprinted", .word("true"))) }
        return .init(column.field, column.marks.isEmpty ? .mapping(keys) : .block(keys))
    }

    // MARK: - The end

    private var template: [YAMLValue.Entry] {
        draft.templates.isEmpty ? [] : [.init("template", .list(draft.templates.map { .text($0) }))]
    }

    private var placeholders: [YAMLValue.Entry] {
        draft.placeholders.isEmpty
            ? [] : [.init("placeholders", .list(draft.placeholders.map { .text($0) }), isSpaced: true)]
    }

    private var versions: [YAMLValue.Entry] {
        guard let version = draft.version else { return [] }
        let texts = version.texts.count == 1 ? YAMLValue.text(version.texts[0]) : .list(version.texts.map { .text($0) })
        return [
            .init(
                "versions", .block([.init(version.id, .block([.init("text", texts)] + template))]),
                comments: [
                    "The text by which a return of this version is known. An older version is written as what differs from it."
                ],
                isSpaced: true)
        ]
    }

    /// What a definition may have besides, for a person to fill in.
    private var tail: String {
        let found = draft.tables.lazy.compactMap { table in
            table.fields.first { $0.type == .number }.map { (table.name, $0.name) }
        }.first
        let (table, field) = found ?? (draft.tables.first?.name ?? "table", "amount")
        return """

            # Who runs the survey, for the report:
            # agency: Survey Methods Unit
            # contact: {name: Survey desk, email: survey@example.org}
            # deadline: \(draft.year)-12-31

            # Checks of the survey's own, in SQL (docs/rules.md). True is fine:
            # rules:
            #   - id: plausible-\(field.split(separator: "_").joined(separator: "-"))
            #     table: \(table)
            #     severity: warning
            #     check: \(field) < 1000
            #     message: "{\(field)} is unusually much."

            """
    }
}
