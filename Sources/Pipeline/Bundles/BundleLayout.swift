/// A part of a bundle's file that can be read by itself.
struct BundleSection: Sendable, Hashable {
    /// The records' table; empty for the fields' places.
    let table: String
    /// How many records or places it has.
    let count: Int
    /// Where it begins, in bytes behind the head.
    let offset: Int
    /// Its bytes, without the hash that follows them.
    let length: Int
}

/// Where the sections of a bundle are in its file.
struct BundleLayout: Sendable {
    /// The records of each table in runs, in their order; that of no table has the fields' places.
    let sections: [BundleSection]
    /// Where the sections begin: the length of the head, in bytes.
    let start: Int

    /// The length of the file.
    var fileSize: Int { sections.reduce(start) { max($0, start + $1.offset + $1.length + Digest.byteCount) } }

    /// The sections of records, in their order.
    var ofRecords: [BundleSection] { sections.filter { !$0.table.isEmpty } }

    /// A section in the file, with the hash behind it.
    func range(of section: BundleSection) -> Range<Int> {
        start + section.offset..<start + section.offset + section.length + Digest.byteCount
    }
}
