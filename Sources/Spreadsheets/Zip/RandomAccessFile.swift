#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file read at any offset, so that several threads can read it at once: by `pread`, and never held in memory, or where it is small in memory from
/// when it was opened on; or one that was just made there.
final class RandomAccessFile: Sendable {
    /// The size up to which a file is read at once when it is opened: the parts of a small workbook would each cost several calls of the system.
    static let mostHeldBytes = 1 << 20

    private enum Content {
        case descriptor(Int32)
        case bytes([UInt8])
    }

    /// The size in bytes when it was opened.
    let size: Int
    private let content: Content

    convenience init(path: String, name: String) throws(SpreadsheetError) {
        try self.init(descriptor: RegularFile.open(path: path), name: name)
    }

    /// Takes an open descriptor over, and closes it when it is done with, or now where it is no regular file's or all of it was read.
    init(descriptor: Int32, name: String) throws(SpreadsheetError) {
        guard let size = RegularFile.size(of: descriptor) else {
            let refusal = RegularFile.refusal(of: descriptor, name: name)
            close(descriptor)
            throw refusal
        }
        self.name = name
        self.size = size
        // A file that cannot be read at once is read as a large one is, which tells what is wrong with it where that matters.
        if size <= Self.mostHeldBytes, let bytes = Self.whole(descriptor, size: size) {
            close(descriptor)
            content = .bytes(bytes)
        } else {
            content = .descriptor(descriptor)
        }
    }

    /// A file that is in memory.
    init(bytes: [UInt8], name: String) {
        self.name = name
        content = .bytes(bytes)
        size = bytes.count
    }

    deinit {
        if case .descriptor(let descriptor) = content { close(descriptor) }
    }

    /// The name under which the file was sent, without a folder.
    let name: String

    /// Fills the buffer from an offset; returns how many bytes there were, fewer only at the file's end.
    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(SpreadsheetError) -> Int {
        switch content {
        case .descriptor(let descriptor): return try Self.read(descriptor, size: size, at: offset, into: buffer)
        case .bytes(let bytes):
            guard offset >= 0, offset < size else { return 0 }
            let count = min(size - offset, buffer.count)
            // In bounds: so many bytes follow the offset, and fit the buffer.
            bytes.withUnsafeBytes {
                buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + count]))
            }
            return count
        }
    }

    /// All bytes of a file; `nil` where they cannot be read, or are fewer by now.
    private static func whole(_ descriptor: Int32, size: Int) -> [UInt8]? {
        // An array without room would be the empty one that all threads share, into which its number of elements is written.
        guard size > 0 else { return [] }
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, initialized in
            let count = try? Self.read(descriptor, size: size, at: 0, into: UnsafeMutableRawBufferPointer(buffer))
            initialized = count ?? 0
        }
        return bytes.count == size ? bytes : nil
    }

    private static func read(
        _ descriptor: Int32, size: Int, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
    ) throws(SpreadsheetError) -> Int {
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
        let wanted = min(count, size - offset)
        if case .bytes(let all) = content { return Array(all[offset..<offset + wanted]) }
        var failure: SpreadsheetError?
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
