public import SurveyModel

extension Issue {
    /// What a respondent wrote beside the question, as the reason of a decision that a reviewer may take: "The respondent says: Value is
    /// right, because the school was closed". Nil where nothing was written, or where the cell was corrected and the value is yet the same.
    ///
    /// - Parameter language: the language of the words; else English.
    /// - Throws: ``ReportError`` where the installation is broken.
    public func waiverReason(in language: String) throws -> String? {
        guard let explanation, explanation.choice != ReviewSheet.Choice.corrected.rawValue else { return nil }
        let catalogue = try Catalogue(language: language)
        let choice = ReviewSheet.Choice(rawValue: explanation.choice)?.words.text(in: catalogue.language) ?? ""
        let answer = [choice, explanation.remark].filter { !$0.isEmpty }.joined(separator: " ")
        return answer.isEmpty ? nil : catalogue.text("annotated.answered", ["answer": answer])
    }
}
