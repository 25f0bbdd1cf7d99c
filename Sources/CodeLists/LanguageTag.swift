/// Languages as BCP 47 writes them, such as `pt-BR`.
enum LanguageTag {
    /// The tags under which texts in a language are looked for, the nearest first: the language as it is given, in small letters, as the columns of lists are
    /// named, and without its last parts, as `pt` serves for `pt-BR` (RFC 4647, 3.4).
    static func serving(_ language: String) -> [String] {
        var found = [language]
        var part = language.lowercased()[...]
        while !part.isEmpty {
            if part != language { found.append(String(part)) }
            part = part[..<(part.lastIndex(where: { $0 == "-" || $0 == "_" }) ?? part.startIndex)]
        }
        return found
    }
}
