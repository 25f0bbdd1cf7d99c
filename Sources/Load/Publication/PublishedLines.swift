import Crypto
public import Foundation
import StableStorage

/// What the files of a run hold of each piece that they were made of: how long its lines are, and what they were made of.
///
/// The pieces follow one another in each file, so that their lengths tell where they stand.
public struct PublishedLines: Sendable, Hashable {
    /// One piece.
    struct Share: Sendable, Hashable {
        /// The hash of what its lines were made of; empty where they are always made anew.
        let key: String
        /// The hash of its lines in all files.
        let sha256: String
        /// How many bytes its lines take in each file.
        let lengths: [Int]
    }

    /// The files, in their order.
    let paths: [String]
    /// How many bytes the header takes in each file.
    let heads: [Int]
    var shares: [Share] = []

    init(paths: [String], heads: [Int]) {
        self.paths = paths
        self.heads = heads
    }

    /// The hash of lines, by which they are known again.
    static func hash(_ lines: [[UInt8]]) -> String {
        var hasher = SHA256()
        for own in lines { hasher.update(data: own) }
        return hasher.finalize().hex
    }

    // MARK: - As text

    /// All of it as text: the files with their headers' lengths, an empty line, then a line for each piece.
    public var text: String {
        let files = zip(paths, heads).map { "\($0)\t\($1)" }
        let pieces = shares.map { "\($0.key)\t\($0.sha256)\t\($0.lengths.map(String.init).joined(separator: ","))" }
        return (files + [""] + pieces).joined(separator: "\n")
    }

    /// What was written as ``text``; nil where it is something else.
    public init?(_ text: String) {
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard let end = lines.firstIndex(where: \.isEmpty), end > 0 else { return nil }
        var files: [(path: String, head: Int)] = []
        for line in lines[..<end] {
            let parts = line.split(separator: UInt8(ascii: "\t"))
            guard parts.count == 2, let head = Int(Substring(parts[1])) else { return nil }
            files.append((String(Substring(parts[0])), head))
        }
        self.init(paths: files.map(\.path), heads: files.map(\.head))
        shares.reserveCapacity(lines.count)
        for line in lines[(end + 1)...] {
            let parts = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
            guard parts.count == 3 else { return nil }
            let lengths = parts[2].split(separator: UInt8(ascii: ",")).compactMap { Int(Substring($0)) }
            guard lengths.count == files.count, lengths.allSatisfy({ $0 >= 0 }) else { return nil }
            shares.append(
                Share(key: String(Substring(parts[0])), sha256: String(Substring(parts[1])), lengths: lengths))
        }
    }
}

/// The files of an earlier run, of which lines are taken that would be made of the same once more.
public struct EarlierLines: Sendable {
    private let lines: PublishedLines
    private let files: [InputFile]
    /// Where each piece is among the others, by what it was made of.
    private let places: [String: Int]
    /// Where the lines of each piece begin, in each file.
    private let starts: [[Int]]

    /// All are open while as many are written, and a process may not have very many.
    private static let mostFiles = 64

    /// The files of a run's folder; nil where they are not there, or are more than 64: all lines are then made.
    ///
    /// - Parameters:
    ///   - lines: what they hold. Whether it is so is seen when lines are taken.
    ///   - folder: the run's folder.
    public init?(_ lines: PublishedLines, in folder: URL) {
        guard lines.paths.count <= Self.mostFiles else { return nil }
        var files: [InputFile] = []
        for path in lines.paths {
            guard let file = InputFile(folder.appending(path: path).path) else { return nil }
            files.append(file)
        }
        var next = lines.heads
        var starts: [[Int]] = []
        starts.reserveCapacity(lines.shares.count)
        for share in lines.shares {
            starts.append(next)
            for file in next.indices {
                let (sum, isTooMuch) = next[file].addingReportingOverflow(share.lengths[file])
                guard !isTooMuch else { return nil }
                next[file] = sum
            }
        }
        self.lines = lines
        self.files = files
        self.starts = starts
        places = Dictionary(lines.shares.enumerated().map { ($1.key, $0) }) { first, _ in first }
    }

    /// The lines of a piece in each file, as they were published; nil where there is none that was made of the same, or the files are not what they were.
    func take(_ key: String, for paths: [String]) -> (lines: [[UInt8]], share: PublishedLines.Share)? {
        guard !key.isEmpty, paths == lines.paths, let place = places[key] else { return nil }
        let share = lines.shares[place]
        var taken: [[UInt8]] = []
        taken.reserveCapacity(files.count)
        for (index, file) in files.enumerated() {
            guard let own = file.bytes(starts[place][index], share.lengths[index]) else { return nil }
            taken.append(own)
        }
        return PublishedLines.hash(taken) == share.sha256 ? (taken, share) : nil
    }
}
