public import SurveyModel

/// What the annotated copy of a return asks: its issues that are open and for the respondent.
public struct ReturnQuestions: Sendable, Hashable {
    /// The issues, in their order; no more than the sheet that lists them has room for.
    package let listed: [Issue]
    /// How many more there are.
    package let further: Int

    /// The questions among a return's issues.
    public init(_ issues: [Issue]) {
        let asked = issues.filter(\.isForRespondent)
        listed = asked.prefix(ReviewSheetWriter.mostItems).map(\.withoutChange)
        further = asked.count - listed.count
    }

    /// Questions that were chosen before, by the process that asks for the copy.
    package init(listed: [Issue], further: Int) {
        self.listed = listed
        self.further = further
    }

    /// Whether there is nothing to ask.
    public var isEmpty: Bool { listed.isEmpty }

    /// The round of the return; nil where there is nothing to ask.
    var round: String? { listed.first?.round }

    /// How many there are.
    var count: Int { listed.count + further }
}
