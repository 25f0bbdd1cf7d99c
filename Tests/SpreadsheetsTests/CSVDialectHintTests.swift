import Spreadsheets
import Testing

@Suite("What is known of a delimited text's dialect")
struct CSVDialectHintTests {
    private func open(_ name: String, _ hint: CSVDialectHint) throws -> (CSVDetection, Workbook) {
        let workbook = try Workbook.open(path: Reading.path("csv/\(name).csv"), csv: hint)
        guard case .csv(let detection) = workbook.format else { throw NotCSV() }
        return (detection, workbook)
    }

    private struct NotCSV: Error {}

    @Test(
        "an empty hint finds out what no hint finds out",
        arguments: ["delimiter-comma", "mac-roman", "backslash-quotes", "separator-line", "apostrophes"])
    func empty(name: String) throws {
        let workbook = try Workbook.open(path: Reading.path("csv/\(name).csv"))
        let (detection, hinted) = try open(name, CSVDialectHint())
        #expect(workbook.format == .csv(detection))
        #expect(workbook.notes == hinted.notes)
    }

    @Test("a given delimiter is taken, and quoting and encoding are still found out")
    func delimiter() throws {
        let (detection, workbook) = try open("windows-1252", CSVDialectHint(delimiter: ","))
        #expect(detection.dialect.delimiter == "," && detection.dialect.quote == "\"")
        #expect(detection.dialect.encoding == .windows1252)
        #expect(detection.confidence == 1)
        #expect(detection.reasons.last == "given: delimiter")
        #expect(workbook.notes.map(\.code) == [.guessedEncoding])
    }

    @Test("a given encoding is taken without a note of a guess, and the delimiter is still found out")
    func encoding() throws {
        let (detection, workbook) = try open("windows-1252", CSVDialectHint(encoding: .iso8859_1))
        #expect(detection.dialect.encoding == .iso8859_1 && detection.dialect.delimiter == ";")
        #expect(detection.confidence < 1)
        #expect(workbook.notes.isEmpty)
    }

    @Test("given quotes and escapes are taken, and the delimiter is still found out")
    func quotes() throws {
        let (bare, _) = try open("delimiter-comma", CSVDialectHint(quoting: CSVDialectHint.Quoting.none))
        #expect(bare.dialect.quote == nil && bare.dialect.delimiter == ",")
        let (marked, _) = try open("delimiter-semicolon", CSVDialectHint(quoting: .mark("'")))
        #expect(marked.dialect.quote == "'" && marked.dialect.delimiter == ";")
        let (escaped, _) = try open("delimiter-comma", CSVDialectHint(escape: .backslash))
        #expect(escaped.dialect.escape == .backslash && escaped.dialect.quote == "\"")
        #expect(escaped.reasons.contains("given: escape") && escaped.reasons.count == 3)
    }

    @Test(
        "a file that is UTF-8 is read as that, whatever was given, and that is noted",
        arguments: ["utf8", "utf8-mark"])
    func provenEncoding(name: String) throws {
        let (encoded, workbook) = try open(name, CSVDialectHint(encoding: .windows1252))
        #expect(encoded.dialect.encoding == .utf8 && encoded.hasByteOrderMark == (name == "utf8-mark"))
        #expect(workbook.notes.map(\.code) == [.dialectContradicted])
        #expect(workbook.notes.first?.message.contains("utf-8") == true)
        let given = try Reading(text: Array("Größe\n1\n".utf8), csv: CSVDialectHint(encoding: .windows1251))
        #expect(given.rows == "1[Größe] 2[1]")
    }

    @Test("a file that says another delimiter is split as given, and that is noted")
    func contradictions() throws {
        let (split, separated) = try open("separator-line", CSVDialectHint(delimiter: ","))
        #expect(split.dialect.delimiter == "," && split.hasSeparatorLine)
        #expect(separated.notes.map(\.code) == [.dialectContradicted])
        let (_, agreeing) = try open("separator-line", CSVDialectHint(delimiter: ";", encoding: .utf8))
        #expect(agreeing.notes.isEmpty)
    }
}
