import Foundation
import Spreadsheets

/// The files that are attached to a mail (RFC 5322, 2045 to 2047, 2231).
///
/// Small and strict: a mail that is cut short gives none of its attachments, and no part is taken for more than it says.
struct MailAttachments {
    /// A file in a mail.
    struct Attachment {
        /// Its name, without any folder.
        let name: String
        /// Its content, or why it cannot be read.
        let content: Result<[UInt8], MailFault>
    }

    /// Bytes of a mail: it is held in memory.
    static let mostBytes = 64 << 20
    /// Parts in each other.
    private static let mostDepth = 20
    private static let mostParts = 1_000

    private var bytes: [UInt8]
    private var count = 0
    /// Bytes that mails in the mail may still have which are encoded as a whole: they are held beside it.
    private var room = Self.mostBytes
    private var found: [Attachment] = []

    /// The attachments of a mail and of the mails that it forwards, in their order.
    static func read(_ bytes: [UInt8]) throws(MailFault) -> [Attachment] {
        var mail = MailAttachments(bytes)
        try mail.read(0..<bytes.count, depth: 0)
        return mail.found
    }

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads an entity: a mail, or a part of one.
    ///
    /// - Parameter usual: its type where it says none.
    private mutating func read(
        _ range: Range<Int>, depth: Int, usual: String = "text/plain", isBehindSigned: Bool = false
    ) throws(MailFault) {
        count += 1
        guard depth <= Self.mostDepth else {
            throw MailFault(.limit, "The mail's parts lie in each other more than \(Self.mostDepth) deep.")
        }
        guard count <= Self.mostParts else {
            throw MailFault(.limit, "The mail has more than \(Self.mostParts) parts.")
        }
        var start = 0
        let header = try MailHeader(bytes, in: range, body: &start)
        let body = min(start, range.upperBound)..<range.upperBound
        let type = header.value("content-type") ?? MailHeader.Value(main: usual)
        let encoding = header.value("content-transfer-encoding")?.main ?? ""
        let isEncoded = !["", "7bit", "8bit", "binary"].contains(encoding)
        if type.main.hasPrefix("multipart/") {
            guard !isEncoded else {
                throw MailFault(
                    .corrupt, "The mail's parts are encoded as a whole, which no mail may be (RFC 2045, 6.4).")
            }
            // The parts of a digest are mails (RFC 2046, 5.1.5).
            let usual = type.main == "multipart/digest" ? "message/rfc822" : "text/plain"
            for (number, part) in try parts(of: body, boundary: type.parameters["boundary"] ?? "").enumerated() {
                try read(
                    part, depth: depth + 1, usual: usual,
                    isBehindSigned: type.main == "multipart/signed" && number > 0)
            }
            return
        }
        let disposition = header.value("content-disposition")
        let name = Self.name(type, disposition)
        if Self.mails.contains(type.main) {
            guard isEncoded else { return try read(body, depth: depth + 1) }
            // One with a mail's name is opened as such a file is.
            guard let name, !name.isEmpty, ContainerNames.containerEnding(of: name) != nil else {
                return readEncoded(body, name, encoding, depth: depth + 1)
            }
        }
        // The signature of a signed mail (RFC 1847, 2.1) is nobody's return.
        if isBehindSigned, Self.signatures.contains(type.main) { return }
        take(body, type, name, isAttached: disposition?.main == "attachment", encoding)
    }

    /// What forwarded mails are: the latter where there are signs beyond ASCII in a header (RFC 6532, 3.7).
    private static let mails: Set<String> = ["message/rfc822", "message/global"]

    /// Reads a mail that is encoded as a whole, as `message/global` may be, and some programs send others too. What is wrong in it costs it alone.
    private mutating func readEncoded(_ body: Range<Int>, _ name: String?, _ encoding: String, depth: Int) {
        let (outer, before) = (bytes, found)
        defer { bytes = outer }
        do throws(MailFault) {
            let content = try TransferEncoding.decode(bytes[body], as: encoding)
            let mail = Self.withoutMark(content)
            // With a file's name and no mail in it, it is the file: some programs call others a mail too.
            if let name, !name.isEmpty, !MailHeader.isMail(mail) {
                found.append(Attachment(name: Self.name(name, number: found.count + 1), content: .success(content)))
                return
            }
            guard mail.count <= room else {
                throw MailFault(.limit, "The mails in the mail have more than \(Self.mostBytes >> 20) MiB.")
            }
            room -= mail.count
            bytes = mail
            try read(0..<mail.count, depth: depth)
        } catch {
            found = before
            found.append(
                Attachment(name: Self.name(name ?? "", number: found.count + 1), content: .failure(error)))
        }
    }

    /// A mail without the mark that programs may put before it which save it as UTF-8.
    static func withoutMark(_ mail: [UInt8]) -> [UInt8] {
        mail.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(mail.dropFirst(3)) : mail
    }

    private static let signatures: Set<String> = [
        "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature",
    ]

    /// Texts that are tables. Other texts without a name are the mail's own.
    private static let tables: Set<String> = ["text/csv", "text/tab-separated-values"]

    /// Whether a part is a file by its type alone, as programs send files whose names they do not know. What is no type counts as text
    /// (RFC 2045, 5.2).
    private static func isFile(_ type: String) -> Bool {
        guard type.contains("/") else { return false }
        return tables.contains(type) || !["text/", "image/", "message/"].contains { type.hasPrefix($0) }
    }

    /// Takes a part that is a file. The mail's own text, and pictures shown in it, such as a signature's, are none.
    private mutating func take(
        _ body: Range<Int>, _ type: MailHeader.Value, _ given: String?, isAttached: Bool, _ encoding: String
    ) {
        guard isAttached || (given != nil && !type.main.hasPrefix("image/")) || Self.isFile(type.main) else { return }
        let content = Result { () throws(MailFault) in try TransferEncoding.decode(bytes[body], as: encoding) }
        found.append(Attachment(name: Self.name(given ?? "", number: found.count + 1), content: content))
    }

    /// The name that a part has, be it empty; nil where it says none.
    private static func name(_ type: MailHeader.Value, _ disposition: MailHeader.Value?) -> String? {
        let names = [disposition?.parameters["filename"], type.parameters["name"]].compactMap(\.self)
        return names.first { !$0.isEmpty } ?? names.first
    }

    /// A name without folders, whatever system's.
    private static func name(_ given: String, number: Int) -> String {
        let last = given.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
        let name = String(last.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F })
            .trimmingCharacters(in: .whitespaces)
        return [".", "..", ""].contains(name) ? "attachment-\(number)" : name
    }

    /// The parts of a multipart body (RFC 2046, 5.1.1): what stands between the lines that begin with its boundary and hold nothing else.
    private func parts(of body: Range<Int>, boundary: String) throws(MailFault) -> [Range<Int>] {
        let mark = Array("--\(boundary)".utf8)
        // 70 characters by the standard; some programs write more.
        guard (3...202).contains(mark.count) else {
            throw MailFault(.corrupt, "The mail does not say what stands between its parts.")
        }
        var parts: [Range<Int>] = []
        var start: Int?
        var lines = MailLines(bytes, in: body)
        var before = body.lowerBound
        while let line = lines.next() {
            defer { before = line.content.upperBound }
            guard let isLast = Self.isMark(bytes[line.content], mark) else { continue }
            // The line's end before the mark belongs to the mark.
            if let start { parts.append(start..<max(start, before)) }
            guard parts.count <= Self.mostParts else {
                throw MailFault(.limit, "The mail has more than \(Self.mostParts) parts.")
            }
            if isLast { return parts }
            start = line.next
        }
        throw MailFault(.truncated, "The mail ends before its last part does.")
    }

    /// Whether a line is a boundary's, and then whether it is the last; nil for another line. A boundary that begins like it is another.
    private static func isMark(_ line: ArraySlice<UInt8>, _ mark: [UInt8]) -> Bool? {
        guard line.starts(with: mark) else { return nil }
        var rest = line.dropFirst(mark.count)
        let isLast = rest.starts(with: [0x2D, 0x2D])
        if isLast { rest = rest.dropFirst(2) }
        return rest.allSatisfy { $0 == 0x20 || $0 == 0x09 } ? isLast : nil
    }
}
