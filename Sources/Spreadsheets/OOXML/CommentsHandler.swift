/// Reads a comments part (ECMA-376 Part 1, 18.7) or a threaded comments part ([MS-XLSX] 2.1.21).
final class CommentsHandler: XMLContentHandler {
    private static let threadName = Array(CellComment.threadAuthor.utf8)

    private let limits: ReaderLimits
    private let allowance: ListAllowance
    private(set) var comments: [CellComment] = []
    /// The places among them of notes that stand in for threads of comments.
    private(set) var standIns: Set<Int> = []
    private var cell: CellAddress?
    private var classic = RichText()
    private var threaded: [UInt8] = []
    private var isInThreadedText = false
    /// Whether each of the authors is a thread: Excel gives it the name `tc=` with the thread's id.
    private var isThread: [Bool] = []
    /// The first bytes of the name of the author that is being read; `nil` outside of authors.
    private var author: [UInt8]?
    private var isStandIn = false

    init(limits: ReaderLimits, allowance: ListAllowance) {
        self.limits = limits
        self.allowance = allowance
    }

    func start(_ element: XMLElement) {
        let name = element.name
        switch name.namespace {
        case .spreadsheet:
            if equal(name.local, "comment") {
                cell = element.string("ref").flatMap { CellAddress($0) }
                isStandIn = element.integer("authorId").map { isThread.indices.contains($0) && isThread[$0] } ?? false
                classic.reset()
            } else if equal(name.local, "author") {
                author = []
            } else {
                classic.start(name)
            }
        case .threadedComments:
            if equal(name.local, "threadedComment") {
                cell = element.string("ref").flatMap { CellAddress($0) }
                threaded.removeAll()
            } else {
                isInThreadedText = equal(name.local, "text")
            }
        default: break
        }
    }

    func end(_ name: XMLElementName) throws(SpreadsheetError) {
        if name.is("comment", in: .spreadsheet) {
            if isStandIn, cell != nil { standIns.insert(comments.count) }
            try add(classic.string, isThreaded: false)
        } else if name.is("author", in: .spreadsheet) {
            isThread.append(author == Self.threadName)
            author = nil
        } else if name.is("threadedComment", in: .threadedComments) {
            try add(String(decoding: threaded, as: UTF8.self), isThreaded: true)
        } else if name.namespace == .spreadsheet {
            classic.end(name)
        }
        isInThreadedText = false
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {
        if isInThreadedText { threaded.append(contentsOf: bytes) }
        if let begun = author { author = begun + bytes.prefix(Self.threadName.count - begun.count) }
        guard classic.text(bytes, limit: limits.stringBytes), threaded.count <= limits.stringBytes else {
            throw ReaderLimits.reached(\.stringBytes, of: limits, name: "stringBytes", what: "A comment's text")
        }
    }

    private func add(_ text: String, isThreaded: Bool) throws(SpreadsheetError) {
        guard let cell else { return }
        try allowance.takeEntry(texts: text)
        comments.append(CellComment(cell: cell, text: text, isThreaded: isThreaded))
    }
}
