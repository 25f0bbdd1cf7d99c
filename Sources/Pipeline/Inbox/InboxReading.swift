import Foundation
import Load

/// A file of the inbox that is being read, once, from its beginning to its end.
final class InboxReading {
    private let descriptor: Descriptor
    private let before: FileStamp

    /// Opens the file.
    ///
    /// - Throws: ``SystemError``; also where a link or a pipe has taken the place of the file, or of a folder on the way to it, since the
    ///   inbox was listed.
    init(_ file: InboxFile) throws {
        descriptor = try file.way.openFile()
        before = FileStamp(try descriptor.status())
    }

    /// The next piece; nil at the end.
    func next() throws -> [UInt8]? {
        while true {
            var got = 0
            let piece = [UInt8](unsafeUninitializedCapacity: 1 << 20) { buffer, count in
                got = Foundation.read(descriptor.number, buffer.baseAddress, buffer.count)
                count = max(0, got)
            }
            if got > 0 { return piece }
            if got == 0 { return nil }
            guard errno == EINTR else { throw SystemError(code: errno) }
        }
    }

    /// Whether the file is still as it was when it was opened. One that has given its place to another meanwhile was read as a whole.
    var isUnchanged: Bool {
        get throws { FileStamp(try descriptor.status()) == before }
    }
}
