/// What is left of a text beside its numeral, of which nothing is known: words that change nothing of the number, such as "apples", or something by which it
/// is another one, such as the letters O in "4OO".
struct Leftovers {
    /// Before the numeral, and behind it.
    let before: [TextPiece]
    let behind: [TextPiece]
    /// The words that no space parts from the numeral on these sides.
    let touchingBefore: TextPiece?
    let touchingBehind: TextPiece?
    let language: String?
    /// Whether an `m` or `t` behind the numeral is metres or tonnes: in a field for amounts or people it is as likely millions or thousands.
    let isPhysical: Bool

    /// Whether the numeral may not be the number that was meant: then it is not suggested.
    var mayChangeNumber: Bool {
        mayChange(before, touching: touchingBefore, isBefore: true)
            || mayChange(behind, touching: touchingBehind, isBefore: false)
    }

    private func mayChange(_ pieces: [TextPiece], touching: TextPiece?, isBefore: Bool) -> Bool {
        if !isBefore, !isPhysical, Self.letters[pieces[...]] ?? false { return true }
        // Units and mostly flags stand behind their number: "l00" is no litre, "I2" not imputed.
        if !isBefore, ValueFlags.isLikely(pieces[...]) || FieldUnit.isKnown(pieces[...]) { return false }
        if let touching, Self.isOneWord(touching), pieces.contains(where: { $0.text == touching.text }) { return true }
        if isBefore, ValueFlags.isLikely(pieces[...]) { return false }
        return pieces.indices.contains { place in
            Self.mayChange(pieces[place]) && (isBefore || !Self.isParting(pieces[place...]))
                || NumberWords.minus.first(of: pieces[place...]) != nil
                // "M€ 5", "5 apples (thousands)".
                || Multipliers.first(of: pieces[place...], language: language, isBesideCurrency: isBefore) != nil
        }
    }

    /// Whether a word that touches digits is one with them: "x12y", but not "No.5", nor where words are written without spaces.
    private static func isOneWord(_ piece: TextPiece) -> Bool {
        piece.kind == .word && !piece.text.hasSuffix(".")
            && !piece.text.unicodeScalars.contains(where: PlainText.isWithoutSpaces)
    }

    /// Whether the first of the pieces is a dash before words, which parts them from the number: "12 000 – see annex".
    private static func isParting(_ pieces: ArraySlice<TextPiece>) -> Bool {
        guard let dash = pieces.first, dash.text == "-" || dash.text == "—", let next = pieces.dropFirst().first
        else { return false }
        return next.kind == .word && !next.isAttached
    }

    private static func mayChange(_ piece: TextPiece) -> Bool {
        let scalars = piece.text.unicodeScalars
        guard piece.kind == .word else {
            // Dashes and signs such as ▲, which is less than nothing in Japan, and more elsewhere; "Total = 250" says what the number is.
            return piece.text != "=" && scalars.contains { changing.contains($0.properties.generalCategory) }
        }
        // The 2 of "km2" is an exponent.
        let word = scalars.dropLast(piece.text.hasSuffix("2") || piece.text.hasSuffix("3") ? 1 : 0)
        return word.contains { TextPiece.isDigit($0) || CompoundNumeral.signs.contains($0) }
            // The letter for a zero: "12 OOO".
            || scalars.allSatisfy { $0 == "o" || $0 == "о" || $0 == "ο" }
            || multipliers.contains { piece.text.hasPrefix($0) }
    }

    /// Units, or short for millions and thousands.
    private static let letters = PhraseTable("m|m.|t|t.|т|т.")

    /// Of the other numbers, fractions such as ⅓ add to what stands before them.
    private static let changing: Set<Unicode.GeneralCategory> = [
        .dashPunctuation, .mathSymbol, .otherSymbol, .otherNumber, .letterNumber,
    ]

    /// How words for thousands and more begin, be they misspelt, and "though", "milestones" and "bilateral" do not. Short ones such as "mil" are found as they
    /// are, among the multipliers.
    private static let multipliers = [
        "thous", "tsd", "mio", "mill", "milio", "milia", "milij", "milj", "milh", "mily", "mln", "mld", "mrd",
        "billi", "billo", "bilio", "bilij", "bilj", "bilh", "trilli", "trillo", "trilio", "trilij", "trilj", "trily",
        "тыс", "тис", "млн", "млрд", "милл", "милио", "милиа", "милиј", "мільй", "мілья",
    ].map { PlainText.fold($0) }
}
