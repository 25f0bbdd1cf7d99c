/// What the bytes from 0x80 on stand for in an encoding of one byte a character, and how well that goes with what stands beside them.
struct CodePage {
    private enum Kind {
        case undefined
        case lower
        case upper
        case sign
    }

    let encoding: TextEncoding
    private let scalars: [Unicode.Scalar?]
    private let kinds: [Kind]

    init(_ encoding: TextEncoding) {
        let scalars = encoding.upperHalf ?? Array(repeating: nil, count: 128)
        self.encoding = encoding
        self.scalars = scalars
        kinds = scalars.map { Self.kind($0) }
    }

    private static func kind(_ scalar: Unicode.Scalar?) -> Kind {
        guard let scalar, scalar.value >= 0xA0 else { return .undefined }
        if scalar == "ª" || scalar == "º" { return .sign }
        return scalar.properties.isLowercase ? .lower : scalar.properties.isUppercase ? .upper : .sign
    }

    /// What a byte from 0x80 on stands for; nil where it is not defined.
    func scalar(_ byte: UInt8) -> Unicode.Scalar? { scalars[Int(byte & 0x7F)] }

    private func kind(of byte: UInt8) -> Kind { kinds[Int(byte & 0x7F)] }

    // MARK: Sense

    /// How well the bytes make sense: letters inside words speak for it, signs inside words against.
    func score(_ contexts: [ByteContext]) -> Int { contexts.reduce(0) { $0 + weight($1) } }

    /// Letters that hardly occur in a text, such as those that bytes of other encodings give.
    private static let rareLetters: Set<Unicode.Scalar> = ["ƒ", "ı", "ﬁ", "ﬂ"]
    /// Quotation marks and dashes, which stand at words, and dashes and apostrophes, which stand in them.
    private static let marks: Set<Unicode.Scalar> = ["–", "—", "‘", "’", "‚", "“", "”", "„", "‹", "›", "•"]
    private static let innerMarks: Set<Unicode.Scalar> = ["·", "’", "–", "—"]
    /// Signs that stand between letters in good text too, as in W/m²K, N°s and New York with a blank that does not break; not ³, which is an ł in
    /// Central Europe.
    private static let innerSigns: Set<Unicode.Scalar> = ["\u{A0}", "\u{AD}", "²", "°", "…", "®", "×"]
    private static let otherSigns: Set<Unicode.Scalar> = ["€", "…", "«", "»", "°", "\u{A0}"]

    /// How well a byte makes sense.
    func weight(_ context: ByteContext) -> Int {
        guard let scalar = scalar(context.byte) else { return -10 }
        switch kind(of: context.byte) {
        case .undefined: return -10
        case .lower:
            guard context.touchesLetter else { return 0 }
            let isFirstEszett = scalar == "ß" && context.before < 0x80 && !ByteContext.isLetter(context.before)
            return isFirstEszett || Self.rareLetters.contains(scalar) ? -1 : 2
        case .upper:
            if ByteContext.isLower(context.before) { return -3 }
            if ByteContext.isUpper(context.before) || ByteContext.isUpper(context.after) { return 2 }
            return context.touchesLetter ? 1 : 0
        case .sign: return weight(ofSign: scalar, context)
        }
    }

    private func weight(ofSign scalar: Unicode.Scalar, _ context: ByteContext) -> Int {
        if context.isBetweenLetters {
            if Self.innerMarks.contains(scalar) { return 2 }
            // Typed for an apostrophe, as in O´Brien and l´École.
            if scalar == "´" { return 1 }
            // Where Mac Roman has its …, Windows-1252 has the É of LeÉtoile.
            let isPerhapsLetter = scalar == "…" && encoding == .macRoman
            return Self.innerSigns.contains(scalar) && !isPerhapsLetter ? 0 : -3
        }
        if Self.marks.contains(scalar) { return context.touchesLetter ? 2 : 1 }
        switch scalar {
        case "´": return ByteContext.isLetter(context.before) ? 1 : 0
        case "½", "¼", "¾": return ByteContext.isDigit(context.before) ? 2 : 0
        case "¡", "¿": return ByteContext.isLetter(context.after) ? 1 : 0
        case "¤": return -1
        default: return Self.otherSigns.contains(scalar) ? 1 : 0
        }
    }

    // MARK: Languages

    /// How many bytes in words are neither letters of a language, given in lower case, nor signs that may stand there.
    func misses(_ alphabet: String, _ contexts: [ByteContext]) -> Int {
        let belongs = bytes(of: alphabet)
        return contexts.count { !fits($0, belongs) }
    }

    private func fits(_ context: ByteContext, _ belongs: [Bool]) -> Bool {
        // Three in a row are letters of one language, as in Kroměříž, or of a script with more than a byte a character.
        let isAmongOwn = belongs[Int(context.before & 0x7F)] && belongs[Int(context.after & 0x7F)]
        guard !context.isInRun || isAmongOwn else { return false }
        guard belongs[Int(context.byte & 0x7F)] else {
            return (kind(of: context.byte) == .sign || scalar(context.byte) == "µ") && weight(context) >= 0
        }
        // Capitals stand in front, or among capitals.
        return kind(of: context.byte) == .upper
            ? !ByteContext.isLower(context.before)
            : !ByteContext.isUpper(context.after) || ByteContext.isUpper(context.before)
    }

    /// How many bytes are one of some letters, given in lower case, of a script of its own: beside others of it, and not beside Latin ones.
    func hits(_ letters: String, _ contexts: [ByteContext]) -> Int {
        let belongs = bytes(of: letters)
        return contexts.count { context in
            guard belongs[Int(context.byte & 0x7F)], !context.touchesLetter, context.isInWord else { return false }
            let isInside = context.before >= 0x80 && kind(of: context.before) == .lower
            return kind(of: context.byte) != .upper || !isInside
        }
    }

    /// For each byte from 0x80 on, whether it is one of these letters, small or capital.
    private func bytes(of letters: String) -> [Bool] {
        let letters = Set(letters.unicodeScalars)
        return scalars.map { scalar in
            guard let scalar else { return false }
            if letters.contains(scalar) { return true }
            let lower = scalar.properties.lowercaseMapping.unicodeScalars
            return lower.count == 1 && lower.first.map { letters.contains($0) } ?? false
        }
    }
}
