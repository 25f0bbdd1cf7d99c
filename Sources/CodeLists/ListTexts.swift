/// What the file of a list says of its items, told when somebody asks for it: a process that loads a survey shows most lists in one language, and matches
/// names of few.
///
/// A class, so that all items share it; nothing of it changes.
final class ListTexts: Sendable {
    /// What a column holds.
    enum Column: Sendable, Equatable {
        case code, parent, validFrom, validTo, ignored
        case label(String), synonyms(String), scheme(String), description(String)
    }

    let columns: [Column]
    /// Where the columns are of which each item is asked; nil for those that the list has not.
    let codes, parents, beginnings, ends: Int?
    private let table: DelimitedTable
    /// The columns of labels, by language, in their order.
    private let columnsOfLabels: [String: [Int]]
    /// Rows of code, language and a further synonym, behind a header.
    private let adding: DelimitedTable?
    private let further = Prepared<FurtherSynonyms>()

    init(_ table: DelimitedTable, columns: [Column], adding: DelimitedTable?) {
        self.table = table
        self.columns = columns
        self.adding = adding
        codes = columns.firstIndex(of: .code)
        parents = columns.firstIndex(of: .parent)
        beginnings = columns.firstIndex(of: .validFrom)
        ends = columns.firstIndex(of: .validTo)
        var columnsOfLabels: [String: [Int]] = [:]
        for (place, column) in columns.enumerated() {
            if case .label(let language) = column { columnsOfLabels[language, default: []].append(place) }
        }
        self.columnsOfLabels = columnsOfLabels
    }

    /// What stands in a column, without white space around it; nil where that is nothing, or there is no such column.
    func value(_ column: Int?, _ row: Range<Int>) -> String? {
        guard let column, column < row.count, !table.isEmpty(row.lowerBound + column) else { return nil }
        let value = table.text(row.lowerBound + column).trimmed
        return value.isEmpty ? nil : value
    }

    /// The label in a language.
    func label(in language: String, _ row: Range<Int>) -> String? {
        // Of two columns of a language, `label` and `label_en`, the later counts where it says something.
        for column in (columnsOfLabels[language] ?? []).reversed() {
            if let label = value(column, row) { return label }
        }
        return nil
    }

    /// All texts of an item.
    func words(_ row: Range<Int>, code: String) -> ItemWords {
        var labels: [String: String] = [:]
        var synonyms: [String: [String]] = [:]
        var schemes: [String: String] = [:]
        var descriptions: [String: String] = [:]
        labels.reserveCapacity(columns.count / 2)
        for place in 0..<min(row.count, columns.count) {
            guard let text = value(place, row) else { continue }
            switch columns[place] {
            case .label(let language):
                // What stands in the earlier of two columns is another spelling.
                if let other = labels.updateValue(text, forKey: language), other != text {
                    synonyms[language, default: []].append(other)
                }
            case .synonyms(let language):
                synonyms[language, default: []] += text.utf8.split(separator: UInt8(ascii: "|")).map {
                    String(Substring($0)).trimmed
                }
                .filter { !$0.isEmpty }
            case .scheme(let scheme): schemes[scheme] = text
            case .description(let language): descriptions[language] = text
            case .code, .parent, .validFrom, .validTo, .ignored: break
            }
        }
        for (language, more) in furtherSynonyms(of: code) { synonyms[language, default: []] += more }
        return ItemWords(labels: labels, synonyms: synonyms, otherCodes: schemes, descriptions: descriptions)
    }

    private func furtherSynonyms(of code: String) -> [String: [String]] {
        guard let adding else { return [:] }
        return further.with(or: { FurtherSynonyms(adding) }, { $0.byCode[code] ?? [:] })
    }
}

/// Further synonyms of a list's items.
private final class FurtherSynonyms: Sendable {
    /// By code and language.
    let byCode: [String: [String: [String]]]

    init(_ table: DelimitedTable) {
        var byCode: [String: [String: [String]]] = [:]
        for row in table.rows.dropFirst() where row.fields.count == 3 {
            let fields = table.texts(row)
            byCode[fields[0], default: [:]][fields[1], default: []].append(fields[2])
        }
        self.byCode = byCode
    }
}

/// All texts of an item.
final class ItemWords: Sendable {
    let labels: [String: String]
    let synonyms: [String: [String]]
    let otherCodes: [String: String]
    let descriptions: [String: String]

    init(
        labels: [String: String], synonyms: [String: [String]], otherCodes: [String: String],
        descriptions: [String: String]
    ) {
        self.labels = labels
        self.synonyms = synonyms
        self.otherCodes = otherCodes
        self.descriptions = descriptions
    }
}

/// The texts of an item that is read from a file, made when one is asked for that is no label.
final class ItemTexts: Sendable {
    private let list: ListTexts
    private let row: Range<Int>
    private let code: String
    private let made = Prepared<ItemWords>()

    /// - Parameter row: the numbers of the item's fields in the list's table.
    init(_ list: ListTexts, row: Range<Int>, code: String) {
        self.list = list
        self.row = row
        self.code = code
    }

    var words: ItemWords { made.with(or: { list.words(row, code: code) }, { $0 }) }

    func label(in language: String) -> String? { list.label(in: language, row) }
}
