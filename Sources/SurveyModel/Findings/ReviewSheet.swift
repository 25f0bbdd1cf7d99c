/// The sheet "To review" that goes back to a respondent as the first of the own workbook: what those who write it and those who
/// read it when it comes back agree on.
///
/// It is known by a hidden row of keys, not by its name: sheets are renamed, columns moved and added, programs change formats, but
/// texts in cells survive. The key of the column of fingerprints is ``mark``.
public enum ReviewSheet {
    /// The key of the column with the questions' fingerprints, by which the sheet is known.
    public static let mark = "canvass:review:1"
    /// The same in a workbook that was made from a text file, of which there is one sheet alone.
    public static let textFileMark = "canvass:review:1:text"
    /// The key of the column of the questions' numbers.
    public static let numberKey = "number"
    /// The key of the column that says where a question's cell is.
    public static let placeKey = "where"
    /// The key of the column that has the question in the questionnaire's words.
    public static let titleKey = "question"
    /// The key of the column in which the respondent chooses an answer.
    public static let answerKey = "answer"
    /// The key of the column in which the respondent writes a remark.
    public static let remarkKey = "remark"
    /// What the key of the column of choices begins with; the id of the return of which the copy was made follows. Older copies have none.
    public static let originalKey = "canvass:of:"
    /// The key of the column of digests of what the columns of ``printedKeys`` said when the copy was made. Older copies have none.
    public static let printedKey = "printed"
    /// The keys of the columns that Canvass fills in for the respondent to read.
    public static let printedKeys = [placeKey, titleKey, "seen", "message", "expected", "suggestion"]
    private static let digestLength = 4
    /// So many rows are looked at to find the keys.
    public static let headRows = 20

    /// What a respondent may choose. The raw value is that of ``RespondentAnswer/choice``.
    public enum Choice: String, Sendable, Hashable, CaseIterable {
        /// The cell was changed.
        case corrected
        /// The value stands; the remark says why.
        case right
        /// There is no such figure.
        case notAvailable = "not-available"
        /// The question does not concern the respondent.
        case notApplicable = "not-applicable"

        /// The words of the drop-down.
        public var words: LocalizedText {
            switch self {
            case .corrected: LocalizedText(["en": "Corrected", "fr": "Corrigé", "es": "Corregido"])
            case .right:
                LocalizedText([
                    "en": "Value is right, because", "fr": "La valeur est exacte, car",
                    "es": "El valor es correcto, porque",
                ])
            case .notAvailable: LocalizedText(["en": "Not available", "fr": "Non disponible", "es": "No disponible"])
            case .notApplicable: LocalizedText(["en": "Not applicable", "fr": "Sans objet", "es": "No aplicable"])
            }
        }

        /// The choice that a text means in any of the languages, whatever case and blanks it is written with.
        public init?(_ text: String) {
            let folded = TextFolding.fold(text)
            guard !folded.isEmpty else { return nil }
            let found = Self.allCases.first { choice in
                TextFolding.fold(choice.rawValue) == folded
                    || choice.words.texts.values.contains { TextFolding.fold($0) == folded }
            }
            guard let found else { return nil }
            self = found
        }
    }

    /// The id that a key tells of the return of which the copy was made; nil for other keys, and for what is no id.
    public static func original(in key: String) -> String? {
        guard key.hasPrefix(originalKey) else { return nil }
        let id = key.utf8.dropFirst(originalKey.utf8.count)
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        let letters = UInt8(ascii: "a")...UInt8(ascii: "f")
        guard id.count == 12, id.allSatisfy({ digits.contains($0) || letters.contains($0) }) else { return nil }
        return String(Substring(id))
    }

    /// A digest of what a cell says, white space aside, with which programs are not exact: four hexadecimal digits, by FNV-1a.
    public static func digest(of text: String) -> String {
        let hash = ScalarHash.of(text.unicodeScalars.lazy.filter { $0.value > 0x20 && !$0.properties.isWhitespace })
        let digits = String(hash & 0xFFFF, radix: 16)
        return String(repeating: "0", count: digestLength - digits.utf8.count) + digits
    }

    /// The digests that stand in one text behind one another; none in what has not one for each of ``printedKeys``.
    public static func digests(in text: String) -> [String] {
        let bytes = Array(text.utf8)
        guard bytes.count == digestLength * printedKeys.count else { return [] }
        return stride(from: 0, to: bytes.count, by: digestLength).map { start in
            String(decoding: bytes[start..<start + digestLength], as: UTF8.self)
        }
    }

    /// What a respondent typed in the two columns, as an answer; nil where both are empty. What is none of the choices belongs to the
    /// remark: nothing of it gets lost.
    public static func answer(choice: String, remark: String) -> RespondentAnswer? {
        let (choice, remark) = (choice.withoutWhiteSpaceAtEnds, remark.withoutWhiteSpaceAtEnds)
        guard !choice.isEmpty || !remark.isEmpty else { return nil }
        guard let known = Choice(choice) else {
            return RespondentAnswer(
                choice: "", remark: [choice, remark].filter { !$0.isEmpty }.joined(separator: " – "))
        }
        return RespondentAnswer(choice: known.rawValue, remark: remark)
    }
}
