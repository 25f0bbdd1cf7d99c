import OrderedCollections
import SurveyModel
import Testing

@Suite("The keys of layouts")
struct LayoutDecodingTests {
    /// The specimen survey with a layout in the place of that of its cover or its practices.
    private static func decode(_ layout: String, for name: String, after: String = "") throws -> LayoutDefinition {
        let old =
            name == "cover"
            ? "        country: {label: Country}\n        filled: {label: Date, name: cps_date}"
            : "      header: 2\n      columns:\n        number: {label: No.}\n        title: {label: Title}"
        let yaml = try #require(SpecimenSurvey.changed(old, to: layout))
        let definition = try SpecimenSurvey.decode(yaml + after)
        return try #require(definition.versions.first?.layouts[name])
    }

    private static func form(_ fields: String) throws -> [FormField] {
        guard case .form(let form) = try decode(fields, for: "cover").kind else { return [] }
        return form.fields
    }

    private static func table(_ keys: String) throws -> TableLayout {
        guard case .table(let table) = try decode(keys, for: "practices").kind else { throw NoTable() }
        return table
    }

    private struct NoTable: Error {}

    @Test("a form's field may have every anchor, and several answers")
    func formField() throws {
        let fields = try Self.form(
            """
                    country:
                      label: Country
                      pattern: {en: '^Q1\\b', fr: ['^R1\\b', '^Q1']}
                      tag: "#country"
                      name: cps_country
                      address: AB12
                      answer: below
                      answers: 3
                    filled: {pattern: Date, offset: {rows: 0, columns: 2}, answers: 2, onward: below}
            """)
        let country = try #require(fields.first)
        #expect(country.patterns.all == ["^Q1\\b", "^R1\\b", "^Q1"])
        #expect(country.tag == "#country")
        #expect(country.definedName == "cps_country")
        #expect(country.address.map { [$0.row, $0.column] } == [12, 28])
        #expect(country.answers == 3)
        #expect(country.answersGoDown)
        let filled = try #require(fields.last)
        #expect(filled.answer == .offset(rows: 0, columns: 2))
        #expect(filled.labels.isEmpty)
        #expect(filled.hasLabel)
        #expect(filled.answersGoDown)
        #expect(filled.patterns.all == ["Date"])
    }

    @Test("a table's rows, anchors and repetition are read")
    func table() throws {
        let table = try Self.table(
            """
                  name: PracticesTable
                  tag: "#practices"
                  end_tag: "#end"
                  under: {en: Table 1, fr: Tableau 1}
                  units: true
                  skip: {label: [Example, Total], pattern: '^e\\.g\\.'}
                  headings: {field: depth, pattern: '^Part'}
                  repeat: {direction: across, start: "Project {n}", number: number, fields: {title: {label: Name}}}
                  columns: {depth: {pattern: '^Depth', unit: "%"}}
            """)
        #expect(table.anchors.excelTable == "PracticesTable")
        #expect(table.anchors.tag == "#practices")
        #expect(table.anchors.endTag == "#end")
        #expect(table.anchors.title.all == ["Table 1", "Tableau 1"])
        #expect(table.hasUnits)
        #expect(table.skip.labels.all == ["Example", "Total"])
        #expect(table.skip.patterns.all == ["^e\\.g\\."])
        #expect(table.headings?.field == "depth")
        #expect(table.headings?.match.patterns.all == ["^Part"])
        #expect(table.repetition?.isAcross == true)
        #expect(table.repetition?.numberField == "number")
        #expect(table.repetition?.fields.map(\.field) == ["title"])
        #expect(table.columns.first?.unit.all == ["%"])
    }

    @Test(
        "what is wrong with them is told",
        arguments: [
            ("        country: {answers: 2}", "nothing tells where the field 'country' stands"),
            ("        country: {address: D0}", "'D0' is not the address of a cell"),
            ("        country: {address: XFE1}", "'XFE1' is not the address of a cell"),
            ("        country: {pattern: '('}", "is not a regular expression"),
            ("        country: {label: Country, answers: 0}", "must be a whole number of at least 1"),
        ])
    func formSlips(_ fields: String, _ message: String) throws {
        let yaml = try #require(
            SpecimenSurvey.changed(
                "        country: {label: Country}\n        filled: {label: Date, name: cps_date}", to: fields))
        let told = SpecimenSurvey.diagnostics(of: yaml).map(\.message)
        #expect(told.count == 1)
        #expect(told.first?.contains(message) == true, "\(told)")
    }

    @Test(
        "what is wrong with a table's is told",
        arguments: [
            ("repeat: {start: \"Project {n}\"}", "lacks the key 'direction'"),
            ("repeat: {direction: down, number: number}", "`number` of a repeated table needs `start`"),
            (
                "repeat: {direction: down, start: {en: \"Project {n}\", fr: Projet}}",
                "the heading 'Projet' does not say where its number stands"
            ),
            ("end_tag: \"#end\"", "`end_tag` needs `tag`"),
            ("headings: {field: region}", "fills the field 'region', which the table 'practices' does not have"),
            (
                "repeat: {direction: down, fields: {name: {label: Name}}}",
                "fills the field 'name', which the table 'practices' does not have"
            ),
        ])
    func tableSlips(_ keys: String, _ message: String) throws {
        let yaml = try #require(SpecimenSurvey.changed("      header: 2\n", to: "      \(keys)\n"))
        let told = SpecimenSurvey.diagnostics(of: yaml).map(\.message)
        #expect(told.count == 1)
        #expect(told.first?.contains(message) == true, "\(told)")
    }

    @Test("a heading of blocks without a place for its number is told where it stands, once for all versions")
    func blockHeadings() throws {
        let old =
            "    table:\n      header: 2\n      columns:\n        number: {label: No.}\n        title: {label: Title}"
        let blocks =
            "    blocks:\n      start: {en: [\"Practice {n}\", Practice no.], fr: Pratique 1}\n      fields: {title: {label: Title}}"
        let yaml = try #require(SpecimenSurvey.changed(old, to: blocks))
        let versions = "\nversions:\n  \"2\": {text: Two}\n  \"1\": {text: One}\n"
        let told = SpecimenSurvey.diagnostics(of: yaml + versions)
        #expect(
            told.map(\.message) == [
                "the heading 'Practice no.' does not say where its number stands",
                "the heading 'Pratique 1' does not say where its number stands",
            ])
        #expect(told.last?.advice.contains("\"Pratique {n}\"") == true)
        let line = try #require(
            yaml.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains("Pratique 1") })
        #expect(told.map(\.position.line) == [line + 1, line + 1])
    }

    @Test(
        "sheets are known by names, a pattern, a position, or are any; a difference's key takes the place of the base's"
    )
    func sheets() throws {
        let decode = { (selector: String) in
            try SpecimenSurvey.decode(
                SpecimenSurvey.yaml + "\nversions:\n  \"2\": {tag: \"#v2\", text: Two}\n"
                    + "  \"1\": {layouts: {practices: {sheet: {\(selector)}}}}\n")
        }
        let pattern = try decode("pattern: 'Practice \\d+'")
        #expect(pattern.versions.first?.tags == ["#v2"])
        #expect(pattern.versions.first?.layouts["practices"]?.sheet.names.all == ["Practices"])
        #expect(pattern.versions.last?.layouts["practices"]?.sheet.pattern?.source == "Practice \\d+")
        #expect(pattern.versions.last?.layouts["practices"]?.sheet.names.isEmpty == true)
        #expect(try decode("position: 3").versions.last?.layouts["practices"]?.sheet.position == 3)
        #expect(try decode("any: true").versions.last?.layouts["practices"]?.sheet.isAny == true)
    }

    private static let versions =
        "\nversions:\n  \"2\": {text: Two}\n  \"1\": {layouts: {cover: {sheet: {any: true}}}}\n"

    @Test("an override is laid over each version")
    func overrides() throws {
        let definition = try SpecimenSurvey.decode(
            SpecimenSurvey.yaml + Self.versions
                + "overrides:\n  DEU: {file: '^DEU', text: [Amt, Ministerium], reporter: Deutschland, layouts: {cover: {form: {fields: {country: {label: Staat}}}}}}\n"
        )
        let item = try #require(definition.overrides.first)
        #expect(item.name == "DEU")
        #expect(item.file?.source == "^DEU")
        #expect(item.texts == ["Amt", "Ministerium"])
        #expect(item.reporters == ["Deutschland"])
        #expect(item.versions.map(\.id) == ["2", "1"])
        let labels = item.versions.map { version -> [String] in
            guard case .form(let form)? = version.layouts["cover"]?.kind else { return [] }
            return form.fields.flatMap(\.labels.all)
        }
        #expect(labels == [["Staat", "Date"], ["Staat", "Date"]])
        #expect(item.versions.last?.layouts["cover"]?.sheet.isAny == true)
        #expect(definition.versions.last?.layouts["cover"]?.sheet.isAny == true)
    }

    @Test(
        "what is wrong with an override is told once, however many versions it is laid over",
        arguments: [
            ("DEU: {layouts: {cover: {required: true}}}", "nothing tells for which returns the override 'DEU' is"),
            (
                "DEU: {file: '^DEU', layouts: {covers: {required: true}}}",
                "the override DEU changes the layout 'covers'"
            ),
            ("DEU: {file: '(', layouts: {cover: {required: true}}}", "is not a regular expression"),
            ("DEU: {file: '^DEU'}", "lacks the key 'layouts'"),
        ])
    func overrideSlips(_ override: String, _ message: String) {
        let told = SpecimenSurvey.diagnostics(of: SpecimenSurvey.yaml + Self.versions + "overrides:\n  \(override)\n")
            .map(\.message)
        #expect(told.count == 1)
        #expect(told.first?.contains(message) == true, "\(told)")
    }

    @Test("placeholders are a list, or one")
    func placeholders() throws {
        #expect(
            try SpecimenSurvey.decode(SpecimenSurvey.yaml + "\nplaceholders: \"< Select >\"").placeholders == [
                "< Select >"
            ])
    }
}
