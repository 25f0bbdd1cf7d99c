#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file read at any offset by `pread`, so that several threads can read it at once and none holds it in memory.
final class RandomAccessFile: Sendable {
    /// The size in bytes when it was opened.
    let size: Int
    private let descriptor: Int32

    convenience init(path: String, name: String) throws(SpreadsheetError) {
        try self.init(descriptor: RegularFile.open(path: path), name: name)
    }

    /// Takes an open descriptor over, and closes it when it is done with, or now where it is no regular file's.
    init(descriptor: Int32, name: String) throws(SpreadsheetError) {
        guard let size = RegularFile.size(of: descriptor) else {
            close(descriptor)
            throw SpreadsheetError(.unreadable, "\(name) is not a regular file.")
        }
        self.name = name
        self.descriptor = descriptor
        self.size = size
    }

    deinit { close(descriptor) }

    /// The name under which the file was sent, without a folder.
    let name: String

    /// Fills the buffer from an offset; returns how many bytes there were, fewer only at the file's end.
    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(SpreadsheetError) -> Int {
        var done = 0
        while done < buffer.count, offset + done < size {
            // In bounds: `done` is less than the buffer's count, and no more than the rest of it is asked for.
            let got = pread(
                descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done, off_t(offset + done))
            if got > 0 {
                done += got
            } else if got == 0 {
                throw SpreadsheetError(.truncated, "The file became shorter while it was read.")
            } else if errno != EINTR {
                throw SpreadsheetError(.unreadable, "The file cannot be read: \(RegularFile.text(ofError: errno)).")
            }
        }
        return done
    }

    /// Puts up to `count` bytes from an offset into an array, whose memory is used again; fewer only at the file's end.
    func read(at offset: Int, count: Int, into bytes: inout [UInt8]) throws(SpreadsheetError) {
        let wanted = max(0, min(count, size - offset))
        if bytes.count > wanted {
            bytes.removeLast(bytes.count - wanted)
        } else {
            bytes.append(contentsOf: repeatElement(0, count: wanted - bytes.count))
        }
        var failure: SpreadsheetError?
        bytes.withUnsafeMutableBytes { buffer in
            do throws(SpreadsheetError) { _ = try self.read(at: offset, into: buffer) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    /// Up to `count` bytes from an offset; fewer only at the file's end.
    func bytes(at offset: Int, count: Int) throws(SpreadsheetError) -> [UInt8] {
        guard offset >= 0, offset < size, count > 0 else { return [] }
        var failure: SpreadsheetError?
        let wanted = min(count, size - offset)
        let bytes = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, initialized in
            do throws(SpreadsheetError) {
                initialized = try self.read(at: offset, into: UnsafeMutableRawBufferPointer(buffer))
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }
}
