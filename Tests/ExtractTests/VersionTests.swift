import Extract
import Spreadsheets
import SurveyModel
import Testing

@Suite("Versions, overrides, and other questionnaires")
struct VersionTests {
    private static let project = """
        projects:
          into: items
          sheet: {named: Form}
          form: {fields: {title: {label: Title}, budget: {label: Budget}}}

        """

    private static let versions = """
        versions:
          "2.0": {tag: "#survey-2.0", text: Template version 2.0}
          "1.0": {tag: "#survey-1.0", text: Template version 1.0}

        """

    @Test("a version is told by a tag, be it on a sheet that nobody sees")
    func tag() throws {
        let extraction = try SpecimenSurvey(layouts: Self.project, bottom: Self.versions).extract("version-tag.xlsx")
        #expect(extraction.version == "1.0")
        #expect(extraction.told == [])
    }

    @Test("a version that the definition does not know is told in the return's own words")
    func unknown() throws {
        let survey = try SpecimenSurvey(layouts: Self.project, bottom: Self.versions)
        let extraction = try survey.extract("version-unknown.xlsx")
        #expect(extraction.version == "2.0")
        #expect(extraction.told == ["layout.version-unknown -"])
        #expect(extraction.findings.first?.value == "Template version 3.0")
        #expect(extraction.findings.first?.severity == .warning)
        #expect(extraction.records.count == 1)
    }

    @Test(
        "one reporter's returns may differ: known by the file's name or a code in it, or by a text, read as the override says, which is noted",
        arguments: [
            ("file: '^DEU-'", "DEU-2026.xlsx", true), ("file: '^DEU-'", "NOR-2026.xlsx", false),
            ("text: [Ministerium der Beispiele]", "anything.xlsx", true), ("text: Ministerium der", "a.xlsx", true),
            ("file: '^NOR-', text: Ministry", "DEU-2026.xlsx", false),
            ("reporter: deu", "DEU-2026.xlsx", true), ("reporter: [NOR, Norway]", "DEU-2026.xlsx", false),
        ])
    func override(_ condition: String, _ file: String, _ isUsed: Bool) throws {
        let overrides = """
            overrides:
              DEU: {\(condition), layouts: {projects: {form: {fields: {title: {label: Titel}, budget: {label: Haushalt}}}}}}

            """
        let survey = try SpecimenSurvey(layouts: Self.project, bottom: Self.versions + overrides)
        let extraction = try survey.extract("override.xlsx", sentAs: file)
        #expect(
            try survey.lines(extraction, table: "items") == (isUsed ? [["title=Hafen @C2", "budget=100 @C3"]] : []))
        #expect(extraction.told.contains("layout.override-used -") == isUsed)
    }

    @Test(
        "one reporter's returns may differ: known by what the reporter's field says, as it is typed",
        arguments: [("[DEU, Deutschland]", true), ("Germany", false)])
    func overrideOfReporter(_ reporter: String, _ isUsed: Bool) throws {
        let layouts = """
            cover: {into: cover, sheet: {named: Form}, form: {fields: {country: {label: Country}}}}
            projects: {into: items, sheet: {named: Form}, form: {fields: {title: {label: Title}, budget: {label: Budget}}}}

            """
        let overrides = """
            overrides:
              DEU: {reporter: \(reporter), layouts: {projects: {form: {fields: {title: {label: Titel}, budget: {label: Haushalt}}}}}}

            """
        let survey = try SpecimenSurvey(
            layouts: layouts, bottom: overrides, reporters: "[{field: cover.country}, {filename: '([A-Z]{3})'}]")
        let extraction = try survey.extract("override-reporter.xlsx", sentAs: "a.xlsx")
        #expect(
            try survey.lines(extraction, table: "items") == (isUsed ? [["title=Hafen @B2", "budget=100 @B3"]] : []))
        #expect(try survey.lines(extraction, table: "cover") == [["country=  deutschland  @B1"]])
        #expect(extraction.override == (isUsed ? "DEU" : nil))
        #expect(extraction.told.contains("layout.override-used -") == isUsed)
    }

    @Test("a question that is not found under an override's label names the override, and another the layout")
    func missingUnderOverride() throws {
        let layouts = """
            projects:
              into: items
              sheet: {position: 1}
              form: {fields: {title: {label: Title}, budget: {label: Budget}}}

            """
        let overrides = """
            overrides:
              DEU: {text: Ministerium, layouts: {projects: {form: {fields: {title: {label: Titel}}}}}}

            """
        let survey = try SpecimenSurvey(layouts: layouts, bottom: Self.versions + overrides)
        func told(_ rows: [String]) throws -> String? {
            try survey.extract(rows: ["Ministerium der Beispiele,"] + rows).findings
                .first { $0.rule == "layout.label-missing" }?.message.text(in: "en")
        }
        let title = try told(["Bezeichnung,Hafen", "Budget,100"])
        #expect(
            title?.hasSuffix("`label` of `title` in the layout `projects` below `overrides: DEU` of pipeline.yaml.")
                == true)
        let budget = try told(["Titel,Hafen", "Haushalt,100"])
        #expect(budget?.hasSuffix("in the layout `projects` of pipeline.yaml, or to that of a version.") == true)
    }

    @Test("another questionnaire is told as such, and what follows from that is not")
    func wrongTemplate() throws {
        let survey = try SpecimenSurvey(SpecimenSurvey.Part.allCases, versions: true)
        let extraction = try survey.extract("wrong-template.xlsx")
        #expect(extraction.records.isEmpty)
        #expect(extraction.told == ["layout.wrong-template -"])
        #expect(extraction.findings.first?.severity == .error)
        #expect(extraction.findings.first?.value == "Cover, Visitors")
        #expect(
            extraction.findings.first?.expected?.text(in: "en") == "Cover, Couverture, Practices, Pratiques, Services")
    }

    @Test("a blank questionnaire of the survey is not another one")
    func blank() throws {
        let survey = try SpecimenSurvey(
            layouts: """
                items:
                  into: items
                  sheet: {named: Items}
                  table: {skip: {pattern: .}, columns: {title: {label: Title}, stages: {label: Stages}}}

                """)
        let extraction = try survey.extract("choices.xlsx")
        #expect(extraction.records.isEmpty)
        #expect(!extraction.told.contains { $0.hasPrefix("layout.wrong-template") })
    }
}
