/// Reads of a worksheet part what stands around its cells.
final class SheetDetailsHandler: XMLContentHandler {
    /// A hyperlink whose target is still the id of a relationship.
    struct Link {
        let range: CellRange
        let relationship: String?
        let location: String?
    }

    private let limit: Int
    private(set) var details = SheetDetails()
    private(set) var links: [Link] = []
    private var row = 0
    private var validation: DataValidation?
    private var gathered: [UInt8]?
    private var operand = Operand.first

    private enum Operand { case first, second, ranges }

    init(limit: Int) { self.limit = limit }

    func start(_ element: XMLElement) {
        let name = element.name
        switch name.namespace {
        case .spreadsheet: startMain(element)
        case .excel2009:
            switch name.text {
            case "dataValidation": startValidation(element)
            case "formula1": operand = .first
            case "formula2": operand = .second
            default: break
            }
        case .excelMacro where validation != nil:
            if equal(name.local, "sqref") { operand = .ranges }
            gathered = []
        default: break
        }
    }

    private func startMain(_ element: XMLElement) {
        switch element.name.text {
        case "row":
            let stated = element.integer("r").flatMap { (1...CellAddress.lastRow).contains($0) ? $0 : nil }
            row = stated ?? row + 1
            if element.flag("hidden"), row <= CellAddress.lastRow { Self.add(row...row, to: &details.hiddenRows) }
        case "col":
            if element.flag("hidden"), let first = element.integer("min"), let last = element.integer("max"),
                first >= 1, last >= first, last <= CellAddress.lastColumn, details.hiddenColumns.count < limit
            {
                Self.add(first...last, to: &details.hiddenColumns)
            }
        case "dimension": details.declaredDimension = element.string("ref")
        case "mergeCell":
            if let range = element.string("ref").flatMap({ CellRange($0) }), details.mergedRanges.count < limit {
                details.mergedRanges.append(range)
            }
        case "hyperlink":
            if let range = element.string("ref").flatMap({ CellRange($0) }), links.count < limit {
                links.append(
                    Link(
                        range: range, relationship: element.string("id", in: .documentRelationships),
                        location: element.string("location")))
            }
        case "dataValidation": startValidation(element)
        case "formula1" where validation != nil:
            operand = .first
            gathered = []
        case "formula2" where validation != nil:
            operand = .second
            gathered = []
        default: break
        }
    }

    private func startValidation(_ element: XMLElement) {
        let kind = element.string("type").flatMap(DataValidation.Kind.init(rawValue:)) ?? .none
        let isCompared = kind != .none && kind != .list && kind != .custom
        validation = DataValidation(
            ranges: Self.ranges(element.string("sqref") ?? ""), kind: kind,
            comparison: isCompared ? element.string("operator") ?? "between" : nil,
            allowsBlank: element.flag("allowBlank"), prompt: element.string("prompt"),
            errorMessage: element.string("error"))
    }

    func end(_ name: XMLElementName) {
        if let bytes = gathered,
            name.namespace == .excelMacro || equal(name.local, "formula1") || equal(name.local, "formula2")
        {
            let text = String(decoding: bytes, as: UTF8.self)
            switch operand {
            case .first: validation?.formula1 = text
            case .second: validation?.formula2 = text
            case .ranges: validation?.ranges = Self.ranges(text)
            }
            gathered = nil
        } else if equal(name.local, "dataValidation"), var finished = validation {
            validation = nil
            if finished.kind == .list { finished.list = finished.formula1.map(Self.list) }
            if details.validations.count < limit { details.validations.append(finished) }
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) { gathered?.append(contentsOf: bytes) }

    /// The values of a list rule: a literal is in quotes with commas between the items, whatever the user's locale.
    static func list(_ formula: String) -> DataValidation.ValueList {
        guard formula.hasPrefix("\""), formula.hasSuffix("\""), formula.count >= 2 else {
            return .reference(formula, SheetArea(reference: formula))
        }
        var items: [String] = []
        var item = ""
        // A quote inside the literal is written twice.
        var afterQuote = false
        for character in formula.dropFirst().dropLast() {
            if character == "\"" {
                if afterQuote { item.append(character) }
                afterQuote.toggle()
                continue
            }
            afterQuote = false
            if character == "," {
                items.append(item)
                item = ""
            } else {
                item.append(character)
            }
        }
        items.append(item)
        return .items(items.map { String($0.drop { $0 == " " }) }.filter { !$0.isEmpty })
    }

    private static func ranges(_ text: String) -> [CellRange] {
        text.split(separator: " ").compactMap { CellRange($0) }
    }

    /// Adds a range, joined to the last one where it continues it.
    private static func add(_ range: ClosedRange<Int>, to list: inout [ClosedRange<Int>]) {
        if let last = list.last, range.lowerBound == last.upperBound + 1 {
            list[list.count - 1] = last.lowerBound...range.upperBound
        } else {
            list.append(range)
        }
    }
}
