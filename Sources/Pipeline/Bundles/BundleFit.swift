import OrderedCollections
import SurveyModel

/// What a definition lets a bundle hold. A worker that was taken over by the file it reads can say of that file what it likes; but what it sends is
/// taken only where it can be read, where each record has a table, a number of its own and an entry for each field, and each value a kind that the
/// field's column takes. So nothing that is done with it later can end the run.
///
/// Records are gone through as bytes, and nothing is made of them.
struct BundleFit: Sendable {
    /// Kinds of values.
    struct Kinds: OptionSet {
        let rawValue: UInt16

        init(rawValue: UInt16) {
            self.rawValue = rawValue
        }

        init(_ kinds: BundleForm.Kind...) {
            rawValue = kinds.reduce(0) { $0 | 1 << UInt16($1.rawValue) }
        }

        func contains(_ kind: BundleForm.Kind) -> Bool { rawValue & 1 << UInt16(kind.rawValue) != 0 }
    }

    /// How often a code or a cell may be counted: sums over returns stay in range.
    private static let mostCounted = 1 << 31

    /// The kinds of values of each field, by table.
    private let tables: [String: [Kinds]]
    private let lists: Set<String>

    init(_ definition: SurveyDefinition) {
        tables = Dictionary(
            definition.tables.values.map { ($0.name, $0.fields.values.map(Self.kinds)) }
        ) { first, _ in first }
        lists = Set(definition.codeLists.keys)
    }

    /// The kinds of values that a field has, and its column takes.
    private static func kinds(of field: FieldDefinition) -> Kinds {
        guard field.codeList == nil, !field.isMany else {
            return Kinds(.text, .integer, .number, .yes, .no, .date, .codes)
        }
        return switch field.type {
        case .string: Kinds(.text, .codes)
        case .date: Kinds(.date)
        case .integer, .year: Kinds(.integer)
        case .number: Kinds(.number, .integer)
        case .boolean: Kinds(.yes, .no)
        }
    }

    /// Whether bytes are the whole file of a return's bundle, as its hashes tell, and hold what the definition lets one hold. O(size).
    func takes(_ bytes: [UInt8], of sha256: String) -> Bool {
        do {
            let head = try BundleReader.head(in: bytes)
            guard head.bundle.sha256 == sha256, fits(head), let layout = head.layout, layout.fileSize == bytes.count
            else {
                return false
            }
            // One behind the other: no byte is read twice.
            var offset = 0
            for section in layout.sections {
                guard section.offset == offset else { return false }
                offset += section.length + Digest.byteCount
            }
            try check(layout, in: bytes)
            return true
        } catch {
            return false
        }
    }

    private func fits(_ head: BundleHead) -> Bool {
        let bundle = head.bundle
        return bundle.codings.allSatisfy { lists.contains($0.list) && $0.count <= Self.mostCounted }
            && bundle.answers.allSatisfy { table, count in
                tables[table] != nil && max(count.asked, count.given) <= Self.mostCounted
            }
            && head.tallies.allSatisfy { table, tallies in (tables[table]?.count ?? -1) >= tallies.count }
            && head.commonValues.keys.allSatisfy { tables[$0.table]?.indices.contains($0.field) ?? false }
            // What could not be read has nothing else.
            && (bundle.format != nil || head.recordCount == 0)
    }

    private func check(_ layout: BundleLayout, in bytes: [UInt8]) throws {
        var numbers: [String: Int] = [:]
        var hasPlaces = false
        var last: BundleSection?
        for section in layout.sections {
            let range = layout.range(of: section)
            guard !section.table.isEmpty else {
                guard !hasPlaces else { throw BundleReader.Damaged() }
                hasPlaces = true
                _ = try BundleReader.places(section, in: bytes, range)
                continue
            }
            // Each is full but for the last of a run: many small ones would cost more than what is in them.
            guard let fields = tables[section.table], (1...BundleForm.recordsInSection).contains(section.count),
                last?.table != section.table || last?.count == BundleForm.recordsInSection
            else { throw BundleReader.Damaged() }
            last = section
            let first = numbers[section.table, default: 0] + 1
            try RecordSection(section, in: bytes, range).check(fields, first: first)
            numbers[section.table, default: 0] += section.count
        }
        guard hasPlaces else { throw BundleReader.Damaged() }
    }
}

extension RecordSection {
    /// Checks that all its records can be made, are numbered, and have an entry of the right kind for each field. O(size).
    ///
    /// - Parameters:
    ///   - fields: the kinds of values of the table's fields.
    ///   - first: the number of the first record.
    /// - Throws: ``BundleReader/Damaged``.
    fileprivate func check(_ fields: [BundleFit.Kinds], first: Int) throws {
        for index in 0..<count {
            var reader = reader(at: index)
            try reader.checkRecord(fields, number: first + index)
        }
    }
}

extension BundleReader {
    fileprivate mutating func checkRecord(_ fields: [BundleFit.Kinds], number: Int) throws {
        guard try count() == number else { throw Damaged() }
        try passOrigin()
        guard try count() == fields.count else { throw Damaged() }
        for kinds in fields { try checkEntry(kinds) }
        guard isAtEnd else { throw Damaged() }
    }

    private mutating func checkEntry(_ kinds: BundleFit.Kinds) throws {
        let parts = BundleForm.Parts(rawValue: try byte())
        guard parts != [] else { return }
        guard parts.contains(.isThere),
            parts.isSubset(of: [.isThere, .value, .status, .normalisation, .certain]),
            parts.contains(.normalisation) || !parts.contains(.certain)
        else { throw Damaged() }
        let typed = try passRaw()
        try passOrigin()
        if parts.contains(.value) { try passValue(kinds, typed) }
        if parts.contains(.status) { try passText() }
        if parts.contains(.normalisation) {
            try passText()
            if !parts.contains(.certain) { _ = try self.number() }
        }
    }

    /// What was typed, as far as a value may be nothing else.
    enum Typed {
        /// Where it is in the bytes.
        case text(Range<Int>)
        case number(Double)
        case other
    }

    /// Passes over what was typed.
    mutating func passRaw() throws -> Typed {
        switch try kind() {
        case .text: return .text(try passText())
        case .number, .percentage: return .number(try number())
        case .date, .error: try passText()
        case .yes, .no: break
        case .marks:
            for _ in 0..<(try listCount()) {
                try passText()
                try passText()
                try passOrigin()
            }
        case .parts:
            for _ in 0..<(try listCount()) {
                try passText()
                try passOrigin()
            }
        case .integer, .codes, .typed, .typedWhole: throw Damaged()
        }
        return .other
    }

    private mutating func passValue(_ kinds: BundleFit.Kinds, _ typed: Typed) throws {
        let kind = try kind()
        switch (kind, typed) {
        case (.typed, .text):
            guard kinds.contains(.text) else { throw Damaged() }
            return
        case (.typed, .number):
            guard kinds.contains(.number) else { throw Damaged() }
            return
        case (.typedWhole, .number(let number)):
            guard kinds.contains(.integer), Int(exactly: number) != nil else { throw Damaged() }
            return
        default:
            // None has a value that is what was typed where that is something else.
            guard kinds.contains(kind) else { throw Damaged() }
        }
        switch kind {
        case .text: try passText()
        case .integer: _ = try take(8)
        case .number: _ = try number()
        case .yes, .no: break
        case .date:
            guard CalendarDay(year: try count(), month: try count(), day: try count()) != nil else { throw Damaged() }
        case .codes: for _ in 0..<(try listCount()) { try passText() }
        case .percentage, .error, .marks, .parts, .typed, .typedWhole: throw Damaged()
        }
    }

    /// Passes over a place.
    mutating func passOrigin() throws {
        try passText()
        _ = try count()
        _ = try count()
    }
}
