import CZlib
import Spreadsheets

/// Writes a model as a real XLSX file: inline strings, stored parts, nothing that Canvass's reader has written or could share a fault with.
struct ModelWriter {
    private let model: WorkbookModel

    init(_ model: WorkbookModel) {
        self.model = model
    }

    private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let document = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let package = "http://schemas.openxmlformats.org/package/2006"

    /// The file's bytes.
    var bytes: [UInt8] {
        var parts: [(String, String)] = [
            ("[Content_Types].xml", contentTypes),
            ("_rels/.rels", relationships([("officeDocument", "xl/workbook.xml")])),
            ("xl/workbook.xml", workbook),
            (
                "xl/_rels/workbook.xml.rels",
                relationships(
                    model.sheets.indices.map { ("worksheet", "worksheets/sheet\($0 + 1).xml") }
                        + [("styles", "styles.xml")])
            ),
            (
                "xl/styles.xml",
                "<styleSheet xmlns=\"\(Self.main)\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"10\"/></cellXfs></styleSheet>"
            ),
        ]
        for (index, sheet) in model.sheets.enumerated() {
            parts.append(("xl/worksheets/sheet\(index + 1).xml", worksheet(sheet)))
        }
        return archive(parts.map { ($0, Array($1.utf8)) })
    }

    // MARK: - Parts

    private var contentTypes: String {
        let sheets = model.sheets.indices.map {
            "<Override PartName=\"/xl/worksheets/sheet\($0 + 1).xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
        }.joined()
        return """
            <Types xmlns="\(Self.package)/content-types"><Default Extension="xml" ContentType="application/xml"/>\
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
            <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>\
            <Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>\
            \(sheets)</Types>
            """
    }

    private func relationships(_ list: [(kind: String, target: String)]) -> String {
        let items = list.enumerated().map { index, item in
            "<Relationship Id=\"rId\(index + 1)\" Type=\"\(Self.document)/\(item.kind)\" Target=\"\(item.target)\"/>"
        }
        return "<Relationships xmlns=\"\(Self.package)/relationships\">\(items.joined())</Relationships>"
    }

    private var workbook: String {
        let sheets = model.sheets.enumerated().map { index, sheet in
            "<sheet name=\"\(escaped(sheet.name))\" sheetId=\"\(index + 1)\" state=\"\(sheet.state.rawValue)\" r:id=\"rId\(index + 1)\"/>"
        }.joined()
        let names = model.names.map { name in
            let sheet = model.sheets.first { $0.id == name.sheet }
            let place =
                if let sheet, let cell = name.cell {
                    "'\(sheet.name.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'!$\(CellAddress.letters(ofColumn: cell.column))$\(cell.row)"
                } else {
                    "#REF!"
                }
            return "<definedName name=\"\(name.name)\">\(escaped(place))</definedName>"
        }.joined()
        return
            "<workbook xmlns=\"\(Self.main)\" xmlns:r=\"\(Self.document)\"><sheets>\(sheets)</sheets><definedNames>\(names)</definedNames></workbook>"
    }

    private func worksheet(_ sheet: SheetModel) -> String {
        var xml = "<worksheet xmlns=\"\(Self.main)\"><sheetData>"
        for row in sheet.rows.keys.sorted() {
            xml += "<row r=\"\(row)\"\(sheet.hiddenRows.contains(row) ? " hidden=\"1\"" : "")>"
            let cells = sheet.rows[row] ?? [:]
            for column in cells.keys.sorted() {
                guard let cell = cells[column] else { continue }
                xml += self.cell(cell, "\(CellAddress(row: row, column: column))")
            }
            xml += "</row>"
        }
        xml += "</sheetData>"
        if !sheet.merges.isEmpty {
            xml += "<mergeCells>" + sheet.merges.map { "<mergeCell ref=\"\($0)\"/>" }.joined() + "</mergeCells>"
        }
        return xml + "</worksheet>"
    }

    private func cell(_ cell: CellModel, _ address: String) -> String {
        let style = cell.isPercent ? " s=\"1\"" : ""
        let formula = cell.hasFormula ? "<f>1</f>" : ""
        return switch cell.value {
        case nil: "<c r=\"\(address)\"\(style)>\(formula)</c>"
        case .number(let number): "<c r=\"\(address)\"\(style)>\(formula)<v>\(number)</v></c>"
        case .boolean(let flag): "<c r=\"\(address)\"\(style) t=\"b\">\(formula)<v>\(flag ? 1 : 0)</v></c>"
        case .error(let name): "<c r=\"\(address)\"\(style) t=\"e\">\(formula)<v>\(escaped(name))</v></c>"
        case .date(let date): "<c r=\"\(address)\"\(style) t=\"d\">\(formula)<v>\(date.iso8601)</v></c>"
        case .text(let text) where cell.hasFormula:
            "<c r=\"\(address)\"\(style) t=\"str\">\(formula)<v>\(escaped(text))</v></c>"
        case .text(let text):
            "<c r=\"\(address)\"\(style) t=\"inlineStr\"><is><t xml:space=\"preserve\">\(escaped(text))</t></is></c>"
        }
    }

    private func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case "\"": result += "&quot;"
            case "\r", "\n", "\t": result += "&#\(scalar.value);"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    // MARK: - The archive (APPNOTE.TXT 4.3), nothing compressed

    private func archive(_ parts: [(name: String, content: [UInt8])]) -> [UInt8] {
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        for (name, content) in parts {
            let header = header(name, content)
            directory += number(0x0201_4B50, 4) + [20, 0] + header.prefix(26) + number(0, 10)
            directory += number(archive.count, 4) + Array(name.utf8)
            archive += number(0x0403_4B50, 4)
            archive += header
            archive += Array(name.utf8)
            archive += content
        }
        let end =
            number(0x0605_4B50, 4) + number(0, 4) + number(parts.count, 2) + number(parts.count, 2)
            + number(directory.count, 4) + number(archive.count, 4) + number(0, 2)
        return archive + directory + end
    }

    private func header(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let checksum = content.withUnsafeBufferPointer { crc32(0, $0.baseAddress, UInt32($0.count)) }
        return number(20, 2) + number(0, 4) + number(0, 2) + number(0x21, 2) + number(Int(checksum), 4)
            + number(content.count, 4) + number(content.count, 4) + number(name.utf8.count, 2) + number(0, 2)
    }

    private func number(_ value: Int, _ width: Int) -> [UInt8] {
        (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}
