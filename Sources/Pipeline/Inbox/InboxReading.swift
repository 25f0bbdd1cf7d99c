import Foundation
import Load
import StableStorage

/// A file of the inbox that is being read, once, from its beginning to its end.
final class InboxReading {
    private let descriptor: Descriptor
    private let before: FileStamp
    /// Bytes that the file still had when it was looked at.
    private var left: Int64

    /// Opens the file.
    ///
    /// - Throws: ``FileSystemError``; also where a link or a pipe has taken the place of the file, or of a folder on the way to it, since the
    ///   inbox was listed.
    init(_ file: InboxFile) throws {
        descriptor = try file.way.openFile()
        before = file.stamp
        left = file.stamp.size
    }

    /// The next piece; nil at the end. A file that has grown since it was looked at is not followed: no more is read than it had then.
    func next() throws -> [UInt8]? {
        while left > 0 {
            var got = 0
            // In bounds: read(2) is told how large the buffer is, and what it says that it has written is what the array has.
            let piece = [UInt8](unsafeUninitializedCapacity: Int(min(left, 1 << 20))) { buffer, count in
                got = Foundation.read(descriptor.number, buffer.baseAddress, buffer.count)
                count = max(0, got)
            }
            if got > 0 {
                left -= Int64(got)
                return piece
            }
            if got == 0 { return nil }
            guard errno == EINTR else { throw FileSystemError(.read, descriptor.path, code: errno) }
        }
        return nil
    }

    /// Whether the file that was opened is the one that was looked at, and still as it was then. One that has given its place to another
    /// after it was opened was read as a whole.
    var isUnchanged: Bool {
        get throws { FileStamp(try descriptor.status()) == before }
    }
}
