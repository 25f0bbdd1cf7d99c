import Foundation

/// Text as it is compared: what readers take for the same should be the same.
public enum TextFolding {
    /// Letters and digits in lower case without diacritics, words joined by single spaces. `°` and `%` are kept, since "N°" and "%" are
    /// all that some headers have.
    public static func fold(_ text: String) -> String {
        let plain = text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
        return plain.split { !($0.isLetter || $0.isNumber || $0 == "°" || $0 == "%") }.joined(separator: " ")
    }
}
