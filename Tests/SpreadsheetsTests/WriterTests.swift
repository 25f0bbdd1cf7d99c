import Spreadsheets
import Testing

@Suite("Files by other programs")
struct WriterTests {
    @Test("a workbook by openpyxl")
    func openpyxl() throws {
        let reading = try Reading("openpyxl.xlsx")
        let workbook = reading.workbook
        #expect(workbook.sheets.map(\.name) == ["Données", "Hidden", "Very"])
        #expect(workbook.sheets.map(\.state) == [.visible, .hidden, .veryHidden])
        #expect(workbook.notes.map(\.code) == [.sheetLeftOut])
        #expect(workbook.properties.creator == "Invented Reporter")
        #expect(workbook.properties.application?.contains("Excel") == true)
        #expect(reading.values["A1"] == .text("Pays") && reading.values["B1"] == .number(12.5))
        #expect(reading.values["F1"] == .boolean(true) && reading.values["H1"] == .error("#N/A"))
        #expect(reading.values["J1"] == .text("line\nbreak"))
        #expect(reading.uncalculated == ["G1"])
        let dates = ["C1", "D1", "E1"].map { cell -> String in
            if case .date(let date) = reading.values[cell] { date.iso8601 } else { "no date" }
        }
        #expect(dates == ["2020-02-29", "2020-02-29T13:05:06", "14:30:00"])
        #expect(try workbook.details(of: workbook.sheets[0]).mergedRanges.map(\.description) == ["A3:B4"])
    }

    @Test(
        "a workbook by XlsxWriter, and the same saved by LibreOffice",
        arguments: ["xlsxwriter.xlsx", "libreoffice.xlsx"])
    func values(name: String) throws {
        let reading = try Reading(name)
        #expect(reading.workbook.sheets.map(\.name) == ["It's", "Lists"])
        #expect(reading.values["A1"] == .text("a bc") && reading.values["A2"] == .number(2))
        // LibreOffice writes a truth value as the formula TRUE().
        #expect(reading.formulas.contains("A2") && !reading.formulas.contains("A1"))
        #expect(reading.values["A4"] == .boolean(true) && reading.values["A5"] == .text("link"))
        guard case .date(let date) = reading.values["A3"] else {
            Issue.record("A3 is no date")
            return
        }
        #expect(date.iso8601 == "2010-11-23T14:30:00")
    }

    @Test("a table has no more rows of its header and totals than rows, and no fewer than none")
    func tableCounts() throws {
        let workbook = try Workbook.open(path: Reading.path("table-counts.xlsx"))
        let tables = try workbook.details(of: workbook.sheets[0]).tables
        #expect(tables.map(\.headerRows) == [1, 2])
        #expect(tables.map(\.totalsRows) == [0, 2])
    }

    @Test(
        "merges, validations, comments, links, tables, hidden rows and columns are there for those who ask",
        arguments: ["xlsxwriter.xlsx", "libreoffice.xlsx"])
    func details(name: String) throws {
        let workbook = try Workbook.open(path: Reading.path(name))
        let details = try workbook.details(of: workbook.sheets[0])
        #expect(details.mergedRanges.map(\.description) == ["H1:I2"])
        #expect(details.mergedRange(containing: CellAddress(row: 2, column: 9))?.description == "H1:I2")
        let lists = details.validations.filter { $0.kind == .list }
        let items = try #require(lists.first { $0.ranges.map(\.description) == ["B2:B9"] })
        #expect(items.list == .items(["yes", "no", "n/a"]))
        let reference = try #require(lists.first { $0.ranges.map(\.description) == ["C2:C9"] })
        guard case .reference(_, let area) = reference.list else {
            Issue.record("the list is no reference")
            return
        }
        #expect(area?.sheet == "Lists" && area?.range.description == "A1:A3")
        let whole = try #require(details.validations.first { $0.kind == .whole })
        #expect(whole.formula1 == "1" && whole.formula2 == "9" && whole.comparison == "between")
        #expect(whole.prompt == "1 to 9")
        #expect(details.comments.map(\.text) == ["a note"] && details.comments.map(\.cell.description) == ["A1"])
        #expect(details.hyperlinks.first { $0.range.description == "A5" }?.target == "https://example.org/")
        #expect(details.hyperlinks.first { $0.range.description == "A6" }?.location?.contains("A1") == true)
        #expect(details.hiddenColumns == [5...6] && details.hiddenRows == [10...10])
        #expect(details.hasDrawings)
        #expect(details.drawings.map(\.kind) == [.picture])
        #expect(details.drawings.first?.cell?.description == "N1" && details.drawings.first?.text == "")
        #expect(details.tables.map(\.name) == ["Answers"])
        #expect(
            details.tables.first?.columns == ["Code", "Value"] && details.tables.first?.range.description == "K1:L3")
    }

    @Test("LibreOffice's workbook in the Strict namespaces reads like the one in the Transitional ones")
    func strict() throws {
        let (strict, plain) = (try Reading("strict-libreoffice.xlsx"), try Reading("libreoffice.xlsx"))
        #expect(strict.workbook.format == .xlsx(macroEnabled: false, strict: true))
        #expect(strict.values == plain.values && !strict.values.isEmpty)
        #expect(strict.workbook.definedNames == plain.workbook.definedNames)
        let details = try strict.workbook.details(of: strict.workbook.sheets[0])
        #expect(details == (try plain.workbook.details(of: plain.workbook.sheets[0])))
    }

    @Test("defined names have their scope and their area", arguments: ["xlsxwriter.xlsx", "libreoffice.xlsx"])
    func definedNames(name: String) throws {
        let names = try Workbook.open(path: Reading.path(name)).definedNames
        let whole = try #require(names.first { $0.name == "Whole" })
        #expect(whole.scope == nil && whole.area?.sheet == "It's" && whole.area?.range.description == "A1:B9")
        let local = try #require(names.first { $0.name == "Local" })
        #expect(local.scope == "Lists")
        #expect(try #require(names.first { $0.name == "Rate" }).area == nil)
    }

    @Test("validations of the Excel 2010 extension and threaded comments are read")
    func extensions() throws {
        let workbook = try Workbook.open(path: Reading.path("extension-validation.xlsx"))
        let details = try workbook.details(of: workbook.sheets[0])
        let validation = try #require(details.validations.first)
        #expect(validation.kind == .list && validation.formula1 == "Lists!$B$2:$B$9" && validation.allowsBlank)
        #expect(validation.ranges.map(\.description) == ["C3:C9", "E3"])
        #expect(details.comments.map(\.text) == ["why so low?"] && details.comments.map(\.isThreaded) == [true])
    }

    @Test("form controls are read with what is chosen in them, where they lie, and whether a cell tells it too")
    func controls() throws {
        let workbook = try Workbook.open(path: Reading.path("form-controls.xlsx"))
        let details = try workbook.details(of: workbook.sheets[0])
        let read = details.controls.map { control in
            "\(control.kind) \(control.name)|\(control.cell?.description ?? "-") \(control.selection)\(control.isLinked ? "=" : "")"
        }
        #expect(
            read == [
                "tickBox Check Box 1|B2 1", "tickBox Check Box 2|B3 =", "tickBox Check Box 3|B4 ",
                "optionButton Option Button 4|B5 =", "optionButton Option Button 5|C5 1", "dropDown Drop Down 6|B6 2",
                "list List Box 7|B7 1,3", "list List Box 8|B8 ", "tickBox Check Box 10|- 1", "tickBox Check Box 11|- 1",
            ])
        #expect(details.notes.isEmpty && details.hiddenColumns.isEmpty && details.hiddenRows.isEmpty)
    }

    @Test("a control that is damaged costs nothing else")
    func damagedControl() throws {
        var editor = try PackageEditor(path: Reading.path("form-controls.xlsx"))
        editor.put("xl/ctrlProps/ctrlProp2.xml", Array("<formControlPr".utf8))
        let workbook = try Workbook.open(bytes: editor.finish(), name: "damaged.xlsx")
        let details = try workbook.details(of: workbook.sheets[0])
        #expect(details.controls.count == 9 && details.notes.map(\.code) == [.missingPart])
    }

    @Test("controls are held to the limits of lists")
    func manyControls() throws {
        var limits = ReaderLimits.default
        limits.listEntries = 18
        let workbook = try Workbook.open(path: Reading.path("form-controls.xlsx"), limits: limits)
        let error = #expect(throws: SpreadsheetError.self) { try workbook.details(of: workbook.sheets[0]) }
        #expect(error?.code == .limit)
    }

    @Test(
        "a note in which Excel repeats a thread is no comment of its own, unless somebody has written in it",
        arguments: [
            ("[Threaded comment]\n\nLearn more: https://x.example\n\nComment:\n    why so low?", "tc={1}", 1),
            ("[Threaded comment]\n\nComment:\n    why so low?\n\nIt is not.", "tc={1}", 2),
            ("why so low?", "A clerk", 2),
        ])
    func threads(text: String, author: String, count: Int) throws {
        var editor = try PackageEditor(path: Reading.path("extension-validation.xlsx"))
        let notes =
            "<comments xmlns=\"\(editor.spreadsheetNamespace)\"><authors><author>Office</author><author>\(author)</author></authors>"
            + "<commentList><comment ref=\"A1\" authorId=\"1\"><text><t>\(text)</t></text></comment>"
            + "<comment ref=\"A2\" authorId=\"1\"><text><t>\(text)</t></text></comment></commentList></comments>"
        editor.put("xl/comments1.xml", Array(notes.utf8))
        _ = try editor.relate("xl/worksheets/sheet1.xml", to: "xl/comments1.xml", kind: "comments")
        let workbook = try Workbook.open(bytes: editor.finish(), name: "threads.xlsx")
        let comments = try workbook.details(of: workbook.sheets[0]).comments
        #expect(comments.filter { $0.cell.description == "A1" }.count == count)
        // Where the thread itself is gone, as other programs leave it, the note is what is left of it.
        #expect(comments.filter { $0.cell.description == "A2" }.map(\.text) == [text])
    }
}
