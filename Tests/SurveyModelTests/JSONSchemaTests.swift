import Foundation
import SurveyModel
import Testing

@Suite("The JSON Schema for editors")
struct JSONSchemaTests {
    private static let path = "docs/pipeline.schema.json"

    private func schema() throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(SurveyDefinition.jsonSchema.utf8)) as? [String: Any])
    }

    @Test("the published schema is the decoder's, byte for byte; CANVASS_BLESS=1 writes it anew")
    func published() throws {
        if RepositoryFiles.isBlessing {
            try Data(SurveyDefinition.jsonSchema.utf8).write(to: RepositoryFiles.root.appending(path: Self.path))
            Testing.Issue.record(
                "CANVASS_BLESS: \(Self.path) was written; read its difference, then run the tests without",
                severity: .warning)
        }
        let published = try RepositoryFiles.text(Self.path)
        #expect(published == SurveyDefinition.jsonSchema, "run the test with CANVASS_BLESS=1 to write \(Self.path)")
    }

    @Test("so is that of the tests of rules")
    func publishedTests() throws {
        let path = "docs/rules-test.schema.json"
        if RepositoryFiles.isBlessing {
            try Data(RuleTestSuite.jsonSchema.utf8).write(to: RepositoryFiles.root.appending(path: path))
            Testing.Issue.record("CANVASS_BLESS: \(path) was written; read its difference", severity: .warning)
        }
        #expect(try RepositoryFiles.text(path) == RuleTestSuite.jsonSchema, "CANVASS_BLESS=1 writes \(path)")
    }

    @Test("it is a schema of draft 2020-12 that allows no unknown key")
    func draft() throws {
        let schema = try schema()
        #expect(schema["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
        #expect(schema["additionalProperties"] as? Bool == false)
        let required = try #require(schema["required"] as? [String])
        #expect(required == ["canvass", "title", "languages", "round", "inbox", "reporters", "tables", "layouts"])
    }

    @Test("every key has a description")
    func descriptions() throws {
        let properties = Self.properties(in: try schema())
        #expect(properties.count > 80)
        for (key, property) in properties {
            let text = (property as? [String: Any])?["description"] as? String
            #expect(text?.hasSuffix(".") ?? false, "\(key): \(text ?? "no description")")
        }
    }

    @Test("every key is told of in docs/definition.md")
    func documented() throws {
        let reference = try RepositoryFiles.text("docs/definition.md")
        let keys = Set(Self.properties(in: try schema()).map(\.key)).sorted()
        let lacking = keys.filter { !reference.contains("`\($0)`") && !reference.contains("`\($0):`") }
        #expect(lacking == [], "docs/definition.md does not mention these keys as `key`")
    }

    @Test(
        "what differs in a version or override needs no key at any depth: the base has them",
        arguments: ["versions", "overrides"])
    func differences(_ key: String) throws {
        let properties = try #require(try schema()["properties"] as? [String: Any])
        let items = try #require((properties[key] as? [String: Any])?["additionalProperties"] as? [String: Any])
        let layouts = try #require((items["properties"] as? [String: Any])?["layouts"])
        #expect(!Self.demandsKeys(layouts))
        let base = try #require(properties["layouts"])
        #expect(Self.demandsKeys(base), "layouts themselves do")
        // Such a definition is legal: it changes one column and, elsewhere, the labels by which a sheet is known.
        let yaml =
            SpecimenSurvey.yaml + "\nversions:\n  \"2\": {text: Two}\n  \"1\":\n    text: One\n    layouts:\n"
            + "      cover: {sheet: {named: Front}}\n"
            + "      practices: {table: {columns: {title: {label: Name}, depth: {optional: true, label: Depth}}}}\n"
            + "overrides:\n  old: {file: old, layouts: {practices: {table: {header: 1}}}}\n"
        #expect(SpecimenSurvey.diagnostics(of: yaml).map(\.description) == [])
    }

    /// Whether a schema demands a key of any mapping in it: by a list of those that are required, or by choices of which one must be there.
    private static func demandsKeys(_ schema: Any) -> Bool {
        if let list = schema as? [Any] { return list.contains { demandsKeys($0) } }
        guard let object = schema as? [String: Any] else { return false }
        return object["required"] is [Any] || object["allOf"] is [Any] || object.values.contains { demandsKeys($0) }
    }

    /// All keys of all objects, at any depth, with their subschemas.
    private static func properties(in schema: Any) -> [(key: String, value: Any)] {
        if let list = schema as? [Any] { return list.flatMap { properties(in: $0) } }
        guard let object = schema as? [String: Any] else { return [] }
        let own = (object["properties"] as? [String: Any]) ?? [:]
        let inner = object.filter { $0.key != "properties" }.values.flatMap { properties(in: $0) }
        return own.map { ($0.key, $0.value) } + own.values.flatMap { properties(in: $0) } + inner
    }
}
