import Spreadsheets

/// What was odd about a file or a sheet, for people: of each kind the first few, and how many more there are. A sheet may have millions.
struct NoteLines {
    private struct Kind {
        let code: ReaderNote.Code
        var count = 0
        var shown: [String] = []
    }

    private static let mostShown = 5

    /// The kinds in the order in which they were met first: there are no more than codes.
    private var kinds: [Kind] = []

    /// Takes the next note.
    mutating func take(_ note: ReaderNote) {
        let known = kinds.firstIndex { $0.code == note.code }
        let index = known ?? kinds.count
        if known == nil { kinds.append(Kind(code: note.code)) }
        kinds[index].count += 1
        if kinds[index].count <= Self.mostShown { kinds[index].shown.append(Self.text(note)) }
    }

    /// A line for each note that is shown, and one for the others of its kind.
    var lines: [String] {
        kinds.flatMap { kind -> [String] in
            let others = kind.count - kind.shown.count
            return kind.shown.map { "note: \($0)" }
                + (others > 0 ? ["note: \(others) more of this kind (\(kind.code.rawValue))"] : [])
        }
    }

    /// What is said, behind its cell.
    private static func text(_ note: ReaderNote) -> String {
        (note.cell.map { "\($0): " } ?? "") + note.message.onOneLine
    }
}
