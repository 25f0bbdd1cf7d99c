import OrderedCollections
import SurveyModel

/// Coverage by question: a row for each field, in groups by table, in the definition's order.
struct QuestionsTable {
    let index: ResultIndex
    let catalogue: Catalogue

    func context() -> [String: Any] {
        let asked = index.result.questions.filter { $0.asked + $0.notAsked + $0.inapplicable > 0 }
        let groups = OrderedDictionary(grouping: asked, by: \.table)
        return [
            "hasQuestions": !asked.isEmpty,
            "questionsLede": catalogue.text("coverage.questionsLede", ["round": index.currentRound]),
            "questionGroups": groups.map { table, questions in
                ["title": index.title(ofTable: table), "name": table, "questions": questions.map(row)] as [String: Any]
            },
        ]
    }

    private func row(_ question: QuestionCoverage) -> [String: Any] {
        let percent = Share.percent(question.answered, of: question.asked)
        let counts = [
            ("asked", question.asked), ("answered", question.answered), ("blank", question.blank),
            ("marked", question.marked), ("inapplicable", question.inapplicable), ("notAsked", question.notAsked),
        ]
        return [
            "title": index.title(ofField: question.field, in: question.table), "field": question.field,
            "shade": question.asked > 0 ? Share.shade(percent) : "gx",
            "rate": question.asked > 0 ? catalogue.number(percent) + " %" : "–",
            "counts": counts.map { name, count in
                ["name": name, "count": catalogue.number(count), "isNone": count == 0] as [String: Any]
            },
        ]
    }
}
