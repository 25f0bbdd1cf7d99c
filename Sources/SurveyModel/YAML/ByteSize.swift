/// Sizes as people write them: `1048576`, `64 MiB`, `2 GiB`, `500 MB`.
enum ByteSize {
    private static let units: [String: Int] = [
        "": 1, "B": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "TiB": 1 << 40, "kB": 1_000, "MB": 1_000_000,
        "GB": 1_000_000_000, "TB": 1_000_000_000_000,
    ]

    /// The form for JSON Schema (ECMAScript).
    static let form = "^[1-9][0-9]*( ?([KMGT]iB|[kMGT]?B))?$"

    /// The number of bytes, from 1; `nil` where the text is none, or more than an integer holds.
    static func bytes(_ text: String) -> Int? {
        let digits = text.prefix { ("0"..."9").contains($0) }
        let rest = text.dropFirst(digits.count)
        let unit = rest.hasPrefix(" ") ? rest.dropFirst() : rest
        guard let number = Int(digits), number > 0, rest != " ", let factor = units[String(unit)] else { return nil }
        let (bytes, overflows) = number.multipliedReportingOverflow(by: factor)
        return overflows ? nil : bytes
    }

    /// A number of bytes as a definition may say it.
    static func text(_ bytes: Int) -> String {
        let units = [(40, "TiB"), (30, "GiB"), (20, "MiB"), (10, "KiB")]
        guard let (power, unit) = units.first(where: { bytes % (1 << $0.0) == 0 }) else { return "\(bytes) B" }
        return "\(bytes >> power) \(unit)"
    }
}
