import Foundation
import Testing

@testable import Report

@Suite("The report's words")
struct CatalogueTests {
    @Test("every word that the templates ask for is there", arguments: ReportResources.languages)
    func templates(language: String) throws {
        let catalogue = try Catalogue(language: language)
        for name in ReportResources.templates {
            let template = try ReportResources.content("templates/\(name).mustache")
            for match in template.matches(of: /\{\{t\.([A-Za-z0-9.]+)\}\}/) {
                #expect(catalogue.optionalText(String(match.1)) != nil, "\(name): \(match.1)")
            }
        }
    }

    @Test("every word that the script asks for is there", arguments: ReportResources.languages)
    func script(language: String) throws {
        let keys = Set(try Catalogue(language: language).texts(under: "js.").map(\.key))
        let script = try ReportResources.script()
        for match in script.matches(of: /\b(?:say|pair)\('([A-Za-z.]+)'[,)]/) {
            #expect(keys.contains(String(match.1)), "\(match.1)")
        }
        // Words whose names the script puts together.
        let composed =
            ["accept", "correct", "waive", "ask"].map { "do.\($0)" } + ["new", "reopened", "newSince", "reopenedSince"]
        for key in composed { #expect(keys.contains(key), "\(key)") }
        for match in script.matches(of: /\bcount\('([A-Za-z.]+)'/) {
            #expect(keys.contains(String(match.1) + ".one"), "\(match.1)")
        }
    }

    @Test("every language has the same words with the same places to fill", arguments: ReportResources.languages)
    func parity(language: String) throws {
        let english = try Catalogue(language: "en").texts(under: "")
        let other = try Catalogue(language: language)
        #expect(other.texts(under: "").map(\.key) == english.map(\.key))
        for (key, text) in english {
            let places = Set(text.matches(of: /\{(\w+)\}/).map { String($0.1) })
            let otherPlaces = Set(other.text(key).matches(of: /\{(\w+)\}/).map { String($0.1) })
            #expect(places.symmetricDifference(otherPlaces).subtracting(["n"]).isEmpty, "\(key)")
        }
    }

    @Test("numbers are written the same on any machine")
    func numbers() throws {
        let catalogue = try Catalogue(language: "en")
        #expect(catalogue.number(1_234_567) == "1\u{202F}234\u{202F}567")
        #expect(catalogue.number(-12) == "\u{2212}12")
        #expect(catalogue.number(1234.5678) == "1\u{202F}234.568")
        #expect(catalogue.number(-0.0004) == "0")
        #expect(catalogue.number(2.0, decimals: 2) == "2.00")
        #expect(Catalogue.decimals(of: [1, 0.5, 2.25]) == 2)
    }

    @Test("the form for one and for many is each language's own")
    func plurals() throws {
        let french = try Catalogue(language: "fr")
        #expect(french.text("severityCount.error", count: 0) == "0 erreur")
        #expect(french.text("severityCount.error", count: 2) == "2 erreurs")
        #expect(french.number(1234.5) == "1\u{202F}234,5")
        #expect(try Catalogue(language: "es").text("severityCount.error", count: 0) == "0 errores")
    }

    @Test("a page in French has the survey's French texts and the report's French words")
    func french() throws {
        let page = try ReportRenderer(language: "fr").html(SpecimenResult.full())
        #expect(page.contains("<html lang=\"fr\">"))
        #expect(page.contains("<h1>Enquête inventée</h1>"))
        #expect(page.contains("« many » : pas un nombre."))
        #expect(page.contains("Sur 4 déclarants, 1 a répondu"))
        #expect(!page.contains(">Summary<"))
    }

    @Test("a value that holds braces is filled in as it is")
    func braces() throws {
        let catalogue = try Catalogue(language: "en")
        #expect(catalogue.text("returns.supersededBy", ["file": "{file}{n}.xlsx"]) == "Replaced by {file}{n}.xlsx")
    }

    @Test(
        "a language without words of its own is written in English, a region in its language",
        arguments: [("tlh", "en"), ("", "en"), ("en-GB", "en"), ("EN", "en"), ("fr-CA", "fr"), ("es_MX", "es")])
    func fallback(asked: String, language: String) throws {
        #expect(try Catalogue(language: asked).language == language)
    }

    @Test(
        "a rule without a name in the catalogue is named by its id",
        arguments: [("budget-needs-currency", "Budget needs currency"), ("area.some-thing", "Area: some thing")])
    func ruleTitles(id: String, title: String) throws {
        #expect(try Catalogue(language: "en").ruleTitle(id) == title)
    }
}
