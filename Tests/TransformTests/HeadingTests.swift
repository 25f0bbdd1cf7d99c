import OrderedCollections
import SurveyModel
import Testing
import Transform

@Suite("Thousands and millions stated in a heading")
struct HeadingTests {
    private func place(_ levels: [String], field: String, sheet: String = "Answers") -> FieldPlace {
        FieldPlace(
            table: "answers", field: field, sheet: sheet, column: "B", row: "", layout: "answers",
            heading: Heading(levels: levels, cell: "B3"))
    }

    private func read(_ value: RawValue, under levels: [String], as field: String = "number", language: String? = nil)
        throws
        -> (entry: Entry, findings: [Finding])
    {
        let survey = try SpecimenSurvey()
        let result = survey.transform(
            [try survey.row([field: value])], places: [place(levels, field: field)], language: language)
        let index = try #require(survey.definition.tables["answers"]?.index(of: field))
        return (try #require(result.records.first?.entries[index]), result.findings)
    }

    @Test(
        "numbers under a heading that states a multiplier are multiplied, and a note tells of it",
        arguments: [
            (["Budget (thousand EUR)"], 1e3), (["Budget, en milliers d'euros"], 1e3), (["Budget (in Mio. €)"], 1e6),
            (["Population ('000)"], 1e3), (["Population (000s)"], 1e3), (["Population, thousands"], 1e3),
            (["Population thousands"], 1e3),
            (["Budget in thousand euros"], 1e3), (["Budget (€m)"], 1e6), (["Budget (EUR million)"], 1e6),
            (["Budget (M€)"], 1e6),
            (["Budget (k€)"], 1e3), (["Budget (kEUR)"], 1e3), (["Budget (1000 EUR)"], 1e3), (["Budget (1 000 €)"], 1e3),
            (["Budget in 1,000 EUR"], 1e3), (["Budget (x 1000)"], 1e3), (["Budżet (tys. zł)"], 1e3),
            (["Budżet w tys. zł"], 1e3),
            (["Бюджет, тыс. руб."], 1e3), (["予算（百万円）"], 1e6), (["予算 単位：千円"], 1e3),
            (["Presupuesto (miles de euros)"], 1e3),
            (["Budget", "thousand EUR"], 1e3), (["Budget (thousand EUR)", "2025"], 1e3),
            (["Budget\n(thousand EUR)"], 1e3),
            (["Budget – million EUR"], 1e6), (["Budget [mln]"], 1e6), (["Angaben in Tsd. EUR: Budget"], 1e3),
            (["Budget (thousand EUR per year)"], 1e3), (["Ausgaben (Mrd. €)"], 1e9),
            (["Budget (in tens of thousands)"], 1e4), (["Population (hundreds of thousands)"], 1e5),
            (["Non-residents, thousands"], 1e3), (["Dépenses sans TVA (milliers d'euros)"], 1e3),
            (["No. of inhabitants in thousands"], 1e3), (["Dépenses sans TVA en milliers d'euros"], 1e3),
            (["Non-recurrent expenditure in thousand EUR"], 1e3), (["Budget (10^6 EUR)"], 1e6),
            (["Budget (10³ EUR)"], 1e3), (["Budget (x 10^3)"], 1e3), (["Budget (EUR × 10⁶)"], 1e6),
            (["Budget in 10^3 EUR"], 1e3), (["Budget (1.000 EUR)"], 1e3), (["Budget (000 000)"], 1e6),
            (["Budget (1,00,000 INR)"], 1e5), (["Budget (INR lacs)"], 1e5),
        ])
    func multiplied(_ levels: [String], _ factor: Double) throws {
        let (entry, findings) = try read(.number(1.5, isPercent: false), under: levels)
        #expect(entry.value == .number(1.5 * factor))
        #expect(entry.raw == .number(1.5, isPercent: false))
        #expect(entry.normalisation?.method == "header-multiplier")
        #expect(findings.map(\.rule) == ["value.header-multiplier"])
        #expect(findings.first?.severity == .note)
        #expect(findings.first?.cell == "B3")
        #expect(findings.first?.sheet == "Answers")
        #expect(findings.first?.value == levels.joined(separator: " / "))
    }

    @Test(
        "a heading that speaks of thousands otherwise changes nothing",
        arguments: [
            ["Budget"], ["Deaths per thousand inhabitants"], ["Deaths (per 1000)"], ["Deaths (per 1 000 inhabitants)"],
            ["Deaths /1000"],
            ["Firms (1000 employees or more)"], ["Cities of one million or more"], ["Hundreds of thousands"],
            ["Answer in 1000 words"],
            ["Year 2000"], ["Length (m)"], ["Temperature (K)"], ["Budget (EUR)"],
            ["Staff and budget (thousands)", "Staff (persons)"],
            ["Towns over 1 000 000"], ["Budget in 2000 EUR"], ["Practices of more than 1000 users"], ["Milestones"],
            ["Mille-feuilles"], ["Budget (EUR, not thousands)"], ["Budget (in EUR, not in thousand EUR)"],
            ["Budget (please do not give thousands)"], ["Budget (EUR, thousands separated by comma)"],
            ["Budget (use comma as thousands separator)"], ["Montant (pas en milliers)"], ["Distance (miles)"],
            ["Distance in miles"], ["Distance, miles"],
            // How numbers are to be written.
            ["Budget (0.00)"], ["Budget (0,00 EUR)"], ["Budget (1,000.00 EUR)"], ["Budget (1000.00)"],
            ["Budget (0.000)"],
            // Words that count in another language, and other powers.
            ["Number (lacs)"], ["Nombre (lacs et étangs)"], ["Nombre (lacs de montagne)"],
            ["Ingresos (tus ingresos)"], ["Cells (10^9/l)"], ["Density (10^-3)"],
        ])
    func untouched(_ levels: [String]) throws {
        let (entry, findings) = try read(.number(1.5, isPercent: false), under: levels)
        #expect(entry.value == .number(1.5))
        #expect(entry.normalisation == nil)
        #expect(findings.isEmpty)
    }

    @Test("a heading whose multiplier may be either leaves the numbers, with a warning")
    func unclear() throws {
        let (entry, findings) = try read(
            .number(1.5, isPercent: false), under: ["Budget (billion EUR)"], language: "de")
        #expect(entry.value == .number(1.5))
        #expect(findings.map(\.rule) == ["value.header-multiplier"])
        #expect(findings.first?.severity == .warning)
    }

    @Test(
        "so does one that names two, or says of something that it is not, and then thousands",
        arguments: [
            "Budget (thousand or million EUR)", "Budget (thousand EUR / million EUR)",
            "Persons not employed in thousands",
            "Budget (TEUR)", "Budget (T€)",
        ])
    func twoMultipliers(_ heading: String) throws {
        let (entry, findings) = try read(.number(1.5, isPercent: false), under: [heading], language: "en")
        #expect(entry.value == .number(1.5))
        #expect(findings.map(\.rule) == ["value.header-multiplier"])
        #expect(findings.first?.severity == .warning)
    }

    @Test(
        "a heading that names another unit than the field's is told, and the numbers stay as they are",
        arguments: [
            ("millions", "Amount (million GBP)", "gbp"), ("millions", "Amount, in USD", "usd"),
            ("euros", "Amount (£)", "£"), ("length", "Length (m)", "m"), ("length", "Length, in miles", "miles"),
            ("staff", "Staff (FTE)", "fte"), ("euros", "Amount (EUR)", nil), ("length", "Length (kilometres)", nil),
            ("length", "Length (min)", nil), ("staff", "Staff (persons)", nil), ("staff", "Staff, year", nil),
            ("number", "Amount (GBP)", nil), ("length", "Length (EUR)", nil),
            ("share", "Share (‰)", "‰"), ("share", "Share ‰", "‰"), ("share", "Share in ‰", "‰"),
            ("share", "Share (pour mille)", "pour mille"), ("share", "Share (EUR)", "eur"),
            ("share", "Share (km)", "km"),
            ("share", "Share in %", nil), ("share", "Share (of households)", nil), ("share", "Share, year", nil),
            ("euros", "Amount in GBP", "gbp"), ("euros", "Amount £", "£"), ("euros", "Amount in euros", nil),
            ("length", "Length in m", "m"), ("staff", "Persons in households", nil),
            ("length", "Length (%)", "%"), ("euros", "Amount, in percent", "percent"), ("number", "Amount (%)", nil),
        ] as [(String, String, String?)])
    func otherUnit(_ field: String, _ heading: String, _ words: String?) throws {
        let (entry, findings) = try read(.number(5, isPercent: false), under: [heading], as: field)
        #expect(entry.value?.text == "5")
        let told = findings.filter { $0.rule == "layout.unit-differs" }
        #expect(told.count == (words == nil ? 0 : 1))
        if let words { #expect(told.first?.value?.contains(words) == true && told.first?.cell == "B3") }
    }

    @Test(
        "of a field without a unit, the label or else the title tells the unit that is asked for, in any language",
        arguments: [
            ("Collected (tonnes)", "Collected (kg)", "kg"), ("Collected (tonnes)", "Collected, in kg", "in kg"),
            ("Collected (tonnes)", "Collected (%)", "%"), ("Collected – t", "Collected (kilogrammes)", "kilogrammes"),
            ("Collected (EUR)", "Collected (GBP)", "gbp"), ("Collected (%)", "Collected (tonnes)", "tonnes"),
            ("Collected (tonnes)", "Collected (toneladas)", nil), ("Collected (tonnes)", "Collected (t)", nil),
            ("Collected (tonnes)", "Collected", nil), ("Collected (tonnes)", "Collected (tonnes), year", nil),
            ("Collected (tonnes)", "Collected (thousand tonnes)", nil), ("Collected", "Collected (kg)", nil),
            ("[Collected (tonnes), Collected (kg)]", "Collected (kg)", nil), ("Collected (EUR)", "Collected (€)", nil),
            ("{en: Collected (tonnes), fr: Collecté (kg)}", "Collected (kg)", nil),
            ("Collected (persons)", "Collected (inhabitants)", nil), ("Collected (EUR)", "Collected (t)", nil),
        ] as [(String, String, String?)])
    func otherUnitThanLabel(_ label: String, _ heading: String, _ words: String?) throws {
        let result = try transform([.number(5, isPercent: false)], under: [heading], labels: (label, label))
        let told = result.findings.filter { $0.rule == "layout.unit-differs" }
        #expect(told.map(\.value) == (words == nil ? [] : [words]))
        guard words != nil else { return }
        #expect(result.records[0].entries[0]?.value == .number(5))
        let ofTitle = try transform(
            [.number(5, isPercent: false)], under: [heading], labels: ("Collected", "Collected"),
            field: "", title: label)
        #expect(ofTitle.findings.filter { $0.rule == "layout.unit-differs" }.map(\.value) == [words])
    }

    @Test("thousands in the language of the return are no other unit", arguments: [("es", 0), ("en", 1)])
    func milesOfUnit(language: String, count: Int) throws {
        let (_, findings) = try read(
            .number(5, isPercent: false), under: ["Longitud (miles)"], as: "length", language: language)
        #expect(findings.count { $0.rule == "layout.unit-differs" } == count)
    }

    @Test("what is a distance in one language is a number in another", arguments: ["es", "es-MX"])
    func milesOfSpanish(language: String) throws {
        let (entry, _) = try read(.number(2, isPercent: false), under: ["Población (miles)"], language: language)
        #expect(entry.value == .number(2000))
    }

    @Test("what is typed as text is read and multiplied; percentages and what says its own multiplier are not")
    func texts() throws {
        let under = ["Budget (thousand EUR)"]
        let typed = try read(.text("1 234,5"), under: under)
        #expect(typed.entry.value == .number(1_234_500))
        #expect(typed.entry.normalisation?.method == "grouping+decimal-comma+header-multiplier")
        let same = try read(.text("5 thousand"), under: under)
        #expect(same.entry.value == .number(5000))
        #expect(same.entry.normalisation?.method == "multiplier")
        #expect(same.findings.isEmpty)
        let other = try read(.text("5 million"), under: under)
        #expect(other.entry.value == nil)
        #expect(other.findings.first?.suggestion?.text(in: "en") == "5000000; 5000000000")
        #expect(try read(.number(0.5, isPercent: true), under: under).entry.value == .number(0.5))
        #expect(try read(.text("0"), under: under).entry.value == .number(0))
        #expect(try read(.number(12, isPercent: false), under: under, as: "share").entry.value == .number(12))
    }

    @Test(
        "an amount with a plain currency where thousands are asked for may be in thousands or not",
        arguments: ["450 000 EUR", "€ 450 000"])
    func plainCurrency(_ text: String) throws {
        let found = try read(.text(text), under: ["Budget (thousand EUR)"])
        #expect(found.entry.value == nil)
        #expect(found.findings.map(\.rule) == ["type.ambiguous-number"])
        #expect(found.findings.first?.suggestion?.text(in: "en") == "450000000; 450000")
        #expect(try read(.text(text), under: ["Budget (EUR)"]).entry.value == .number(450_000))
    }

    @Test(
        "the decimal digits stay as they are",
        arguments: [(1.1, 1100.0), (0.007, 7), (1234.5678, 1_234_567.8), (2.675, 2675)])
    func digits(_ typed: Double, _ published: Double) throws {
        #expect(try read(.number(typed, isPercent: false), under: ["Budget ('000)"]).entry.value == .number(published))
    }

    @Test("a whole number is multiplied as well; a fraction of a thousand is one")
    func integers() throws {
        #expect(
            try read(.number(1.5, isPercent: false), under: ["Staff ('000)"], as: "count").entry.value == .integer(1500)
        )
    }

    @Test("a field whose unit is in millions is only multiplied where the heading says another multiplier")
    func unit() throws {
        #expect(
            try read(.number(5, isPercent: false), under: ["Amount (million EUR)"], as: "millions").entry.value
                == .number(5))
        let thousands = try read(.number(5000, isPercent: false), under: ["Amount (thousand EUR)"], as: "millions")
        #expect(thousands.entry.value == .number(5))
        #expect(thousands.findings.map(\.rule) == ["value.header-multiplier"])
    }

    @Test("a multiplier in the definition turns thousands asked for into units published, once")
    func declared() throws {
        let survey = try SpecimenSurvey()
        let plain = try survey.read(.number(1.5, isPercent: false), as: "thousands")
        #expect(plain.entry.value == .number(1500))
        #expect(plain.entry.normalisation?.method == "declared-multiplier")
        #expect(plain.findings.isEmpty)
        #expect(try survey.read("1 500,5", as: "thousands").entry.value == .number(1_500_500))
        #expect(try survey.read("2 thousand", as: "thousands").entry.value == .number(2000))
        #expect(try survey.read("2 million", as: "thousands").findings.map(\.rule) == ["type.ambiguous-number"])
        #expect(
            try read(.number(1.5, isPercent: false), under: ["Amount (thousand EUR)"], as: "thousands").entry.value
                == .number(1500))
        let millions = try read(.number(1.5, isPercent: false), under: ["Amount (million EUR)"], as: "thousands")
        #expect(millions.entry.value == .number(1_500_000))
        #expect(millions.findings.map(\.rule) == ["value.header-multiplier"])
    }

    @Test("what the template's own label says is the definition's business")
    func template() throws {
        let yaml = """
            canvass: 1
            title: Invented survey
            languages: [en]
            round: {current: "2026"}
            inbox: {path: inbox}
            reporters: {file: reporters.csv, from: {filename: "([A-Z]{3})"}}
            tables:
              answers: {title: Answers, fields: {number: {type: number, title: Budget}}}
            layouts:
              answers: {into: answers, sheet: {any: true}, table: {columns: {number: {label: Budget (thousand EUR)}}}}
            """
        let transformer = Transformer(
            definition: try SurveyDefinition.decode(yaml: yaml, file: "pipeline.yaml"), matchers: [:])
        func value(_ raw: RawValue, under heading: String) -> Value? {
            let origin = Origin(sheet: "Answers", row: 5, column: 2)
            let record = RawRecord(
                table: "answers", layout: "answers", anchor: origin, entries: [RawEntry(value: raw, origin: origin)])
            return transformer.transform([record], places: [place([heading], field: "number")], language: "en").records[
                0
            ]
            .entries[0]?.value
        }
        #expect(value(.number(5, isPercent: false), under: "Budget (thousand EUR)") == .number(5))
        #expect(value(.number(5, isPercent: false), under: "Budget (million EUR)") == .number(5000))
        #expect(value(.text("5 thousand"), under: "Budget") == .number(5))
    }

    /// A survey with two versions of the questionnaire, read as one of them; `field` are the field's keys.
    private func transform(
        _ raw: [RawValue], under headings: [String], labels: (newest: String, older: String), field: String = "",
        version: String = "2", own: [[Int: Heading]] = [], title: String = "Budget"
    ) throws -> Transformation {
        let yaml = """
            canvass: 1
            title: Invented survey
            languages: [en, fr]
            round: {current: "2026"}
            inbox: {path: inbox}
            reporters: {file: reporters.csv, from: {filename: "([A-Z]{3})"}}
            tables:
              answers: {title: Answers, fields: {number: {type: number, title: "\(title)"\(field)}}}
            layouts:
              answers: {into: answers, sheet: {any: true}, table: {columns: {number: {label: \(labels.newest)}}}}
            versions:
              "2": {text: Version 2}
              "1": {text: Version 1, layouts: {answers: {table: {columns: {number: {label: \(labels.older)}}}}}}
            """
        let definition = try SurveyDefinition.decode(yaml: yaml, file: "pipeline.yaml")
        let records = raw.enumerated().map { index, value in
            let origin = Origin(sheet: "Answers", row: 5 + index, column: 2)
            return RawRecord(
                table: "answers", layout: "answers", anchor: origin, entries: [RawEntry(value: value, origin: origin)],
                headings: own.indices.contains(index) ? own[index] : [:])
        }
        return Transformer(definition: definition, matchers: [:]).transform(
            records, places: headings.map { place([$0], field: "number") }, language: "en", version: version)
    }

    @Test(
        "a plain unit where the questionnaire's label asks in thousands counts, with a warning",
        arguments: [
            (", unit: EUR, multiplier: 1000", "Budget (EUR)", 5_000_000.0), ("", "Budget (EUR)", 5000),
            ("", "Budget, €", 5000), ("", "Budget (EUR), year", 5000), ("", "Budget, in EUR", 5000),
            ("", "Budget (in EUR)", 5000), ("", "Budget in EUR", 5000), ("", "Budget in euros", 5000),
            ("", "Budget €", 5000), ("", "Budget / EUR", 5000), ("", "Budget, in units", 5000),
            ("", "Budget (in units of EUR)", 5000), ("", "Budget (in full)", 5000),
            ("", "Budget, in EUR (not thousands)", 5000), ("", "Budget, en euros", 5000),
            ("", "Budget (en euros)", 5000), ("", "Budget, figures in EUR", 5000),
            ("", "Budget sans TVA en euros", 5000),
        ])
    func plain(_ field: String, _ heading: String, _ published: Double) throws {
        let labels = (newest: "Budget (thousand EUR)", older: "Budget (thousand EUR)")
        let result = try transform(
            [.number(5_000_000, isPercent: false)], under: [heading], labels: labels, field: field)
        #expect(result.records[0].entries[0]?.value == .number(published))
        #expect(result.findings.map(\.rule) == ["value.header-multiplier"])
        #expect(result.findings.map(\.severity) == [.warning])
        let typed = try transform([.text("5 000 000")], under: [heading], labels: labels, field: field)
        #expect(typed.records[0].entries[0]?.value == .number(published))
        #expect(typed.findings.map(\.rule) == ["value.header-multiplier"])
    }

    @Test(
        "a plain unit where only the definition speaks of thousands leaves the numbers, with a warning",
        arguments: [(", multiplier: 1000", 5000.0), (", unit: thousand EUR", 5)])
    func against(_ field: String, _ published: Double) throws {
        let result = try transform(
            [.number(5, isPercent: false)], under: ["Budget (EUR)"], labels: ("Budget", "Budget"), field: field)
        #expect(result.records[0].entries[0]?.value == .number(published))
        #expect(result.findings.map(\.severity) == [.warning])
    }

    @Test(
        "nothing is told where the heading says what the definition does, or nothing",
        arguments: [
            ("Budget (thousand EUR)", "Budget (thousand EUR)"), ("Budget (thousand EUR)", "Budget"),
            ("Budget (thousand EUR)", "Budget (thousand EUR), year"), ("Budget (EUR)", "Budget (EUR)"),
            ("Budget", "Budget (EUR)"), ("Budget", "Budget (%)"),
            // What else stands behind "in", and a unit that is taken back or beside its multiplier.
            ("Persons (thousands)", "Persons in households"), ("Budget (thousand EUR)", "Budget in year"),
            ("Budget (thousand EUR)", "Budget, not in EUR"), ("Budget (thousand EUR)", "Budget in thousands (EUR)"),
            ("Budget (thousand EUR)", "Budget (thousands, in EUR)"), ("Budget (thousand EUR)", "Growth in real"),
            ("Budget (thousand EUR)", "Price per €"), ("Budget in EUR", "Budget in EUR"),
        ])
    func silent(_ label: String, _ heading: String) throws {
        let result = try transform(
            [.number(5, isPercent: false)], under: [heading], labels: (label, label))
        #expect(result.records[0].entries[0]?.value == .number(5))
        #expect(result.findings == [])
    }

    @Test(
        "the labels are those of the version that was read; an older one's numbers become what the newest publishes",
        arguments: [
            ("2", "Budget (thousand EUR)", 5000.0, 0), ("1", "Budget (EUR)", 5, 0),
            ("1", "Budget (thousand EUR)", 5000, 1),
        ])
    func versions(_ version: String, _ heading: String, _ published: Double, _ told: Int) throws {
        let result = try transform(
            [.number(5000, isPercent: false)], under: [heading], labels: ("Budget (thousand EUR)", "Budget (EUR)"),
            version: version)
        #expect(result.records[0].entries[0]?.value == .number(published))
        #expect(result.findings.count == told)
    }

    @Test("a record's own heading counts, not that of its layout's first block")
    func own() throws {
        let headings = ["Budget (EUR)", "Budget (thousand EUR)", "Budget (EUR)"].map {
            [0: Heading(levels: [$0], cell: "A1")]
        }
        let result = try transform(
            [5_000_000, 700, 1].map { .number($0, isPercent: false) },
            under: ["Budget (EUR)", "Budget (thousand EUR)"],
            labels: ("Budget", "Budget"), own: headings)
        #expect(result.records.map { $0.entries[0]?.value } == [.number(5_000_000), .number(700_000), .number(1)])
        #expect(result.findings.map(\.severity) == [.note])
        #expect(result.findings.first?.value == "Budget (thousand EUR)")
    }

    @Test("a heading is told of once, and only where a number stands below it")
    func once() throws {
        let survey = try SpecimenSurvey()
        let places = [place(["Budget ('000)"], field: "number"), place(["Income ('000)"], field: "other")]
        let result = survey.transform(
            [
                try survey.row(["number": .number(1, isPercent: false)], row: 5),
                try survey.row(["number": .number(2, isPercent: false), "other": .text("none")], row: 6),
            ], places: places)
        #expect(result.records.map { $0.entries[1]?.value } == [.number(1000), .number(2000)])
        #expect(result.findings.filter { $0.rule == "value.header-multiplier" }.map(\.field) == ["number"])
    }

    @Test("two headings of one field that differ leave its numbers, with a warning")
    func differing() throws {
        let survey = try SpecimenSurvey()
        let result = survey.transform(
            [try survey.row(["number": .number(1, isPercent: false)])],
            places: [place(["Budget ('000)"], field: "number"), place(["Budget (million)"], field: "number")])
        #expect(result.records.first?.entries[1]?.value == .number(1))
        #expect(result.findings.map(\.severity) == [.warning])
    }
}
