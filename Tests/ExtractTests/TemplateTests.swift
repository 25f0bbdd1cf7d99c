import Extract
import Foundation
import OrderedCollections
import Spreadsheets
import SurveyModel
import Testing

@Suite("Returns beside the blank questionnaire")
struct TemplateTests {
    private func extract(_ name: String) throws -> Extraction {
        try SpecimenSurvey(SpecimenSurvey.Part.allCases).extract("template-\(name).xlsx", blank: "template-blank.xlsx")
    }

    @Test(
        "what was altered is told at its place, and nothing else",
        arguments: [
            ("unaltered", []),
            ("unfilled", ["return.blank -"]),
            (
                "rows",
                [
                    "template.rows-inserted A3", "template.rows-deleted A7", "layout.text-unclaimed C4",
                ]
            ),
            ("moved", ["template.columns-moved I1", "template.rows-moved A8"]),
            (
                "columns",
                [
                    "layout.column-extra F5", "template.columns-inserted A1", "template.columns-inserted F1",
                ]
            ),
            (
                "labels",
                [
                    "template.label-changed B2", "template.label-changed B9", "template.label-changed B14",
                    "template.label-changed B2",
                ]
            ),
            (
                "typed",
                [
                    "layout.comment C6", "template.formula-overwritten H12", "layout.text-unclaimed B7",
                    "layout.text-unclaimed G5", "layout.text-unclaimed B20", "layout.text-unclaimed K7",
                ]
            ),
            ("sheets", ["template.sheet-renamed -", "template.sheet-added -"]),
            ("pictures", ["template.picture F12", "template.picture J3"]),
            ("many", ["layout.text-unclaimed B20"]),
            ("without-instructions", ["template.sheet-missing -"]),
        ])
    func altered(name: String, told: [String]) throws {
        let extraction = try extract(name)
        #expect(extraction.told == told, "\(extraction.findings.map { $0.message.text(in: "en") })")
        #expect(extraction.unclaimed.isEmpty)
    }

    @Test("a formula that was typed over is told also where the results of the others are not stored")
    func uncalculated() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
        var editor = try PackageEditor(path: folder.appending(path: "template-typed.xlsx").path)
        for part in editor.sheets.compactMap(\.part) {
            let text = String(decoding: try #require(try editor.bytes(part)), as: UTF8.self)
            editor.put(part, Array(text.replacing("</f><v>15</v>", with: "</f>").utf8))
        }
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).xlsx")
        try Data(editor.finish()).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let extraction = try SpecimenSurvey(SpecimenSurvey.Part.allCases).extract(
            at: file, blank: folder.appending(path: "template-blank.xlsx"))
        #expect(extraction.told.contains { $0.hasPrefix("file.formula-not-calculated") })
        #expect(extraction.told.contains("template.formula-overwritten H12"))
    }

    @Test("whatever was altered, the answers are those of the unaltered return")
    func answers() throws {
        let survey = try SpecimenSurvey(SpecimenSurvey.Part.allCases)
        func texts(_ extraction: Extraction, _ table: String) throws -> Set<[String]> {
            Set(try survey.lines(extraction, table: table).map { $0.map { String($0.prefix { $0 != "@" }) } })
        }
        let unaltered = try extract("unaltered")
        for name in ["moved", "labels", "typed", "sheets", "pictures", "without-instructions"] {
            let extraction = try extract(name)
            for table in survey.definition.tables.keys {
                #expect(try texts(extraction, table) == texts(unaltered, table), "\(name): \(table)")
            }
        }
    }

    @Test("texts are told with what they were, and the words of deleted rows are named")
    func wording() throws {
        let labels = try extract("labels").findings
        #expect(labels.map { $0.expected?.text(in: "en") }.first == "An invented questionnaire")
        #expect(labels.map(\.value).first == "Return of the agency")
        #expect(labels.last?.value == nil && labels.last?.expected?.text(in: "en") == "Depth of input by service area")
        let deleted = try #require(try extract("rows").findings.first { $0.rule == "template.rows-deleted" })
        #expect(deleted.expected?.text(in: "en") == "Housing" && deleted.sheet == "Services")
        let added = try #require(try extract("sheets").findings.last)
        #expect(added.message.text(in: "en").contains("3 filled cells"))
        let box = try #require(try extract("pictures").findings.last)
        #expect(box.value == "We do not agree with the areas." && box.sheet == "Services")
    }

    @Test("text beside a record belongs to the record; many cells are told as one")
    func unclaimed() throws {
        let beside = try #require(try extract("typed").findings.last)
        #expect(beside.table == "practices" && beside.record == 2 && beside.value == "see our annex")
        let many = try #require(try extract("many").findings.last)
        #expect(many.message.text(in: "en").hasSuffix("29 more cells of this sheet are like it; all of them: B20:B49."))
        // The single ones stay: each with its cell, what stands there, and its sentence.
        #expect(many.alike.compactMap { $0.block?.text } == (20...49).map { "B\($0)" })
        #expect(many.alike.first?.value == many.value)
        #expect(many.alike.allSatisfy { $0.value != nil && $0.message != nil })
    }

    @Test("without a blank questionnaire what no layout reads, but for a sheet's title, is listed for each sheet")
    func withoutTemplate() throws {
        let extraction = try SpecimenSurvey(SpecimenSurvey.Part.allCases).extract("template-typed.xlsx")
        #expect(extraction.unclaimed.map(\.sheet) == ["Instructions", "Cover", "Practices"])
        #expect(extraction.unclaimed.map(\.isRead) == [false, true, true])
        #expect(extraction.unclaimed.map(\.finding.rule).first == "layout.sheet-unread")
        #expect(extraction.unclaimed[0].count == 4)
        #expect(extraction.unclaimed[1].items.map(\.cell.description) == ["B3", "G5", "C8", "B20"])
        #expect(extraction.unclaimed[1].finding.alike.map { $0.block?.text } == ["B3", "G5", "C8", "B20"])
        #expect(extraction.unclaimed[1].finding.alike.map(\.value) == extraction.unclaimed[1].items.map(\.text))
        // Beside a record the text may belong to it.
        #expect(extraction.told.contains("layout.text-unclaimed K7"))
    }

    @Test("a return of something else is not compared")
    func otherQuestionnaire() throws {
        let survey = try SpecimenSurvey([.practices])
        let extraction = try survey.extract("table-merged.xlsx", blank: "form-plain.xlsx")
        #expect(!extraction.findings.contains { $0.rule.hasPrefix("template.") })
        #expect(extraction.records.count == 2)
    }
}
