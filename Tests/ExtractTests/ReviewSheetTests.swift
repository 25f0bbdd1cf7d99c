import Extract
import SurveyModel
import Testing

@Suite("The sheet To review, sent back")
struct ReviewSheetTests {
    @Test(
        "it is known wherever it stands and whatever it is called, and its answers are read",
        arguments: ["review-first.xlsx", "review-moved.xlsx"])
    func answers(fixture: String) throws {
        let extraction = try SpecimenSurvey([.cover]).extract(fixture)
        #expect(
            extraction.review.questions.mapValues(\.answer) == [
                "00000000000000a1": RespondentAnswer(choice: "right", remark: "the school was closed"),
                "00000000000000a2": RespondentAnswer(choice: "not-available", remark: ""),
                "00000000000000a3": RespondentAnswer(choice: "", remark: "We do not know yet – ask again in May"),
                "00000000000000a4": RespondentAnswer(choice: "", remark: ""),
                "00000000000000a5": RespondentAnswer(choice: "", remark: "7"),
            ])
    }

    @Test(
        "nothing else is said of it; of the notes of a Canvass that wrote no end, all is told",
        arguments: [("review-first.xlsx", ["H11", "J11"]), ("review-moved.xlsx", ["C11", "K11"])])
    func silence(fixture: String, besideNone: [String]) throws {
        let survey = try SpecimenSurvey([.cover])
        let extraction = try survey.extract(fixture)
        #expect(extraction.records.count == 1)
        // In one row somebody has altered the fingerprint.
        #expect(
            extraction.told == ["layout.comment B1", "layout.comment B4"]
                + besideNone.map { "return.review-text \($0)" })
        #expect(extraction.findings.first?.value == "To review, no. 1\nIs this right?")
        #expect(!extraction.unclaimed.contains { $0.sheet != "Cover" })
    }

    @Test("what was written in a question's row, also over what stood there, belongs to its remark; the rest is told")
    func besideTheColumns() throws {
        let extraction = try SpecimenSurvey([.cover]).extract("review-beside.xlsx")
        #expect(extraction.review.original == "0123456789ab")
        let questions = extraction.review.questions
        #expect(questions.keys.sorted() == ["00000000000000a1", "00000000000000a2", "00000000000000a3"])
        let first = try #require(questions["00000000000000a1"])
        #expect(
            first.answer
                == RespondentAnswer(
                    choice: "right", remark: "shares overlap – header seen: 500 – beside the list – see our mail"))
        #expect(first.place == "Cover!B4" && first.title == "Total amount")
        #expect(questions["00000000000000a2"]?.answer == RespondentAnswer(choice: "", remark: "header expected: 12"))
        // What Canvass wrote is no answer, nor is what was only spaced otherwise.
        #expect(questions["00000000000000a3"] == ReviewedQuestion(answer: RespondentAnswer(choice: "", remark: "")))
        let told = extraction.findings.filter { $0.rule == "return.review-text" }
        let texts = told.map { "\($0.cell ?? "") \($0.value ?? "")" }
        // In the ninth row somebody has copied the second question, and said something else of it.
        #expect(texts == ["C1 urgent", "M5 my notes", "I9 13 with the annex", "A12 a general remark"])
        #expect(told.allSatisfy { $0.sheet == "To review" && $0.severity == .note })
    }

    @Test("a digest tells other words, and no other white space")
    func digests() {
        #expect(ReviewSheet.digest(of: "1 000\u{A0}000 km\n") == ReviewSheet.digest(of: "1000000km"))
        #expect(ReviewSheet.digest(of: "15") != ReviewSheet.digest(of: "1.5"))
        #expect(ReviewSheet.digest(of: "").utf8.count == 4)
        #expect(ReviewSheet.digests(in: "00010002000300040005000f").last == "000f")
        #expect(ReviewSheet.digests(in: "0001").isEmpty)
    }

    @Test("the return of which a copy was made is told by an id, and by nothing else")
    func original() throws {
        #expect(ReviewSheet.original(in: "canvass:of:0123456789ab") == "0123456789ab")
        for key in ["canvass:of:", "canvass:of:abc", "canvass:of:0123456789AB", "canvass:of:0123456789ab0", "remark"] {
            #expect(ReviewSheet.original(in: key) == nil, "\(key)")
        }
        #expect(try SpecimenSurvey([.cover]).extract("review-first.xlsx").review.original == nil)
    }

    @Test("a sheet that a layout looks for by its position is counted without it")
    func position() throws {
        let survey = try SpecimenSurvey(
            [.cover], changing: "sheet: {named: {en: Cover, fr: Couverture}}", to: "sheet: {position: 1}")
        let extraction = try survey.extract("review-first.xlsx")
        #expect(extraction.records.map(\.anchor.sheet) == ["Cover"])
        #expect(!extraction.told.contains { $0.hasPrefix("layout.sheet") })
    }

    @Test("a choice is understood in any of the languages, also as it is typed")
    func choices() {
        #expect(ReviewSheet.Choice("  la VALEUR est exacte, car ") == .right)
        #expect(ReviewSheet.Choice("not-applicable") == .notApplicable)
        #expect(ReviewSheet.Choice("perhaps") == nil && ReviewSheet.Choice("") == nil)
        #expect(ReviewSheet.answer(choice: " ", remark: "\n") == nil)
    }
}
