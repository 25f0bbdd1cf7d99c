/// A text that equals another only where every byte of it does.
///
/// To `String` a letter with its accent and the letter followed by the accent are one. What is made of a text, such as what a message quotes, has its
/// bytes: of two that are merely alike the one must not stand for the other, whichever came first.
package struct ExactText: Sendable, Hashable {
    /// The text.
    package let text: String

    /// A text as a key.
    package init(_ text: String) {
        self.text = text
    }

    package static func == (left: ExactText, right: ExactText) -> Bool {
        guard left.text.utf8.count == right.text.utf8.count else { return false }
        var (left, right) = (left.text, right.text)
        // The bytes themselves: a view of a text decodes each.
        return left.withUTF8 { left in right.withUTF8 { right in left.elementsEqual(right) } }
    }

    package func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
