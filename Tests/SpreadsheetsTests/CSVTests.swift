import Spreadsheets
import Testing

@Suite("Delimited text")
struct CSVTests {
    private static func detection(_ name: String) throws -> CSVDetection {
        guard case .csv(let detection) = try Workbook.open(path: Reading.path("csv/\(name).csv")).format else {
            throw SpreadsheetFixtureError.notCSV
        }
        return detection
    }

    private enum SpreadsheetFixtureError: Error { case notCSV }

    @Test(
        "the encoding is found by evidence",
        arguments: [
            ("utf8", TextEncoding.utf8), ("utf8-mark", .utf8), ("utf16", .utf16LittleEndian),
            ("utf16be-mark", .utf16BigEndian), ("utf16le-without-mark", .utf16LittleEndian),
            ("utf16be-without-mark", .utf16BigEndian), ("windows-1252", .windows1252),
        ])
    func encodings(name: String, encoding: TextEncoding) throws {
        let reading = try Reading("csv/\(name).csv")
        #expect(reading.rows == "1[Land][Wert][Größe] 2[Österreich][1,5][groß] 3[France][2,5][été €]")
        let detection = try Self.detection(name)
        #expect(detection.dialect.encoding == encoding)
        #expect(detection.dialect.delimiter == ";" && detection.lineEnding == .crlf)
    }

    @Test("Mac Roman and ISO 8859-15 are told from Windows-1252 where the letters say so")
    func otherEncodings() throws {
        #expect(try Self.detection("mac-roman").dialect.encoding == .macRoman)
        #expect(try Reading("csv/mac-roman.csv").values["A2"] == .text("Côte d’Ivoire"))
        #expect(try Self.detection("iso-8859-15").dialect.encoding == .iso8859_15)
        #expect(try Reading("csv/iso-8859-15.csv").values["B3"] == .text("sœur, œuvre et bœuf"))
    }

    @Test("ISO 8859-1 is read as Windows-1252, which has the same letters, and by its own name where that is given")
    func latin1() throws {
        #expect(try Self.detection("iso-8859-1").dialect.encoding == .windows1252)
        let given = CSVDialect(delimiter: ";", encoding: .iso8859_1)
        for dialect in [nil, given] {
            let reading = try Reading("csv/iso-8859-1.csv", csv: dialect)
            #expect(reading.rows == "1[Pays][Réponse] 2[Côte d'Ivoire][très élevée] 3[Suède][à préciser]")
        }
    }

    @Test("truth values of any language stay text")
    func localisedBooleans() throws {
        #expect(
            try Reading("csv/localised-booleans.csv").rows
                == "1[pays][ouvert][fermé] 2[A][VRAI][FAUX] 3[B][WAHR][ИСТИНА]")
    }

    @Test("a guessed encoding is told to be a guess, a proven one is not")
    func guesses() throws {
        #expect(try Reading("csv/windows-1252.csv").workbook.notes.map(\.code) == [.guessedEncoding])
        #expect(try Reading("csv/utf8.csv").workbook.notes.isEmpty)
    }

    @Test(
        "the delimiter is found",
        arguments: [("comma", ","), ("semicolon", ";"), ("tab", "\t"), ("bar", "|")] as [(String, Character)])
    func delimiters(name: String, delimiter: Character) throws {
        let reading = try Reading("csv/delimiter-\(name).csv")
        #expect(
            reading.rows == "1[code][name][value][note] 2[A1][First][1.5] 3[B2][Second, with comma][2.5][say \"x\"]")
        let detection = try Self.detection("delimiter-\(name)")
        #expect(detection.dialect.delimiter == delimiter && detection.columns == 4)
        #expect(detection.confidence > 0.5 && detection.reasons.count == 2)
    }

    @Test(
        "what is odd is read as people see it",
        arguments: [
            ("decimal-commas", "1[a][b][c] 2[1,5][2,5][3,5] 3[4,5][5,5][6,5]"),
            ("separator-line", "1[a][b,c] 2[1][2,3]"),
            ("backslash-quotes", "1[a][b] 2[say \"hi\" now][x\\y] 3[1][2]"),
            ("doubled-quotes-and-a-backslash", "1[a][b] 2[say \"hi\" now][a path\\\"x] 3[\"1\"][2]"),
            ("embedded-newlines", "1[a][b] 2[line 1\nline 2][x\r\ny] 3[1][2]"),
            ("mixed-line-ends", "1[a][b] 2[1][2] 3[3][4] 4[5][6] 6[7][8]"),
            ("old-mac-line-ends", "1[a][b] 2[1][2] 3[3][4]"),
            ("ragged", "1[a][b][c] 2[1][2] 3[3][4][5][6] 4[7][8][9] 5[1][2][3]"),
            ("trailing-delimiters", "1[a][b] 2[1][2] 3[3][4]"),
            ("nul-characters", "1[a][b] 2[1][2] 3[3][4] 4[long line of text][5]"),
            ("stray-quotes", "1[a][b] 2[xy][2] 3[It 5\" pipe][3]"),
            ("one-column", "1[name] 2[First] 3[Second] 4[Third]"),
            ("blank-lines", "1[a][b] 4[1][2]"), ("apostrophes", "1[a][b] 2[x, y][2] 3[z][3]"),
        ])
    func oddities(name: String, expected: String) throws {
        #expect(try Reading("csv/\(name).csv").rows == expected)
    }

    @Test("of nothing but delimiters the delimiter is found")
    func nothingButDelimiters() throws {
        let detection = try Self.detection("nothing-but-delimiters")
        #expect(detection.dialect.delimiter == "," && detection.columns == 6)
        #expect(try Reading("csv/nothing-but-delimiters.csv").rows.isEmpty)
    }

    @Test("one odd row does not change the dialect of the file")
    func oneOddRow() throws {
        let detection = try Self.detection("one-odd-row")
        #expect(detection.dialect.delimiter == "," && detection.columns == 3)
    }

    @Test("title lines above the header are counted")
    func titleLines() throws {
        #expect(try Self.detection("title-lines").titleLines == 3)
        #expect(try Self.detection("delimiter-comma").titleLines == 0)
    }

    @Test("mixed line ends and a separator line are told")
    func layout() throws {
        #expect(try Self.detection("mixed-line-ends").lineEnding == .mixed)
        #expect(try Self.detection("old-mac-line-ends").lineEnding == .cr)
        let separated = try Self.detection("separator-line")
        #expect(separated.hasSeparatorLine && separated.dialect.delimiter == ";" && separated.confidence == 1)
        #expect(try Self.detection("utf8-mark").hasByteOrderMark)
    }

    @Test("an unclosed quote, a stray quote and NUL characters are noted with their place")
    func notes() throws {
        let unclosed = try Reading("csv/unclosed-quote.csv")
        #expect(unclosed.cells(noted: .unclosedQuote) == ["B3"])
        #expect(unclosed.values["B3"] == .text("open\n4,5\n"))
        #expect(try Reading("csv/stray-quotes.csv").cells(noted: .strayQuote) == ["A2"])
        let zeros = try Reading("csv/nul-characters.csv").notes
        #expect(zeros.map(\.code) == [.nulCharacters] && zeros.first?.message.hasPrefix("2 ") == true)
    }

    @Test(
        "a quotation mark that takes rows into a text is noted with its line and the lines it took; an answer of several lines is none",
        arguments: [
            ("one-quote-too-many", [.unclosedQuote], ["E6"], [15]),
            ("two-quotes-too-many", [.swallowedLines], ["E6"], [12]),
            ("quotes-of-two-rows", [.quotedLines], ["E6"], [12]), ("answer-and-more", [.strayQuote], ["E6"], []),
            ("answers-of-several-lines", [], [], []), ("embedded-newlines", [], [], []),
        ] as [(String, [ReaderNote.Code], [String], [Int])])
    func rowsInQuotes(name: String, codes: [ReaderNote.Code], cells: [String], lines: [Int]) throws {
        let notes = try Reading("csv/\(name).csv").notes
        #expect(notes.map(\.code) == codes)
        #expect(notes.compactMap(\.cell) == cells)
        #expect(notes.compactMap(\.lines) == lines)
        #expect(lines.isEmpty || notes.allSatisfy { $0.message.contains(" in row 6 ") })
        #expect(lines.allSatisfy { count in notes.allSatisfy { $0.message.contains("\(count) more lines") } })
    }

    @Test("in a table of two columns an answer of several lines has a space behind its commas, and rows have none")
    func rowsOfTwoColumns() throws {
        let prose = try Reading("csv/prose-of-two-columns.csv").notes
        #expect(prose.map(\.code) == [.strayQuote] && prose.first?.cell == "B4")
        let rows = try Reading("csv/rows-of-two-columns.csv").notes
        #expect(rows.map(\.code) == [.swallowedLines] && rows.first?.cell == "B3" && rows.first?.lines == 4)
    }

    @Test("a dialect that is given is used as it is")
    func givenDialect() throws {
        let dialect = CSVDialect(delimiter: ";", quote: nil, encoding: .iso8859_1)
        let reading = try Reading("csv/delimiter-comma.csv", csv: dialect)
        #expect(reading.values["A1"] == .text("code,name,value,note"))
        #expect(reading.workbook.format != (try Reading("csv/delimiter-comma.csv").workbook.format))
    }

    @Test("the sheet is named as the file without its ending, and its details are empty")
    func sheet() throws {
        let workbook = try Workbook.open(path: Reading.path("csv/utf8.csv"))
        #expect(workbook.sheets.map(\.name) == ["utf8"])
        #expect(try workbook.details(of: workbook.sheets[0]) == SheetDetails())
    }
}
