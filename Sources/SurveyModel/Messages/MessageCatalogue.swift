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
        // By bytes, since each process that tells anything reads them all.
        for line in texts.utf8.split(separator: UInt8(ascii: "\n")) {
            guard let (name, text) = Self.parts(of: line), let key = MessageKey.named(String(name)) else { continue }
            templates[key] = Template(text)
        }
        self.templates = templates
    }

    /// What stands before and behind the first ` = ` of a line.
    private static func parts(of line: Substring.UTF8View) -> (key: Substring, text: Substring)? {
        let space = UInt8(ascii: " ")
        var place = line.startIndex
        while let sign = line[place...].firstIndex(of: UInt8(ascii: "=")) {
            let behind = line.index(after: sign)
            if sign > line.startIndex, line[line.index(before: sign)] == space, behind < line.endIndex,
                line[behind] == space
            {
                return (Substring(line[..<line.index(before: sign)]), Substring(line[line.index(after: behind)...]))
            }
            place = behind
        }
        return nil
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
        let bytes = text.utf8
        // Where the literal begins, and where the next brace is looked for.
        var start = bytes.startIndex
        var place = start
        while let open = bytes[place...].firstIndex(of: UInt8(ascii: "{")) {
            place = bytes.index(after: open)
            let name = bytes[place...].prefix {
                $0 == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
            }
            guard !name.isEmpty, name.endIndex < bytes.endIndex, bytes[name.endIndex] == UInt8(ascii: "}") else {
                continue
            }
            literals.append(String(text[start..<open]))
            placeholders.append(String(Substring(name)))
            start = bytes.index(after: name.endIndex)
            place = start
        }
        literals.append(String(text[start...]))
        self.literals = literals
        self.placeholders = placeholders
    }
}

extension MessageKey {
    /// The key of a raw value; `init(rawValue:)` compares it with that of one case after the other, and keys are read by the thousand.
    public static func named(_ rawValue: String) -> MessageKey? { byRawValue[rawValue] }

    private static let byRawValue = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
}
