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
        arguments: ["review-first.xlsx", "review-moved.xlsx"])
    func silence(fixture: String) throws {
        let survey = try SpecimenSurvey([.cover])
        let extraction = try survey.extract(fixture)
        #expect(extraction.records.count == 1)
        #expect(extraction.told == ["layout.comment B1", "layout.comment B4"])
        #expect(extraction.findings.first?.value == "To review, no. 1\nIs this right?")
        #expect(!extraction.unclaimed.contains { $0.sheet != "Cover" })
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
