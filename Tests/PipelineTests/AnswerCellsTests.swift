import OrderedCollections
import SurveyModel
import Testing

@testable import Pipeline

@Suite("Where an answer would stand that was not given")
struct AnswerCellsTests {
    private func table() throws -> TableDefinition {
        let fields = ["name", "size", "marks", "note"]
        let tables =
            "tables:\n  things:\n    title: Things\n    fields:\n"
            + fields.map { "      \($0): {type: string, title: \($0)}\n" }.joined()
        let layout =
            "\n  things:\n    into: things\n    sheet: {any: true}\n    table:\n      columns:\n"
            + fields.map { "        \($0): {label: \($0)}\n" }.joined()
        let yaml = SpecimenSurvey.definition.replacing("tables:\n", with: tables) + layout
        return try #require(try SurveyDefinition.decode(yaml: yaml, file: "pipeline.yaml").tables["things"])
    }

    private func place(
        _ field: String, _ column: String, _ row: String, sheet: String = "S", of records: ClosedRange<Int>? = nil
    ) -> FieldPlace {
        FieldPlace(
            table: "things", field: field, sheet: sheet, column: column, row: row, layout: "l", records: records)
    }

    /// A record with answers at some cells; nil for those not given.
    private func record(_ anchor: (Int, Int), _ cells: [(Int, Int)?], number: Int = 1) -> Record {
        Record(
            table: "things", number: number, anchor: Origin(sheet: "S", row: anchor.0, column: anchor.1),
            entries: cells.map { cell in
                cell.map { row, column in
                    Entry(value: .text("x"), raw: .text("x"), origin: Origin(sheet: "S", row: row, column: column))
                }
            })
    }

    private func cell(_ field: String, _ places: [FieldPlace], _ record: Record) throws -> String? {
        AnswerCells(places).cell(of: field, in: record, of: try table())?.cell
    }

    @Test("in a table: in the field's column of the record's row, of several to be marked the first")
    func inTable() throws {
        let places = [
            place("name", "B", ""), place("size", "C", ""), place("marks", "F:H", ""), place("note", "AA", ""),
        ]
        let record = record((6, 2), [(6, 2), nil, nil, nil])
        #expect(try cell("size", places, record) == "C6")
        #expect(try cell("marks", places, record) == "F6")
        #expect(try cell("note", places, record) == "AA6")
        // One of the columns to be marked is no table that stands elsewhere.
        #expect(try cell("size", places, self.record((7, 2), [(7, 2), nil, (7, 8), nil])) == "C7")
    }

    @Test("in a second table in its own columns, in whatever order these stand")
    func repeated() throws {
        let places = [
            place("name", "B", ""), place("size", "C", ""), place("marks", "D", ""), place("note", "E", ""),
            // The second table has the name where the first has it, the note where that has the size, and no marks; the third stands beside it.
            place("size", "F", "", of: 3...5), place("marks", "", "", of: 3...5), place("note", "C", "", of: 3...5),
            place("name", "H", "", of: 6...6), place("size", "I", "", of: 6...6),
        ]
        let first = record((6, 2), [(6, 2), nil, nil, nil], number: 2)
        #expect(try ["size", "marks", "note"].map { try cell($0, places, first) } == ["C6", "D6", "E6"])
        for number in [3, 5] {
            let second = record((20, 2), [(20, 2), nil, nil, nil], number: number)
            #expect(try ["size", "marks", "note"].map { try cell($0, places, second) } == ["F20", nil, "C20"])
            // Most of its answers stand elsewhere than in the first table: the name does not.
            let nameless = record((20, 3), [nil, (20, 6), nil, (20, 3)], number: number)
            #expect(try cell("name", places, nameless) == "B20")
        }
        let third = record((6, 8), [(6, 8), nil, nil, nil], number: 6)
        #expect(try cell("size", places, third) == "I6")
        #expect(try cell("size", places, record((6, 2), [(6, 2), nil, nil, nil], number: 7)) == "C6")
    }

    @Test(
        "what is said of a blank answer stands at its own cell, and it is told where its field's place does not lead there"
    )
    func moved() throws {
        let places = [place("name", "B", ""), place("size", "C", ""), place("size", "F", "", of: 3...5)]
        let table = try table()
        let cells = AnswerCells(places)
        let (first, second) = (
            record((6, 2), [(6, 2), nil, nil, nil]), record((20, 2), [(20, 2), nil, nil, nil], number: 3)
        )
        #expect(cells.movedCell(of: "size", in: first, of: table) == nil)
        #expect(cells.movedCell(of: "size", in: second, of: table)?.cell == "F20")
        let finding = Finding(
            rule: "constraint.required", severity: .error, message: .text("Missing."), table: "things", record: 3,
            field: "size", sheet: "S", cell: "B20")
        #expect(cells.placed(finding, in: second, of: table).cell == "F20")
        let block = [place("name", "C", "+2"), place("size", "C", "+3")]
        let shifted = record((20, 2), [(23, 3), nil, nil, nil])
        #expect(AnswerCells(block).movedCell(of: "size", in: shifted, of: table)?.cell == "C24")
    }

    @Test("in a form its own cell; in a block so many rows below its heading")
    func formsAndBlocks() throws {
        let form = [place("name", "D", "5"), place("size", "D", "6")]
        #expect(try cell("size", form, record((5, 4), [(5, 4), nil, nil, nil])) == "D6")
        let block = [place("name", "C", "+2"), place("size", "C", "+3")]
        #expect(try cell("size", block, record((20, 2), [(22, 3), nil, nil, nil])) == "C23")
        // What stands above a table for all of its records is not where the first table's is.
        let shared = [place("name", "B", ""), place("note", "B", "2")]
        #expect(try cell("note", shared, record((30, 2), [(30, 2), nil, nil, nil])) == nil)
    }

    @Test("nowhere where the column is not in the sheet, or another answer of the record stands there")
    func nowhere() throws {
        let places = [place("name", "B", ""), place("size", "C", "", sheet: "Other"), place("note", "B", "")]
        let record = record((6, 2), [(6, 2), nil, nil, nil])
        #expect(try cell("size", places, record) == nil)
        #expect(try cell("note", places, record) == nil)
        #expect(try cell("marks", places, record) == nil)
    }
}
