import Foundation
import SurveyModel
import Testing

@testable import Report

@Suite("The report page")
struct PageTests {
    @Test("a run over nothing gives a page with every section")
    func emptySurvey() throws {
        let page = try ReportRenderer().html(SpecimenResult.empty())
        for section in [
            "summary", "coverage", "issues", "returns", "codes", "figures", "decisions", "rules", "provenance",
        ] {
            #expect(page.contains("<section id=\"\(section)\""))
        }
        #expect(page.contains("There are no records yet. Nothing is left to look at."))
    }

    @Test("the verdict, the figures and the reconciliation say what the counts say")
    func summary() throws {
        let page = try ReportRenderer().html(SpecimenResult.full())
        #expect(
            page.contains(
                "Of 4 reporters, 1 has reported; the return of Celand is held back; Beland and Deland have not. "
                    + "The dataset holds 1\u{202F}241 of 1\u{202F}243 records; 2 are kept out until their errors are settled. "
                    + "There are 2 errors, 1 warning and 1 note to look at."))
        #expect(
            page.contains(
                "The records reconcile: 1\u{202F}248 read = 1\u{202F}241 published + 2 rejected + 5 superseded."))
        #expect(page.contains("of answer cells filled (199 of 200)"))
    }

    @Test("records that do not reconcile are said not to")
    func doesNotReconcile() throws {
        let full = try SpecimenResult.full()
        var counts = full.counts
        counts.recordsPublished -= 1
        let result = RunResult(
            survey: full.survey, definition: full.definition, reporters: full.reporters, returns: full.returns,
            counts: counts, coverage: full.coverage, issues: full.issues, rules: full.rules, codings: full.codings,
            figures: full.figures, provenance: full.provenance)
        #expect(try ReportRenderer().html(result).contains("The records do not reconcile"))
    }

    @Test("a share that is not quite all is not 100, and a cell leads to its issues")
    func coverage() throws {
        let page = try ReportRenderer().html(SpecimenResult.full())
        #expect(
            page.contains(
                "<td class=\"g4\"><a href=\"#issues?c=AAA&amp;tb=people&amp;d=2026\" title=\"Aland, People employed: "
                    + "cells filled: 199 of 200; 1\u{202F}240 records; 1 error and 1 warning\"><span>99</span>"))
        #expect(page.contains("<i class=\"pip\">1</i>"))
        #expect(page.contains("<td class=\"g0 miss\" colspan=\"1\"><span>No return</span></td>"))
        #expect(page.contains("<td class=\"g0 miss\" colspan=\"1\"><span>Return held back</span></td>"))
        #expect(page.contains("<table class=\"mat rounds\">"))
    }

    @Test("a refused file stands with its reason and what to do, a superseded one with its successor")
    func returns() throws {
        let page = try ReportRenderer().html(SpecimenResult.full())
        #expect(page.contains("The file is protected by a password.</bdi> <span class=\"sg\"><bdi>Ask for a copy"))
        #expect(page.contains("Replaced by return-1.xlsx"))
    }

    @Test("what has changed since the last run, and what waits, is counted with the way to it")
    func since() throws {
        let page = try ReportRenderer().html(SpecimenResult.reviewed())
        #expect(page.contains("<h3>Since the run 20260401T020000Z</h3>"))
        #expect(page.contains("<b>1</b><span><a href=\"#issues?st=new\">new issue</a>"))
        #expect(page.contains("<b>1</b><span>issue resolved</span>"))
        #expect(page.contains("“lots” is not a number."))
        #expect(page.contains("<a href=\"#issues?st=reopened\">issue reopened: its decision no longer counts</a>"))
        // The one question has its answer.
        #expect(page.contains("<a href=\"#issues?st=answered\">answer of a respondent to look at</a>"))
        #expect(!page.contains("has no answer yet"))
        #expect(
            page.contains("<span data-expires=\"2026-06-30\"><a href=\"#decisions\">decision has an end, on 2026-06-30")
        )
        #expect(page.contains("<span class=\"st rejected\">Rejected</span></a>"))
        // Those of other rounds are not counted there.
        #expect(page.contains("<h3>What became of the returns of this round</h3>"))
    }

    @Test("of the questions to reporters those wait for an answer that have none, and the link leads to these alone")
    func unanswered() throws {
        func page(_ answers: [RespondentAnswer?]) throws -> String {
            let full = try SpecimenResult.full()
            let finding = try #require(full.issues.first).finding
            let issues = answers.enumerated().map { number, answer in
                SurveyModel.Issue(
                    fingerprint: "f\(number)", reporter: "AAA", round: "2026", returnID: SpecimenResult.id(1),
                    finding: finding, state: .asked, explanation: answer)
            }
            return try ReportRenderer().html(
                RunResult(
                    survey: full.survey, definition: full.definition, reporters: full.reporters, returns: full.returns,
                    counts: full.counts, coverage: full.coverage, issues: issues, rules: [], codings: [], figures: [],
                    provenance: []))
        }
        let answer = RespondentAnswer(choice: "right", remark: "")
        let some = try page([nil, answer, nil])
        #expect(
            some.contains(
                "<b>2</b><span><a href=\"#issues?st=unanswered\">questions to reporters have no answer yet</a>"))
        #expect(some.contains("<option value=\"unanswered\">Asked, not answered yet</option>"))
        let none = try page([nil])
        #expect(
            none.contains("<b>1</b><span><a href=\"#issues?st=asked\">question to a reporter has no answer yet</a>"))
        #expect(!none.contains("<option value=\"unanswered\">"))
    }

    @Test("issues that a decision has settled are counted apart, in the figures and in the badges")
    func settled() throws {
        let page = try ReportRenderer().html(SpecimenResult.reviewed())
        #expect(page.contains("<b>2 <small></small></b><span>settled by a decision; 1 asked of its reporter</span>"))
        #expect(page.contains("There are 2 errors, 3 warnings and 1 note to look at."))
        #expect(page.contains("<option value=\"live\">Waiting for somebody</option><option value=\"\">Any</option>"))
        #expect(page.contains("<option value=\"waived\">Waived</option>"))
        #expect(!page.contains("<option value=\"accepted\">"))
    }

    @Test("a decision is in force, or void since the value is another, or without its issue")
    func decisions() throws {
        let page = try ReportRenderer().html(SpecimenResult.reviewed())
        #expect(page.components(separatedBy: "<tr class=\"inForce\">").count == 3)
        #expect(page.components(separatedBy: "<tr class=\"void\">").count == 2)
        #expect(page.components(separatedBy: "<tr class=\"gone\">").count == 2)
        #expect(page.contains("<bdi>20008</bdi> → <ins><bdi>2008</bdi></ins>"))
        #expect(page.contains("<td class=\"nw\" data-expires=\"2026-06-30\">2026-06-30</td>"))
    }

    @Test("a resubmission stands with each answer as it was and as it is")
    func resubmissions() throws {
        let page = try ReportRenderer().html(SpecimenResult.reviewed())
        #expect(page.contains("3 answers changed, 1 issue solved and 2 new issues."))
        #expect(page.contains("<del><bdi>lots</bdi></del></td><td><ins><bdi>300</bdi></ins></td><td>Changed</td>"))
        #expect(page.contains("<td><ins><bdi>4</bdi></ins></td><td>Added</td>"))
        // Issues stand with their sentences: those that are solved as they were, those that are new with links.
        #expect(page.contains("<h4 id=\"resubmission-1-solved\">1 issue solved</h4>"))
        #expect(page.contains("<td><bdi>“lots” is not a number.</bdi></td>"))
        #expect(page.contains("<h4 id=\"resubmission-1-raised\">2 new issues</h4>"))
        #expect(page.contains("<td><a href=\"#issue-f1\"><bdi>“many” is not a number.</bdi></a></td>"))
        #expect(page.contains("<td><bdi>A comment: “so”.</bdi></td>"))
        #expect(try !ReportRenderer().html(SpecimenResult.full()).contains("id=\"resubmissions\""))
    }

    @Test("a rule on trial says so, and where a rule is switched off for some records there is a column for it")
    func rulesOnTrial() throws {
        let full = try SpecimenResult.full()
        #expect(try !ReportRenderer().html(full).contains("<th scope=\"col\" class=\"n\">Not applicable</th>"))
        var rules = full.rules
        rules[0].isTrial = true
        rules[0].notApplicable = 7
        let result = RunResult(
            survey: full.survey, definition: full.definition, reporters: full.reporters, returns: full.returns,
            counts: full.counts, coverage: full.coverage, issues: full.issues, rules: rules, codings: full.codings,
            figures: full.figures, provenance: full.provenance)
        let page = try ReportRenderer().html(result)
        #expect(page.contains("<span class=\"rid\">number-plausible</span><span class=\"tag\">On trial</span>"))
        #expect(page.contains("<th scope=\"col\" class=\"n\">Not applicable</th>"))
        #expect(page.contains("<td class=\"n\">12</td><td class=\"n\">7</td>"))
    }

    @Test("there is a link to a file for the reporter only where it is written")
    func links() throws {
        let result = try SpecimenResult.full()
        #expect(try !ReportRenderer().html(result).contains("annotated.xlsx"))
        let page = try ReportRenderer().html(result, files: ["returns/AAA/annotated.xlsx", "returns/ZZZ/letter.docx"])
        #expect(page.contains("<td class=\"dl\"><a href=\"returns/AAA/annotated.xlsx\">Workbook</a> </td>"))
        #expect(!page.contains("letter.docx") && !page.contains("run.json"))
        let beside = try ReportRenderer().html(result, files: ["issues.csv", "issues.xlsx", "dataset/people.csv"])
        #expect(
            beside.contains(
                " <a href=\"issues.csv\">issues.csv</a> <a href=\"issues.xlsx\">issues.xlsx</a> <a href=\"run.json\">"))
        #expect(!beside.contains("href=\"dataset"))
    }

    @Test("of many returns, those without an error or a warning are folded away")
    func manyReturns() throws {
        let full = try SpecimenResult.full()
        let returns = (0..<70).map { number in
            Return(
                sha256: String(repeating: "9", count: 62) + String(number + 10), file: "quiet-\(number).csv",
                reporter: "AAA", round: "2026", received: "", version: "1", language: "en", state: .live)
        }
        let result = RunResult(
            survey: full.survey, definition: full.definition, reporters: full.reporters,
            returns: full.returns + returns, counts: full.counts, coverage: full.coverage, issues: full.issues,
            rules: [], codings: [], figures: [], provenance: [])
        let page = try ReportRenderer().html(result)
        #expect(page.contains("<summary>71 returns without an error or a warning</summary>"))
        #expect(page.components(separatedBy: "quiet-").count == 71)
    }

    @Test("a part of a bar that is there can be seen, and the parts fill no more than the whole")
    func bars() {
        let bar = SeverityBar.bar([("b pass", 19_993), ("b error", 7), ("b nv", 0)], whole: 20_000)
        #expect(bar.contains("<rect class=\"b pass\" x=\"0\" y=\"0\" width=\"97\" height=\"6\"/>"))
        #expect(bar.contains("<rect class=\"b error\" x=\"97\" y=\"0\" width=\"3\" height=\"6\"/>"))
        #expect(!bar.contains("b nv"))
        #expect(!SeverityBar.bar([("b pass", 0)], whole: 0).contains("b pass"))
    }

    @Test("the same result gives the same bytes")
    func determinism() throws {
        let first = try ReportRenderer().html(SpecimenResult.full())
        for _ in 0..<5 {
            #expect(try ReportRenderer().html(SpecimenResult.full()) == first)
        }
    }

    @Test("the security policy allows the page's own script and style by their hash, and nothing else")
    func securityPolicy() throws {
        let page = try ReportRenderer().html(SpecimenResult.full())
        let script = try #require(
            page.components(separatedBy: "<script>").last?.components(separatedBy: "</script>").first)
        let style = try #require(
            page.components(separatedBy: "<style>").last?.components(separatedBy: "</style>").first)
        func hash(_ text: String) -> String {
            "'sha256-" + Data(SHA256Digest.bytes(of: Array(text.utf8))).base64EncodedString() + "'"
        }
        #expect(
            page.contains(
                "content=\"default-src 'none'; style-src \(hash(style)); script-src \(hash(script)); "
                    + "base-uri 'none'; form-action 'none'\""))
        #expect(!page.contains("style=\""))
        #expect(MarkupScanner.tags(of: page).filter { $0.name == "script" }.count == 2)
    }

    @Test("the page asks for nothing from outside")
    func selfContained() throws {
        let page = try ReportRenderer().html(SpecimenResult.full())
        #expect(!page.contains("src=\""))
        #expect(!page.contains("<link"))
        #expect(!page.contains("@import"))
        #expect(!page.contains("url("))
    }

    @Test("the test's own SHA-256 gives the digest that FIPS 180-4 has for “abc”")
    func digest() {
        let hex = SHA256Digest.bytes(of: Array("abc".utf8)).map { String($0, radix: 16) }
        #expect(hex.prefix(4) == ["ba", "78", "16", "bf"])
        #expect(hex.suffix(4) == ["f2", "0", "15", "ad"])
    }
}
