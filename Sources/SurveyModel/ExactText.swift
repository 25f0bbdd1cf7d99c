/// A text that equals another only where every byte of it does.
///
/// To `String` a letter with its accent and the letter followed by the accent are one. What is made of a text, such as what a message quotes, has its
/// bytes: of two that are merely alike the one must not stand for the other, whichever came first.
///
/// Public and inlinable for the sake of ``Memory``, whose key it mostly is.
public struct ExactText: Sendable, Hashable {
    /// The text.
    public let text: String

    /// A text as a key.
    @inlinable
    public init(_ text: String) {
        self.text = text
    }

    /// Whether two texts have the same bytes.
    @inlinable
    public static func == (left: ExactText, right: ExactText) -> Bool {
        guard left.text.utf8.count == right.text.utf8.count else { return false }
        var (left, right) = (left.text, right.text)
        // The bytes themselves, eight at once: a view of a text decodes each.
        return left.withUTF8 { left in
            right.withUTF8 { right in areEqual(UnsafeRawBufferPointer(left), UnsafeRawBufferPointer(right)) }
        }
    }

    /// Whether as many bytes on either side are the same.
    @inlinable
    static func areEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
        var place = 0
        // In bounds: no place beyond the left's count is read, and the right has as many bytes, which whoever calls this has seen to.
        while place + 8 <= left.count {
            let (own, other) = (
                left.loadUnaligned(fromByteOffset: place, as: UInt64.self),
                right.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            )
            if own != other { return false }
            place += 8
        }
        while place < left.count {
            if left[place] != right[place] { return false }
            place += 1
        }
        return true
    }

    /// Hashes the bytes.
    @inlinable
    public func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
