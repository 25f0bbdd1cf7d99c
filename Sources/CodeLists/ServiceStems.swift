extension FoldedText {
    /// Lends the stems of the words that say something: of a title, a service word or a note.
    ///
    /// - Parameter body: is given the stem, and whether its word has fewer than three letters: too few to look for in notes.
    func forEachStem(_ body: (_ stem: ArraySlice<UInt8>, _ isShort: Bool) -> Void) {
        for word in words {
            let bytes = bytes(of: word)
            if !ServiceWords.isDropped(bytes) { body(ServiceWords.stem(bytes), bytes.count < 3) }
        }
    }
}

extension CodeItem {
    /// The titles, in the order of their languages.
    var titles: [String] { labels.sorted { $0.key < $1.key }.map(\.value) }

    /// The service words, in the order of their languages.
    var serviceWords: [String] { synonyms.sorted { $0.key < $1.key }.flatMap(\.value) }

    /// The explanatory notes, in the order of their languages.
    var notes: [String] { descriptions.sorted { $0.key < $1.key }.map(\.value) }
}

extension TextFolding {
    /// Folds a text with the room that an earlier one had.
    func fold(_ text: String, into folded: inout FoldedText) {
        var text = text
        text.withUTF8 { fold($0, into: &folded) }
    }
}
