import SurveyModel

/// How messages stand in a bundle's file: by their keys, so that a run says them in the survey's language.
extension BundleWriter {
    mutating func append(_ message: Message) {
        switch message {
        case .text(let text):
            append(kind: .text)
            append(text: text)
        case .localized(let text):
            append(kind: .localized)
            append(count: text.texts.count)
            for (language, text) in text.texts.sorted(by: { $0.key < $1.key }) {
                append(text: language)
                append(text: text)
            }
        case .entry(let key, let values):
            append(kind: .entry)
            append(text: key.rawValue)
            append(count: values.count)
            for value in values {
                append(text: value.name)
                append(value.message)
            }
        case .list(let items, let key):
            append(kind: .list)
            append(text: key.rawValue)
            append(count: items.count)
            for item in items { append(item) }
        }
    }

    mutating func append(optional message: Message?) {
        append(count: message == nil ? 0 : 1)
        if let message { append(message) }
    }

    private mutating func append(kind: BundleForm.MessageKind) { append(count: Int(kind.rawValue)) }
}

extension BundleForm {
    /// The kinds of messages.
    enum MessageKind: UInt8 {
        case text = 1
        case localized, entry, list
    }

    /// Messages in messages go no deeper: the program's own lie six deep at most, and a file that says otherwise shall not be followed.
    static let deepestMessage = 8
}

extension BundleReader {
    mutating func message() throws -> Message { try message(depth: 0) }

    mutating func optionalMessage() throws -> Message? { try optional { try $0.message() } }

    private mutating func message(depth: Int) throws -> Message {
        guard depth < BundleForm.deepestMessage, let kind = BundleForm.MessageKind(rawValue: try byte()) else {
            throw Damaged()
        }
        switch kind {
        case .text: return .text(try text())
        case .localized:
            let texts = try list { reader in (try reader.text(), try reader.text()) }
            return .localized(LocalizedText(Dictionary(texts) { first, _ in first }))
        case .entry:
            let key = try messageKey()
            return .entry(
                key,
                try list { reader in
                    MessageValue(name: try reader.text(), message: try reader.message(depth: depth + 1))
                })
        case .list:
            let key = try messageKey()
            return .list(try list { try $0.message(depth: depth + 1) }, by: key)
        }
    }

    private mutating func messageKey() throws -> MessageKey {
        guard let key = MessageKey.named(try text()) else { throw Damaged() }
        return key
    }
}
