import Testing

@testable import Pipeline

@Suite("Rows of codes match")
struct CodeRowsTests {
    private func rows(
        _ texts: [String], list: String = "countries", scheme: String? = nil, language: String = "en",
        format: CodeRows.Format = .csv, readsAnswers: Bool = false
    ) throws -> [String] {
        let rows = CodeRows(
            try CodeMatching(bundled: list), scheme: scheme, language: language, format: format,
            readsAnswers: readsAnswers)
        let write = rows.writer()
        var bytes: [UInt8] = []
        for text in texts { write(Array(text.utf8).span, &bytes) }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test(
        "have the text, the code, its label, how it was found and how surely",
        arguments: [
            ("France", "France,FRA,France,label,1,"),
            ("FRANCE", "FRANCE,FRA,France,normalised,0.99,"),
            ("  france ", "  france ,FRA,France,normalised,0.99,"),
            ("\u{3000}Deutschland\u{A0}", "\u{3000}Deutschland\u{A0},DEU,Germany,label,1,"),
            ("Norwya", "Norwya,NOR,Norway,edit-distance,0.92,"),
            ("Korea, Rep.", "\"Korea, Rep.\",KOR,South Korea,label,1,"),
            ("the \"World\"", "\"the \"\"World\"\"\",,,,,"),
            ("", ",,,,,"),
        ])
    func csv(text: String, row: String) throws {
        #expect(try rows([text]) == [row])
    }

    @Test("suggest up to three codes where none is sure")
    func suggestions() throws {
        #expect(
            try rows(["Congo"], language: "fr") == [
                "Congo,,,,,COG République du Congo; COD République démocratique du Congo"
            ])
    }

    @Test("suggest of a survey's own list what a text has a part of", arguments: [false, true])
    func parts(readsAnswers: Bool) throws {
        let survey = try ReviewedSurvey(returns: [:]).survey()
        let rows = CodeRows(
            try CodeMatching("kinds", of: survey), scheme: nil, language: "en", format: .csv, readsAnswers: readsAnswers
        )
        let write = rows.writer()
        var bytes: [UInt8] = []
        for text in ["Heating (all)", "supply", "gas", "Roads"] { write(Array(text.utf8).span, &bytes) }
        #expect(
            String(decoding: bytes, as: UTF8.self) == """
                Heating (all),,,,,heat Heating
                supply,,,,,food Food supply
                gas,,,,,
                Roads,road,Roads,label,1,

                """)
    }

    @Test("take no text that names several for the label of a third, as a run does not")
    func several() throws {
        #expect(
            try rows(["Health, education", "Health or education", "07 or 09"], list: "cofog", readsAnswers: true) == [
                "\"Health, education\",,,,,07 Health; 09 Education", "Health or education,,,,,07 Health; 09 Education",
                "07 or 09,,,,,07 Health; 09 Education",
            ])
        #expect(
            try rows(["China, Hong Kong"], readsAnswers: true) == [
                "\"China, Hong Kong\",HKG,Hong Kong (China),normalised,0.99,"
            ])
    }

    @Test("have the codes of another scheme, and none where an item has none in it")
    func scheme() throws {
        #expect(
            try rows(["Greece", "Kosovo"], scheme: "eurostat")
                == ["Greece,EL,Greece,label,1,", "Kosovo,XK,Kosovo,label,1,"])
        #expect(try rows(["Kosovo"], scheme: "m49") == ["Kosovo,,Kosovo,label,1,"])
    }

    @Test("are the same for a text whatever came before it")
    func room() throws {
        let texts = [
            "Democratic Republic of the Congo, formerly Zaire", "Peru", "République française", "X", "Brésil", "",
            "Mali",
            "Ελλάδα", "Tchad",
        ]
        #expect(try rows(texts) == texts.map { try rows([$0])[0] })
        #expect(try rows(texts.reversed()) == texts.reversed().map { try rows([$0])[0] })
    }

    @Test("are objects in JSON, with the same members")
    func json() throws {
        #expect(
            try rows(["Peru"], format: .json) == [
                #"{"input": "Peru", "code": "PER", "label": "Peru", "method": "label", "confidence": "1", "suggestions": ""}"#
            ])
    }
}
