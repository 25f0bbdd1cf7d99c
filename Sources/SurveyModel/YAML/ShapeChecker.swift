/// Checks a YAML tree against a shape and collects everything that does not fit.
struct ShapeChecker {
    let file: String
    /// In a template version's differences, required keys may be absent: the base has them.
    private var allowsAbsence = false
    private(set) var diagnostics: [DefinitionDiagnostic] = []
    /// The languages in which texts are given, each where it stands first. What differs for single reporters may be in their own.
    private(set) var languages: [NamedLanguage] = []

    init(file: String) {
        self.file = file
    }

    /// Checks `node` against `shape`; `path` names the place for messages, such as `tables.practices`.
    mutating func check(_ node: YAMLNode, _ shape: Shape, path: String) {
        switch shape {
        case .any: break
        case .text: checkScalar(node, path, expected: "text") { _ in true }
        case .filled(let what): checkFilled(node, what, path)
        case .word(let words): checkWord(node, words, path)
        case .boolean: checkScalar(node, path, expected: "true or false") { $0 == "true" || $0 == "false" }
        case .integer(let minimum):
            checkScalar(node, path, expected: minimum.map { "a whole number of at least \($0)" } ?? "a whole number") {
                text in
                Int(text).map { $0 >= (minimum ?? Int.min) } ?? false
            }
        case .number: checkScalar(node, path, expected: "a number") { Double($0)?.isFinite ?? false }
        case .size: checkScalar(node, path, expected: "a size such as 64 MiB") { ByteSize.bytes($0) != nil }
        case .date: checkScalar(node, path, expected: "a date such as 2026-11-30") { CalendarDay($0) != nil }
        case .localized(let many): checkLocalized(node, many: many, path)
        case .localizedOrExpression:
            if node["sql"] != nil, node.entries.count == 1 {
                node["sql"].map { check($0, .text, path: "\(path).sql") }
            } else {
                checkLocalized(node, many: false, path)
            }
        case .list(let item, let orOne, let atLeastOne):
            if atLeastOne, case .sequence(let items) = node.content, items.isEmpty {
                report(node.position, "\(path) is an empty list", "Write at least one item.")
            }
            checkList(node, item, orOne: orOne, path)
        case .named(let value, let atLeastOne):
            if atLeastOne, case .mapping(let entries) = node.content, entries.isEmpty {
                report(node.position, "\(path) has nothing in it", "Write at least one `name: …`, indented below.")
            }
            checkEntries(node, value, path, identifiers: true)
        case .keyed(let value): checkEntries(node, value, path, identifiers: false)
        case .object(let object): checkObject(node, object, path)
        case .short(let short, let long):
            if case .mapping = node.content { checkObject(node, long, path) } else { check(node, short, path: path) }
        case .differences(let base):
            let outer = allowsAbsence
            allowsAbsence = true
            check(node, base, path: path)
            allowsAbsence = outer
        }
    }

    private mutating func report(_ position: SourcePosition, _ message: String, _ advice: String) {
        diagnostics.append(.init(file: file, position: position, message: message, advice: advice))
    }

    private mutating func checkScalar(_ node: YAMLNode, _ path: String, expected: String, _ accepts: (String) -> Bool) {
        if let text = node.text, accepts(text) { return }
        report(node.position, "\(path) must be \(expected), but \(node.kind) stands here", "Write \(expected).")
    }

    private mutating func checkFilled(_ node: YAMLNode, _ what: String, _ path: String) {
        if let text = node.text, text.allSatisfy(\.isWhitespace) {
            report(node.position, "\(path) is empty", "Write \(what).")
        } else {
            checkScalar(node, path, expected: what) { _ in true }
        }
    }

    private mutating func checkWord(_ node: YAMLNode, _ words: [String], _ path: String) {
        guard let text = node.text else {
            report(
                node.position, "\(path) must be one of \(words.joined(separator: ", ")), but \(node.kind) stands here",
                "Write one of these words.")
            return
        }
        guard !words.contains(text) else { return }
        report(
            node.position, "\(path) must be one of \(words.joined(separator: ", ")), not '\(text)'",
            ObservationStatus.advice(for: text, among: words) ?? Spelling.advice(for: text, among: words))
    }

    private mutating func checkLocalized(_ node: YAMLNode, many: Bool, _ path: String) {
        let value: Shape = many ? .list(.text, orOne: true) : .filled("text")
        guard case .mapping(let entries) = node.content else {
            check(node, value, path: path)
            return
        }
        if entries.isEmpty, !many { report(node.position, "\(path) is empty", "Write text, or texts by language.") }
        for (index, entry) in entries.enumerated() {
            if !Shape.isLanguage(entry.key) {
                let comma = entries.adviceOnComma(before: index)
                // All that stands behind the first comma of a text is one slip.
                if comma != nil, entries.isBehindComma(index - 1) { continue }
                report(
                    entry.keyPosition, "'\(entry.key)' is not a language code (in \(path))",
                    comma ?? "Texts are given by language, such as `en:` or `fr:` (BCP 47).")
                if comma != nil { continue }
            } else if let shorter = LanguageCode.shorter(entry.key) {
                report(
                    entry.keyPosition, "'\(entry.key)' is not the language's code in BCP 47 (in \(path))",
                    "Write `\(shorter):`.")
            } else if !path.hasPrefix("overrides."), !languages.contains(where: { $0.code == entry.key }) {
                languages.append(NamedLanguage(code: entry.key, position: entry.keyPosition))
            }
            check(entry.value, value, path: "\(path).\(entry.key)")
        }
    }

    private mutating func checkList(_ node: YAMLNode, _ item: Shape, orOne: Bool, _ path: String) {
        switch node.content {
        case .sequence(let items):
            for (index, element) in items.enumerated() { check(element, item, path: "\(path)[\(index + 1)]") }
        case .scalar where orOne, .mapping where orOne:
            check(node, item, path: path)
        default:
            report(
                node.position, "\(path) must be a list, but \(node.kind) stands here",
                "Start each item on its own line with `- `.")
        }
    }

    private mutating func checkEntries(_ node: YAMLNode, _ value: Shape, _ path: String, identifiers: Bool) {
        guard case .mapping(let entries) = node.content else {
            report(
                node.position, "\(path) must be a mapping, but \(node.kind) stands here",
                "Write `name: …` lines, indented below.")
            return
        }
        for entry in entries {
            if identifiers, !Shape.isIdentifier(entry.key) {
                report(
                    entry.keyPosition, "'\(entry.key)' cannot be a name (in \(path))",
                    "Names are lower-case letters, digits and underscores, starting with a letter, at most 63: they become column names."
                )
            }
            check(entry.value, value, path: "\(path).\(entry.key)")
        }
    }

    private mutating func checkObject(_ node: YAMLNode, _ object: ObjectShape, _ path: String) {
        guard case .mapping(let entries) = node.content else {
            report(
                node.position,
                "\(path.isEmpty ? "the file" : path) must be \(object.name), but \(node.kind) stands here",
                "Its keys: \(object.properties.map(\.key).joined(separator: ", ")).")
            return
        }
        for (index, entry) in entries.enumerated() {
            guard let property = object.properties.first(where: { $0.key == entry.key }) else {
                checkUnknown(index, of: entries, object, path)
                continue
            }
            check(entry.value, property.shape, path: path.isEmpty ? entry.key : "\(path).\(entry.key)")
        }
        guard !allowsAbsence else { return }
        checkPresence(node, object, path, given: Set(entries.map(\.key)))
    }

    /// Tells of a key that an object does not have: a misspelt one, or what stands behind a comma.
    private mutating func checkUnknown(
        _ index: Int, of entries: [YAMLNode.Entry], _ object: ObjectShape, _ path: String
    ) {
        let known = object.properties.map(\.key)
        let key = entries[index].key
        let comma = Spelling.nearest(to: key, among: known) == nil ? entries.adviceOnComma(before: index) : nil
        // All that stands behind the first comma of a text is one slip.
        if comma != nil, entries.isBehindComma(index - 1), !known.contains(entries[index - 1].key) { return }
        report(
            entries[index].keyPosition, "unknown key '\(key)' in \(path.isEmpty ? "the definition" : path)",
            comma ?? Spelling.advice(for: key, among: known))
    }

    private mutating func checkPresence(_ node: YAMLNode, _ object: ObjectShape, _ path: String, given: Set<String>) {
        // A misspelt required key is said once, as misspelt, not again as missing.
        let unknown = given.subtracting(object.properties.map(\.key))
        for property in object.properties where property.isRequired && !given.contains(property.key) {
            if unknown.contains(where: { Spelling.nearest(to: $0, among: [property.key]) != nil }) { continue }
            report(
                node.position, "\(path.isEmpty ? "the definition" : path) lacks the key '\(property.key)'",
                "Add `\(property.key):` (\(property.summary)).")
        }
        for keys in object.exactlyOne {
            let found = keys.filter(given.contains)
            if found.count == 1 { continue }
            if found.isEmpty, unknown.contains(where: { Spelling.nearest(to: $0, among: keys) != nil }) { continue }
            report(
                node.position,
                "\(path) needs exactly one of \(keys.joined(separator: ", ")), and has \(found.isEmpty ? "none" : found.joined(separator: " and "))",
                "Give one of them.")
        }
    }
}

extension Shape {
    /// Names become SQL columns and CSV headers: lower-case ASCII, digits, underscores; not the columns that Canvass adds.
    static func isIdentifier(_ text: String) -> Bool {
        guard let first = text.utf8.first, (97...122).contains(first), text.utf8.count <= 63 else { return false }
        return text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
    }

    /// A BCP 47 language code of the simple kind: `en`, `pt-BR`, `zh-Hant`.
    static func isLanguage(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let first = parts.first, (2...3).contains(first.count),
            first.allSatisfy({ $0.isASCII && $0.isLetter && $0.isLowercase })
        else {
            return false
        }
        return parts.dropFirst().allSatisfy {
            (2...8).contains($0.count) && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        }
    }
}
