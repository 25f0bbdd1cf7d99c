/// A box to be ticked that nobody has ticked, as forms in plain text have it: `[ ] Yes`, `Yes ( )`, `(-) Yes`.
///
/// Folding leaves nothing of it, and what stands beside it would be read as the answer.
package enum EmptyBox {
    /// Whether a text begins or ends with one.
    ///
    /// - Parameter text: well-formed UTF-8.
    package static func stands(atAnEndOf text: some BidirectionalCollection<UInt8>) -> Bool {
        guard let first = text.first(where: { !isSpace($0) }), let last = text.last(where: { !isSpace($0) }),
            first >= 0x80 || "([{".utf8.contains(first) || last >= 0x80 || ")]}".utf8.contains(last)
        else { return false }
        let scalars = Array(String(decoding: text, as: UTF8.self).unicodeScalars)
        if let opening = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let closing = closings[scalars[opening]],
            scalars[(opening + 1)...].first(where: { !isIdle($0) }) == closing
        {
            return true
        }
        guard let end = scalars.lastIndex(where: { !$0.properties.isWhitespace }),
            let opening = scalars[..<end].last(where: { !isIdle($0) })
        else { return false }
        return closings[opening] == scalars[end]
    }

    /// Whether a text begins or ends with a sign that is a box by itself: `☐ Health`.
    static func signStands(atAnEndOf text: UnsafeBufferPointer<UInt8>) -> Bool {
        // In bounds: there are more than three bytes.
        guard text.count > 3, text[0] == 0xE2 || text[text.count - 3] == 0xE2 else { return false }
        return signs.contains { text.starts(with: $0) || text.suffix(3).elementsEqual($0) }
    }

    private static let signs = ["◻", "☐", "□", "⬜", "❑", "❏", "▢"].map { Array($0.utf8) }

    package static let closings: [Unicode.Scalar: Unicode.Scalar] = [
        "(": ")", "[": "]", "{": "}", "（": "）", "［": "］", "【": "】",
    ]

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// Whether what stands in a box ticks nothing: white space, a dash, a line to write on, or what nobody sees.
    package static func isIdle(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .dashPunctuation, .connectorPunctuation, .format: true
        default: scalar.properties.isWhitespace
        }
    }
}
