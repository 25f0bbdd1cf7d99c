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
        self = length < 100 ? XMLNamespace(uri: String(cString: uri)) : .other
    }

    init(uri: String) {
        self =
            switch uri {
            case "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                "http://purl.oclc.org/ooxml/spreadsheetml/main":
                .spreadsheet
            case "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                "http://purl.oclc.org/ooxml/officeDocument/relationships":
                .documentRelationships
            case "http://schemas.openxmlformats.org/package/2006/relationships": .packageRelationships
            case "http://schemas.openxmlformats.org/package/2006/content-types": .contentTypes
            case "http://schemas.openxmlformats.org/markup-compatibility/2006": .markupCompatibility
            case "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main": .excel2009
            case "http://schemas.microsoft.com/office/excel/2006/main": .excelMacro
            case "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments": .threadedComments
            case "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
                "http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing":
                .sheetDrawing
            case "http://schemas.openxmlformats.org/drawingml/2006/main", "http://purl.oclc.org/ooxml/drawingml/main":
                .drawing
            case "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
                "http://purl.oclc.org/ooxml/officeDocument/extendedProperties":
                .extendedProperties
            case "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": .coreProperties
            case "http://purl.org/dc/elements/1.1/": .dublinCore
            case "http://purl.org/dc/terms/": .dublinCoreTerms
            default: .other
            }
    }

    /// Whether an `mc:Choice` that requires this namespace is the branch that Excel's users see.
    static func isUnderstood(uri: String) -> Bool {
        XMLNamespace(uri: uri) == .spreadsheet
            || uri.hasPrefix("http://schemas.microsoft.com/office/spreadsheetml/")
            || uri.hasPrefix("http://schemas.microsoft.com/office/excel/")
    }

    /// Whether the name is that of ISO/IEC 29500 Strict.
    static func isStrict(uri: String) -> Bool { uri == "http://purl.oclc.org/ooxml/spreadsheetml/main" }
}
