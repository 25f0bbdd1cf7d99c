import Testing

@testable import Spreadsheets

@Suite("Lines of text files that quotes bring into disorder")
struct QuotedLineTests {
    private func reading(_ lines: [String]) throws -> Reading {
        try Reading(text: Array(lines.map { $0 + "\r\n" }.joined().utf8))
    }

    @Test(
        "a row that is one quoted field is read as the fields that are in it, and told",
        arguments: [
            (
                ["Code,Name,Kind,Amount", #""A1,""Mill, old"",garden,5""#, "A2,Mull,wood,5", "A3,Mull,wood,5"],
                "1[Code][Name][Kind][Amount] 2[A1][Mill, old][garden][5] 3[A2][Mull][wood][5] 4[A3][Mull][wood][5]",
                "A2"
            ),
            (
                ["Code;Name;Kind", #""A1;Mill;1,5""#, #""A2;Mull;5,5""#, "A3;Mull;5"],
                "1[Code][Name][Kind] 2[A1][Mill][1,5] 3[A2][Mull][5,5] 4[A3][Mull][5]", "A2"
            ),
            (
                ["Kind of park,2024,2025", #""Public garden,""1,5"",2""#, "Woodland,3,4"],
                "1[Kind of park][2024][2025] 2[Public garden][1,5][2] 3[Woodland][3][4]", "A2"
            ),
            (
                ["Body,Alder", #""Number of staff,""12,5""""#, "Date,2026-01-15", "Remarks", #""nothing, really""#],
                "1[Body][Alder] 2[Number of staff][12,5] 3[Date][2026-01-15] 4[Remarks] 5[nothing, really]", "A2"
            ),
            (
                ["Code,Name,Kind;;", #""A1,""Mill, old"",x";;"#, "A2,Mull,y;;", "A3,Mull,y;;"],
                "1[Code][Name][Kind;;] 2[A1][Mill, old][x;;] 3[A2][Mull][y;;] 4[A3][Mull][y;;]", "A2"
            ),
            // Nothing in them needs the quotation marks; most lines have them.
            (
                ["Code,Name,Kind", #""A1,Mill,wood""#, #""A2,Mull,wood""#],
                "1[Code][Name][Kind] 2[A1][Mill][wood] 3[A2][Mull][wood]", "A2"
            ),
            // Nor does the second; the first has them for a reason.
            (
                ["Code,Name,Kind", #""A1,Mill,""x, y""""#, #""A2,Mull,y""#, "A3,Mull,z", "A4,Mull,z"],
                "1[Code][Name][Kind] 2[A1][Mill][x, y] 3[A2][Mull][y] 4[A3][Mull][z] 5[A4][Mull][z]", "A2"
            ),
        ] as [([String], String, String)])
    func wrappedRows(lines: [String], rows: String, cell: String) throws {
        let reading = try reading(lines)
        #expect(reading.rows == rows)
        #expect(reading.cells(noted: .wrappedRow) == [cell])
    }

    @Test("where each line is so written, the fields are read without a word about it")
    func wrappedFile() throws {
        let reading = try reading([#""Code,Name,Kind""#, #""A1,Mill,garden""#, #""A2,""Mull, x"",wood""#])
        #expect(reading.rows == "1[Code][Name][Kind] 2[A1][Mill][garden] 3[A2][Mull, x][wood]")
        #expect(reading.notes.isEmpty)
        guard case .csv(let detection) = reading.workbook.format else {
            Issue.record("no text file")
            return
        }
        #expect(detection.quotesLines && detection.columns == 3)
    }

    @Test("where each line is so written, one of which the inner quotes are not in pairs stays one cell and is told")
    func brokenLine() throws {
        let rows = (1...8_000).map { "\"A\($0),Mill,garden\"" }
        let reading = try reading([#""Code,Name,Kind""#] + rows + [#""A0,""Mill, wood""#, #""A9,Mull,wood""#])
        #expect(reading.values["A8002"] == .text(#"A0,"Mill, wood"#))
        #expect(reading.values["B8003"] == .text("Mull"))
        #expect(reading.cells(noted: .strayQuote) == ["A8002"])
    }

    @Test(
        "a text in quotes is no row: prose, a list in a padded row, a list alone, a column of texts, a form",
        arguments: [
            (["Code,Name,Kind", #""Return of Alder, 2026, final""#, "A1,Mill,wood"], "Return of Alder, 2026, final"),
            (["Code,Name,Kind", #""a,b;c,d",,"#, "A1,Mill,wood"], "a,b;c,d"),
            (["Code,Name,Kind", #""a,b,c""#, "A1,Mill,wood"], "a,b,c"),
            (["Town", #""Alder, North""#, #""Brack,South""#, #""Coom,East""#], "Alder, North"),
            (["Name,Text", #""Alder;a,b""#, "Brack,x"], "Alder;a,b"),
        ] as [([String], String)])
    func texts(lines: [String], text: String) throws {
        let reading = try reading(lines)
        #expect(reading.cells(noted: .wrappedRow).isEmpty)
        #expect(reading.values["A2"] == .text(text))
    }

    @Test("blanks between delimiters and quotes are passed over")
    func blanks() throws {
        let reading = try reading(["Code, Name, Kind", #"A1, "Mill, old", garden"#, #"A2, "Mull", "say ""x""""#])
        #expect(reading.rows == #"1[Code][ Name][ Kind] 2[A1][Mill, old][ garden] 3[A2][Mull][say "x"]"#)
        #expect(reading.notes.isEmpty)
    }

    @Test(
        "a quote behind a blank that closes nothing, stands alone, or is part of a quoted text, is text",
        arguments: [
            ["a,b", #"1, "open"#, "2,x"], ["a,b", #""see ""A"", ""B"", C",x"#, "2,x"], ["a,b", #"1, "x" y"#, "2,z"],
            ["a,b", #"1, "x""#, "2,z"],
        ])
    func blanksInTexts(lines: [String]) throws {
        guard case .csv(let detection) = try reading(lines).workbook.format else {
            Issue.record("no text file")
            return
        }
        #expect(!detection.dialect.skipsBlanks)
    }

    @Test(
        "a quote that takes a single row away is told",
        arguments: [
            ([#"A1;"Mill;wood;1;2"#, #"A2;"Old" hall;wood;2;3"#, "A3;x;wood;3;4"], "B2"),
            (
                [
                    #""A1";"Mill";"wood";"1";"12"""#, #""A2";"Hall";"wood";"2";"3""#, #""A3";"Hall";"wood";"3";"4""#,
                ], "E2"
            ),
        ])
    func oneRow(lines: [String], cell: String) throws {
        let notes = try reading(["Code;Name;Kind;Amount;Size"] + lines).notes
        #expect(notes.map(\.code) == [.swallowedLines] && notes.first?.cell == cell)
        #expect(notes.first?.lines == 1 && notes.first?.message.contains("1 more line, which looks") == true)
    }

    @Test("an answer of two lines with a quote too many is no row")
    func answerOfTwoLines() throws {
        for lines in [
            [#"A1;"first, so they say"#, #"second" and more;wood;1;2"#], [#""A1"#, #"x" y;Hall;wood;1;2"#],
            [#"A1;Hall;wood;1;"2"#, #"3" m"#],
        ] {
            let notes = try reading(["Code;Name;Kind;Amount;Size", "A0;Hall;wood;1;2"] + lines).notes
            #expect(notes.map(\.code) == [.strayQuote])
        }
    }

    @Test("NULs that fill up the last block behind the end of a text are left out; with more it is no text")
    func filledUp() throws {
        let text = Array("a,b\n1,2\n".utf8)
        let reading = try Reading(text: text + Array(repeating: 0, count: 4_000))
        #expect(reading.rows == "1[a][b] 2[1][2]")
        #expect(reading.notes.map(\.code) == [.nulCharacters])
        let error = #expect(throws: SpreadsheetError.self) {
            _ = try Reading(text: text + Array(repeating: 0, count: 10_000))
        }
        #expect(error?.code == .notASpreadsheet)
    }
}
