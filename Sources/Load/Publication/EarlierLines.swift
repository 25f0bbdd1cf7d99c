public import Foundation
import StableStorage

/// The files of an earlier run, of which lines are taken that would be made of the same once more.
public struct EarlierLines: Sendable {
    /// The files' paths, in their order.
    let paths: [String]
    let files: [EarlierFile]
    /// Where each piece is among the others, by what it was made of.
    private let places: [String: Int]

    /// All are open while as many are written, and a process may not have very many.
    private static let mostFiles = 64

    /// The files of a run's folder; nil where they are not there, or have not the lengths that they should have, or are more than 64: all lines are
    /// then made.
    ///
    /// - Parameters:
    ///   - lines: what they hold. Whether it is so is seen when lines are taken.
    ///   - folder: the run's folder.
    public init?(_ lines: PublishedLines, in folder: URL) {
        guard lines.files.count <= Self.mostFiles else { return nil }
        var files: [EarlierFile] = []
        for own in lines.files {
            guard let file = EarlierFile(own, in: folder) else { return nil }
            files.append(file)
        }
        self.files = files
        paths = lines.files.map(\.path)
        places = Dictionary(lines.keys.enumerated().map { ($1, $0) }) { first, _ in first }
    }

    /// Where a piece is that was made of the same; nil where there is none.
    func place(of key: String) -> Int? { key.isEmpty ? nil : places[key] }
}

/// A file of an earlier run.
///
/// Its lines are taken where their marks are what they were. Size and time of the file would cost less to look at and tell less: a disk that has
/// lost a sector changes neither, and what is taken here once is taken every night. The mark is that of the very bytes which are then written, so that
/// the file is read once.
struct EarlierFile: Sendable {
    private let file: InputFile
    /// Where the lines of each piece begin, and where those of the last end.
    private let starts: [Int]
    private let marks: [UInt64]

    init?(_ lines: FileLines, in folder: URL) {
        guard let file = InputFile(folder.appending(path: lines.path).path) else { return nil }
        var starts = [lines.head]
        starts.reserveCapacity(lines.lengths.count + 1)
        var end = lines.head
        for length in lines.lengths {
            let (sum, isTooMuch) = end.addingReportingOverflow(length)
            guard !isTooMuch else { return nil }
            end = sum
            starts.append(end)
        }
        // The note is of another file: pieces that have no lines by the note may have some here.
        guard end == file.size else { return nil }
        self.file = file
        self.starts = starts
        marks = lines.marks
    }

    /// How many bytes the lines of pieces take that follow one another.
    func size(of places: Range<Int>) -> Int { starts[places.upperBound] - starts[places.lowerBound] }

    /// Of pieces that follow one another, as many of the first as have no more than so many bytes together, but one at least.
    func first(of places: Range<Int>, within most: Int) -> Range<Int> {
        var end = places.lowerBound + 1
        while end < places.upperBound, size(of: places.lowerBound..<end + 1) <= most { end += 1 }
        return places.lowerBound..<end
    }

    /// Reads the lines of pieces that follow one another.
    ///
    /// - Returns: whether they could be read.
    func read(_ places: Range<Int>, into bytes: inout [UInt8]) -> Bool {
        file.read(starts[places.lowerBound], size(of: places), into: &bytes)
    }

    /// The mark of a piece's lines, if these bytes are its lines; else nil.
    func mark(of place: Int, in lines: ArraySlice<UInt8>) -> UInt64? {
        let mark = PublishedLines.mark(of: lines)
        return mark == marks[place] ? mark : nil
    }
}
