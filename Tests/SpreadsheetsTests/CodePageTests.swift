import Foundation
import Testing

@testable import Spreadsheets

@Suite("Texts in code pages")
struct CodePageTests {
    /// A text's bytes.
    private func bytes(_ text: String, _ encoding: TextEncoding) throws -> [UInt8] {
        let table = try #require(encoding.upperHalf)
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            guard scalar.value >= 0x80 else {
                bytes.append(UInt8(scalar.value))
                continue
            }
            let index = try #require(table.firstIndex(of: scalar))
            bytes.append(UInt8(0x80 + index))
        }
        return bytes
    }

    @Test(
        "each code page has its letters, and 128 of them",
        arguments: [
            (.windows1250, [0xB9, 0xEA, 0xB3], "ąęł"), (.windows1251, [0xCC, 0xEE, 0xF1], "Мос"),
            (.windows1253, [0xC1, 0xE8, 0xDC], "Αθά"), (.windows1254, [0xDD, 0xFE, 0xF0], "İşğ"),
            (.windows1257, [0xE0, 0xE8, 0xF0], "ąčš"), (.iso8859_2, [0xB1, 0xBC, 0xE6], "ąźć"),
            (.koi8r, [0xED, 0xCF, 0xD3], "Мос"), (.ibm850, [0x84, 0x94, 0x82], "äöé"),
            (.ibm852, [0x88, 0xA5, 0xA9], "łąę"), (.ibm866, [0x8C, 0xAE, 0xE1], "Мос"),
        ] as [(TextEncoding, [UInt8], String)])
    func letters(encoding: TextEncoding, bytes: [UInt8], text: String) throws {
        #expect(encoding.upperHalf?.count == 128)
        let reading = try Reading(
            text: Array("a;b\n".utf8) + bytes + Array(";1\n".utf8), csv: CSVDialectHint(encoding: encoding))
        #expect(reading.values["A2"] == .text(text))
        #expect(reading.workbook.notes.isEmpty)
    }

    @Test("each byte of each code page is what Python's codecs make of it")
    func tables() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/code-pages.txt")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 10)
        for line in lines {
            let words = line.split(separator: " ")
            let encoding = try #require(TextEncoding(rawValue: String(words[0])))
            let numbers = words.dropFirst().compactMap { UInt32($0, radix: 16) }
            #expect(encoding.upperHalf?.map { $0?.value ?? 0xFFFD } == numbers, "\(encoding)")
        }
    }

    @Test(
        "the code page of a language that no Western one is for is found",
        arguments: [
            (
                .windows1250,
                """
                Miasto;Uwagi
                Łódź;część środków jest późniejsza, są też żądania
                Gdańsk;nie było żadnych, więc wpłynęło później
                Poznań;wniosek złożono, źródło: urząd
                """
            ),
            (
                .iso8859_2,
                """
                Město;Poznámka
                Příbram;žádost byla podána později
                Kroměříž;část prostředků není určena, šlo o dříve přidělené
                Třebíč;neuvedeno, přesně to nevíme
                """
            ),
            (
                .windows1254,
                """
                İl;Not
                Şanlıurfa;başvuru yapıldı
                Muğla;değerler doğru değil
                Ağrı;yanlış sayı, çalışma sürüyor
                """
            ),
            (
                .windows1257,
                """
                Miestas;Pastaba
                Šiauliai;lėšų nėra, prašymas pateiktas vėliau
                Panevėžys;duomenys už praėjusius metus, įstaiga
                Tauragė;išlaidų šaltinis nežinomas, ąžuolų
                """
            ),
            (
                .ibm850,
                """
                Ort;Bemerkung
                München;größer als zunächst geschätzt
                Köln;für Bürger geöffnet, täglich geprüft
                Würzburg;später nachträglich geändert
                """
            ), (.windows1251, "Город;Сумма\nТверь;12,5\nТула;13,5\nПсков;1\n"),
            (.koi8r, "Город;Сумма\nТверь;12,5\nТула;13,5\nПсков;1\n"),
            (.windows1253, "Δήμος;Ποσό\nΑθήνα;1,5\nΠάτρα;2\n"),
        ] as [(TextEncoding, String)])
    func found(encoding: TextEncoding, text: String) throws {
        let workbook = try Reading(text: bytes(text, encoding)).workbook
        guard case .csv(let detection) = workbook.format else {
            Issue.record("no text file")
            return
        }
        #expect(detection.dialect.encoding == encoding)
        #expect(workbook.notes.map(\.code) == [.guessedEncoding])
    }

    @Test(
        "Windows-1252 is taken for itself, with quotes, dashes, fractions and accents by themselves, and in many languages",
        arguments: [
            "Name,Remark\nEast–West,The “open” one\n", "Name,Remark\nO´Brien Park,2½h\n",
            "Nom;Note\nParis–Lyon;l’eau\n",
            "Name;Note\nKöln–Bonn;„offen“, ›ja‹, Bürger´s, Größe\n", "Navn;Note\nmandag–fredag;“ja” ØST\n",
            "Nombre;Nota\nESPAÑA;¡Sí! ¿Qué? Nº 1, 1ª\n", "Name;Cost (£m)\nm²;5 m³\nµg/l;±5 °C\n",
            "Land;Place\nSverige;Malmö\nFrance;Évry\nÍsland;Ísafjörður\nPortugal;São João\nDeutschland;Köln\n",
            "Name,U (W/m²K)\nNew\u{A0}York,N°s\n", "Name,Use\nMicrosoft®Excel,Park\u{AD}land 2×3\n",
            "Name,Text\n1,natural\u{A0}park\n2,natural\u{A0}park\n3,natural\u{A0}park\n4,natural\u{A0}park\n5,natural\u{A0}park\n",
            "Name,Text\n1,well…no\n2,well…no\n3,well…no\n4,well…no\n5,well…no\n",
            "Borg;Note\nReykjavík;það er ekki rétt, þjónusta við íbúa\nÍsafjörður;gögn fyrir árið á undan, æðri skóli\n",
        ])
    func western(text: String) throws {
        let reading = try Reading(text: bytes(text, .windows1252))
        #expect(reading.workbook.notes.map(\.code) == [.guessedEncoding])
        guard case .csv(let detection) = reading.workbook.format else {
            Issue.record("no text file")
            return
        }
        #expect(detection.dialect.encoding == .windows1252)
        let cells = text.split { $0 == "\n" || $0 == detection.dialect.delimiter }.map { CellValue.text(String($0)) }
        #expect(reading.order.compactMap { reading.values[$0] } == cells)
    }

    @Test(
        "Mac Roman is still found in texts of some length",
        arguments: [
            "Pays;Réponse\nCôte d’Ivoire;très élevée\nSuède;café naïf\n",
            "Ort;Bemerkung\nKöln;größer als Nürnberg\nMünchen;übermäßig\n",
            "Ciudad;Nota\nMálaga;sí, según el año\nCórdoba;más información\nLeón;público\n",
        ])
    func macRoman(text: String) throws {
        guard case .csv(let detection) = try Reading(text: bytes(text, .macRoman)).workbook.format else {
            Issue.record("no text file")
            return
        }
        #expect(detection.dialect.encoding == .macRoman)
    }

    @Test("a guess by which the text makes little sense is told as that")
    func doubtful() throws {
        // GB 18030, and too little of a Polish text to be sure of it.
        let chinese: [UInt8] = [
            0xB3, 0xC7, 0xCA, 0xD0, 0x2C, 0xBD, 0xF0, 0xB6, 0xEE, 0x0A, 0xB1, 0xB1, 0xBE, 0xA9, 0x2C, 0x31, 0x32, 0x0A,
        ]
        let polish = try bytes("Miasto;Uwagi\nŁódź;był\nGdańsk;są\nPoznań;nie\n", .windows1250)
        for text in [chinese, polish] {
            let notes = try Reading(text: text).workbook.notes
            #expect(notes.map(\.code) == [.doubtfulEncoding])
            #expect(notes.first?.message.contains("UTF-8") == true)
        }
    }

    @Test(
        "one of another code page that rests on few letters is taken and told as doubtful; one letter again and again makes none",
        arguments: [
            ("İl;Not\nŞanlıurfa;x\nMuğla;değil\nAğrı;x\n", .windows1254, .windows1254),
            ("Ciudad;Nota\nLeón;más\nLeón;más\nLeón;más\nLeón;más\nLeón;más\nLeón;más\n", .ibm850, .windows1252),
            ("Nom;Note\nLeÉtoile;x\n", .windows1252, .windows1252),
        ] as [(String, TextEncoding, TextEncoding)])
    func few(text: String, written: TextEncoding, taken: TextEncoding) throws {
        let workbook = try Reading(text: bytes(text, written)).workbook
        guard case .csv(let detection) = workbook.format else {
            Issue.record("no text file")
            return
        }
        #expect(detection.dialect.encoding == taken)
        #expect(workbook.notes.map(\.code).contains(.doubtfulEncoding))
    }
}
