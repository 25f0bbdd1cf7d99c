import OrderedCollections
import SurveyModel
import Testing

@Suite("Template versions")
struct TemplateVersionTests {
    private func decode(versions: String) throws -> SurveyDefinition {
        try SpecimenSurvey.decode(SpecimenSurvey.yaml + "\nversions:\n" + versions)
    }

    private func table(_ version: TemplateVersion) throws -> TableLayout {
        let layout = try #require(version.layouts["practices"])
        guard case .table(let table) = layout.kind else {
            throw WrongKind(found: "\(layout.kind)")
        }
        return table
    }

    struct WrongKind: Error {
        let found: String
    }

    @Test("a survey without versions has one, with the base layouts")
    func noVersions() throws {
        let definition = try SpecimenSurvey.decode(SpecimenSurvey.yaml)
        #expect(definition.versions.map(\.id) == ["1"])
        #expect(definition.versions.first?.texts == [])
        #expect(definition.versions.first.map { Array($0.layouts.keys) } == ["cover", "practices"])
    }

    @Test("versions keep their order, their numbers as typed, and their texts")
    func order() throws {
        let definition = try decode(
            versions: "  \"2.10\": {text: [Version 2.10, Version 2,10]}\n  1.0: {text: Version 1}")
        #expect(definition.versions.map(\.id) == ["2.10", "1.0"])
        #expect(definition.versions.map(\.texts) == [["Version 2.10", "Version 2", "10"], ["Version 1"]])
    }

    @Test("a difference is laid over the base key by key; what it does not name stays")
    func merge() throws {
        let definition = try decode(
            versions: """
                  "2": {text: Two}
                  "1":
                    layouts:
                      practices:
                        sheet: {named: Examples}
                        table:
                          columns:
                            title: {label: Name, optional: true}
                            depth: {label: Depth}
                """)
        let newer = try #require(definition.versions.first)
        let older = try #require(definition.versions.last)
        #expect(try table(newer).columns.map(\.field) == ["number", "title"])
        let merged = try table(older)
        #expect(merged.headerRows == 2)
        #expect(merged.columns.map(\.field) == ["number", "title", "depth"])
        #expect(merged.columns.map(\.labels.all) == [["No."], ["Name"], ["Depth"]])
        #expect(merged.columns.map(\.isOptional) == [false, true, false])
        #expect(older.layouts["practices"]?.sheet.names.all == ["Examples"])
        #expect(older.layouts["practices"]?.isRequired == true)
        #expect(older.layouts["practices"]?.table == "practices")
        #expect(older.layouts["cover"]?.sheet.names.all == ["Cover", "Couverture"])
    }

    @Test("a layout of another kind loses the base's kind")
    func kindReplaced() throws {
        let definition = try decode(
            versions: """
                  "1":
                    layouts:
                      practices:
                        blocks:
                          start: "Practice {n}"
                          number: number
                          fields: {title: {label: Title, answer: below}, depth: {label: Depth, offset: {rows: 1, columns: 2}}}
                """)
        let layout = try #require(definition.versions.first?.layouts["practices"])
        guard case .blocks(let blocks) = layout.kind else {
            throw WrongKind(found: "\(layout.kind)")
        }
        #expect(blocks.start.all == ["Practice {n}"])
        #expect(blocks.numberField == "number")
        #expect(blocks.fields.map(\.field) == ["title", "depth"])
        #expect(blocks.fields.map(\.answer) == [.below, .offset(rows: 1, columns: 2)])
        #expect(layout.fieldNames == ["number", "title", "depth"])
    }

    @Test("a difference is checked whole: another kind without what it needs is told")
    func incompleteKind() throws {
        let diagnostics = SpecimenSurvey.diagnostics(
            of: SpecimenSurvey.yaml
                + "\nversions:\n  \"1\":\n    layouts:\n      practices:\n        matrix: {rows: number, value: depth}\n"
        )
        #expect(diagnostics.count == 1, "\(diagnostics.map(\.description))")
        #expect(
            diagnostics.first?.message.contains("versions.1.layouts.practices.matrix lacks the key 'header'") == true)
    }

    @Test("a misspelt key in a difference is told once")
    func misspeltDifference() throws {
        let diagnostics = SpecimenSurvey.diagnostics(
            of: SpecimenSurvey.yaml
                + "\nversions:\n  \"1\":\n    layouts:\n      practices:\n        tabel: {header: 1}\n")
        #expect(diagnostics.count == 1, "\(diagnostics.map(\.description))")
        #expect(diagnostics.first?.advice == "Did you mean 'table'?")
        #expect(diagnostics.first?.position == SourcePosition(line: 55, column: 9))
    }
}
