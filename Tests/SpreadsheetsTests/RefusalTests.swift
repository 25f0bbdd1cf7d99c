import Spreadsheets
import Testing

@Suite("Files that are refused by name")
struct RefusalTests {
    @Test(
        "what cannot be read is told for what it is, with what to do",
        arguments: [
            ("encrypted.xlsx", SpreadsheetError.Code.encrypted, "password"),
            ("encrypted-with-password.xlsx", .encrypted, "by a password"),
            ("encrypted-with-default-password.xlsx", .encrypted, "without asking"),
            ("legacy.xlsx", .legacyXLS, "97-2003"),
            ("office.xls", .legacyXLS, "97-2003"), ("biff4.xls", .legacyXLS, "early Excel"),
            ("names-in-capitals.xls", .legacyXLS, "97-2003"), ("web-archive.xls", .html, "MHTML"),
            ("word97.xlsx", .notASpreadsheet, "Word"), ("truncated.xlsx", .truncated, "end is missing"),
            ("empty.xlsx", .empty, "empty"), ("blank.csv", .empty, "no text"), ("~$open.xlsx", .lockFile, "lock file"),
            (".~lock.open.ods#", .lockFile, "lock file"), ("page.xls", .html, "web page"),
            ("document.xlsx", .pdf, "PDF"), ("picture.xlsx", .notASpreadsheet, "PNG"),
            ("spreadsheet2003.xls", .notASpreadsheet, "XML Spreadsheet 2003"), ("binary.xlsx", .xlsb, "binary"),
            ("open.xlsx", .ods, "OpenDocument"), ("office.ods", .ods, "OpenDocument"),
            ("letter.xlsx", .notASpreadsheet, "Word document"), ("pictures.zip", .notASpreadsheet, "ZIP archive"),
            ("returns.zip", .notASpreadsheet, "return.xlsx"), ("no-such-file.xlsx", .notFound, "no file"),
            ("../refused", .unreadable, "is a folder"),
        ])
    func refused(name: String, code: SpreadsheetError.Code, words: String) throws {
        let error = try #require(failure(Reading.path("refused/\(name)")))
        #expect(error.code == code)
        #expect(error.message.contains(words))
        #expect(!error.advice.isEmpty && error.file == name.split(separator: "/").last.map(String.init))
        #expect(error.description.hasSuffix(error.advice))
    }

    @Test(
        "an archive of files is told as one, also with an index.zip in it: documents of Numbers have more",
        arguments: [
            (["return.xlsx", "index.zip"], "contains return.xlsx"),
            (["Index.zip", "Metadata/Properties.plist"], "Numbers"), (["Index/Document.iwa"], "Numbers"),
        ])
    func numbers(names: [String], words: String) throws {
        var writer = ZipWriter()
        for name in names { try writer.add(name, DeflatedContent([0x78])) }
        let bytes = try writer.finish()
        let error = try #require(throws: SpreadsheetError.self) { try Workbook.open(bytes: bytes, name: "a.xlsx") }
        #expect(error.message.contains(words), "\(error.message)")
    }

    @Test("what is neither a file nor a folder is told as that")
    func device() throws {
        let error = try #require(failure("/dev/null"))
        #expect(error.code == .unreadable && error.message == "/dev/null is not a regular file.")
    }

    @Test("a file that is named with a replacement character may have a name that is not UTF-8, and that is told")
    func nameOfOtherBytes() throws {
        let error = try #require(failure("/no/such/b\u{FFFD}.xlsx"))
        #expect(error.code == .notFound && error.advice.contains("UTF-8"))
    }

    @Test("the codes are the ids of the findings in reports")
    func codes() {
        #expect(SpreadsheetError.Code.allCases.allSatisfy { $0.rawValue.hasPrefix("file.") })
        #expect(SpreadsheetError.Code.encrypted.rawValue == "file.encrypted")
    }
}
