import SurveyModel
import Testing

@testable import Report

@Suite("What the page says of numbers, filters and kinds, in each language")
struct PageWordsTests {
    /// The specimen's run with other counts, coverage, issues and provenance.
    private func page(
        _ language: String = "en", coverage more: [TableCoverage] = [], issues: [SurveyModel.Issue]? = nil,
        provenance: [ProvenanceEntry] = [], counts change: (inout RunCounts) -> Void = { _ in }
    ) throws -> String {
        let full = try SpecimenResult.full()
        var counts = full.counts
        change(&counts)
        let result = RunResult(
            survey: full.survey, definition: full.definition, reporters: full.reporters, returns: full.returns,
            counts: counts, coverage: full.coverage + more, issues: issues ?? full.issues, rules: full.rules,
            codings: [], figures: [], provenance: provenance)
        return try ReportRenderer(language: language).html(result)
    }

    @Test("answers of a return that is held are not counted as filled, neither in the figures nor in the coverage")
    func held() throws {
        let held = TableCoverage(
            returnID: SpecimenResult.id(4), reporter: "CCC", round: "2026", table: "people", asked: 100, given: 10,
            records: 5, published: 0)
        let page = try page(coverage: [held])
        #expect(page.contains("of answer cells filled (199 of 200)"))
        #expect(!page.contains("<span>10</span>"))
    }

    @Test("a rule and a reporter of whom all is settled can be chosen, as a table can")
    func settled() throws {
        let issues = try SpecimenResult.full().issues.map { issue in
            var issue = issue
            issue.state = .waived
            return issue
        }
        let page = try page(issues: issues)
        #expect(
            page.contains("<option value=\"type.not-a-number\">Answer is not a number (type.not-a-number)</option>"))
        #expect(page.contains("<option value=\"AAA\">Aland</option>"))
        #expect(!page.contains("<option value=\"BBB\">"))
    }

    @Test(
        "each number has the form of its own word",
        arguments: [
            ("en", "open issue; 1 error", "reporter with a return of this round; 4 returns read"),
            (
                "fr", "anomalie ouverte\u{A0}; 1 erreur",
                "déclarant avec une réponse pour ce cycle\u{A0}; 4 réponses lues"
            ),
            ("es", "incidencia abierta; 1 error", "informante con un envío de esta ronda; 4 envíos leídos"),
        ])
    func forms(language: String, issues: String, reporters: String) throws {
        let one = try SpecimenResult.full().issues.prefix(1)
        let page = try page(language, issues: Array(one)) { $0.reportersExpected = 1 }
        #expect(page.contains("<span>\(issues)</span>"))
        #expect(page.contains("<span>\(reporters)"))
    }

    @Test("tables, rules and rounds are all of them in their own gender", arguments: [("fr", "Tous"), ("es", "Todas")])
    func gender(language: String, rounds: String) throws {
        let page = try page(language)
        let feminine = language == "fr" ? "Toutes" : "Todas"
        for (id, word) in [("table", feminine), ("rule", feminine), ("round", rounds)] {
            #expect(page.contains("<select id=\"by-\(id)\"><option value=\"\">\(word)</option>"), "\(id)")
        }
    }

    @Test("each kind of provenance has a heading", arguments: ReportResources.languages)
    func provenance(language: String) throws {
        let kinds = ["canvass", "definition", "decisions", "return"]
        let catalogue = try Catalogue(language: language)
        for kind in kinds { #expect(catalogue.optionalText("provenance.kind.\(kind)") != nil, "\(kind)") }
        let page = try page(
            language, provenance: [ProvenanceEntry(kind: "decisions", name: "decisions.csv", hash: "abc")])
        #expect(!page.contains(">decisions<"))
    }

    @Test("each rule of Canvass's own has a heading", arguments: ReportResources.languages)
    func rules(language: String) throws {
        let catalogue = try Catalogue(language: language)
        for entry in try RuleReference().entries {
            #expect(catalogue.optionalText("rule.\(entry.id)") != nil, "\(entry.id)")
        }
    }

    @Test("a round has one name in French")
    func round() throws {
        for (key, text) in try Catalogue(language: "fr").texts(under: "") {
            for other in ["vague", "campagne", "collecte précédente"] { #expect(!text.contains(other), "\(key)") }
        }
    }
}
