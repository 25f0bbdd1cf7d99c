import Synchronization

/// Texts that many returns have, such as sheets, methods and sentences, each held once.
final class TextPool: Sendable {
    private let texts = Mutex<Set<String>>([])

    /// The text itself, held once. Texts that fit into a string's own bytes need no pool, and long ones seldom repeat.
    func shared(_ text: String) -> String {
        guard (16...400).contains(text.utf8.count) else { return text }
        return texts.withLock { texts in
            let known = texts.insert(text).memberAfterInsert
            // Two texts that Unicode holds for canonically equal must stay as they were typed.
            return known.utf8.elementsEqual(text.utf8) ? known : text
        }
    }
}
