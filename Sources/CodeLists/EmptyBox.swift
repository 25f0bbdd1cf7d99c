/// A box to be ticked that nobody has ticked, as forms in plain text have it: `[ ] Yes`, `Yes ( )`, `(-) Yes`.
///
/// Folding leaves nothing of it, and what stands beside it would be read as the answer.
package enum EmptyBox {
    /// Whether a text begins or ends with one.
    ///
    /// - Parameter text: well-formed UTF-8.
    package static func stands(atAnEndOf text: some BidirectionalCollection<UInt8>) -> Bool {
        guard let first = text.firstIndex(where: { !isSpace($0) }), let last = text.lastIndex(where: { !isSpace($0) })
        else { return false }
        if let closing = closing(of: text[first]) {
            let behind = text[text.index(after: first)...].drop(while: isIdle)
            if behind.first == closing { return true }
        }
        guard text[last] == UInt8(ascii: "]") || text[last] == UInt8(ascii: ")") else { return false }
        let before = text[..<last].last { !isIdle($0) }
        return before.map { closing(of: $0) == text[last] } ?? false
    }

    private static func closing(of byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "["): UInt8(ascii: "]")
        case UInt8(ascii: "("): UInt8(ascii: ")")
        default: nil
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// Whether a byte of what stands in a box ticks nothing: white space, of which a no-break space has two bytes, or a line to write on.
    private static func isIdle(_ byte: UInt8) -> Bool {
        isSpace(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == 0xC2 || byte == 0xA0
    }
}
