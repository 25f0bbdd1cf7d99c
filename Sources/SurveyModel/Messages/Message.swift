import OrderedCollections

/// A sentence or some words for people, in whichever language they are asked for: nothing is rendered before.
///
/// Canvass's own words are named by a ``MessageKey`` with the values that are filled in; what a survey or a return says stands as it is.
public enum Message: Sendable, Hashable, Codable {
    /// What is the same in every language: what was typed, a code, a number, a cell.
    case text(String)
    /// A survey's own words, such as a title or the message of one of its rules.
    case localized(LocalizedText)
    /// Canvass's own words, with what is filled in.
    case entry(MessageKey, [MessageValue])
    /// Several in a row, with what stands between the two placeholders of the key's text between each.
    case list([Message], by: MessageKey)

    /// Canvass's own words.
    ///
    /// - Parameters:
    ///   - key: which of them.
    ///   - values: what is filled in, by the names of the placeholders.
    public static func own(_ key: MessageKey, _ values: KeyValuePairs<String, Message> = [:]) -> Message {
        let values = values.map { MessageValue(name: $0.key, message: $0.value) }
        assert(
            values.map(\.name).sorted() == MessageCatalogue.english.placeholders(of: key).sorted(),
            "the values of \(key.rawValue) are not those of its text")
        return .entry(key, values)
    }

    /// Canvass's own words, for which a survey may have a sentence of its own with the same placeholders.
    ///
    /// - Parameters:
    ///   - key: which of them.
    ///   - values: what the placeholders stand for; those that the text has no place for are left out.
    ///   - question: what stands for `{question}`, where the text has it.
    public static func own(_ key: MessageKey, from values: [String: Message], question: Message? = nil) -> Message {
        .entry(
            key,
            MessageCatalogue.english.placeholders(of: key).compactMap { name in
                (values[name] ?? (name == "question" ? question : nil)).map { MessageValue(name: name, message: $0) }
            })
    }

    /// A whole number, as it stands in a sentence.
    public static func number(_ number: Int) -> Message { .text(String(number)) }

    /// Texts in a row, parted by commas.
    public static func list(_ texts: [String]) -> Message {
        .text(texts.joined(separator: ", "))
    }

    /// The words in a language; those of a language that Canvass does not speak are English.
    ///
    /// - Parameter language: a BCP 47 code. Of Canvass's own words only its first subtag counts.
    public func text(in language: String) -> String {
        switch self {
        case .text(let text): text
        case .localized(let text): text.text(in: language)
        case .entry(let key, let values):
            MessageCatalogue.of(language).text(key) { name in
                values.first { $0.name == name }?.message.text(in: language)
            }
        case .list(let items, let key):
            items.map { $0.text(in: language) }
                .joined(separator: MessageCatalogue.of(language).separator(of: key))
        }
    }

    /// The same words with `change` made in all that is filled in and in a survey's own words; Canvass's own stay.
    public func map(_ change: (String) -> String) -> Message {
        switch self {
        case .text(let text): .text(change(text))
        case .localized(let text): .localized(LocalizedText(text.texts.mapValues(change)))
        case .entry(let key, let values):
            .entry(key, values.map { MessageValue(name: $0.name, message: $0.message.map(change)) })
        case .list(let items, let key): .list(items.map { $0.map(change) }, by: key)
        }
    }

    /// How many bytes there are of what is filled in and of a survey's own words, in all languages; Canvass's own are few. O(its texts).
    var byteCount: Int {
        switch self {
        case .text(let text): text.utf8.count
        case .localized(let text): text.texts.values.reduce(0) { $0 + $1.utf8.count }
        case .entry(_, let values): values.reduce(0) { $0 + $1.message.byteCount }
        case .list(let items, _): items.reduce(0) { $0 + $1.byteCount }
        }
    }

    /// Whether there is nothing to say in any language.
    public var isEmpty: Bool {
        switch self {
        case .text(let text): text.isEmpty
        case .localized(let text): text.texts.values.allSatisfy(\.isEmpty)
        case .entry: false
        case .list(let items, _): items.allSatisfy(\.isEmpty)
        }
    }
}

/// What stands in the place of a placeholder.
public struct MessageValue: Sendable, Hashable, Codable {
    /// The placeholder's name.
    public let name: String
    /// What stands there.
    public let message: Message

    /// A value.
    public init(name: String, message: Message) {
        self.name = name
        self.message = message
    }
}

extension TableDefinition {
    /// A field's title, for a message; its name where there is no such field.
    public func title(ofField field: String) -> Message {
        fields[field].map { .localized($0.title) } ?? .text(field)
    }
}
