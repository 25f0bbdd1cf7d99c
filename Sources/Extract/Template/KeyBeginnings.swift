import Spreadsheets
import SurveyModel

/// What the keys begin with by which printed texts are compared: a long answer is mostly told from all of them by its
/// first letters, without being folded as a whole.
struct KeyBeginnings: Sendable {
    /// A string of so many bytes needs no memory of its own.
    private static let count = 15

    private let known: Set<String>

    init(_ keys: some Sequence<String>) {
        var known: Set<String> = []
        for key in keys {
            let beginning = key.utf8.prefix(Self.count)
            // Only such a beginning is looked up.
            guard beginning.count == Self.count, beginning.allSatisfy({ $0 < 0x80 }) else { continue }
            known.insert(String(decoding: beginning, as: UTF8.self))
        }
        self.known = known
    }

    /// Whether a text may be compared by one of the keys. One that is no longer than a label is remembered with what it is compared by, and may be.
    func mayBegin(_ text: String) -> Bool {
        guard text.utf8.count > LabelText.longestKept,
            let beginning = TextFolding.beginning(of: text, count: Self.count)
        else { return true }
        return known.contains(beginning)
    }

    /// The same of a cell.
    func mayBegin(_ cell: Cell) -> Bool {
        guard case .text(let text) = cell.value else { return true }
        return mayBegin(text)
    }
}
