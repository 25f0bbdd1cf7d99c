import Spreadsheets
import SurveyModel

/// Finds a form that is repeated under headings with a number: "Practice 1", "Practice 2".
struct BlocksFinder {
    /// Blocks as they stand in a blank sheet.
    struct Found {
        /// The heading with `{n}` for the number.
        let start: String
        /// The number of blocks.
        let count: Int
        /// The questions of the first block.
        let questions: [FoundQuestion]
        /// The cells of all blocks.
        let range: CellRange
    }

    private struct Heading {
        let text: FormFinder.Text
        let number: Int
    }

    let found: FormFinder.Found
    let lastRow: Int
    let lastColumn: Int

    /// The blocks; nil where no heading repeats over the same questions.
    func find() -> Found? {
        let texts =
            found.headings + found.others
            + found.questions.map { FormFinder.Text(row: $0.row, column: $0.column, text: $0.text) }
        var series: [String: [Heading]] = [:]
        for text in texts {
            for (start, number) in InferenceText.numbered(text.text) {
                series[start, default: []].append(Heading(text: text, number: number))
            }
        }
        // The series with the most blocks; among equals the first in the sheet.
        let candidates = series.compactMap { start, headings in blocks(start, headings) }
        return candidates.max {
            ($0.count, -$0.range.first.row, $1.start) < ($1.count, -$1.range.first.row, $0.start)
        }
    }

    private func blocks(_ start: String, _ headings: [Heading]) -> Found? {
        let headings = headings.sorted { $0.number < $1.number }
        guard headings.count >= 2, zip(headings, headings.dropFirst()).allSatisfy({ $1.number == $0.number + 1 }) else {
            return nil
        }
        let regions = headings.map { region(of: $0, among: headings) }
        let questions = regions.map { region in
            found.questions.filter { question in
                region.contains(CellAddress(row: question.row, column: question.column))
                    && !headings.contains { $0.text.row == question.row && $0.text.column == question.column }
            }
        }
        guard let first = questions.first, first.count >= 2 else { return nil }
        let labels = Set(first.map { TextFolding.fold($0.text) })
        let areAlike = questions.dropFirst().allSatisfy { others in
            let other = Set(others.map { TextFolding.fold($0.text) })
            return other.intersection(labels).count * 5 >= max(other.count, labels.count) * 4
        }
        guard areAlike else { return nil }
        let last = headings.reduce(CellAddress(row: 1, column: 1)) { last, heading in
            CellAddress(row: max(last.row, heading.text.row), column: max(last.column, heading.text.column))
        }
        let end = found.questions.reduce(last) { end, question in
            let isInside = regions.contains { $0.contains(CellAddress(row: question.row, column: question.column)) }
            return isInside
                ? CellAddress(row: max(end.row, question.row), column: max(end.column, question.column)) : end
        }
        let corner = CellAddress(
            row: headings.map(\.text.row).min() ?? 1, column: headings.map(\.text.column).min() ?? 1)
        return Found(start: start, count: headings.count, questions: first, range: CellRange(corner, end))
    }

    /// A block goes on to the next heading on the right and below, as in a return.
    private func region(of heading: Heading, among headings: [Heading]) -> CellRange {
        let place = heading.text
        let right =
            headings.filter { $0.text.row == place.row && $0.text.column > place.column }.map(\.text.column).min()
            ?? lastColumn + 1
        let below =
            headings.filter { $0.text.row > place.row && $0.text.column < right && $0.text.column >= place.column }
            .map(\.text.row).min() ?? lastRow + 1
        return CellRange(
            CellAddress(row: place.row, column: place.column),
            CellAddress(row: max(place.row, below - 1), column: max(place.column, right - 1)))
    }
}
