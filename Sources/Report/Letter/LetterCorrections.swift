import OrderedCollections
import SurveyModel

/// Answers in the place of which a reviewer has put another value, as a letter tells them.
struct LetterCorrections {
    static let mostCharacters = 80

    let files: LetterFiles
    let definition: SurveyDefinition
    let catalogue: Catalogue

    /// What is told of a reporter's issues.
    ///
    /// - Parameter label: what a code of a list is called in a language.
    func readings(
        _ issues: [Issue], label: (_ code: String, _ list: String, _ language: String) -> String?
    ) -> [QueryLetter.Reading] {
        issues.compactMap { issue in
            let finding = issue.finding
            guard !issue.state.isUnsettled, let decision = issue.decision,
                decision.action == .correct || decision.action == .accept,
                decision.fingerprint == issue.fingerprint,
                !definition.isPrivate(finding.field, of: finding.table)
            else { return nil }
            let read = words(of: decision, on: finding) { label($0, $1, catalogue.readersLanguage) }
            return QueryLetter.Reading(
                typed: RespondentWords.shortened(finding.value ?? "", to: Self.mostCharacters),
                readAs: RespondentWords.shortened(read, to: Self.mostCharacters),
                example: LetterFiles.place(
                    ResultIndex.place(of: finding), in: files.name(of: issue.returnID), catalogue))
        }
    }

    /// The value of a decision: codes by what their list calls them, anything else as it was written.
    private func words(
        of decision: Decision, on finding: Finding, label: (_ code: String, _ list: String) -> String?
    ) -> String {
        // Who accepts the one suggestion need not write it.
        guard !decision.value.isEmpty else { return finding.suggestion?.text(in: catalogue.readersLanguage) ?? "" }
        let table = finding.table.flatMap { definition.tables[$0] }
        guard let field = finding.field.flatMap({ table?.fields[$0] }), let list = field.codeList ?? field.scale else {
            return decision.value
        }
        if let own = label(decision.value, list) { return own }
        guard field.isMany else { return decision.value }
        let codes = field.codes(in: decision.value).map { $0.split(separator: " ").joined(separator: " ") }
        let labels = codes.compactMap { label($0, list) }
        return labels.count == codes.count ? labels.joined(separator: "; ") : decision.value
    }
}
