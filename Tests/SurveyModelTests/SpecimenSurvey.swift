import SurveyModel

/// What every small survey of these tests begins with; the tables come behind it.
let headOfSurvey = """
    canvass: 1
    title: Invented survey
    languages: [en]
    round: {current: "2026"}
    inbox: {path: inbox}
    reporters: {file: reporters.csv, from: {filename: "([A-Z]{3})"}}
    """

/// A small, invented survey whose lines stand still: tests of a broken definition change one place of it and expect its line and column.
enum SpecimenSurvey {
    static let yaml = """
        canvass: 1
        title: {en: Invented survey, fr: Enquête inventée}
        languages: [en, fr]
        round: {current: "2026", all: ["2025", "2026"]}
        inbox: {path: inbox}
        reporters: {file: reporters.csv, codelist: countries, from: {field: cover.country}}
        missing:
          - {status: M, marks: ["n.a.", "-"]}
        codelists:
          countries: {bundled: countries}
          depth: {file: codelists/depth.csv}
        tables:
          cover:
            title: Cover
            fields:
              country: {type: string, codelist: countries, title: Country}
              filled: {type: date, title: Date, constraints: {minimum: 2025-01-01}}
          practices:
            title: Practices
            key: [number]
            fields:
              number: {type: integer, title: No., constraints: {minimum: 1}}
              title: {type: string, title: Title, constraints: {maxLength: 200}}
              depth: {type: string, codelist: depth, title: Depth}
        layouts:
          cover:
            into: cover
            sheet: {named: {en: Cover, fr: Couverture}}
            form:
              fields:
                country: {label: Country}
                filled: {label: Date, name: cps_date}
          practices:
            into: practices
            sheet: {named: Practices}
            required: true
            table:
              header: 2
              columns:
                number: {label: No.}
                title: {label: Title}
        rules:
          - id: number-small
            table: practices
            severity: warning
            check: number < 100
            message: "{number} is much."
        policy: {error: reject}
        figures:
          - {id: bars, kind: bar, title: Bars, query: SELECT 1}
        """

    /// The definition with one text put in another's place; nil where that does not stand there exactly once, so that no case breaks nothing.
    static func changed(_ old: String, to new: String) -> String? {
        guard yaml.ranges(of: old).count == 1 else { return nil }
        return yaml.replacing(old, with: new)
    }

    static func decode(_ yaml: String) throws(DefinitionError) -> SurveyDefinition {
        try SurveyDefinition.decode(yaml: yaml, file: "pipeline.yaml")
    }

    /// What is wrong with a definition; empty where nothing is.
    static func diagnostics(of yaml: String) -> [DefinitionDiagnostic] {
        do {
            _ = try decode(yaml)
            return []
        } catch {
            return error.diagnostics
        }
    }
}
