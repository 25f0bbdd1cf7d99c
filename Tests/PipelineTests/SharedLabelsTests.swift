import Foundation
import Testing

@testable import Pipeline

@Suite("Labels that several codes of a list have")
struct SharedLabelsTests {
    /// What doctor warns of about the survey's lists.
    private func warnings(_ list: String, aliases: String = "") throws -> [String] {
        let survey = try ReviewedSurvey(returns: [:]) { folder in
            try Data(list.utf8).write(to: folder.appending(path: "kinds.csv"))
            if !aliases.isEmpty {
                try Data("list,raw,code\n\(aliases)\n".utf8).write(to: folder.appending(path: "aliases.csv"))
            }
        }
        return DefinitionReview(try survey.survey()).diagnoses().filter {
            $0.state == .warning && $0.subject == "code lists"
        }.map(\.finding)
    }

    @Test("are told with the lines of the codes, once for all languages in which they have them")
    func told() throws {
        let list = "code,label_en,label_fr\na,Budget,Budget\nc,Accounts,Comptes\nb,budget,Budget\n"
        #expect(
            try warnings(list) == [
                "several codes of kinds.csv have the same label: “Budget” (a on line 2, b on line 4)"
            ])
    }

    @Test("are well where the return's language, or a reviewed spelling, says which is meant")
    func settled() throws {
        #expect(try warnings("code,label_en,label_fr\na,Plan,Budget\nb,Scheme,Plan\n").isEmpty)
        #expect(try warnings("code,label_en\na,Budget\nb,Budget\n", aliases: "kinds,Budget,a").isEmpty)
    }

    @Test("are well where one lies beneath the other, and not where both lie beneath a third")
    func hierarchy() throws {
        #expect(
            try warnings("code,parent,label_en\nLU,,Luxembourg\nLU0,LU,Luxembourg\nLU00,LU0,Luxembourg\n").isEmpty)
        #expect(
            try warnings("code,parent,label_en\nA,,Health\nA1,A,Other\nA2,A,Other\n") == [
                "several codes of kinds.csv have the same label: “Other” (A1 on line 3, A2 on line 4)"
            ])
    }
}
