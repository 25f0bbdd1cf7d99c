/// Pieces that follow one another in a publication, and in an earlier one as well.
struct Stretch: Sendable {
    /// Which pieces of this publication.
    private(set) var pieces: Range<Int>
    /// Where the first of them is in the earlier one.
    private let start: Int

    /// No more are put into a file at once, so that several files get on together.
    private static let most = 64

    /// One piece.
    ///
    /// - Parameters:
    ///   - piece: which of this publication.
    ///   - place: where it is in the earlier one.
    init(_ piece: Int, at place: Int) {
        pieces = piece..<piece + 1
        start = place
    }

    /// Where they are in the earlier publication.
    var places: Range<Int> { start..<start + pieces.count }

    /// The piece that is at a place of the earlier publication.
    func piece(at place: Int) -> Int { pieces.lowerBound + place - start }

    /// Adds the next piece.
    ///
    /// - Parameter place: where it is in the earlier publication.
    /// - Returns: whether it could be done; it cannot where something else stands between, or there are many already.
    mutating func append(_ place: Int) -> Bool {
        guard place == places.upperBound, pieces.count < Self.most else { return false }
        pieces = pieces.lowerBound..<pieces.upperBound + 1
        return true
    }
}

/// What is put into a file next.
enum NextLines: Sendable {
    /// The lines of a piece, which were made, and their mark.
    case made([UInt8], mark: UInt64)
    /// Those of pieces that an earlier run's file has.
    case earlier(Stretch, of: EarlierFile)
}

/// A file of the run in the making: lines are put into it in the order of the pieces, by one thread at a time.
struct FileLane<File: PublishedFile>: Sendable {
    /// What the file holds.
    private(set) var lines: FileLines
    private let file: File
    /// Makes the lines of a piece.
    private let make: @Sendable (Int) throws -> [UInt8]
    /// For what is read of the earlier file.
    private var buffer: [UInt8] = []

    /// So many bytes are read of the earlier file at once: few enough to be still in the processor's cache when they are hashed and written.
    private static var bufferSize: Int { 1 << 18 }

    /// - Parameters:
    ///   - lines: what the file holds until now: its header.
    ///   - make: makes the lines of a piece for this file, where those of an earlier run turn out to have been altered.
    init(_ file: File, _ lines: FileLines, make: @escaping @Sendable (Int) throws -> [UInt8]) {
        self.file = file
        self.lines = lines
        self.make = make
    }

    /// Writes what comes next.
    ///
    /// - Throws: what the file throws, and what lines cannot be made for.
    mutating func write(_ next: NextLines) throws {
        switch next {
        case .made(let own, let mark): try write(own, mark: mark)
        case .earlier(let stretch, let earlier): try write(stretch, of: earlier)
        }
    }

    private mutating func write(_ own: [UInt8], mark: UInt64) throws {
        if !own.isEmpty { try file.write(own[...]) }
        lines.add(own.count, mark: mark)
    }

    private mutating func write(_ stretch: Stretch, of earlier: EarlierFile) throws {
        var rest = stretch.places
        while !rest.isEmpty {
            let places = earlier.first(of: rest, within: Self.bufferSize)
            try write(places, in: stretch, of: earlier)
            rest = places.upperBound..<rest.upperBound
        }
        // What one piece with very many lines has needed is not held on to.
        if buffer.count > Self.bufferSize { buffer = [] }
    }

    /// Writes the lines of some pieces of a stretch, as they were published where they are still that.
    ///
    /// All are compared before they are written: what has been written cannot be taken back.
    private mutating func write(_ places: Range<Int>, in stretch: Stretch, of earlier: EarlierFile) throws {
        let isRead = earlier.read(places, into: &buffer)
        // What of the buffer is compared and waits to be written.
        var due = 0..<0
        for place in places {
            let own = due.upperBound..<due.upperBound + earlier.size(of: place..<place + 1)
            if isRead, let mark = earlier.mark(of: place, in: buffer[own]) {
                lines.add(own.count, mark: mark)
                due = due.lowerBound..<own.upperBound
                continue
            }
            if !due.isEmpty { try file.write(buffer[due]) }
            due = own.upperBound..<own.upperBound
            let made = try make(stretch.piece(at: place))
            try write(made, mark: PublishedLines.mark(of: made[...]))
        }
        if !due.isEmpty { try file.write(buffer[due]) }
    }
}
