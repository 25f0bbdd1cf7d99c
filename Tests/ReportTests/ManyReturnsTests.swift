import SurveyModel
import Testing

@testable import Report

@Suite("Thousands of returns on the page and in returns.csv")
struct ManyReturnsTests {
    /// Reporters of whom every seventh has a warning, one near the end an error, and the last none a return.
    private static func result(_ count: Int, missing: Int = 0) throws -> RunResult {
        let codes = (1...count + missing).map { "R" + String(100_000 + $0).dropFirst() }
        let returns = codes.prefix(count).enumerated().map { number, code in
            Return(
                sha256: String(repeating: "0", count: 6) + String(100_000 + number) + String(repeating: "0", count: 52),
                file: "\(code).xlsx", reporter: code, round: "2026", received: "", version: "", language: "en",
                state: .live)
        }
        let issues = returns.enumerated().compactMap { number, item -> SurveyModel.Issue? in
            let severity: Severity? = number == count - 2 ? .error : number % 7 == 0 ? .warning : nil
            return severity.map { severity in
                SurveyModel.Issue(
                    fingerprint: "f\(number)", reporter: item.reporter, round: "2026", returnID: item.id,
                    finding: Finding(rule: "r", severity: severity, message: .text("m"), table: "people"), state: .open)
            }
        }
        return RunResult(
            survey: "many", definition: try SpecimenResult.definition(),
            reporters: codes.map { Reporter(code: $0, name: "=Body \($0)") }, returns: returns, counts: RunCounts(),
            coverage: returns.map {
                TableCoverage(
                    returnID: $0.id, reporter: $0.reporter, round: "2026", table: "people", asked: 10, given: 9,
                    records: 3, published: 2)
            },
            issues: issues, rules: [], codings: [], figures: [],
            provenance: returns.map { ProvenanceEntry(kind: "return", name: $0.file, hash: $0.sha256) })
    }

    private static func rows(of section: String, in page: String) throws -> [Substring] {
        let start = try #require(page.firstRange(of: "<section id=\"\(section)\""))
        let end = try #require(page[start.upperBound...].firstRange(of: "</section>"))
        return page[start.upperBound..<end.lowerBound].split(separator: "\n").filter {
            $0.contains("<th scope=\"row\"")
        }
    }

    @Test("up to a thousand rows all stand there, and nothing says that some do not")
    func few() throws {
        let page = try ReportRenderer().html(Self.result(1_000), files: ["returns.csv"])
        #expect(try Self.rows(of: "coverage", in: page).count == 1_000)
        #expect(!page.contains("are shown"))
    }

    @Test(
        "of more those stand there that somebody has to look at, in their order, and where the others are to be found")
    func many() throws {
        let page = try ReportRenderer().html(Self.result(3_000, missing: 200), files: ["returns.csv"])
        let coverage = try Self.rows(of: "coverage", in: page)
        #expect(coverage.count == 1_000)
        // All 430 with an error or a warning, the 200 without a return, and of the others the first.
        #expect(coverage.count { $0.contains("class=\"pip") } == 430)
        #expect(coverage.count { $0.contains("No return") } == 200)
        #expect(coverage.contains { $0.contains("R02999") })
        let codes = coverage.compactMap { $0.firstMatch(of: /R\d{5}/)?.output }
        #expect(codes == codes.sorted())
        #expect(page.contains("1\u{202F}000 of 3\u{202F}200 rows are shown: those whose issues weigh most."))
        #expect(page.contains("All are in <a href=\"returns.csv\">returns.csv</a>.</p>"))
        // Those to look at, and of the others as many again.
        #expect(try Self.rows(of: "returns", in: page).count == 430 + 1_000)
        #expect(try Self.rows(of: "provenance", in: page).count == 1_000)
        #expect(page.contains("The first 1\u{202F}000 of 3\u{202F}000 are shown."))
        #expect(page.contains("No return of this round yet from 200 reporters: =Body R03001, "))
        #expect(page.contains("=Body R03100, and 100 more."))
        let sentence = try #require(page.firstMatch(of: /No return of this round yet[^<]*/)?.output)
        #expect(!sentence.contains("R03101"))
    }

    @Test("a page by itself leads to no file")
    func alone() throws {
        let page = try ReportRenderer().html(Self.result(1_001))
        #expect(page.contains("1\u{202F}000 of 1\u{202F}001 rows are shown: those whose issues weigh most.</p>"))
        #expect(!page.contains("href=\"returns.csv\""))
    }

    @Test("what became of returns of which nothing is counted is told without counts")
    func uncounted() throws {
        let lines = String(decoding: try ReturnsFile.csv(SpecimenResult.full()), as: UTF8.self).split(separator: "\n")
        let states = lines.dropFirst().map { line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            return "\(fields[8]) \(fields[13])"
        }
        // The records of the return that counts and of that of the round before; nothing of the others, and two reporters who have sent none.
        #expect(states == ["live 1240", "live 3", "superseded ", "held ", "refused ", "missing ", "missing "])
    }

    @Test("returns.csv has a line for each return, with its counts by table, and no formula")
    func file() throws {
        let lines = String(decoding: try ReturnsFile.csv(Self.result(3, missing: 1)), as: UTF8.self)
            .split(separator: "\n")
        #expect(
            lines[0]
                == "return,file,reporter,name,round,received,version,language,state,superseded_by,verdict,asked,given,records,published,"
                + "errors,warnings,notes,people_asked,people_given,people_records")
        #expect(lines.count == 5)
        #expect(lines[2] == "000000100001,R00002.xlsx,R00002,'=Body R00002,2026,,,en,live,,,10,9,3,2,1,0,0,10,9,3")
        #expect(lines[4] == ",,R00004,'=Body R00004,2026,,,,missing,,,,,,,0,0,0,,,")
    }

    @Test(
        "returns stand in the order of their reporters' names without accents, those of one name by code; unknown senders first"
    )
    func order() throws {
        let names = ["C": "école B", "A": "Zoo", "B": "Ecole A", "E": "Same", "D": "same"]
        let result = try Self.result(1)
        func item(_ number: Int, _ reporter: String, _ round: String) -> Return {
            Return(
                sha256: String(repeating: "0", count: 63) + "\(number)", file: "\(reporter)-\(round).xlsx",
                reporter: reporter, round: round, received: "", version: "", language: "en", state: .live)
        }
        let returns = [
            item(1, "A", "2026"), item(2, "C", "2026"), item(3, "B", "2026"), item(4, "E", "2025"),
            item(5, "D", "2026"), item(6, "D", "2025"), item(7, "", "2026"),
        ]
        let page = try ReportRenderer().html(
            RunResult(
                survey: "s", definition: result.definition,
                reporters: names.keys.sorted().map { Reporter(code: $0, name: names[$0] ?? "") }, returns: returns,
                counts: RunCounts(), coverage: [], issues: [], rules: [], codings: [], figures: [], provenance: []))
        let files = try Self.rows(of: "returns", in: page).compactMap { row in
            row.firstMatch(of: /([A-E]?)-(\d{4})\.xlsx/).map { "\($0.1)\($0.2)" }
        }
        #expect(files == ["2026", "B2026", "C2026", "D2025", "D2026", "E2025", "A2026"])
    }
}
