import SurveyModel

/// What respondents wrote beside questions on the sheets "To review" that came back. An answer counts for the reporter alone who sent it:
/// nobody explains another's figures.
struct Explanations {
    /// An answer, with the return in which it was said last.
    private struct Said {
        let returnID: String
        let question: ReviewedQuestion
    }

    /// What each reporter said, by the questions' fingerprints.
    private var said: [String: [String: Said]] = [:]
    /// What was written in returns of which nobody knows who sent them, by the returns' ids: it can stand beside no issue.
    private var ofUnknown: [String: [String: ReviewedQuestion]] = [:]

    /// Gathers the answers of all returns. What a later return says goes before what one says whose place it took.
    ///
    /// - Parameters:
    ///   - superseded: the ids of those whose place was taken, the earliest first.
    ///   - copies: which of them were made of which.
    init(_ returns: [Return], _ bundles: RunBundles, superseded: [String], copies: CopyOrder) {
        let places = Dictionary(superseded.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
        let earlier = returns.filter { $0.state == .superseded }.sorted {
            (places[$0.id] ?? 0, $0.id) < (places[$1.id] ?? 0, $1.id)
        }
        let others = returns.filter { $0.state != .superseded }
        let byID = Dictionary(others.map { ($0.id, $0) }) { first, _ in first }
        // Held copies too say more than what they were made of.
        let ids = others.map(\.id)
        let ordered = earlier + copies.ordered(ids).compactMap { byID[$0] }
        for item in ordered {
            guard let questions = bundles[item.id]?.review.questions, !questions.isEmpty else { continue }
            guard !item.reporter.isEmpty else {
                ofUnknown[item.id] = questions.filter { !$0.value.answer.isEmpty }
                continue
            }
            for (fingerprint, question) in questions {
                guard question.answer.isEmpty else {
                    said[item.reporter, default: [:]][fingerprint] = Said(returnID: item.id, question: question)
                    continue
                }
                // What stood in the copy and stands there no more was taken back; what was said in another copy did not stand in this one.
                guard let known = said[item.reporter]?[fingerprint],
                    copies.mayHaveHeld(item.id, answersOf: known.returnID)
                else { continue }
                said[item.reporter]?[fingerprint] = nil
            }
        }
    }

    /// What is told of answers to questions that are not asked any more: mostly the cell was changed, and with it the question. It is told of a return that was
    /// superseded as well: nobody need have read it before the next one came. So it is of answers in a return of which nobody knows who sent it.
    ///
    /// - Parameters:
    ///   - issues: the issues that are there.
    ///   - solved: issues that were told of earlier returns and are no longer.
    func unplaced(
        among issues: [Issue], solved: [Issue], _ returns: [Return], _ definition: SurveyDefinition
    ) -> [(item: Return, finding: Finding)] {
        guard !said.isEmpty || !ofUnknown.isEmpty else { return [] }
        let asked = Set(
            issues.filter { said[$0.reporter] != nil }.map {
                Question(reporter: $0.reporter, fingerprint: $0.question)
            })
        let earlier = Dictionary(
            solved.map { (Question(reporter: $0.reporter, fingerprint: $0.fingerprint), $0.finding) }
        ) { first, _ in first }
        var left = ofUnknown.mapValues { answers in
            answers.map { UnplacedAnswer(fingerprint: $0.key, reviewed: $0.value, told: nil, isSenderKnown: false) }
        }
        for (reporter, answers) in said {
            for (fingerprint, said) in answers {
                let question = Question(reporter: reporter, fingerprint: fingerprint)
                guard !asked.contains(question) else { continue }
                left[said.returnID, default: []].append(
                    UnplacedAnswer(fingerprint: fingerprint, reviewed: said.question, told: earlier[question]))
            }
        }
        var told: [(item: Return, finding: Finding)] = []
        for item in returns {
            for answer in (left[item.id] ?? []).sorted(by: { $0.fingerprint < $1.fingerprint }) {
                if let finding = answer.finding(in: definition) { told.append((item, finding)) }
            }
        }
        return told
    }

    private struct Question: Hashable {
        let reporter: String
        let fingerprint: String
    }

    /// Puts beside each issue what its reporter wrote there.
    func attach(to issues: inout [Issue]) {
        guard !said.isEmpty else { return }
        for index in issues.indices {
            if let said = said[issues[index].reporter]?[issues[index].question] {
                issues[index].explanation = said.question.answer
            }
        }
    }
}
