/// Reads a comments part (ECMA-376 Part 1, 18.7) or a threaded comments part ([MS-XLSX] 2.1.21).
final class CommentsHandler: XMLContentHandler {
    private let limits: ReaderLimits
    private(set) var comments: [CellComment] = []
    private var cell: CellAddress?
    private var classic = RichText()
    private var threaded: [UInt8] = []
    private var isInThreadedText = false

    init(limits: ReaderLimits) { self.limits = limits }

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

    func end(_ name: XMLElementName) {
        if name.is("comment", in: .spreadsheet) {
            add(classic.string, isThreaded: false)
        } else if name.is("threadedComment", in: .threadedComments) {
            add(String(decoding: threaded, as: UTF8.self), isThreaded: true)
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

    private func add(_ text: String, isThreaded: Bool) {
        guard let cell, comments.count < limits.listEntries else { return }
        comments.append(CellComment(cell: cell, text: text, isThreaded: isThreaded))
    }
}
