import SurveyModel

/// Answers in the place of which a reviewer has put another value, as a letter tells them.
struct LetterCorrections {
    static let mostCharacters = 80

    let files: LetterFiles
    let definition: SurveyDefinition
    let catalogue: Catalogue

    /// What is told of a reporter's issues.
    ///
    /// - Parameters:
    ///   - given: the value that a decision has put in the place of that of a finding.
    ///   - label: what a code of a list is called in the letter's language.
    func readings(
        _ issues: [Issue], given: (_ decision: Decision, _ finding: Finding) -> Value?,
        label: (_ code: String, _ list: String) -> String?
    ) -> [QueryLetter.Reading] {
        issues.compactMap { issue in
            let finding = issue.finding
            guard !issue.state.isUnsettled, let decision = issue.decision,
                decision.action == .correct || decision.action == .accept,
                decision.fingerprint == issue.fingerprint,
                !definition.isPrivate(finding.field, of: finding.table)
            else { return nil }
            let read =
                given(decision, finding).map { words(of: $0, for: finding, label: label) }
                ?? written(decision, on: finding)
            return QueryLetter.Reading(
                typed: RespondentWords.shortened(finding.value ?? "", to: Self.mostCharacters),
                readAs: RespondentWords.shortened(read, to: Self.mostCharacters),
                place: LetterFiles.place(
                    RespondentWords.shownPlace(of: finding), in: files.name(of: issue.returnID), catalogue))
        }
    }

    /// What is published, as the questionnaire would have it: codes by what their list calls them, numbers and yes or no as the letter's language writes them.
    private func words(
        of value: Value, for finding: Finding, label: (_ code: String, _ list: String) -> String?
    ) -> String {
        let field = definition.field(of: finding)
        if let list = field?.codeList ?? field?.scale {
            let codes = if case .codes(let codes) = value { codes } else { [value.text] }
            return codes.map { label($0, list) ?? $0 }.joined(separator: catalogue.text("list.semicolon"))
        }
        return switch value {
        case .boolean(let isYes): catalogue.text(isYes ? "letter.yes" : "letter.no")
        case .number(let number): catalogue.exact(number)
        case .text, .integer, .date, .codes: value.text
        }
    }

    /// What a decision says where it gives no value, such as the mark of a missing one.
    private func written(_ decision: Decision, on finding: Finding) -> String {
        // Who accepts the one suggestion need not write it.
        decision.value.isEmpty ? finding.suggestion?.text(in: catalogue.readersLanguage) ?? "" : decision.value
    }
}
