import Foundation
import SurveyModel
import Testing

@testable import Report

@Suite("What is told behind a summary")
struct SummaryTextTests {
    private func waiting(_ files: [(file: String, reason: WaitingReason)], language: String = "en") throws -> String? {
        try SummaryText(language: language).waiting(files).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test("of files that wait twenty are named, and how many more there are")
    func many() throws {
        let files = (1...23).map { (file: "return-\($0).csv", reason: WaitingReason.open) }
        let text = try #require(try waiting(files))
        let lines = text.split(separator: "\n")
        #expect(lines.first == "23 files of the inbox wait for the next run:")
        #expect(lines.count == 22)
        #expect(lines[20] == "- return-20.csv: A program has it open for writing.")
        #expect(lines[21] == "- and 3 more")
        #expect(try waiting(Array(files.prefix(20)))?.split(separator: "\n").count == 21)
        #expect(try waiting([]) == nil)
    }

    @Test("each reason is told in the language", arguments: WaitingReason.allCases)
    func reasons(reason: WaitingReason) throws {
        #expect(try waiting([(file: "a.csv", reason: reason)])?.contains("- a.csv: \(reason.sentence)") == true)
        for language in ["fr", "es"] {
            let text = try #require(try waiting([(file: "a.csv", reason: reason)], language: language))
            // A colon has a blank before it in French.
            let name = language == "fr" ? "- a.csv : " : "- a.csv: "
            #expect(text.contains(name) && !text.contains(reason.sentence), "\(text)")
            #expect(!text.contains("mail."), "\(text)")
        }
    }

    @Test("in French a colon has a blank before it, and one record is one")
    func french() throws {
        let full = try SpecimenResult.full()
        var counts = RunCounts()
        counts.recordsRead = 1
        counts.recordsRejected = 1
        let result = RunResult(
            survey: full.survey, definition: full.definition, reporters: full.reporters, returns: full.returns,
            counts: counts, coverage: [], issues: full.issues, rules: [], codings: [], figures: [], provenance: [])
        let bytes = try SummaryText(language: "fr").text(of: result)
        let text = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains("Sur 1 enregistrement, le jeu de données en contient 0 ; 1 en est écarté"))
        let rule = try Catalogue(language: "fr").ruleTitle("file.encrypted")
        #expect(text.contains("- \(rule) : 1"))
    }

    @Test("a name that holds line breaks and control characters does no harm to the lines")
    func names() throws {
        let text = try #require(try waiting([(file: "a\n- b.csv\u{1B}[31m", reason: .open)]))
        #expect(text.split(separator: "\n").count == 2)
        #expect(!text.contains("\u{1B}"))
    }
}
