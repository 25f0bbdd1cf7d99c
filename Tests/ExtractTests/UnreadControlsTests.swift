import Extract
import Foundation
import Spreadsheets
import SurveyModel
import Testing

@Suite("Answers in form controls without a linked cell")
struct UnreadControlsTests {
    /// A control over a cell of the cover, by its properties.
    private struct Control {
        let name: String
        let cell: CellAddress?
        let properties: String

        init(_ name: String, _ cell: String?, _ properties: String) {
            self.name = name
            self.cell = cell.flatMap { CellAddress($0) }
            self.properties = properties
        }

        func element(_ relationship: String) -> String {
            let corner = cell.map {
                "<anchor><from><xdr:col>\($0.column - 1)</xdr:col><xdr:row>\($0.row - 1)</xdr:row></from></anchor>"
            }
            return
                "<control shapeId=\"1\" r:id=\"\(relationship)\" name=\"\(name)\"><controlPr>\(corner ?? "")</controlPr></control>"
        }
    }

    private static let ticked = #"objectType="CheckBox" checked="Checked""#
    private static let unticked = #"objectType="CheckBox""#
    private static let option = #"objectType="Radio" checked="Checked""#

    /// A fixture with controls on its second sheet, the cover.
    private static func file(_ fixture: String, _ controls: [Control]) throws -> URL {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
        var editor = try PackageEditor(path: folder.appending(path: fixture).path)
        let part = try #require(editor.sheets[1].part)
        let x14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
        let drawing = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
        var elements = ""
        for (index, control) in controls.enumerated() {
            let target = "xl/ctrlProps/ctrlProp\(index + 1).xml"
            editor.put(target, Array("<formControlPr xmlns=\"\(x14)\" \(control.properties)/>".utf8))
            elements += control.element(try editor.relate(part, to: target, kind: "ctrlProp"))
        }
        let text = String(decoding: try #require(try editor.bytes(part)), as: UTF8.self)
        let list =
            "<controls xmlns:xdr=\"\(drawing)\" xmlns:r=\"\(editor.documentRelationships)\">\(elements)</controls>"
        editor.put(part, Array(text.replacing("</worksheet>", with: list + "</worksheet>").utf8))
        let file = FileManager.default.temporaryDirectory.appending(path: "controls-\(UUID().uuidString).xlsx")
        try Data(editor.finish()).write(to: file)
        return file
    }

    private func findings(_ controls: [Control], blank: [Control]?, of fixture: String = "unaltered") throws
        -> [Finding]
    {
        let survey = try SpecimenSurvey(SpecimenSurvey.Part.allCases)
        let file = try Self.file("template-\(fixture).xlsx", controls)
        defer { try? FileManager.default.removeItem(at: file) }
        guard let blank else { return try survey.extract(at: file).findings }
        let sent = try Self.file("template-blank.xlsx", blank)
        defer { try? FileManager.default.removeItem(at: sent) }
        return try survey.extract(at: file, blank: sent).findings
    }

    private func told(_ findings: [Finding]) -> [String] {
        findings.filter { $0.rule == "layout.control" }.map { "\($0.sheet ?? "-")!\($0.cell ?? "-")" }
    }

    @Test("what was chosen since the questionnaire was sent is told with its cell, and never the answer itself")
    func chosen() throws {
        let findings = try findings(
            [
                Control("Check Box 1", "D5", Self.ticked), Control("Check Box 2", "D6", Self.ticked),
                Control("Check Box 3", "D7", Self.unticked), Control("Check Box 4", nil, Self.ticked),
                Control("Drop Down 5", "D8", #"objectType="Drop" sel="2""#),
                Control("Drop Down 6", "D9", #"objectType="Drop" sel="1""#),
                Control("Check Box 7", "D10", #"objectType="CheckBox" checked="Checked" fmlaLink="$D$10""#),
            ],
            blank: [
                Control("Check Box 1", "D5", Self.unticked), Control("Check Box 2", "D6", Self.ticked),
                Control("Check Box 3", "D7", Self.ticked), Control("Check Box 4", nil, Self.unticked),
                Control("Drop Down 5", "D8", #"objectType="Drop" sel="1""#),
                Control("Drop Down 6", "D9", #"objectType="Drop" sel="1""#),
            ])
        #expect(told(findings) == ["Cover!D5", "Cover!-", "Cover!D8"])
        let controls = findings.filter { $0.rule == "layout.control" }
        #expect(controls.allSatisfy { $0.severity == .warning && $0.value == nil })
        #expect(controls.last?.message.text(in: "en").contains("in a list on the sheet “Cover”") == true)
    }

    @Test("without a blank questionnaire all that is chosen is told, each cell once")
    func withoutBlank() throws {
        let controls = [
            Control("Check Box 1", "D5", Self.ticked), Control("Check Box 2", "D5", Self.ticked),
            Control("Check Box 3", "D6", Self.unticked),
        ]
        #expect(try told(findings(controls, blank: nil)) == ["Cover!D5"])
    }

    @Test(
        "of option buttons Excel writes the link of a group to its first alone: where a sheet has a link, none is told",
        arguments: [("", ["Cover!D6"]), (#" fmlaLink="$D$5""#, []), (##" fmlaLink="#REF!""##, ["Cover!D6"])])
    func options(link: String, expected: [String]) throws {
        let controls = [
            Control("Option Button 1", "D5", #"objectType="Radio" firstButton="1""# + link),
            Control("Option Button 2", "D6", Self.option),
        ]
        #expect(try told(findings(controls, blank: nil)) == expected)
    }

    @Test(
        "a questionnaire in which nothing but a tick box was answered is not taken for blank; many boxes are told as one"
    )
    func nothingElse() throws {
        let boxes = (1...30).map { Control("Check Box \($0)", "F\($0)", Self.ticked) }
        let findings = try findings(
            boxes, blank: boxes.map { Control($0.name, $0.cell?.description, Self.unticked) }, of: "unfilled")
        #expect(!findings.contains { $0.rule == "return.blank" })
        #expect(told(findings) == ["Cover!F1"])
        #expect(findings.first { $0.rule == "layout.control" }?.alike.count == 30)
    }

    @Test("a blank questionnaire tells which of its controls no return can answer")
    func blank() throws {
        let survey = try SpecimenSurvey(SpecimenSurvey.Part.allCases)
        let version = try #require(survey.definition.versions.first)
        let file = try Self.file(
            "template-blank.xlsx",
            [
                Control("Check Box 1", "D5", Self.unticked), Control("Check Box 2", nil, Self.unticked),
                Control("Check Box 3", "D7", #"objectType="CheckBox" fmlaLink="$D$7""#),
                Control("Button 4", "D8", #"objectType="Button""#),
            ])
        defer { try? FileManager.default.removeItem(at: file) }
        let reading = try BlankReading(
            Extractor(definition: survey.definition, spellings: [:]),
            Workbook.open(path: file.path), version: version, placeholders: [])
        #expect(reading.unlinkedControls == ["Cover!D5", "Cover"])
    }
}
