import Extract
import SurveyModel
import Testing

@Suite("Where fields stand in tables that stand otherwise than the first of their sheet")
struct MovedPlacesTests {
    private static let repeated = """
        projects:
          into: items
          sheet: {any: true}
          table:
            blank: 3
            repeat: {direction: down, start: "Project {n}", number: number}
            columns:
              title: {label: Title}
              region: {label: Region}
              budget: {label: Budget}

        """

    private static let two = ["one", "two"].map { name in
        """
        \(name):
          into: items
          sheet: {any: true}
          table:
            under: Table \(name)
            columns:
              title: {label: Title}
              region: {label: Region, optional: true}
              budget: {label: Budget, optional: true}
              staff: {label: Staff, optional: true}

        """
    }.joined()

    private func extract(_ layouts: String, _ rows: [String]) throws -> Extraction {
        try SpecimenSurvey(layouts: layouts).extract(rows: rows)
    }

    /// The places of some records alone, as `field column row: records`.
    private func moved(_ extraction: Extraction) -> [String] {
        extraction.movedPlaces.map { place in
            let records = place.records.map { "\($0.lowerBound)-\($0.upperBound)" } ?? "all"
            return "\(place.field) \(place.column) \(place.row): \(records)"
        }
    }

    @Test("a table's columns hold for its own records; those that stand as in the first need no place of their own")
    func repeatedTable() throws {
        let extraction = try extract(
            Self.repeated,
            [
                "Project 1,,,", "Title,Region,Budget,", "Alpha,North,1,", "Beta,South,,", "Project 2,,,",
                "Title,Note,Region,Budget", "Gamma,x,North,", "Delta,,,4", "Project 3,,,", "Title,Region,Budget,",
                "Epsilon,,,",
            ])
        #expect(extraction.records.count == 5)
        #expect(extraction.places(of: "items") == ["title A ", "region B ", "budget C "])
        #expect(moved(extraction) == ["region C : 3-4", "budget D : 3-4"])
    }

    @Test("where every answer was given, and where tables stand alike, nothing is told")
    func complete() throws {
        let rows = ["Project 1,,,", "Title,Region,Budget,", "Alpha,North,,", "Project 2,,,"]
        let moved = try extract(Self.repeated, rows + ["Title,,Region,Budget", "Gamma,,South,4"])
        #expect(moved.records.count == 2 && moved.movedPlaces.isEmpty)
        let alike = try extract(Self.repeated, rows + ["Title,Region,Budget,", "Gamma,,4,"])
        #expect(alike.records.count == 2 && alike.movedPlaces.isEmpty)
    }

    @Test("a column that a later table lacks, or has first, is told as missing in the records that lack it")
    func missing() throws {
        let extraction = try extract(
            Self.repeated,
            [
                "Project 1,,", "Title,Region,", "Alpha,North,", "Project 2,,", "Title,Budget,", "Beta,2,",
                "Gamma,3,",
            ])
        #expect(extraction.places(of: "items") == ["title A ", "region B ", "budget B "])
        #expect(moved(extraction) == ["budget  : 1-1", "region  : 2-3"])
    }

    @Test("two layouts of one sheet: the second's records have its own columns")
    func twoLayouts() throws {
        let extraction = try extract(
            Self.two,
            [
                "Table one,,,", "Title,Region,Budget,", "Alpha,North,1,", "Beta,,2,", ",,,", ",,,", ",,,",
                "Table two,,,", ",Staff,Title,Region", ",,Gamma,South", ",5,,South",
            ])
        #expect(extraction.records.map(\.layout) == ["one", "one", "two", "two"])
        #expect(
            Set(moved(extraction)) == ["title C : 3-4", "region D : 3-4", "budget  : 3-4", "staff  : 1-2"])
    }
}
