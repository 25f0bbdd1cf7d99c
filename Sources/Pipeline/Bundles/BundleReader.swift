import Foundation
import SurveyModel

/// Reads what ``BundleWriter`` wrote. A file that is cut short or changed is no bundle: the return is then read anew.
struct BundleReader {
    /// The file is not one that this version wrote, or not whole.
    struct Damaged: Error {}

    private let bytes: [UInt8]
    private let end: Int
    private var position: Int
    private var texts: [String] = []

    /// The bundle in a file's bytes. O(size).
    ///
    /// - Throws: ``Damaged``, or what `JSONDecoder` throws.
    static func bundle(in bytes: [UInt8]) throws -> ReturnBundle {
        guard isWhole(bytes) else { throw Damaged() }
        let end = bytes.count - Digest.byteCount
        var reader = BundleReader(bytes: bytes, end: end)
        let head = try reader.take(try reader.count())
        let bundle = try JSONDecoder().decode(ReturnBundle.self, from: Data(head))
        let tables = try reader.list { try $0.text() }
        let records = try reader.list { try $0.record(tables) }
        return bundle.with(records: records)
    }

    /// Whether bytes are a bundle's file, as its hash tells. O(size).
    static func isWhole(_ bytes: [UInt8]) -> Bool {
        let end = bytes.count - Digest.byteCount
        return end >= BundleWriter.signature.count && bytes.starts(with: BundleWriter.signature)
            && Digest.bytes(of: bytes[..<end]).elementsEqual(bytes[end...])
    }

    private init(bytes: [UInt8], end: Int) {
        self.bytes = bytes
        self.end = end
        position = BundleWriter.signature.count
    }

    private mutating func record(_ tables: [String]) throws -> Record {
        let table = try count()
        guard tables.indices.contains(table) else { throw Damaged() }
        return Record(
            table: tables[table], number: try count(), anchor: try origin(), entries: try list { try $0.entry() })
    }

    private mutating func entry() throws -> Entry? {
        let parts = BundleForm.Parts(rawValue: try byte())
        guard parts.contains(.isThere) else { return nil }
        let raw = try self.raw()
        let origin = try self.origin()
        let value = parts.contains(.value) ? try self.value() : nil
        let status = parts.contains(.status) ? try text() : nil
        let normalisation =
            parts.contains(.normalisation) ? Normalisation(method: try text(), confidence: try number()) : nil
        return Entry(value: value, status: status, raw: raw, origin: origin, normalisation: normalisation)
    }

    private mutating func value() throws -> Value {
        switch try kind() {
        case .text: return .text(try text())
        case .integer: return .integer(Int(Int64(bitPattern: try bits())))
        case .number: return .number(try number())
        case .yes: return .boolean(true)
        case .no: return .boolean(false)
        case .date:
            guard let day = CalendarDay(year: try count(), month: try count(), day: try count()) else {
                throw Damaged()
            }
            return .date(day)
        case .codes: return .codes(try list { try $0.text() })
        case .percentage, .error, .marks, .parts: throw Damaged()
        }
    }

    private mutating func raw() throws -> RawValue {
        switch try kind() {
        case .text: .text(try text())
        case .number: .number(try number(), isPercent: false)
        case .percentage: .number(try number(), isPercent: true)
        case .yes: .boolean(true)
        case .no: .boolean(false)
        case .date: .date(try text())
        case .error: .error(try text())
        case .marks:
            .marks(
                try list {
                    RawValue.Mark(code: try $0.text(), text: try $0.text(), origin: try $0.origin())
                })
        case .parts: .parts(try list { RawValue.Part(text: try $0.text(), origin: try $0.origin()) })
        case .integer, .codes: throw Damaged()
        }
    }

    private mutating func origin() throws -> Origin {
        Origin(sheet: try text(), row: try count(), column: try count())
    }

    // MARK: - Bytes

    private mutating func list<Element>(_ element: (inout BundleReader) throws -> Element) throws -> [Element] {
        let count = try self.count()
        // Every element takes a byte at least: a count beyond them is no count.
        guard count <= end - position else { throw Damaged() }
        var list: [Element] = []
        list.reserveCapacity(count)
        for _ in 0..<count { list.append(try element(&self)) }
        return list
    }

    private mutating func kind() throws -> BundleForm.Kind {
        guard let kind = BundleForm.Kind(rawValue: try byte()) else { throw Damaged() }
        return kind
    }

    private mutating func text() throws -> String {
        let number = try count()
        guard number == 0 else {
            guard number <= texts.count else { throw Damaged() }
            return texts[number - 1]
        }
        let text = String(decoding: try take(try count()), as: UTF8.self)
        if text.utf8.count <= BundleForm.longestRemembered { texts.append(text) }
        return text
    }

    private mutating func number() throws -> Double {
        Double(bitPattern: try bits())
    }

    private mutating func bits() throws -> UInt64 {
        var bits: UInt64 = 0
        for (index, byte) in try take(8).enumerated() { bits |= UInt64(byte) << UInt64(8 * index) }
        return bits
    }

    private mutating func count() throws -> Int {
        var count: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 63, by: 7) {
            let byte = try self.byte()
            count |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return Int(clamping: count) }
        }
        throw Damaged()
    }

    private mutating func byte() throws -> UInt8 {
        guard position < end else { throw Damaged() }
        defer { position += 1 }
        return bytes[position]
    }

    private mutating func take(_ count: Int) throws -> ArraySlice<UInt8> {
        guard count <= end - position else { throw Damaged() }
        defer { position += count }
        return bytes[position..<position + count]
    }
}
