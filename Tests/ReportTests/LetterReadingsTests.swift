import SurveyModel
import Testing

@testable import Report

@Suite("What letters say of answers that were read as a code without being sure")
struct LetterReadingsTests {
    private func coding(
        _ raw: String, _ code: String? = "DEU", confidence: Double = 0.92, row: Int = 2
    ) -> ReturnCoding {
        ReturnCoding(
            list: "countries", raw: raw, code: code, method: "edit-distance", confidence: confidence, suggestions: [],
            count: 1, origin: Origin(sheet: "Items", row: row, column: 2))
    }

    /// The letter to a reporter of the specimen's, whose returns are as given.
    private func letter(
        to code: String, _ doubtful: [String: [ReturnCoding]], returns: [Return]? = nil
    ) throws -> QueryLetter {
        let full = try SpecimenResult.full()
        var result = RunResult(
            survey: full.survey, definition: full.definition, reporters: full.reporters,
            returns: returns ?? full.returns, counts: full.counts, coverage: [], issues: [], rules: [], codings: [],
            figures: [], provenance: [])
        result.doubtful = doubtful
        return try #require(try QueryLetter(to: Reporter(code: code, name: code), in: result, workbooks: []))
    }

    private func lines(_ letter: QueryLetter) -> [String] {
        letter.readings.map { "\($0.typed) \($0.readAs) \($0.place)" }
    }

    @Test("each reporter is told of a spelling where it stands in its own return, whoever else has it")
    func each() throws {
        let doubtful = [SpecimenResult.id(1): [coding("Germny")], SpecimenResult.id(4): [coding("Germny", row: 7)]]
        #expect(lines(try letter(to: "AAA", doubtful)) == ["Germny DEU Items!B2"])
        #expect(lines(try letter(to: "CCC", doubtful)) == ["Germny DEU Items!B7"])
        let text = String(decoding: try letter(to: "AAA", doubtful).text(), as: UTF8.self)
        #expect(text.contains("“Germny” was read as “DEU” (Items!B2)") && !text.contains("as you sent it"))
    }

    @Test("what another reporter, or the same one in another round, has written is not told")
    func others() throws {
        let doubtful = [SpecimenResult.id(2): [coding("Grmany")], SpecimenResult.id(3): [coding("Gemany")]]
        #expect(lines(try letter(to: "AAA", doubtful)).isEmpty)
    }

    @Test("of several returns each spelling is told once, with the file")
    func several() throws {
        let returns = ["6", "7"].map { digit in
            Return(
                sha256: String(repeating: digit, count: 64), file: "part-\(digit).xlsx", reporter: "CCC", round: "2026",
                received: "", version: "2.0", language: "en", state: .live)
        }
        let doubtful = [
            returns[0].id: [coding("Germny")], returns[1].id: [coding("Germny"), coding("Frnace", "FRA", row: 3)],
        ]
        #expect(
            lines(try letter(to: "CCC", doubtful, returns: returns)) == [
                "Frnace FRA Items!B3 in part-7.xlsx", "Germny DEU Items!B2 in part-6.xlsx",
            ])
    }

    @Test("the least sure come first, no more than there is room for; what is sure, or has no code, is not among them")
    func told() {
        let some = (0..<30).map { coding("x\($0)", confidence: 0.94 - Double($0 % 15) / 100) }
        let told = QueryLetter.told(of: [coding("sure", confidence: 0.95), coding("unknown", nil)] + some)
        #expect(told.count == QueryLetter.mostReadings)
        #expect(told.prefix(3).map(\.raw) == ["x14", "x29", "x13"])
    }
}
