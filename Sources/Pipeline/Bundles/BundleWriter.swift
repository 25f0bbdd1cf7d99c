import SurveyModel

/// Writes a bundle as a file: a line that says what it is, the head, then places and records in sections of their own, each with its hash, so that
/// a run which has thousands of returns holds their heads alone and reads of the rest what it needs.
///
/// Numbers are little-endian groups of seven bits (LEB128); in each section a text is written once and after that named by its number, since
/// sheets, methods, codes and answers repeat. A section of records begins with its texts and the records' lengths, so that each record can be
/// read by itself. A bundle is read by the version of Canvass that wrote it, or not at all, so the
/// form may change with `CanvassVersion.bundleFormat`.
struct BundleWriter {
    /// What every such file begins with.
    static let signature = Array("canvass bundle\n".utf8)

    private(set) var bytes: [UInt8] = []
    private var numbers: [ExactText: Int] = [:]
    /// The texts, where these stand before what names them and not where each is used first.
    private var texts: [UInt8] = []
    private var gathersTexts = false
    /// The sheet that was named last: it is that of nearly every entry.
    private var lastSheet: (text: ExactText, number: Int)?
    /// The texts that were named last, each in the place that a few of its bytes tell: a return's codes and methods follow one another over and over,
    /// and to look here costs less than to hash. Whatever texts a file has, no more than this look is lost on them.
    private var recent: [(text: ExactText, number: Int)?] = []

    /// The file's bytes. O(size of the bundle).
    static func bytes(of bundle: ReturnBundle) -> [UInt8] {
        var sections: [BundleSection] = []
        var rest: [UInt8] = []
        func add(_ table: String, _ count: Int, _ bytes: [UInt8]) {
            sections.append(BundleSection(table: table, count: count, offset: rest.count, length: bytes.count))
            rest += bytes
            rest += Digest.bytes(of: bytes)
        }
        var places = BundleWriter()
        for place in bundle.places { places.append(place) }
        add("", bundle.places.count, places.bytes)
        // Records of one table follow one another, and are numbered.
        for run in bundle.records.runs(most: BundleForm.recordsInSection) {
            add(run.first?.table ?? "", run.count, section(of: run))
        }
        var head = BundleWriter()
        head.append(BundleHead(bundle), sections: sections)
        var start = BundleWriter()
        start.bytes = signature
        start.append(count: head.bytes.count)
        start.bytes += head.bytes
        start.bytes += Digest.bytes(of: start.bytes)
        return start.bytes + rest
    }

    /// A section's bytes: the texts, the length of each record, the records.
    static func section(of records: ArraySlice<Record>) -> [UInt8] {
        var writer = BundleWriter()
        writer.gathersTexts = true
        var lengths = BundleWriter()
        for record in records {
            let start = writer.bytes.count
            writer.append(record)
            lengths.append(count: writer.bytes.count - start)
        }
        var section = BundleWriter()
        section.append(count: writer.numbers.count)
        var bytes = section.bytes
        bytes.reserveCapacity(bytes.count + writer.texts.count + lengths.bytes.count + writer.bytes.count)
        bytes += writer.texts
        bytes += lengths.bytes
        bytes += writer.bytes
        return bytes
    }

    private mutating func append(_ record: Record) {
        append(count: record.number)
        append(record.anchor)
        append(count: record.entries.count)
        for entry in record.entries { append(entry) }
    }

    /// An entry: a byte that says which parts it has, and these parts.
    mutating func append(_ entry: Entry?) {
        guard let entry else { return bytes.append(0) }
        var parts: BundleForm.Parts = .isThere
        if entry.value != nil { parts.insert(.value) }
        if entry.status != nil { parts.insert(.status) }
        if let normalisation = entry.normalisation {
            parts.insert(.normalisation)
            if normalisation.confidence == 1 { parts.insert(.certain) }
        }
        bytes.append(parts.rawValue)
        append(entry.raw)
        append(entry.origin)
        if let value = entry.value { append(value, of: entry.raw) }
        if let status = entry.status { append(text: status) }
        if let normalisation = entry.normalisation {
            append(text: normalisation.method)
            if !parts.contains(.certain) { append(normalisation.confidence) }
        }
    }

    /// A value; where it is what was typed, as nearly every long text and number is, that is all that is told of it.
    private mutating func append(_ value: Value, of raw: RawValue) {
        switch (value, raw) {
        case (.text(let text), .text(let typed)) where ExactText(text) == ExactText(typed):
            append(.typed)
        case (.number(let number), .number(let typed, _)) where number.bitPattern == typed.bitPattern:
            append(.typed)
        case (.integer(let integer), .number(let typed, _)) where Int(exactly: typed) == integer:
            append(.typedWhole)
        default: append(value)
        }
    }

    mutating func append(_ value: Value) {
        switch value {
        case .text(let text):
            append(.text)
            append(text: text)
        case .integer(let integer):
            append(.integer)
            append(bits: UInt64(bitPattern: Int64(integer)))
        case .number(let number):
            append(.number)
            append(number)
        case .boolean(let boolean):
            append(boolean ? .yes : .no)
        case .date(let day):
            append(.date)
            append(count: day.year)
            append(count: day.month)
            append(count: day.day)
        case .codes(let codes):
            append(.codes)
            append(count: codes.count)
            for code in codes { append(text: code) }
        }
    }

    mutating func append(_ raw: RawValue) {
        switch raw {
        case .text(let text):
            append(.text)
            append(text: text)
        case .number(let number, let isPercent):
            append(isPercent ? .percentage : .number)
            append(number)
        case .boolean(let boolean):
            append(boolean ? .yes : .no)
        case .date(let date):
            append(.date)
            append(text: date)
        case .error(let error):
            append(.error)
            append(text: error)
        case .marks(let marks):
            append(.marks)
            append(count: marks.count)
            for mark in marks {
                append(text: mark.code)
                append(text: mark.text)
                append(mark.origin)
            }
        case .parts(let parts):
            append(.parts)
            append(count: parts.count)
            for part in parts {
                append(text: part.text)
                append(part.origin)
            }
        }
    }

    mutating func append(_ origin: Origin) {
        append(sheet: ExactText(origin.sheet))
        append(count: origin.row)
        append(count: origin.column)
    }

    private mutating func append(sheet: ExactText) {
        if let lastSheet, lastSheet.text == sheet { return append(count: lastSheet.number) }
        append(text: sheet.text)
        lastSheet = numbers[sheet].map { (sheet, $0) }
    }

    mutating func append(_ kind: BundleForm.Kind) {
        bytes.append(kind.rawValue)
    }

    /// A text's number. At its first use a zero, its length, and its bytes, unless texts stand before what names them. Long texts seldom repeat and
    /// are not remembered.
    mutating func append(text: String) {
        guard text.utf8.count <= BundleForm.longestRemembered else {
            append(count: 0)
            return Self.append(bytesOf: text, to: &bytes)
        }
        let exact = ExactText(text)
        let place = Self.placeAmongRecent(text)
        if recent.isEmpty { recent = Array(repeating: nil, count: 1 << Int(Self.bitsOfRecent)) }
        if let last = recent[place], last.text == exact { return append(count: last.number) }
        if let number = numbers[exact] {
            recent[place] = (exact, number)
            return append(count: number)
        }
        let number = numbers.count + 1
        numbers[exact] = number
        recent[place] = (exact, number)
        if gathersTexts {
            append(count: number)
            Self.append(bytesOf: text, to: &texts)
        } else {
            append(count: 0)
            Self.append(bytesOf: text, to: &bytes)
        }
    }

    /// The recent texts have two to the power of so many places.
    private static let bitsOfRecent: UInt32 = 7

    /// A place among the recent texts, of a text's length and three of its bytes.
    private static func placeAmongRecent(_ text: String) -> Int {
        var text = text
        return text.withUTF8 { bytes in
            guard let first = bytes.first, let last = bytes.last else { return 0 }
            // In bounds: there is a byte at least.
            var word = UInt32(truncatingIfNeeded: bytes.count)
            word = word << 8 | UInt32(first)
            word = word << 8 | UInt32(bytes[bytes.count / 2])
            word = word << 8 | UInt32(last)
            // The product's highest bits depend on all four.
            return Int((word &* 0x9E37_79B1) >> (32 - bitsOfRecent))
        }
    }

    mutating func append(_ number: Double) {
        append(bits: number.bitPattern)
    }

    mutating func append(bits: UInt64) {
        for shift in stride(from: UInt64(0), to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: bits >> shift)) }
    }

    /// A number that is not negative, in groups of seven bits.
    mutating func append(count: Int) { Self.append(count: count, to: &bytes) }

    private static func append(count: Int, to bytes: inout [UInt8]) {
        bytes.append(inGroups: UInt64(max(0, count)))
    }

    /// A text's length and its bytes.
    private static func append(bytesOf text: String, to bytes: inout [UInt8]) {
        append(count: text.utf8.count, to: &bytes)
        bytes += text.utf8
    }
}

extension [Record] {
    /// The records in runs of one table, none with more than `most`.
    func runs(most: Int = .max) -> [ArraySlice<Record>] {
        var runs: [ArraySlice<Record>] = []
        var start = startIndex
        for index in indices
        where index + 1 == endIndex || index + 1 - start == most || self[index + 1].table != self[index].table {
            runs.append(self[start...index])
            start = index + 1
        }
        return runs
    }
}

/// What stands in a bundle's file, for its writer and its reader.
enum BundleForm {
    /// The kinds of values, raw and typed.
    enum Kind: UInt8 {
        case text = 1
        case integer, number, percentage, yes, no, date, codes, error, marks, parts
        /// A value that is the text or number that was typed, and one that is the number as a whole one.
        case typed, typedWhole
    }

    /// The parts of an entry.
    struct Parts: OptionSet {
        let rawValue: UInt8

        static let isThere = Parts(rawValue: 1)
        static let value = Parts(rawValue: 2)
        static let status = Parts(rawValue: 4)
        static let normalisation = Parts(rawValue: 8)
        /// The confidence of the normalisation is 1, and not told.
        static let certain = Parts(rawValue: 16)
    }

    /// Texts of up to as many bytes are written once.
    static let longestRemembered = 64

    /// A section has no more records, so that of a return with very many no more than a few thousand need be held.
    static let recordsInSection = 2_048
}
