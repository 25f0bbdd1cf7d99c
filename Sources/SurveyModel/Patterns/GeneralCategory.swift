/// The general categories of Unicode (Standard Annex 44, table 12), a bit each.
enum GeneralCategory {
    private static let bits: [String: UInt32] = [
        "Lu": 1 << 0, "Ll": 1 << 1, "Lt": 1 << 2, "Lm": 1 << 3, "Lo": 1 << 4, "Mn": 1 << 5, "Mc": 1 << 6, "Me": 1 << 7,
        "Nd": 1 << 8, "Nl": 1 << 9, "No": 1 << 10, "Pc": 1 << 11, "Pd": 1 << 12, "Ps": 1 << 13, "Pe": 1 << 14,
        "Pi": 1 << 15, "Pf": 1 << 16, "Po": 1 << 17, "Sm": 1 << 18, "Sc": 1 << 19, "Sk": 1 << 20, "So": 1 << 21,
        "Zs": 1 << 22, "Zl": 1 << 23, "Zp": 1 << 24, "Cc": 1 << 25, "Cf": 1 << 26, "Cs": 1 << 27, "Co": 1 << 28,
        "Cn": 1 << 29,
    ]

    /// All categories.
    static let all: UInt32 = (1 << 30) - 1

    /// `\d`: decimal digits of all scripts, as in XML Schema.
    static let digit: UInt32 = 1 << 8

    /// `\w`: letters, marks, decimal digits and connecting punctuation (Unicode Technical Standard 18, annex C).
    static let word: UInt32 = 0xFF | 1 << 8 | 1 << 11

    /// The names, for messages.
    static let names = "L, Lu, Ll, Lt, Lm, Lo, M, N, Nd, Nl, No, P, S, Sc, Z, Zs, C and the like"

    /// The bits of a category or of a group of them: `Lu`, `L`; `nil` where there is no such category.
    static func mask(_ name: String) -> UInt32? {
        if let bit = bits[name] { return bit }
        guard name.utf8.count == 1 else { return nil }
        let mask = bits.reduce(UInt32(0)) { $1.key.hasPrefix(name) ? $0 | $1.value : $0 }
        return mask == 0 ? nil : mask
    }
}

extension Unicode.GeneralCategory {
    /// The category's bit, in the order of the standard's table.
    var mask: UInt32 {
        switch self {
        case .uppercaseLetter: 1 << 0
        case .lowercaseLetter: 1 << 1
        case .titlecaseLetter: 1 << 2
        case .modifierLetter: 1 << 3
        case .otherLetter: 1 << 4
        case .nonspacingMark: 1 << 5
        case .spacingMark: 1 << 6
        case .enclosingMark: 1 << 7
        case .decimalNumber: 1 << 8
        case .letterNumber: 1 << 9
        case .otherNumber: 1 << 10
        case .connectorPunctuation: 1 << 11
        case .dashPunctuation: 1 << 12
        case .openPunctuation: 1 << 13
        case .closePunctuation: 1 << 14
        case .initialPunctuation: 1 << 15
        case .finalPunctuation: 1 << 16
        case .otherPunctuation: 1 << 17
        case .mathSymbol: 1 << 18
        case .currencySymbol: 1 << 19
        case .modifierSymbol: 1 << 20
        case .otherSymbol: 1 << 21
        case .spaceSeparator: 1 << 22
        case .lineSeparator: 1 << 23
        case .paragraphSeparator: 1 << 24
        case .control: 1 << 25
        case .format: 1 << 26
        case .surrogate: 1 << 27
        case .privateUse: 1 << 28
        case .unassigned: 1 << 29
        @unknown default: 1 << 29
        }
    }
}
