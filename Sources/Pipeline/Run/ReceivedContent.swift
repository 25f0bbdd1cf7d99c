import SurveyModel

/// A content that was received once, under the first of its paths.
///
/// By all of it, as ``KeyBytes`` has it, a run knows whether another was made of the same.
struct ReceivedContent: Sendable {
    let sha256: String
    let file: String
    /// Where the archive has it.
    let path: String
    /// Whether it is only known from earlier: it has left the inbox.
    let isAbsent: Bool
    /// Other paths in the inbox with the same content.
    var copies: [String] = []
    /// When it was first received, by the archive's receipts (ISO 8601 in UTC); empty where that is not known.
    var firstSeen = ""
    /// The earliest date of a folder in which it came, by all of its receipts; empty where none tells, and where no round of the survey is closed.
    var folderDay = ""
    /// Whether the archive has it no more, though it has left the inbox.
    var isLost = false
    /// The path under which it counted before it came under those that it has now; nil where that is not known to be another.
    var countedAs: String?

    /// The file's name as it was sent, without its folder.
    var name: String { PathName.last(of: file) }

    /// What was read from it.
    ///
    /// - Parameter whole: the bundle, where the cache does not keep it.
    func read(_ head: BundleHead, whole: ReturnBundle? = nil) -> ReadReturn {
        var read = ReadReturn(head: head, whole: whole, file: file, isPresent: !isAbsent, copies: copies)
        read.firstSeen = firstSeen
        read.folderDay = folderDay
        read.countedAs = countedAs
        return read
    }

    /// What was read from it, all of it held.
    func read(_ bundle: ReturnBundle) -> ReadReturn { read(BundleHead(bundle), whole: bundle) }
}
