import Synchronization

/// An XLSX package opened as a workbook: where its sheets are, and what their cells refer to.
final class OOXMLWorkbook: Sendable {
    let package: OOXMLPackage
    /// What the package says that its parts are.
    let types: ContentTypes
    /// The workbook's own part.
    let part: String
    let sheets: [SheetInfo]
    /// The part of each sheet, in the order of `sheets`; `nil` where the package lacks it.
    let sheetParts: [String?]
    let names: [DefinedName]
    let notes: [ReaderNote]
    let uses1904: Bool
    let isStrict: Bool
    let isMacroEnabled: Bool
    /// The part of the shared strings; `nil` where the package has none.
    let stringsPart: String?
    private let stylesPart: String?
    private let known = Mutex<CellMeanings?>(nil)

    init(package: OOXMLPackage, index: PackageIndex) throws(SpreadsheetError) {
        self.package = package
        types = index.types
        let part = try Self.workbookPart(of: package, index)
        self.part = part
        let contentType = index.types.type(of: part) ?? ""
        isMacroEnabled = contentType.contains("macroEnabled")

        guard let content = try package.workbookContent(of: part) else {
            throw SpreadsheetError(.missingPart, "The file names a workbook part that it does not have.", part: part)
        }
        guard !content.sheets.isEmpty else {
            throw SpreadsheetError(.corrupt, "The workbook lists no sheet.", part: part)
        }
        uses1904 = content.uses1904
        isStrict = content.isStrict

        let relationships = try package.relationships(of: part)
        var found = SheetList(package: package)
        let byID = relationships.byID()
        for sheet in content.sheets { found.add(sheet, sheet.relationship.flatMap { byID[$0] }) }
        var dangling: Set<String> = []
        for relationship in relationships
        where !relationship.isExternal && !package.has(relationship.target)
            && dangling.insert(relationship.target).inserted
        {
            found.noteDangling(relationship)
        }
        stringsPart = found.part("sharedStrings", relationships, usual: "xl/sharedStrings.xml")
        stylesPart = found.part("styles", relationships, usual: "xl/styles.xml")
        if package.archive.hasJunkAround {
            found.notes.append(
                ReaderNote(
                    .junkAroundArchive, "Bytes before or after the archive belong to nothing; they were passed over."))
        }
        sheets = found.sheets
        sheetParts = found.parts
        notes = found.notes
        names = content.names
    }

    /// What cells refer to: shared strings, number formats, date system. Read when first needed, once for all threads.
    func meanings() throws(SpreadsheetError) -> CellMeanings {
        let result = known.withLock { known -> Result<CellMeanings, SpreadsheetError> in
            if let known { return .success(known) }
            do throws(SpreadsheetError) {
                let meanings = try readMeanings()
                known = meanings
                return .success(meanings)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private func readMeanings() throws(SpreadsheetError) -> CellMeanings {
        var formats: [CellFormat] = []
        // Of no bytes, as some exports leave it, a styles part is as good as none.
        if let stylesPart, package.entry(stylesPart)?.uncompressedSize ?? 0 > 0 {
            formats = try package.cellFormats(in: stylesPart)
        }
        return CellMeanings(strings: try sharedStrings(), formats: formats, uses1904: uses1904)
    }

    private func sharedStrings() throws(SpreadsheetError) -> SharedStringTable {
        guard let stringsPart, let entry = package.entry(stringsPart) else { return SharedStringTable() }
        let handler = SharedStringsHandler(limits: package.limits)
        try ScannedPartStream(entry, of: package, handler: handler).run()
        return handler.table
    }

    /// The entry of a sheet's part; a sheet without one is an error, never an empty sheet.
    func entry(of sheet: SheetInfo) throws(SpreadsheetError) -> ZipEntry {
        guard let part = sheetParts[sheet.index], let entry = package.entry(part) else {
            throw SpreadsheetError(
                .missingPart, "The workbook lists the sheet, but the file does not contain it.",
                part: sheetParts[sheet.index])
        }
        return entry
    }

    /// The main part by the package's relationships, by its content type, or by its usual name.
    private static func workbookPart(
        of package: OOXMLPackage, _ index: PackageIndex
    ) throws(SpreadsheetError) -> String {
        let main = index.relationships.first { $0.kind == "officeDocument" && package.has($0.target) }
        if let main { return main.target }
        let byType = index.types.overrides.filter { $0.value.contains("sheet") && $0.value.contains(".main+xml") }
        for part in byType.keys.sorted() where package.has(part) && part.hasSuffix("workbook.xml") { return part }
        if package.has("xl/workbook.xml") { return "xl/workbook.xml" }
        throw SpreadsheetError(.missingPart, "The file has no workbook part.")
    }
}

/// Gathers the worksheets of a workbook with their parts, and notes what is left out.
private struct SheetList {
    let package: OOXMLPackage
    var sheets: [SheetInfo] = []
    var parts: [String?] = []
    var notes: [ReaderNote] = []
    private var seen: Set<String> = []

    init(package: OOXMLPackage) { self.package = package }

    mutating func add(_ sheet: WorkbookHandler.Sheet, _ relationship: Relationship?) {
        if let relationship, relationship.kind != "worksheet", relationship.kind.lowercased().hasSuffix("sheet") {
            notes.append(
                ReaderNote(
                    .sheetLeftOut, "A sheet of the kind \(relationship.kind) has no cells to read; it was left out.",
                    sheet: sheet.name))
            return
        }
        // Excel writes the modules of Excel 5.0 so: sheets in name only, whose code is in vbaProject.bin.
        guard sheet.relationship != "" else {
            notes.append(
                ReaderNote(
                    .sheetLeftOut, "A sheet without a part, such as a module of macros, has no cells; it was left out.",
                    sheet: sheet.name))
            return
        }
        let part = relationship.flatMap { package.has($0.target) ? $0.target : nil }
        if part == nil {
            notes.append(
                ReaderNote(
                    .missingPart, "The workbook lists the sheet, but the file does not contain it; it cannot be read.",
                    sheet: sheet.name))
        }
        if !seen.insert(sheet.name.lowercased()).inserted {
            notes.append(
                ReaderNote(.duplicateSheetName, "Another sheet has the same name; both were read.", sheet: sheet.name))
        }
        sheets.append(SheetInfo(name: sheet.name, index: sheets.count, state: sheet.state))
        parts.append(part)
    }

    mutating func noteDangling(_ relationship: Relationship) {
        // A sheet without its part has its own note.
        guard relationship.kind != "worksheet" else { return }
        notes.append(
            ReaderNote(
                .danglingRelationship,
                "The workbook refers to \(relationship.target) (\(relationship.kind)), which the file does not contain; "
                    + "the reference was ignored."))
    }

    /// The part of a kind by its relationship, else by its usual name.
    mutating func part(_ kind: String, _ relationships: [Relationship], usual: String) -> String? {
        let named = relationships.first { $0.kind == kind && package.has($0.target) }
        if let named { return named.target }
        guard package.has(usual) else { return nil }
        notes.append(
            ReaderNote(.missingPart, "The workbook does not name its part \(usual); it was found by its usual name."))
        return usual
    }
}
