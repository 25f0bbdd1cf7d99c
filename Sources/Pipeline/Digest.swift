import Crypto
import Foundation

/// SHA-256 as lower-case hex.
enum Digest {
    static func sha256(_ bytes: some DataProtocol) -> String {
        hex(SHA256.hash(data: bytes))
    }

    /// The hash of a file, read in pieces.
    static func sha256(fileAt url: URL) throws -> String {
        let handle = try FileHandle(forReadingFrom: url)
        defer { try? handle.close() }
        var hasher = SHA256()
        while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty { hasher.update(data: piece) }
        return hex(hasher.finalize())
    }

    /// The hash of a file, read in pieces; nil where it cannot be read to its end. Each copy in the archive is hashed whenever it is read or annotated:
    /// no object is made for it, and none for each piece.
    static func sha256(ofFileAt path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var hasher = SHA256()
        let isRead = withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer -> Bool in
            while true {
                // In bounds: no more is read than the buffer holds, and no more is hashed than was read.
                let got = read(descriptor, buffer.baseAddress, buffer.count)
                if got < 0, errno == EINTR { continue }
                guard got > 0 else { return got == 0 }
                hasher.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<got]))
            }
        }
        return isRead ? hex(hasher.finalize()) : nil
    }

    /// The length of a hash in bytes.
    static let byteCount = SHA256.byteCount

    /// The hash itself.
    static func bytes(of bytes: some DataProtocol) -> [UInt8] {
        Array(SHA256.hash(data: bytes))
    }

    /// The first 16 hex digits of the hash.
    static func start(of bytes: some DataProtocol) -> String {
        hex(SHA256.hash(data: bytes).prefix(8))
    }

    private static let digits = Array("0123456789abcdef".utf8)

    /// Bytes in hex.
    static func hex(_ bytes: some Sequence<UInt8>) -> String {
        let digits = digits
        var text: [UInt8] = []
        text.reserveCapacity(2 * byteCount)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
