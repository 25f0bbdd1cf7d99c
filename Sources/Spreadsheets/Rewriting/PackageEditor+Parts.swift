extension PackageEditor {
    private static let typesPart = "[Content_Types].xml"

    /// Adds a relationship of a part to another and returns its id.
    ///
    /// - Parameters:
    ///   - kind: The last step of the type's URI, such as `worksheet`.
    ///   - part: The part that has the relationship.
    ///   - target: The part that it leads to.
    package mutating func relate(_ part: String, to target: String, kind: String) throws(SpreadsheetError) -> String {
        let name = Self.relationshipsPart(of: part)
        let type = relationshipType(kind)
        let element = { (id: String, prefix: String) in
            "<\(prefix)Relationship Id=\"\(id)\" Type=\"\(type)\" Target=\"/\(XMLText.escaped(target))\"/>"
        }
        guard let document = try xml(name).flatMap({ XMLDocument($0) }) else {
            let namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
            let content =
                Self.declaration + "<Relationships xmlns=\"\(namespace)\">\(element("rId1", ""))</Relationships>"
            try put(name, Array(content.utf8))
            return "rId1"
        }
        let known = Set(document.children(document.root).compactMap { document.value("Id", of: $0) })
        var number = known.count + 1
        while known.contains("rId\(number)") { number += 1 }
        var patch = XMLPatch(document)
        patch.append(element("rId\(number)", document.tokens.prefix(document.root.tag)), in: document.root)
        try put(name, patch.applied())
        return "rId\(number)"
    }

    /// Says what a part that was added is.
    package mutating func setContentType(_ type: String, of part: String) throws(SpreadsheetError) {
        guard let document = try xml(Self.typesPart).flatMap({ XMLDocument($0) }) else {
            throw SpreadsheetError(.missingPart, "The file does not say what its parts are.", part: Self.typesPart)
        }
        let prefix = document.tokens.prefix(document.root.tag)
        let element = "<\(prefix)Override PartName=\"/\(XMLText.escaped(part))\" ContentType=\"\(type)\"/>"
        var patch = XMLPatch(document)
        patch.append(element, in: document.root)
        try put(Self.typesPart, patch.applied())
    }

    /// The URI of a relationship's type in this workbook's kind of OOXML.
    package func relationshipType(_ kind: String) -> String { documentRelationships + "/" + kind }

    /// The namespace of the references to relationships in this workbook's kind of OOXML.
    package var documentRelationships: String {
        isStrict
            ? "http://purl.oclc.org/ooxml/officeDocument/relationships"
            : "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    }

    /// The namespace of sheets in this workbook's kind of OOXML.
    package var spreadsheetNamespace: String {
        isStrict
            ? "http://purl.oclc.org/ooxml/spreadsheetml/main"
            : "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    }

    /// The declaration with which parts begin.
    package static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
}

extension PackageEditor {
    /// Whether a sheet's part says that its tab is selected. Only what comes before the cells is read.
    package func isSelected(_ part: String) throws(SpreadsheetError) -> Bool {
        let head = String(decoding: try head(part, before: "sheetData"), as: UTF8.self)
        // In UTF-16 each character has a NUL beside it.
        return head.filter { $0 != "\0" }.contains("tabSelected")
    }
}
