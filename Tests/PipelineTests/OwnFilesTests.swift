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

    @Test("and so they are of a code list", arguments: [(";", "semicolons"), ("\t", "tabs")])
    func separatorsOfList(_ sign: String, _ word: String) throws {
        let survey = try ReviewedSurvey(returns: [:]) { folder in
            let lines = "code,label_en\nfood,Food\n".replacing(",", with: sign)
            try Data(lines.utf8).write(to: folder.appending(path: "kinds.csv"))
        }
        let error = try #require(throws: DefinitionError.self) { try survey.survey() }
        #expect(error.diagnostics.map(\.position) == [SourcePosition(line: 1, column: 1)])
        #expect(error.diagnostics.allSatisfy { $0.file.hasSuffix("/kinds.csv") })
        #expect(error.diagnostics.map(\.advice) == ["Its columns are separated by \(word): save it with commas."])
    }

    @Test("a date of validity that is none is told at its line")
    func validity() throws {
        let survey = try ReviewedSurvey(returns: [:]) { folder in
            try Data("code,label_en,valid_from\nfood,Food,2020\nheat,Heat,01.01.2020\n".utf8).write(
                to: folder.appending(path: "kinds.csv"))
        }
        let error = try #require(throws: DefinitionError.self) { try survey.survey() }
        #expect(error.diagnostics.map(\.position) == [SourcePosition(line: 3, column: 1)])
        #expect(error.diagnostics.first?.message.hasPrefix("valid_from is \"01.01.2020\"") == true, "\(error)")
    }

    @Test(
        "a blank questionnaire that cannot be read is told without what is meant for returns",
        arguments: ["", "%PDF-1.4"])
    func unreadableTemplate(_ content: String) throws {
        let error = try #require(throws: DefinitionError.self) {
            _ = try SpecimenSurvey.load(
                SpecimenSurvey.definition + "\ntemplate: blank.xlsx\n", files: ["blank.xlsx": Data(content.utf8)])
        }
        let reason = content.isEmpty ? "the file is empty" : "this is a PDF document"
        #expect(
            error.diagnostics.map(\.message) == ["the blank questionnaire 'blank.xlsx' cannot be read: \(reason)"])
        #expect(error.diagnostics.map(\.advice) == ["Save it as a workbook (.xlsx) without a password."])
    }

    @Test("a quotation mark that takes lines away is told, and so is a line with more fields than the header")
    func lostLines() throws {
        let open = try diagnostics("reporters.csv", "code,name,language\nNOR,\"Norway,en\nFRA,France,fr\n")
        #expect(open.map(\.position) == [SourcePosition(line: 2, column: 1)])
        #expect(open.first?.message.contains("takes the lines behind it into its field") ?? false, "\(open)")
        let note = "list,raw,code,note\ncountries,Frankreich,FRA,\"see mail\ncountries,Norwegen,NOR,\n"
        #expect(try diagnostics("aliases.csv", note).map(\.position) == [SourcePosition(line: 2, column: 1)])
        let wide = try diagnostics("reporters.csv", "code,name\nNOR,Norway\nFRA,France, Republic of\n")
        #expect(wide.map(\.position) == [SourcePosition(line: 3, column: 1)])
        #expect(wide.map(\.message) == ["the line has a text in column 3, behind the last that the header names"])
        // Numbers of rows, as programs write them in front, and notes under no name.
        let noted = ",code,,name\n0,NOR,asked twice,Norway\n"
        #expect(throws: Never.self) { try SpecimenSurvey.load(files: ["reporters.csv": Data(noted.utf8)]) }
    }

    @Test("an open quotation mark in the decisions is told at its line, and not as a decision by nobody")
    func openDecision() throws {
        let header = DecisionFile.columns.joined(separator: ",")
        let url = FileManager.default.temporaryDirectory.appending(path: "canvass-decisions-\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: url) }
        let line = "aaaaaaaaaaaaaaaa,waive,1,,\"Fine,A,,2026-11-01,\n"
        try Data("\(header)\n\(line)\(line.replacing("\"", with: ""))".utf8).write(to: url)
        let error = try #require(throws: DefinitionError.self) {
            _ = try DecisionFile.read(url, shown: "decisions.csv")
        }
        #expect(error.diagnostics.map(\.position) == [SourcePosition(line: 2, column: 1)])
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
