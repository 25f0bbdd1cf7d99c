/// The parts of an OPC package (ECMA-376 Part 2): names are compared without regard to case and slashes' direction.
final class OOXMLPackage: Sendable {
    let archive: ZipArchive
    let limits: ReaderLimits
    let budget: ReadBudget
    let mode: ReadingMode
    /// What was inflated of it.
    let kept: KeptParts
    private let parts: [String: Int]

    init(file: RandomAccessFile, limits: ReaderLimits, mode: ReadingMode) throws(SpreadsheetError) {
        archive = try ZipArchive(file: file, limits: limits)
        self.limits = limits
        self.mode = mode
        kept = KeptParts()
        budget = ReadBudget(limits: limits, fileBytes: file.size)
        var parts: [String: Int] = [:]
        for entry in archive.entries {
            let name = Self.normalised(entry.name)
            // A name that ends with a slash is a folder, which some programs write.
            guard !name.isEmpty, !name.hasSuffix("/") else { continue }
            guard parts.updateValue(entry.index, forKey: name) == nil else {
                throw SpreadsheetError(
                    .duplicatePart, "Two parts of the file have the name \(entry.name).", part: entry.name)
            }
        }
        self.parts = parts
    }

    /// The same package, of which what is read is counted from the beginning.
    init(again package: OOXMLPackage) {
        archive = package.archive
        limits = package.limits
        mode = ReadingMode()
        kept = package.kept
        budget = ReadBudget(limits: package.limits, fileBytes: package.archive.file.size)
        parts = package.parts
    }

    /// The entry of a part; `nil` where there is none.
    func entry(_ name: String) -> ZipEntry? { parts[Self.normalised(name)].map { archive.entries[$0] } }

    /// Whether the package has a part.
    func has(_ name: String) -> Bool { parts[Self.normalised(name)] != nil }

    /// The normalised names of all parts, in no particular order.
    var partNames: some Sequence<String> { parts.keys }

    /// Sends a part's events to a handler; `false` where there is no such part.
    @discardableResult
    func read(_ name: String, _ handler: any XMLContentHandler) throws(SpreadsheetError) -> Bool {
        guard let entry = entry(name) else { return false }
        try PartReading.run(entry, of: self, handler: handler)
        return true
    }

    /// The first bytes of an entry that is stored or deflated.
    func beginning(of name: String) throws(SpreadsheetError) -> [UInt8] {
        guard let entry = entry(name) else { return [] }
        let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
        let pieces = try PartPieces(entry, of: self)
        // The piece lives as long as `pieces` does.
        return try withExtendedLifetime(pieces) { () throws(SpreadsheetError) in
            try pieces.next(holding: nothing).map { Array($0.prefix(256)) } ?? []
        }
    }

    /// One spelling for each part name: lower case, forward slashes, no slash in front, nothing percent-encoded.
    ///
    /// Archives have `sheet 1.xml` or `sheet%201.xml` where a relationship says `sheet%201.xml` (Part 2, 7.3.4 and 6.2.2).
    static func normalised(_ name: String) -> String {
        // Most names are as they should be, or have a slash in front or capitals: no letter of them need be looked at as such.
        var isPlain = true
        var hasCapitals = false
        for byte in name.utf8 {
            if byte >= 0x80 || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "%") { isPlain = false }
            if (0x41...0x5A).contains(byte) { hasCapitals = true }
        }
        if isPlain {
            if !hasCapitals, name.utf8.first != UInt8(ascii: "/") { return name }
            let bytes = name.utf8.drop { $0 == UInt8(ascii: "/") }
            return String(decoding: bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
        }
        let slashed = name.map { $0 == "\\" ? "/" : $0 }.drop { $0 == "/" }
        return percentDecoded(String(slashed)).lowercased()
    }

    /// The part that a relationship's target names, seen from the part that has the relationship.
    static func resolve(_ target: String, from source: String) -> String {
        if let plain = plain(target, from: source) { return plain }
        let slashed = String(target.map { $0 == "\\" ? "/" : $0 })
        let isAbsolute = slashed.hasPrefix("/")
        var steps = isAbsolute ? [] : source.split(separator: "/").dropLast().map(String.init)
        for step in slashed.split(separator: "/") {
            switch step {
            case ".": break
            case "..": _ = steps.popLast()
            default: steps.append(String(step))
            }
        }
        return steps.joined(separator: "/")
    }

    /// A target that names a part by its steps alone, as nearly all do; `nil` for another. Its bytes tell that: in ASCII none makes a character with the
    /// next but the two of a line's end.
    private static func plain(_ target: String, from source: String) -> String? {
        guard target.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }),
            source.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return nil }
        let slash = UInt8(ascii: "/")
        let steps = target.utf8.split(separator: slash)
        guard !steps.contains(where: { $0.first == UInt8(ascii: ".") }) else { return nil }
        var bytes: [UInt8] = []
        let before = target.utf8.first == slash ? [] : source.utf8.split(separator: slash).dropLast()
        for step in before + steps {
            if !bytes.isEmpty { bytes.append(slash) }
            bytes.append(contentsOf: step)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func percentDecoded(_ text: String) -> String {
        guard text.utf8.contains(0x25) else { return text }
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == 0x25, rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
