import Foundation
import Spreadsheets
import SurveyModel
import Testing

@testable import Extract

@Suite("What the words of a blank questionnaire tell")
struct InferenceTests {
    private let inference = ValueInference(
        lists: ChoiceLists([], names: []), sheet: "Sheet1", uses1904: false, language: nil)

    @Test(
        "a label's words tell the type of its answer",
        arguments: [
            ("1.4 Date of completion (day/month/year)", FieldType.date), ("Start year", .year),
            ("Année de lancement", .year),
            ("Users per year", .string), ("Users reached (per year)", .number),
            ("Number of practices reported", .integer),
            ("Nombre d'agents", .integer), ("Phone number", .string), ("Annual budget (EUR)", .number),
            ("Change in cost (%)", .number),
            ("Currency of all amounts", .string), ("Satisfaction before (0-100)", .number),
            ("Importance (0-4)", .integer),
            ("Leading-edge practice? (yes/no)", .boolean), ("Pratique de pointe ? (oui/non)", .boolean),
            ("How was the cost reduced?", .string), ("Describe the budget", .string), ("Country", .string),
            ("Remarks", .string), ("In which year was it adopted?", .year),
            ("Which measures were taken that year?", .string),
            ("Anzahl der Beschäftigten", .integer), ("¿Cuántas escuelas hay?", .integer),
            ("Завершён (да/нет)", .boolean), ("Чи є план (так/ні)", .boolean), ("مكتمل (نعم/لا)", .boolean),
            ("計画 (有/無)", .boolean), ("Σχέδιο (ναι/όχι)", .boolean), ("Class (v/f)", .string),
            ("Plan (ne/ano)", .boolean), ("Plan (ano/ne)", .boolean),
            ("Days/year", .number), ("Année/Year", .year), ("Month/year of start", .string),
        ])
    func types(label: String, type: FieldType) {
        #expect(inference.values(label: label, validation: nil).type == type)
    }

    @Test(
        "a date's pattern in a label tells its type, and is no choice of months and years",
        arguments: [
            ("Adopted (MM/YYYY)", FieldType.string), ("Start of the financial year (DD/MM)", .string),
            ("Start date (MM/YYYY)", .string), ("End of the year covered (dd/mm/yyyy)", .date),
            ("Registration (DD-MM-YYYY)", .date), ("Début (jj/mm/aaaa)", .date), ("Beginn (TT.MM.JJ)", .date),
            ("Inizio (gg/mm/aaaa)", .date), ("Adopted (YYYY)", .year), ("Fiscal year (e.g. 2024/25)", .string),
            ("School year", .year),
        ])
    func datePatterns(label: String, type: FieldType) {
        let values = inference.values(label: label, validation: nil)
        #expect(values.type == type)
        #expect(values.choices == nil)
        let order: DateOrder? = type == .date ? .dayFirst : nil
        #expect(values.dateOrder == order)
    }

    @Test("letters in parentheses that are no date stay choices and units")
    func noDatePatterns() {
        #expect(inference.values(label: "Sex (M/F)", validation: nil).choices?.items == ["M", "F"])
        #expect(inference.values(label: "Rain (mm)", validation: nil).unit == "mm")
        #expect(inference.values(label: "Rain (mm/a)", validation: nil).type != .date)
    }

    @Test(
        "a row of units tells numbers from words",
        arguments: [
            ("m", FieldType.number), ("mg/l", .number), ("%", .number), ("text", .string), ("code", .string),
            ("date", .date), ("dd/mm/yyyy", .date), ("yyyy", .year), ("aaaa", .year), ("mm/jjjj", .date),
            ("count", .number), ("m²", .number),
        ])
    func units(unit: String, type: FieldType) {
        #expect(inference.values(label: "Depth", validation: nil, unit: unit).type == type)
    }

    @Test("choices in a label become a list, of which several may be given where semicolons part them")
    func options() {
        let several = inference.values(label: "Stages (planning and design; delivery; review)", validation: nil)
        #expect(several.choices?.items == ["planning and design", "delivery", "review"])
        #expect(several.isMany)
        let one = inference.values(label: "Type (addition or substitution)", validation: nil)
        #expect(one.choices?.items == ["addition", "substitution"])
        #expect(!one.isMany)
        #expect(inference.values(label: "Reporting body (ministry, agency or office)", validation: nil).choices == nil)
    }

    @Test(
        "serial numbers of validations are days, in both date systems",
        arguments: [
            (1, false, "1899-12-31"), (25_569, false, "1970-01-01"), (45_658, false, "2025-01-01"),
            (60, true, "1904-03-01"), (24_107, true, "1970-01-01"), (36_585, false, "2000-02-29"),
        ])
    func days(serial: Int, uses1904: Bool, day: String) {
        #expect(CalendarDay(serial: Double(serial), uses1904: uses1904)?.description == day)
    }

    @Test(
        "a questionnaire is in two languages where most of its cells are",
        arguments: [
            (
                [
                    "Name of the body / Nom de l'organisme", "City / Ville", "The year\nL'année",
                    "Staff of the office / Agents du service",
                    "Please say which / Dites pour quelle raison", "Remarks for us / Remarques pour nous",
                ], "en fr"
            ),
            (
                [
                    "Name of the body", "Income / expenditure", "Yes / no", "The staff and the costs", "Town / city",
                    "Hours / days",
                ], ""
            ),
        ])
    func bilingual(texts: [String], languages: String) {
        let found = InferenceText.languages(of: texts)
        #expect((found.map { "\($0.first) \($0.second)" } ?? "") == languages)
    }

    @Test("ranges in a label", arguments: [("0-100", 0...100), ("1 to 5", 1...5), ("0 à 4", 0...4), ("1–10", 1...10)])
    func ranges(text: String, range: ClosedRange<Int>) {
        #expect(ValueInference.range(text) == range)
    }

    @Test("what is no range", arguments: ["per year", "2026", "5-1", "EUR", "COVID-19", "1.1"])
    func noRanges(text: String) {
        #expect(ValueInference.range(text) == nil)
    }

    @Test(
        "a number in front of a label is no part of it",
        arguments: [
            ("1.1 Country", "Country"), ("Q4. Name:", "Name"), ("A2b – Title", "Title"), ("(3) Year", "Year"),
            ("2024 budget", "2024 budget"), ("Name of the library:", "Name of the library"),
            ("3D printers", "3D printers"), ("1.1", "1.1"), ("A. Respondent", "Respondent"), ("A.1 Policy", "Policy"),
            ("IV. Staff", "Staff"), ("B) Costs", "Costs"), ("A report on staff", "A report on staff"),
            ("I agree", "I agree"), ("No. of staff", "No. of staff"), ("Dr. in charge", "Dr. in charge"),
            ("CO2 emissions (t)", "CO2 emissions (t)"), ("NO2 annual mean", "NO2 annual mean"),
            ("PM2.5 limit value", "PM2.5 limit value"), ("km² of forest", "km² of forest"), ("HR1. Staff", "Staff"),
            ("HR.1 Staff", "Staff"), ("HH1 Cluster number", "Cluster number"), ("PM10 limit value", "PM10 limit value"),
        ])
    func numbering(label: String, title: String) {
        #expect(QuestionText.withoutNumbering(label) == title)
    }

    @Test(
        "a label is looked for without its number only where it is found without it",
        arguments: [
            ("1.1 Country", "Country"), ("Q4. Name:", "Name"), ("(3) Year", "Year"), ("2024 budget", "2024 budget"),
            ("I. Basis", "I. Basis"), ("IV. Staff:", "IV. Staff"), ("A.1 Policy", "A.1 Policy"),
            ("A2b – Title", "A2b – Title"), ("CO2 price (EUR)", "CO2 price (EUR)"), ("3 Staff", "Staff"),
        ])
    func sought(label: String, words: String) {
        #expect(QuestionText.sought(label) == words)
        #expect(LabelText(words).likeness(to: LabelText(label)) >= LabelSet.same)
    }

    @Test(
        "what stands alone in a cell is a question's number, or a thing that looks like one",
        arguments: [("A1", true), ("HR1", true), ("2.3", true), ("CO2", false), ("PM2.5", false), ("CO₂", false)])
    func numberAlone(text: String, isNumber: Bool) {
        #expect(InferenceText.isNumbering(text) == isNumber)
    }

    @Test(
        "texts that hold a place",
        arguments: ["< Select >", "[enter text]", "Please select", "dd/mm/yyyy", "......", "Choisir", "_____"])
    func placeholders(text: String) {
        #expect(InferenceText.isPlaceholder(text))
    }

    @Test(
        "texts that ask",
        arguments: [
            "Enter the number of staff:", "Select your country:", "Country", "No.", "Choose a day on which we may call",
        ])
    func questions(text: String) {
        #expect(!InferenceText.isPlaceholder(text))
    }

    @Test(
        "headings with a number",
        arguments: [
            ("Practice 3", "Practice {n}", 3), ("Projet n° 12", "Projet n° {n}", 12),
            ("Practice 1 (optional)", "Practice {n}", 1), ("Proyecto 2:", "Proyecto {n}", 2),
            ("المشروع ٢", "المشروع {n}", 2), ("परियोजना १", "परियोजना {n}", 1), ("事業２", "事業{n}", 2),
        ])
    func headings(text: String, start: String, number: Int) {
        let found = InferenceText.numbered(text)
        #expect(found.map(\.start) == [start])
        #expect(found.map(\.number) == [number])
        #expect(InferenceText.numbered("Satisfaction before (0-100)").isEmpty)
    }

    @Test(
        "a heading in two languages has its number in both",
        arguments: [
            ("Project 2 / Proyecto 2", "Project {n} / Proyecto {n}"),
            ("Project 2 Proyecto 2", "Project {n} Proyecto {n}"),
            ("Project 2 (optional) / Proyecto 2 (opcional)", "Project {n} / Proyecto {n}"),
        ])
    func bilingualHeadings(text: String, start: String) {
        let found = InferenceText.numbered(text)
        #expect(found.map(\.start).contains(start))
        #expect(found.map(\.number) == [2, 2])
        #expect(InferenceText.numbered("Part 2 / Project 3").map(\.start) == ["Part 2 / Project {n}"])
    }

    @Test(
        "a word asks for a count in one language, and for a name or a number in another",
        arguments: [
            ("Nombre de la biblioteca", "es", nil, FieldType.string), ("Nombre de la biblioteca", nil, nil, .string),
            ("Nombre de la biblioteca", "en", nil, .string),
            ("Name of the library / Nombre de la biblioteca", "en", "es", .string),
            ("Nom de la bibliothèque / Nombre de la biblioteca", "fr", "es", .string),
            ("Nombre de salles / Número de salas", "fr", "es", .integer),
            ("Nombre de bibliothèques", "fr", nil, .integer),
            ("Nombre de bibliothèques", nil, nil, .integer), ("Responsable (nombre)", "es", nil, .string),
            ("Numéro de téléphone", "fr", nil, .string), ("Número de teléfono", "es", nil, .string),
            ("Número de bibliotecas", "es", nil, .integer), ("Numero di telefono", "it", nil, .string),
        ] as [(String, String?, String?, FieldType)])
    func counts(label: String, language: String?, second: String?, type: FieldType) {
        let inference = ValueInference(
            lists: ChoiceLists([], names: []), sheet: "Sheet1", uses1904: false, language: language,
            secondLanguage: second)
        #expect(inference.values(label: label, validation: nil).type == type)
    }

    @Test(
        "a drop-down of yes and no is no list, in one language or in two",
        arguments: [
            (["Yes", "No"], true), (["Yes / Sí", "No / No"], true), (["Yes", "Sí", "No"], true),
            (["Yes", "Sí"], false), (["はい", "いいえ"], true), (["نعم", "لا"], true), (["да", "нет"], true),
        ])
    func yesAndNo(choices: [String], isBoolean: Bool) {
        var values = InferredValues()
        ValueInference.take(InferredChoices(title: nil, items: choices), into: &values)
        #expect((values.type == .boolean) == isBoolean)
        #expect((values.choices == nil) == isBoolean)
    }

    @Test("a short questionnaire in Spanish is told from one in French")
    func shortLanguage() {
        let texts = [
            "Proyectos", "Título", "Fecha de inicio", "Coste (EUR)", "Nombre de la biblioteca", "Año de apertura",
            "Nombre del organismo", "Persona de contacto",
        ]
        #expect(InferenceWords.language(of: texts) == "es")
    }

    @Test(
        "a script tells the language, where few letters are Latin",
        arguments: [
            (["自治体名", "担当者の氏名", "NPO"], "ja"), (["项目名称", "备注"], "zh"), (["시설 이름"], "ko"),
            (["اسم المشروع"], "ar"), (["نام پروژه", "گزارش"], "fa"), (["Отрасль", "Год, EUR"], "ru"),
            (["Назва міста", "Її бюджет"], "uk"), (["Όνομα έργου"], "el"), (["שם הפרויקט"], "he"),
            (["ชื่อโครงการ"], "th"),
            (["Name of the project", "Ω"], nil), (["City / Город", "Year / Год"], nil), (["2024", ""], nil),
        ] as [([String], String?)])
    func scripts(texts: [String], language: String?) {
        #expect(ScriptLanguage.language(of: texts) == language)
    }

    private func infer(_ rows: [String]) throws -> BlankQuestionnaire {
        try SpecimenSurvey.csv(rows) { try QuestionnaireInference.infer(Workbook.open(path: $0.path)) }
    }

    private func tables(_ blank: BlankQuestionnaire) -> [InferredTable] {
        blank.sheets.flatMap(\.parts).compactMap { part in
            if case .table(let table) = part.kind { table } else { nil }
        }
    }

    @Test(
        "the row that numbers the columns gives no units, and nobody need look at it where it counts all of them",
        arguments: [("1,2,3,4", 0), ("(1),(2),(3),(4)", 0), ("5,6,7,8", 1)])
    func columnNumbers(row: String, doubts: Int) throws {
        let blank = try infer(["Перечень проектов,,,", "Наименование,Код,Численность,Сумма", row])
        let table = try #require(tables(blank).first)
        #expect(!table.hasUnits)
        #expect(table.headerRows == 1)
        #expect(table.columns.map(\.question.label) == ["Наименование", "Код", "Численность", "Сумма"])
        #expect(table.columns.allSatisfy { $0.unit == nil })
        #expect(blank.sheets.flatMap(\.parts).flatMap(\.doubts).count == doubts)
        #expect(blank.language == "ru")
        #expect(blank.isLanguageByScript)
    }

    @Test(
        "above a table plain words ask where they are for the country, and for who reports beside it; headings do not")
    func plainLabels() throws {
        let blank = try infer([
            "Survey of digital government 2026,,,", ",,,", "Country / Pays,,,",
            "Respondent (name and position) / Répondant,,,", "Country context,,,", ",,,",
            "Q1.2 If yes when was it adopted? (MM/YYYY),,,", ",,,", "Organisation,,,", ",,,", "List of initiatives,,,",
            "No.,Name of initiative,Lead institution,Year",
        ])
        let questions = blank.sheets.flatMap(\.parts).flatMap { part in
            if case .form(let questions) = part.kind { questions } else { [InferredQuestion]() }
        }
        #expect(
            questions.map(\.label) == [
                "Country / Pays", "Respondent (name and position) / Répondant",
                "Q1.2 If yes when was it adopted? (MM/YYYY)",
            ])
        #expect(questions.prefix(2).allSatisfy { $0.doubts.contains { $0.hasSuffix("the right is taken for it") } })
        #expect(tables(blank).count == 1)
    }

    @Test(
        "a column that numbers the rows is known by its label in many languages",
        arguments: ["N.", "№", "№ п/п", "Lp.", "Α/Α", "番号", "الرقم", "#"])
    func rowNumbers(label: String) throws {
        let blank = try infer(["Progetti,,,", "\(label),Titolo,Settore,Costi"])
        let columns = try #require(tables(blank).first).columns
        #expect(columns.map(\.question.label) == [label, "Titolo", "Settore", "Costi"])
        #expect(columns.map(\.question.numbersRows) == [true, false, false, false])
    }
}
