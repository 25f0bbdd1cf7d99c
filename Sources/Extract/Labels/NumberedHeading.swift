import Spreadsheets
import SurveyModel

/// A heading that stands several times with a number in it: "Practice 1", "Practice 2".
struct NumberedHeading: Sendable {
    /// A heading, where it stands.
    struct Place {
        let row: Int
        let column: Int
        let number: Int
        let text: String
    }

    private static let most = 5_000

    private let starts: [(before: String, after: String)]

    init(_ labels: Labels) {
        starts = labels.spellings.sorted { $0.key < $1.key }.flatMap { _, spellings in
            spellings.map { spelling in
                let parts = spelling.split(separator: "{n}", maxSplits: 1, omittingEmptySubsequences: false)
                return (
                    TextFolding.fold(String(parts[0])), TextFolding.fold(String(parts.count > 1 ? parts[1] : ""))
                )
            }
        }
    }

    /// The headings in a sheet, in reading order.
    func places(in grid: SheetGrid) -> [Place] {
        guard !starts.isEmpty else { return [] }
        var places: [Place] = []
        for row in grid.rows {
            for cell in row.cells {
                guard case .text(let text) = cell.value, let number = number(in: text) else { continue }
                places.append(Place(row: row.number, column: cell.column, number: number, text: text))
                // Nobody asks for more; the cost of what follows grows with the square.
                if places.count == Self.most { return places }
            }
        }
        return places
    }

    /// The number in a heading such as "Practice 3", which may carry more words behind it: "Practice 3 (optional)".
    private func number(in text: String) -> Int? {
        guard text.utf8.count <= 120 else { return nil }
        let words = LabelText(text).core
        for start in starts where words.hasPrefix(start.before) && words.hasSuffix(start.after) {
            let rest = words.dropFirst(start.before.count).drop { $0 == " " }
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            // "Practice 3 (optional)" is a heading, "Practice 3 of the ministry" an answer.
            guard let number = Int(digits), number < 10_000,
                rest.count == digits.count + start.after.count + (start.after.isEmpty ? 0 : 1)
            else { continue }
            return number
        }
        return nil
    }
}

extension RawEntry {
    /// The number of a heading, which is a part of its text.
    init(_ heading: NumberedHeading.Place, in grid: SheetGrid) {
        self.init(value: .text(heading.text), origin: grid.origin(heading.row, heading.column))
        part = String(heading.number)
    }
}
