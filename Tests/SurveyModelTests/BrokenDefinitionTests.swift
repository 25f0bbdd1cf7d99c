import SurveyModel
import Testing

/// A slip in a definition, and what must be said of it.
struct Slip: Sendable, CustomTestStringConvertible {
    let old: String
    let new: String
    let line: Int
    let column: Int
    let message: String
    let advice: String

    init(_ old: String, _ new: String, _ line: Int, _ column: Int, _ message: String, _ advice: String) {
        self.old = old
        self.new = new
        self.line = line
        self.column = column
        self.message = message
        self.advice = advice
    }

    var testDescription: String { message }
}

@Suite("A broken definition")
struct BrokenDefinitionTests {
    @Test("the survey that the cases break is whole")
    func specimenIsWhole() throws {
        #expect(SpecimenSurvey.diagnostics(of: SpecimenSurvey.yaml).map(\.description) == [])
    }

    @Test(
        "one slip gives one message, with its place and its mend",
        arguments: keys + words + shapes + references + values + meaningless)
    func oneMessage(_ slip: Slip) throws {
        let yaml = try #require(SpecimenSurvey.changed(slip.old, to: slip.new), "the case changes nothing")
        let diagnostics = SpecimenSurvey.diagnostics(of: yaml)
        #expect(diagnostics.count == 1, "\(diagnostics.map(\.description))")
        let diagnostic = try #require(diagnostics.first)
        #expect(diagnostic.position == SourcePosition(line: slip.line, column: slip.column), "\(diagnostic)")
        #expect(diagnostic.message.contains(slip.message), "\(diagnostic)")
        #expect(diagnostic.advice.contains(slip.advice), "\(diagnostic)")
        #expect(diagnostic.file == "pipeline.yaml")
    }

    /// Keys that are misspelt, unknown, missing, or too many.
    private static let keys = [
        Slip("languages: [en", "langauges: [en", 3, 1, "unknown key 'langauges'", "Did you mean 'languages'?"),
        Slip(
            "    into: practices", "    inot: practices", 34, 5, "unknown key 'inot' in layouts.practices",
            "Did you mean 'into'?"),
        Slip(
            "check: number < 100", "chekc: number < 100", 46, 5, "unknown key 'chekc' in rules[1]",
            "Did you mean 'check'?"),
        Slip("maxLength: 200", "maxlength: 200", 23, 57, "unknown key 'maxlength'", "Did you mean 'maxLength'?"),
        Slip("policy: {error: reject}", "colour: blue", 48, 1, "unknown key 'colour'", "Allowed here: canvass, title,"),
        Slip("inbox: {path: inbox}\n", "", 1, 1, "the definition lacks the key 'inbox'", "Add `inbox:`"),
        Slip(
            "practices:\n    title: Practices\n    key", "practices:\n    key", 19, 5,
            "tables.practices lacks the key 'title'", "Add `title:`"),
        Slip(", title: Depth}", "}", 24, 14, "tables.practices.fields.depth lacks the key 'title'", "Add `title:`"),
        Slip(
            "    check: number < 100", "    check: number < 100\n    query: SELECT 1", 43, 5,
            "exactly one of check, query, and has check and query",
            "Give one of them."),
        Slip("    check: number < 100\n", "", 43, 5, "exactly one of check, query, and has none", "Give one of them."),
        Slip(
            "{named: Practices}", "{}", 35, 12, "exactly one of named, pattern, position, any, and has none",
            "Give one of them."),
        Slip(
            "{bundled: countries}", "{bundled: countries, file: c.csv}", 10, 14, "exactly one of bundled, file",
            "Give one of them."),
    ]

    /// Words that are none of those allowed.
    private static let words = [
        Slip("canvass: 1", "canvass: 2", 1, 10, "canvass must be one of 1, not '2'", "Did you mean '1'?"),
        Slip("type: integer", "type: interger", 22, 22, "must be one of string, integer,", "Did you mean 'integer'?"),
        Slip(
            "severity: warning", "severity: fatal", 45, 15, "one of error, warning, note, not 'fatal'",
            "Allowed here: error, warning, note."),
        Slip("kind: bar", "kind: pie", 50, 22, "must be one of bar, stacked-bar", "Allowed here: bar,"),
        Slip("status: M", "status: X", 8, 14, "must be one of M, L, O, Q, H, K, not 'X'", "'"),
        Slip(
            "error: reject", "error: [reject]", 48, 17,
            "policy.error must be one of publish, flag, blank, reject, hold, but a list stands here", "Write one"),
    ]

    /// Things of another shape than what is asked for.
    private static let shapes = [
        Slip("languages: [en, fr]", "languages: en", 3, 12, "languages must be a list, but 'en' stands here", "`- `"),
        Slip(
            "required: true", "required: yes", 36, 15, "must be true or false, but 'yes' stands here",
            "Write true or false."),
        Slip("header: 2", "header: 0", 38, 15, "a whole number of at least 1, but '0' stands here", "at least 1"),
        Slip(
            "header: 2", "header: two", 38, 15, "a whole number of at least 1, but 'two' stands here",
            "Write a whole number"),
        Slip(
            "inbox: {path: inbox}", "inbox: inbox", 5, 8, "inbox must be an inbox, but 'inbox' stands here",
            "Its keys: path, ignore, settle, after."),
        Slip(
            "title: Cover", "title: [Cover]", 14, 12, "tables.cover.title must be text, but a list stands here",
            "Write text."),
        Slip(
            "title: Cover", "title:", 14, 11, "tables.cover.title must be text, but nothing stands here", "Write text."),
        Slip(
            "policy: {error: reject}", "deadline: 30 November", 48, 11,
            "deadline must be a date such as 2026-11-30, but '30 November' stands here",
            "Write a date"),
        Slip(
            "fr: Couverture", "french: Couverture", 28, 32,
            "'french' is not a language code (in layouts.cover.sheet.named)", "BCP 47"),
        Slip(
            "      depth: {type", "      Depth-2: {type", 24, 7,
            "'Depth-2' cannot be a name (in tables.practices.fields)", "lower-case letters"),
    ]

    /// References to what is not there.
    private static let references = [
        Slip(
            "codelist: depth", "codelist: deph", 24, 39,
            "'practices.depth' uses the code list 'deph', which is not defined", "Did you mean 'depth'?"),
        Slip(
            "codelist: countries, from", "codelist: contries, from", 6, 44, "`reporters` uses the code list 'contries'",
            "Did you mean 'countries'?"),
        Slip(
            "    into: practices", "    into: practice", 34, 11, "fills the table 'practice', which is not defined",
            "Did you mean 'practices'?"),
        Slip(
            "        title: {label: Title}", "        titel: {label: Title}", 41, 9,
            "the field 'titel', which the table 'practices' does not have",
            "Did you mean 'title'?"),
        Slip(
            "key: [number]", "key: [numbr]", 20, 11, "names the field 'numbr', which it does not have",
            "Did you mean 'number'?"),
        Slip(
            "table: practices", "table: practises", 44, 12, "is about the table 'practises', which is not defined",
            "Did you mean 'practices'?"),
        Slip(
            "field: cover.country", "field: covers.country", 6, 69, "names the table 'covers', which is not defined",
            "Did you mean 'cover'?"),
        Slip(
            "field: cover.country", "field: cover.county", 6, 69,
            "names the field 'county', which the table does not have", "Did you mean 'country'?"),
        Slip("field: cover.country", "field: country", 6, 69, "'country' is not a field of a table", "`table.field`"),
        Slip(
            "    message: \"{number}", "    fields: titles\n    message: \"{number}", 47, 13,
            "points to the field 'titles', which the table 'practices' does not have",
            "Did you mean 'title'?"),
        Slip(
            "policy: {error: reject}", "versions:\n  \"1\":\n    layouts:\n      practise: {required: false}", 51, 7,
            "changes the layout 'practise', which is not below `layouts`", "Did you mean 'practices'?"),
    ]

    /// Values that cannot be what they are given for.
    private static let values = [
        Slip(
            "minimum: 1}", "minimum: one}", 22, 66, "`minimum` of a field of type integer cannot be 'one'",
            "Write a value of type integer, such as 12."),
        Slip(
            "minimum: 1}", "minimum: 1.5}", 22, 66, "`minimum` of a field of type integer cannot be '1.5'",
            "Write a value of type integer, such as 12."),
        Slip(
            "minimum: 2025-01-01", "minimum: 2025-02-30", 17, 64,
            "`minimum` of a field of type date cannot be '2025-02-30'", "type date, such as 2026-11-30."),
        Slip(
            "maxLength: 200", "maximum: 200", 23, 66, "`maximum` of a field of type string cannot be '200'",
            "Only numbers, years and dates have a maximum."),
        Slip(
            "depth: {type: string, codelist: depth, title: Depth}",
            "depth: {type: integer, codelist: depth, title: Depth, constraints: {minimum: 1}}", 24, 84,
            "the field 'depth' has a `minimum`, but holds codes", "Write `scale:`"),
        Slip(
            "filled: {type: date, title: Date, constraints: {minimum: 2025-01-01}}",
            "filled: {type: date, codelist: depth, title: Date, constraints: {maximum: {value: 2025-01-01}}}", 17, 89,
            "the field 'filled' has a `maximum`, but holds codes", "`enum:`"),
        Slip(
            "constraints: {minimum: 1}", "constraints: {enum: [1, \"01\"]}", 22, 67,
            "`enum` of the field 'number' names '01', which is published as '1'", "Write '1'."),
        Slip(
            "constraints: {minimum: 2025-01-01}", "constraints: {enum: [2026-01-01, 2026-1-1]}", 17, 74,
            "names '2026-1-1', which is no value of type date", "such as 2026-11-30"),
        Slip("maxLength: 200", "pattern: \"[a-\"", 23, 66, "'[a-' is not a regular expression", "brackets"),
        Slip(
            "current: \"2026\"", "current: \"2027\"", 4, 18,
            "the current round '2027' is not among the rounds 2025, 2026", "`all:`"),
        Slip(
            "id: number-small", "id: number.small", 43, 9, "'number.small' cannot be a rule's id",
            "a dot marks the rules that Canvass itself raises"),
        Slip(
            "policy:",
            "  - {id: number-small, table: practices, severity: note, check: number > 0, message: Small.}\npolicy:", 48,
            10,
            "two rules have the id 'number-small'", "id of its own"),
        Slip("      depth: {type", "      record: {type", 24, 7, "a field cannot be named 'record'", "'record_name'"),
        Slip(
            "title: {type: string,", "title: {type: string, many: true,", 23, 7,
            "holds several codes but names no code list", "Add `codelist:`"),
        Slip(
            "number: {label: No.}", "number: {preprinted: true}", 40, 9,
            "the column 'number' has neither a label nor marks", "Add `label:`"),
        Slip("depth.csv}", "depth.csv, levels: [2, 1]}", 11, 46, "`levels` of the code list 'depth'", "`[1, 2]`"),
        Slip("depth.csv}", "depth.csv, confidence: 90}", 11, 50, "`confidence` must be from 0 to 1, not 90", "0.9"),
    ]

    /// What can be read, and cannot be meant.
    private static let meaningless = [
        Slip("languages: [en, fr]", "languages: []", 3, 12, "languages is an empty list", "at least one"),
        Slip("languages: [en, fr]", "languages: [en, fr, en]", 3, 21, "the language 'en' is given twice", "Keep one"),
        Slip("languages: [en, fr]", "languages: [en, \"\"]", 3, 17, "languages[2] is empty", "a language code"),
        Slip(
            "[en, fr]", "[en, deu]", 3, 17, "'deu' is not the language's code in BCP 47 (in languages)", "Write `de`."),
        Slip("[en, fr]", "[en, french]", 3, 17, "'french' is not a language code (in languages)", "such as `en`"),
        Slip(
            "{en: Invented", "{eng: Invented", 2, 9, "'eng' is not the language's code in BCP 47 (in title)",
            "Write `en:`."),
        Slip(
            "fr: Couverture", "fra-CA: Couverture", 28, 32,
            "'fra-CA' is not the language's code in BCP 47 (in layouts.cover.sheet.named)", "Write `fr-CA:`."),
        Slip(
            "type: integer", "type: integer, dates: day-first", 22, 38,
            "a field of type integer cannot have an order of dates", "Remove `dates:`"),
        Slip("title: Cover", "title: \"\"", 14, 12, "tables.cover.title is empty", "Write text."),
        Slip("title: Cover", "title: {}", 14, 12, "tables.cover.title is empty", "by language"),
        Slip("current: \"2026\"", "current: \"\"", 4, 18, "round.current is empty", "the round's name"),
        Slip("inbox: {path: inbox}", "inbox: {path: \"\"}", 5, 15, "inbox.path is empty", "the name of a folder"),
        Slip("file: reporters.csv", "file: \"\"", 6, 19, "reporters.file is empty", "the name of a file"),
        Slip(
            "{file: codelists/depth.csv}", "{file: \" \"}", 11, 17, "codelists.depth.file is empty",
            "the name of a file"),
        Slip("from: {field: cover.country}", "from: []", 6, 61, "reporters.from is an empty list", "at least one"),
        Slip(
            "constraints: {minimum: 1}", "constraints: {minimum: 2, maximum: 1}", 22, 78,
            "`minimum` of the field 'number', 2, is above its `maximum`, 1", "Correct one"),
        Slip(
            "constraints: {minimum: 2025-01-01}", "constraints: {minimum: 2025-01-01, maximum: 2024-12-31}", 17, 85,
            "of the field 'filled', 2025-01-01, is above", "Correct one"),
        Slip(
            "constraints: {maxLength: 200}", "constraints: {minLength: 300, maxLength: 200}", 23, 84,
            "`minLength` of the field 'title', 300, is above", "Correct one"),
        Slip(
            "constraints: {maxLength: 200}", "constraints: {enum: []}", 23, 63, "enum is an empty list", "at least one"),
        Slip(
            "  - {status: M, marks: [\"n.a.\", \"-\"]}",
            "  - {status: M, marks: [\"n.a.\", \"-\"]}\n  - {status: L, marks: N.A.}", 9, 24,
            "the mark 'N.A.' stands for two statuses, M and L", "Keep one"),
        Slip("number: {label: No.}", "number: {label: \"\"}", 40, 25, "a label is empty", "Write the words"),
        Slip(
            "number: {label: No.}", "number: {label: []}", 40, 9, "the column 'number' has neither a label nor marks",
            "Add `label:`"),
        Slip(
            "country: {label: Country}", "country: {label: {}}", 31, 9,
            "nothing tells where the field 'country' stands", "Add `label:`"),
        Slip(
            "id: number-small", "id: number_small", 43, 9, "'number_small' cannot be a rule's id",
            "letters, digits and hyphens"),
        Slip(
            "query: SELECT 1}", "query: SELECT 1}\n  - {id: bars, kind: bar, title: Bars, query: SELECT 2}", 51, 10,
            "two figures have the id 'bars'", "id of its own"),
        Slip(
            "    fields:\n      country: {type: string, codelist: countries, title: Country}\n      filled: {type: date, title: Date, constraints: {minimum: 2025-01-01}}\n",
            "    fields: {}\n", 15, 13, "tables.cover.fields has nothing in it", "at least one"),
        Slip(
            "    table:\n      header: 2\n      columns:\n        number: {label: No.}\n        title: {label: Title}\n",
            "    matrix: {rows: number, header: depth, value: number}\n", 37, 50,
            "the matrix of the layout 'practices' gives the field 'number' twice", "another one"),
    ]

    @Test("a language that is none of the survey's is no error, and is known with the place where it stands first")
    func undeclaredLanguages() throws {
        let yaml = try #require(SpecimenSurvey.changed("languages: [en, fr]", to: "languages: [en]"))
        let languages = try SpecimenSurvey.decode(yaml).undeclaredLanguages
        #expect(languages.map { "\($0.code) \($0.position.line)" } == ["fr 2"])
        let whole = try SpecimenSurvey.decode(SpecimenSurvey.yaml)
        #expect(whole.undeclaredLanguages.isEmpty)
    }

    @Test(
        "a field cannot take the name of a column that Canvass adds",
        arguments: ["reporter", "round", "return", "record"])
    func reservedNames(_ name: String) throws {
        let yaml = try #require(SpecimenSurvey.changed("      depth: {type", to: "      \(name): {type"))
        #expect(
            SpecimenSurvey.diagnostics(of: yaml).map(\.message) == [
                "a field cannot be named '\(name)': Canvass adds a column of this name to every table"
            ])
    }

    @Test(
        "columns that Canvass makes of a field are no fields' names",
        arguments: ["depth_label", "depth_status", "depth__status", "depth_typed"])
    func derivedNames(_ name: String) throws {
        let field = "      depth: {type: string, codelist: depth, title: Depth}"
        let yaml = try #require(
            SpecimenSurvey.changed(field, to: "\(field)\n      \(name): {type: string, title: Other}"))
        #expect(
            SpecimenSurvey.diagnostics(of: yaml).map(\.message) == [
                "a field cannot be named '\(name)': Canvass adds a column of this name beside 'depth'"
            ])
    }

    @Test("what is no mapping at all is told of the file", arguments: ["- a\n", "a text\n"])
    func noMapping(_ yaml: String) {
        let messages = SpecimenSurvey.diagnostics(of: yaml).map(\.message)
        #expect(messages.count == 1)
        #expect(messages.first?.hasPrefix("the file must be a survey's definition, but ") ?? false, "\(messages)")
    }

    @Test("a name that is too long is told how long it may be")
    func longName() throws {
        let name = String(repeating: "a", count: 64)
        let yaml = try #require(SpecimenSurvey.changed("      depth: {type", to: "      \(name): {type"))
        let diagnostics = SpecimenSurvey.diagnostics(of: yaml)
        #expect(diagnostics.count == 1 && diagnostics.first?.advice.contains("at most 63") ?? false, "\(diagnostics)")
    }

    @Test("where there is nothing to choose from, nothing is offered")
    func noCandidates() {
        #expect(Spelling.advice(for: "depth", among: []) == "There is none yet: add it, or take this out.")
    }

    @Test("of a great many slips the first hundred are told, and how many more there are")
    func manySlips() throws {
        let slips = (1...150).map { "slip\($0): 1\n" }.joined()
        let error = try #require(throws: DefinitionError.self) {
            _ = try SpecimenSurvey.decode(SpecimenSurvey.yaml + "\n" + slips)
        }
        let lines = error.description.split(separator: "\n")
        #expect(lines.count == 101)
        #expect(lines.last == "… and 50 more. Mend these first.")
    }

    @Test("a table has no more fields than the store has columns for", arguments: [990, 991])
    func manyFields(_ count: Int) {
        let fields = (1...count).map { "      f\($0): {type: string, title: F}" }.joined(separator: "\n")
        let diagnostics = SpecimenSurvey.diagnostics(
            of: """
                \(headOfSurvey)
                tables:
                  items:
                    title: Items
                    fields:
                \(fields)
                layouts:
                  items: {into: items, sheet: {any: true}, table: {columns: {f1: {label: F}}}}
                """)
        #expect(diagnostics.count == count - 990)
        #expect(diagnostics.allSatisfy { $0.position == SourcePosition(line: 1_001, column: 7) }, "\(diagnostics)")
        #expect(diagnostics.allSatisfy { $0.message.contains("991 fields") && $0.advice.contains("Split") })
    }

    @Test("several slips are all told, in the order of the file")
    func allSlips() throws {
        let yaml = SpecimenSurvey.yaml.replacing("type: integer", with: "type: whole").replacing(
            "header: 2", with: "header: two"
        )
        .replacing("languages: [en, fr]", with: "languages: en")
        #expect(SpecimenSurvey.diagnostics(of: yaml).map(\.position.line) == [3, 22, 38])
    }

    @Test("a fault in a base layout is told once, however many versions have it")
    func baseFaultOnce() throws {
        let broken = try #require(
            SpecimenSurvey.changed("        title: {label: Title}", to: "        titel: {label: Title}"))
        let yaml = broken + "\nversions:\n  \"2\": {text: Two}\n  \"1\": {text: One}\n"
        #expect(SpecimenSurvey.diagnostics(of: yaml).count == 1)
    }

    @Test("an error describes each diagnostic on a line of its own")
    func errorDescription() throws {
        let yaml = SpecimenSurvey.yaml.replacing("type: integer", with: "type: whole").replacing(
            "header: 2", with: "header: two")
        let error = try #require(throws: DefinitionError.self) { _ = try SpecimenSurvey.decode(yaml) }
        #expect(error.description.split(separator: "\n").count == 2)
        #expect(DefinitionError([]) == nil)
    }
}
