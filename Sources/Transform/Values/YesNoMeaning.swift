import SurveyModel

/// What the words for yes and no mean, compared as ``PlainText`` is.
enum YesNoMeaning {
    /// What a folded word means; nil where it is neither.
    static func of(_ word: String) -> Bool? {
        yes.contains(word) ? true : no.contains(word) ? false : nil
    }

    private static let yes = Set(YesNoWords.yes.map(PlainText.plain))
    private static let no = Set(YesNoWords.no.map(PlainText.plain))
}
