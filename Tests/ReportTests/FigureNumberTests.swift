import SurveyModel
import Testing

@testable import Report

@Suite("Numbers in figures")
struct FigureNumberTests {
    /// The specimen's figure of a kind with other data.
    private static func figure(
        _ kind: FigureDefinition.Kind, _ columns: [String], _ rows: [[FigureValue?]]
    ) throws -> FigureData {
        let definition = try SpecimenResult.definition().figures.first { $0.kind == kind }
        return FigureData(definition: try #require(definition), columns: columns, rows: rows)
    }

    /// The page's part about a figure that stands alone in a report.
    private static func part(_ figure: FigureData, language: String = "en") throws -> String {
        let result = RunResult(
            survey: "invented", definition: try SpecimenResult.definition(), reporters: [], returns: [],
            counts: RunCounts(), coverage: [], issues: [], rules: [], codings: [], figures: [figure], provenance: [])
        let page = try ReportRenderer(language: language).html(result)
        let start = try #require(page.firstRange(of: "<figure id="))
        let end = try #require(page[start.upperBound...].firstRange(of: "</figure>"))
        return String(page[start.upperBound..<end.lowerBound])
    }

    /// The texts of a class in a picture.
    private static func texts(_ style: String, in part: String) -> [String] {
        part.split(separator: "<text class=\"\(style)\"").dropFirst().compactMap { text in
            text.split(separator: ">", maxSplits: 1).last?.split(separator: "<").first.map(String.init)
        }
    }

    /// The numbers of a table's rows, one after the other.
    private static func cells(in part: String) -> [String] {
        part.split(separator: " class=\"n\"><bdi>").dropFirst().compactMap {
            $0.split(separator: "<").first.map(String.init)
        }
    }

    private static func heatMap(_ values: [Double]) throws -> HeatMap {
        let rows = values.enumerated().map { place, value -> [FigureValue?] in
            [.text("row"), .text("column \(place)"), .number(value)]
        }
        let data = try figure(.heatMap, ["row", "column", "value"], rows)
        return HeatMap(table: try #require(FigureTable(data)), catalogue: try Catalogue(language: "en"))
    }

    @Test("a value at a bound is in the interval that begins there, also where the bound is no whole double")
    func bounds() throws {
        let tenths = try #require(Histogram([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]))
        #expect(abs(tenths.step - 0.2) < 1e-12)
        // The last interval holds its upper bound too.
        #expect(tenths.counts == [2, 2, 2, 2, 3])
        let later = try #require(Histogram([0.3, 0.4, 0.5, 0.6, 0.7]))
        #expect(abs(later.start - 0.3) < 1e-12)
        #expect(later.counts == [1, 1, 1, 2])
        // What lies clearly below a bound stays there, however many steps from nought.
        let far = try #require(Histogram([1e9 + 0.3, 1e9 + 1]))
        #expect(far.start <= 1e9 + 0.3)
    }

    @Test("a year among the categories of a chart is not grouped in its table, a value is")
    func years() throws {
        let rows: [[FigureValue?]] = [[.number(2020), .number(1204)], [.number(2021), .number(3000)]]
        for (kind, column) in [(FigureDefinition.Kind.bar, "category"), (.trend, "round")] {
            let part = try Self.part(Self.figure(kind, [column, "value"], rows))
            #expect(Self.cells(in: part) == ["2020", "1\u{202F}204", "2021", "3\u{202F}000"])
        }
    }

    @Test("further columns of a chart's table are grouped, rounded and written as its values are, but for years")
    func furtherColumns() throws {
        let row: [FigureValue?] = [.text("x"), .number(1.5), .number(13_827), .number(2.123_456), .number(2021)]
        let figure = try Self.figure(.bar, ["category", "value", "persons", "share", "Year"], [row])
        let cells = try Self.cells(in: Self.part(figure, language: "fr"))
        #expect(cells == ["1,5", "13\u{202F}827", "2,123", "2021"])
    }

    @Test("bounds that may be years are not grouped, in picture and table; larger ones are")
    func boundsOfYears() throws {
        let years = [1990.0, 1994, 2001, 2003, 2009, 2018].map { [FigureValue.number($0)] as [FigureValue?] }
        let part = try Self.part(Self.figure(.histogram, ["value"], years))
        #expect(part.contains("<title>1990–2000: 2</title>"))
        #expect(Self.cells(in: part).prefix(3) == ["1990", "2000", "2"])
        #expect(!part.contains("\u{202F}"))
        let persons = [12_000.0, 19_000, 31_000].map { [FigureValue.number($0)] as [FigureValue?] }
        #expect(try Self.part(Self.figure(.histogram, ["value"], persons)).contains("10\u{202F}000"))
    }

    @Test("small numbers are told apart at the scale, beside the bars and in the table")
    func smallNumbers() throws {
        let rows = (1...9).map { [FigureValue.text("c\($0)"), .number(Double($0) / 10_000)] as [FigureValue?] }
        let part = try Self.part(Self.figure(.bar, ["category", "value"], rows))
        #expect(Self.texts("ax", in: part) == ["0", "0.0002", "0.0004", "0.0006", "0.0008", "0.001"])
        let numbers = (1...9).map { "0.000\($0)" }
        #expect(Self.texts("vl", in: part) == numbers)
        #expect(Self.cells(in: part) == numbers)
        let values = rows.map { [$0[1]] }
        let spread = try Self.part(Self.figure(.histogram, ["value"], values), language: "fr")
        #expect(Self.cells(in: spread).prefix(3) == ["0,0000", "0,0002", "1"])
    }

    @Test("numbers are written with three digits where all are small, and as ever where one is not")
    func decimals() throws {
        let catalogue = try Catalogue(language: "en")
        #expect(Catalogue.decimals(of: [0.012_34, 0.002]) == 4)
        #expect(Catalogue.decimals(of: [0.000_123_456]) == 6)
        #expect(Catalogue.decimals(of: [0.123_456]) == 3)
        #expect(Catalogue.decimals(of: [0.000_1, 5]) == 0)
        #expect(Catalogue.decimals(of: [0, .infinity]) == 0)
        #expect(catalogue.number(0.000_123_456, decimals: 6) == "0.000123")
        #expect(catalogue.number(0.002, most: 6) == "0.002")
        #expect(catalogue.number(-0.000_2, most: 4) == "\u{2212}0.0002")
        // Nobody counts so many noughts.
        #expect(catalogue.number(2e-20, decimals: Catalogue.decimals(of: [2e-20])) == "2e-20")
        #expect(catalogue.number(3e15, most: 6) == "3000000000000000")
    }

    @Test("the key of a heat map tells its shades apart where values are whole and near each other")
    func shadesApart() throws {
        #expect(try Self.heatMap([0, 1, 3]).intervals() == ["0.0–0.6", "0.6–1.2", "1.2–1.8", "1.8–2.4", "2.4–3.0"])
        #expect(try Self.heatMap([1, 6]).intervals() == ["1–2", "2–3", "3–4", "4–5", "5–6"])
        #expect(try Self.heatMap([0.1, 0.6]).intervals().first == "0.1–0.2")
    }

    @Test("a number that is wider than its cell stands in the tip and the table only")
    func narrowCells() throws {
        let wide = try Self.heatMap((0..<20).map { 123_456.5 + Double($0) })
        let drawing = wide.drawing().element(labelledBy: "t")
        #expect(!drawing.contains("class=\"mt"))
        #expect(drawing.contains("<title>row, column 3: 123\u{202F}459.5</title>"))
        #expect(try Self.heatMap([1, 2, 3]).drawing().element(labelledBy: "t").contains("class=\"mt m1t\""))
    }

    @Test(
        "a list says how many of its rows it shows, and that the others are not shown", arguments: ["en", "fr", "es"])
    func longList(language: String) throws {
        let rows = (1...1302).map { [FigureValue.text("row \($0)")] as [FigureValue?] }
        let part = try Self.part(Self.figure(.list, ["Name"], rows), language: language)
        let said: [String: (all: String, others: String)] = [
            "en": ("Show 300 rows", "1\u{202F}002 more rows are not shown."),
            "fr": ("Afficher 300 lignes", "1\u{202F}002 autres lignes ne sont pas affichées."),
            "es": ("Mostrar 300 filas", "1\u{202F}002 filas más no se muestran."),
        ]
        let words = try #require(said[language])
        #expect(part.contains("<summary>\(words.all)</summary>"))
        #expect(part.contains("<p class=\"h3n\">\(words.others)</p>"))
        #expect(part.split(separator: "<tr>").count == 302)
    }
}
