import Spreadsheets

/// A workbook's part in which one sheet, new or known, stands in front of all others and is shown first (ECMA-376 Part 1, 18.2).
struct WorkbookPatch {
    private let document: XMLDocument
    private let sheets: XMLElementSpan
    private let prefix: String

    /// Begins with the workbook's part.
    init(_ bytes: [UInt8]) throws(AnnotationError) {
        guard let document = XMLDocument(bytes), document.tokens.localName(document.root.tag) == "workbook",
            let sheets = document.children(document.root, named: "sheets").first
        else { throw .unsupported("its list of sheets cannot be changed") }
        self.document = document
        self.sheets = sheets
        prefix = document.tokens.prefix(document.root.tag)
    }

    /// The names of all sheets, also of those without cells.
    var sheetNames: [String] {
        document.children(sheets, named: "sheet").compactMap { document.value("name", of: $0) }
    }

    /// The workbook's part with a sheet put first and shown first. What counts sheets by their place counts one more.
    ///
    /// - Parameters:
    ///   - name: the sheet's name, unlike all others.
    ///   - relationship: the id of the relationship to its part.
    ///   - namespace: that of references to relationships.
    func withFirstSheet(_ name: String, relationship: String, namespace: String) throws(SpreadsheetError) -> [UInt8] {
        var patch = XMLPatch(document)
        let known = document.children(sheets, named: "sheet")
        let id = freeID(known.compactMap { document.value("sheetId", of: $0).flatMap { Int($0) } })
        let reference = document.prefix(forNamespace: namespace)
        let declared = reference == nil ? " xmlns:r=\"\(namespace)\"" : ""
        let sheet =
            "<\(prefix)sheet\(declared) name=\"\(XMLText.escaped(name))\" sheetId=\"\(id)\" \(reference ?? "r:")id=\"\(relationship)\"/>"
        if let first = known.first {
            patch.insert(sheet, at: first.range.lowerBound)
        } else {
            patch.append(sheet, in: sheets)
        }
        movePlaces(&patch) { $0 + 1 }
        showFirst(&patch)
        return try patch.applied()
    }

    /// The workbook's part with one of its sheets, hidden or not, put first and shown first; nil where nothing has to be changed for it.
    ///
    /// - Parameter relationships: the ids of the relationships to the sheet's part.
    func withFirstSheet(_ relationships: Set<String>) throws(SpreadsheetError) -> [UInt8]? {
        var patch = XMLPatch(document)
        let known = document.children(sheets, named: "sheet")
        if let place = known.firstIndex(where: { isRelated($0, relationships) }) {
            let sheet = known[place]
            if place > 0 {
                patch.insert(shown(sheet), at: known[0].range.lowerBound)
                patch.replace(sheet.range, "")
                movePlaces(&patch) { $0 == place ? 0 : $0 < place ? $0 + 1 : $0 }
            } else if let state = document.value("state", of: sheet), state != "visible" {
                patch.remove("state", of: sheet.tag)
            }
        }
        showFirst(&patch)
        return try patch.isEmpty ? nil : patch.applied()
    }

    private func isRelated(_ sheet: XMLElementSpan, _ relationships: Set<String>) -> Bool {
        document.tokens.attributes(of: sheet.tag).contains { attribute in
            document.tokens.text(attribute.name).hasSuffix(":id")
                && relationships.contains(XMLText.resolved(document.tokens.text(attribute.value)))
        }
    }

    /// A sheet's element as it is, but for its being hidden.
    private func shown(_ sheet: XMLElementSpan) -> String {
        let tokens = document.tokens
        guard let state = tokens.attribute("state", of: sheet.tag) else { return tokens.text(sheet.range) }
        return tokens.text(sheet.range.lowerBound..<state.name.lowerBound)
            + tokens.text(state.value.upperBound + 1..<sheet.range.upperBound)
    }

    /// Gives what counts sheets by their place the places that they have now.
    private func movePlaces(_ patch: inout XMLPatch, _ moved: (Int) -> Int) {
        for names in document.children(document.root, named: "definedNames") {
            for defined in document.children(names, named: "definedName") {
                // What can be no sheet's place stays what it is.
                guard let place = document.value("localSheetId", of: defined).flatMap({ Int32($0) }), place >= 0 else {
                    continue
                }
                patch.set("localSheetId", String(moved(Int(place))), of: defined.tag)
            }
        }
    }

    /// Lets every window show the first sheet.
    private func showFirst(_ patch: inout XMLPatch) {
        for views in document.children(document.root, named: "bookViews") {
            for view in document.children(views, named: "workbookView") {
                patch.remove("activeTab", of: view.tag)
                patch.remove("firstSheet", of: view.tag)
            }
        }
    }

    /// Excel opens no workbook whose sheets have higher ids.
    private static let lastID = 65_534

    /// A sheet's id that no other has: behind the highest, or where none is left there the lowest that is free.
    private func freeID(_ ids: [Int]) -> Int {
        let highest = max(0, ids.max() ?? 0)
        if highest < Self.lastID { return highest + 1 }
        let taken = Set(ids)
        return (1...taken.count + 1).first { !taken.contains($0) } ?? 1
    }
}
