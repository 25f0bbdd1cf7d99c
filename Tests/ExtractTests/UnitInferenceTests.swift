import Foundation
import Spreadsheets
import SurveyModel
import Testing

@testable import Extract

@Suite("What a blank questionnaire counts in")
struct UnitInferenceTests {
    private func values(_ label: String, second: String? = nil) -> InferredValues {
        let inference = ValueInference(
            lists: ChoiceLists([], names: []), sheet: "Sheet1", uses1904: false, language: "en", secondLanguage: second)
        return inference.values(label: label, validation: nil)
    }

    private func table(_ rows: [String]) throws -> InferredTable {
        let blank = try SpecimenSurvey.csv(rows) { try QuestionnaireInference.infer(Workbook.open(path: $0.path)) }
        let tables = blank.sheets.flatMap(\.parts).compactMap { part in
            if case .table(let table) = part.kind { table } else { nil }
        }
        return try #require(tables.first)
    }

    @Test(
        "a unit in parentheses makes a number of the answer, not a list of its parts",
        arguments: [
            ("Nitrate (mg/l)", "mg/l"), ("Yield (t/ha)", "t/ha"), ("Speed limit (km/h)", "km/h"),
            ("Salary (EUR/month)", "EUR/month"), ("Flow (m³/s)", "m³/s"), ("Rent (SEK/m²)", "SEK/m²"),
            ("PM10 concentration (µg/m³)", "µg/m³"), ("PM10 concentration (\u{3BC}g/m³)", "\u{3BC}g/m³"),
            ("Density (inhabitants/km²)", "inhabitants/km²"), ("Fuel (l/100 km)", "l/100 km"),
            ("Floor area (m²)", "m²"), ("Energy use (kWh)", "kWh"), ("Water use (m³)", "m³"), ("Waste (kg)", "kg"),
            ("Total area (km²)", "km²"), ("Floor space (sq m)", "sq m"), ("Fuel (litres)", "litres"),
            ("Average temperature (°C)", "°C"), ("Land (hectares)", "hectares"), ("Distance (miles)", "miles"),
            ("CO2 emissions (t)", "t"), ("Turnover (1,000 CZK)", "1,000 CZK"), ("Emissions (t CO2-eq.)", "t CO2-eq."),
            ("Change in cost (%)", "percent"),
        ])
    func parentheses(label: String, unit: String) {
        let values = values(label)
        #expect(values.type == .number)
        #expect(values.unit == unit)
        #expect(values.choices == nil)
    }

    @Test(
        "what is no unit stays a choice, and so do units that the label asks for",
        arguments: [
            ("Sex (M/F)", ["M", "F"]), ("Geschlecht (m/w)", ["m", "w"]), ("Type (urban/rural)", ["urban", "rural"]),
            ("Staff (full/part time)", ["full", "part time"]), ("Shift (day/night)", ["day", "night"]),
            ("Currency (EUR/USD)", ["EUR", "USD"]), ("Unit (kg/tonnes)", ["kg", "tonnes"]),
        ])
    func choices(label: String, items: [String]) {
        #expect(values(label).choices?.items == items)
    }

    @Test(
        "two units beside each other are neither a choice nor the unit of a number",
        arguments: [
            ("Paid leave (hours/days)", FieldType.string), ("Weight (kg or tonnes)", .string),
            ("Ticket price (EUR or USD)", .number), ("Start (month/year)", .string),
        ])
    func twoUnits(label: String, type: FieldType) {
        let values = values(label)
        #expect(values.choices == nil)
        #expect(values.unit == nil)
        #expect(values.type == type)
    }

    @Test(
        "what is short for the words in front of it is no currency, and a letter behind a name no unit",
        arguments: [
            "Sustainable Development Goals (SDG)", "Search and rescue (SAR)", "Conference of the Parties (COP)",
            "Convention on the Rights of the Child (CRC)", "Related goal (SDG)", "Name of facility (g)",
            "Type of body (h)", "Library name (l)",
        ])
    func noUnits(label: String) {
        #expect(values(label).type == .string)
        #expect(values(label).unit == nil)
    }

    @Test(
        "money and letters of units remain what numbers are counted in",
        arguments: [
            ("Spending on education, kronor (SEK)", "SEK"), ("Income of schools (SAR)", "SAR"), ("Budget (SDG)", "SDG"),
            ("How deep is the well (m)?", "m"), ("Waste by type (t)", "t"), ("Type of cost (€)", "€"),
        ])
    func units(label: String, unit: String) {
        #expect(values(label).type == .number)
        #expect(values(label).unit == unit)
    }

    @Test("a unit in two languages is one")
    func unitInTwoLanguages() {
        let values = values("Training / Formation (hours / heures)", second: "fr")
        #expect(values.type == .number)
        #expect(values.choices == nil)
    }

    @Test(
        "a day or a year in parentheses is no unit",
        arguments: ["Population served (31.12.2025)", "Population (31 December 2025)", "Budget (2025)"])
    func days(label: String) {
        #expect(values(label).type == .number)
        #expect(values(label).unit == nil)
        #expect(values("Budget (EUR, 2020 prices)").unit == "EUR, 2020 prices")
    }

    @Test("a row of units is known by signs, symbols and currencies, and is no example")
    func unitsRow() throws {
        let table = try table([
            "Waterworks,,,,,,,,", "Supplier,Volume,Energy,Sludge,Area,Income,Tariff,Customers,Length",
            ",m³,kWh,t,m2,SEK,SEK/m³,count,km",
        ])
        #expect(table.hasUnits)
        #expect(table.example == nil)
        let types = table.columns.map(\.question.values.type)
        #expect(types.first == .string)
        #expect(types.dropFirst().allSatisfy { $0 == .number })
        #expect(
            table.columns.map(\.question.values.unit) == [nil, "m³", "kWh", "t", "m2", "SEK", "SEK/m³", nil, "km"])
        #expect(table.columns.map(\.unit) == [nil, "m³", "kWh", "t", "m2", "SEK", "SEK/m³", "count", "km"])
    }

    @Test("a row of units in French is known too")
    func frenchUnitsRow() throws {
        let table = try table([
            "Annexes,,,,", "Nom,Surface,Entrées par an,Ouverture,Dotation", ",m²,nombre,aaaa,milliers d’euros",
        ])
        #expect(table.hasUnits)
        #expect(table.columns.map(\.question.values.type) == [.string, .number, .number, .year, .number])
        #expect(table.columns.map(\.question.values.unit) == [nil, "m²", nil, nil, "milliers d’euros"])
    }

    @Test("columns of years beside printed units are numbers")
    func printedUnits() throws {
        let rows = ["Length of network,km,,,", "Losses,%,,,", "Connections,number,,,", "Average price,EUR/m³,,,"]
        let table = try table(["Return of the waterworks,,,,", "Indicator,Unit,2024,2025,Remarks"] + rows)
        #expect(table.columns.map(\.question.values.type) == [.string, .string, .number, .number, .string])
        let words = try self.table(
            ["Return of the waterworks,,,,", "Indicator,Kind,2024,2025,Remarks", "Plan,text,,,", "Report,text,,,"])
        #expect(words.columns.count == 5)
        #expect(words.columns.allSatisfy { $0.question.values.type == .string })
    }
}
