import OrderedCollections
import SurveyModel

/// Puts issues together in which the same stands in cells of one question and the same is asked, so that a letter asks once.
struct LetterQueries {
    /// Issues with one question.
    struct Group {
        /// So many cells are named; the annotated workbook marks all.
        private static let mostCells = 8

        let issues: [Issue]
        /// What is asked of all of them.
        let request: String
        /// The return that they are about; empty where the letter is about one alone.
        let file: String

        /// The group as the letter has it.
        func query(_ number: Int, _ words: RespondentWords) -> QueryLetter.Query {
            let finding = issues[0].finding
            return QueryLetter.Query(
                number: number, severity: finding.severity, place: place(words.catalogue),
                question: words.question(finding),
                // Of what is in no cell the value is Canvass's own, such as a sheet's name.
                seen: finding.cell == nil ? "" : RespondentWords.shortened(finding.value ?? ""),
                request: request)
        }

        private func place(_ catalogue: Catalogue) -> String {
            let first = RespondentWords.shownPlace(of: issues[0].finding)
            // A cell of which several records ask the same is named once.
            let others = OrderedSet(issues.compactMap(\.finding.cell)).subtracting([issues[0].finding.cell ?? ""])
            let named = ([first] + others.prefix(Self.mostCells - 1)).joined(separator: ", ")
            let left = others.count - (Self.mostCells - 1)
            let cells = left > 0 ? catalogue.text("letter.moreCells", count: left, ["cells": named]) : named
            return LetterFiles.place(cells, in: file, catalogue)
        }
    }

    private struct Key: Hashable {
        let returnID: String
        let rule: String
        let sheet: String
        let field: String
        let value: String
        let request: String
    }

    let words: RespondentWords
    /// What the returns are called.
    let files: LetterFiles

    /// The issues in groups, in the order of the first of each. Those without a value stand alone: each asks for an answer of its own.
    func grouped(_ issues: [Issue]) -> [Group] {
        var groups: OrderedDictionary<Key, [Issue]> = [:]
        for (index, issue) in issues.enumerated() {
            let finding = issue.finding
            let hasValue = finding.cell != nil && !(finding.value ?? "").isEmpty
            let key = Key(
                returnID: issue.returnID, rule: finding.rule, sheet: finding.sheet ?? "", field: finding.field ?? "",
                value: hasValue ? finding.value ?? "" : "\(index)", request: words.request(issue))
            groups[key, default: []].append(issue)
        }
        return groups.map { key, issues in
            Group(issues: issues, request: key.request, file: files.name(of: key.returnID))
        }
    }
}
