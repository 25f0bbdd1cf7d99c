import Foundation
import Spreadsheets
import Testing

@testable import Pipeline

@Suite("Mails, also hostile ones")
struct MailTests {
    private func bytes(_ lines: String...) -> [UInt8] { Array(lines.joined(separator: "\r\n").utf8) }

    private func read(_ bytes: [UInt8]) throws -> [String: String] {
        let found = try MailAttachments.read(bytes)
        return Dictionary(
            found.map { ($0.name, (try? $0.content.get()).map { String(decoding: $0, as: UTF8.self) } ?? "?") }
        ) { first, _ in first }
    }

    private func fault(_ bytes: [UInt8]) -> String? {
        do {
            _ = try MailAttachments.read(bytes)
            return nil
        } catch {
            return error.rule.rawValue
        }
    }

    /// A mail with one attachment.
    private func mail(_ fields: String, _ content: String = "a,b") -> [UInt8] {
        bytes(
            "From: a@example.org", "Content-Type: multipart/mixed; boundary=b", "", "--b",
            "Content-Type: application/octet-stream", fields, "", content, "--b--", "")
    }

    @Test(
        "file names in all the ways in which programs write them",
        arguments: [
            ("Content-Disposition: attachment; filename=a.csv", "a.csv"),
            ("Content-Disposition: attachment; filename=\"a b;c.csv\"", "a b;c.csv"),
            ("Content-Disposition: attachment; filename=\"a\\\"b.csv\"", "a\"b.csv"),
            ("content-disposition: ATTACHMENT;\r\n\tFILENAME=\"a.csv\"", "a.csv"),
            ("Content-Disposition: attachment; filename=\"=?utf-8?B?w6kuY3N2?=\"", "\u{E9}.csv"),
            (
                "Content-Disposition: attachment; filename=\"=?iso-8859-1?Q?=E9_1?= =?iso-8859-1?Q?.csv?=\"",
                "\u{E9} 1.csv"
            ),
            ("Content-Disposition: attachment; filename*=iso-8859-1'fr'%E9.csv", "\u{E9}.csv"),
            (
                "Content-Disposition: attachment; filename*0*=utf-8''%C3%A9; filename*1=\"-1\"; filename*2*=%2Ecsv",
                "\u{E9}-1.csv"
            ),
            ("Content-Disposition: attachment; filename*1=b.csv; filename*0=a", "ab.csv"),
            ("Content-Disposition: attachment; filename=plain.csv; filename*=utf-8''%C3%A9.csv", "\u{E9}.csv"),
            ("Content-Disposition: attachment; filename=\"../../etc/a.csv\"", "a.csv"),
            ("Content-Disposition: attachment; filename=\"C:\\\\temp\\\\a.csv\"", "a.csv"),
            ("Content-Disposition: attachment; filename=\"..\"", "attachment-1"),
            ("Content-Disposition: attachment", "attachment-1"),
            ("Content-Disposition: attachment; filename=\"unclosed", "unclosed"),
            ("Content-Disposition: attachment; size; filename=\"a.csv\"", "a.csv"),
            ("Content-Disposition: attachment;; filename=a.csv; size", "a.csv"),
            ("Content-Disposition: attachment; filename*=x'%ZZ", "x'%ZZ"),
        ])
    func names(fields: String, name: String) throws {
        #expect(try read(mail(fields)) == [name: "a,b"])
    }

    @Test("the name may stand at the content's type alone, as old programs write it")
    func nameOfType() throws {
        let mail = bytes(
            "From: a@example.org", "Content-Type: multipart/mixed; boundary=\"b c\"", "", "preamble", "--b c", "",
            "text", "--b c", "Content-Type: text/csv; name=a.csv", "", "1", "2", "--b c--", "epilogue", "--b c", "x")
        #expect(try read(mail) == ["a.csv": "1\r\n2"])
    }

    @Test("a name that is empty is none where another is given")
    func emptyName() throws {
        let mail = bytes(
            "From: a@example.org", "Content-Type: text/csv; name=a.csv",
            "Content-Disposition: attachment; filename=\"\"", "", "1,2")
        #expect(try read(mail) == ["a.csv": "1,2"])
    }

    @Test(
        "a forwarded mail that is encoded as a whole gives its attachments, and costs itself alone where it is damaged")
    func encodedForward() throws {
        func mail(_ type: String, _ encoding: String, _ content: String) -> [UInt8] {
            bytes(
                "From: a@example.org", "Content-Type: multipart/mixed; boundary=b", "", "--b", "Content-Type: \(type)",
                "Content-Transfer-Encoding: \(encoding)", "", content, "--b",
                "Content-Disposition: attachment; filename=own.csv", "", "2", "--b--")
        }
        let inner = bytes("From: b@example.org", "Content-Disposition: attachment; filename=a.csv", "", "1")
        let text = String(decoding: inner, as: UTF8.self)
        let encoded = Data(inner).base64EncodedString()
        for type in ["message/rfc822", "message/global"] {
            #expect(try read(mail(type, "base64", encoded)) == ["a.csv": "1", "own.csv": "2"])
            #expect(try read(mail(type, "quoted-printable", text.replacing("=", with: "=3D"))).count == 2)
            #expect(try read(mail(type, "8bit", text)) == ["a.csv": "1", "own.csv": "2"])
        }
        let cut = String(encoded.dropLast())
        #expect(try read(mail("message/rfc822", "base64", cut)) == ["attachment-1": "?", "own.csv": "2"])
        // One with a mail's name is a container in the mail.
        #expect(try read(mail("message/rfc822; name=x.eml", "base64", encoded)) == ["x.eml": text, "own.csv": "2"])
        var nested = inner
        for _ in 0..<25 {
            nested = bytes(
                "Content-Type: message/rfc822", "Content-Transfer-Encoding: base64", "",
                Data(nested).base64EncodedString())
        }
        #expect(try read(nested) == ["attachment-1": "?"])
    }

    @Test("a file that a program calls an encoded mail is the file; a mail in a mail may have the mark of UTF-8")
    func calledMail() throws {
        func mail(_ name: String, _ content: [UInt8]) -> [UInt8] {
            bytes(
                "From: a@example.org", "Content-Type: multipart/mixed; boundary=b", "", "--b",
                "Content-Type: message/rfc822\(name)", "Content-Transfer-Encoding: base64", "",
                Data(content).base64EncodedString(), "--b--")
        }
        #expect(
            try read(mail("; name=\"return.xlsx\"", Array("PK, a workbook".utf8))) == ["return.xlsx": "PK, a workbook"])
        #expect(try read(mail("", Array("PK, a workbook".utf8))) == ["attachment-1": "?"])
        let inner = bytes("From: b@example.org", "Content-Disposition: attachment; filename=a.csv", "", "1")
        for name in ["", "; name=\"Our return\""] {
            #expect(try read(mail(name, inner)) == ["a.csv": "1"])
            #expect(try read(mail(name, [0xEF, 0xBB, 0xBF] + inner)) == ["a.csv": "1"])
        }
    }

    @Test("a mail that is itself one file")
    func single() throws {
        let mail = bytes("From: a@example.org", "Content-Disposition: attachment; filename=a.csv", "", "1,2", "")
        #expect(try read(mail) == ["a.csv": "1,2\r\n"])
    }

    @Test("a boundary that begins like another, or stands within a line, is none")
    func boundaries() throws {
        let mail = bytes(
            "From: a@example.org", "Content-Type: multipart/mixed; boundary=b", "", "--b",
            "Content-Disposition: attachment; filename=a.csv", "", "--bb", " --b", "x--b", "--b-", "--b  ", "", "",
            "--b--\t")
        #expect(try read(mail) == ["a.csv": "--bb\r\n --b\r\nx--b\r\n--b-"])
    }

    @Test("parts of parts, with boundaries of which one begins with the other")
    func nested() throws {
        let mail = bytes(
            "From: a@example.org", "Content-Type: multipart/mixed; boundary=b", "", "--b",
            "Content-Type: multipart/related; boundary=bb", "", "--bb",
            "Content-Disposition: attachment; filename=a.csv", "",
            "1", "--bb--", "--b", "Content-Disposition: attachment; filename=c.csv", "", "2", "--b--")
        #expect(try read(mail) == ["a.csv": "1", "c.csv": "2"])
    }

    @Test("the parts of a digest are mails where they say no type, and give their attachments")
    func digest() throws {
        let mail = bytes(
            "From: a@example.org", "Content-Type: multipart/digest; boundary=b", "", "--b", "",
            "From: b@example.org", "Content-Type: multipart/mixed; boundary=c", "", "--c", "", "A text.", "--c",
            "Content-Disposition: attachment; filename=a.csv", "", "1", "--c--", "--b", "",
            "From: c@example.org", "Content-Type: text/csv; name=b.csv", "", "2", "--b",
            "Content-Type: text/csv; name=c.csv", "", "3", "--b--")
        #expect(try read(mail) == ["a.csv": "1", "b.csv": "2", "c.csv": "3"])
    }

    @Test("a mail that is cut short anywhere gives no attachment at all, or all that it had")
    func truncated() throws {
        let whole = try Data(contentsOf: ContainerTests.fixtures.appending(path: "mail.eml"))
        let full = try MailAttachments.read(Array(whole)).count
        #expect(full == 3)
        for length in 0..<whole.count {
            let found = (try? MailAttachments.read(Array(whole.prefix(length))))?.count ?? 0
            #expect(found == 0 || found == full, "\(length)")
        }
    }

    @Test("Base64 and quoted-printable that are not as the standard has them give no content")
    func encodings() throws {
        for content in ["QQ=", "Q", "QUJD*", "QQ==QQ==", "Q===", "QUJDRA"] {
            #expect(throws: MailFault.self, "\(content)") { try TransferEncoding.base64(Array(content.utf8)[...]) }
        }
        #expect(try TransferEncoding.base64(Array("QU JD\r\nRA==\n".utf8)[...]) == Array("ABCD".utf8))
        #expect(try TransferEncoding.base64([]) == [])
        for content in ["=G1", "a=b", "= x"] {
            #expect(throws: MailFault.self, "\(content)") {
                try TransferEncoding.quotedPrintable(Array(content.utf8)[...], isHeader: false)
            }
        }
        let soft = Array("a=C3=A9= \t\r\nb=3d=\nc=".utf8)[...]
        #expect(try TransferEncoding.quotedPrintable(soft, isHeader: false) == Array("a\u{E9}b=c".utf8))
        #expect(
            try read(mail("Content-Transfer-Encoding: x-uuencode\r\nContent-Disposition: attachment; filename=a")) == [
                "a": "?"
            ])
    }

    @Test("parts nested a thousand deep, mails forwarded a thousand times, and thousands of parts are refused")
    func deep() {
        var nested = "From: a@example.org\r\n"
        for level in 0..<1_000 { nested += "Content-Type: multipart/mixed; boundary=b\(level)\r\n\r\n--b\(level)\r\n" }
        nested += (0..<1_000).reversed().map { "\r\n--b\($0)--" }.joined()
        #expect(fault(Array(nested.utf8)) == "file.limit")
        let forwarded =
            "From: a@example.org\r\n" + String(repeating: "Content-Type: message/rfc822\r\n\r\n", count: 1_000)
        #expect(fault(Array(forwarded.utf8)) == "file.limit")
        let many =
            "From: a@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
            + String(repeating: "--b\r\n\r\n", count: 5_000) + "--b--"
        #expect(fault(Array(many.utf8)) == "file.limit")
    }

    @Test("headers of megabytes, of thousands of fields, and lines that are none of a header are refused")
    func headers() {
        let long = "From: a@example.org\r\nSubject: " + String(repeating: "x", count: 1 << 20) + "\r\n\r\n"
        #expect(fault(Array(long.utf8)) == "file.limit")
        let folded = "From: a@example.org\r\nSubject:" + String(repeating: "\r\n x", count: 200_000) + "\r\n\r\n"
        #expect(fault(Array(folded.utf8)) == "file.limit")
        let many = "From: a@example.org\r\n" + (0..<5_000).map { "X-\($0): y\r\n" }.joined()
        #expect(fault(Array(many.utf8)) == "file.limit")
        #expect(fault(bytes("From: a@example.org", "no field", "", "")) == "file.corrupt")
        #expect(fault(bytes("From: a@example.org", ": no name", "", "")) == "file.corrupt")
        let parameters =
            "From: a\r\nContent-Disposition: attachment" + (0..<20_000).map { "; p\($0)=1" }.joined() + "\r\n\r\nx"
        #expect(fault(Array(parameters.utf8)) == nil)
    }

    @Test("a mail whose parts have no boundary, an empty one, or one of a thousand characters is refused")
    func noBoundary() {
        for boundary in ["", "; boundary=", "; boundary=\"\(String(repeating: "b", count: 1_000))\""] {
            let mail = bytes(
                "From: a@example.org", "Content-Type: multipart/mixed\(boundary)", "", "--", "", "x", "----")
            #expect(fault(mail) == "file.corrupt", "\(boundary.prefix(20))")
        }
        let encoded = bytes(
            "From: a@example.org", "Content-Type: multipart/mixed; boundary=b", "Content-Transfer-Encoding: base64", "",
            "--b--")
        #expect(fault(encoded) == "file.corrupt")
    }

    @Test("bytes of any kind are read without a crash")
    func noise() {
        var state: UInt64 = 7
        let pieces = [
            "--b", "\r\n", "\n", "Content-Type: multipart/mixed; boundary=b", ":", ";", "=", "\"", "*0*=", "=?utf-8?B?",
            "?=", " ", "\u{0}", "%C3", "--",
        ]
        for _ in 0..<3_000 {
            var text = "From: a\r\n"
            for _ in 0..<30 {
                state = state &* 6_364_136_223_846_793_005 &+ 1
                text += pieces[Int(state >> 33) % pieces.count]
            }
            _ = try? MailAttachments.read(Array(text.utf8))
        }
    }

    @Test("a file without a name is taken by its type; texts, pictures and reports are the mail's own")
    func nameless() throws {
        let types = [
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/plain", "text/html", "image/png",
            "message/delivery-status", "text/csv",
        ]
        let parts = types.map { "--b\r\nContent-Type: \($0)\r\n\r\n\($0)\r\n" }.joined()
        let mail = "From: a@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\(parts)--b--"
        #expect(try read(Array(mail.utf8)) == ["attachment-1": types[0], "attachment-2": "text/csv"])
    }

    @Test(
        "the signature of a signed mail is no attachment; a signature that stands elsewhere, and a file in its place, is"
    )
    func signature() throws {
        func mail(_ kind: String, _ second: String) -> [UInt8] {
            bytes(
                "From: a@example.org", "Content-Type: multipart/\(kind); boundary=b", "", "--b",
                "Content-Disposition: attachment; filename=a.csv", "", "1", "--b",
                "Content-Type: \(second); name=smime.p7s",
                "Content-Disposition: attachment; filename=smime.p7s", "", "2", "--b--")
        }
        #expect(try read(mail("signed", "application/pkcs7-signature")) == ["a.csv": "1"])
        #expect(try read(mail("signed", "application/pgp-signature")) == ["a.csv": "1"])
        #expect(try read(mail("mixed", "application/pkcs7-signature")).count == 2)
        #expect(try read(mail("signed", "text/csv")).count == 2)
    }

    @Test("names in other character sets")
    func characterSets() {
        for (word, text) in [
            ("=?iso-8859-15?Q?=A4?=", "\u{20AC}"), ("=?windows-1253?Q?=E1?=", "\u{3B1}"),
            ("=?windows-1254?Q?=FE?=", "\u{15F}"), ("=?utf-8?Q?a b?=", "a b"),
            ("=?utf-8?B?QUI=?= =?utf-8?B?QUI=?= x", "ABAB x"),
            // A letter of two bytes, which programs split that count bytes.
            ("=?utf-8?Q?a=C3?= =?UTF-8?Q?=A9b?=", "a\u{E9}b"), ("=?utf-8?Q?a?= =?iso-8859-1?Q?=E9?= b", "a\u{E9} b"),
            ("=?utf-8 ?Q?a?=", "=?utf-8 ?Q?a?="), ("=?=?utf-8?Q?a?=", "=?a"), ("a=?", "a=?"), ("=?a?Q?b", "=?a?Q?b"),
        ] {
            #expect(EncodedWord.decode(Array(word.utf8)) == text, "\(word)")
        }
    }

    @Test(
        "headers full of words that begin and never end take no more time than others, and a name of pages stays as it is"
    )
    func words() throws {
        let word = Array("=?utf-8?Q?a?=".utf8)
        let long = Array(repeating: word, count: 400).flatMap(\.self)
        #expect(EncodedWord.decode(long) == String(decoding: long, as: UTF8.self))
        let clock = ContinuousClock()
        for begin in ["=?", "=?a?Q?", "=?a?B?AAAA", "=?a?Q?="] {
            let value = String(repeating: begin, count: 4_000 / begin.utf8.count)
            let fields = (0..<50).map { "; p\($0)=\"\(value)\"" }.joined()
            let part = "--b\r\nContent-Disposition: attachment\(fields)\r\n\r\nx\r\n"
            let mail =
                "From: a\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
                + String(repeating: part, count: 5) + "--b--"
            let bytes = Array(mail.utf8)
            let start = clock.now
            #expect(try MailAttachments.read(bytes).count == 5)
            let time = clock.now - start
            // A megabyte; the time would be minutes if each beginning were looked through to the end.
            #expect(time < .seconds(20), "\(begin) \(time)")
        }
    }

    @Test("what begins like a mail is one; a table is none")
    func recognised() {
        #expect(MailHeader.isMail(bytes("Received: from x", " by y", "From: a", "", "")))
        #expect(MailHeader.isMail(bytes("X-Spam: no", "Subject: Hello", "Date: today", "", "")))
        #expect(!MailHeader.isMail(bytes("Country,Body", "From: a")))
        #expect(!MailHeader.isMail(bytes("", "From: a")))
        #expect(!MailHeader.isMail([]))
    }
}
