/// One of the ``ReaderLimits`` by its name, so that a program can let its users set it.
public struct ReaderLimit: Sendable {
    /// What a limit counts.
    public enum Unit: Sendable, Hashable {
        /// Bytes.
        case bytes
        /// Things: cells, sheets, levels.
        case count
        /// Seconds.
        case seconds
    }

    private enum Place: Sendable {
        case whole(any WritableKeyPath<ReaderLimits, Int> & Sendable)
        case fraction(any WritableKeyPath<ReaderLimits, Double> & Sendable)
    }

    /// The property's name in ``ReaderLimits``.
    public let name: String
    /// What it counts.
    public let unit: Unit
    private let place: Place

    private init(_ name: String, _ unit: Unit, _ path: any WritableKeyPath<ReaderLimits, Int> & Sendable) {
        self.name = name
        self.unit = unit
        place = .whole(path)
    }

    private init(_ name: String, seconds path: any WritableKeyPath<ReaderLimits, Double> & Sendable) {
        self.name = name
        unit = .seconds
        place = .fraction(path)
    }

    /// All limits. A new property of ``ReaderLimits`` gets its line here, in SurveyModel's `ReadingShape` and in docs/limits.md; tests compare the three.
    public static let all: [ReaderLimit] = [
        ReaderLimit("fileBytes", .bytes, \.fileBytes),
        ReaderLimit("archiveEntries", .count, \.archiveEntries),
        ReaderLimit("partBytes", .bytes, \.partBytes),
        ReaderLimit("totalBytes", .bytes, \.totalBytes),
        ReaderLimit("xmlDepth", .count, \.xmlDepth),
        ReaderLimit("xmlTagBytes", .bytes, \.xmlTagBytes),
        ReaderLimit("xmlTextBytes", .bytes, \.xmlTextBytes),
        ReaderLimit("stringBytes", .bytes, \.stringBytes),
        ReaderLimit("longTextBytes", .bytes, \.longTextBytes),
        ReaderLimit("rowBytes", .bytes, \.rowBytes),
        ReaderLimit("sharedStringBytes", .bytes, \.sharedStringBytes),
        ReaderLimit("sharedStrings", .count, \.sharedStrings),
        ReaderLimit("sheets", .count, \.sheets),
        ReaderLimit("cells", .count, \.cells),
        ReaderLimit("rows", .count, \.rows),
        ReaderLimit("columns", .count, \.columns),
        ReaderLimit("listEntries", .count, \.listEntries),
        ReaderLimit("listBytes", .bytes, \.listBytes),
        ReaderLimit("seconds", seconds: \.seconds),
        ReaderLimit("secondsPer100Megabytes", seconds: \.secondsPer100Megabytes),
    ]

    /// The limit of a name; `nil` where there is none.
    public static func named(_ name: String) -> ReaderLimit? { all.first { $0.name == name } }

    /// The limit's value, to the whole second where it is a time.
    public func value(in limits: ReaderLimits) -> Int {
        switch place {
        case .whole(let path): limits[keyPath: path]
        // Beyond 2^53 seconds nothing ends; the bound keeps the conversion in range.
        case .fraction(let path): Int(min(max(0, limits[keyPath: path].rounded()), 0x1p53))
        }
    }

    /// Sets the limit.
    public func set(_ value: Int, in limits: inout ReaderLimits) {
        switch place {
        case .whole(let path): limits[keyPath: path] = value
        case .fraction(let path): limits[keyPath: path] = Double(value)
        }
    }

    /// A value as people write it: `64 MiB`, `100000`.
    public func text(_ value: Int) -> String {
        guard unit == .bytes else { return String(value) }
        let units = [(40, "TiB"), (30, "GiB"), (20, "MiB"), (10, "KiB")]
        for (bits, name) in units where value != 0 && value & ((1 << bits) - 1) == 0 {
            return "\(value >> bits) \(name)"
        }
        return String(value)
    }
}
