import SurveyModel
import Testing

@Suite("Dates in Arabic, Russian and Ukrainian")
struct DateScriptTests {
    @Test(
        "a date is read with the months of all Arab countries, with hamza and without",
        arguments: [
            ("٥ أيار ٢٠٢٤", "2024-05-05"), ("12 كانون الثاني 2024", "2024-01-12"),
            ("12 كانون الأول 2024", "2024-12-12"),
            ("12 تشرين الاول 2024", "2024-10-12"), ("12 شباط 2024", "2024-02-12"), ("5 آب 2024", "2024-08-05"),
            ("5 اكتوبر 2024", "2024-10-05"), ("5 ابريل 2024", "2024-04-05"), ("5 إبريل 2024", "2024-04-05"),
            ("5 اغسطس 2024", "2024-08-05"), ("5 جويلية 2024", "2024-07-05"), ("5 ماي 2024", "2024-05-05"),
            ("5 غشت 2024", "2024-08-05"), ("٢٠٢٤/٠٥/٠١م", "2024-05-01"), ("٥ يناير ٢٠٢٤ م", "2024-01-05"),
            ("الأحد 5 يناير 2025", "2025-01-05"),
        ])
    func arabic(_ text: String, _ day: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "day")
        #expect(entry.value?.text == day)
        #expect(findings.isEmpty)
    }

    @Test(
        "the day in quotation marks and the word for the year say nothing",
        arguments: [
            "«15» марта 2026 г.", "\"15\" марта 2026 года", "15.03.2026г.", "15.03.26г", "15 березня 2026 року",
            "«15» березня 2026 р.", "15.03.2026р.", "15 березня 2026р.",
        ])
    func quoted(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "day")
        #expect(entry.value?.text == "2026-03-15")
        #expect(findings.isEmpty)
    }

    @Test(
        "a year with the word or letter for it is that year",
        arguments: ["٢٠٢٠م", "٢٠٢٠ م", "عام 2020", "سنة ٢٠٢٠", "2020г.", "2020 год", "2020 року", "كانون الثاني 2020"])
    func years(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "year")
        #expect(entry.value == .integer(2020))
        #expect(findings.isEmpty)
    }

    @Test("a year of the Hijri calendar is none", arguments: ["١٤٤١ هـ", "1441م", "١٢ محرم ١٤٤٥"])
    func hijri(_ text: String) throws {
        #expect(try SpecimenSurvey().read(text, as: "year").findings.map(\.rule) == ["type.not-a-year"])
    }
}
