import Crypto
import Foundation

/// A file of a run that is written in pieces; its hash is taken on the way.
public final class RunFile: PublishedFile {
    /// Pieces are gathered up to so many bytes before they are written.
    private static let most = 1 << 18

    private let url: URL
    private let path: String
    private let handle: FileHandle
    private var hasher = SHA256()
    private var size = 0
    private var waiting: [UInt8] = []

    init(_ url: URL, path: String) throws {
        self.url = url
        self.path = path
        try Data().write(to: url)
        handle = try FileHandle(forWritingTo: url)
    }

    deinit { try? handle.close() }

    /// Adds a piece.
    ///
    /// - Throws: ``LoadError`` of kind `cannotWrite`.
    public func write(_ bytes: [UInt8]) throws {
        waiting += bytes
        if waiting.count >= Self.most { try flush() }
    }

    /// Makes the file durable.
    ///
    /// - Throws: ``LoadError`` of kind `cannotWrite`.
    public func finish() throws -> WrittenFile {
        try flush()
        try RunFolder.writing(url) {
            try handle.synchronize()
            try handle.close()
        }
        return WrittenFile(path: path, sha256: hasher.finalize().hex, size: size)
    }

    private func flush() throws {
        guard !waiting.isEmpty else { return }
        hasher.update(data: waiting)
        size += waiting.count
        try RunFolder.writing(url) { try handle.write(contentsOf: Data(waiting)) }
        waiting.removeAll(keepingCapacity: true)
    }
}

extension SHA256Digest {
    /// The hash in lower-case hex.
    fileprivate var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
