/// Records of comma-separated text (RFC 4180), for code lists: few, small and trusted to be UTF-8.
struct DelimitedText {
    struct Record {
        /// The line on which the record begins, counted from 1.
        let line: Int
        let fields: [String]
    }

    /// What keeps the text from being read, and the line on which it begins.
    struct Fault: Error {
        let line: Int
        let message: String
    }

    /// The records, without blank lines. A byte order mark is skipped; LF, CR LF and CR all end a line.
    static func records(in text: String) throws(Fault) -> [Record] {
        var scanner = Scanner(bytes: Array(text.utf8))
        return try scanner.records()
    }

    private struct Scanner {
        let bytes: [UInt8]
        var position = 0
        var line = 1

        init(bytes: [UInt8]) {
            self.bytes = bytes
            if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        }

        mutating func records() throws(Fault) -> [Record] {
            var records: [Record] = []
            var width = 8
            while position < bytes.count {
                let start = line
                var fields: [String] = []
                fields.reserveCapacity(width)
                var more = true
                while more {
                    let (field, again) = try field()
                    fields.append(field)
                    more = again
                }
                width = fields.count
                if fields.count > 1 || fields.first?.isEmpty == false {
                    records.append(Record(line: start, fields: fields))
                }
            }
            return records
        }

        /// One field, and whether another follows on the same record.
        private mutating func field() throws(Fault) -> (String, Bool) {
            if position < bytes.count, bytes[position] == UInt8(ascii: "\"") { return try quoted() }
            let start = position
            while position < bytes.count, !isEnd(bytes[position]) { position += 1 }
            let text = String(decoding: bytes[start..<position], as: UTF8.self)
            return (text, separator())
        }

        private mutating func quoted() throws(Fault) -> (String, Bool) {
            let start = line
            var content: [UInt8] = []
            position += 1
            while position < bytes.count {
                let byte = bytes[position]
                position += 1
                if byte == UInt8(ascii: "\"") {
                    guard position < bytes.count, bytes[position] == byte else {
                        while position < bytes.count, !isEnd(bytes[position]) {
                            content.append(bytes[position])
                            position += 1
                        }
                        return (String(decoding: content, as: UTF8.self), separator())
                    }
                    position += 1
                } else if byte == UInt8(ascii: "\n") {
                    line += 1
                }
                content.append(byte)
            }
            throw Fault(line: start, message: "a quotation mark opens here and is never closed; close or double it")
        }

        private func isEnd(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
        }

        /// Steps over what ended the field: true for a comma.
        private mutating func separator() -> Bool {
            guard position < bytes.count else { return false }
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: ",") { return true }
            if byte == UInt8(ascii: "\r"), position < bytes.count, bytes[position] == UInt8(ascii: "\n") {
                position += 1
            }
            line += 1
            return false
        }
    }
}
