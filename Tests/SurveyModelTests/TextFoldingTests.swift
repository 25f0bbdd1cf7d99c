import Testing

@testable import SurveyModel

@Suite("Folding of text")
struct TextFoldingTests {
    @Test("folding by the quick way gives what Foundation's gives, for each letter and for texts of them")
    func quickIsThorough() {
        for value in 1..<0x3000 {
            guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
            let text = "a\(Character(scalar))b \(Character(scalar)) C"
            #expect(TextFolding.fold(text) == TextFolding.thorough(text), "U+\(String(value, radix: 16))")
        }
        var state: UInt64 = 7
        for _ in 0..<2_000 {
            var text = ""
            for _ in 0..<12 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                // Mostly letters, often with what joins to them.
                let value = [0x20 + (state >> 33) % 0x60, 0x80 + (state >> 33) % 0x1D0, 0x300 + (state >> 33) % 0x10][
                    Int((state >> 60) % 3)]
                if let scalar = Unicode.Scalar(UInt32(value)) { text.unicodeScalars.append(scalar) }
            }
            #expect(TextFolding.fold(text) == TextFolding.thorough(text), "\(text.debugDescription)")
        }
    }

    @Test("the first letters are those of the text as a whole, or are not told")
    func beginnings() {
        var state: UInt64 = 11
        for _ in 0..<4_000 {
            var text = ""
            for _ in 0..<10 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let isSign = (state >> 60) == 0
                let value = isSign ? 0x300 + (state >> 33) % 0x50 : 1 + (state >> 33) % 0x7F
                if let scalar = Unicode.Scalar(UInt32(value)) { text.unicodeScalars.append(scalar) }
            }
            guard let beginning = TextFolding.beginning(of: text, count: 4) else { continue }
            #expect(beginning.utf8.count == 4)
            #expect(Array(TextFolding.fold(text).utf8.prefix(4)) == Array(beginning.utf8), "\(text.debugDescription)")
        }
        #expect(TextFolding.beginning(of: " (The) annual\r\nBudget", count: 10) == "the annual")
        #expect(TextFolding.beginning(of: "The", count: 3) == nil)
        #expect(TextFolding.beginning(of: "The\u{301} budget", count: 3) == nil)
        #expect(TextFolding.beginning(of: "Année", count: 3) == nil)
    }

    @Test(
        "words are joined by single spaces, in lower case and without diacritics",
        arguments: [
            ("  Annual\r\nBudget (in €) ", "annual budget in"), ("N° d'ordre: 5 %", "n° d ordre 5 %"), ("", ""),
            ("--", ""),
            ("Österreich, Île-de-France", "osterreich ile de france"),
        ])
    func words(text: String, folded: String) {
        #expect(TextFolding.fold(text) == TextFolding.thorough(text))
        #expect(TextFolding.fold(text) == folded)
    }

    @Test(
        "digits of any script are 0 to 9, and nothing else is",
        arguments: [
            ("٢٠٢٣", "2023"), ("۱۲", "12"), ("परियोजना १", "परियोजना 1"), ("２０２３", "2023"), ("2023 – x", "2023 – x"),
            ("²½①一", "²½①一"), ("", ""),
        ])
    func digits(text: String, plain: String) {
        #expect(TextFolding.withPlainDigits(text) == plain)
        #expect(TextFolding.fold("a \(text)") == TextFolding.fold("a \(plain)"))
    }
}
