import SurveyModel

/// What respondents wrote beside questions on the sheets "To review" that came back. An answer counts for the reporter alone who sent it:
/// nobody explains another's figures.
struct Explanations {
    private var answers: [String: [String: RespondentAnswer]] = [:]

    /// Gathers the answers of all returns. What a later return says goes before what one says whose place it took.
    init(_ returns: [Return], _ bundles: RunBundles) {
        let ordered = returns.filter { $0.state == .superseded } + returns.filter { $0.state != .superseded }
        for item in ordered where !item.reporter.isEmpty {
            guard let explanations = bundles[item.id]?.explanations, !explanations.isEmpty else { continue }
            answers[item.reporter, default: [:]].merge(explanations) { _, later in later }
        }
    }

    /// Puts beside each issue what its reporter wrote there.
    func attach(to issues: inout [Issue]) {
        guard !answers.isEmpty else { return }
        for index in issues.indices {
            if let answer = answers[issues[index].reporter]?[issues[index].fingerprint] {
                issues[index].explanation = answer
            }
        }
    }
}
