import Crypto

/// What the files of a run hold of each piece that they were made of: how long its lines are, and what they were made of.
///
/// The pieces follow one another in each file, so that their lengths tell where they stand.
public struct PublishedLines: Sendable, Hashable {
    /// The files, in their order.
    let files: [FileLines]
    /// The hash of what the lines of each piece were made of; empty where they are always made anew.
    let keys: [String]

    /// By what lines are known again: the first 64 bits of their SHA-256; 0 where there are none. They tell lines that the disk or somebody has altered;
    /// whoever made others of the same mark on purpose could as well write into the store, where the marks are.
    static func mark(of lines: ArraySlice<UInt8>) -> UInt64 {
        guard !lines.isEmpty else { return 0 }
        return SHA256.hash(data: lines).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }

    // MARK: - As text

    /// All of it as text: the files with their headers' lengths, an empty line, then a line for each piece with its key, marks and lengths.
    public var text: String {
        let heads = files.map { "\($0.path)\t\($0.head)" }
        let pieces = keys.indices.map { piece in
            let marks = files.map { String($0.marks[piece], radix: 36) }.joined(separator: ",")
            let lengths = files.map { String($0.lengths[piece]) }.joined(separator: ",")
            return "\(keys[piece])\t\(marks)\t\(lengths)"
        }
        return (heads + [""] + pieces).joined(separator: "\n")
    }

    /// What was written as ``text``; nil where it is something else, such as what earlier builds have written, which had one hash for all files.
    public init?(_ text: String) {
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard let end = lines.firstIndex(where: \.isEmpty), end > 0 else { return nil }
        var files: [FileLines] = []
        for line in lines[..<end] {
            let parts = line.split(separator: UInt8(ascii: "\t"))
            guard parts.count == 2, let head = Int(Substring(parts[1])) else { return nil }
            files.append(FileLines(path: String(Substring(parts[0])), head: head))
        }
        var keys: [String] = []
        keys.reserveCapacity(lines.count)
        for line in lines[(end + 1)...] {
            let parts = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
            guard parts.count == 3 else { return nil }
            let marks = parts[1].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            let lengths = parts[2].split(separator: UInt8(ascii: ",")).compactMap { Int(Substring($0)) }
            guard marks.count == files.count, lengths.count == files.count, lengths.allSatisfy({ $0 >= 0 }) else {
                return nil
            }
            keys.append(String(Substring(parts[0])))
            for file in files.indices {
                // What is no mark fits to no lines.
                files[file].add(lengths[file], mark: UInt64(Substring(marks[file]), radix: 36) ?? 0)
            }
        }
        self.init(files: files, keys: keys)
    }

    init(files: [FileLines], keys: [String]) {
        self.files = files
        self.keys = keys
    }
}

/// What a file holds of each piece.
struct FileLines: Sendable, Hashable {
    /// The file's path in the run's folder.
    let path: String
    /// How many bytes its header takes.
    let head: Int
    /// How many bytes the lines of each piece take.
    private(set) var lengths: [Int] = []
    /// By what the lines of each piece are known again; 0 where there are none, or where they are always made anew.
    private(set) var marks: [UInt64] = []

    init(path: String, head: Int) {
        self.path = path
        self.head = head
    }

    /// Adds the next piece.
    mutating func add(_ length: Int, mark: UInt64) {
        lengths.append(length)
        marks.append(mark)
    }
}
