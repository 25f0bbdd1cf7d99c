import Foundation
import SurveyModel
import Testing

@testable import Pipeline

/// Values as people type them, in workbooks that openpyxl wrote and LibreOffice saved (`Tests/Fixtures/values/make_values.py`).
@Suite("Values of a workbook, from its cells to the dataset")
struct ValuesOfWorkbookTests {
    private static let definition = """
        canvass: 1
        title: Invented survey of values
        languages: [en, fr]
        round: {current: "2026"}
        inbox: {path: inbox, settle: 0}
        reporters: {file: reporters.csv, codelist: countries, from: [{field: cover.country}, {filename: '([A-Z]{3})'}]}
        missing:
          - {status: M, marks: [n.a.]}
          - {status: L, marks: [".."]}
          - {status: O, marks: ["-"]}
        flags:
          - {status: E, marks: e}
          - {status: P, marks: p}
          - {status: D, marks: "*"}
        codelists: {countries: {bundled: countries}}
        tables:
          cover:
            title: Cover
            fields:
              country: {type: string, codelist: countries, title: Country}
              budget: {type: number, unit: EUR, title: Total budget}
              staff: {type: integer, unit: persons, title: Staff}
          places:
            title: Municipalities
            key: name
            fields:
              name: {type: string, title: Name}
              population: {type: number, unit: persons, title: Population}
              plan: {type: number, unit: EUR, title: Plan}
              outcome: {type: number, unit: EUR, title: Outcome}
              length: {type: number, unit: km, title: Length, missing: [{status: Q, marks: "-99"}]}
              opened: {type: date, title: Opened}
              agreed: {type: boolean, title: Agreed}
              rating: {type: number, title: Rating}
              grant: {type: number, unit: EUR, title: Grant}
        layouts:
          cover:
            into: cover
            sheet: {named: Cover}
            form:
              fields: {country: {label: Country}, budget: {label: Total budget}, staff: {label: Staff}}
          places:
            into: places
            sheet: {named: Municipalities}
            table:
              header: 2
              columns:
                name: {label: Name}
                population: {label: Population}
                plan: {group: Spending, label: Plan}
                outcome: {group: Spending, label: Outcome}
                length: {label: Length}
                opened: {label: Opened}
                agreed: {label: Agreed}
                rating: {label: Rating}
                grant: {label: Grant}
        """

    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/values")

    private func bundle(_ file: String) throws -> ReturnBundle {
        let path = Self.fixtures.appending(path: file).path
        return ReturnProcessor(try SpecimenSurvey.load(Self.definition)).process(
            path: path, name: "NOR.xlsx", sha256: String(repeating: "a", count: 64))
    }

    /// Each field of a table's records as `value status method`, what is empty as a dash.
    private func lines(_ table: String, of bundle: ReturnBundle) -> [[String]] {
        bundle.records.filter { $0.table == table }.map { record in
            record.entries.map { entry in
                [entry?.value?.text, entry?.status, entry?.normalisation?.method].map { $0 ?? "-" }.joined(
                    separator: " ")
            }
        }
    }

    @Test(
        "a form's label may say that an answer is in thousands", arguments: ["values.xlsx", "values-libreoffice.xlsx"])
    func form(file: String) throws {
        let bundle = try bundle(file)
        #expect(lines("cover", of: bundle) == [["NOR - label", "1850250 - header-multiplier", "35 - unit"]])
        let told = bundle.findings.filter { $0.rule == "value.header-multiplier" && $0.table == "cover" }
        #expect(told.map(\.cell) == ["B5"])
        #expect(told.map(\.value) == ["Total budget (thousand EUR)"])
    }

    @Test(
        "a table's values are read with what its headings say", arguments: ["values.xlsx", "values-libreoffice.xlsx"])
    func table(file: String) throws {
        #expect(
            lines("places", of: try bundle(file)) == [
                [
                    "Aldermoor - -", "12500 - header-multiplier", "1500000 - decimal-comma+header-multiplier",
                    "1250000 - header-multiplier", "12 - unit", "2026-04-30 - date-text", "true - yes-no",
                    "12.5 E flag",
                    "1234.5 - grouping",
                ],
                [
                    "Bracknor - -", "1234500 - grouping+decimal-comma+header-multiplier",
                    "2250000 P flag+decimal-comma+header-multiplier", "3000000 - approximate+header-multiplier",
                    "12.5 - unit+decimal-comma", "2026-04-30 - date-text", "true - yes-no", "7 P flag",
                    "1234567 - grouping",
                ],
                [
                    "Castlemere - -", "- - not-read", "5000000 - multiplier", "- - not-read", "- - not-read",
                    "2026-04-30 - -",
                    "false - yes-no", "7 D flag", "1234.5 - digits+grouping",
                ],
                [
                    "Dunwick - -", "- L missing-mark", "- M missing-mark", "- O missing-mark", "- Q missing-mark",
                    "2026-04-30 - date-text", "true - yes-no", "- O missing-mark", "-1200 - parentheses+grouping",
                ],
            ])
    }

    @Test(
        "what was assumed is told with its cell, and what was not read",
        arguments: ["values.xlsx", "values-libreoffice.xlsx"])
    func findings(file: String) throws {
        let told = try bundle(file).findings.filter { $0.table == "places" }.map {
            "\($0.rule) \($0.cell ?? "-") \($0.suggestion?.text(in: "en") ?? "-")"
        }
        #expect(
            told.sorted() == [
                "type.other-unit F8 7", "type.range C8 10000; 15000", "type.range E8 2000000", "value.approximate E7 -",
                "value.header-multiplier C4 -", "value.header-multiplier D5 -", "value.header-multiplier E5 -",
                "value.parentheses J9 -",
            ])
    }
}
