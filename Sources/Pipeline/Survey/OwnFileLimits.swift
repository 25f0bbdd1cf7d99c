import Spreadsheets

extension ReaderLimits {
    /// For the files of a run and of the archive, which Canvass itself has written: what stands in them was let in by the limits that the survey had
    /// then, and no limit of today's can be raised for them.
    static let ownFiles: ReaderLimits = {
        var limits = ReaderLimits()
        let greatest = 1 << 50
        limits.fileBytes = greatest
        limits.rowBytes = greatest
        limits.cells = greatest
        limits.rows = greatest
        limits.columns = 1 << 24
        // The reader counts a text's bytes in 32 bits.
        limits.stringBytes = 1 << 31
        limits.seconds = Double(greatest)
        return limits
    }()

    /// For decisions, which reviewers write too: what they have seen is as long as an answer may be where a survey lets in the longest.
    static let decisions: ReaderLimits = {
        var limits = ReaderLimits()
        limits.stringBytes = 16 << 20
        limits.rowBytes = 64 << 20
        return limits
    }()
}
