/// Canvass's own words in one language. They are part of the program, so that a process which may open no file has them too.
public struct MessageCatalogue: Sendable {
    /// The words in English, which stand for those of every language that is none of the others.
    public static let english = MessageCatalogue(englishTexts)
    /// The words in French.
    public static let french = MessageCatalogue(frenchTexts)
    /// The words in Spanish.
    public static let spanish = MessageCatalogue(spanishTexts)

    /// The words in a language.
    ///
    /// - Parameter language: a BCP 47 code, of which only the first subtag counts.
    public static func of(_ language: String) -> MessageCatalogue {
        switch language {
        case "en": english
        case "fr": french
        case "es": spanish
        default:
            switch language.prefix(while: { $0 != "-" && $0 != "_" }).lowercased() {
            case "fr": french
            case "es": spanish
            default: english
            }
        }
    }

    /// A text, cut at its placeholders: before each of them, and behind the last.
    struct Template: Sendable {
        let literals: [String]
        let placeholders: [String]
    }

    private let templates: [MessageKey: Template]

    /// Reads texts, one a line: the key, ` = ` and the text. What is no line of a key is left out, which a test would see.
    init(_ texts: String) {
        var templates: [MessageKey: Template] = [:]
        for line in texts.split(separator: "\n") {
            guard let sign = line.firstRange(of: " = "),
                let key = MessageKey.named(String(line[..<sign.lowerBound]))
            else { continue }
            templates[key] = Template(line[sign.upperBound...])
        }
        self.templates = templates
    }

    /// The keys that have a text.
    public var keys: Set<MessageKey> { Set(templates.keys) }

    /// The names of the values that a text has places for, in their order.
    public func placeholders(of key: MessageKey) -> [String] { templates[key]?.placeholders ?? [] }

    /// A text as it stands in the catalogue, cut at its placeholders.
    public func literals(of key: MessageKey) -> [String] { templates[key]?.literals ?? [] }

    /// What stands between the two placeholders of a text.
    func separator(of key: MessageKey) -> String {
        let literals = literals(of: key)
        return literals.count == 3 ? literals[1] : ", "
    }

    /// A text with its values filled in; a value that is not there leaves its placeholder. A value is not searched for placeholders itself.
    func text(_ key: MessageKey, value: (String) -> String?) -> String {
        guard let template = templates[key] else { return key.rawValue }
        guard var text = template.literals.first else { return "" }
        for (name, literal) in zip(template.placeholders, template.literals.dropFirst()) {
            text += value(name) ?? "{\(name)}"
            text += literal
        }
        return text
    }
}

extension MessageCatalogue.Template {
    /// Cuts a text at `{name}`; a brace that no name of small letters and `_` follows is one of the text's own.
    init(_ text: Substring) {
        var literals: [String] = []
        var placeholders: [String] = []
        var literal = ""
        var rest = text
        while let open = rest.firstIndex(of: "{") {
            literal += rest[..<open]
            rest = rest[rest.index(after: open)...]
            let name = rest.prefix { $0 == "_" || ("a"..."z").contains($0) }
            guard !name.isEmpty, name.endIndex < rest.endIndex, rest[name.endIndex] == "}" else {
                literal += "{"
                continue
            }
            literals.append(literal)
            placeholders.append(String(name))
            literal = ""
            rest = rest[rest.index(after: name.endIndex)...]
        }
        self.literals = literals + [literal + rest]
        self.placeholders = placeholders
    }
}

extension MessageKey {
    /// The key of a raw value; `init(rawValue:)` compares it with that of one case after the other, and keys are read by the thousand.
    public static func named(_ rawValue: String) -> MessageKey? { byRawValue[rawValue] }

    private static let byRawValue = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
}
