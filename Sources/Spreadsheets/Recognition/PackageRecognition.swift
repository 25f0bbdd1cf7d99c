/// Tells what a ZIP archive is by what it contains.
enum PackageRecognition {
    /// The type of a workbook's main part (ECMA-376 Part 1, 12.3.23).
    private static let workbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

    /// Throws the error that names what an archive is, unless it is an XLSX workbook; its index then.
    static func requireWorkbook(_ package: OOXMLPackage) throws(SpreadsheetError) -> PackageIndex {
        if package.has("mimetype") {
            let bytes = try package.beginning(of: "mimetype")
            let type = String(decoding: bytes.prefix(200), as: UTF8.self)
            if type.contains("opendocument.spreadsheet") {
                throw SpreadsheetError(.ods, "This is an OpenDocument spreadsheet (.ods), which is not read.")
            }
            if type.contains("opendocument") { throw .not("an OpenDocument file of another kind") }
            if type.contains("epub") { throw .not("an electronic book") }
        }
        if package.has("xl/workbook.bin") {
            throw SpreadsheetError(.xlsb, "This is an Excel binary workbook (.xlsb), which is not read.")
        }
        if let locked = package.archive.entries.first(where: \.isEncrypted) {
            throw SpreadsheetError(.encrypted, "This is a ZIP archive with a password.", part: locked.name)
        }
        // The type of the main part tells, so that a name such as xl/ in another document does not mislead.
        let types = try package.contentTypes()
        let index = PackageIndex(types: types, relationships: try package.relationships(of: ""))
        let main = index.relationships.first { $0.kind == "officeDocument" }.map(\.target)
        let type = main.flatMap { types.type(of: $0) } ?? ""
        // Nearly all files: none of the words below stands in it.
        if type == workbookType { return index }
        if type.contains("sheet.binary") {
            throw SpreadsheetError(.xlsb, "This is an Excel binary workbook (.xlsb), which is not read.")
        }
        if type.contains("wordprocessingml") || type.contains("ms-word") { throw .not("a Word document") }
        if type.contains("presentationml") || type.contains("ms-powerpoint") { throw .not("a PowerPoint presentation") }
        if type.contains("ms-visio") { throw .not("a Visio drawing") }
        if main != nil || package.has("xl/workbook.xml") || package.has("[Content_Types].xml") {
            return index
        }
        if DocumentParts.makeIWork({ package.has($0) }) {
            throw SpreadsheetError(
                .notASpreadsheet, "This is a document of Numbers, Pages or Keynote.",
                advice: "Export it as an Excel workbook (.xlsx) and send that.")
        }
        if let inner = package.partNames.filter({ $0.hasSuffix(".xlsx") || $0.hasSuffix(".csv") }).min() {
            throw SpreadsheetError(
                .notASpreadsheet, "This is a ZIP archive that contains \(inner).",
                advice: "Unpack it and send the file.")
        }
        throw .not("a ZIP archive of something else")
    }
}
