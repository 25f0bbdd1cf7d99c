#if canImport(Glibc)
    public import Glibc
#elseif canImport(Musl)
    public import Musl
#else
    public import Darwin
#endif

/// A file that is open for reading at any place. Whoever puts another file in its place changes nothing in what is read here.
public final class InputFile: Sendable {
    private let descriptor: Int32
    /// What the system said of the file when it was opened.
    public let status: stat

    /// Opens a file; nil where that cannot be done.
    public init?(_ path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            close(descriptor)
            return nil
        }
        self.descriptor = descriptor
        self.status = status
    }

    /// All bytes of a file, which is read to its end; nil where there is none.
    ///
    /// - Throws: ``FileSystemError`` where it is there and cannot be read: that it is not there must not be thought.
    public static func content(of path: String) throws(FileSystemError) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            guard errno == ENOENT || errno == ENOTDIR else { throw FileSystemError(.opened, path, code: errno) }
            return nil
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            // In bounds: no more is read than the buffer holds.
            let got = piece.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw FileSystemError(.read, path, code: errno) }
            guard got > 0 else { return bytes }
            bytes += piece.prefix(got)
        }
    }

    deinit { close(descriptor) }

    /// Its length in bytes when it was opened.
    public var size: Int { Int(status.st_size) }

    /// So many bytes from a place; nil where there are not so many, or they cannot be read.
    public func bytes(_ offset: Int, _ count: Int) -> [UInt8]? {
        guard offset >= 0, count >= 0, count <= size, offset <= size - count else { return nil }
        // An array without room would be the empty one that all threads share, into which its number of elements is written.
        guard count > 0 else { return [] }
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialised in
            while initialised < count {
                // In bounds: the buffer has room for `count` bytes, of which `initialised` are written.
                let got = pread(
                    descriptor, buffer.baseAddress.map { $0 + initialised }, count - initialised,
                    off_t(offset + initialised))
                if got < 0, errno == EINTR { continue }
                guard got > 0 else { break }
                initialised += got
            }
        }
        return bytes.count == count ? bytes : nil
    }
}
