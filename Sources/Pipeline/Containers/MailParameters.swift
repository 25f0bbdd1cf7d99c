import Foundation

/// Parameters of header fields: `name=value; name="value"` (RFC 2045, 5.1), with continuations and character sets (RFC 2231), and encoded
/// words in them (RFC 2047), which that standard forbids there and programs write all the same.
enum MailParameters {
    private static let mostParameters = 100

    static func value(of field: [UInt8]) -> MailHeader.Value {
        var scanner = Scanner(field)
        var value = MailHeader.Value()
        value.main = scanner.word(until: [0x3B]).lowercased()
        var pieces: [String: [(number: Int, isEncoded: Bool, bytes: [UInt8])]] = [:]
        var plain: [String: [UInt8]] = [:]
        var count = 0
        while scanner.skip(0x3B), count < mostParameters {
            count += 1
            let name = scanner.word(until: [0x3D, 0x3B]).lowercased()
            // Some have no value.
            guard scanner.take(0x3D) else { continue }
            let content = scanner.content()
            let parts = name.split(separator: "*", omittingEmptySubsequences: false)
            guard let base = parts.first.map(String.init), parts.count > 1 else {
                if plain[name] == nil { plain[name] = content }
                continue
            }
            // `name*`, `name*0`, `name*0*`
            let isEncoded = parts.last == ""
            let number = Int(parts[1]) ?? 0
            pieces[base, default: []].append((number, isEncoded, content))
        }
        for (name, bytes) in plain {
            value.parameters[name] = EncodedWord.decode(bytes)
        }
        // What says its character set comes before what does not (RFC 6266 says so of HTTP; mail programs do the same).
        for (name, all) in pieces { value.parameters[name] = joined(all.sorted { $0.number < $1.number }) }
        return value
    }

    /// Pieces put together: the first encoded one begins with `charset'language'`.
    private static func joined(_ pieces: [(number: Int, isEncoded: Bool, bytes: [UInt8])]) -> String {
        var bytes: [UInt8] = []
        var charset = "utf-8"
        for (index, piece) in pieces.enumerated() {
            var content = piece.bytes[...]
            if index == 0, piece.isEncoded {
                let marks = content.indices.filter { content[$0] == 0x27 }
                if marks.count >= 2 {
                    charset = String(decoding: content[..<marks[0]], as: UTF8.self)
                    content = content[(marks[1] + 1)...]
                }
            }
            bytes += piece.isEncoded ? percentDecoded(content) : Array(content)
        }
        return EncodedWord.text(bytes, charset: charset)
    }

    private static func percentDecoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] == 0x25, index + 2 < bytes.endIndex,
                let high = Hexadecimal.digit(bytes[index + 1]), let low = Hexadecimal.digit(bytes[index + 2])
            {
                result.append(high << 4 | low)
                index += 3
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }

    /// Goes through a field's value.
    private struct Scanner {
        private let bytes: [UInt8]
        private var position = 0

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
        }

        /// Passes over everything up to a sign, and over it.
        mutating func skip(_ sign: UInt8) -> Bool {
            while position < bytes.count, bytes[position] != sign {
                // After a quoted value only blanks may stand; whatever else does is passed over.
                position += 1
            }
            guard position < bytes.count else { return false }
            position += 1
            return true
        }

        /// Passes over a sign where it comes next.
        mutating func take(_ sign: UInt8) -> Bool {
            guard position < bytes.count, bytes[position] == sign else { return false }
            position += 1
            return true
        }

        /// The text up to one of some signs, without the blanks around it.
        mutating func word(until ends: Set<UInt8>) -> String {
            let start = position
            while position < bytes.count, !ends.contains(bytes[position]) { position += 1 }
            return String(decoding: bytes[start..<position], as: UTF8.self).trimmingCharacters(in: .whitespaces)
        }

        /// A parameter's value: a quoted text, else what stands before the next `;`.
        mutating func content() -> [UInt8] {
            while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
            guard position < bytes.count, bytes[position] == 0x22 else {
                return Array(word(until: [0x3B]).utf8)
            }
            position += 1
            var content: [UInt8] = []
            while position < bytes.count, bytes[position] != 0x22 {
                if bytes[position] == 0x5C, position + 1 < bytes.count { position += 1 }
                content.append(bytes[position])
                position += 1
            }
            position = min(position + 1, bytes.count)
            return content
        }
    }
}

enum Hexadecimal {
    /// The value of a digit.
    static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
