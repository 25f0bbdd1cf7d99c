import Foundation
import SurveyModel
import Testing

@Suite("Issues in the survey's language")
struct IssueLanguageTests {
    private func run(_ language: String) throws -> PublishedRun {
        try language == "fr" ? PublishedRun.coProductionFrench.get() : PublishedRun.coProductionSpanish.get()
    }

    /// The English texts of the catalogue that need no value: what was expected, and advice.
    private static let englishWords = Set(
        MessageKey.allCases.filter { MessageCatalogue.english.placeholders(of: $0).isEmpty }
            .map { Message.own($0).text(in: "en") })

    @Test(
        "no message of Canvass's own is English in a survey of another language, and no issue has another fingerprint",
        arguments: ["fr", "es"])
    func noEnglish(language: String) throws {
        let english = Dictionary(
            uniqueKeysWithValues: try PublishedRun.coProduction.get().rows("issues.csv").map {
                ($0["fingerprint"] ?? "", $0)
            })
        let issues = try run(language).rows("issues.csv")
        #expect(Set(issues.map { $0["fingerprint"] ?? "" }) == Set(english.keys))
        let own = issues.filter { ($0["rule"] ?? "").contains(".") }
        #expect(Set(own.compactMap { $0["rule"] }).count >= 25)
        for issue in own {
            let rule = issue["rule"] ?? ""
            let other = try #require(english[issue["fingerprint"] ?? ""])
            #expect(issue["message"] != other["message"], "\(rule)")
            for column in ["expected", "suggestion"] {
                #expect(!Self.englishWords.contains(issue[column] ?? ""), "\(rule): \(issue[column] ?? "")")
            }
        }
    }

    @Test(
        "issue files, SARIF and report say the same",
        arguments: [
            ("fr", "La cellule montre l'erreur #REF!", "un nombre entier"),
            ("es", "La celda muestra el error #REF!", "un número entero"),
        ])
    func files(language: String, message: String, expected: String) throws {
        let run = try run(language)
        let files = ["issues.json", "issues.csv", "issues.sarif", "issues.junit.xml", "report.html"]
        for file in files {
            let text = try String(contentsOf: run.folder.appending(path: file), encoding: .utf8)
            #expect(text.contains(message) || text.contains(message.replacing("'", with: "&#39;")), "\(file)")
            if file == "issues.json" || file == "report.html" { #expect(text.contains(expected), "\(file)") }
            for english in ["is not a whole number", "is not one of the answers of", "The cell shows the error"] {
                #expect(!text.contains(english), "\(file): \(english)")
            }
        }
    }
}
