import SurveyModel

/// What respondents wrote beside questions on the sheets "To review" that came back. An answer counts for the reporter alone who sent it:
/// nobody explains another's figures.
struct Explanations {
    private var answers: [String: [String: RespondentAnswer]] = [:]

    /// Gathers the answers of all returns. What a later return says goes before what one says whose place it took.
    ///
    /// - Parameter superseded: the ids of those whose place was taken, the earliest first.
    init(_ returns: [Return], _ bundles: RunBundles, superseded: [String]) {
        let places = Dictionary(superseded.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
        let earlier = returns.filter { $0.state == .superseded }.sorted {
            (places[$0.id] ?? 0, $0.id) < (places[$1.id] ?? 0, $1.id)
        }
        let ordered = earlier + returns.filter { $0.state != .superseded }
        for item in ordered where !item.reporter.isEmpty {
            guard let questions = bundles[item.id]?.review.questions, !questions.isEmpty else { continue }
            answers[item.reporter, default: [:]].merge(questions.mapValues(\.answer)) { _, later in later }
        }
    }

    /// What is told of remarks beside questions that are not asked any more: mostly the answer was changed, and with it the question.
    ///
    /// - Parameters:
    ///   - issues: the issues that are there.
    ///   - solved: issues that were told of earlier returns and are no longer.
    func unplaced(
        among issues: [Issue], solved: [Issue], _ returns: [Return], _ bundles: RunBundles,
        _ definition: SurveyDefinition
    ) -> [(item: Return, finding: Finding)] {
        guard !answers.isEmpty else { return [] }
        let asked = Set(
            issues.filter { answers[$0.reporter] != nil }.map {
                Question(reporter: $0.reporter, fingerprint: $0.question)
            })
        let earlier = Dictionary(
            solved.map { (Question(reporter: $0.reporter, fingerprint: $0.fingerprint), $0.finding) }
        ) { first, _ in first
        }
        return returns.filter { $0.state != .superseded }.flatMap { item in
            let questions = bundles[item.id]?.review.questions ?? [:]
            return questions.sorted { $0.key < $1.key }.compactMap { fingerprint, reviewed in
                let answer = reviewed.answer
                let question = Question(reporter: item.reporter, fingerprint: fingerprint)
                guard !answer.remark.isEmpty, !asked.contains(question) else { return nil }
                let told = earlier[question]
                // Of a question of which nobody knows what it was about, the remark may quote a private answer.
                let isPrivate = told.map { definition.isPrivate($0.field, of: $0.table) } ?? definition.hasPrivateFields
                let remark = isPrivate ? answer.remark.hidden : answer.remark
                let place = [told?.shownSheet, told?.cell].compactMap(\.self).joined(separator: "!")
                return (
                    item,
                    Finding(
                        rule: "return.answer-unplaced", severity: .note,
                        message: .own(
                            .returnAnswerUnplaced,
                            ["question": .text(place.isEmpty ? fingerprint : place), "remark": .text(remark)]),
                        value: remark)
                )
            }
        }
    }

    private struct Question: Hashable {
        let reporter: String
        let fingerprint: String
    }

    /// Puts beside each issue what its reporter wrote there.
    func attach(to issues: inout [Issue]) {
        guard !answers.isEmpty else { return }
        for index in issues.indices {
            if let answer = answers[issues[index].reporter]?[issues[index].question] {
                issues[index].explanation = answer
            }
        }
    }
}
