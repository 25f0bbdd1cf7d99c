import SurveyModel

/// What can be chosen of suggestions, by the places of field and suggestion in their lists, such as `3.12`. A suggestion that is not among them is one
/// value as it stands.
struct IssueChoices {
    private struct Place: Hashable {
        let field: Int
        let suggestion: Int
    }

    private let choices: SuggestedChoices
    private var known: Set<Place> = []
    private var members: [(String, String)] = []

    init(_ choices: SuggestedChoices) {
        self.choices = choices
    }

    /// - Parameter places: where the issue's texts stand in the lists.
    mutating func add(_ issue: Issue, at places: IssueLists.Places) {
        let place = Place(field: places.field, suggestion: places.suggestion)
        guard place.suggestion >= 0, place.field >= 0, issue.finding.record != nil, issue.state.isUnsettled,
            known.insert(place).inserted, let values = values(of: issue.finding)
        else { return }
        let items = values.map { value in
            "[\(FewIssues.escaped(value.value)),\(JSONText.quoted(DisplayText.visible(value.words)))]"
        }
        members.append(("\(place.field).\(place.suggestion)", "[\(items.joined(separator: ","))]"))
    }

    private func values(of finding: Finding) -> [SuggestedValue]? {
        if let values = choices.of(finding) { return values }
        let text = finding.suggestion?.text(in: "en") ?? ""
        // What the page cannot show as it stands is filled in when the decision is written.
        return DisplayText.visible(text) == text ? nil : [SuggestedValue(value: "", words: text)]
    }

    func json() -> String { JSONText.compactObject(members) }
}
