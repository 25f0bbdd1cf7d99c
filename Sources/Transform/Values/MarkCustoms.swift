/// What marks mean in a return, where languages differ: in Japanese, Chinese and Korean a circle is yes and `×` no, elsewhere `×` may be a mark as well.
struct MarkCustoms: Sendable {
    /// What marks and words for yes and no mean in the return's language only.
    private let own: [String: Bool]
    /// The customs of another language in which the survey asks, where the return shows by its circles that they are followed.
    private let followed: [String: Bool]
    /// Whether `×` may be either.
    private let isTimesUnclear: Bool

    /// - Parameters:
    ///   - language: the return's language. Labels in two languages are of the first, whichever the respondent's is.
    ///   - languages: those of the survey.
    ///   - hasCircles: whether a circle stands in a cell of the return that is to be answered with yes or no, or to be marked.
    init(language: String?, languages: [String], hasCircles: () -> Bool) {
        let own = LanguageCustom.base(language).flatMap { Self.byLanguage[$0] } ?? [:]
        self.own = own
        guard own["○"] == nil else {
            followed = [:]
            isTimesUnclear = false
            return
        }
        let others = languages.compactMap { language in
            LanguageCustom.base(language).flatMap { base in Self.byLanguage[base] }
        }
        let other = others.first { $0["○"] != nil }
        let isCircled = hasCircles()
        followed = isCircled ? other ?? [:] : [:]
        isTimesUnclear = isCircled || other != nil
    }

    /// What a mark or word means by these customs; nil where they do not tell.
    func meaning(of mark: String) -> Bool? { own[mark] ?? followed[mark] }

    /// Whether a mark may say yes or no.
    func leaveOpen(_ mark: String) -> Bool { isTimesUnclear && mark == "×" && meaning(of: mark) == nil }

    private static let byLanguage: [String: [String: Bool]] = [
        "ja": ["○": true, "◯": true, "〇": true, "×": false, "✕": false, "✗": false, "☒": true],
        "ko": ["○": true, "◯": true, "〇": true, "×": false],
        "zh": ["○": true, "◯": true, "〇": true, "√": true, "×": false, "✗": false],
        "sq": ["jo": false, "Jo": false, "JO": false], "sv": ["jo": true, "Jo": true, "JO": true],
    ]
}
