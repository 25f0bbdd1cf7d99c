import SurveyModel
import Testing

@Suite("How a question was answered")
struct AnswerTallyTests {
    private static func entry(_ value: Value?, _ raw: RawValue = .text("x"), status: String? = nil) -> Entry {
        Entry(value: value, status: status, raw: raw, origin: Origin(sheet: "S", row: 1, column: 1))
    }

    @Test(
        "what was typed is an answer, be it readable or not; a mark, no column marked and an empty cell are told apart")
    func kinds() {
        var tally = AnswerTally()
        tally.count(Self.entry(.integer(1)))
        tally.count(Self.entry(nil))
        tally.count(Self.entry(nil, status: "O"))
        tally.count(Self.entry(nil, status: "M"))
        tally.count(Self.entry(nil, .marks([])))
        tally.count(nil)
        #expect(tally.parts == [2, 1, 1, 2, 1])
        #expect(tally.records == 6 && tally.withoutValue == 5)
    }

    @Test("what was not asked is not lacking, and what cannot exist lowers no rate")
    func rate() {
        var question = QuestionCoverage(table: "t", field: "f")
        question.add(
            AnswerTally(answered: 5, marked: 1, inapplicable: 2, blank: 4),
            exempt: AnswerTally(answered: 1, marked: 0, inapplicable: 0, blank: 2))
        #expect(question.asked == 7)
        #expect(question.notAsked == 3)
        #expect(question.responseRate == 57.1)
        #expect(QuestionCoverage(table: "t", field: "f").responseRate == nil)
    }

    @Test("a tally that a worker has made up does not end the run")
    func madeUp() {
        var tally = AnswerTally(answered: .max, marked: .max, inapplicable: .max, blank: .max, unreadable: .max)
        tally.add(blank: .max)
        tally.add(blank: -1)
        var question = QuestionCoverage(table: "t", field: "f")
        question.add(tally, exempt: tally)
        #expect(tally.parts == [.max, .max, .max, .max, .max])
        #expect(question.asked == 0)
    }
}
