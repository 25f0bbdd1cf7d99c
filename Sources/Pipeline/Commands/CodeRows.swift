import CodeLists
import SurveyModel

/// What `canvass codes match` prints: a row for each text, with what became of it.
public struct CodeRows: Sendable {
    /// How rows are written: CSV, or a JSON object on a line of its own.
    public enum Format: String, Sendable, CaseIterable {
        case csv, json
    }

    private static let columns = ["input", "code", "label", "method", "confidence", "suggestions"]

    private let matcher: CodeMatcher
    private let scheme: String?
    private let language: String
    private let format: Format
    /// For each item its code and label, as fields.
    private let items: [Item]

    private struct Item: Sendable {
        let code: String
        let label: String
        /// Both as CSV, with a comma before and after.
        let csv: [UInt8]
    }

    /// Prepares the rows.
    ///
    /// - Parameters:
    ///   - scheme: another scheme for the codes, such as `iso2`; nil or `iso3` for the list's own. An item that has no code
    ///     in it (Kosovo in M49) gets an empty one, with its label.
    ///   - language: the language of texts and labels.
    public init(_ matching: CodeMatching, scheme: String?, language: String, format: Format) {
        matcher = matching.matcher
        self.scheme = scheme
        self.language = language
        self.format = format
        items = matching.matcher.list.items.map { [list = matching.matcher.list] item in
            let code = Self.code(item, scheme) ?? ""
            let label = list.label(of: item.code, language: language) ?? ""
            var row = CSVText()
            row.append(["", code, label, ""])
            return Item(code: code, label: label, csv: Array(row.bytes.dropLast()))
        }
    }

    private static func code(_ item: CodeItem, _ scheme: String?) -> String? {
        guard let scheme, scheme != "iso3" else { return item.code }
        return item.otherCodes[scheme]
    }

    /// What stands before the rows.
    public var header: [UInt8] {
        guard format == .csv else { return [] }
        var text = CSVText()
        text.append(Self.columns)
        return text.bytes
    }

    /// Matches texts and appends their rows, with room of its own that is used again from text to text: for one thread.
    public func writer() -> (_ text: Span<UInt8>, _ rows: inout [UInt8]) -> Void {
        var room = MatchingRoom()
        return { text, rows in
            let found = matcher.match(utf8: text, language: language, room: &room)
            if format == .csv, let item = found.item {
                append(text, items[item], found, &rows)
            } else {
                append(fields(text, found), &rows)
            }
        }
    }

    /// Appends the row of a text that was found.
    private func append(_ text: Span<UInt8>, _ item: Item, _ found: ItemMatch, _ rows: inout [UInt8]) {
        CSVText.appendField(text, to: &rows)
        rows += item.csv
        if let method = found.method { rows += method.rawValue.utf8 }
        rows.append(UInt8(ascii: ","))
        rows += Value.shortest(found.confidence).utf8
        rows.append(UInt8(ascii: ","))
        rows.append(UInt8(ascii: "\n"))
    }

    private func append(_ fields: [String], _ rows: inout [UInt8]) {
        switch format {
        case .csv:
            var text = CSVText()
            text.append(fields)
            rows += text.bytes
        case .json:
            rows += JSONText.object(zip(Self.columns, fields).map { ($0, JSONText.quoted($1)) }).utf8
            rows.append(UInt8(ascii: "\n"))
        }
    }

    private func fields(_ text: Span<UInt8>, _ found: ItemMatch) -> [String] {
        let list = matcher.list
        let suggestions = found.suggestions.map { suggestion in
            let code = list[suggestion.code].flatMap { Self.code($0, scheme) } ?? suggestion.code
            return "\(code) \(suggestion.label)"
        }
        return [
            text.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) },
            found.item.map { items[$0].code } ?? "", found.item.map { items[$0].label } ?? "",
            found.method?.rawValue ?? "", found.item == nil ? "" : Value.shortest(found.confidence),
            suggestions.joined(separator: "; "),
        ]
    }
}
