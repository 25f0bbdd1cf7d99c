/// A title, a service word or a note, by the stems of the words that say something.
struct ServiceText {
    struct Word {
        let stem: ArraySlice<UInt8>
        /// Whether it has fewer than three letters: too few to look for in notes.
        let isShort: Bool
    }

    let text: String
    let folded: FoldedText
    let words: [Word]

    init(_ text: String) {
        self.text = text
        folded = TextFolding.shared.fold(text)
        let folded = folded
        words = folded.words.compactMap { word in
            let bytes = folded.bytes(of: word)
            return ServiceWords.isDropped(bytes) ? nil : Word(stem: ServiceWords.stem(bytes), isShort: bytes.count < 3)
        }
    }
}

extension CodeItem {
    /// The titles, in the order of their languages.
    var titles: [ServiceText] { labels.sorted { $0.key < $1.key }.map { ServiceText($0.value) } }

    /// The service words, in the order of their languages.
    var serviceWords: [ServiceText] {
        synonyms.sorted { $0.key < $1.key }.flatMap { $0.value.map { ServiceText($0) } }
    }

    /// The explanatory notes, in the order of their languages.
    var notes: [ServiceText] { descriptions.sorted { $0.key < $1.key }.map { ServiceText($0.value) } }
}
