import Foundation
import SurveyModel
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

@testable import Report

@Suite("Figures")
struct FigureTests {
    private static func pictures(_ result: RunResult) throws -> [String] {
        try ReportRenderer().html(result).components(separatedBy: "<svg xmlns").dropFirst().map { part in
            "<svg xmlns" + (part.components(separatedBy: "</svg>").first ?? "") + "</svg>"
        }
    }

    @Test(
        "each kind of picture is well-formed XML, whatever stands in the data",
        arguments: ["", "<&\"'>", "\u{0}\u{8}\u{FFFE}", "\"\u{301}"])
    func wellFormed(suffix: String) throws {
        let pictures = try Self.pictures(SpecimenResult.full { $0 + suffix })
        #expect(pictures.count == 6)
        for picture in pictures {
            let parser = XMLParser(data: Data(picture.utf8))
            #expect(parser.parse(), "\(String(describing: parser.parserError)) in \(picture)")
        }
    }

    @Test("each picture is named by its title and has its data as a table")
    func accessible() throws {
        let page = try ReportRenderer().html(SpecimenResult.full())
        for number in 1...6 {
            #expect(page.contains("role=\"img\" aria-labelledby=\"picture-\(number)-title\""))
            #expect(page.contains("<figcaption id=\"picture-\(number)-title\">"))
        }
        #expect(
            page.contains(
                "<th scope=\"row\" class=\"\"><bdi>Doctors</bdi></th><td class=\"n\"><bdi>1\u{202F}204.5</bdi></td>"))
        #expect(page.contains("<td class=\"n\"><bdi>2008</bdi></td>"))
    }

    @Test("a figure without rows, or without the columns of its kind, shows what there is")
    func missingData() throws {
        let full = try SpecimenResult.full()
        let figures = full.figures.map {
            FigureData(definition: $0.definition, columns: ["a", "b"], rows: [[nil, .number(1)]])
        }
        let none = full.figures.map { FigureData(definition: $0.definition, columns: $0.columns, rows: []) }
        for data in [figures, none] {
            let result = RunResult(
                survey: full.survey, definition: full.definition, reporters: [], returns: [], counts: RunCounts(),
                coverage: [], issues: [], rules: [], codings: [], figures: data, provenance: [])
            #expect(try Self.pictures(result).isEmpty)
        }
        #expect(none.count == 7)
    }

    @Test(
        "a scale has round marks that hold all values and nought",
        arguments: [[0.0, 7], [3, 1204.5], [-3, 12], [-8, -2], [0, 0], [0.0003, 0.0017], [1e12, 3e12], []])
    func scale(values: [Double]) {
        let scale = ChartScale(values: values, start: 0, length: 100)
        #expect(scale.ticks.count >= 2 && scale.ticks.count <= 13)
        #expect(scale.lower <= min(0, values.min() ?? 0) && scale.upper >= max(0, values.max() ?? 0))
        #expect(scale.ticks.contains { abs($0) < (scale.upper - scale.lower) / 1000 })
        for value in values { #expect((-0.001...100.001).contains(scale.place(value))) }
    }

    @Test("the shades of a heat map go from the least to the greatest value")
    func shades() throws {
        let figure = try #require(try SpecimenResult.full().figures.first { $0.definition.kind == .heatMap })
        let map = HeatMap(table: try #require(FigureTable(figure)), catalogue: try Catalogue(language: "en"))
        #expect(map.shade(0.5) == 1)
        #expect(map.shade(0.9) == 3)
        #expect(map.shade(1.25) == 5)
    }

    @Test("numbers too far apart to be subtracted have shades all the same, and no histogram")
    func farApart() throws {
        let far = [-1.7e308, 0, 1.7e308]
        let figure = FigureData(
            definition: try #require(try SpecimenResult.full().figures.first { $0.definition.kind == .heatMap })
                .definition,
            columns: ["row", "column", "value"],
            rows: far.enumerated().map { [.text("\($0)"), .text("now"), .number($1)] })
        let map = HeatMap(table: try #require(FigureTable(figure)), catalogue: try Catalogue(language: "en"))
        #expect(far.map(map.shade) == [1, 3, 5])
        #expect(Histogram(far) == nil)
        #expect(Histogram([-1.79e308, 0]) == nil)
    }

    @Test("a histogram's intervals are round, equal and few, and hold every value once")
    func intervals() throws {
        let histogram = try #require(Histogram([3, 4, 4, 7, 12, 19]))
        #expect(histogram.start == 0 && histogram.step == 5)
        #expect(histogram.counts == [3, 1, 1, 1])
        #expect(try #require(Histogram([7])).counts == [1])
        #expect(try #require(Histogram([0, 10, 20])).counts == [1, 2])
        for values in [(0..<1000).map { Double($0 % 37) }, [-5, -4.5, 2], [1e9, 1e9 + 1], [0.001, 0.002, 0.0031]] {
            let histogram = try #require(Histogram(values))
            #expect(histogram.counts.reduce(0, +) == values.count)
            #expect(histogram.counts.count <= 24)
        }
        #expect(Histogram([Double]()) == nil)
    }

    @Test("a histogram's table has its intervals; a trend has a gap where a round has no value")
    func histogramAndTrend() throws {
        let page = try ReportRenderer().html(SpecimenResult.full())
        #expect(page.contains("<th scope=\"col\" class=\"n\">From</th>"))
        #expect(page.contains("<title>0–5: 3</title>"))
        let trend = try #require(
            page.components(separatedBy: "<figure id=\"figure-course\">").last?.components(separatedBy: "</svg>").first)
        // Neither of the two points stands beside another of its series.
        #expect(!trend.contains("class=\"ln"))
        #expect(trend.contains("<title>2026, full: 6</title>") && trend.contains("<title>2026, part: 2</title>"))
    }

    private static func trend(_ rows: [(round: String, series: String, value: Double)]) throws -> FigureData {
        FigureData(
            definition: try #require(try SpecimenResult.full().figures.first { $0.definition.kind == .trend })
                .definition,
            columns: ["round", "series", "value"],
            rows: rows.map { [.text($0.round), .text($0.series), .number($0.value)] })
    }

    @Test("a trend has the rounds in their own order, whatever that of the query, and those without rows as gaps")
    func roundsOfTrend() throws {
        let rounds = ["2008", "2010", "2012", "2014", "2016"]
        let later = try Self.trend([("2012", "M05", 2), ("2014", "M05", 3), ("2010", "M04", 1), ("2014", "M04", 4)])
        let table = try #require(FigureTable(later, rounds: rounds))
        #expect(table.categories == ["2010", "2012", "2014"])
        #expect(table.series == ["M05", "M04"])
        let gap = try Self.trend([("2014", "M04", 4), ("2010", "M04", 1)])
        #expect(try #require(FigureTable(gap, rounds: rounds)).categories == ["2010", "2012", "2014"])
        // What is no round of the survey's has the order of the query.
        let quarters = try Self.trend([("2014", "M04", 4), ("2010-Q3", "M04", 1)])
        #expect(try #require(FigureTable(quarters, rounds: rounds)).categories == ["2014", "2010-Q3"])
    }

    @Test("the page draws the survey's rounds from the oldest to the newest")
    func roundsOfPage() throws {
        let full = try SpecimenResult.full()
        let figures = [try Self.trend([("2026", "full", 6), ("2025", "full", 4)])]
        let result = RunResult(
            survey: full.survey, definition: full.definition, reporters: [], returns: [], counts: RunCounts(),
            coverage: [], issues: [], rules: [], codings: [], figures: figures, provenance: [])
        let picture = try #require(try Self.pictures(result).first)
        let older = try #require(picture.range(of: ">2025</text>"))
        let newer = try #require(picture.range(of: ">2026</text>"))
        #expect(older.lowerBound < newer.lowerBound)
    }

    @Test("a label that is too long is wrapped, then cut")
    func labels() {
        let lines = ChartText.wrapped(String(repeating: "word ", count: 40), width: 100, lines: 2)
        #expect(lines.count == 2)
        #expect(lines.allSatisfy { ChartText.width($0) <= 112 })
        #expect(lines.last?.hasSuffix("…") == true)
        #expect(ChartText.wrapped("short", width: 100, lines: 2) == ["short"])
    }
}
