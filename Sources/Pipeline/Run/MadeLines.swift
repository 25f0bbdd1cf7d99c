import Load

/// What the last run's files of dataset, rejected records and lineage hold of each return, so that the next one takes what is made of the same.
///
/// Like that of ``MadeFiles`` this is a note in the store. It has a mark of each return's lines in each file. Lines that do not fit to it, because a run broke
/// off between publishing and noting or somebody has written into a file, are made anew, which costs nothing but time.
enum MadeLines {
    private static let note = "made lines"

    /// The last run's files; nil where there are none.
    static func last(_ store: Store, _ history: RunHistory) throws -> EarlierLines? {
        guard let id = history.latestID, let text = try store.note(note), let lines = PublishedLines(text) else {
            return nil
        }
        return EarlierLines(lines, in: history.folder(id))
    }

    /// Remembers what the run that was just published holds.
    static func remember(_ lines: PublishedLines?, in store: Store) throws {
        try store.setNote(note, lines?.text)
    }
}
