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

    private func read(_ item: Return, _ answers: [String: RespondentAnswer]) -> ReadReturn {
        var bundle = ReturnBundle(
            sha256: item.sha256, format: "xlsx", version: nil, language: nil, name: "", saved: nil, records: [],
            places: [], answers: [:], codings: [], findings: [])
        bundle.review = ReturnedReview(questions: answers.mapValues { ReviewedQuestion(answer: $0) })
        return ReadReturn(bundle: bundle, file: item.file, isPresent: true)
    }

    private func issue(_ fingerprint: String, _ reporter: String) -> SurveyModel.Issue {
        SurveyModel.Issue(
            fingerprint: fingerprint, reporter: reporter, round: "2026", returnID: "",
            finding: Finding(rule: "r", severity: .error, message: .text("m")), state: .open)
    }

    @Test("what a respondent wrote stands beside the own issues only; the later return goes before the earlier")
    func explanations() {
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
        Explanations([new, other, old, older], bundles, superseded: [older.id, old.id]).attach(to: &attached)
        #expect(attached.map(\.explanation?.remark) == ["new", "kept", nil, nil])
        #expect(attached.map(\.fingerprint) == issues.map(\.fingerprint))
    }

    @Test("an answer in the copy of one of several versions that are held stands beside the question in each of them")
    func versions() {
        let (first, second) = (item(1, "AAA", .held), item(2, "AAA", .held))
        let bundles = RunBundles([
            read(first, [:]), read(second, ["f1": RespondentAnswer(choice: "not-available", remark: "")]),
        ])
        var issues = [issue("f1", "AAA"), issue("f2", "AAA")]
        issues[1].sharedQuestion = "f1"
        let explanations = Explanations([first, second], bundles, superseded: [])
        explanations.attach(to: &issues)
        #expect(issues.map(\.explanation?.choice) == ["not-available", "not-available"])
    }

    @Test(
        "a remark beside a question that is not asked any more is told, with the question's place where that is known; what may be private is not",
        arguments: [false, true])
    func unplaced(hasPrivateFields: Bool) throws {
        let new = item(2, "AAA", .live)
        let bundles = RunBundles([
            read(item(1, "AAA", .superseded), ["f0": RespondentAnswer(choice: "", remark: "told when it counted")]),
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
        let told = Explanations(returns, bundles, superseded: [returns[0].id]).unplaced(
            among: [issue("f1", "AAA"), issue("f2", "BBB")], solved: [solved], returns, bundles, definition)
        #expect(told.map(\.item.id) == [new.id, new.id])
        let texts = told.map { $0.finding.message.text(in: "en") }
        #expect(
            texts[0].contains(hasPrivateFields ? "(f2): “\(PrivateAnswers.mark)”" : "(f2): “a slip”"), "\(texts[0])")
        #expect(texts[1].contains("(Cover!B4): “counted twice”"), "\(texts[1])")
    }
}
