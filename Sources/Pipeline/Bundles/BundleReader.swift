import SurveyModel

/// Reads what ``BundleWriter`` wrote. A file that is cut short or changed is no bundle: the return is then read anew.
struct BundleReader {
    /// The file is not one that this version wrote, or not whole.
    struct Damaged: Error {}

    let bytes: [UInt8]
    private let end: Int
    private(set) var position: Int
    private var texts: [String] = []
    /// Where texts are in the bytes that are made when they are used.
    private let places: [Range<Int>]
    private let pool: TextPool?

    /// The bundle in a file's bytes. O(size).
    ///
    /// - Throws: ``Damaged``.
    static func bundle(in bytes: [UInt8]) throws -> ReturnBundle {
        let head = try head(in: bytes)
        guard let layout = head.layout, layout.fileSize == bytes.count else { throw Damaged() }
        var places: [FieldPlace] = []
        var records: [Record] = []
        for section in layout.sections {
            let range = layout.range(of: section)
            if section.table.isEmpty { places = try self.places(section, in: bytes, range) }
            if !section.table.isEmpty { records += try RecordSection(section, in: bytes, range).records() }
        }
        return head.bundle.with(records: records, places: places)
    }

    /// The bytes that are enough to tell how long the head is.
    static let prefix = BundleWriter.signature.count + 10

    /// How many bytes of a file are its head, of which it is given the beginning.
    static func headLength(_ bytes: some Collection<UInt8>) throws -> Int {
        guard bytes.starts(with: BundleWriter.signature) else { throw Damaged() }
        let start = Array(bytes.prefix(prefix))
        var reader = BundleReader(start, BundleWriter.signature.count..<start.count)
        let count = try reader.count()
        // No head is that long; the number would overflow.
        guard count < 1 << 40 else { throw Damaged() }
        return reader.position + count + Digest.byteCount
    }

    /// The head in a file's first bytes.
    static func head(in bytes: [UInt8], pool: TextPool? = nil) throws -> BundleHead {
        let length = try headLength(bytes)
        guard bytes.count >= length,
            Digest.bytes(of: bytes[..<(length - Digest.byteCount)]).elementsEqual(
                bytes[(length - Digest.byteCount)..<length])
        else { throw Damaged() }
        var reader = BundleReader(bytes, BundleWriter.signature.count..<length - Digest.byteCount, pool: pool)
        _ = try reader.count()
        return try reader.head(length: length)
    }

    /// The places in a section's bytes with the hash behind them.
    static func places(_ section: BundleSection, in bytes: [UInt8], _ range: Range<Int>) throws -> [FieldPlace] {
        var reader = BundleReader(bytes, try content(of: range, in: bytes))
        return try (0..<section.count).map { _ in try reader.place() }
    }

    /// The bytes of a section before the hash behind them, which must be theirs.
    ///
    /// - Parameter isKnown: whether the hash has been compared before.
    static func content(of range: Range<Int>, in bytes: [UInt8], isKnown: Bool = false) throws -> Range<Int> {
        let end = range.upperBound - Digest.byteCount
        guard end >= range.lowerBound, range.upperBound <= bytes.count,
            isKnown || Digest.bytes(of: bytes[range.lowerBound..<end]).elementsEqual(bytes[end..<range.upperBound])
        else { throw Damaged() }
        return range.lowerBound..<end
    }

    /// - Parameters:
    ///   - range: the bytes that are read, all of them there.
    ///   - texts: those that are named by numbers, or in their stead `places`, where they are.
    ///   - pool: where texts are shared with those of other bundles.
    init(
        _ bytes: [UInt8], _ range: Range<Int>, texts: [String] = [], places: [Range<Int>] = [], pool: TextPool? = nil
    ) {
        self.bytes = bytes
        self.texts = texts
        self.places = places
        self.pool = pool
        end = range.upperBound
        position = range.lowerBound
    }

    mutating func record(_ table: String) throws -> Record {
        let number = try count()
        let anchor = try origin()
        let count = try listCount()
        var entries: [Entry?] = []
        entries.reserveCapacity(count)
        for _ in 0..<count { entries.append(try entry()) }
        return Record(table: table, number: number, anchor: anchor, entries: entries)
    }

    mutating func entry() throws -> Entry? {
        let parts = BundleForm.Parts(rawValue: try byte())
        guard parts.contains(.isThere) else { return nil }
        let raw = try self.raw()
        let origin = try self.origin()
        let value = parts.contains(.value) ? try self.value(of: raw) : nil
        let status = parts.contains(.status) ? try text() : nil
        var normalisation: Normalisation?
        if parts.contains(.normalisation) {
            let method = try text()
            let confidence = try parts.contains(.certain) ? 1 : number()
            normalisation = Normalisation(method: method, confidence: confidence)
        }
        return Entry(value: value, status: status, raw: raw, origin: origin, normalisation: normalisation)
    }

    /// - Parameter raw: what was typed, where that is known: a value may be nothing else.
    mutating func value(of raw: RawValue? = nil) throws -> Value { try value(try kind(), of: raw) }

    /// A value of a kind that is read already.
    mutating func value(_ kind: BundleForm.Kind, of raw: RawValue? = nil) throws -> Value {
        switch kind {
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
        case .typed: return try Self.typed(raw)
        case .typedWhole:
            guard case .number(let number, _)? = raw, let whole = Int(exactly: number) else { throw Damaged() }
            return .integer(whole)
        case .percentage, .error, .marks, .parts: throw Damaged()
        }
    }

    /// The value that is what was typed.
    private static func typed(_ raw: RawValue?) throws -> Value {
        switch raw {
        case .text(let text)?: return .text(text)
        case .number(let number, _)?: return .number(number)
        case .boolean, .date, .error, .marks, .parts, nil: throw Damaged()
        }
    }

    mutating func raw() throws -> RawValue {
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
        case .integer, .codes, .typed, .typedWhole: throw Damaged()
        }
    }

    mutating func origin() throws -> Origin {
        Origin(sheet: try text(), row: try count(), column: try count())
    }

    // MARK: - Bytes

    mutating func list<Element>(_ element: (inout BundleReader) throws -> Element) throws -> [Element] {
        let count = try listCount()
        var list: [Element] = []
        list.reserveCapacity(count)
        for _ in 0..<count { list.append(try element(&self)) }
        return list
    }

    /// What may be missing.
    mutating func optional<Part>(_ part: (inout BundleReader) throws -> Part) throws -> Part? {
        switch try count() {
        case 0: nil
        case 1: try part(&self)
        default: throw Damaged()
        }
    }

    /// How many elements a list has. Every one takes a byte at least: a count beyond them is no count.
    mutating func listCount() throws -> Int {
        let count = try self.count()
        guard count <= end - position else { throw Damaged() }
        return count
    }

    mutating func kind() throws -> BundleForm.Kind {
        guard let kind = BundleForm.Kind(rawValue: try byte()) else { throw Damaged() }
        return kind
    }

    mutating func text() throws -> String {
        let number = try count()
        guard number == 0 else {
            if number <= texts.count { return texts[number - 1] }
            guard number <= places.count else { throw Damaged() }
            return String(decoding: bytes[places[number - 1]], as: UTF8.self)
        }
        let read = String(decoding: bytes[try take(try count())], as: UTF8.self)
        let text = pool?.shared(read) ?? read
        if text.utf8.count <= BundleForm.longestRemembered { texts.append(text) }
        return text
    }

    /// Passes over a text in a section of records, in which those that are remembered stand before what names them.
    ///
    /// - Returns: where it is in the bytes.
    @discardableResult
    mutating func passText() throws -> Range<Int> {
        let number = try count()
        guard number == 0 else {
            guard number <= places.count else { throw Damaged() }
            return places[number - 1]
        }
        let place = try take(try count())
        guard place.count > BundleForm.longestRemembered else { throw Damaged() }
        return place
    }

    /// Whether all bytes have been read.
    var isAtEnd: Bool { position == end }

    mutating func number() throws -> Double {
        let number = Double(bitPattern: try bits())
        // No reader makes others, and neither JSON nor SQL has them.
        guard number.isFinite else { throw Damaged() }
        return number
    }

    mutating func bits() throws -> UInt64 {
        let range = try take(8)
        var bits: UInt64 = 0
        for index in 0..<8 { bits |= UInt64(bytes[range.lowerBound + index]) << UInt64(8 * index) }
        return bits
    }

    private static let greatestCount: UInt64 = 1 << 40

    mutating func count() throws -> Int {
        let first = try byte()
        if first < 0x80 { return Int(first) }
        var count = UInt64(first & 0x7F)
        var shift: UInt64 = 7
        while shift < 63 {
            let byte = try self.byte()
            count |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 {
                // Nothing is as many: sums and places that are reckoned of larger numbers would overflow.
                guard count < Self.greatestCount else { break }
                return Int(count)
            }
            shift += 7
        }
        throw Damaged()
    }

    mutating func byte() throws -> UInt8 {
        guard position < end else { throw Damaged() }
        defer { position += 1 }
        return bytes[position]
    }

    /// So many bytes.
    mutating func take(_ count: Int) throws -> Range<Int> {
        guard count <= end - position else { throw Damaged() }
        defer { position += count }
        return position..<position + count
    }
}
