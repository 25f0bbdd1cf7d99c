import Crypto
import Foundation
import Load

/// SHA-256 as lower-case hex.
enum Digest {
    static func sha256(_ bytes: some DataProtocol) -> String {
        SHA256.hash(data: bytes).hex
    }

    /// The hash of a file, read in pieces.
    static func sha256(fileAt url: URL) throws -> String {
        let handle = try FileHandle(forReadingFrom: url)
        defer { try? handle.close() }
        var hasher = SHA256()
        while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty { hasher.update(data: piece) }
        return hasher.finalize().hex
    }

    /// The length of a hash in bytes.
    static let byteCount = SHA256.byteCount

    /// The hash itself.
    static func bytes(of bytes: some DataProtocol) -> [UInt8] {
        Array(SHA256.hash(data: bytes))
    }

    /// The first 16 hex digits of the hash.
    static func start(of bytes: some DataProtocol) -> String {
        SHA256.hash(data: bytes).prefix(8).hex
    }
}
