import SurveyModel

/// What the words for yes and no mean, compared as ``PlainText`` is.
enum YesNoMeaning {
    /// What a folded word means; nil where it is neither.
    static func of(_ word: String) -> Bool? {
        yes.contains(word) ? true : no.contains(word) ? false : nil
    }

    private static let yes = folded(YesNoWords.yes)
    private static let no = folded(YesNoWords.no)

    private static func folded(_ words: [String]) -> Set<String> {
        Set(words.map { String(String.UnicodeScalarView(PlainText($0).scalars)) })
    }
}
