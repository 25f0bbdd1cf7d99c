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
    /// - Throws: ``FileSystemError`` where it is there and cannot be read, or is no file: that it is not there must not be thought.
    public static func content(of path: String) throws(FileSystemError) -> [UInt8]? {
        // Where a pipe has taken the file's place, nobody waits for somebody who writes into it.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            guard errno == ENOENT || errno == ENOTDIR else { throw FileSystemError(.opened, path, code: errno) }
            return nil
        }
        defer { close(descriptor) }
        return try content(of: descriptor, at: path)
    }

    /// All bytes of a file that is open, from its beginning on, wherever others have read to; or the first of them. It is not asked how many there are.
    ///
    /// - Parameters:
    ///   - descriptor: the file, which stays open.
    ///   - path: how errors name it.
    ///   - most: how many bytes are taken.
    /// - Throws: ``FileSystemError`` where it cannot be read.
    public static func content(
        of descriptor: Int32, at path: String, atMost most: Int = .max
    ) throws(FileSystemError) -> [UInt8] {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count < most {
            let wanted = min(piece.count, most - bytes.count)
            // In bounds: no more is read than the buffer holds.
            let got = piece.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, wanted, off_t(bytes.count)) }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw FileSystemError(.read, path, code: errno) }
            guard got > 0 else { break }
            bytes += piece.prefix(got)
        }
        return bytes
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
            // In bounds: the buffer has room for `count` bytes.
            initialised = read(offset, into: UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: count))
        }
        return bytes.count == count ? bytes : nil
    }

    /// Reads so many bytes from a place to the beginning of an array that is used again and again, over what stands there. It is made longer where it is
    /// too short, and never shorter.
    ///
    /// - Returns: whether there are so many and they could be read; else nothing is known of what the array holds.
    public func read(_ offset: Int, _ count: Int, into bytes: inout [UInt8]) -> Bool {
        guard offset >= 0, count >= 0, count <= size, offset <= size - count else { return false }
        guard count > 0 else { return true }
        if bytes.count < count { bytes = [UInt8](repeating: 0, count: count) }
        return bytes.withUnsafeMutableBytes { buffer in
            // In bounds: the array has `count` bytes at least.
            read(offset, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<count])) == count
        }
    }

    /// Reads from a place until a buffer is full or nothing more can be read; gives how many bytes were read.
    private func read(_ offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        var done = 0
        while done < buffer.count {
            // In bounds: `done` is less than the buffer's count, and no more than the rest of it is read.
            let got = pread(
                descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done, off_t(offset + done))
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { break }
            done += got
        }
        return done
    }
}
