/// The parts by which documents are known that programs keep in ZIP archives. An archive of somebody's files may have a file of such a name too: names that
/// are nobody else's count alone, others beside what the same programs write.
enum DocumentParts {
    /// OOXML, and programs for Java.
    private static let unmistakable = [
        "[content_types].xml", "xl/workbook.xml", "xl/workbook.bin", "meta-inf/manifest.mf",
    ]
    /// What OpenDocument and EPUB have beside the part that says their type.
    private static let besideType = ["meta-inf/manifest.xml", "meta-inf/container.xml", "content.xml"]
    /// What documents of iWork have beside an archive of their parts.
    private static let besideIndex = ["metadata/properties.plist", "preview.jpg"]

    /// Whether an archive is a document.
    ///
    /// - Parameter has: whether it has an entry of a name, which is in small letters.
    static func makeDocument(_ has: (String) -> Bool) -> Bool {
        unmistakable.contains(where: has) || has("mimetype") && besideType.contains(where: has) || makeIWork(has)
    }

    /// Whether an archive is a document of Numbers, Pages or Keynote.
    ///
    /// - Parameter has: whether it has an entry of a name, which is in small letters.
    static func makeIWork(_ has: (String) -> Bool) -> Bool {
        has("index/document.iwa") || has("index.zip") && besideIndex.contains(where: has)
    }
}
