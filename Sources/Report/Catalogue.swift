import Foundation
import SurveyModel
import Synchronization

/// The report's own words in one language, with its plurals and its way of writing numbers.
///
/// A text holds `{name}` where something is filled in. A text that depends on a number has two forms, `key.one` and
/// `key.other`. Numbers are grouped by a narrow no-break space in every language (ISO 80000-1), so only the decimal mark
/// depends on it; no locale of the machine is asked.
struct Catalogue: Sendable {
    /// The language of the words.
    let language: String
    /// The language that was asked for. A survey's own texts are told in it, also where there are no words in it here.
    let readersLanguage: String
    private let words: [String: String]
    /// What was read before, by language: each letter and each annotated copy has its catalogue.
    private static let read = Mutex<[String: [String: String]]>([:])

    /// The words in `language` (BCP 47; only its first subtag counts), else in English: a survey in another language
    /// still has its report.
    init(language asked: String) throws(ReportError) {
        readersLanguage = asked
        let subtag = asked.split(whereSeparator: { $0 == "-" || $0 == "_" }).first?.lowercased() ?? ""
        let language = ReportResources.languages.contains(subtag) ? subtag : "en"
        if let words = Self.read.withLock({ $0[language] }) {
            (self.language, self.words) = (language, words)
            return
        }
        let name = "strings.\(language).json"
        let content = try ReportResources.content(name)
        do {
            words = try JSONDecoder().decode([String: String].self, from: Data(content.utf8))
        } catch {
            throw .invalidResource(name, reason: "it is not an object of texts")
        }
        self.language = language
        Self.read.withLock { [words] in $0[language] = words }
    }

    /// The text under `key`, with the `values` filled in. A key that is not there gives the key, which a test would see.
    func text(_ key: String, _ values: [String: String] = [:]) -> String {
        Self.fill(words[key] ?? key, values)
    }

    /// The text under `key`, if there is one.
    func optionalText(_ key: String) -> String? {
        words[key]
    }

    /// The form of the text under `key` that goes with `count`, which fills `{n}`.
    func text(_ key: String, count: Int, _ values: [String: String] = [:]) -> String {
        let isOne = language == "fr" ? count == 0 || count == 1 : count == 1
        var values = values
        values["n"] = number(count)
        return text(key + (isOne ? ".one" : ".other"), values)
    }

    /// All texts whose keys start with `prefix`, which is cut off, ordered by key.
    func texts(under prefix: String) -> [(key: String, text: String)] {
        words.filter { $0.key.hasPrefix(prefix) }.map { (String($0.key.dropFirst(prefix.count)), $0.value) }
            .sorted { $0.0 < $1.0 }
    }

    /// All texts as nested dictionaries, so that a template can say `t.coverage.title`.
    func nested() -> [String: Any] {
        words.sorted { $0.key < $1.key }.reduce(into: [:]) { result, entry in
            Self.insert(entry.value, at: entry.key.split(separator: ".").map(String.init)[...], into: &result)
        }
    }

    /// A whole number, grouped by thousands.
    func number(_ number: Int) -> String {
        let digits = String(number.magnitude)
        var result = number < 0 ? "\u{2212}" : ""
        for (offset, digit) in digits.enumerated() {
            if offset > 0, (digits.count - offset) % 3 == 0 { result += "\u{202F}" }
            result.append(digit)
        }
        return result
    }

    /// A number with at least `least` decimals and at most `most`, or three where these are fewer. One that is too large or too small to be written out
    /// is in its shortest form.
    func number(_ number: Double, decimals least: Int = 0, most: Int = 0) -> String {
        let most = max(3, least, most)
        guard let scale = Self.scale(decimals: most), number.magnitude < 1e18 / scale else {
            return Value.shortest(number)
        }
        let parts = Int64((number.magnitude * scale).rounded())
        let unit = Int64(scale)
        var decimals = String(parts % unit + unit).dropFirst()
        while decimals.count > least, decimals.hasSuffix("0") { decimals = decimals.dropLast() }
        let sign = number < 0 && parts > 0 ? "\u{2212}" : ""
        let mark = language == "en" ? "." : ","
        return sign + self.number(Int(parts / unit)) + (decimals.isEmpty ? "" : mark + decimals)
    }

    /// A number with all its decimals and without groups, as somebody would type it.
    func exact(_ number: Double) -> String {
        let text = Value.shortest(number)
        return language == "en" ? text : text.replacing(".", with: ",")
    }

    /// The decimals that the most precise of the numbers needs, at most three, so that numbers that are compared are
    /// written alike. Where all are small they are as many as give the greatest three digits.
    static func decimals(of numbers: [Double]) -> Int {
        let usable = numbers.filter { $0.isFinite && $0.magnitude < 1e15 }.map(\.magnitude)
        let greatest = usable.max() ?? 0
        var most = 3
        var bound = 0.1
        while greatest > 0, greatest < bound {
            most += 1
            bound /= 10
        }
        guard let scale = Self.scale(decimals: most) else { return most }
        return usable.map { number in
            var parts = Int64((number * scale).rounded())
            var decimals = most
            while decimals > 0, parts % 10 == 0 {
                parts /= 10
                decimals -= 1
            }
            return decimals
        }.max() ?? 0
    }

    /// How many parts make one where a number has so many decimals; nil where they are too many for anybody to count.
    private static func scale(decimals: Int) -> Double? {
        guard decimals <= 12 else { return nil }
        return (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    }

    /// Names in a row, as a sentence has them: `a, b and c`.
    func list(_ names: [String]) -> String {
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " " + text("list.and") + " " + last
    }

    private static func fill(_ text: String, _ values: [String: String]) -> String {
        guard text.utf8.contains(UInt8(ascii: "{")) else { return text }
        if text.utf8.isOfPlainCharacters { return fillByBytes(text, values) }
        // One pass, so that a value which itself holds `{name}` is left as it is.
        var result = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            let name = String(rest[rest.index(after: open)..<close])
            result += values[name] ?? "{\(name)}"
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    /// The same in a text whose bytes tell its characters.
    private static func fillByBytes(_ text: String, _ values: [String: String]) -> String {
        var result = ""
        var rest = text.utf8[...]
        while let open = rest.firstIndex(of: UInt8(ascii: "{")),
            let close = rest[open...].firstIndex(of: UInt8(ascii: "}"))
        {
            result += text[rest.startIndex..<open]
            let name = String(text[rest.index(after: open)..<close])
            result += values[name] ?? "{\(name)}"
            rest = rest[rest.index(after: close)...]
        }
        return result + text[rest.startIndex...]
    }

    private static func insert(_ text: String, at path: ArraySlice<String>, into dictionary: inout [String: Any]) {
        guard let first = path.first else { return }
        if path.count == 1 {
            dictionary[first] = text
        } else {
            // Taken out, so that it is changed in its place and not copied for each of its texts.
            var inner = dictionary.removeValue(forKey: first) as? [String: Any] ?? [:]
            insert(text, at: path.dropFirst(), into: &inner)
            dictionary[first] = inner
        }
    }
}
