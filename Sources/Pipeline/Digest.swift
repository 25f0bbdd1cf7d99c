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
