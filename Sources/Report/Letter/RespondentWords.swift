import OrderedCollections
import SurveyModel

/// Issues in words for those who sent a return: what stands in the cell and what is asked of them, without rules and field names.
/// The notes of an annotated copy, its sheet "To review" and the letter all ask in these words.
struct RespondentWords: Sendable {
    let definition: SurveyDefinition
    let catalogue: Catalogue
    /// The declared checks, by what their findings say of themselves.
    private let checks: [Check: [CheckTerms]]

    private struct Check: Hashable {
        let table: String
        let rule: String
    }

    init(definition: SurveyDefinition, catalogue: Catalogue) {
        self.definition = definition
        self.catalogue = catalogue
        var checks: [Check: [CheckTerms]] = [:]
        for table in definition.tables.values {
            let count = table.checks.count
            for terms in table.checks.terms {
                // A number of records is told where it is stated, in another table.
                let told = terms == count?.terms ? count?.field.table : nil
                checks[Check(table: told ?? table.name, rule: terms.id), default: []].append(terms)
            }
        }
        self.checks = checks
    }

    /// Characters of what a reviewer asks.
    private static let mostOfReviewer = 400

    /// What is asked, with what is expected where the sentence does not say it: for a letter, which has no other place for it.
    func request(_ issue: Issue) -> String {
        guard speaksForItself(issue.finding) else { return sentence(issue) }
        let expected = expected(issue.finding)
        let parts = [
            Self.shortened(ruleSentence(issue.finding), to: 400),
            expected.isEmpty ? "" : catalogue.text("letter.expected", ["text": Self.shortened(expected)]),
            reviewersQuestion(issue),
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// What is asked, as a sentence, with what a reviewer asks behind it.
    func sentence(_ issue: Issue) -> String {
        let sentence = ruleSentence(issue.finding)
        let question = reviewersQuestion(issue)
        // A long sentence is cut where it stands in the end: the reviewer's question is not to go with it.
        return question.isEmpty ? sentence : "\(Self.shortened(sentence, to: 500)) \(question)"
    }

    /// What a reviewer has asked in words of their own, by the reason of a decision; empty where nobody has.
    private func reviewersQuestion(_ issue: Issue) -> String {
        guard issue.state == .asked, let decision = issue.decision, decision.action == .ask else { return "" }
        let text = Self.shortened(decision.reason, to: Self.mostOfReviewer)
        return text.isEmpty ? "" : catalogue.text("letter.asked", ["text": text])
    }

    /// The sentence of a finding's rule.
    ///
    /// The survey's own rules have their message; Canvass's have a sentence in the catalogue (`ask.<rule>`), since their messages
    /// are written for the office. A declared check without a message has that of its kind, whatever its id.
    private func ruleSentence(_ finding: Finding) -> String {
        guard !speaksForItself(finding) else { return finding.message.text(in: catalogue.readersLanguage) }
        let suggestion = finding.suggestion?.text(in: catalogue.readersLanguage) ?? ""
        let values = [
            "question": question(finding), "value": Self.shortened(finding.value ?? ""),
            "expected": Self.shortened(expected(finding)), "suggestion": Self.shortened(suggestion),
        ]
        let hasSuggestion = !suggestion.isEmpty
        let rule = declared(finding).first?.kind ?? finding.rule
        let keys = (hasSuggestion ? ["ask.\(rule).suggested"] : []) + ["ask.\(rule)"]
        let key = keys.first { catalogue.optionalText($0) != nil } ?? "ask.other"
        return catalogue.text(key, values.merging(["title": catalogue.ruleTitle(rule)]) { $1 })
    }

    /// The question that the cell answers, in the questionnaire's words; the cell's place where it answers none.
    func question(_ finding: Finding) -> String {
        title(finding) ?? Self.shownPlace(of: finding)
    }

    /// A finding's place; a file may call its sheets anything, of any length.
    static func shownPlace(of finding: Finding) -> String { DisplayText.visible(ResultIndex.place(of: finding)) }

    /// The title of the finding's field, else of its table; nil where it is about neither.
    func title(_ finding: Finding) -> String? {
        let table = finding.table.flatMap { definition.tables[$0] }
        return (definition.field(of: finding)?.title ?? table?.title)?.text(in: catalogue.readersLanguage)
    }

    /// What is expected; empty where nothing is said of it. What a survey's rule expects stands in its words; what a constraint or a
    /// type does, in the catalogue's (`expects.`).
    func expected(_ finding: Finding) -> String {
        guard let expected = finding.expected?.text(in: catalogue.readersLanguage), !expected.isEmpty else { return "" }
        guard let field = definition.field(of: finding) else { return expected }
        let own = definition.terms(of: finding)
        if own?.expectedValue != nil {
            // SQL that has nothing to say of a record leaves the words for the office, which are not for respondents.
            guard case .entry? = finding.expected else { return expected }
            return general(finding, field) ?? ""
        }
        guard own?.expected == nil, !speaksForItself(finding) else { return expected }
        return general(finding, field) ?? expected
    }

    /// What a constraint or a type expects, in the catalogue's words.
    private func general(_ finding: Finding, _ field: FieldDefinition) -> String? {
        switch finding.rule.prefix(while: { $0 != "." }) {
        case "constraint": constraint(finding.rule, field.constraints)
        case "type": type(field)
        default: nil
        }
    }

    /// A text short enough for a line of a table.
    static func shortened(_ text: String, to most: Int = 200) -> String {
        if text.utf8.count <= most, isOneLine(text.utf8) { return text }
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count > most ? line.prefix(most) + "…" : line
    }

    /// Whether a text has no white space but single blanks between words, as far as its bytes tell.
    private static func isOneLine(_ bytes: String.UTF8View) -> Bool {
        let blank = UInt8(ascii: " ")
        var last = blank
        for byte in bytes {
            switch byte {
            case 0x00..<blank, 0x7F: return false
            // With these begins the other white space of Unicode, among much else.
            case 0xC2, 0xE1, 0xE2, 0xE3: return false
            // A mark that joins the blank before it makes one character of both, which is white space.
            case 0x80...: if last == blank { return false }
            case blank: if last == blank { return false }
            default: break
            }
            last = byte
        }
        return last != blank || bytes.isEmpty
    }

    /// Whether a finding's message was written by the survey's author for respondents: that of the survey's own rules, and of
    /// constraints and declared checks that have a message.
    private func speaksForItself(_ finding: Finding) -> Bool {
        let declared = declared(finding)
        // A rule of the survey's own is no declared check, and has no area.
        guard finding.rule.contains(".") else { return declared.allSatisfy { $0.message != nil } }
        if let terms = definition.terms(of: finding) { return terms.message != nil }
        return !declared.isEmpty && declared.allSatisfy { $0.message != nil }
    }

    /// The terms of the declared checks that may have found it: of one, where it has an id of its own.
    private func declared(_ finding: Finding) -> [CheckTerms] {
        finding.table.flatMap { checks[Check(table: $0, rule: finding.rule)] } ?? []
    }

    private func constraint(_ rule: String, _ constraints: Constraints) -> String? {
        let limit: String? =
            switch rule {
            case "constraint.minimum": constraints.minimum?.text
            case "constraint.maximum": constraints.maximum?.text
            case "constraint.min-length": constraints.minLength.map(String.init)
            case "constraint.max-length": constraints.maxLength.map(String.init)
            case "constraint.enum": constraints.enumeration.joined(separator: ", ")
            default: ""
            }
        guard let limit, catalogue.optionalText("expects.\(rule)") != nil else { return nil }
        let one = "expects.\(rule).one"
        let key = limit == "1" && catalogue.optionalText(one) != nil ? one : "expects.\(rule)"
        return catalogue.text(key, ["limit": limit])
    }

    private func type(_ field: FieldDefinition) -> String? {
        if field.type == .number, let unit = field.unit { return catalogue.text("expects.type.unit", ["unit": unit]) }
        let key = "expects.type.\(field.type.rawValue)"
        return field.codeList == nil && catalogue.optionalText(key) != nil ? catalogue.text(key) : nil
    }
}
