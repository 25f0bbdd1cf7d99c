/// The signs of currencies in a text: of two amounts they may be all that tells them apart, as in "100 €" and "100 $".
enum CurrencySigns {
    /// - Parameter text: well-formed UTF-8.
    static func found(in text: UnsafeBufferPointer<UInt8>) -> Set<Unicode.Scalar> {
        // Most texts have no byte with which one begins.
        guard text.contains(where: { $0 == UInt8(ascii: "$") || $0 == 0xC2 || $0 >= 0xD6 }) else { return [] }
        var found: Set<Unicode.Scalar> = []
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars where isOne(scalar) {
            found.insert(narrow[scalar] ?? scalar)
        }
        return found
    }

    /// The sign of no currency in particular, ¤, is a bullet where it stands.
    private static func isOne(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .currencySymbol && scalar != "\u{A4}"
    }

    /// What wide and small signs are.
    private static let narrow: [Unicode.Scalar: Unicode.Scalar] = [
        "\u{FF04}": "$", "\u{FE69}": "$", "\u{FFE0}": "¢", "\u{FFE1}": "£", "\u{FFE5}": "¥", "\u{FFE6}": "₩",
    ]
}
