import Spreadsheets
import Testing

@Suite("Dates and number formats")
struct DateTests {
    /// What a cell shows: a date as ISO 8601, a number as Swift writes it.
    private static func shown(_ value: CellValue?) -> String? {
        switch value {
        case .date(let date): date.iso8601
        case .number(let number): "\(number)"
        default: nil
        }
    }

    @Test(
        "a number is a date or time by its format",
        arguments: [
            (1, "40505.25", NumberFormatKind.general), (2, "2010-11-23", .date), (3, "2010-11-23T14:30:00", .dateTime),
            (4, "14:30:00", .time), (5, "2010-11-23", .date), (6, "2010-11-23", .date), (7, "1.5", .duration),
            (8, "40505.25", .number(decimals: 0)), (9, "40505.25", .number(decimals: 2)), (10, "40505.25", .scientific),
            (11, "40505.25", .number(decimals: 0)), (12, "2010-11-23T06:00:00", .time),
            (13, "2010-11-23T06:00:00", .dateTime), (14, "2010-11-23T06:00:00", .time), (15, "40505.25", .general),
            (16, "40505.25", .percent), (17, "40505.25", .fraction), (18, "2010-11-23T06:00:00", .date),
            (19, "40505.25", .duration), (20, "40505.25", .number(decimals: 2)), (21, "40505.25", .text),
            (22, "2010-11-23T06:00:00", .date), (23, "40505.25", .number(decimals: 2)),
            (24, "2010-11-23T06:00:00", .date),
            (25, "2010-11-23T06:00:00", .date), (26, "40505.25", .number(decimals: 0)),
            (27, "40505.25", .number(decimals: 0)), (28, "40505.25", .general),
        ])
    func formats(row: Int, expected: String, kind: NumberFormatKind) throws {
        let reading = try Reading("date-formats.xlsx")
        #expect(Self.shown(reading.values["A\(row)"]) == expected)
        #expect(reading.kinds["A\(row)"] == kind)
    }

    @Test(
        "formats of other languages and eras, and letters that are no date's",
        arguments: [
            (1, "2010-11-23T06:00:00", NumberFormatKind.date), (2, "2010-11-23T06:00:00", .date),
            (3, "2010-11-23T06:00:00", .date), (4, "40505.25", .scientific), (5, "40505.25", .scientific),
            (6, "40505.25", .scientific), (7, "40505.25", .general), (8, "40505.25", .duration),
            (9, "2010-11-23T06:00:00", .time), (10, "40505.25", .number(decimals: 0)),
            (11, "2010-11-23T06:00:00", .date),
            (12, "40505.25", .text), (13, "2010-11-23T06:00:00", .date), (14, "40505.25", .general),
            (15, "2010-11-23T06:00:00", .date), (16, "40505.25", .general), (17, "2010-11-23T06:00:00", .date),
            (18, "40505.25", .number(decimals: 0)), (19, "40505.25", .general), (20, "2010-11-23T06:00:00", .time),
        ])
    func formatsOfTheWorld(row: Int, expected: String, kind: NumberFormatKind) throws {
        let reading = try Reading("date-formats-of-the-world.xlsx")
        #expect(Self.shown(reading.values["A\(row)"]) == expected)
        #expect(reading.kinds["A\(row)"] == kind)
    }

    @Test(
        "an ISO 8601 date is read whatever its time zone, which no cell shows; a length of time is a number of days",
        arguments: [
            (1, "2021-01-01T10:10:10"), (2, "2021-01-01T10:10:10"), (3, "2021-01-01T10:10:10.500"),
            (4, "2021-01-01T10:10:10"), (5, "10:10:10"), (6, "2021-01-01T10:10:00"), (7, "2021-01-01T12:00:00"),
            (8, "1.5"),
        ])
    func isoDates(row: Int, expected: String) throws {
        #expect(Self.shown(try Reading("iso-dates.xlsx").values["A\(row)"]) == expected)
    }

    @Test(
        "openpyxl's ISO 8601 dates are dates",
        arguments: [("A1", "2021-02-03"), ("B1", "2021-02-03T04:05:06"), ("C1", "04:05:06"), ("D1", "1.5")])
    func isoDatesByOpenpyxl(cell: String, expected: String) throws {
        #expect(Self.shown(try Reading("openpyxl-iso-dates.xlsx").values[cell]) == expected)
    }

    @Test(
        "the edges of the 1900 system: its first days, the leap day that never was, fractions rounded to milliseconds",
        arguments: [
            (1, "1900-01-01"), (2, "1900-02-28"), (3, "1900-02-28"), (4, "1900-03-01"), (5, "00:00:00"), (6, "-1.0"),
            (7, "9999-12-31"), (8, "2958466.0"), (9, "2010-11-23T00:00:00"), (10, "2010-11-24T00:00:00"),
            (11, "2010-11-23T00:00:01"), (12, "2010-11-23T12:30:01"), (13, "1900-01-01T00:00:00"),
            (14, "2010-11-23T06:00:00"), (15, "2020-01-01T00:00:00"),
        ])
    func edges(row: Int, expected: String) throws {
        #expect(Self.shown(try Reading("date-edges.xlsx").values["A\(row)"]) == expected)
    }

    @Test("serial 60 and numbers that are no date are noted")
    func notes() throws {
        let reading = try Reading("date-edges.xlsx")
        #expect(reading.cells(noted: .leapDay1900) == ["A3"])
        #expect(reading.cells(noted: .dateOutOfRange) == ["A6", "A8"])
    }

    @Test(
        "the 1904 system counts from 1 January 1904",
        arguments: [(1, "1904-01-01"), (2, "1904-01-02"), (3, "2010-11-23"), (4, "1904-03-01")])
    func system1904(row: Int, expected: String) throws {
        let reading = try Reading("date-1904.xlsx")
        #expect(reading.workbook.usesDate1904)
        #expect(Self.shown(reading.values["A\(row)"]) == expected)
    }

    @Test("a number format within a differential format is none of a cell's, whatever its id")
    func differentialFormats() throws {
        let reading = try Reading("differential-formats.xlsx")
        let cells = ["A1", "B1", "C1", "D1"]
        #expect(
            cells.compactMap { Self.shown(reading.values[$0]) } == ["2026-04-30", "0.25", "2026-04-30", "46142.0"])
        #expect(cells.compactMap { reading.kinds[$0] } == [.date, .percent, .date, .number(decimals: 1)])
    }

    @Test("without a styles part numbers are numbers")
    func stylesMissing() throws {
        #expect(try Reading("styles-missing.xlsx").values["A1"] == .number(40505))
    }

    @Test("a fill without content, which other readers fail on, does not matter")
    func emptyFill() throws {
        #expect(Self.shown(try Reading("styles-empty-fill.xlsx").values["A1"]) == "2010-11-23")
    }

    @Test("dates and times are in the order of time, and impossible ones are refused")
    func order() throws {
        let day = try #require(DateTime.DatePart(year: 2020, month: 2, day: 29))
        let noon = try #require(DateTime.TimePart(hour: 12, minute: 0))
        #expect(DateTime(day) < DateTime(day, time: noon))
        #expect(DateTime(noon) < DateTime(day))
        #expect(!(DateTime(day) < DateTime(day)))
        #expect(DateTime.DatePart(year: 2021, month: 2, day: 29) == nil)
        #expect(DateTime.TimePart(hour: 24, minute: 0) == nil)
        let precise = try #require(DateTime.TimePart(hour: 1, minute: 2, second: 3, nanosecond: 4_000))
        #expect(DateTime(precise).iso8601 == "01:02:03.000004")
    }
}
