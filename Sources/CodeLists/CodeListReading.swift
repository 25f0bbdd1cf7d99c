extension CodeList {
    /// Reads a list from CSV with the columns `code`, `parent`, `label_<language>`, and where wanted
    /// `synonyms_<language>` (several separated by `|`), `code_<scheme>`, `description_<language>`, `valid_from`,
    /// `valid_to` (as ``CodeItem/isDate(_:)`` says) and `note`. A plain `label` or `synonyms` column is English;
    /// of two columns of labels in a language the later has the label, and the earlier other spellings.
    ///
    /// - Parameters:
    ///   - text: the file's content.
    ///   - id: the name by which a survey refers to the list.
    ///   - file: the file's name, for messages.
    /// - Throws: an error that names the file and the line; `unreadable` if the installation is broken.
    public static func read(csv text: String, id: String, file: String) throws(CodeListError) -> CodeList {
        try read(csv: Array(text.utf8), id: id, file: file, reading: .labels, adding: nil)
    }

    /// As `read(csv:id:file:)`, with more synonyms: a table of code, language and text, behind a header.
    static func read(
        csv text: [UInt8], id: String, file: String, reading: Reading, adding: DelimitedTable?
    ) throws(CodeListError) -> CodeList {
        // What matching reads later, in places that cannot fail.
        try BundledText.require(
            [TextFolding.file] + (reading == .countries ? PlaceRules.files + [FurtherNames.file] : []))
        let table = try Self.table(text, id: id, file: file)
        guard let header = table.rows.first else {
            throw CodeListError(
                .badHeader, list: id, file: file, line: 1, message: "the file is empty; begin with a header line")
        }
        let columns = try columns(table.texts(header), line: header.line, id: id, file: file)
        let texts = ListTexts(table, columns: columns, adding: adding)
        var items: [CodeItem] = []
        var lines: [String: Int] = [:]
        for row in table.rows.dropFirst() {
            let item = try item(row, texts, id: id, file: file)
            guard lines.updateValue(row.line, forKey: item.code) == nil else {
                throw CodeListError(
                    .duplicateCode, list: id, file: file, line: row.line, code: item.code,
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

    private static func table(
        _ text: [UInt8], id: String, file: String
    ) throws(CodeListError) -> DelimitedTable {
        do {
            return try DelimitedTable(text)
        } catch {
            throw CodeListError(.badLine, list: id, file: file, line: error.line, message: error.message)
        }
    }

    private static func columns(
        _ header: [String], line: Int, id: String, file: String
    ) throws(CodeListError) -> [ListTexts.Column] {
        var columns: [ListTexts.Column] = []
        var seen: Set<String> = []
        for field in header {
            let name = field.trimmed.lowercased()
            guard let column = ListTexts.Column(name) else {
                throw CodeListError(
                    .badHeader, list: id, file: file, line: line,
                    message: """
                        unknown column "\(field)"; expected code, parent, label_<language>, synonyms_<language>, \
                        code_<scheme>, description_<language>, valid_from, valid_to or note
                        """)
            }
            guard seen.insert(name).inserted else {
                throw CodeListError(
                    .badHeader, list: id, file: file, line: line, message: "column \"\(name)\" occurs twice")
            }
            columns.append(column)
        }
        guard seen.contains("code") else {
            throw CodeListError(
                .badHeader, list: id, file: file, line: line, message: "there is no column \"code\"")
        }
        return columns
    }

    private static func item(
        _ row: DelimitedTable.Row, _ texts: ListTexts, id: String, file: String
    ) throws(CodeListError) -> CodeItem {
        guard row.fields.count <= texts.columns.count else {
            throw CodeListError(
                .badLine, list: id, file: file, line: row.line,
                message:
                    "more fields (\(row.fields.count)) than the header has (\(texts.columns.count)); quote fields with commas"
            )
        }
        guard let code = texts.value(texts.codes, row.fields) else {
            throw CodeListError(
                .emptyCode, list: id, file: file, line: row.line, message: "the code is empty; give the item a code")
        }
        for (column, name) in [(texts.beginnings, "valid_from"), (texts.ends, "valid_to")] {
            guard let date = texts.value(column, row.fields), !CodeItem.isDate(date) else { continue }
            throw CodeListError(
                .badDate, list: id, file: file, line: row.line, code: code,
                message: "\(name) is \"\(date)\", which is no day, month or year such as 2026-11-30, 2026-11 or 2026")
        }
        return CodeItem(
            code: code, parent: texts.value(texts.parents, row.fields),
            validFrom: texts.value(texts.beginnings, row.fields), validTo: texts.value(texts.ends, row.fields),
            texts: ItemTexts(texts, row: row.fields, code: code))
    }
}

extension ListTexts.Column {
    /// The column with this name, in small letters.
    fileprivate init?(_ name: String) {
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
