import Extract
import Foundation
import OrderedCollections
import Spreadsheets
import SurveyModel
import Testing

@Suite("Origins")
struct OriginTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

    private static func fixtures() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".xlsx") || $0.hasSuffix(".csv") }.sorted()
    }

    /// The cells of a file as the reader gives them, by sheet and address.
    private func cells(of fixture: String) throws -> [Origin: String] {
        let workbook = try Workbook.open(path: Self.folder.appending(path: fixture).path)
        var cells: [Origin: String] = [:]
        for sheet in workbook.sheets {
            try workbook.forEachRow(in: sheet) { row in
                for cell in row.cells {
                    cells[Origin(sheet: sheet.name, row: row.number, column: cell.column)] = Self.text(of: cell.value)
                }
                return .next
            }
        }
        return cells
    }

    private static func text(of value: CellValue) -> String {
        switch value {
        case .text(let text): text
        case .number(let number): Value.shortest(number)
        case .boolean(let boolean): boolean ? "true" : "false"
        case .date(let date): date.iso8601
        case .error(let error): error
        }
    }

    @Test("the innermost words of a field's heading stand in the cell that it names")
    func headings() throws {
        let survey = try SpecimenSurvey(SpecimenSurvey.Part.allCases, versions: true)
        var kinds: Set<String> = []
        for fixture in try Self.fixtures() {
            let cells = try cells(of: fixture)
            for place in try survey.extract(fixture).places {
                guard let heading = place.heading else { continue }
                kinds.insert("\(place.layout) \(heading.levels.count)")
                let text = cells.first { $0.key.sheet == place.sheet && $0.key.cell == heading.cell }?.value
                #expect(text == heading.levels.last, "\(fixture): \(heading.cell)")
            }
        }
        // Forms and blocks have labels of one level, tables of two as well; over a matrix stand its corner and perhaps a title.
        #expect(kinds == ["cover 1", "practices 1", "practices 2", "services 1", "services 2"])
    }

    @Test("every value of every fixture is what stands in the cell that it names, and no cell gives two answers")
    func everyValue() throws {
        let survey = try SpecimenSurvey(SpecimenSurvey.Part.allCases, versions: true)
        for fixture in try Self.fixtures() {
            let cells = try cells(of: fixture)
            let extraction = try survey.extract(fixture)
            var answers: Set<Origin> = []
            for record in extraction.records {
                for entry in record.entries.compactMap(\.self) {
                    for (origin, text) in Self.places(of: entry) {
                        #expect(cells[origin] == text, "\(fixture): \(origin.sheet)!\(origin.cell)")
                    }
                }
                #expect(cells[record.anchor] != nil || record.entries.contains { $0?.origin == record.anchor })
                // The labels of a matrix are shared by its records; the record's own cell is not.
                #expect(answers.insert(record.anchor).inserted, "\(fixture): \(record.anchor.cell) twice")
            }
        }
    }

    @Test("every record of every fixture has the entries of its table's fields, and a value where it has an entry")
    func shapes() throws {
        let survey = try SpecimenSurvey(SpecimenSurvey.Part.allCases, versions: true)
        var count = 0
        for fixture in try Self.fixtures() {
            for record in try survey.extract(fixture).records {
                count += 1
                #expect(record.entries.count == survey.definition.tables[record.table]?.fields.count, "\(fixture)")
                #expect(record.entries.contains { $0 != nil }, "\(fixture)")
                #expect(record.entries.allSatisfy { $0.map { !$0.value.text.isEmpty } ?? true }, "\(fixture)")
            }
        }
        #expect(count > 40)
    }

    private static func places(of entry: RawEntry) -> [(Origin, String)] {
        if case .marks(let marks) = entry.value { return marks.map { ($0.origin, $0.text) } }
        return [(entry.origin, entry.value.text)]
    }
}
