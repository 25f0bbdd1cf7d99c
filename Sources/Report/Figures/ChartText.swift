/// How much room text takes in a chart. There are no font metrics at hand, so widths are estimates for a sans-serif
/// of 12 units, on the generous side.
enum ChartText {
    /// The height of a line.
    static let lineHeight = 14.0

    static func width(_ text: String) -> Double {
        text.unicodeScalars.reduce(0) { $0 + width($1) }
    }

    private static func width(_ scalar: Unicode.Scalar) -> Double {
        switch scalar.value {
        case 0x1100...0x11FF, 0x2E80...0xA4CF, 0xAC00...0xD7AF, 0xF900...0xFAFF, 0xFF00...0xFF60, 0x1F300...0x1FAFF:
            12.5
        case 0x69, 0x6A, 0x6C, 0x49, 0x2C, 0x2E, 0x27, 0x20, 0x202F, 0x66, 0x74, 0x72: 4.2
        case 0x6D, 0x77, 0x4D, 0x57: 10
        case 0x41...0x5A: 8.2
        default: 6.7
        }
    }

    /// The text in lines of at most `width`, broken at spaces; what does not fit into `lines` ends in an ellipsis.
    static func wrapped(_ text: String, width limit: Double, lines: Int) -> [String] {
        var result: [String] = []
        var line = ""
        for word in text.split(whereSeparator: \.isWhitespace).map(String.init) {
            let longer = line.isEmpty ? word : line + " " + word
            if width(longer) <= limit || line.isEmpty {
                line = longer
            } else {
                result.append(line)
                line = word
            }
        }
        result.append(line)
        guard result.count > lines else { return result.map { cut($0, to: limit) } }
        let last = result[(lines - 1)...].joined(separator: " ")
        return result.prefix(lines - 1).map { cut($0, to: limit) } + [cut(last, to: limit)]
    }

    private static func cut(_ text: String, to limit: Double) -> String {
        guard width(text) > limit else { return text }
        var result = text
        while !result.isEmpty, width(result) > limit - 8 { result.removeLast() }
        return result + "…"
    }
}
