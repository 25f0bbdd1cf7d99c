/// The language that the script of some texts tells, where it is none of Latin letters.
///
/// Most such scripts have one language that official questionnaires are in; letters that only some languages of a script have tell these. The rest is a
/// guess: Bulgarian looks as Russian does.
struct ScriptLanguage {
    private enum Script {
        case latin, greek, cyrillic, hebrew, arabic, devanagari, thai, georgian, armenian, hangul, kana, han
    }

    private var counts: [Script: Int] = [:]
    /// How often the letters stand in the texts that tell a language from others of its script.
    private var telling: [Unicode.Scalar: Int] = [:]

    /// The language; nil where many letters are Latin, or there are none.
    static func language(of texts: some Sequence<String>) -> String? {
        var script = ScriptLanguage()
        for text in texts { script.add(text) }
        return script.language
    }

    private mutating func add(_ text: String) {
        for scalar in text.unicodeScalars {
            guard let script = Self.script(of: scalar) else { continue }
            // A sign of East Asia says as much as some letters do.
            let weight = [.hangul, .kana, .han].contains(script) ? 3 : 1
            counts[script, default: 0] += weight
            if Self.letters.contains(scalar) { telling[scalar, default: 0] += 1 }
        }
    }

    private var language: String? {
        // Chinese has no kana, and Japanese is seldom without.
        let eastern = count(.kana) > 0 ? "ja" : "zh"
        let candidates: [(language: String, count: Int)] = [
            (eastern, count(.kana) + count(.han)), ("ko", count(.hangul)), ("ar", count(.arabic)),
            ("ru", count(.cyrillic)), ("el", count(.greek)), ("he", count(.hebrew)), ("hi", count(.devanagari)),
            ("th", count(.thai)), ("ka", count(.georgian)), ("hy", count(.armenian)),
        ]
        // Beside a translation of each text there are about as many Latin letters.
        guard let most = candidates.max(by: { $0.count < $1.count }), most.count > 2 * count(.latin) else { return nil }
        switch most.language {
        case "ar": return told(by: Self.arabic) ?? most.language
        case "ru": return told(by: Self.cyrillic) ?? most.language
        default: return most.language
        }
    }

    private func count(_ script: Script) -> Int { counts[script] ?? 0 }

    /// The first language of which a letter stands there more than once: one may be a foreign name's.
    private func told(by letters: [(language: String, letters: String)]) -> String? {
        letters.first { own in
            own.letters.unicodeScalars.reduce(0) { $0 + (telling[$1] ?? 0) } > 1
        }?.language
    }

    /// Letters that Arabic has not; Urdu has those of Persian too.
    private static let arabic = [(language: "ur", letters: "ٹڈڑے"), (language: "fa", letters: "پچژگ")]

    /// Letters that Russian has not; each language's before those of which it has some too.
    private static let cyrillic = [
        (language: "be", letters: "ўЎ"), (language: "kk", letters: "әқғңұӘҚҒҢҰ"), (language: "mk", letters: "ѓќѕЃЌЅ"),
        (language: "sr", letters: "ђћљњџЂЋЉЊЏ"), (language: "uk", letters: "іїєґІЇЄҐ"),
    ]

    private static let letters = Set((arabic + cyrillic).flatMap { $0.letters.unicodeScalars })

    /// The script of a letter, by its block; nil for all else.
    private static func script(of scalar: Unicode.Scalar) -> Script? {
        guard scalar.properties.isAlphabetic else { return nil }
        switch scalar.value {
        case 0..<0x250, 0x1E00..<0x1F00, 0xFF21..<0xFF5B: return .latin
        case 0x370..<0x400, 0x1F00..<0x2000: return .greek
        case 0x400..<0x530: return .cyrillic
        case 0x530..<0x590: return .armenian
        case 0x590..<0x600: return .hebrew
        case 0x600..<0x780, 0xFB50..<0xFE00, 0xFE70..<0xFF00: return .arabic
        case 0x900..<0x980: return .devanagari
        case 0xE00..<0xE80: return .thai
        case 0x10A0..<0x1100: return .georgian
        case 0x1100..<0x1200, 0x3130..<0x3190, 0xAC00..<0xD7B0: return .hangul
        case 0x3040..<0x3100, 0xFF66..<0xFFA0: return .kana
        case 0x3400..<0xA000, 0x20000..<0x32000: return .han
        default: return nil
        }
    }
}
