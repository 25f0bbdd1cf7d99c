import CodeLists
import SurveyModel
import Transform

/// What `canvass codes match` prints: a row for each text, with what the matcher makes of it, or a run where one code is asked for.
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
    private let readsAnswers: Bool
    /// For each item its code and label as CSV, with a comma before and after.
    private let itemFields: TextPieces
    /// Hundredths as they stand in the column of confidences, with the end of the row.
    private let confidences: TextPieces

    /// Prepares the rows.
    ///
    /// - Parameters:
    ///   - scheme: another scheme for the codes, such as `iso2`; nil or `iso3` for the list's own. An item that has no code
    ///     in it (Kosovo in M49) gets an empty one, with its label.
    ///   - language: the language of texts and labels.
    ///   - readsAnswers: whether a text is read as a run reads an answer: several are none, and a code may have its label beside it. That takes several times as
    ///     long for what is no name as a whole.
    public init(
        _ matching: CodeMatching, scheme: String?, language: String, format: Format, readsAnswers: Bool = false
    ) {
        self.readsAnswers = readsAnswers
        matcher = matching.matcher
        self.scheme = scheme
        self.language = language
        self.format = format
        let list = matching.matcher.list
        itemFields = TextPieces(
            list.items.map { item in
                let label = list.label(of: item.code, language: language)
                var row = CSVText()
                row.append(["", Self.code(item, scheme) ?? "", label ?? "", ""])
                return row.bytes.dropLast()
            })
        confidences = TextPieces((0...100).map { Array("\(Value.shortest(Double($0) / 100)),\n".utf8)[...] })
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
            let isAll = !readsAnswers || WholeText.isAll(text, found, language: language)
            guard format == .csv, isAll, found.suggestions.isEmpty, !isUnknown(found) else {
                return append(fields(text, found, isAll: isAll), &rows)
            }
            CSVText.appendField(text, to: &rows)
            guard let item = found.item, let method = found.method else {
                rows += Self.endingOfNothing
                return
            }
            itemFields.append(item, to: &rows)
            Self.name(method).withUTF8Buffer { rows += $0 }
            append(found.confidence, to: &rows)
        }
    }

    /// Whether nothing is known of a text as a whole which may have a part of a label.
    private func isUnknown(_ found: ItemMatch) -> Bool {
        found.item == nil && found.refusal == nil && matcher.list.isOfLabels
    }

    /// The columns behind the text where it was nothing.
    private static let endingOfNothing = Array(",,,,,\n".utf8)

    /// A method as it stands in its column, with the comma behind it.
    private static func name(_ method: MatchMethod) -> StaticString {
        switch method {
        case .alias: "alias,"
        case .code: "code,"
        case .label: "label,"
        case .normalised: "normalised,"
        case .tokens: "tokens,"
        case .transliterated: "transliterated,"
        case .editDistance: "edit-distance,"
        }
    }

    /// Appends a confidence, which is between 0 and 1, and the end of the row.
    private func append(_ confidence: Double, to rows: inout [UInt8]) {
        let place = Int((confidence * 100).rounded())
        if (0...100).contains(place), Double(place) / 100 == confidence {
            confidences.append(place, to: &rows)
        } else {
            rows += "\(Value.shortest(confidence)),\n".utf8
        }
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

    /// - Parameter isAll: whether what was found of the text as a whole tells all.
    private func fields(_ text: Span<UInt8>, _ found: ItemMatch, isAll: Bool) -> [String] {
        let list = matcher.list
        let match = CodeMatch(
            input: text.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) },
            code: found.item.map { list.items[$0].code }, method: found.method, confidence: found.confidence,
            suggestions: found.suggestions, refusal: found.refusal)
        let reading =
            isAll
            ? CodeReading(match).orLikely(match.input, in: matcher, language: language)
            : CodeReading.answer(match, in: matcher, language: language)
        let suggestions = reading.suggestions.map { suggestion in
            let code = list[suggestion.code].flatMap { Self.code($0, scheme) } ?? suggestion.code
            return "\(code) \(suggestion.label)"
        }
        return [
            match.input, reading.code.flatMap { list[$0] }.flatMap { Self.code($0, scheme) } ?? "",
            reading.code.flatMap { list.label(of: $0, language: language) } ?? "", reading.method ?? "",
            reading.code == nil ? "" : Value.shortest(reading.confidence), suggestions.joined(separator: "; "),
        ]
    }
}

/// Short texts in one piece of memory, so that threads that append them do not share a count of references for each.
private struct TextPieces: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = [0]

    init(_ pieces: [ArraySlice<UInt8>]) {
        for piece in pieces {
            bytes += piece
            ends.append(bytes.count)
        }
    }

    func append(_ number: Int, to output: inout [UInt8]) {
        let range = ends[number]..<ends[number + 1]
        // In bounds: the ends are in order, and the last is that of the bytes.
        bytes.withUnsafeBufferPointer { output.append(contentsOf: UnsafeBufferPointer(rebasing: $0[range])) }
    }
}
