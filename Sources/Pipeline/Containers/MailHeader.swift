import Foundation
import Spreadsheets

/// The header of a mail or of a part of one (RFC 5322, 2.2; RFC 2045, 5).
struct MailHeader {
    /// A field's value with its parameters.
    struct Value {
        /// The value before the first `;`, in lower case.
        var main = ""
        /// The parameters by name in lower case, with their continuations put together and decoded (RFC 2231).
        var parameters: [String: String] = [:]
    }

    /// Bytes of one header.
    private static let mostBytes = 256 << 10
    private static let mostFields = 1_000

    /// The fields that matter, by name in lower case; of several of one name the first.
    private var fields: [String: [UInt8]] = [:]
    /// The names of all fields.
    private(set) var names: Set<String> = []

    /// Reads a header.
    ///
    /// - Parameters:
    ///   - bytes: the mail.
    ///   - range: where the header begins, and where the entity ends that has it.
    ///   - body: is set to where the body begins.
    init(_ bytes: [UInt8], in range: Range<Int>, body: inout Int) throws(MailFault) {
        var lines = MailLines(bytes, in: range)
        var name = ""
        var count = 0
        body = range.upperBound
        while let line = lines.next() {
            guard line.content.upperBound - range.lowerBound <= Self.mostBytes else {
                throw MailFault(.limit, "A header of the mail has more than \(Self.mostBytes >> 10) KiB.")
            }
            guard !line.content.isEmpty else {
                body = line.next
                return
            }
            let text = bytes[line.content]
            if text.first == 0x20 || text.first == 0x09 {
                fields[name]? += text
                continue
            }
            count += 1
            guard count <= Self.mostFields else {
                throw MailFault(.limit, "A header of the mail has more than \(Self.mostFields) fields.")
            }
            guard let colon = text.firstIndex(of: 0x3A), colon > text.startIndex,
                text[..<colon].allSatisfy({ (0x21...0x7E).contains($0) || $0 == 0x20 })
            else { throw MailFault(.corrupt, "A line of a header of the mail is none of a header.") }
            name = String(decoding: text[..<colon], as: UTF8.self).trimmingCharacters(in: .whitespaces).lowercased()
            // A second field of the same name does not change what the first says; its own lines are passed over.
            if names.insert(name).inserted { fields[name] = Array(text[(colon + 1)...]) } else { name = "" }
        }
    }

    /// A field's value and parameters; nil where there is no such field.
    func value(_ name: String) -> Value? { fields[name].map { MailParameters.value(of: $0) } }

    /// Whether a file begins like a mail: with lines of a header, one of which every mail has.
    static func isMail(_ bytes: [UInt8]) -> Bool {
        let known: Set<String> = ["from", "date", "received", "message-id", "mime-version", "return-path"]
        var lines = MailLines(bytes, in: 0..<min(bytes.count, 64 << 10))
        while let line = lines.next(), !line.content.isEmpty {
            let text = bytes[line.content]
            if text.first == 0x20 || text.first == 0x09 { continue }
            guard let colon = text.firstIndex(of: 0x3A) else { return false }
            let name = String(decoding: text[..<colon], as: UTF8.self).lowercased()
            if known.contains(name) { return true }
        }
        return false
    }
}

/// The lines of a part of a mail, ended by CRLF or LF.
struct MailLines {
    struct Line {
        /// The line without its end.
        let content: Range<Int>
        /// Where the next one begins.
        let next: Int
    }

    private let bytes: [UInt8]
    private var position: Int
    private let end: Int

    init(_ bytes: [UInt8], in range: Range<Int>) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    mutating func next() -> Line? {
        guard position < end else { return nil }
        let start = position
        let feed = bytes[start..<end].firstIndex(of: 0x0A)
        position = feed.map { $0 + 1 } ?? end
        var stop = feed ?? end
        if stop > start, bytes[stop - 1] == 0x0D { stop -= 1 }
        return Line(content: start..<stop, next: position)
    }
}

/// Why a mail, or a part of one, is not read.
struct MailFault: Error {
    /// The rule by whose id it is told.
    let rule: SpreadsheetError.Code
    let reason: String

    init(_ rule: SpreadsheetError.Code, _ reason: String) {
        self.rule = rule
        self.reason = reason
    }
}
