/// Names of sheets, as Excel allows them: at most 31 characters, some characters never, no two alike.
enum SheetName {
    private static let most = 31

    /// A name that is allowed and like none of the others, as near as can be to the one that is wanted.
    static func free(_ wanted: String, among others: [String]) -> String {
        let taken = Set(others.map { $0.lowercased() })
        let base = allowed(wanted)
        guard taken.contains(base.lowercased()) else { return base }
        var number = 2
        while true {
            let ending = " (\(number))"
            let candidate = cut(base, to: most - ending.count) + ending
            if !taken.contains(candidate.lowercased()) { return candidate }
            number += 1
        }
    }

    /// A reference to a cell of a sheet: `'3 Objectives'!C11`.
    static func reference(to sheet: String, cell: String) -> String {
        "'\(sheet.replacing("'", with: "''"))'!\(cell)"
    }

    private static func allowed(_ name: String) -> String {
        let scalars = name.unicodeScalars.map { scalar in
            scalar.value < 0x20 || "[]:*?/\\".unicodeScalars.contains(scalar) ? " " : scalar
        }
        var result = String(String.UnicodeScalarView(scalars))
        // An apostrophe may stand neither first nor last.
        result = String(result.drop { $0 == "'" || $0 == " " })
        result = cut(result, to: most)
        while result.hasSuffix("'") || result.hasSuffix(" ") { result.removeLast() }
        return result.isEmpty ? "Sheet" : result
    }

    /// So many characters as UTF-16 counts them.
    private static func cut(_ name: String, to count: Int) -> String {
        var result = ""
        var length = 0
        for character in name {
            length += character.utf16.count
            guard length <= count else { break }
            result.append(character)
        }
        return result
    }
}
