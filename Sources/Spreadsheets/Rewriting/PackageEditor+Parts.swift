extension PackageEditor {
    private static let typesPart = "[Content_Types].xml"
    private static let relationshipsNamespace = "http://schemas.openxmlformats.org/package/2006/relationships"

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
            let content =
                Self.declaration + "<Relationships xmlns=\"\(Self.relationshipsNamespace)\">"
                + "\(element("rId1", ""))</Relationships>"
            put(name, Array(content.utf8))
            return "rId1"
        }
        let known = Set(document.children(document.root).compactMap { document.value("Id", of: $0) })
        var number = known.count + 1
        while known.contains("rId\(number)") { number += 1 }
        var patch = XMLPatch(document)
        patch.append(element("rId\(number)", document.tokens.prefix(document.root.tag)), in: document.root)
        put(name, try patch.applied())
        return "rId\(number)"
    }

    /// Takes a part's relationships away: what they led to, such as its comments, belongs to it no more.
    package mutating func dropRelationships(of part: String) {
        let name = Self.relationshipsPart(of: part)
        guard has(name) else { return }
        put(name, Array((Self.declaration + "<Relationships xmlns=\"\(Self.relationshipsNamespace)\"/>").utf8))
    }

    /// Says what a part that was added is.
    ///
    /// - Parameter usesEnding: Whether all parts of that ending are the same, as every program says of VML drawings.
    package mutating func setContentType(_ type: String, of part: String, usesEnding: Bool = false) {
        addedTypes.append(AddedType(part: part, type: type, usesEnding: usesEnding))
    }

    /// Writes down what the parts are that were added.
    mutating func declareAdded() throws(SpreadsheetError) {
        guard !addedTypes.isEmpty else { return }
        guard let document = try xml(Self.typesPart).flatMap({ XMLDocument($0) }) else {
            throw SpreadsheetError(.missingPart, "The file does not say what its parts are.", part: Self.typesPart)
        }
        let prefix = document.tokens.prefix(document.root.tag)
        let defaults = document.children(document.root, named: "Default")
        var endings = Set(defaults.compactMap { document.value("Extension", of: $0)?.lowercased() })
        let named = document.children(document.root, named: "Override").compactMap { element in
            document.value("PartName", of: element).map { (OOXMLPackage.normalised($0), element) }
        }
        let overrides = Dictionary(named) { _, last in last }
        var patch = XMLPatch(document)
        var elements = ""
        for item in addedTypes {
            // What the list says of a part that the file did not have is put right: no part may stand in it twice.
            if let known = overrides[OOXMLPackage.normalised(item.part)] {
                patch.set("ContentType", item.type, of: known.tag)
                continue
            }
            let ending = item.part.split(separator: ".").last.map { $0.lowercased() } ?? ""
            if item.usesEnding, endings.insert(ending).inserted {
                elements += "<\(prefix)Default Extension=\"\(ending)\" ContentType=\"\(item.type)\"/>"
            } else if !item.usesEnding
                || contentType(of: item.part) != item.type
                    && defaults.contains(where: {
                        document.value("Extension", of: $0)?.lowercased() == ending
                    })
            {
                elements +=
                    "<\(prefix)Override PartName=\"/\(XMLText.escaped(item.part))\" ContentType=\"\(item.type)\"/>"
            }
        }
        patch.append(elements, in: document.root)
        put(Self.typesPart, try patch.applied())
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
        let head = try head(part, before: "sheetData")
        // In UTF-16 each character has a NUL beside it.
        return (head.contains(0) ? head.filter { $0 != 0 } : head)[...].holds("tabSelected")
    }
}

extension ArraySlice<UInt8> {
    /// Whether a text of ASCII stands in the bytes. It is compared where its last letter stands; by whatever stands there it is told how far on it may
    /// stand next (R. N. Horspool, Practical fast searching in strings, 1980).
    func holds(_ text: StaticString) -> Bool {
        let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        guard let last = wanted.last, wanted.count < 0x100 else { return wanted.isEmpty }
        return withUnsafeBufferPointer { bytes in
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 0x100) { steps -> Bool in
                steps.initialize(repeating: UInt8(wanted.count))
                // In bounds: there is a step for each byte, and a byte for each place of the text.
                for place in 0..<(wanted.count - 1) {
                    steps[Int(wanted[place])] = UInt8(wanted.count - 1 - place)
                }
                var start = 0
                // In bounds: from each start on, as many bytes follow as the text has.
                while start <= bytes.count - wanted.count {
                    let byte = bytes[start + wanted.count - 1]
                    if byte == last,
                        UnsafeBufferPointer(rebasing: bytes[start..<(start + wanted.count)]).elementsEqual(wanted)
                    {
                        return true
                    }
                    start += Int(steps[Int(byte)])
                }
                return false
            }
        }
    }
}
