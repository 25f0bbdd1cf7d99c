import SurveyModel

/// A return that was read, before it is known whose it is.
struct ReadReturn: Sendable {
    let head: BundleHead
    /// The whole bundle where it is held; nil where the cache keeps it.
    let whole: ReturnBundle?
    /// The path in the inbox.
    let file: String
    /// Whether it is in the inbox now, not only in the archive: a file that took another's place there came later.
    let isPresent: Bool
    /// Other paths in the inbox with the same content.
    var copies: [String] = []
    /// When it was first received, by the archive's receipts (ISO 8601 in UTC); empty where that is not known.
    var firstSeen = ""
    /// The earliest date of a folder in which it came, as ``ReceivedContent`` has it.
    var folderDay = ""
    /// The path under which it counted before, as ``ReceivedContent`` has it.
    var countedAs: String?
    /// Whether ``file`` is that path, since it is of a closed round.
    var isKept = false

    /// A return whose bundle is held.
    init(bundle: ReturnBundle, file: String, isPresent: Bool, copies: [String] = []) {
        self.init(head: BundleHead(bundle), whole: bundle, file: file, isPresent: isPresent, copies: copies)
    }

    /// A return of which the head is held; without the whole bundle, this is in the cache.
    init(head: BundleHead, whole: ReturnBundle? = nil, file: String, isPresent: Bool, copies: [String] = []) {
        self.head = head
        self.whole = whole
        self.file = file
        self.isPresent = isPresent
        self.copies = copies
    }

    /// The bundle; without its records and places where the cache keeps these.
    var bundle: ReturnBundle { whole ?? head.bundle }
}
