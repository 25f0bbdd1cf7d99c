import SurveyModel
import Testing

@testable import Pipeline

@Suite("Annotated copies of a run")
struct AnnotatedCopiesTests {
    private func item(_ number: Int, _ reporter: String, _ state: ReturnState) -> Return {
        Return(
            sha256: String(repeating: String(number), count: 64), file: "\(number).xlsx", reporter: reporter,
            round: "2026", received: "", version: "", language: "", state: state)
    }

    private func read(
        _ item: Return, _ answers: [String: RespondentAnswer], of original: Return? = nil, place: String = "",
        title: String = ""
    ) -> ReadReturn {
        var bundle = ReturnBundle(
            sha256: item.sha256, format: "xlsx", version: nil, language: nil, name: "", saved: nil, records: [],
            places: [], answers: [:], codings: [], findings: [])
        bundle.review = ReturnedReview(
            original: original?.id,
            questions: answers.mapValues { ReviewedQuestion(answer: $0, place: place, title: title) })
        // France's by its name: copies are those of one reporter.
        return ReadReturn(bundle: bundle, file: "FRA \(item.file)", isPresent: true)
    }

    private func issue(_ fingerprint: String, _ reporter: String) -> SurveyModel.Issue {
        SurveyModel.Issue(
            fingerprint: fingerprint, reporter: reporter, round: "2026", returnID: "",
            finding: Finding(rule: "r", severity: .error, message: .text("m")), state: .open)
    }

    /// The order of returns of which none was made of another.
    private func unrelated() throws -> CopyOrder {
        CopyOrder([], Identification([], ReturnIdentity(survey: try SpecimenSurvey.load())))
    }

    @Test("what a respondent wrote stands beside the own issues only; the later return goes before the earlier")
    func explanations() throws {
        // The names of files tell nothing of the order in which these came.
        let older = item(4, "AAA", .superseded)
        let old = item(1, "AAA", .superseded)
        let new = item(2, "AAA", .live)
        let other = item(3, "BBB", .live)
        let bundles = RunBundles([
            read(older, ["f2": RespondentAnswer(choice: "", remark: "long ago")]),
            read(
                old,
                [
                    "f1": RespondentAnswer(choice: "right", remark: "old"),
                    "f2": RespondentAnswer(choice: "", remark: "kept"),
                ]),
            read(new, ["f1": RespondentAnswer(choice: "right", remark: "new")]),
            read(other, ["f1": RespondentAnswer(choice: "corrected", remark: "not mine")]),
        ])
        let issues = [issue("f1", "AAA"), issue("f2", "AAA"), issue("f1", "CCC"), issue("f3", "BBB")]
        var attached = issues
        try Explanations([new, other, old, older], bundles, superseded: [older.id, old.id], copies: unrelated())
            .attach(to: &attached)
        #expect(attached.map(\.explanation?.remark) == ["new", "kept", nil, nil])
        #expect(attached.map(\.fingerprint) == issues.map(\.fingerprint))
    }

    @Test("an answer in the copy of one of several versions that are held stands beside the question in each of them")
    func versions() throws {
        let (first, second) = (item(1, "AAA", .held), item(2, "AAA", .held))
        let bundles = RunBundles([
            read(first, [:]), read(second, ["f1": RespondentAnswer(choice: "not-available", remark: "")]),
        ])
        var issues = [issue("f1", "AAA"), issue("f2", "AAA")]
        issues[1].sharedQuestion = "f1"
        let explanations = Explanations([first, second], bundles, superseded: [], copies: try unrelated())
        explanations.attach(to: &issues)
        #expect(issues.map(\.explanation?.choice) == ["not-available", "not-available"])
    }

    @Test(
        "a remark beside a question that is not asked any more is told, with the question's place where that is known; what may be private is not",
        arguments: [false, true])
    func unplaced(hasPrivateFields: Bool) throws {
        let new = item(2, "AAA", .live)
        let bundles = RunBundles([
            read(item(1, "AAA", .superseded), ["f0": RespondentAnswer(choice: "", remark: "told before")]),
            read(
                new,
                [
                    "f1": RespondentAnswer(choice: "right", remark: "asked"),
                    "f2": RespondentAnswer(choice: "corrected", remark: "a slip"),
                    "f4": RespondentAnswer(choice: "", remark: "counted twice"),
                    "f5": RespondentAnswer(choice: "corrected", remark: ""),
                ]),
        ])
        let returns = [item(1, "AAA", .superseded), new]
        let solved = SurveyModel.Issue(
            fingerprint: "f4", reporter: "AAA", round: "2026", returnID: "",
            finding: Finding(
                rule: "r", severity: .error, message: .text("m"), table: "cover", field: "body", sheet: "Cover",
                cell: "B4"), state: .open)
        let plain = SpecimenSurvey.definition
        let definition = try SurveyDefinition.decode(
            yaml: hasPrivateFields
                ? plain.replacing("title: Completed", with: "title: Completed, private: true") : plain,
            file: "pipeline.yaml")
        #expect(definition.hasPrivateFields == hasPrivateFields)
        let told = Explanations(returns, bundles, superseded: [returns[0].id], copies: try unrelated()).unplaced(
            among: [issue("f1", "AAA"), issue("f2", "BBB")], solved: [solved], returns, definition)
        // Nobody need have read what was told of the first before the second came.
        #expect(told.map(\.item.id) == [returns[0].id, new.id, new.id])
        let texts = told.map { $0.finding.message.text(in: "en") }
        #expect(texts[0].contains(hasPrivateFields ? PrivateAnswers.mark : "(f0): “told before”"), "\(texts[0])")
        #expect(
            texts[1].contains(hasPrivateFields ? "(f2): “\(PrivateAnswers.mark)”" : "(f2): “a slip”"), "\(texts[1])")
        #expect(texts[2].contains("(Cover!B4): “counted twice”"), "\(texts[2])")
    }

    @Test("where no earlier return tells what was asked, the sheet that came back does, and so whether it was private")
    func toldBySheet() throws {
        let item = item(1, "AAA", .live)
        let definition = try SurveyDefinition.decode(
            yaml: SpecimenSurvey.definition.replacing("title: Completed", with: "title: Completed, private: true"),
            file: "pipeline.yaml")
        let copies = try unrelated()
        func text(_ title: String, _ answer: RespondentAnswer) -> String? {
            let bundles = RunBundles([read(item, ["f1": answer], place: "Cover!B4", title: title)])
            let told = Explanations([item], bundles, superseded: [], copies: copies).unplaced(
                among: [], solved: [], [item], definition)
            return told.first?.finding.message.text(in: "en")
        }
        let remark = RespondentAnswer(choice: "right", remark: "it was moved")
        #expect(text("Body", remark)?.contains("(Cover!B4): “it was moved”") == true)
        for title in ["Completed", "", "Another"] {
            #expect(text(title, remark)?.contains("(Cover!B4): “\(PrivateAnswers.mark)”") == true, "\(title)")
        }
        // What was chosen is an answer by itself, but for that the cell was corrected: it is not asked any more for that.
        let chosen = text("Body", RespondentAnswer(choice: "not-available", remark: ""))
        #expect(chosen?.contains("(Cover!B4): “Not available”") == true, "\(chosen ?? "")")
        #expect(text("Body", RespondentAnswer(choice: "corrected", remark: "")) == nil)
    }

    @Test("what was answered in a return of an unknown sender is told of that return, and stands beside no issue")
    func unknownSender() throws {
        let sent = item(1, "", .held)
        let answers = ["f1": RespondentAnswer(choice: "right", remark: "it was moved")]
        let bundles = RunBundles([read(sent, answers, place: "Cover!B4")])
        let explanations = Explanations([sent], bundles, superseded: [], copies: try unrelated())
        var issues = [issue("f1", "AAA"), issue("f1", "")]
        explanations.attach(to: &issues)
        #expect(issues.allSatisfy { $0.explanation == nil })
        let told = explanations.unplaced(
            among: issues, solved: [], [sent], try SpecimenSurvey.load().definition)
        #expect(told.map { $0.item.id } == [sent.id])
        #expect(told.first?.finding.rule == "return.answer-unplaced")
        #expect(told.first?.finding.message.text(in: "en").contains("(Cover!B4): “it was moved”") == true)
    }

    @Test("what was deleted in a copy is not said any more; what stood in another copy alone is")
    func deleted() throws {
        let empty = RespondentAnswer(choice: "", remark: "")
        let said = RespondentAnswer(choice: "right", remark: "since 2009")
        let (first, second, third) = (item(1, "AAA", .superseded), item(2, "AAA", .superseded), item(3, "AAA", .live))
        func explanation(thirdIsOf original: Return?) throws -> RespondentAnswer? {
            let all = [
                read(first, [:]), read(second, ["f1": said], of: first), read(third, ["f1": empty], of: original),
            ]
            let identity = ReturnIdentity(survey: try SpecimenSurvey.load())
            let copies = CopyOrder(all, Identification(all, identity))
            var issues = [issue("f1", "AAA")]
            Explanations(
                [first, second, third], RunBundles(all), superseded: [first.id, second.id], copies: copies
            ).attach(to: &issues)
            return issues[0].explanation
        }
        #expect(try explanation(thirdIsOf: second) == nil)
        #expect(try explanation(thirdIsOf: nil) == nil)
        #expect(try explanation(thirdIsOf: first) == said)
    }
}
