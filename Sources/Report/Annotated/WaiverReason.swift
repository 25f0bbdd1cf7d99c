import SurveyModel

extension Issue {
    /// What a respondent wrote beside the question, as the reason of a waiver that a reviewer may take: "The respondent says: Value is right,
    /// because the school was closed". Nil where nothing was written, or where the cell is said to be corrected.
    func waiverReason(_ catalogue: Catalogue) -> String? {
        guard let explanation, explanation.choice != ReviewSheet.Choice.corrected.rawValue else { return nil }
        let choice = ReviewSheet.Choice(rawValue: explanation.choice)?.words.text(in: catalogue.language) ?? ""
        let answer = [choice, explanation.remark].filter { !$0.isEmpty }.joined(separator: " ")
        return answer.isEmpty ? nil : catalogue.text("annotated.answered", ["answer": answer])
    }
}
