import OrderedCollections
import SurveyModel

/// Fills the placeholders of a rule's sentence: `{name}` by what the rule says of it, `{field}` by a record's value, `{field_label}` by the label of its code.
struct SentenceFilling {
    /// Nil where the sentence is about no one table.
    let table: TableDefinition?
    let record: Record?
    /// What the rule itself gives names to, which come before the record's fields.
    let values: [String: Message]
    /// Where the labels of codes are; nil where no record is told of.
    let records: (any RecordSource)?

    /// The text with its placeholders filled, in each of its languages. What nothing fills stays.
    func filled(_ text: LocalizedText) -> LocalizedText {
        LocalizedText(
            Dictionary(
                uniqueKeysWithValues: text.texts.map { language, sentence in
                    (language, filled(sentence, language: language))
                }))
    }

    private func filled(_ sentence: String, language: String) -> String {
        var result = ""
        var rest = sentence.startIndex
        for name in Self.placeholders(in: sentence) {
            guard let value = value(String(sentence[name]), language: language) else { continue }
            result += sentence[rest..<sentence.index(before: name.lowerBound)]
            result += value
            rest = sentence.index(after: name.upperBound)
        }
        return result + sentence[rest...]
    }

    /// Where names stand in a sentence: between an opening brace and the next closing one, with no other between them.
    static func placeholders(in sentence: String) -> [Range<String.Index>] {
        var names: [Range<String.Index>] = []
        var start: String.Index?
        for index in sentence.indices {
            switch sentence[index] {
            case "{": start = sentence.index(after: index)
            case "}":
                if let start { names.append(start..<index) }
                start = nil
            default: break
            }
        }
        return names
    }

    private func value(_ name: String, language: String) -> String? {
        if let value = values[name] { return value.text(in: language) }
        guard let record, let table else { return nil }
        let field = table.fields[name] ?? (name.hasSuffix("_label") ? table.fields[String(name.dropLast(6))] : nil)
        if field?.isPrivate == true { return PrivateAnswers.mark }
        if let index = table.index(of: name) {
            return record.entries[index]?.value?.text ?? record.entries[index]?.raw.text ?? ""
        }
        guard name.hasSuffix("_label"), let index = table.index(of: String(name.dropLast(6))) else { return nil }
        guard let value = record.entries[index]?.value, let list = table.fields.values[index].codeList else {
            return record.entries[index]?.value?.text ?? record.entries[index]?.raw.text ?? ""
        }
        let codes = if case .codes(let codes) = value { codes } else { [value.text] }
        return codes.map { records?.label(of: $0, list: list, language: language) ?? $0 }.joined(separator: ", ")
    }
}
