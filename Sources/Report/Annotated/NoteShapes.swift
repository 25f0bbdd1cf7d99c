import Foundation
import Spreadsheets

/// The drawing with the boxes of a sheet's notes: VML, as all programs write it for notes (ECMA-376 Part 4, 19.1).
///
/// VML parts are not always well-formed XML, since Excel itself writes `<br>` in them. So they are changed as text, at their end.
struct NoteShapes {
    /// The prefixes, with their colons, of the three vocabularies that a note's box is written in.
    private struct Prefixes {
        let vml: String
        let office: String
        let excel: String
        /// The declarations that the outermost tag lacks.
        let undeclared: String

        /// Those that a drawing's outermost tag declares. Some programs declare each where it is used: of these the tag gets one more.
        init(_ tag: Substring) {
            let pieces = tag.split(separator: "xmlns:", omittingEmptySubsequences: false).dropFirst()
            let taken = Set(pieces.map { piece in String(piece.prefix { $0 != "=" && !$0.isWhitespace }) })
            var added = ""
            func prefix(_ name: String, usual: String) -> String {
                for piece in pieces {
                    let parts = piece.split(separator: "=", maxSplits: 1)
                    guard parts.count == 2, parts[1].dropFirst().hasPrefix("urn:schemas-microsoft-com:\(name)"),
                        let end = parts[1].dropFirst().firstIndex(where: { $0 == "\"" || $0 == "'" }),
                        parts[1].dropFirst()[..<end].hasSuffix(":\(name)")
                    else { continue }
                    return parts[0].filter { !$0.isWhitespace } + ":"
                }
                var free = usual
                while taken.contains(free) { free += "1" }
                added += " xmlns:\(free)=\"urn:schemas-microsoft-com:\(name)\""
                return free + ":"
            }
            vml = prefix("vml", usual: "v")
            office = prefix("office:office", usual: "o")
            excel = prefix("office:excel", usual: "x")
            undeclared = added
        }
    }

    /// What of a drawing stands in front of the numbers of its blocks and behind them, up to its end.
    private struct Frame {
        let head: Substring
        let tail: Substring
    }

    private let prefixes: Prefixes
    /// Where it is known beforehand where things belong.
    private var frame: Frame?
    private var text: String
    private var shapes = ""
    private var blocks: [Int] = []
    private var last: Int?

    /// Begins with a drawing.
    ///
    /// - Throws: ``AnnotationError`` where it is none that shapes can be added to.
    init(_ bytes: [UInt8]) throws(AnnotationError) {
        guard let text = String(validating: bytes, as: UTF8.self), text.contains("</xml>"),
            let start = text.firstRange(of: "<xml"), let next = text[start.upperBound...].first,
            next == ">" || next.isWhitespace, let end = text[start.upperBound...].firstIndex(of: ">")
        else { throw .unsupported("the drawing of a sheet's notes cannot be changed") }
        let prefixes = Prefixes(text[start.upperBound..<end])
        var whole = text
        whole.insert(contentsOf: prefixes.undeclared, at: end)
        self.text = whole
        self.prefixes = prefixes
        if !["\"_x0000_t202\"", "'_x0000_t202'"].contains(where: { text.contains($0) }) {
            shapes = Self.shapeType(prefixes)
        }
    }

    /// A drawing without shapes, which nearly every sheet with questions gets: what it says of itself is looked for once.
    static let blank: NoteShapes? = {
        var shapes = try? NoteShapes(NoteShapes.empty())
        guard let text = shapes?.text, let data = text.firstRange(of: "data=\""),
            let end = text.firstRange(of: "</xml>")
        else { return shapes }
        shapes?.frame = Frame(head: text[..<data.upperBound], tail: text[data.upperBound..<end.lowerBound])
        return shapes
    }()

    private static func empty() -> [UInt8] {
        let vendor = "urn:schemas-microsoft-com"
        return Array(
            ("<xml xmlns:v=\"\(vendor):vml\" xmlns:o=\"\(vendor):office:office\" xmlns:x=\"\(vendor):office:excel\">"
                + "<o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"\"/></o:shapelayout></xml>").utf8)
    }

    /// The blocks of 1,024 numbers from which a drawing takes the numbers of its shapes: no two drawings of a workbook may share one.
    static func blocks(in bytes: [UInt8]) -> [Int] {
        let text = String(decoding: bytes, as: UTF8.self)
        var found: [Int] = []
        for tag in text.split(separator: "<") where isBlockList(tag) {
            guard let data = attribute("data", of: tag) else { continue }
            found += data.split(separator: ",").compactMap { Int($0) }.filter { $0 < 1 << 20 }
        }
        for piece in text.split(separator: "_x0000_s").dropFirst() {
            if let number = Int(piece.prefix { $0.isASCII && $0.isNumber }.prefix(8)) { found.append(number >> 10) }
        }
        return found
    }

    /// Whether a tag, without its first character, tells the blocks.
    private static func isBlockList(_ tag: Substring) -> Bool {
        tag.prefix { !$0.isWhitespace }.hasSuffix("idmap")
    }

    /// Adds the box of a cell's note, large enough for a text of so many characters, beside the cell.
    ///
    /// - Parameter lastBlock: the highest of the blocks of numbers that the workbook's drawings use; this one takes those behind it.
    mutating func add(_ cell: CellAddress, characters: Int, _ measures: SheetMeasures, lastBlock: inout Int) {
        let number: Int
        if let last, last & 1_023 < 1_023 {
            number = last + 1
        } else {
            lastBlock += 1
            blocks.append(lastBlock)
            number = lastBlock << 10 | 1
        }
        last = number
        let lines = min(max(characters / 34 + 2, 4), 16)
        let anchor = Self.anchor(cell, width: 230, height: Double(lines * 15), measures)
        let (v, o, x) = (prefixes.vml, prefixes.office, prefixes.excel)
        shapes +=
            "<\(v)shape id=\"_x0000_s\(number)\" type=\"#_x0000_t202\" "
            + "style='position:absolute;margin-left:59.25pt;margin-top:1.5pt;width:172pt;height:\(lines * 11)pt;"
            + "z-index:\(number & 1_023);visibility:hidden' fillcolor=\"#ffffe1\" \(o)insetmode=\"auto\">"
            + "<\(v)fill color2=\"#ffffe1\"/><\(v)shadow on=\"t\" color=\"black\" obscured=\"t\"/>"
            + "<\(v)path \(o)connecttype=\"none\"/><\(v)textbox style='mso-direction-alt:auto'>"
            + "<div style='text-align:left'></div></\(v)textbox><\(x)ClientData ObjectType=\"Note\"><\(x)MoveWithCells/>"
            + "<\(x)SizeWithCells/><\(x)Anchor>\(anchor)</\(x)Anchor><\(x)AutoFill>False</\(x)AutoFill>"
            + "<\(x)Row>\(cell.row - 1)</\(x)Row><\(x)Column>\(cell.column - 1)</\(x)Column></\(x)ClientData></\(v)shape>"
    }

    /// The changed drawing.
    func applied() -> [UInt8] {
        if let frame {
            let numbers = blocks.map(String.init).joined(separator: ",")
            return Array("\(frame.head)\(numbers)\(frame.tail)\(shapes)</xml>".utf8)
        }
        var result = text
        if !blocks.isEmpty, let tag = text.split(separator: "<").first(where: Self.isBlockList),
            let data = Self.attribute("data", of: tag)
        {
            let known = data.split(separator: ",").map(String.init)
            let all = (known + blocks.map(String.init)).joined(separator: ",")
            result.replaceSubrange(data.startIndex..<data.endIndex, with: all)
        }
        if let end = result.range(of: "</xml>", options: .backwards) {
            result.insert(contentsOf: shapes, at: end.lowerBound)
        }
        return Array(result.utf8)
    }

    /// Left column, offset, top row, offset, right column, offset, bottom row, offset: columns and rows from 0, offsets in pixels.
    private static func anchor(_ cell: CellAddress, width: Double, height: Double, _ measures: SheetMeasures) -> String
    {
        let left = min(cell.column, CellAddress.lastColumn - 4)
        let top = max(0, min(cell.row - 2, CellAddress.lastRow - 20))
        let (right, rightOffset) = span(from: left, width + 15, last: CellAddress.lastColumn - 1) {
            measures.width(ofColumn: $0 + 1)
        }
        let (bottom, bottomOffset) = span(from: top, height + 10, last: CellAddress.lastRow - 1) {
            measures.height(ofRow: $0 + 1)
        }
        return "\(left), 15, \(top), 10, \(right), \(rightOffset), \(bottom), \(bottomOffset)"
    }

    /// Where something of a length ends that begins at a row or column.
    private static func span(from first: Int, _ length: Double, last: Int, size: (Int) -> Double) -> (Int, Int) {
        var rest = length
        var index = first
        while index < last, rest > size(index) {
            rest -= size(index)
            index += 1
        }
        return (index, Int(max(0, min(rest, size(index)))))
    }

    private static func attribute(_ name: String, of tag: Substring) -> Substring? {
        guard let start = tag.firstRange(of: "\(name)=") else { return nil }
        let rest = tag[start.upperBound...]
        guard let quote = rest.first, quote == "\"" || quote == "'" else { return nil }
        return rest.dropFirst().prefix { $0 != quote }
    }

    private static func shapeType(_ prefixes: Prefixes) -> String {
        let (v, o) = (prefixes.vml, prefixes.office)
        return
            "<\(v)shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" \(o)spt=\"202\" path=\"m,l,21600r21600,l21600,xe\">"
            + "<\(v)stroke joinstyle=\"miter\"/><\(v)path gradientshapeok=\"t\" \(o)connecttype=\"rect\"/></\(v)shapetype>"
    }
}
