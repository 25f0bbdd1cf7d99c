import SurveyModel

/// A small, invented survey and what a run made of it. `text` goes through every text that comes from a return, a
/// register or a definition, so that a test can put hostile text everywhere at once.
enum SpecimenResult {
    static let yaml = """
        canvass: 1
        title: {en: Invented survey, fr: Enquête inventée}
        agency: {en: Methods Unit}
        notice: {en: Invented data.}
        contact: {name: Survey desk, email: desk@example.org}
        deadline: 2026-04-30
        languages: [en, fr]
        round: {current: "2026", all: ["2025", "2026"]}
        inbox: {path: inbox}
        reporters: {file: reporters.csv, from: {filename: "([A-Z]{3})"}}
        tables:
          people:
            title: {en: People employed, fr: Personnes employées}
            fields:
              kind: {type: string, title: {en: Kind}}
              number: {type: number, title: {en: Number}}
        layouts:
          people:
            into: people
            sheet: {named: {en: People}}
            table: {columns: {kind: {label: {en: Kind}}, number: {label: {en: Number}}}}
        rules:
          - id: number-plausible
            table: people
            severity: warning
            check: number < 1000
            message: {en: "{number} is much."}
            why: {en: Thousands are seldom.}
        figures:
          - {id: bars, kind: bar, title: {en: Bars}, query: SELECT 1}
          - {id: stacks, kind: stacked-bar, title: {en: Stacks}, note: {en: Invented.}, query: SELECT 1}
          - {id: heat, kind: heat-map, title: {en: Heat}, query: SELECT 1}
          - {id: dots, kind: dot-plot, title: {en: Dots}, query: SELECT 1}
          - {id: spread, kind: histogram, title: {en: Spread}, query: SELECT 1}
          - {id: course, kind: trend, title: {en: Course}, query: SELECT 1}
          - {id: rows, kind: list, title: {en: Rows}, query: SELECT 1}
        """

    static func definition(more: String = "") throws -> SurveyDefinition {
        try SurveyDefinition.decode(yaml: yaml + more, file: "pipeline.yaml")
    }

    /// A run over nothing at all.
    static func empty() throws -> RunResult {
        RunResult(
            survey: "invented", definition: try definition(), reporters: [], returns: [], counts: RunCounts(),
            coverage: [], issues: [], rules: [], codings: [], figures: [], provenance: [])
    }

    /// A run with something in every section.
    static func full(text: (String) -> String = { $0 }) throws -> RunResult {
        let definition = try definition()
        return RunResult(
            survey: "invented", definition: definition,
            reporters: [
                Reporter(code: "AAA", name: text("Aland")), Reporter(code: "BBB", name: text("Beland")),
                Reporter(code: "CCC", name: text("Celand")), Reporter(code: "DDD", name: text("Deland")),
            ],
            returns: returns(text: text), counts: counts(),
            coverage: [
                TableCoverage(
                    returnID: id(1), reporter: "AAA", round: "2026", table: "people", asked: 200, given: 199,
                    records: 1240, published: 1238),
                TableCoverage(
                    returnID: id(2), reporter: "BBB", round: "2025", table: "people", asked: 10, given: 4,
                    records: 3, published: 3),
            ],
            issues: issues(text: text),
            rules: [
                RuleResult(
                    id: "number-plausible", table: "people", severity: .warning, expression: text("number < 1000"),
                    why: LocalizedText(text("Thousands are seldom.")), tested: 1243, failed: 1, notVerifiable: 12),
                RuleResult(
                    id: "constraint.required", table: "people", severity: .error, expression: text("kind is required"),
                    why: nil, tested: 1243, failed: 0, notVerifiable: 0),
            ],
            codings: [
                Coding(
                    list: text("kinds"), raw: text("docter"), code: nil, label: nil, method: "edit-distance",
                    confidence: 0.8, suggestions: [text("doctor")], count: 2, example: text("AAA People!A4")),
                Coding(
                    list: "kinds", raw: text("Nurse"), code: "nurse", label: text("Nurse"), method: "label",
                    confidence: 1, suggestions: [], count: 7, example: "AAA People!A5"),
            ],
            figures: definition.figures.map { figure($0, text: text) },
            provenance: [
                ProvenanceEntry(
                    kind: "definition", name: text("pipeline.yaml"), hash: String(repeating: "a", count: 64)),
                ProvenanceEntry(kind: "dataset", name: "people.csv", hash: String(repeating: "b", count: 64)),
            ])
    }

    static func id(_ number: Int) -> String {
        String(repeating: String(number, radix: 16), count: 12)
    }

    private static func counts() -> RunCounts {
        var counts = RunCounts()
        counts.reportersExpected = 4
        counts.reportersReported = 1
        counts.returnsRead = 4
        counts.returnsRefused = 1
        counts.recordsRead = 1248
        counts.recordsPublished = 1241
        counts.recordsRejected = 2
        counts.recordsSuperseded = 5
        counts.issues = [.error: 2, .warning: 1, .note: 1]
        return counts
    }

    private static func returns(text: (String) -> String) -> [Return] {
        func one(_ number: Int, _ reporter: String, _ round: String, _ state: ReturnState, by: String? = nil) -> Return
        {
            Return(
                sha256: String(repeating: String(number, radix: 16), count: 64), file: text("return-\(number).xlsx"),
                reporter: reporter, round: round, received: text("2026-04-0\(number)"), version: text("2.0"),
                language: "en", state: state, supersededBy: by)
        }
        return [
            one(1, "AAA", "2026", .live), one(2, "BBB", "2025", .live), one(3, "AAA", "2026", .superseded, by: id(1)),
            one(4, "CCC", "2026", .held), one(5, "", "", .refused),
        ]
    }

    private static func issues(text: (String) -> String) -> [Issue] {
        [
            Issue(
                fingerprint: "f1", reporter: "AAA", round: "2026", returnID: id(1),
                finding: Finding(
                    rule: "type.not-a-number", severity: .error,
                    message: .localized(
                        LocalizedText([
                            "en": text("“many” is not a number."), "fr": text("« many » : pas un nombre."),
                        ])),
                    table: "people", record: 12, field: "number", sheet: text("People, all"), cell: "B12",
                    value: text("many"), expected: .text(text("a number")), suggestion: .text(text("12"))),
                state: .open),
            Issue(
                fingerprint: "f2", reporter: "", round: "", returnID: id(5),
                finding: Finding(
                    rule: "file.encrypted", severity: .error,
                    message: .text(text("The file is protected by a password.")),
                    suggestion: .text(text("Ask for a copy without one."))),
                state: .open),
            Issue(
                fingerprint: "f3", reporter: "AAA", round: "2026", returnID: id(1),
                finding: Finding(
                    rule: "number-plausible", severity: .warning, message: .text(text("2000 is much.")),
                    table: "people", record: 13, field: "number", sheet: text("People, all"), cell: "B13",
                    value: text("2000")),
                state: .open),
            Issue(
                fingerprint: "f4", reporter: "CCC", round: "2026", returnID: id(4),
                finding: Finding(
                    rule: "layout.comment", severity: .note,
                    message: .own(.layoutComment, ["text": .text(text("why?"))])),
                state: .open),
        ]
    }

    /// The full run with other issues and rules, and nothing of codings, figures and provenance.
    static func run(issues: [Issue], rules: [RuleResult] = []) throws -> RunResult {
        let full = try full()
        return RunResult(
            survey: full.survey, definition: full.definition, reporters: full.reporters, returns: full.returns,
            counts: full.counts, coverage: full.coverage, issues: issues, rules: rules, codings: [], figures: [],
            provenance: [])
    }

    private static func figure(_ definition: FigureDefinition, text: (String) -> String) -> FigureData {
        func row(_ texts: [String], _ number: Double?) -> [FigureValue?] {
            texts.map { .text(text($0)) } + [number.map { .number($0) }]
        }
        switch definition.kind {
        case .bar:
            return FigureData(
                definition: definition, columns: ["category", "value"],
                rows: [row(["Doctors"], 1204.5), row(["Nurses"], -3), row(["Others"], nil)])
        case .stackedBar, .dotPlot:
            return FigureData(
                definition: definition, columns: ["category", "series", "value"],
                rows: [row(["Doctors", "full"], 4), row(["Doctors", "part"], 2), row(["Nurses", "full"], 0)])
        case .heatMap:
            return FigureData(
                definition: definition, columns: ["row", "column", "value"],
                rows: [row(["Doctors", "full"], 0.5), row(["Nurses", "part"], 1.25)])
        case .histogram:
            return FigureData(
                definition: definition, columns: ["value"],
                rows: [3.0, 4, 4, 7, 12, 19].map { [.number($0)] } + [[.text(text("many"))], [nil]])
        case .trend:
            return FigureData(
                definition: definition, columns: ["round", "series", "value"],
                rows: [
                    row(["2024", "full"], 4), row(["2025", "full"], nil), row(["2026", "full"], 6),
                    row(["2026", "part"], 2),
                ])
        case .list:
            return FigureData(definition: definition, columns: ["Kind", "Number"], rows: [row(["Doctors"], 2008)])
        }
    }
}
