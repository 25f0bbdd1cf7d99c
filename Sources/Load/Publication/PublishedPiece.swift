public import SurveyModel

/// Records of one return for which lines are made at once. They are read when they are asked for: of what is published as it was, hardly any is.
public struct PublishedPiece: Sendable {
    /// The return.
    public let item: Return
    /// How many records the piece has.
    public let count: Int
    /// Which of the return's blocks.
    let blocks: Range<Int>
    private let source: any ReturnRecords
    private var heldRecords: [Record]?
    private var heldPlaces: [FieldPlace]?

    init(_ item: Return, blocks: Range<Int>, count: Int, of source: any ReturnRecords) {
        self.item = item
        self.count = count
        self.blocks = blocks
        self.source = source
    }

    /// Whether it is the first of its return, before which stand the lines of the return itself.
    var isFirst: Bool { blocks.lowerBound == 0 }

    /// Of a file that could not be read nothing is told but itself, whatever else has its id.
    var isRead: Bool { item.state != .refused }

    /// Its records.
    ///
    /// - Throws: what they cannot be read for.
    public func records() throws -> [Record] {
        if let heldRecords { return heldRecords }
        return isRead ? try source.records(of: item.id, blocks: blocks) : []
    }

    /// Those of its records that have one of some numbers.
    ///
    /// - Parameter numbers: the records' numbers, by table.
    /// - Throws: what they cannot be read for.
    public func records(numbered numbers: [String: Set<Int>]) throws -> [Record] {
        isRead ? try source.records(of: item.id, blocks: blocks, numbered: numbers) : []
    }

    /// Where the return's fields stand.
    ///
    /// - Throws: what they cannot be read for.
    public func places() throws -> [FieldPlace] {
        if let heldPlaces { return heldPlaces }
        return isRead ? try source.places(of: item.id) : []
    }

    /// The same with what all of its files need, which is read.
    func opened() throws -> PublishedPiece {
        var copy = self
        copy.heldRecords = try records()
        copy.heldPlaces = try places()
        return copy
    }
}

extension Publication {
    /// A return's blocks are taken together up to so many records.
    private static let recordsInPiece = 4_096

    /// The pieces of which all files are made, in their order.
    public var pieces: [PublishedPiece] {
        returns.flatMap { item in
            guard item.state != .refused else { return [PublishedPiece(item, blocks: 0..<0, count: 0, of: records)] }
            var pieces: [PublishedPiece] = []
            var (start, count) = (0, 0)
            let blocks = records.blocks(of: item.id)
            for (block, own) in blocks.enumerated() {
                if count > 0, count + own > Self.recordsInPiece {
                    pieces.append(PublishedPiece(item, blocks: start..<block, count: count, of: records))
                    (start, count) = (block, 0)
                }
                count += own
            }
            return pieces + [PublishedPiece(item, blocks: start..<blocks.count, count: count, of: records)]
        }
    }
}
