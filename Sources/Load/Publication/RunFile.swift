import Crypto
import StableStorage
import Synchronization

/// A file of a run that is written in pieces; its hash is taken on the way.
public final class RunFile: PublishedFile {
    private let file: OutputFile
    private let folder: RunFolder
    private let path: String
    // Files are written on several threads, each on one at a time: nobody waits for another here.
    private let state = Mutex(State())

    init(_ file: OutputFile, of folder: RunFolder, path: String) {
        self.file = file
        self.folder = folder
        self.path = path
    }

    /// Adds a piece.
    ///
    /// - Throws: ``LoadError`` of kind `cannotWrite` or `device`.
    public func write(_ bytes: ArraySlice<UInt8>) throws {
        try state.withLock { try $0.add(bytes, to: file) }
    }

    /// Adds a piece.
    ///
    /// - Throws: ``LoadError`` of kind `cannotWrite` or `device`.
    public func write(_ bytes: [UInt8]) throws { try write(bytes[...]) }

    /// Ends the file, which is durable when its run is published.
    ///
    /// - Throws: ``LoadError`` of kind `cannotWrite` or `device`.
    public func finish() throws -> WrittenFile {
        let (sha256, size) = try state.withLock { state in
            try state.flush(to: file)
            return (state.hasher.finalize().hex, state.size)
        }
        try folder.finish(file)
        return WrittenFile(path: path, sha256: sha256, size: size)
    }

    /// What was written, and what waits to be.
    private struct State {
        /// Pieces are gathered up to so many bytes before they are written.
        private static let most = 1 << 18
        /// One of so many bytes is written as it is: to gather it would be to copy it for little.
        private static let large = 1 << 16

        var hasher = SHA256()
        var size = 0
        private var waiting: [UInt8] = []

        mutating func add(_ bytes: ArraySlice<UInt8>, to file: OutputFile) throws {
            guard bytes.count < Self.large else {
                try flush(to: file)
                return try put(bytes, into: file)
            }
            waiting += bytes
            if waiting.count >= Self.most { try flush(to: file) }
        }

        mutating func flush(to file: OutputFile) throws {
            guard !waiting.isEmpty else { return }
            try put(waiting[...], into: file)
            waiting.removeAll(keepingCapacity: true)
        }

        private mutating func put(_ bytes: ArraySlice<UInt8>, into file: OutputFile) throws {
            hasher.update(data: bytes)
            size += bytes.count
            try LoadError.writing { try file.write(bytes) }
        }
    }
}
