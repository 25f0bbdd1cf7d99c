import Crypto
import Foundation

/// The folders of a run in which stands what is for each reporter: `returns/<folder>`.
public enum ReporterFolder {
    /// The folder of returns of which it is not known who sent them.
    private static let unknown = "_unknown"
    /// Bytes of a name: file systems take 255.
    private static let longest = 200
    /// Digits of the hash that stand for the rest of a code whose name would be longer.
    private static let hashDigits = 16

    /// The name of a reporter's folder. A code may come out of a return: what a file's name cannot safely hold is written as in a URL, so that two
    /// reporters never share a folder and none leads out of it. One whose name would be too long for that is known by its beginning and its hash:
    /// a `~` is in no other name.
    public static func name(of reporter: String) -> String {
        guard !reporter.isEmpty else { return unknown }
        let room = longest - hashDigits - 1
        var name = ""
        // How much of the name may stand in front of the hash: no character is cut in two.
        var beginning = 0
        for scalar in reporter.unicodeScalars {
            for byte in String(scalar).utf8 { name += written(byte, isFirst: name.isEmpty) }
            if name.utf8.count <= room { beginning = name.utf8.count }
            // What is longer is not written to its end: a code may be as long as a cell's text.
            guard name.utf8.count <= longest else { return "\(name.prefix(beginning))~\(hash(of: reporter))" }
        }
        return name
    }

    private static func written(_ byte: UInt8, isFirst: Bool) -> String {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"): String(Unicode.Scalar(byte))
        case UInt8(ascii: "_"), UInt8(ascii: "."): isFirst ? URLQuery.escaped(byte) : String(Unicode.Scalar(byte))
        default: URLQuery.escaped(byte)
        }
    }

    /// The first digits of a code's SHA-256.
    private static func hash(of reporter: String) -> String {
        SHA256.hash(data: Data(reporter.utf8)).prefix(hashDigits / 2).map { digits(of: $0) }.joined().lowercased()
    }

    private static func digits(of byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
}
