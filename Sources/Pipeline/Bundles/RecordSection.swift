import SurveyModel

/// The records of a section of a bundle's file, each of which can be made by itself.
struct RecordSection: Sendable {
    let table: String
    private let bytes: [UInt8]
    /// Where each text is in the bytes.
    private let texts: [Range<Int>]
    /// Where each record begins, and where the last ends.
    private let starts: [Int]

    /// - Parameters:
    ///   - range: the section and the hash behind it.
    ///   - isKnown: whether the hash has been compared before.
    /// - Throws: ``BundleReader/Damaged``.
    init(_ section: BundleSection, in bytes: [UInt8], _ range: Range<Int>, isKnown: Bool = false) throws {
        let content = try BundleReader.content(of: range, in: bytes, isKnown: isKnown)
        var reader = BundleReader(bytes, content)
        let count = try reader.listCount()
        var texts: [Range<Int>] = []
        texts.reserveCapacity(count)
        for _ in 0..<count { texts.append(try reader.take(try reader.count())) }
        var lengths: [Int] = []
        lengths.reserveCapacity(section.count)
        for _ in 0..<section.count { lengths.append(try reader.count()) }
        var starts = [reader.position]
        starts.reserveCapacity(section.count + 1)
        for length in lengths { starts.append(try reader.take(length).upperBound) }
        guard reader.position == content.upperBound else { throw BundleReader.Damaged() }
        self.bytes = bytes
        self.texts = texts
        self.starts = starts
        table = section.table
    }

    /// How many records it has.
    var count: Int { starts.count - 1 }

    /// The record at an index from 0. O(size of the record).
    ///
    /// - Throws: ``BundleReader/Damaged``.
    func record(_ index: Int) throws -> Record {
        var reader = reader(at: index)
        return try reader.record(table)
    }

    /// A reader of the record at an index from 0.
    func reader(at index: Int) -> BundleReader {
        BundleReader(bytes, starts[index]..<starts[index + 1], places: texts)
    }

    /// All of them.
    ///
    /// - Throws: ``BundleReader/Damaged``.
    func records() throws -> [Record] {
        let texts = texts.map { String(decoding: bytes[$0], as: UTF8.self) }
        var reader = BundleReader(bytes, starts[0]..<starts[count], texts: texts)
        var records: [Record] = []
        records.reserveCapacity(count)
        for _ in 0..<count { records.append(try reader.record(table)) }
        return records
    }
}
