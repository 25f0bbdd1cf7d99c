/// What the workbook part says.
struct WorkbookContent: Sendable {
    let sheets: [WorkbookHandler.Sheet]
    let names: [DefinedName]
    let uses1904: Bool
    let isStrict: Bool
}

/// Reads the workbook part: its sheets, defined names and date system (ECMA-376 Part 1, 18.2).
final class WorkbookHandler: XMLContentHandler {
    /// A sheet as the workbook part lists it.
    struct Sheet: Sendable {
        let name: String
        /// The id of its relationship: empty for a module of macros, `nil` where it is absent.
        let relationship: String?
        let state: SheetState
    }

    /// A defined name as the workbook part lists it; the scope is a position in the list of all sheets.
    private struct Name {
        let name: String
        let sheetIndex: Int?
        let isHidden: Bool
        var reference: String
    }

    private let limits: ReaderLimits
    private let allowance: ListAllowance
    private var sheets: [Sheet] = []
    private var names: [Name] = []
    private var uses1904 = false
    private var isStrict = false
    private var sawRoot = false
    private var openName: Name?
    private var extensions = ExtensionLists()

    init(limits: ReaderLimits) {
        self.limits = limits
        allowance = ListAllowance(limits: limits)
    }

    func start(_ element: XMLElement) throws(SpreadsheetError) {
        let name = element.name
        guard sawRoot else {
            guard name.is("workbook", in: .spreadsheet) else {
                throw SpreadsheetError(.corrupt, "The workbook part does not hold a workbook.")
            }
            sawRoot = true
            isStrict = element.uri.map { XMLNamespace.isStrict(uri: String(cString: $0)) } ?? false
            return
        }
        guard !extensions.take(start: name) else { return }
        guard name.namespace == .spreadsheet else {
            return try StrayElement.refuse(name, insteadOf: "sheets", "sheet")
        }
        switch name.text {
        case "workbookPr": uses1904 = element.flag("date1904")
        case "sheet":
            guard sheets.count < limits.sheets else {
                throw ReaderLimits.reached(\.sheets, of: limits, name: "sheets", what: "The number of sheets")
            }
            let sheet = Sheet(
                name: element.string("name") ?? "Sheet\(sheets.count + 1)",
                relationship: element.string("id", in: .documentRelationships),
                state: element.string("state").flatMap(SheetState.init(rawValue:)) ?? .visible)
            // The name is held a second time, in lower case, to find two sheets of one name.
            try allowance.takeEntry(texts: sheet.name, sheet.name, sheet.relationship)
            sheets.append(sheet)
        case "definedName":
            let opened = Name(
                name: element.string("name") ?? "", sheetIndex: element.integer("localSheetId"),
                isHidden: element.flag("hidden"), reference: "")
            try allowance.takeEntry(texts: opened.name)
            openName = opened
        default: break
        }
    }

    func end(_ name: XMLElementName) {
        if extensions.takeEnd() { return }
        if name.is("definedName", in: .spreadsheet), let finished = openName {
            names.append(finished)
            openName = nil
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {
        guard openName != nil else { return }
        try allowance.take(bytes: bytes.count)
        openName?.reference += String(decoding: bytes, as: UTF8.self)
    }

    /// What was read.
    var content: WorkbookContent {
        let names = names.map { name in
            DefinedName(
                name: name.name,
                scope: name.sheetIndex.flatMap { sheets.indices.contains($0) ? sheets[$0].name : nil },
                reference: name.reference, isHidden: name.isHidden, area: SheetArea(reference: name.reference))
        }
        return WorkbookContent(sheets: sheets, names: names, uses1904: uses1904, isStrict: isStrict)
    }
}

extension OOXMLPackage {
    /// What a workbook part says; `nil` where there is no such part.
    func workbookContent(of part: String) throws(SpreadsheetError) -> WorkbookContent? {
        try made(of: part, in: Self.knownWorkbooks) { (entry) throws(SpreadsheetError) -> WorkbookContent in
            let handler = WorkbookHandler(limits: limits)
            try PartReading.run(entry, of: self, handler: handler)
            return handler.content
        }
    }

    private static let knownWorkbooks = PartMemory<WorkbookContent>()
}
