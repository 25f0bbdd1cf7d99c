import OrderedCollections
import SurveyModel
import Testing

@Suite("Keys about values: flags, multipliers, missing-value marks of a field")
struct ValueKeysTests {
    private func decode(field: String, top: String = "") throws -> SurveyDefinition {
        try SurveyDefinition.decode(
            yaml: """
                \(headOfSurvey)
                \(top)
                tables:
                  answers: {title: Answers, fields: {amount: \(field)}}
                layouts:
                  answers: {into: answers, sheet: {any: true}, table: {columns: {amount: {label: Amount}}}}
                """, file: "pipeline.yaml")
    }

    @Test("flags are statuses with their marks")
    func flags() throws {
        let definition = try decode(
            field: "{type: number, title: Amount}", top: "flags: [{status: E, marks: [e, est.]}, {status: B, marks: b}]"
        )
        #expect(definition.flags.map(\.status) == ["E", "B"])
        #expect(definition.flags.map(\.marks) == [["e", "est."], ["b"]])
        #expect(ObservationStatus.name(of: "E") == "Estimated value")
    }

    @Test("a status that says that there is no value is no flag", arguments: ["M", "L", "X"])
    func wrongFlag(_ status: String) {
        #expect(throws: DefinitionError.self) {
            try decode(field: "{type: number, title: Amount}", top: "flags: [{status: \(status), marks: e}]")
        }
    }

    @Test("a multiplier is a power of ten", arguments: [("10", 1), ("1000", 3), ("1000000", 6), ("1000000000", 9)])
    func multiplier(_ text: String, _ power: Int) throws {
        let definition = try decode(field: "{type: number, multiplier: \(text), title: Amount}")
        #expect(definition.tables["answers"]?.fields["amount"]?.multiplierPower == power)
    }

    @Test(
        "another multiplier, or one of a field that holds no numbers, is told",
        arguments: [
            "{type: number, multiplier: 12, title: A}", "{type: number, multiplier: 1e3, title: A}",
            "{type: string, multiplier: 1000, title: A}",
        ])
    func wrongMultiplier(_ field: String) {
        #expect(throws: DefinitionError.self) { try decode(field: field) }
    }

    @Test("a whole number may have a scale, whose list is defined")
    func scale() throws {
        let lists = "codelists: {score: {file: score.csv}}"
        let definition = try decode(field: "{type: integer, scale: score, title: Score}", top: lists)
        #expect(definition.tables["answers"]?.fields["amount"]?.scale == "score")
        #expect(throws: DefinitionError.self) {
            try decode(field: "{type: integer, scale: scor, title: A}", top: lists)
        }
        #expect(throws: DefinitionError.self) {
            try decode(field: "{type: string, scale: score, title: A}", top: lists)
        }
    }

    @Test("a field has the survey's missing-value marks, its own, or none")
    func missing() throws {
        func marks(_ key: String) throws -> [[String]]? {
            try decode(field: "{type: number, title: Amount\(key)}").tables["answers"]?.fields["amount"]?.missing?.map(
                \.marks)
        }
        #expect(try marks("") == nil)
        #expect(try marks(", missing: []") == [])
        #expect(try marks(", missing: [{status: Q, marks: c}]") == [["c"]])
    }
}
