import Foundation

/// Yes and no as people type them.
enum BooleanReading {
    /// The truth value of a word or mark; nil where it is neither.
    static func read(_ text: String) -> Bool? {
        let word = text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil).trimmingCharacters(
            in: .whitespacesAndNewlines.union(.punctuationCharacters))
        if yes.contains(word) || marks.contains(text.trimmed) { return true }
        return no.contains(word) ? false : nil
    }

    /// Whether a text in a cell to be marked with an X means that it is not marked.
    static func isUnmarked(_ text: String) -> Bool {
        no.contains(text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil).trimmed)
            || ["-", "–", "—"].contains(text.trimmed)
    }

    private static let yes: Set<String> = [
        "yes", "y", "true", "1", "x", "oui", "o", "vrai", "si", "s", "verdadero", "ja", "j", "wahr", "sim", "tak",
        "ano", "igen", "kylla", "jah", "evet", "nai", "hai",
    ]
    private static let no: Set<String> = [
        "no", "n", "false", "0", "non", "faux", "falso", "nein", "falsch", "nao", "nie", "ne", "nem", "ei", "nej",
        "nee", "nei", "hayir", "hayır", "ochi",
    ]
    private static let marks: Set<String> = ["✓", "✔", "☑", "☒", "✗", "×", "•"]
}
