import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("A survey's own CSV files")
struct OwnFilesTests {
    private func diagnostics(_ name: String, _ content: String) throws -> [DefinitionDiagnostic] {
        let error = try #require(throws: DefinitionError.self) {
            _ = try SpecimenSurvey.load(files: [name: Data(content.utf8)])
        }
        return error.diagnostics
    }

    @Test("two lines of aliases that contradict each other are told, with both their lines")
    func contradiction() throws {
        let lines = "list,raw,code\ncountries,Frankreich,FRA\ncountries,Norwegen,NOR\ncountries,Frankreich ,NOR\n"
        let found = try diagnostics("aliases.csv", lines)
        #expect(found.map(\.position) == [SourcePosition(line: 4, column: 1)])
        #expect(found.first?.message.contains("another code of 'countries' than on line 2") ?? false, "\(found)")
        // A text that is refused in one line and coded in another is one as well.
        #expect(try diagnostics("aliases.csv", "list,raw,code\ncountries,x,FRA\ncountries,x,\n").count == 1)
        let twice = "list,raw,code\ncountries,Frankreich,FRA\ncountries,Frankreich,FRA\n"
        #expect(throws: Never.self) { try SpecimenSurvey.load(files: ["aliases.csv": Data(twice.utf8)]) }
    }

    @Test(
        "semicolons and tabs between columns are told as what they are",
        arguments: [(";", "semicolons"), ("\t", "tabs")])
    func separators(_ sign: String, _ word: String) throws {
        let header = ["list", "raw", "code"].joined(separator: sign)
        let found = try diagnostics("aliases.csv", "\(header)\n")
        #expect(found.map(\.advice) == ["Its columns are separated by \(word): save it with commas."])
    }

    @Test("an empty register is told without what is meant for returns")
    func empty() throws {
        let found = try diagnostics("reporters.csv", "")
        #expect(found.map(\.message) == ["the file is empty"])
        #expect(found.map(\.advice) == ["The header is code,name,…"])
    }

    @Test("a blank questionnaire that is not there is told where it is named")
    func template() throws {
        let error = try #require(throws: DefinitionError.self) {
            _ = try SpecimenSurvey.load(SpecimenSurvey.definition + "\ntemplate:\n  - nope.xlsx\n")
        }
        let line = SpecimenSurvey.definition.split(separator: "\n", omittingEmptySubsequences: false).count + 2
        #expect(error.diagnostics.map(\.position) == [SourcePosition(line: line, column: 5)])
    }
}
