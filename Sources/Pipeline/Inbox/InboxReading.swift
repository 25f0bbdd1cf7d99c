import Foundation
import Load
import StableStorage

/// A file of the inbox that is being read, once, from its beginning to its end.
final class InboxReading {
    private let descriptor: Int32
    private let path: String
    private let before: FileStamp

    /// Opens the file.
    ///
    /// - Throws: `FileSystemError`; also where a link or a pipe has taken the file's place since the inbox was listed.
    init(_ file: InboxFile) throws {
        path = file.url.path
        // O_NONBLOCK: a named pipe must not make the run wait.
        descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileSystemError(.opened, path, code: errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw FileSystemError(.opened, path, code: EINVAL)
        }
        before = FileStamp(status)
    }

    deinit { close(descriptor) }

    /// The next piece; nil at the end.
    func next() throws -> [UInt8]? {
        while true {
            var got = 0
            let piece = [UInt8](unsafeUninitializedCapacity: 1 << 20) { buffer, count in
                got = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
                count = max(0, got)
            }
            if got > 0 { return piece }
            if got == 0 { return nil }
            guard errno == EINTR else { throw FileSystemError(.read, path, code: errno) }
        }
    }

    /// Whether the file is still as it was when it was opened. One that has given its place to another meanwhile was read as a whole.
    var isUnchanged: Bool {
        get throws {
            var status = stat()
            guard fstat(descriptor, &status) == 0 else { throw FileSystemError(.read, path, code: errno) }
            return FileStamp(status) == before
        }
    }
}

extension FileStamp {
    /// The stamp in what the system says of a file.
    init(_ status: stat) {
        #if canImport(Darwin)
            let modified = status.st_mtimespec
        #else
            let modified = status.st_mtim
        #endif
        self.init(
            size: Int64(status.st_size), modified: Int64(modified.tv_sec) * 1_000_000_000 + Int64(modified.tv_nsec),
            inode: UInt64(status.st_ino))
    }
}
