import OrderedCollections
import SurveyModel

/// An answer on a sheet "To review" that came back, to a question that is not asked any more, or of which nobody knows who gave it.
struct UnplacedAnswer {
    let fingerprint: String
    /// The answer, and what the sheet says of its question.
    let reviewed: ReviewedQuestion
    /// What was asked, where an earlier return tells it.
    let told: Finding?
    /// Whether it is known who sent the return.
    var isSenderKnown = true

    /// What is told of it; nil where it says no more than that the cell was corrected, and so why it is not asked any more.
    func finding(in definition: SurveyDefinition) -> Finding? {
        let answer = reviewed.answer
        let choice = ReviewSheet.Choice(rawValue: answer.choice)
        guard !answer.remark.isEmpty || !(choice == nil || choice == .corrected) else { return nil }
        let remark = isPrivate(in: definition) ? answer.remark.hidden : answer.remark
        return Finding(
            rule: MessageKey.returnAnswerUnplaced.rawValue, severity: .note,
            message: .own(
                isSenderKnown ? .returnAnswerUnplaced : .returnAnswerUnplacedSender,
                ["question": .text(question), "remark": Self.words(choice, remark)]),
            value: remark.isEmpty ? "\(answer.choice) (\(question))" : remark)
    }

    /// Where the question was, or else what it was.
    private var question: String {
        let place = [told?.shownSheet, told?.cell].compactMap(\.self).joined(separator: "!")
        return [place, reviewed.place, reviewed.title].first { !$0.isEmpty } ?? fingerprint
    }

    /// What was answered. That a value is right, or was corrected, goes without saying where there is a remark.
    private static func words(_ choice: ReviewSheet.Choice?, _ remark: String) -> Message {
        guard let choice, remark.isEmpty || choice == .notAvailable || choice == .notApplicable else {
            return .text(remark)
        }
        return remark.isEmpty
            ? .localized(choice.words) : .list([.localized(choice.words), .text(remark)], by: .wordsComma)
    }

    /// Whether the question may have been about a private answer, which the remark then may quote.
    private func isPrivate(in definition: SurveyDefinition) -> Bool {
        guard definition.hasPrivateFields else { return false }
        if let told { return definition.isPrivate(told.field, of: told.table) }
        // The sheet names the field, or the table where it is about none.
        var isKnown = false
        for table in definition.tables.values {
            isKnown = isKnown || table.title.texts.values.contains(reviewed.title)
            for field in table.fields.values where field.title.texts.values.contains(reviewed.title) {
                if field.isPrivate { return true }
                isKnown = true
            }
        }
        return !isKnown
    }
}
