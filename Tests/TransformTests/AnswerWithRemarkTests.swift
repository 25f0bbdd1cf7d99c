import SurveyModel
import Testing
import Transform

@Suite("Yes and no with remarks")
struct AnswerWithRemarkTests {
    @Test(
        "a yes or no with a remark that takes nothing back is read, with a note",
        arguments: [
            ("Yes, we think so", "en", true), ("Yes (since 2009)", "en", true), ("No - planned", "en", false),
            ("No (see annex)", "en", false),
            ("Yes\nsince 2010", "en", true), ("Yes: in 3 regions", "en", true), ("Yes; see remarks", nil, true),
            ("Oui, depuis 2009", "fr", true), ("Non (prévu)", "fr", false), ("Sí, desde 2009", nil, true),
            ("Si, desde 2009", "es", true),
            ("Ja, seit 2009", "de", true), ("Nein, geplant", "de", false), ("Tak, od 2009", "pl", true),
            ("Nej (planeras)", "sv", false), ("No- planned", "en", false), ("No -planned", "en", false),
            ("No–planned", "en", false), ("نعم، منذ 2019", "ar", true), ("はい、2019年から", "ja", true),
            ("是，2019年起", "zh", true), ("Так, з 2019", "uk", true), ("Ні (планується)", "uk", false),
            ("Sí, ver respuesta anterior", "es", true), ("Oui, date limite au 30 juin", "fr", true),
            ("Ja, NAV er ansvarlig", "no", true), ("No, año 2020", "es", false),
        ] as [(String, String?, Bool)])
    func read(_ text: String, _ language: String?, _ isYes: Bool) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "agreed", language: language)
        #expect(entry.value == .boolean(isYes))
        #expect(entry.raw == .text(text))
        #expect(entry.normalisation == Normalisation(method: "yes-no+remark", confidence: 0.9))
        #expect(findings.map(\.rule) == ["value.remark"])
        #expect(findings.first?.severity == .note)
    }

    @Test(
        "a remark that takes back, doubts or postpones the answer leaves it to be asked",
        arguments: [
            "Yes / Non", "s/s", "1/1", "Yes and no", "Yes, but not everywhere", "Yes, but", "Not yet", "No, not yet",
            "Yes/No", "Yes - partly",
            "Yes, in part",
            "Yes, planned", "Yes, until 2020", "Yes, maybe", "No, yes", "Yes, except two", "Yes, haven't we?", "No. 5",
            "No data",
            "No answer", "No (n.a.)", "Yes since 2009", "Y - since 2009", "Oui, mais pas partout", "Non, pas encore",
            "Oui, en partie",
            "Oui, en projet", "Si, depuis 2009", "Non renseigné", "Sí, pero no", "No, todavía", "no aplica", "Ja, aber",
            "Ja, teilweise",
            "Nein, noch nicht", "Tak, częściowo", "nie wiem", "nie-wiem", "non-renseigné", "Non-applicable",
            "non-concerné", "No-one", "non‐disponible", "Yes-man", "Nej, inte än", "Да, планируется",
            "Да, частичная поддержка", "Sì, parziale", "Ναι, εν μέρει",
            "Ja, in voorbereiding", "Tak, w przygotowaniu", "так, частково", "نعم، جزئياً", "نعم، مخطط", "はい（一部）",
            "はい、予定", "はい？", "いいえ、未実施", "是，部分",
            // Both that were printed.
            "はい\nいいえ", "はい、いいえ", "いいえ\nはい", "否\n是", "Ні\nТак", "Nem\nIgen", "Ei, kyllä", "Ne\nAno", "Ne (ano)",
        ])
    func doubtful(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "agreed")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["type.not-yes-or-no"])
    }

    @Test("a word that is yes in Ukrainian and “so” in Russian is no answer in Russian")
    func soInRussian() throws {
        let (entry, _) = try SpecimenSurvey().read("Так, в регионах", as: "agreed", language: "ru")
        #expect(entry.value == nil)
    }
}
