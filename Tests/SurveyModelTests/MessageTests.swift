import Foundation
import SurveyModel
import Testing

@Suite("What Canvass says in its own words")
struct MessageTests {
    /// Keys whose English text is that of a reader or of a code list, which the other languages say only in general.
    private static let general = Set(
        MessageKey.allCases.filter { key in
            let placeholders = MessageCatalogue.english.placeholders(of: key)
            let literals = MessageCatalogue.english.literals(of: key).filter { !$0.isEmpty && $0 != ": " }
            return literals.isEmpty && (placeholders.contains("text") || placeholders == ["reason"])
        })

    private static var catalogues: [(language: String, words: MessageCatalogue)] {
        [("en", .english), ("fr", .french), ("es", .spanish)]
    }

    @Test("every key has a text in each language, and there is no text without a key", arguments: ["en", "fr", "es"])
    func complete(language: String) throws {
        #expect(MessageCatalogue.of(language).keys == Set(MessageKey.allCases))
        let name = try #require(["en": "English", "fr": "French", "es": "Spanish"][language])
        let lines = try Self.source("SurveyModel/Messages/\(name)Messages.swift").split(separator: "\n")
            .filter { $0.contains(" = ") && !$0.contains("static let") }
        #expect(lines.count == MessageKey.allCases.count)
    }

    @Test("a text has the same placeholders in each language, each once")
    func placeholders() {
        for key in MessageKey.allCases {
            let english = MessageCatalogue.english.placeholders(of: key)
            #expect(Set(english).count == english.count, "\(key.rawValue)")
            for (language, words) in Self.catalogues {
                let own = words.placeholders(of: key)
                #expect(Set(own).count == own.count, "\(key.rawValue) in \(language)")
                if Self.general.contains(key) {
                    #expect(Set(own).isSubset(of: english), "\(key.rawValue) in \(language)")
                } else {
                    #expect(own.sorted() == english.sorted(), "\(key.rawValue) in \(language)")
                }
            }
        }
    }

    @Test("no text is left in English, nor in the other of the two languages")
    func translated() {
        // Signs, and words that are the same.
        let same: Set<MessageKey> = [
            .wordsComma, .templateDeletedTexts, .templateDeletedMoreTexts, .valueRemarkNo, .fileCrashedSignal,
        ]
        for key in MessageKey.allCases where !same.contains(key) {
            let texts = Self.catalogues.map { $0.words.literals(of: key).joined(separator: "{}") }
            #expect(texts[0] != texts[1], "\(key.rawValue) in French")
            #expect(texts[0] != texts[2], "\(key.rawValue) in Spanish")
        }
    }

    @Test("every key is used, or is that of a code of a file's reader")
    func used() throws {
        var sources = ""
        for stage in ["SurveyModel", "Extract", "Transform", "Validate", "Pipeline"] {
            for file in try Self.files(below: stage) where !file.path.contains("/Messages/") {
                sources += try String(contentsOf: file, encoding: .utf8)
            }
        }
        let names = Set(sources.matches(of: /\.([a-z][A-Za-z]+)/).map { String($0.1) })
        let ofReader = ["file.", "package.", "workbook.", "cell.", "sheet.", "csv."]
        for key in MessageKey.allCases where !ofReader.contains(where: key.rawValue.hasPrefix) {
            #expect(names.contains("\(key)"), "\(key.rawValue) is used nowhere")
        }
    }

    @Test("no stage says a sentence that is not in the catalogue")
    func noSentenceInStages() throws {
        // `.text` is for what is the same in every language: a literal of it with a word in it is a sentence.
        let literal = /\.text\(\s*"(?:[^"\\]|\\\([^)]*\))*[A-Za-z]{2,}[^"]*"/
        let known: Set = ["\\(file): \\(text)"]
        for stage in ["Extract", "Transform", "Validate", "Pipeline"] {
            // What commands say, and the definitions that they draft, is no return's.
            for file in try Self.files(below: stage) where !file.path.contains("/Commands/") {
                let text = try String(contentsOf: file, encoding: .utf8)
                for line in text.split(separator: "\n") where line.contains("message: LocalizedText(") {
                    Issue.record("\(file.lastPathComponent): \(line)")
                }
                for match in text.matches(of: literal) {
                    let words = match.0.replacing(/\\\([^)]*\)/, with: "").drop { $0 != "\"" }
                    guard words.contains(/[A-Za-z]{2,}/), !known.contains(where: { match.0.contains($0) }) else {
                        continue
                    }
                    Issue.record("\(file.lastPathComponent): \(match.0)")
                }
            }
        }
    }

    @Test("a message is said in the language that is asked for, by the first subtag, else in English")
    func languages() {
        let message = Message.own(.layoutColumnExtra, ["column": .text("Rent")])
        #expect(message.text(in: "en") == "The column “Rent” is not one of the questionnaire's; it was not read.")
        #expect(message.text(in: "de") == message.text(in: "en"))
        #expect(message.text(in: "und") == message.text(in: "en"))
        #expect(message.text(in: "fr-CA") == message.text(in: "fr"))
        #expect(message.text(in: "es_MX") == message.text(in: "es"))
        #expect(message.text(in: "fr").hasPrefix("La colonne «\u{A0}Rent\u{A0}»"))
        #expect(message.text(in: "es").hasPrefix("La columna «Rent»"))
    }

    @Test("a value stands as it is, whatever braces and markup it has, and a survey's title in its own language")
    func values() {
        let typed = "{question} <b>{text}</b> {{limit}}"
        let message = Message.own(
            .constraintMaximum,
            [
                "question": .localized(LocalizedText(["en": "Rooms", "fr": "Pièces"])), "value": .text(typed),
                "limit": .number(9),
            ])
        #expect(message.text(in: "en") == "Rooms: “\(typed)” is more than 9.")
        #expect(message.text(in: "fr") == "Pièces\u{A0}: «\u{A0}\(typed)\u{A0}» est supérieur à 9.")
    }

    @Test("words within sentences and lists are said in the sentence's language")
    func words() {
        let names = Message.list(
            ["Cover", "Page 1"].map { .own(.wordsQuoted, ["text": .text($0)]) }, by: .wordsOr)
        let message = Message.own(.layoutSheetMissing, ["sheet": names])
        #expect(
            message.text(in: "en")
                == "There is no sheet “Cover” or “Page 1”, and no other looks like it, so its answers are missing.")
        #expect(message.text(in: "es").hasPrefix("No hay ninguna hoja «Cover» o «Page 1», y"))
    }

    // MARK: - Sources

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources")

    private static func source(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    private static func files(below folder: String) throws -> [URL] {
        let walk = FileManager.default.enumerator(at: root.appending(path: folder), includingPropertiesForKeys: nil)
        return (walk?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
    }
}
