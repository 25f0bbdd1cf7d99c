import Spreadsheets
import SurveyModel

/// A worksheet in which cells get another format, and nothing else changes (ECMA-376 Part 1, 18.3.1).
///
/// Cells and rows that are marked but not there are put where they belong. What cannot be surely placed, such as rows out of order,
/// is an ``AnnotationError``.
struct SheetPatch {
    /// What follows the reference to the notes' drawing in a worksheet, in the order of the schema.
    private static let behindDrawing: Set<String> = [
        "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
    ]

    /// The sheet's rows and columns as far as they matter to where notes lie.
    private(set) var measures = SheetMeasures()

    private var patch: XMLPatch
    private let sheetData: XMLElementSpan
    private let children: [XMLElementSpan]
    private var document: XMLDocument { patch.document }

    /// Begins with a worksheet's part.
    ///
    /// - Throws: ``AnnotationError`` where it has no place for cells, or one in several branches.
    init(_ bytes: [UInt8]) throws(AnnotationError) {
        guard let document = XMLDocument(bytes), document.tokens.isNamed("worksheet", document.root.tag) else {
            throw .unsupported("a sheet's part is no worksheet")
        }
        let children = document.children(document.root)
        let data = children.filter { document.tokens.isNamed("sheetData", $0.tag) }
        guard let sheetData = data.first, data.count == 1 else {
            throw .unsupported("a sheet has its cells in an unusual place")
        }
        self.children = children
        self.sheetData = sheetData
        patch = XMLPatch(document)
        for columns in children where document.tokens.isNamed("cols", columns.tag) {
            measures.setColumns(document.children(columns, named: "col").map(\.tag), in: document.tokens)
        }
    }

    /// Whether anything was changed.
    var isChanged: Bool { !patch.isEmpty }

    /// The id of the relationship to the notes' drawing; nil where the sheet has none.
    var legacyDrawing: String? {
        guard let element = children.first(where: { document.tokens.isNamed("legacyDrawing", $0.tag) }) else {
            return nil
        }
        return document.tokens.attributes(of: element.tag).first { document.tokens.text($0.name).hasSuffix(":id") }
            .map { document.tokens.text($0.value) }
    }

    /// Refers to the notes' drawing.
    mutating func setLegacyDrawing(_ id: String, relationships: String) {
        let prefix = document.tokens.prefix(document.root.tag)
        let known = document.prefix(forNamespace: relationships)
        let declared = known == nil ? " xmlns:r=\"\(relationships)\"" : ""
        let element = "<\(prefix)legacyDrawing\(declared) \(known ?? "r:")id=\"\(id)\"/>"
        let following = children.drop { $0.range.lowerBound <= sheetData.range.lowerBound }.first { child in
            let name = document.tokens.localName(child.tag)
            return Self.behindDrawing.contains(name) || name == "AlternateContent"
        }
        patch.insert(element, at: following?.range.lowerBound ?? document.root.content.upperBound)
    }

    /// Takes care that the sheet is not selected beside the one that is shown first: what is typed would go into both.
    mutating func deselect() { Self.deselect(&patch) }

    /// The same for the part of a sheet of any kind, such as one that is a chart.
    static func deselect(_ patch: inout XMLPatch) {
        let document = patch.document
        for views in document.children(document.root, named: "sheetViews") {
            for view in document.children(views, named: "sheetView") { patch.remove("tabSelected", of: view.tag) }
        }
    }

    /// The changed part.
    func deflated() throws(SpreadsheetError) -> DeflatedContent { try patch.deflated() }

    // MARK: - Cells

    /// Gives cells the format of their severity.
    ///
    /// - Parameters:
    ///   - marks: the cells in order.
    ///   - format: gives, for the number of a format, that of one like it with the severity's fill.
    mutating func mark(_ marks: [CellMark], format: (Int, Severity) -> Int?) throws(AnnotationError) {
        var rows = RowMarking(document: document, marks: marks, measures: measures, patch: patch)
        try rows.run(sheetData, format)
        measures = rows.measures
        patch = rows.patch
    }
}

/// One pass over the rows of a sheet in which cells are marked.
private struct RowMarking {
    let document: XMLDocument
    let marks: [CellMark]
    var measures: SheetMeasures
    var patch: XMLPatch
    private var next = 0
    private var tokens: XMLTokens
    /// The names of rows and cells, with the prefix of the element that has them.
    private var rowName = "row"
    private var cellName = "c"

    init(document: XMLDocument, marks: [CellMark], measures: SheetMeasures, patch: XMLPatch) {
        self.document = document
        self.marks = marks
        self.measures = measures
        self.patch = patch
        tokens = document.tokens
    }

    mutating func run(_ sheetData: XMLElementSpan, _ format: (Int, Severity) -> Int?) throws(AnnotationError) {
        let prefix = document.tokens.prefix(sheetData.tag)
        (rowName, cellName) = (prefix + "row", prefix + "c")
        if sheetData.tag.isEmpty {
            patch.append(newRows(before: .max, prefix, format), in: sheetData)
            return
        }
        tokens = XMLTokens(document.bytes, from: sheetData.content.lowerBound)
        var last = 0
        while let token = tokens.next(), token.range.lowerBound < sheetData.content.upperBound {
            guard case .start(let tag) = token else { continue }
            guard document.tokens.text(tag.name, is: rowName) else {
                throw .unsupported("a sheet has its rows in an unusual form")
            }
            let row = RowTag(tag, in: document.tokens, after: last)
            guard row.number > last, row.number <= CellAddress.lastRow else {
                throw .unsupported("a sheet's rows are not in order")
            }
            last = row.number
            if let height = row.height { measures.heights[row.number] = height }
            let fresh = newRows(before: row.number, prefix, format)
            if !fresh.isEmpty { patch.insert(fresh, at: tag.range.lowerBound) }
            if next < marks.count, marks[next].cell.row == row.number {
                try mark(row, prefix, format)
            } else if !tag.isEmpty {
                skip()
            }
        }
        let fresh = newRows(before: .max, prefix, format)
        if !fresh.isEmpty { patch.insert(fresh, at: sheetData.content.upperBound) }
    }

    /// Passes over the rest of the element whose start tag was the last token.
    private mutating func skip() {
        var depth = 1
        while depth > 0, let token = tokens.next() {
            switch token {
            case .start(let tag): depth += tag.isEmpty ? 0 : 1
            case .end: depth -= 1
            case .other: break
            }
        }
    }

    private mutating func mark(
        _ row: RowTag, _ prefix: String, _ format: (Int, Severity) -> Int?
    ) throws(AnnotationError) {
        if row.tag.isEmpty {
            let cells = newCells(inRow: row.number, style: row.style, before: .max, prefix, format)
            let end = row.tag.range.upperBound
            patch.replace(end - 2..<end, ">\(cells)</\(prefix)row>")
            patch.remove("spans", of: row.tag)
            return
        }
        var hasNewCells = false
        var last = 0
        scan: while let token = tokens.next() {
            switch token {
            case .other: continue
            case .end(let end):
                let fresh = newCells(inRow: row.number, style: row.style, before: .max, prefix, format)
                if !fresh.isEmpty { patch.insert(fresh, at: end.range.lowerBound) }
                hasNewCells = hasNewCells || !fresh.isEmpty
                break scan
            case .start(let tag):
                let cell = CellTag(tag, in: document.tokens, after: last)
                let isCell = document.tokens.text(tag.name, is: cellName)
                if isCell {
                    guard cell.column > last, cell.row ?? row.number == row.number else {
                        throw .unsupported("a row's cells are not in order")
                    }
                    last = cell.column
                } else if !document.tokens.isNamed("extLst", tag) {
                    throw .unsupported("a row has its cells in an unusual form")
                }
                let limit = isCell ? cell.column : .max
                let fresh = newCells(inRow: row.number, style: row.style, before: limit, prefix, format)
                if !fresh.isEmpty { patch.insert(fresh, at: tag.range.lowerBound) }
                hasNewCells = hasNewCells || !fresh.isEmpty
                if next < marks.count, marks[next].cell == CellAddress(row: row.number, column: limit) {
                    if let style = format(cell.style, marks[next].severity) {
                        patch.set("s", String(style), of: tag)
                    }
                    next += 1
                }
                if !tag.isEmpty { skip() }
            }
        }
        // Which columns the row takes is a hint, and may be left out.
        if hasNewCells { patch.remove("spans", of: row.tag) }
    }

    /// The marked cells that are not there, of a row, left of a column.
    private mutating func newCells(
        inRow row: Int, style: Int?, before column: Int, _ prefix: String, _ format: (Int, Severity) -> Int?
    ) -> String {
        var text = ""
        while next < marks.count, marks[next].cell.row == row, marks[next].cell.column < column {
            let mark = marks[next]
            let style = style ?? measures.style(ofColumn: mark.cell.column) ?? 0
            if let number = format(style, mark.severity) {
                text += "<\(prefix)c r=\"\(mark.cell)\" s=\"\(number)\"/>"
            }
            next += 1
        }
        return text
    }

    /// The marked rows that are not there, above a row.
    private mutating func newRows(before row: Int, _ prefix: String, _ format: (Int, Severity) -> Int?) -> String {
        var text = ""
        while next < marks.count, marks[next].cell.row < row {
            let number = marks[next].cell.row
            let cells = newCells(inRow: number, style: nil, before: .max, prefix, format)
            text += "<\(prefix)row r=\"\(number)\">\(cells)</\(prefix)row>"
        }
        return text
    }
}

/// The start tag of a row.
private struct RowTag {
    let tag: XMLTag
    let number: Int
    /// The format of its cells that are not there.
    var style: Int?
    var height: Double?

    init(_ tag: XMLTag, in tokens: XMLTokens, after last: Int) {
        self.tag = tag
        var number = last + 1
        var hasFormat = false
        var place = tag.name.upperBound
        while let attribute = tokens.attribute(from: &place, of: tag) {
            let name = attribute.name
            if tokens.text(name, is: "r") {
                number = Int(tokens.text(attribute.value)) ?? number
            } else if tokens.text(name, is: "s") {
                style = Int(tokens.text(attribute.value))
            } else if tokens.text(name, is: "customFormat") {
                hasFormat = tokens.text(attribute.value, is: "1") || tokens.text(attribute.value, is: "true")
            } else if tokens.text(name, is: "ht") {
                height = Double(tokens.text(attribute.value)).flatMap { $0.isFinite ? $0 : nil }
            }
        }
        self.number = number
        if !hasFormat { style = nil }
    }
}

/// The start tag of a cell.
private struct CellTag {
    let column: Int
    let row: Int?
    let style: Int

    init(_ tag: XMLTag, in tokens: XMLTokens, after last: Int) {
        var address: CellAddress?
        var style = 0
        var place = tag.name.upperBound
        while let attribute = tokens.attribute(from: &place, of: tag) {
            if tokens.text(attribute.name, is: "r") {
                address = CellAddress(tokens.text(attribute.value))
            } else if tokens.text(attribute.name, is: "s") {
                style = Int(tokens.text(attribute.value)) ?? 0
            }
        }
        column = address?.column ?? last + 1
        row = address?.row
        self.style = style
    }
}
