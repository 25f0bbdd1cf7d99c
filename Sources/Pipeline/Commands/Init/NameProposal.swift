import Extract
import Foundation
import SurveyModel

/// Names of tables, fields and code lists made of a questionnaire's words: lower-case ASCII, digits and underscores, meaningful, each once.
struct NameProposal {
    /// Longer names are no help to who types them.
    private static let longest = 40

    private var taken: Set<String>
    /// Whether labels are in two languages, such as `City / Ville`: then the first gives the name.
    private let isBilingual: Bool
    /// What is put behind a word that cannot be a name by itself.
    private let suffix: String

    /// Names that differ from each other and from some others.
    init(reserved: Set<String> = [], isBilingual: Bool = false, suffix: String = "answer") {
        taken = reserved
        self.isBilingual = isBilingual
        self.suffix = suffix
    }

    private func own(_ label: String) -> String {
        isBilingual ? QuestionText.halves(label)?.first ?? label : label
    }

    /// Columns that Canvass adds to tables and views, and words of SQL that would need quotes in every rule.
    static let reservedFields = Set(
        TableDefinition.identityColumns + TableDefinition.rejectionColumns + StagingSchema.valueWords
            + [StagingSchema.roundOfPrevious]
    ).union([
        "all", "and", "as", "asc", "between", "by", "case", "check", "collate",
        "column", "constraint", "create", "current", "default", "delete", "desc", "distinct", "drop", "else", "end",
        "exists", "from", "group", "having", "in", "index", "insert", "into", "is", "join", "key", "like", "limit",
        "match", "no", "not", "null", "of", "offset", "on", "or", "order", "primary", "references", "select", "set",
        "table", "then", "to", "union", "unique", "update", "using", "values", "when", "where", "with",
    ])

    /// Names that rules read as something else.
    static let reservedTables = reservedFields.subtracting(TableDefinition.rejectionColumns).union(
        StagingSchema.views)

    /// A table's name for a label; `fallback` where its words give none, or one that the database keeps for itself.
    mutating func tableName(for label: String, in language: String, fallback: String) -> String {
        let base = Self.base(own(label), language) ?? fallback
        return unique(StagingSchema.isReserved(table: base) ? fallback : base)
    }

    /// A name for a label; `fallback` where its words give none, such as in another script.
    mutating func name(for label: String, in language: String, fallback: String) -> String {
        unique(Self.base(own(label), language) ?? fallback)
    }

    /// A name for a label under a group.
    mutating func name(for label: String, under group: String, in language: String, fallback: String) -> String {
        let both = [Self.base(own(group), language), Self.base(own(label), language)].compactMap(\.self)
        let joined = both.joined(separator: "_")
        return unique(joined.isEmpty ? fallback : Self.shortened(joined))
    }

    private mutating func unique(_ base: String) -> String {
        var name = base
        var number = 2
        while taken.contains(name) || collides(name) {
            name = Self.reservedFields.contains(base) && number == 2 ? "\(base)_\(suffix)" : "\(base)_\(number)"
            if !taken.contains(name), !collides(name) { break }
            number += 1
        }
        taken.insert(name)
        return name
    }

    /// Whether Canvass adds a column of this name beside another field.
    private func collides(_ name: String) -> Bool {
        TableDefinition.derivedEndings.contains { ending in
            name.hasSuffix(ending) && taken.contains(String(name.dropLast(ending.count)))
                || taken.contains(name + ending)
        }
    }

    // MARK: - Words

    /// The words of a label as a name; nil where nothing is left.
    static func base(_ label: String, _ language: String) -> String? {
        let label = QuestionText.withoutParentheses(QuestionText.withoutNumbering(label))
        // What stands behind a comma or colon explains, but for "If yes, …" and "of which: …", which say nothing by themselves.
        let parts = label.split(whereSeparator: { ",;:".contains($0) }).map(String.init)
        let bare = parts.first { !openers.contains(TextFolding.fold($0)) } ?? parts.first ?? label
        let all = words(bare)
        // The letter of "Section A" is no article.
        let kept = all.enumerated().filter { index, word in
            !articles.contains(word) || index > 0 && index == all.count - 1 && word.count == 1
        }.map(\.element)
        var words = kept.isEmpty ? all : kept
        if words.joined(separator: "_").count > 28 {
            let telling = words.filter { !fillers.contains($0) }
            if !telling.isEmpty { words = telling }
        }
        // A name starts with a letter.
        if let first = words.firstIndex(where: { $0.first?.isLetter ?? false }) {
            words = Array(words[first...] + words[..<first])
        }
        guard let first = words.first else { return nil }
        if first.first?.isNumber ?? true { words[0] = "n\(first)" }
        return shortened(words.joined(separator: "_"))
    }

    /// Latin letters without accents, digits; everything else separates words.
    private static func words(_ text: String) -> [String] {
        var latin = text
        for (letter, letters) in [
            "ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d",
            "ð": "d", "þ": "th",
        ] {
            latin = latin.replacingOccurrences(of: letter, with: letters)
        }
        // An apostrophe ends an elided article: "l'organisme", but not "men's".
        latin = latin.replacingOccurrences(of: "’", with: "'").replacingOccurrences(of: "'s ", with: "s ")
        let folded = latin.folding(options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive], locale: nil)
        let plain = folded.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        return plain.map(String.init)
    }

    /// As many whole words as fit.
    private static func shortened(_ name: String) -> String {
        var parts = name.split(separator: "_")
        guard name.count > longest else { return name }
        while parts.joined(separator: "_").count > longest, parts.count > 1 { parts.removeLast() }
        while let last = parts.last, parts.count > 1, fillers.contains(String(last)) || articles.contains(String(last))
        {
            parts.removeLast()
        }
        return String(parts.joined(separator: "_").prefix(longest))
    }

    /// What begins a label that goes on behind a comma or colon; folded.
    private static let openers: Set<String> = [
        "if yes", "if no", "if so", "if not", "if any", "if applicable", "of which", "of whom", "thereof", "including",
        "si oui",
        "si non", "le cas echeant", "dont", "falls ja", "falls nein", "wenn ja", "wenn nein", "davon", "darunter",
        "en caso afirmativo", "en caso negativo", "en su caso", "de los cuales", "de las cuales", "de ellos",
        "de ellas",
        "in caso affermativo", "se si", "di cui", "se sim", "em caso afirmativo", "dos quais", "das quais", "zo ja",
        "waarvan",
    ]

    /// Dropped wherever they stand.
    private static let articles: Set<String> = [
        "the", "a", "an", "le", "la", "les", "l", "d", "un", "une", "el", "los", "las", "una", "der", "die", "das",
        "den",
        "dem", "des", "ein", "eine", "il", "lo", "gli", "het", "een", "please", "o", "os", "as", "s",
    ]

    /// Dropped where a name would be long.
    private static let fillers: Set<String> = [
        "of", "in", "on", "for", "to", "and", "or", "by", "with", "from", "at", "is", "are", "was", "were", "it", "its",
        "this", "that", "which", "your", "you", "all", "any", "do", "does", "has", "have", "been", "be", "if", "as",
        "there",
        "de", "du", "et", "ou", "pour", "par", "dans", "au", "aux", "sur", "est", "ce", "cette", "votre", "vos", "que",
        "qui",
        "del", "y", "para", "por", "en", "su", "und", "oder", "fur", "von", "im", "zu", "zur", "zum", "mit", "di",
        "della",
        "per", "con", "da", "do", "dos", "van", "voor", "op", "tous", "toutes",
    ]

    // MARK: - Codes

    /// Codes for labels: those that stand in front of them ("01 Defence"), the labels themselves where they are short
    /// codes already ("EUR"), else their first words.
    static func codes(for texts: [String], in language: String, isBilingual: Bool = false) -> [String] {
        var names = NameProposal(isBilingual: isBilingual)
        let labels = texts.map { names.own($0) }
        let prefixes = labels.map { prefix(of: $0) }
        if labels.count >= 2, prefixes.allSatisfy({ $0 != nil }), Set(prefixes).count == labels.count {
            return prefixes.compactMap(\.self)
        }
        let areCodes = labels.allSatisfy { label in
            label.count <= 6 && label.allSatisfy { $0.isASCII && ($0.isUppercase || $0.isNumber) }
        }
        if areCodes { return labels }
        return labels.enumerated().map { index, label in
            guard let base = base(label, language) else { return names.unique("item_\(index + 1)") }
            return names.unique(base)
        }
    }

    /// A code in front of a label: digits with dots, or one capital letter, and a sign or blank behind it.
    private static func prefix(of label: String) -> String? {
        guard let space = label.firstIndex(of: " ") else { return nil }
        let first = label[..<space]
        let code = first.filter { !"().:-–".contains($0) || $0 == "." && first.last != "." }
        guard !code.isEmpty, label[space...].contains(where: \.isLetter) else { return nil }
        let isNumber = code.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") } && code.first?.isNumber ?? false
        let isLetter = code.count == 1 && code != first && code.first?.isUppercase ?? false
        return isNumber || isLetter ? code : nil
    }
}
