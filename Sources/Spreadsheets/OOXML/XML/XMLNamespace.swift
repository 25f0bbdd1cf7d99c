/// The XML namespaces that matter to the reader; the Transitional (ECMA-376) and Strict (ISO/IEC 29500) names of one
/// vocabulary are one case.
enum XMLNamespace: Sendable, Hashable {
    case none
    case spreadsheet
    case documentRelationships
    case packageRelationships
    case contentTypes
    case markupCompatibility
    case excel2009
    case excelMacro
    case threadedComments
    case sheetDrawing
    case drawing
    case extendedProperties
    case coreProperties
    case dublinCore
    case dublinCoreTerms
    case other

    /// The namespace of a URI that libxml2 holds; a long one is none of those that matter, and is not copied.
    init(_ uri: UnsafePointer<UInt8>) {
        // In bounds: the search stops at the URI's NUL.
        var length = 0
        while uri[length] != 0, length < 100 { length += 1 }
        // In bounds: so many bytes come before the NUL.
        self = length < 100 ? XMLNamespace(bytes: UnsafeBufferPointer(start: uri, count: length)) : .other
    }

    init(uri: String) {
        var uri = uri
        self = uri.withUTF8 { XMLNamespace(bytes: $0) }
    }

    /// By its bytes: the names are ASCII, and no text of other bytes is equal to one of them.
    private init(bytes: UnsafeBufferPointer<UInt8>) {
        for known in Self.known where known.uri.utf8CodeUnitCount == bytes.count {
            // In bounds: the literal has as many bytes.
            let literal = UnsafeBufferPointer(start: known.uri.utf8Start, count: bytes.count)
            if literal.elementsEqual(bytes) {
                self = known.namespace
                return
            }
        }
        self = .other
    }

    private static let known: [(uri: StaticString, namespace: XMLNamespace)] = [
        ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", .spreadsheet),
        ("http://purl.oclc.org/ooxml/spreadsheetml/main", .spreadsheet),
        ("http://schemas.openxmlformats.org/officeDocument/2006/relationships", .documentRelationships),
        ("http://purl.oclc.org/ooxml/officeDocument/relationships", .documentRelationships),
        ("http://schemas.openxmlformats.org/package/2006/relationships", .packageRelationships),
        ("http://schemas.openxmlformats.org/package/2006/content-types", .contentTypes),
        ("http://schemas.openxmlformats.org/markup-compatibility/2006", .markupCompatibility),
        ("http://schemas.microsoft.com/office/spreadsheetml/2009/9/main", .excel2009),
        ("http://schemas.microsoft.com/office/excel/2006/main", .excelMacro),
        ("http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments", .threadedComments),
        ("http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing", .sheetDrawing),
        ("http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing", .sheetDrawing),
        ("http://schemas.openxmlformats.org/drawingml/2006/main", .drawing),
        ("http://purl.oclc.org/ooxml/drawingml/main", .drawing),
        ("http://schemas.openxmlformats.org/officeDocument/2006/extended-properties", .extendedProperties),
        ("http://purl.oclc.org/ooxml/officeDocument/extendedProperties", .extendedProperties),
        ("http://schemas.openxmlformats.org/package/2006/metadata/core-properties", .coreProperties),
        ("http://purl.org/dc/elements/1.1/", .dublinCore), ("http://purl.org/dc/terms/", .dublinCoreTerms),
    ]

    /// Whether an `mc:Choice` that requires this namespace is the branch that Excel's users see.
    static func isUnderstood(uri: String) -> Bool {
        XMLNamespace(uri: uri) == .spreadsheet
            || uri.hasPrefix("http://schemas.microsoft.com/office/spreadsheetml/")
            || uri.hasPrefix("http://schemas.microsoft.com/office/excel/")
    }

    /// Whether the name is that of ISO/IEC 29500 Strict.
    static func isStrict(uri: String) -> Bool { uri == "http://purl.oclc.org/ooxml/spreadsheetml/main" }
}
