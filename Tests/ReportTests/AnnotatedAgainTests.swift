import Foundation
import SurveyModel
import Testing

@testable import Report
@testable import Spreadsheets

@Suite("Annotated copies that came back")
struct AnnotatedAgainTests {
    private static let sheets = ["People", "It's <&> \"2\""]
    private static let settled = OwnNote.written("Nothing is to be reviewed here any more.")
    private static let notes = "xl/comments/comment1.xml"

    /// What the copies ask of a cell.
    private static func question(_ number: Int) -> String {
        "To review, no. \(number)\nIs this right?\nExpected: a number\nPerhaps: 12"
    }

    private func first() throws -> AnnotatedSpecimen {
        try AnnotatedSpecimen("openpyxl.xlsx", ["People!B2", "People!B3", "People!A3"])
    }

    /// Takes the element of the sheet "To review", the first of three, out of the list of sheets.
    private static func withoutReview(_ workbook: String) throws -> (rest: String, review: String) {
        let found = try #require(workbook.firstMatch(of: #/<sheet [^>]*name="To review"[^>]*/>/#))
        let review = String(found.output)
        let rest = workbook.replacing(review, with: "")
            .replacing("localSheetId=\"1\"", with: "localSheetId=\"0\"")
            .replacing("localSheetId=\"2\"", with: "localSheetId=\"1\"")
        return (rest, review)
    }

    @Test("no sheet that was selected when the copy was saved stays selected beside the list")
    func selection() throws {
        let second = try AnnotatedSpecimen.changed(first().editor, ["People!B2"]) { editor in
            for sheet in editor.sheets.dropFirst() {
                try editor.edit(try #require(sheet.part)) {
                    $0.replacing("<sheetView ", with: "<sheetView tabSelected=\"1\" ")
                }
            }
            try editor.edit(editor.workbookPart) {
                $0.replacing("<workbookView ", with: "<workbookView activeTab=\"2\" firstSheet=\"1\" ")
            }
        }
        let selected = try second.editor.sheets.compactMap(\.part).filter { try second.editor.isSelected($0) }
        #expect(selected == [second.editor.sheets[0].part])
        let workbook = try second.text(second.editor.workbookPart)
        #expect(!workbook.contains("activeTab") && !workbook.contains("firstSheet"))
        #expect(second.after.sheets.map(\.name) == ["To review"] + Self.sheets)
    }

    @Test("where the list was hidden, renamed and moved, the new one stands first again, and is seen")
    func movedAndHidden() throws {
        let first = try first()
        let second = try AnnotatedSpecimen.changed(first.editor, ["People!B2"]) { editor in
            try editor.edit(editor.workbookPart) { text in
                let (rest, review) = try Self.withoutReview(text)
                let hidden = review.replacing("name=\"To review\"", with: "name=\"done\" state=\"hidden\"")
                return rest.replacing("</sheets>", with: hidden + "</sheets>")
            }
        }
        #expect(second.before.sheets.map(\.name) == Self.sheets + ["done"])
        #expect(second.after.sheets.map(\.name) == ["done"] + Self.sheets)
        #expect(second.after.sheets.allSatisfy { $0.state == .visible })
        #expect(second.after.definedNames == first.after.definedNames)
        let values = try AnnotatedSpecimen.values(second.after.sheets[0], of: second.after)
        #expect(values[CellAddress(row: 6, column: 2)] == .text("People!B2"))
        #expect(values[CellAddress(row: 7, column: 10)] == nil)
    }

    @Test("comments on the list that was sent back do not stand beside the questions of the next")
    func comments() throws {
        let second = try AnnotatedSpecimen.changed(first().editor, ["People!B2"]) { editor in
            let part = try #require(editor.sheets[0].part)
            let comments = editor.freeName("xl/comments", ".xml")
            let text = "<comment ref=\"E7\" authorId=\"0\"><text><t>why?</t></text></comment>"
            let xml =
                "<comments xmlns=\"\(editor.spreadsheetNamespace)\"><authors><author>clerk</author></authors>"
                + "<commentList>\(text)</commentList></comments>"
            editor.put(comments, Array(xml.utf8))
            let type = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
            editor.setContentType(type, of: comments)
            _ = try editor.relate(part, to: comments, kind: "comments")
        }
        #expect(try second.before.details(of: second.before.sheets[0]).comments.map(\.text) == ["why?"])
        #expect(try second.after.details(of: second.after.sheets[0]).comments.isEmpty)
        #expect(try second.notes(in: "People")["B2"]?.contains("Is this right?") == true)
    }

    @Test("a chart that is selected does not stay so beside the list")
    func chart() throws {
        let chart = "xl/chartsheets/sheet1.xml"
        let original = try PackageEditor(path: AnnotatedSpecimen.path("openpyxl.xlsx"))
        let specimen = try AnnotatedSpecimen.changed(original, ["People!B2"]) { editor in
            let view = "<sheetViews><sheetView tabSelected=\"1\" workbookViewId=\"0\"/></sheetViews>"
            let xml = "<chartsheet xmlns=\"\(editor.spreadsheetNamespace)\">\(view)</chartsheet>"
            editor.put(chart, Array(xml.utf8))
            editor.setContentType(
                "application/vnd.openxmlformats-officedocument.spreadsheetml.chartsheet+xml", of: chart)
            let id = try editor.relate(editor.workbookPart, to: chart, kind: "chartsheet")
            try editor.edit(editor.workbookPart) {
                $0.replacing("</sheets>", with: "<sheet name=\"Chart\" sheetId=\"9\" r:id=\"\(id)\"/></sheets>")
            }
        }
        let text = try specimen.text(chart)
        #expect(text.contains("<sheetView ") && !text.contains("tabSelected"))
    }

    @Test("where the list was taken out, notes on cells that are not asked about any more are settled all the same")
    func withoutList() throws {
        let second = try AnnotatedSpecimen.changed(first().editor, ["People!B2"]) { editor in
            try editor.edit(editor.workbookPart) { try Self.withoutReview($0).rest }
        }
        #expect(second.before.sheets.map(\.name) == Self.sheets)
        #expect(second.after.sheets.map(\.name) == ["To review"] + Self.sheets)
        let notes = try second.notes(in: "People")
        #expect(notes["B2"] == "As of June.\n\n" + OwnNote.written(Self.question(1)))
        #expect(notes["B3"] == Self.settled && notes["A3"] == "Part-time too.\n\n" + Self.settled)
    }

    @Test("what was answered in a note of ours, behind it or in the midst of it, stays in the next copy")
    func replies() throws {
        let altered = Self.question(2).replacing("right?", with: "right? Yes.")
        let second = try AnnotatedSpecimen.changed(first().editor, ["People!B2"]) { editor in
            try editor.edit(Self.notes) { text in
                let asked = XMLText.cellText(OwnNote.written(Self.question(1)))
                try #require(text.contains(asked) && text.contains("no. 2&#10;Is this right?"))
                return text.replacing(asked, with: asked + "&#10;&#10;<![CDATA[See & our letter.]]>")
                    .replacing("no. 2&#10;Is this right?", with: "no. 2&#10;Is this right? Yes.")
            }
        }
        let notes = try second.notes(in: "People")
        #expect(notes["B2"] == "As of June.\n\nSee & our letter.\n\n" + OwnNote.written(Self.question(1)))
        #expect(notes["B3"] == altered + "\n\n" + Self.settled)
        // It is told as it was told of the copy that came back.
        let sent = try second.before.details(of: second.before.sheets[1]).comments
        for comment in sent {
            let now = try #require(notes[comment.cell.description].flatMap { OwnNote(in: $0) })
            #expect(OwnNote(in: comment.text)?.told == now.told, "\(comment.cell)")
        }
        #expect(sent.count == 3)
    }

    @Test("where no boxes can be added, notes that are there are written anew, and only those are missing that are not")
    func brokenDrawing() throws {
        let second = try AnnotatedSpecimen.changed(first().editor, ["People!B2", "People!C4"]) { editor in
            editor.put("xl/drawings/commentsDrawing1.vml", Array("no drawing".utf8))
        }
        let notes = try second.notes(in: "People")
        #expect(notes["B2"] == "As of June.\n\n" + OwnNote.written(Self.question(1)))
        #expect(notes["B3"] == Self.settled && notes["C4"] == nil)
        #expect(second.copy.sheetsWithoutNotes == ["xl/worksheets/sheet1.xml"])
    }

    @Test("a copy that is made anew of one that came back has one list")
    func anew() throws {
        let first = try first()
        let second = try AnnotatedSpecimen.changed(first.editor, ["People!B2"]) { editor in
            try editor.edit("xl/worksheets/sheet1.xml") { text in
                let rows = text.matches(of: #/<row .*?</row>/#).map { String($0.output) }
                try #require(rows.count > 1 && text.contains(rows.joined()))
                return text.replacing(rows.joined(), with: rows.reversed().joined())
            }
        }
        #expect(second.copy.anewBecause != nil)
        #expect(second.after.sheets.map(\.name) == ["To review"] + Self.sheets)
        for (old, new) in zip(first.after.sheets, second.after.sheets).dropFirst() {
            let values = try AnnotatedSpecimen.values(old, of: first.after)
            #expect(try AnnotatedSpecimen.values(new, of: second.after) == values, "\(old.name)")
        }
        #expect(try second.format(of: "B2", in: "People").fill.contains("F9D9D6"))
    }

    @Test(
        "the list names the deadline of its own round, and none of another",
        arguments: [("2026", true), ("2025", false)])
    func deadline(round: String, isNamed: Bool) throws {
        let issue = AnnotatedSpecimen.issue(at: "People!B2", number: 0, round: round)
        let copy = try AnnotatedSpecimen("openpyxl.xlsx", issues: [issue])
        let values = try AnnotatedSpecimen.values(copy.after.sheets[0], of: copy.after)
        guard case .text(let remark) = try #require(values[CellAddress(row: 3, column: 1)]) else {
            Testing.Issue.record("no text in \(values)")
            return
        }
        #expect(remark.contains("2026-04-30") == isNamed, "\(remark)")
    }

    @Test("the workbook of a text file tells which of its texts were longer than a cell holds")
    func longText() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString.prefix(8)).csv")
        try Data("Kind;Number\nTeachers;many\n\(String(repeating: "x", count: 40_000));2\n".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let sheet = file.deletingPathExtension().lastPathComponent
        let copy = try AnnotatedSpecimen(file.path, ["\(sheet)!B2"])
        let values = try AnnotatedSpecimen.values(copy.after.sheets[0], of: copy.after)
        guard case .text(let remark) = try #require(values[CellAddress(row: 3, column: 1)]) else {
            Testing.Issue.record("no text in \(values)")
            return
        }
        #expect(remark.contains("\(sheet)!A3") && !remark.contains("\(sheet)!A2"), "\(remark)")
    }

    @Test("a workbook that was made of a text file says so however often it comes back")
    func textFile() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString.prefix(8)).csv")
        try Data("Kind;Number\nTeachers;many\n".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        var copy = try AnnotatedSpecimen(file.path, ["\(file.deletingPathExtension().lastPathComponent)!B2"])
        for _ in 1...2 {
            copy = try AnnotatedSpecimen.changed(copy.editor, ["\(copy.after.sheets[1].name)!B2"]) { _ in }
            let values = try AnnotatedSpecimen.values(copy.after.sheets[0], of: copy.after)
            #expect(values[CellAddress(row: 4, column: 10)] == .text(ReviewSheet.textFileMark))
        }
    }
}

@Suite("Boxes of notes in the workbooks of other programs")
struct ForeignBoxesTests {
    private static let drawing = "xl/drawings/commentsDrawing1.vml"

    private func original() throws -> PackageEditor {
        try PackageEditor(path: AnnotatedSpecimen.path("openpyxl.xlsx"))
    }

    @Test("openpyxl with lxml declares each vocabulary where it uses it: such a drawing gets boxes as others do")
    func declaredInside() throws {
        let specimen = try AnnotatedSpecimen.changed(original(), ["People!B2", "People!C4"]) { editor in
            try editor.edit(Self.drawing) { text in
                let vendor = "urn:schemas-microsoft-com"
                return text.replacing(#/<xml [^>]*>/#, with: "<xml>")
                    .replacing(#/<(ns\d:[A-Za-z]+)/#) { found in
                        "<\(found.output.1) xmlns:ns0=\"\(vendor):office:office\" xmlns:ns1=\"\(vendor):vml\" "
                            + "xmlns:ns2=\"\(vendor):office:excel\""
                    }
            }
        }
        #expect(specimen.copy.sheetsWithoutNotes == [])
        #expect(try specimen.notes(in: "People")["C4"]?.contains("To review, no. 2") == true)
        let text = try specimen.text(Self.drawing)
        #expect(text.hasPrefix("<xml xmlns:v=") && text.contains("<x:Row>3</x:Row><x:Column>2</x:Column>"))
        #expect(text.contains("data=\"1,2\""))
    }

    @Test("a drawing whose part has another ending keeps its numbers to itself")
    func otherEnding() throws {
        let part = "xl/notes/shapes.bin"
        let specimen = try AnnotatedSpecimen.changed(original(), ["People!B3"]) { editor in
            let text = String(decoding: try #require(try editor.bytes(Self.drawing)), as: UTF8.self)
                .replacing("data=\"1\"", with: "data=\"2\"").replacing("_x0000_s1026", with: "_x0000_s2049")
                .replacing("_x0000_s1027", with: "_x0000_s2050")
            editor.put(part, Array(text.utf8))
            try editor.edit("xl/worksheets/_rels/sheet1.xml.rels") {
                $0.replacing("/\(Self.drawing)", with: "/\(part)")
            }
        }
        let text = try specimen.text(part)
        #expect(text.ranges(of: "_x0000_s2049").count == 1 && text.contains("\"_x0000_s3073\""))
        #expect(text.contains("data=\"2,3\""))
    }

    @Test("notes that came without any box get one each")
    func withoutBoxes() throws {
        let specimen = try AnnotatedSpecimen.changed(original(), ["People!B2", "People!B3"]) { editor in
            try editor.edit("xl/worksheets/sheet1.xml") { $0.replacing(#/<legacyDrawing [^>]*>/#, with: "") }
        }
        let text = try specimen.text("xl/drawings/vmlDrawing1.vml")
        // A3 and B2 are noted by the sender.
        for place in ["2</x:Row><x:Column>0", "1</x:Row><x:Column>1", "2</x:Row><x:Column>1"] {
            #expect(text.ranges(of: "<x:Row>\(place)</x:Column>").count == 1, "\(place)")
        }
    }

    @Test("a workbook without styles gets them under the name that all programs expect")
    func styles() throws {
        let specimen = try AnnotatedSpecimen("by-hand.xlsx", ["People!B5"])
        #expect(specimen.editor.has("xl/styles.xml") && !specimen.editor.has("xl/styles1.xml"))
        #expect(try specimen.format(of: "B5", in: "People").fill.contains("F9D9D6"))
    }
}
