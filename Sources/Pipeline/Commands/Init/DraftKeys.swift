import Extract
import SurveyModel

/// What tells the rows of a table apart that a questionnaire prints.
extension InferredTable {
    /// The columns that do: the first in which nothing stands twice, else all that are printed together; none where not even these do.
    var keyColumns: [Int] {
        let printed = columns.indices.filter { !columns[$0].printed.isEmpty }
        if let one = printed.first(where: { Self.repeated(in: columns[$0].printed) == nil }) { return [one] }
        let counts = Set(printed.map { columns[$0].printed.count })
        guard printed.count > 1, counts.count == 1, let count = counts.first else { return [] }
        let rows = (0..<count).map { row in printed.map { Self.folded(columns[$0].printed[row]) } }
        return Set(rows).count == count ? printed : []
    }

    /// In words, that rows cannot be told apart by what is printed in them; nil where they can, or nothing is printed.
    var doubtOfKey: String? {
        guard keyColumns.isEmpty, let words = columns.lazy.compactMap({ Self.repeated(in: $0.printed) }).first else {
            return nil
        }
        return
            "“\(words)” is printed in several rows: nothing but their place tells these apart, so the table has no key"
    }

    /// The first text that stands there before.
    private static func repeated(in texts: [String]) -> String? {
        var seen: Set<String> = []
        return texts.first { !seen.insert(folded($0)).inserted }
    }

    private static func folded(_ text: String) -> String {
        let folded = TextFolding.fold(text)
        return folded.isEmpty ? text : folded
    }
}
