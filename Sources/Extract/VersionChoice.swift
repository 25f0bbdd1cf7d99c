import Spreadsheets
import SurveyModel

/// What a return says of itself: the texts in the first rows of its sheets, among which versions and overrides look for their own.
struct ReturnTexts {
    private let cells: [Cell]

    init(_ grids: [SheetGrid]) {
        var cells: [Cell] = []
        for grid in grids {
            for row in grid.rows.prefix(60) {
                for cell in row.cells.prefix(30) {
                    guard case .text(let text) = cell.value, text.utf8.count <= LabelText.longestKept else { continue }
                    cells.append(cell)
                }
            }
        }
        self.cells = cells
    }

    /// The texts as they are compared: as many as are asked for, since what is looked for mostly stands in the first rows.
    private var labels: some Sequence<LabelText> { cells.lazy.map { LabelText($0.rawValue.text) } }

    /// Whether a cell says nothing but one of the tags.
    func say(tags: [String]) -> Bool {
        tags.contains { tag in cells.contains { $0.says(tag) } }
    }

    /// Whether one of the texts stands in a cell, be it among other words.
    func hold(texts: [String]) -> Bool {
        let wanted = texts.map { text in
            let words = " \(TextFolding.fold(text)) "
            return (words: words, bytes: Self.plainBytes(of: words))
        }
        // Each label is made once, however many texts are looked for.
        return !wanted.isEmpty
            && labels.contains { label in
                let own = " \(label.full) "
                let ownBytes = Self.plainBytes(of: own)
                return wanted.contains { words, bytes in
                    guard let ownBytes, let bytes else { return own.contains(words) }
                    return Self.holds(ownBytes, bytes)
                }
            }
    }

    /// The bytes of a text of which each is a character; nil for other texts. A line's end of two bytes is one character.
    private static func plainBytes(of text: String) -> [UInt8]? {
        text.utf8.allSatisfy { $0 < 0x80 && $0 != 0x0D } ? Array(text.utf8) : nil
    }

    /// Whether bytes stand among others: to look for characters costs a hundred times as much.
    private static func holds(_ text: [UInt8], _ words: [UInt8]) -> Bool {
        guard let first = words.first, words.count <= text.count else { return words.isEmpty }
        return (0...(text.count - words.count)).contains { start in
            text[start] == first && text[start..<(start + words.count)].elementsEqual(words)
        }
    }

    /// A text that is one of these but for its numbers: that of a version which nobody has told of.
    func like(_ texts: [String]) -> String? {
        let bare = Set(texts.map { Self.withoutDigits(TextFolding.fold($0)) }).filter { !$0.isEmpty }
        return labels.first { label in
            label.full.contains(where: \.isNumber) && bare.contains(Self.withoutDigits(label.full))
        }?.line
    }

    private static func withoutDigits(_ text: String) -> String {
        text.filter { !$0.isNumber }.split(separator: " ").joined(separator: " ")
    }
}

/// The version of the questionnaire that a return is, and its sheets.
struct VersionChoice {
    let version: TemplateVersion
    let assignment: SheetAssignment
    /// How it was told, where it was not said.
    let finding: Finding?

    /// The version whose tag or text stands in the return; else the one that fits best, newest first among equals, which is told where there
    /// is a choice.
    init(
        _ versions: [TemplateVersion], _ texts: ReturnTexts, assigning: (TemplateVersion) -> SheetAssignment
    ) {
        let said = versions.first { texts.say(tags: $0.tags) } ?? versions.first { texts.hold(texts: $0.texts) }
        if let said {
            version = said
            assignment = assigning(said)
            finding = nil
            return
        }
        let candidates = versions.map { (version: $0, assignment: assigning($0)) }
        var best = candidates[0]
        for candidate in candidates.dropFirst() where candidate.assignment.fit > best.assignment.fit {
            best = candidate
        }
        version = best.version
        assignment = best.assignment
        if let text = texts.like(versions.flatMap(\.texts)) {
            finding = Self.unknown(text, best.version, versions)
        } else {
            finding = versions.count > 1 ? Self.guessed(best.version) : nil
        }
    }

    private static func guessed(_ version: TemplateVersion) -> Finding {
        Finding(
            rule: "layout.version-guessed", severity: .note,
            message: .own(.layoutVersionGuessed, ["version": .text(version.id)]),
            expected: .text((version.texts + version.tags).joined(separator: " / ")))
    }

    private static func unknown(_ text: String, _ version: TemplateVersion, _ versions: [TemplateVersion]) -> Finding {
        Finding(
            rule: "layout.version-unknown", severity: .warning,
            message: .own(.layoutVersionUnknown, ["text": .text(text), "version": .text(version.id)]),
            value: text, expected: .text(versions.flatMap(\.texts).joined(separator: " / ")))
    }
}
