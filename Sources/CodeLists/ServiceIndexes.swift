/// The phrases by which services are searched that are not called by a whole title.
///
/// A class, so that it is lent without copies; nothing of it changes.
final class ServicePhrases: Sendable {
    let index: PhraseIndex

    init(_ list: CodeList) {
        var phrases = PhraseIndex(capacity: 4096)
        var folded = FoldedText()
        list.forEachService { item, number in
            for text in item.titles + item.serviceWords {
                TextFolding.shared.fold(text, into: &folded)
                phrases.add(text, folded, as: number)
            }
        }
        phrases.finish()
        index = phrases
    }
}

/// The words of titles and explanatory notes, for what no phrase settles.
///
/// A class, so that it is lent without copies; nothing of it changes.
final class ServiceNotes: Sendable {
    let index: NoteIndex

    init(_ list: CodeList) {
        var notes = NoteIndex()
        var folded = FoldedText()
        list.forEachService { item, number in
            for (texts, weight) in [(item.titles, 3.0), (item.serviceWords, 2.0), (item.notes, 1.0)] {
                for text in texts {
                    TextFolding.shared.fold(text, into: &folded)
                    notes.add(folded, as: number, weight: weight)
                }
            }
        }
        notes.finish()
        index = notes
    }
}
