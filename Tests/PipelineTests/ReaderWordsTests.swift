import Spreadsheets
import SurveyModel
import Testing

@Suite("What a file's reader says, in the survey's language")
struct ReaderWordsTests {
    @Test("every code of an error has its words and its advice", arguments: SpreadsheetError.Code.allCases)
    func errors(code: SpreadsheetError.Code) throws {
        let key = try #require(MessageKey(rawValue: code.rawValue))
        let advice = try #require(MessageKey(rawValue: "\(code.rawValue).advice"))
        #expect(MessageCatalogue.english.placeholders(of: key) == ["file", "text"])
        #expect(MessageCatalogue.english.placeholders(of: advice) == ["text"])
    }

    @Test("every code of a note has its words", arguments: ReaderNote.Code.allCases)
    func notes(code: ReaderNote.Code) throws {
        let key = try #require(MessageKey(rawValue: code.rawValue))
        let tellsLines: Set<ReaderNote.Code> = [.unclosedQuote, .swallowedLines, .quotedLines]
        #expect(
            MessageCatalogue.english.placeholders(of: key) == (tellsLines.contains(code) ? ["row", "lines"] : ["text"]))
    }

    @Test("there are words of the reader for its codes alone")
    func noOthers() {
        let codes = Set(SpreadsheetError.Code.allCases.map(\.rawValue) + ReaderNote.Code.allCases.map(\.rawValue))
        let own: Set = [
            "file.crashed", "file.crashed.exit", "file.crashed.signal", "file.crashed.nonsense", "file.crashed.endless",
            "file.timeout", "file.timeout.still", "file.memory", "file.same-id", "file.damaged", "file.failed",
            "file.expected", "file.expected.workbook", "file.full-cell", "file.not-found.archive",
            "file.limit.container",
        ]
        for key in MessageKey.allCases {
            let words = key.rawValue
            let area = words.prefix { $0 != "." }
            guard ["file", "package", "workbook", "cell", "sheet", "csv"].contains(area), !own.contains(words) else {
                continue
            }
            let code = words.hasSuffix(".advice") ? String(words.dropLast(".advice".count)) : words
            #expect(codes.contains(code) || own.contains(code), "\(words)")
        }
    }
}
