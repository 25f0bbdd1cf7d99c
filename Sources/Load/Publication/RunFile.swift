import Crypto
import StableStorage

/// A file of a run that is written in pieces; its hash is taken on the way.
public final class RunFile: PublishedFile {
    /// Pieces are gathered up to so many bytes before they are written.
    private static let most = 1 << 18

    private let file: OutputFile
    private let folder: RunFolder
    private let path: String
    private var hasher = SHA256()
    private var size = 0
    private var waiting: [UInt8] = []

    init(_ file: OutputFile, of folder: RunFolder, path: String) {
        self.file = file
        self.folder = folder
        self.path = path
    }

    /// Adds a piece.
    ///
    /// - Throws: ``LoadError`` of kind `cannotWrite` or `device`.
    public func write(_ bytes: [UInt8]) throws {
        waiting += bytes
        if waiting.count >= Self.most { try flush() }
    }

    /// Ends the file, which is durable when its run is published.
    ///
    /// - Throws: ``LoadError`` of kind `cannotWrite` or `device`.
    public func finish() throws -> WrittenFile {
        try flush()
        try folder.finish(file)
        return WrittenFile(path: path, sha256: hasher.finalize().hex, size: size)
    }

    private func flush() throws {
        guard !waiting.isEmpty else { return }
        hasher.update(data: waiting)
        size += waiting.count
        try LoadError.writing { try file.write(waiting) }
        waiting.removeAll(keepingCapacity: true)
    }
}

extension SHA256Digest {
    /// The hash in lower-case hex.
    var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
