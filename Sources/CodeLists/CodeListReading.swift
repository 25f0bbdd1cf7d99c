extension CodeList {
    /// Reads a list from CSV with the columns `code`, `parent`, `label_<language>`, and where wanted
    /// `synonyms_<language>` (several separated by `|`), `code_<scheme>`, `description_<language>`, `valid_from`,
    /// `valid_to` and `note`. A plain `label` or `synonyms` column is English.
    ///
    /// - Parameters:
    ///   - text: the file's content.
    ///   - id: the name by which a survey refers to the list.
    ///   - file: the file's name, for messages.
    /// - Throws: an error that names the file and the line; `unreadable` if the installation is broken.
    public static func read(csv text: String, id: String, file: String) throws(CodeListError) -> CodeList {
        try read(csv: text, id: id, file: file, reading: .labels, adding: [:])
    }

    /// As `read(csv:id:file:)`, with more synonyms by code and language.
    static func read(
        csv text: String, id: String, file: String, reading: Reading, adding: [String: [String: [String]]]
    ) throws(CodeListError) -> CodeList {
        // What matching reads later, in places that cannot fail.
        try BundledText.require(
            [TextFolding.file] + (reading == .countries ? PlaceRules.files + [FurtherNames.file] : []))
        let records = try Self.records(in: text, id: id, file: file)
        guard let header = records.first else {
            throw CodeListError(
                .badHeader, list: id, file: file, line: 1, message: "the file is empty; begin with a header line")
        }
        let columns = try columns(of: header, id: id, file: file)
        var items: [CodeItem] = []
        var lines: [String: Int] = [:]
        for record in records.dropFirst() {
            let item = try item(from: record, columns: columns, id: id, file: file, adding: adding)
            guard lines.updateValue(record.line, forKey: item.code) == nil else {
                throw CodeListError(
                    .duplicateCode, list: id, file: file, line: record.line, code: item.code,
                    message: "code \"\(item.code)\" occurs a second time; a code stands for one item, so remove one")
            }
            items.append(item)
        }
        do {
            return try CodeList(id: id, items: items, reading: reading)
        } catch {
            throw CodeListError(
                error.kind, list: id, file: file, line: error.code.flatMap { lines[$0] }, code: error.code,
                message: error.message)
        }
    }

    private static func records(
        in text: String, id: String, file: String
    ) throws(CodeListError) -> [DelimitedText.Record] {
        do {
            return try DelimitedText.records(in: text)
        } catch {
            throw CodeListError(.badLine, list: id, file: file, line: error.line, message: error.message)
        }
    }

    /// What a column holds.
    private enum Column {
        case code, parent, validFrom, validTo, ignored
        case label(String), synonyms(String), scheme(String), description(String)

        init?(_ name: String) {
            switch name {
            case "code": self = .code
            case "parent": self = .parent
            case "valid_from": self = .validFrom
            case "valid_to": self = .validTo
            case "label": self = .label("en")
            case "synonyms": self = .synonyms("en")
            case "description": self = .description("en")
            case "note", "notes", "order": self = .ignored
            default:
                guard let mark = name.firstIndex(of: "_") else { return nil }
                let rest = String(name[name.index(after: mark)...])
                guard !rest.isEmpty else { return nil }
                switch name[..<mark] {
                case "label": self = .label(rest)
                case "synonyms": self = .synonyms(rest)
                case "code": self = .scheme(rest)
                case "description": self = .description(rest)
                default: return nil
                }
            }
        }
    }

    private static func columns(
        of header: DelimitedText.Record, id: String, file: String
    ) throws(CodeListError) -> [Column] {
        var columns: [Column] = []
        var seen: Set<String> = []
        for field in header.fields {
            let name = field.trimmed.lowercased()
            guard let column = Column(name) else {
                throw CodeListError(
                    .badHeader, list: id, file: file, line: header.line,
                    message: """
                        unknown column "\(field)"; expected code, parent, label_<language>, synonyms_<language>, \
                        code_<scheme>, description_<language>, valid_from, valid_to or note
                        """)
            }
            guard seen.insert(name).inserted else {
                throw CodeListError(
                    .badHeader, list: id, file: file, line: header.line, message: "column \"\(name)\" occurs twice")
            }
            columns.append(column)
        }
        guard seen.contains("code") else {
            throw CodeListError(
                .badHeader, list: id, file: file, line: header.line, message: "there is no column \"code\"")
        }
        return columns
    }

    private static func item(
        from record: DelimitedText.Record, columns: [Column], id: String, file: String,
        adding: [String: [String: [String]]]
    ) throws(CodeListError) -> CodeItem {
        guard record.fields.count <= columns.count else {
            throw CodeListError(
                .badLine, list: id, file: file, line: record.line,
                message:
                    "more fields (\(record.fields.count)) than the header has (\(columns.count)); quote fields with commas"
            )
        }
        var code = ""
        var parent: String?
        var validFrom: String?
        var validTo: String?
        var labels: [String: String] = [:]
        var synonyms: [String: [String]] = [:]
        var schemes: [String: String] = [:]
        var descriptions: [String: String] = [:]
        labels.reserveCapacity(columns.count / 2)
        for (field, column) in zip(record.fields, columns) {
            if field.isEmpty { continue }
            let value = field.trimmed
            if value.isEmpty { continue }
            switch column {
            case .code: code = value
            case .parent: parent = value
            case .validFrom: validFrom = value
            case .validTo: validTo = value
            case .label(let language): labels[language] = value
            case .synonyms(let language):
                synonyms[language] = value.utf8.split(separator: UInt8(ascii: "|")).map {
                    String(Substring($0)).trimmed
                }
                .filter { !$0.isEmpty }
            case .scheme(let scheme): schemes[scheme] = value
            case .description(let language): descriptions[language] = value
            case .ignored: break
            }
        }
        guard !code.isEmpty else {
            throw CodeListError(
                .emptyCode, list: id, file: file, line: record.line, message: "the code is empty; give the item a code")
        }
        for (language, more) in adding[code] ?? [:] { synonyms[language, default: []] += more }
        return CodeItem(
            code: code, parent: parent, labels: labels, synonyms: synonyms, otherCodes: schemes, validFrom: validFrom,
            validTo: validTo, descriptions: descriptions)
    }
}
