import SurveyModel
import Testing

@Suite("Names that mean something else")
struct TakenNamesTests {
    @Test(
        "no field has one: two columns of a file or view would have one name, or a rule would read something else",
        arguments: [
            ("sheet", "records in rejected/"), ("anchor", "records in rejected/"), ("reasons", "records in rejected/"),
            ("for_round", "rules read something else"), ("true", "this word is a value"),
            ("false", "this word is a value"), ("null", "this word is a value"),
            ("current_date", "this word is a value"),
        ])
    func fields(_ name: String, _ reason: String) throws {
        let yaml = try #require(SpecimenSurvey.changed("      depth: {type", to: "      \(name): {type"))
        let diagnostics = SpecimenSurvey.diagnostics(of: yaml)
        #expect(diagnostics.map(\.position) == [SourcePosition(line: 24, column: 7)])
        #expect(
            diagnostics.allSatisfy {
                $0.message.hasPrefix("a field cannot be named '\(name)': ") && $0.message.contains(reason)
            }, "\(diagnostics)")
        #expect(diagnostics.map(\.advice) == ["Choose another name, such as '\(name)_name'."])
        let longer = try #require(SpecimenSurvey.changed("      depth: {type", to: "      \(name)_name: {type"))
        #expect(SpecimenSurvey.diagnostics(of: longer).isEmpty)
    }

    @Test("no table has one that SQLite keeps, or a view that is made of it", arguments: ["sqlite", "sqlite_items"])
    func tables(_ name: String) {
        #expect(
            Self.messages(of: name) == ["a table cannot be named '\(name)': the database keeps such names for itself"])
    }

    @Test("others that begin alike are free", arguments: ["sqlites", "reporters_2", "sheet", "for_round"])
    func free(_ name: String) {
        #expect(Self.messages(of: name).isEmpty)
    }

    @Test("a view's name is told once", arguments: ["reporters", "rounds", "codes", "code_paths", "practices_current"])
    func views(_ name: String) {
        #expect(
            Self.messages(of: name) == ["a table cannot be named '\(name)': rules read something else by this name"])
    }

    /// What is said where the first table has a name.
    private static func messages(of name: String) -> [String] {
        let yaml = SpecimenSurvey.yaml.replacing(
            "tables:\n", with: "tables:\n  \(name):\n    title: T\n    fields: {x: {type: string, title: X}}\n")
        return SpecimenSurvey.diagnostics(of: yaml).map(\.message)
    }
}

@Suite("The field that tells the later of two returns")
struct LatestFieldTests {
    private func diagnostics(_ field: String) throws -> [DefinitionDiagnostic] {
        let yaml = try #require(
            SpecimenSurvey.changed(
                "from: {field: cover.country}}", to: "from: {field: cover.country}, latest: \(field)}"))
        return SpecimenSurvey.diagnostics(of: yaml)
    }

    @Test("is a date")
    func date() throws {
        #expect(try diagnostics("cover.filled").isEmpty)
    }

    @Test(
        "is nothing else: as texts 9 is more than 10, and 30.11.2026 more than 01.12.2026",
        arguments: [
            ("practices.title", "which is of type string and no date"),
            ("practices.number", "which is of type integer and no date"),
            ("cover.country", "which holds codes and no dates"),
        ])
    func others(_ field: String, _ reason: String) throws {
        let found = try diagnostics(field)
        #expect(found.map(\.position) == [SourcePosition(line: 6, column: 93)])
        #expect(found.map(\.message) == ["`latest` names the field '\(field)', \(reason)"])
        #expect(found.first?.advice.hasPrefix("Name a field of type `date`") == true)
    }
}
