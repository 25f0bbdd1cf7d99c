import Foundation
import SurveyModel
import Testing

@testable import Report

@Suite("Issue files")
struct IssueFilesTests {
    @Test("what a spreadsheet program would run is text also where a sheet, a reporter or a round is called so")
    func namedLikeFormulas() throws {
        let finding = Finding(
            rule: "layout.comment", severity: .note, message: .text("m"), sheet: "=1+1", cell: "A1", value: "v")
        var several = finding
        several.cells = [Origin(sheet: "=2+2", row: 3, column: 1)]
        let issue = Issue(
            fingerprint: "f", reporter: "=3+3", round: "=4+4", returnID: "r", finding: several, state: .open)
        let result = RunResult(
            survey: "s", definition: try SpecimenResult.definition(), reporters: [], returns: [], counts: RunCounts(),
            coverage: [], issues: [issue], rules: [], codings: [], figures: [], provenance: [])
        let rows = String(decoding: IssueFiles.csv(result) + IssueFiles.cellsCSV(result), as: UTF8.self)
        #expect(!rows.contains(",="))
        #expect(["'=1+1", "'=2+2", "'=3+3", "'=4+4"].allSatisfy(rows.contains))
    }

    @Test(
        "the cells of groups are bounded over a whole return in issues.json and SARIF; issue-cells.csv has all of them")
    func manyScattered() throws {
        func finding(_ sheet: String, _ count: Int) -> Finding {
            var finding = Finding(
                rule: "layout.text-unclaimed", severity: .note, message: .text("m"), sheet: sheet, cell: "A1")
            finding.alike = (1...count).map {
                AlikeCells(block: .init(row: $0 * 2, column: 1, lastRow: $0 * 2, lastColumn: 1), value: nil)
            }
            return finding
        }
        let groups = [("r", "S1", 40_000), ("r", "S2", 40_000), ("r", "S3", 9), ("q", "S1", 30)]
        let issues = groups.enumerated().map { number, group in
            SurveyModel.Issue(
                fingerprint: "f\(number)", reporter: "AAA", round: "2026", returnID: group.0,
                finding: finding(group.1, group.2), state: .open)
        }
        let result = RunResult(
            survey: "s", definition: try SpecimenResult.definition(), reporters: [], returns: [], counts: RunCounts(),
            coverage: [], issues: issues, rules: [], codings: [], figures: [], provenance: [])
        let json = try JSONSerialization.jsonObject(with: Data(IssueFiles.json(result))) as? [[String: Any]]
        #expect(json?.map { ($0["alike"] as? [Any])?.count ?? 0 } == [40_000, 10_000, 0, 30])
        #expect(json?.map { $0["alike_more"] as? Int } == [nil, 30_000, 9, nil])
        let sarif = String(decoding: IssueFeeds.sarif(result), as: UTF8.self)
        #expect(sarif.matches(of: /fullyQualifiedName/).count == 4 + 50_030)
        #expect(IssueFiles.cellsCSV(result).count { $0 == 0x0A } == 1 + 80_039)
    }

    @Test("what the page tells of the cells of groups is bounded in bytes, whatever stands in them")
    func groupsOnPage() throws {
        var few = FewIssues(catalogue: try Catalogue(language: "en"))
        for number in 0..<40 {
            var finding = Finding(
                rule: "layout.text-unclaimed", severity: .note, message: .text("m"), sheet: "S", cell: "A1")
            finding.alike = (1...200).map {
                AlikeCells(
                    block: .init(row: $0, column: 1, lastRow: $0, lastColumn: 1),
                    value: String(repeating: "\u{4E00}", count: 300), message: .text(String(repeating: "x", count: 300))
                )
            }
            let issue = SurveyModel.Issue(
                fingerprint: "f\(number)", reporter: "AAA", round: "2026", returnID: "r", finding: finding, state: .open
            )
            few.add(issue, at: number)
        }
        #expect(few.json().utf8.count < 320_000)
        // The number of all is told of each.
        #expect(few.json().contains("\"39\":[200]"))
    }

    @Test("issues.csv has the columns of formats.md, in order, and quotes as RFC 4180 says")
    func csv() throws {
        let text = String(decoding: IssueFiles.csv(try SpecimenResult.full()), as: UTF8.self)
        #expect(
            text == """
                fingerprint,severity,rule,reporter,round,return,table,record,field,sheet,cell,value,expected,message,suggestion,state
                f1,error,type.not-a-number,AAA,2026,111111111111,people,12,number,"People, all",B12,many,a number,“many” is not a number.,12,open
                f2,error,file.encrypted,,,555555555555,,,,,,,,The file is protected by a password.,Ask for a copy without one.,open
                f3,warning,number-plausible,AAA,2026,111111111111,people,13,number,"People, all",B13,2000,,2000 is much.,,open
                f4,note,layout.comment,CCC,2026,444444444444,,,,,,,,A comment says: “why?”. Does it change the answer?,,open

                """)
    }

    @Test("issues.json is an array of objects with the same members, unknown ones left out")
    func json() throws {
        let bytes = IssueFiles.json(try SpecimenResult.full { $0 + "\"<\u{1}\n" })
        let rows = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [[String: Any]])
        #expect(rows.count == 4)
        #expect(Set(rows[0].keys) == Set(IssueFiles.columns))
        #expect(rows[0]["record"] as? Int == 12)
        #expect(rows[0]["value"] as? String == "many\"<\u{1}\n")
        #expect(Set(rows[1].keys) == ["fingerprint", "severity", "rule", "return", "message", "suggestion", "state"])
    }

    @Test(
        "an issue that stands for many tells each of them, in issues.json, issue-cells.csv and the workbook, and the page some"
    )
    func alike() throws {
        let full = try SpecimenResult.full()
        let first = try #require(full.issues.first)
        var finding = first.finding
        finding.alike = [
            AlikeCells(
                block: .init(row: 12, column: 2, lastRow: 12, lastColumn: 2), value: "=1+1", message: .text("So.")),
            AlikeCells(block: .init(row: 13, column: 2, lastRow: 400, lastColumn: 3), value: nil),
        ]
        let issue = SurveyModel.Issue(
            fingerprint: first.fingerprint, reporter: first.reporter, round: first.round, returnID: first.returnID,
            finding: finding, state: first.state)
        let result = RunResult(
            survey: full.survey, definition: full.definition, reporters: full.reporters, returns: full.returns,
            counts: RunCounts(), coverage: [], issues: [issue], rules: [], codings: [], figures: [], provenance: [])
        let rows = try JSONSerialization.jsonObject(with: Data(IssueFiles.json(result))) as? [[String: Any]]
        #expect(
            rows?.first?["alike"] as? [[String: String]] == [
                ["cell": "B12", "value": "=1+1", "message": "So."], ["cell": "B13:C400"],
            ])
        #expect(
            String(decoding: IssueFiles.cellsCSV(result), as: UTF8.self) == """
                fingerprint,sheet,cell,value,message
                f1,"People, all",B12,'=1+1,So.
                f1,"People, all",B13:C400,,

                """)
        let sarif = String(decoding: IssueFeeds.sarif(result), as: UTF8.self)
        #expect(sarif.contains("People, all!B12") && sarif.contains("People, all!B13:C400"))
        let page = try ReportRenderer().html(result)
        #expect(page.contains("\"alike\":{\"0\":[2,[\"B12\",\"=1+1\",\"So.\"],[\"B13:C400\",\"\",\"\"]]}"))
    }

    @Test("issues.json and SARIF name the other cells that an issue is about")
    func cells() throws {
        let full = try SpecimenResult.full()
        let issues = full.issues.map { issue in
            var finding = issue.finding
            finding.cells = [Origin(sheet: "A \"B\"", row: 3, column: 28), Origin(sheet: "C", row: 1, column: 1)]
            return SurveyModel.Issue(
                fingerprint: issue.fingerprint, reporter: issue.reporter, round: issue.round, returnID: issue.returnID,
                finding: finding, state: issue.state)
        }
        let result = RunResult(
            survey: full.survey, definition: full.definition, reporters: [], returns: full.returns, counts: RunCounts(),
            coverage: [], issues: issues, rules: [], codings: [], figures: [], provenance: [])
        let rows = try JSONSerialization.jsonObject(with: Data(IssueFiles.json(result))) as? [[String: Any]]
        let expected = [["sheet": "A \"B\"", "cell": "AB3"], ["sheet": "C", "cell": "A1"]]
        #expect(rows?.map { $0["cells"] as? [[String: String]] } == issues.map { _ in expected })
        let log = try JSONSerialization.jsonObject(with: Data(IssueFeeds.sarif(result))) as? [String: Any]
        let results = (log?["runs"] as? [[String: Any]])?.first?["results"] as? [[String: Any]]
        let names = results?.map { item in
            (item["relatedLocations"] as? [[String: Any]])?.compactMap { location in
                (location["logicalLocations"] as? [[String: String]])?.first?["fullyQualifiedName"]
            }
        }
        #expect(names == issues.map { _ in ["A \"B\"!AB3", "C!A1"] })
    }

    @Test(
        "issues.json and the workbook tell what the respondent answered, bounded, and the former whose word the value is"
    )
    func answers() throws {
        let full = try SpecimenResult.full()
        var issues = full.issues.map { $0 }
        issues[0].explanation = RespondentAnswer(choice: "right", remark: String(repeating: "x", count: 2_000))
        issues[0].isOfDecidedValue = true
        issues[1].explanation = RespondentAnswer(choice: "", remark: "=1+1")
        issues[2].explanation = RespondentAnswer(choice: "not-available", remark: "since May")
        let result = RunResult(
            survey: full.survey, definition: full.definition, reporters: full.reporters, returns: full.returns,
            counts: RunCounts(), coverage: [], issues: issues, rules: [], codings: [], figures: [], provenance: [])
        let rows = try #require(
            try JSONSerialization.jsonObject(with: Data(IssueFiles.json(result))) as? [[String: Any]])
        #expect(rows.map { $0["value_from"] as? String } == ["decision", nil, nil, nil])
        let answers = rows.map { $0["answer"] as? [String: String] ?? [:] }
        #expect(answers[0]["choice"] == "right" && answers[0]["remark"]?.count == 1_000)
        #expect(answers[1] == ["remark": "=1+1"])
        #expect(answers[2] == ["choice": "not-available", "remark": "since May"] && answers[3].isEmpty)
        #expect(issues[2].explanation?.words(in: "fr") == "Non disponible – since May")
        #expect(RespondentAnswer(choice: "right", remark: "so").words(in: "en") == "Value is right, because so")
    }

    @Test("a run without issues gives a header and an empty array")
    func nothing() throws {
        let result = try SpecimenResult.empty()
        #expect(String(decoding: IssueFiles.csv(result), as: UTF8.self).split(separator: "\n").count == 1)
        #expect(try JSONSerialization.jsonObject(with: Data(IssueFiles.json(result))) as? [String] == [])
    }

    @Test(
        "what a spreadsheet would run is neutralised",
        arguments: [
            ("=1+1", "'=1+1"), ("+SUM(A1)", "'+SUM(A1)"), ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
            ("@x", "'@x"), ("\t=1", "'\t=1"), ("\r=1", "'\r=1"), ("-", "'-"), ("'=1", "''=1"),
            // These are what they are.
            ("-5", "-5"), ("+1.5e-3", "+1.5e-3"), ("'-5", "'-5"), ("a=1", "a=1"), ("", ""), ("'tis", "'tis"),
        ])
    func neutral(text: String, written: String) {
        #expect(IssueFiles.neutral(text) == written)
    }

    @Test(
        "and can be had back as the documentation says",
        arguments: [
            "=1", "'=1", "''=1", "-5", "'-5", "--5", "@", "'@", "plain", "'", "", "\t", "+", "'+3", "-1e5", "-1e5x",
        ])
    func reversible(text: String) {
        func restored(_ written: String) -> String {
            let rest = written.unicodeScalars.drop { $0 == "'" }
            guard let first = rest.first, "=+-@\t\r".unicodeScalars.contains(first), Double(String(rest)) == nil else {
                return written
            }
            return String(written.dropFirst())
        }
        #expect(restored(IssueFiles.neutral(text)) == text)
    }
}
