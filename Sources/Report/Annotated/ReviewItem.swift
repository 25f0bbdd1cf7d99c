import Spreadsheets
package import SurveyModel

/// A question to the respondent: an issue in words for them.
struct ReviewItem: Sendable {
    /// Its number, from 1.
    let number: Int
    let issue: Issue
    /// Where the cell stands in the copy that they get; nil where the question is about no one cell.
    let sheet: String?
    let cell: CellAddress?
    /// The question that the cell answers.
    let question: String
    /// What is asked of the respondent.
    let message: String
    /// What is expected, in the respondent's words; empty where nothing is said of it.
    let expected: String

    var finding: Finding { issue.finding }

    /// The note on its cell.
    func note(_ catalogue: Catalogue) -> String {
        var lines = [catalogue.text("annotated.noteNumber", ["n": String(number)]), shortened(message)]
        // What the sentence says already is not said again.
        if !expected.isEmpty, !message.says(expected) {
            lines.append(catalogue.text("annotated.noteExpected", ["text": shortened(expected)]))
        }
        if let suggestion = finding.suggestion?.text(in: catalogue.readersLanguage), !suggestion.isEmpty,
            !message.says(suggestion)
        {
            lines.append(catalogue.text("annotated.noteSuggestion", ["text": shortened(suggestion)]))
        }
        return lines.joined(separator: "\n")
    }

    private func shortened(_ text: String) -> String { SheetWriter.fitting(text, most: IssueFiles.mostOfRemark) }
}

extension String {
    /// Whether some words stand in the text. Where the bytes tell the characters, they tell it; else the characters do, for an accent may stand by itself.
    func says(_ words: String) -> Bool {
        guard utf8.isOfPlainCharacters, words.utf8.isOfPlainCharacters else { return contains(words) }
        let (text, wanted) = (Array(utf8), Array(words.utf8))
        guard let first = wanted.first, wanted.count <= text.count else { return wanted.isEmpty }
        return (0...(text.count - wanted.count)).contains { start in
            text[start] == first && text[start..<(start + wanted.count)].elementsEqual(wanted)
        }
    }
}

extension Issue {
    /// Rules whose issues only the office can settle: how the return was read, whatever its cells, and what was written to it.
    private static let officeRules: Set<String> = [
        "layout.override-used", "layout.sheet-renamed", "layout.version-guessed", "layout.found-by-label",
        "layout.found-by-name", "layout.found-by-tag", "layout.found-by-position", "return.review-text",
    ]

    /// Whether the respondent is asked about it: it is open, and it has a cell or is about the answers. What reviewers have decided, what is found of a value
    /// that they gave, and how rules ran, is the office's own, also where it has a cell.
    package var isForRespondent: Bool {
        guard state.isUnsettled, !returnID.isEmpty, !isOfDecidedValue, !Self.officeRules.contains(finding.rule) else {
            return false
        }
        let area = finding.rule.prefix { $0 != "." }
        // The survey's own rules have no area.
        if finding.rule == area { return true }
        if ["decision", "rule"].contains(area) { return false }
        return finding.cell != nil || !["return", "coverage", "file"].contains(area)
    }
}
