/// Reads a JSON object of texts as those of the report's own words are: one level, each key once. All words of all languages are read by each process
/// that annotates, for which a decoder of any JSON takes many times as long.
struct WordsReader {
    private let bytes: [UInt8]
    private var place = 0

    init(_ json: String) {
        bytes = Array(json.utf8)
    }

    /// The texts by their keys; nil for any other JSON, such as one with escapes, and for what is no JSON.
    mutating func words() -> [String: String]? {
        var words: [String: String] = [:]
        words.reserveCapacity(1_024)
        guard take(UInt8(ascii: "{")) else { return nil }
        repeat {
            guard let key = text(), take(UInt8(ascii: ":")), let value = text(),
                words.updateValue(value, forKey: key) == nil
            else { return nil }
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { return nil }
        skipSpace()
        return place == bytes.count ? words : nil
    }

    private mutating func skipSpace() {
        while place < bytes.count,
            bytes[place] == 0x20 || bytes[place] == 0x0A || bytes[place] == 0x0D || bytes[place] == 0x09
        {
            place += 1
        }
    }

    /// Steps over a sign, and the white space before it, where it comes next.
    private mutating func take(_ sign: UInt8) -> Bool {
        skipSpace()
        guard place < bytes.count, bytes[place] == sign else { return false }
        place += 1
        return true
    }

    private mutating func text() -> String? {
        let mark = UInt8(ascii: "\"")
        guard take(mark) else { return nil }
        let start = place
        while place < bytes.count, bytes[place] != mark {
            guard bytes[place] >= 0x20, bytes[place] != UInt8(ascii: "\\") else { return nil }
            place += 1
        }
        guard place < bytes.count else { return nil }
        defer { place += 1 }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }
}
