import Foundation
import Spreadsheets
import SurveyModel
import Testing

@testable import Extract

@Suite("Where the answers of a blank questionnaire's forms stand")
struct FormInferenceTests {
    private func parts(_ rows: [String]) throws -> [InferredPart] {
        let blank = try SpecimenSurvey.csv(rows) { try QuestionnaireInference.infer(Workbook.open(path: $0.path)) }
        return blank.sheets.flatMap(\.parts)
    }

    private func questions(_ parts: [InferredPart]) -> [InferredQuestion] {
        parts.flatMap { part in
            if case .form(let questions) = part.kind { questions } else { [InferredQuestion]() }
        }
    }

    @Test("answers stand in the column that the header calls so, though a tick beside it is all that is marked out")
    func answersColumn() throws {
        let parts = try parts([
            "Policy survey 2026,,,,", ",,,,", "No.,Question,Response,Not applicable,Comments",
            "1,Does a national plan exist?,,< Select >,", "2,Title of the plan,,< Select >,",
            "3,Year of adoption,,< Select >,", "4,Body in charge,,,",
        ])
        let questions = questions(parts)
        #expect(
            questions.map(\.label) == [
                "Does a national plan exist?", "Title of the plan", "Year of adoption", "Body in charge",
            ])
        #expect(questions.allSatisfy { $0.answer == .offset(rows: 0, columns: 1) }, "\(questions.map(\.answer))")
        #expect(questions.map(\.values.type).suffix(3) == [.string, .year, .string])
        #expect(
            parts.flatMap(\.doubts) == [
                "what is written beside the answers is not asked: “Not applicable”, “Comments”"
            ])
    }

    @Test("where the answers' column is the only one beside the questions, answers are what stands to the right")
    func nothingBeside() throws {
        let parts = try parts([
            "Policy survey 2026,,", ",,", "No.,Question,Response", "1,Title of the plan,", "2,Year of adoption,",
            "3,Body in charge,",
        ])
        #expect(questions(parts).map(\.answer) == [.right, .right, .right])
        #expect(parts.flatMap(\.doubts).isEmpty)
    }

    @Test(
        "an answer that is given in advance is one where its drop-down has it, but not in a column that prints several")
    func presets() throws {
        let fixture = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "Fixtures/blank-presets.xlsx")
        let blank = try QuestionnaireInference.infer(Workbook.open(path: fixture.path))
        let parts = blank.sheets.flatMap(\.parts)
        let lists = questions(parts).compactMap { question in
            question.values.choices.map { (question.label, $0.items) }
        }
        let found = Dictionary(lists) { first, _ in first }
        #expect(found["Currency of amounts"] == ["EUR", "USD"])
        #expect(found["Unit of amounts"] == ["Units", "Thousands", "Millions"])
        #expect(found["Kind of library"] == ["Public", "Private"])
        let tables = parts.compactMap { part in
            if case .table(let table) = part.kind { table } else { nil }
        }
        #expect(tables.map { $0.columns.map(\.printed.count) } == [[3, 3, 0, 0]])
    }

    @Test("boxes below the first one are told, for only that is read")
    func boxesBelow() throws {
        let parts = try parts([
            "Survey of libraries 2026,", ",", "Name of library:,", "Main sources of data (up to three):,",
            "[enter text],",
            "[enter text],", "[enter text],",
        ])
        let question = try #require(questions(parts).last)
        #expect(question.answer == .below)
        #expect(
            question.doubts == ["2 more boxes stand below the first, and only that is read; `answers: 3` reads all"])
    }

    @Test("answers in a second column have their place from their labels")
    func secondColumn() throws {
        let parts = try parts([
            "Survey of hospitals 2026,,,", ",,,", "Name of hospital,[enter text],,",
            "Surgery,[enter text],Paediatrics,[enter text]", "Oncology,[enter text],Psychiatry,[enter text]",
        ])
        let questions = questions(parts)
        let second = AnswerPosition.offset(rows: 0, columns: 1)
        #expect(questions.map(\.answer) == [.right, .right, second, .right, second], "\(questions.map(\.label))")
    }

    @Test("a letter in front of words over labels without numbers makes a heading of them")
    func letteredHeadings() throws {
        let parts = try parts([
            "Survey of education 2026,", ",", "A. Person responsible,", "Family name,", "Telephone,", "B. School year,",
            "First day,", "Last day,",
        ])
        #expect(questions(parts).map(\.label) == ["Family name", "Telephone", "First day", "Last day"])
        let lettered = try self.parts(["Survey of education 2026,", ",", "A. Family name,", "B. Telephone,", "C. Fax,"])
        #expect(questions(lettered).map(\.label) == ["A. Family name", "B. Telephone", "C. Fax"])
    }
}
