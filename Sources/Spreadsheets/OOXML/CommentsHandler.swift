/// Reads a comments part (ECMA-376 Part 1, 18.7) or a threaded comments part ([MS-XLSX] 2.1.21).
final class CommentsHandler: XMLContentHandler {
    private let limits: ReaderLimits
    private let allowance: ListAllowance
    private(set) var comments: [CellComment] = []
    private var cell: CellAddress?
    private var classic = RichText()
    private var threaded: [UInt8] = []
    private var isInThreadedText = false

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
                classic.reset()
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
            try add(classic.string, isThreaded: false)
        } else if name.is("threadedComment", in: .threadedComments) {
            try add(String(decoding: threaded, as: UTF8.self), isThreaded: true)
        } else if name.namespace == .spreadsheet {
            classic.end(name)
        }
        isInThreadedText = false
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {
        if isInThreadedText { threaded.append(contentsOf: bytes) }
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
