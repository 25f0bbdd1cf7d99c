import Spreadsheets
import SurveyModel

/// A styles part, known again by all of its bytes; where to look for it, some of them say.
private struct StylesBytes: Hashable, Sendable {
    let bytes: [UInt8]

    func hash(into hasher: inout Hasher) {
        hasher.combine(bytes.count)
        for index in stride(from: 0, to: bytes.count, by: 61) { hasher.combine(bytes[index]) }
    }
}

/// A workbook's styles with some more at the end of each list, so that the numbers of all others stay what they are
/// (ECMA-376 Part 1, 18.8).
struct StylesPatch {
    /// Excel opens no workbook with more cell formats.
    private static let mostFormats = 65_000
    private static let lists = ["numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs"]

    private let document: XMLDocument
    private let prefix: String
    private let elements: [String: XMLElementSpan]
    /// The cell formats as they are written.
    private let formats: [XMLElementSpan]
    private var counts: [String: Int]
    private var added: [String: String] = [:]
    private var marked: [Marked: Int] = [:]
    private var fills: [Severity: Int] = [:]

    private struct Marked: Hashable {
        let style: Int
        let severity: Severity
    }

    /// Begins with a workbook's styles.
    ///
    /// - Throws: ``AnnotationError`` where they are not what styles are.
    init(_ bytes: [UInt8]) throws(AnnotationError) {
        guard let document = XMLDocument(bytes), document.tokens.localName(document.root.tag) == "styleSheet" else {
            throw .unsupported("its styles cannot be changed")
        }
        self.document = document
        prefix = document.tokens.prefix(document.root.tag)
        var elements: [String: XMLElementSpan] = [:]
        for child in document.children(document.root) {
            let name = document.tokens.localName(child.tag)
            if Self.lists.contains(name), elements.updateValue(child, forKey: name) != nil {
                throw .unsupported("its styles have two lists of one kind")
            }
        }
        self.elements = elements
        formats = elements["cellXfs"].map { document.children($0, named: "xf") } ?? []
        counts = elements.mapValues { document.children($0).count }
        counts["cellXfs"] = formats.count
        // A workbook without these lists still has the first of each: format 0, and the fills that Excel keeps for itself.
        if formats.isEmpty { _ = append("cellXfs", Self.plainFormat(prefix)) }
        for fill in ["none", "gray125"].dropFirst(counts["fills"] ?? 0) {
            _ = append("fills", "<\(prefix)fill><\(prefix)patternFill patternType=\"\(fill)\"/></\(prefix)fill>")
        }
        let first = [("fonts", "<font/>"), ("borders", "<border/>"), ("cellStyleXfs", "<xf/>")]
        for (list, element) in first where counts[list] ?? 0 == 0 { _ = append(list, prefixed(element)) }
    }

    /// Begins with a workbook's styles, taken apart before where another return had the same, as those of one questionnaire have.
    ///
    /// - Throws: ``AnnotationError`` where they are not what styles are.
    static func remembered(_ bytes: [UInt8]) throws(AnnotationError) -> StylesPatch {
        guard bytes.count <= mostKeptBytes else { return try StylesPatch(bytes) }
        let result = known.value(of: StylesBytes(bytes: bytes)) { () -> Result<StylesPatch, AnnotationError> in
            do throws(AnnotationError) { return .success(try StylesPatch(bytes)) } catch { return .failure(error) }
        }
        return try result.get()
    }

    /// Longer styles are not kept.
    private static let mostKeptBytes = 64 << 10
    private static let known = Memory<StylesBytes, Result<StylesPatch, AnnotationError>>(most: 8)

    /// Styles for a workbook that has none: the first of each list, as every program expects them.
    static func empty(namespace: String) -> [UInt8] {
        let text =
            "<styleSheet xmlns=\"\(namespace)\"><fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
            + "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
            + "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
            + "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
            + "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
            + "<cellXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/></cellXfs>"
            + "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>"
        return Array((PackageEditor.declaration + text).utf8)
    }

    /// The number of a cell format like another, save that it has the severity's fill; nil where there are too many formats.
    mutating func format(like style: Int, markedAs severity: Severity) -> Int? {
        let key = Marked(style: style, severity: severity)
        if let known = marked[key] { return known }
        guard counts["cellXfs"] ?? 0 < Self.mostFormats else { return nil }
        let number = append("cellXfs", format(style, fill: fill(of: severity)))
        marked[key] = number
        return number
    }

    /// Adds a cell format made of a font, a fill and a border of its own, each as XML without prefix or nil for the first of its kind.
    mutating func addFormat(font: String?, fill: String?, border: String?, alignment: String) -> Int {
        let fontID = font.map { append("fonts", prefixed($0)) } ?? 0
        let fillID = fill.map { append("fills", prefixed($0)) } ?? 0
        let borderID = border.map { append("borders", prefixed($0)) } ?? 0
        return append(
            "cellXfs",
            prefixed(
                "<xf numFmtId=\"0\" fontId=\"\(fontID)\" fillId=\"\(fillID)\" borderId=\"\(borderID)\" xfId=\"0\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\">\(alignment)</xf>"
            ))
    }

    /// The styles with what was added.
    func applied() throws(SpreadsheetError) -> [UInt8] {
        var patch = XMLPatch(document)
        for list in Self.lists {
            guard let text = added[list], let count = counts[list] else { continue }
            if let element = elements[list] {
                patch.append(text, in: element)
                patch.set("count", String(count), of: element.tag)
            } else if document.root.tag.isEmpty {
                continue
            } else {
                patch.insert(whole(list, text, count), at: place(of: list))
            }
        }
        if document.root.tag.isEmpty {
            let all = Self.lists.compactMap { list in added[list].map { whole(list, $0, counts[list] ?? 0) } }
            patch.append(all.joined(), in: document.root)
        }
        return try patch.applied()
    }

    private func whole(_ list: String, _ text: String, _ count: Int) -> String {
        "<\(prefix)\(list) count=\"\(count)\">\(text)</\(prefix)\(list)>"
    }

    /// Where a list that is not there belongs: behind the nearest list that comes before it.
    private func place(of list: String) -> Int {
        let before = Self.lists.prefix { $0 != list }
        return before.compactMap { elements[$0]?.range.upperBound }.max() ?? document.root.content.lowerBound
    }

    // MARK: - What is added

    private mutating func fill(of severity: Severity) -> Int {
        if let known = fills[severity] { return known }
        let number = append("fills", prefixed(Self.fill(severity.fillColour)))
        fills[severity] = number
        return number
    }

    /// A solid fill, as XML without prefix.
    static func fill(_ colour: String) -> String {
        "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF\(colour)\"/><bgColor indexed=\"64\"/></patternFill></fill>"
    }

    /// Adds an element to a list and returns its number there.
    private mutating func append(_ list: String, _ element: String) -> Int {
        let number = counts[list] ?? 0
        added[list, default: ""] += element
        counts[list] = number + 1
        return number
    }

    /// The format of a number as it is written, with another fill.
    private func format(_ style: Int, fill: Int) -> String {
        guard formats.indices.contains(style) else {
            return Self.plainFormat(prefix, fill: fill)
        }
        let element = formats[style]
        let tokens = document.tokens
        var changed = ["fillId": String(fill), "applyFill": "1"]
        var text = "<\(tokens.text(element.tag.name))"
        for attribute in tokens.attributes(of: element.tag) {
            let name = tokens.text(attribute.name)
            let value = changed.removeValue(forKey: name) ?? tokens.text(attribute.value)
            let hasQuote = value.utf8.contains(UInt8(ascii: "\""))
            text += " \(name)=\"\(hasQuote ? value.replacing("\"", with: "&quot;") : value)\""
        }
        text += changed.sorted { $0.key < $1.key }.map { " \($0.key)=\"\($0.value)\"" }.joined()
        let rest = tokens.text(element.tag.range.upperBound..<element.range.upperBound)
        return text + (element.tag.isEmpty ? "/>" : ">") + rest
    }

    private static func plainFormat(_ prefix: String, fill: Int = 0) -> String {
        "<\(prefix)xf numFmtId=\"0\" fontId=\"0\" fillId=\"\(fill)\" borderId=\"0\" xfId=\"0\"\(fill > 0 ? " applyFill=\"1\"" : "")/>"
    }

    /// XML with this document's prefix at each name.
    private func prefixed(_ xml: String) -> String {
        guard !prefix.isEmpty else { return xml }
        return xml.replacing("</", with: "\u{1}").replacing("<", with: "<\(prefix)").replacing(
            "\u{1}", with: "</\(prefix)")
    }
}
