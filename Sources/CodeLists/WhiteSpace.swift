extension String {
    /// Without white space at either end; the string itself if there is none.
    var trimmed: String {
        var text = self
        let kept = text.withUTF8 { whole in
            let kept = whole.trimmed
            return kept.count == whole.count ? nil : String(decoding: kept, as: UTF8.self)
        }
        return kept ?? self
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The part of well-formed UTF-8 without white space at either end. It lies within the buffer and lives as long.
    var trimmed: UnsafeBufferPointer<UInt8> {
        // White space beyond ASCII begins with one of four bytes, and ends with a byte beyond ASCII.
        guard count > 0 else { return self }
        let first = self[0]
        if first > 0x20, first != 0xC2, first < 0xE1 || first > 0xE3, self[count - 1] > 0x20, self[count - 1] < 0x80 {
            return self
        }
        var start = 0
        var end = count
        while start < end, let length = (1...3).first(where: { isWhiteSpace(start, $0, end) }) { start += length }
        while start < end, let length = (1...3).first(where: { isWhiteSpace(end - $0, $0, end) }) { end -= length }
        return end - start == count ? self : UnsafeBufferPointer(rebasing: self[start..<end])
    }

    /// Whether these bytes are one character with the property White_Space (Unicode Character Database, PropList.txt).
    private func isWhiteSpace(_ start: Int, _ length: Int, _ end: Int) -> Bool {
        guard start >= 0, start + length <= end else { return false }
        let first = self[start]
        switch length {
        case 1: return first == 0x20 || first >= 0x09 && first <= 0x0D
        case 2: return first == 0xC2 && (self[start + 1] == 0x85 || self[start + 1] == 0xA0)
        default:
            guard first >= 0xE1, first <= 0xE3 else { return false }
            let value =
                UInt32(first & 0x0F) << 12 | UInt32(self[start + 1] & 0x3F) << 6 | UInt32(self[start + 2] & 0x3F)
            switch value {
            case 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: return true
            default: return false
            }
        }
    }
}
