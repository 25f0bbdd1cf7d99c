import SurveyModel
import Testing

@testable import Extract

@Suite("Labels as they are compared")
struct LabelTextTests {
    @Test(
        "numbering in front of a label does not count",
        arguments: [
            "1. Country", "1.1 Country", "1 Country", "2) Country", "2a) Country", "Q1. Country", "Q2 Country",
            "B3. Country",
            "B8) Country", "B9 - Country", "B10: Country", "3 - Country",
        ])
    func numbering(_ text: String) {
        #expect(LabelText(text).likeness(to: LabelText("Country")) == 0.95)
    }

    @Test("digits of any script are the same, as words and as numbering")
    func digits() {
        #expect(LabelText("الميزانية ٢٠٢٤").likeness(to: LabelText("الميزانية 2024")) == 1)
        #expect(LabelText("١. الميزانية").likeness(to: LabelText("الميزانية")) == LabelSet.same)
        #expect(LabelText("٢٠٢٤").wholeNumber == 2_024)
        #expect(LabelText("２０２４").wholeNumber == 2_024)
        #expect(LabelText("2024 x").wholeNumber == nil)
    }

    @Test("a label that is nothing but a sign is found by the sign", arguments: ["№", "#", " № ", "#."])
    func signs(_ text: String) {
        #expect(LabelText(text).likeness(to: LabelText(text.contains("№") ? "№" : "#")) == 1)
        #expect(LabelText(text).likeness(to: LabelText(text.contains("№") ? "#" : "№")) == 0)
        #expect(LabelText(text).likeness(to: LabelText("Title")) == 0)
        #expect(LabelText("...").likeness(to: LabelText("...")) == 0)
    }

    @Test(
        "what rows of sums are called is known in front of more words and behind them",
        arguments: [
            ("Total", true), ("Grand total", true), ("Total North", true), ("North total", true),
            ("of which ministries", true),
            ("Region North sub-total", true), ("1. Total général", true), ("Somme", true), ("Sum total", true),
            ("Summer school", false), ("Sum of parts", false), ("The total of it", false), ("Totally new", false),
            ("List of which we know", false), ("North totals up", false), ("合計", true), ("Dont ministères", true),
        ])
    func sums(_ text: String, isSum: Bool) {
        #expect(TotalWords.mayName(text) == isSum)
    }

    @Test(
        "units and multipliers behind a comma or a dash do not count",
        arguments: [
            "Budget, en milliers d'euros", "Budget, in thousand EUR", "Budget, EUR", "Budget - thousands of euros",
            "Budget – Mio. Euro",
            "3. Budget, in %", "Budget (annual), in euros", "Budget, en miles de euros", "Budget, in Tausend Euro",
            "Budget, k€",
        ])
    func units(_ text: String) {
        #expect(LabelText(text).likeness(to: LabelText("Budget")) == 0.95)
    }

    @Test(
        "what stands behind a comma and is more than a unit counts",
        arguments: [
            "Budget, staff in thousands", "Budget, of", "Budget, 2023", "Budget, total", "Budget-EUR", "Budget,EUR",
            ", in euros",
            "Budget, women, per cent of all",
        ])
    func noUnits(_ text: String) {
        #expect(LabelText(text).likeness(to: LabelText("Budget")) == 0)
    }

    @Test(
        "what is no numbering stays", arguments: ["2026", "B12", "1.5", "A4", "3rd sector", "Country 1", "CO2 Country"])
    func noNumbering(_ text: String) {
        #expect(LabelText(text).likeness(to: LabelText("Country")) == 0)
        #expect(LabelText(text).core == LabelText(text).full)
    }
}

@Suite("Numbers in front of labels")
struct LabelNumberTests {
    @Test(
        "a year is one of the words, whatever stands behind it",
        arguments: [
            "2025 Accounts", "2024. Accounts", "2024: Accounts", "2024-2025 Accounts", "31.12.2024 Accounts",
            "1000 Accounts",
        ])
    func years(_ text: String) {
        #expect(LabelText(text).likeness(to: LabelText("Accounts")) == 0)
        #expect(LabelText(text).likeness(to: LabelText("2026 Accounts")) == 0)
    }

    @Test(
        "another number of months or years is another thing; a question that has another number is the same, and told")
    func counted() {
        #expect(LabelText("24 months").likeness(to: LabelText("12 months")) == 0)
        #expect(LabelText("25-34 years").likeness(to: LabelText("15-24 years")) == 0)
        let (own, other) = (LabelText("4 Title of the practice"), LabelText("3 Title of the practice"))
        #expect(own.likeness(to: other) == LabelSet.same)
        #expect(LabelDifference(own, for: other)?.expected == "3 Title of the practice")
        #expect(LabelDifference(own, for: LabelText("Title of the practice")) == nil)
        #expect(LabelDifference(LabelText("1.2 Title"), for: LabelText("1.1 Title")) == nil)
        #expect(LabelDifference(LabelText("03 Title"), for: LabelText("3 Title")) == nil)
    }

    @Test("where labels of a layout differ in their number alone it tells them apart")
    func toldApart() {
        let choices = LabelChoices([LabelSet(["3 classes"]), LabelSet(["12 classes"]), LabelSet(["5 Title"])])
        #expect(choices.like(LabelText("24 classes")).isEmpty)
        #expect(choices.like(LabelText("12 classes")).map(\.index).contains(1))
        #expect(choices.like(LabelText("6 Title")).map(\.index) == [2])
    }

    @Test("codes whose labels differ in their number alone are told apart as well")
    func codes() {
        let ages = CodeLabels([
            CodeSpellings(code: "young", spellings: ["15-24 years"]),
            CodeSpellings(code: "older", spellings: ["25-34 years"]),
        ])
        #expect(ages.code(for: LabelText("15–24 years")) == "young")
        #expect(ages.code(for: LabelText("25-34 years (all)")) == "older")
        #expect(ages.code(for: LabelText("35-44 years")) == nil)
        let classes = CodeLabels([
            CodeSpellings(code: "few", spellings: ["3 classes"]),
            CodeSpellings(code: "many", spellings: ["12 classes"]),
            CodeSpellings(code: "none", spellings: ["2 Health"]),
        ])
        #expect(classes.code(for: LabelText("24 classes")) == nil)
        #expect(classes.code(for: LabelText("12 classes (all)")) == "many")
        #expect(classes.code(for: LabelText("3 Health")) == "none")
    }

    @Test("a sum is one whatever year stands in front of it")
    func sums() {
        let end = LabelSet(["Total"])
        #expect(end.contains(LabelText("2024 Total")) && end.contains(LabelText("3 Total")))
        #expect(!end.contains(LabelText("2024 Results")) && !end.contains(LabelText("2024")))
    }

    @Test("a year that the label has not is told, and its column is read; of two years none is")
    func yearInFront() throws {
        let survey = try SpecimenSurvey(
            layouts: """
                items:
                  into: items
                  sheet: {any: true}
                  table: {columns: {title: {label: Title}, region: {label: Region}, budget: {label: Budget}}}
                """)
        let one = try survey.extract(rows: ["Title,Region,2025 Budget", "Harbour,North,5"])
        #expect(
            try survey.lines(one, table: "items") == [["title=Harbour @A2", "region=North @B2", "budget=5 @C2"]])
        #expect(one.findings.contains { $0.rule == "layout.label-differs" })
        let two = try survey.extract(rows: ["Title,Region,2024 Budget,2025 Budget", "Harbour,North,5,6"])
        #expect(try survey.lines(two, table: "items") == [["title=Harbour @A2", "region=North @B2"]])
        #expect(two.findings.contains { $0.rule == "layout.column-missing" && $0.severity == .warning })
        let choices = LabelChoices([LabelSet(["Budget"]), LabelSet(["2024 Staff"]), LabelSet(["Staff"])])
        #expect(choices.like(LabelText("2025 Budget")).map(\.index) == [0])
        #expect(choices.like(LabelText("2025 Staff")).isEmpty)
    }

    @Test("the columns of another year are told to be missing, and nothing is read from them")
    func table() throws {
        let survey = try SpecimenSurvey(
            layouts: """
                items:
                  into: items
                  sheet: {any: true}
                  table: {columns: {title: {label: Title}, region: {label: Region}, budget: {label: 2024 Accounts}}}
                """)
        let extraction = try survey.extract(rows: ["Title,Region,2025 Accounts", "Harbour,North,5"])
        #expect(try survey.lines(extraction, table: "items") == [["title=Harbour @A2", "region=North @B2"]])
        let missing = extraction.findings.filter { $0.rule == "layout.column-missing" }
        #expect(missing.map(\.field) == ["budget"])
        #expect(missing.map(\.severity) == [.warning])
    }
}

@Suite("Labels that are worked out once")
struct LabelMemoryTests {
    @Test("a text keeps its own bytes, though another that reads the same was seen before")
    func bytes() {
        let composed = LabelText("Bud\u{00E9}t")
        let decomposed = LabelText("Bude\u{0301}t")
        #expect(composed != decomposed)
        #expect(Array(composed.typed.utf8) != Array(decomposed.typed.utf8))
        #expect(Array(decomposed.line.utf8) == Array("Bude\u{0301}t".utf8))
        #expect(composed.full == decomposed.full)
    }

    @Test("what is held never grows beyond its bound, and forgetting changes nothing")
    func bound() {
        let memory = Memory<Int, Int>(most: 3)
        var made = 0
        func square(_ number: Int) -> Int {
            memory.value(of: number) {
                made += 1
                return number * number
            }
        }
        #expect((0..<10).map(square) == (0..<10).map { $0 * $0 })
        #expect(square(9) == 81)
        #expect(made == 10)
        #expect(square(0) == 0)
        #expect(made == 11)
    }

    @Test(
        "what stands in parentheses does not count, also nested or never closed; a closing one alone stays",
        arguments: [
            ("Country (of the body)", "country"), ("Country [ISO (3166)] code", "country code"),
            ("Country (of", "country"), ("Pays (où l’on vit)", "pays"), ("Country) code", "country code"),
        ])
    func parentheses(_ text: String, core: String) {
        #expect(LabelText(text).core == core)
    }
}
