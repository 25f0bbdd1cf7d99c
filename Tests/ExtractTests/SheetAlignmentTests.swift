import Foundation
import Spreadsheets
import SurveyModel
import Testing

@testable import Extract

/// A sheet whose texts are the template's to the letter is aligned without making them ready; the same sheet in capitals is compared the general way.
@Suite("A sheet beside the template's")
struct SheetAlignmentTests {
    /// A sequence of numbers that is the same in every run.
    private struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    private typealias Sheet = [[String]]

    private static let words = [
        "Budget", "Name of the practice", "Total", "Yes", "No", "Region", "Année", "Über uns", "No of staff", "x",
        "Unit: EUR",
        "3", "2024", "–", "A very long question about what was done, by whom, and with which result",
    ]

    @Test("is aligned as in capitals, whatever was altered", arguments: 0..<120)
    func quickAndGeneral(seed: Int) throws {
        var random = Seeded(state: UInt64(seed) &* 7_919 &+ 1)
        let blank = Self.blank(&random)
        var altered = blank
        for _ in 0..<Int.random(in: 0...12, using: &random) { Self.alter(&altered, &random) }
        let template = TemplateSheet(try Self.grid(blank))
        let (own, loud) = (try Self.grid(altered), try Self.grid(altered.map { $0.map { $0.uppercased() } }))
        let (quick, general) = (SheetAlignment(own, template), SheetAlignment(loud, template))

        #expect(quick.rows.pairs.map { [$0.own, $0.template] } == general.rows.pairs.map { [$0.own, $0.template] })
        #expect(
            quick.columns.pairs.map { [$0.own, $0.template] } == general.columns.pairs.map { [$0.own, $0.template] })
        #expect(quick.foundTexts == general.foundTexts)
        for key in template.keys { #expect(quick.found(key) == general.found(key)) }
        for (left, right) in zip(own.rows, loud.rows) {
            for (cell, other) in zip(left.cells, right.cells) {
                #expect(quick.isPrinted(cell, row: left.number) == general.isPrinted(other, row: right.number))
            }
        }
        let (changes, others) = (
            SheetChanges(quick, hasFormulas: false), SheetChanges(general, hasFormulas: false)
        )
        #expect(changes.told == others.told)
        #expect(changes.findings.map { [$0.rule, $0.cell ?? ""] } == others.findings.map { [$0.rule, $0.cell ?? ""] })
    }

    @Test("that is as it was printed is aligned with itself")
    func unaltered() throws {
        var random = Seeded(state: 5)
        let blank = Self.blank(&random)
        let alignment = SheetAlignment(try Self.grid(blank), TemplateSheet(try Self.grid(blank)))
        #expect(alignment.rows.pairs.allSatisfy { $0.own == $0.template })
        #expect(alignment.columns.pairs.allSatisfy { $0.own == $0.template })
        #expect(SheetChanges(alignment, hasFormulas: false).findings.isEmpty)
    }

    @Test("a long text is known again however it is written, and is no other that begins in another way")
    func longTexts() throws {
        let text = String(repeating: "What was done, by whom, and with which result? ", count: 12)
        let accents = "É" + text
        let template = TemplateSheet(try Self.grid([[text, accents, "Unit"]]))
        for other in [text, text.uppercased(), "  ...\(text)", accents, accents.lowercased()] {
            #expect(SheetAlignment(try Self.grid([[other]]), template).foundTexts == 1, "\(other)")
        }
        for other in ["Not \(text)", "Ê\u{302}x\(text)", text + "or not"] {
            #expect(SheetAlignment(try Self.grid([[other]]), template).foundTexts == 0, "\(other)")
        }
    }

    @Test(
        "of questionnaires in several languages the one counts that has most of a return's texts, the first among equals"
    )
    func bestTemplate() throws {
        let long = String(repeating: "Please describe what was done. ", count: 20)
        let sheets: [Sheet] = [
            [["Name", "Region", "Budget"], [long, "Year"]], [["Nom", "Region", "Montant"], ["Décrivez", "Année"]],
        ]
        let templates = TemplateSet(
            try sheets.map { Template(name: "", sheets: [TemplateSheet(try Self.grid($0))]) })
        func best(_ sheet: Sheet) throws -> [String]? {
            try templates.best(for: [Self.grid(sheet)])?.sheets[0].grid.rows[0].cells.map(\.rawValue.text)
        }
        for (own, sheet) in sheets.enumerated() {
            #expect(try best(sheet) == sheets[own][0])
            #expect(try best(sheet.map { $0.map { $0.uppercased() } }) == sheets[own][0])
            #expect(try best([["An answer", "12", "another"]] + sheet) == sheets[own][0])
        }
        #expect(try best([["NAME", "Montant"], [long.uppercased()]]) == sheets[0][0])
        #expect(try best([["Name", "Montant"], [long + "now"]]) == sheets[0][0])
        #expect(try best([["Name", "Montant"], [long + "now", "ANNÉE"]]) == sheets[1][0])
        #expect(try best([["Nothing", "of", "these"]]) == sheets[0][0])
    }

    // MARK: - Sheets

    private static func blank(_ random: inout Seeded) -> Sheet {
        (0..<Int.random(in: 4...30, using: &random)).map { row in
            (0..<8).map { column in
                switch Int.random(in: 0..<4, using: &random) {
                case 0: words.randomElement(using: &random) ?? ""
                case 1: "Question \(row) of \(column)"
                default: ""
                }
            }
        }
    }

    private static func alter(_ sheet: inout Sheet, _ random: inout Seeded) {
        let row = Int.random(in: 0..<sheet.count, using: &random)
        let column = Int.random(in: 0..<sheet[row].count, using: &random)
        switch Int.random(in: 0..<8, using: &random) {
        case 0: sheet.insert([String](repeating: "", count: sheet[row].count), at: row)
        case 1 where sheet.count > 1: sheet.remove(at: row)
        case 2: sheet.swapAt(row, Int.random(in: 0..<sheet.count, using: &random))
        case 3: for line in sheet.indices { sheet[line].insert("", at: column) }
        case 4: sheet[row][column] = ""
        case 5: sheet[row][column] = words.randomElement(using: &random) ?? ""
        case 6: sheet.insert(sheet[row], at: row)
        default: sheet[row][column] = "Answer \(row)"
        }
    }

    private static func grid(_ sheet: Sheet) throws -> SheetGrid {
        let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: url) }
        let lines = sheet.map { row in row.map { "\"\($0)\"" }.joined(separator: ",") }
        try Data(lines.joined(separator: "\n").utf8).write(to: url)
        let workbook = try Workbook.open(path: url.path, csv: CSVDialect())
        return try SheetGrid(workbook.sheets[0], of: workbook, placeholders: Placeholders([]))
    }
}
