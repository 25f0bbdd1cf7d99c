import CodeLists
import Testing

@Suite("Groups of countries by year")
struct CountryGroupTests {
    @Test(
        "have the members of the year",
        arguments: [
            ("OECD", 1961, 19), ("OECD", 1993, 24), ("OECD", 2010, 34), ("OECD", 2025, 38), ("EU", 1958, 6),
            ("EU", 1995, 15), ("EU", 2004, 25), ("EU", 2013, 28), ("EU", 2019, 28), ("EU", 2020, 27), ("G20", 2024, 19),
        ])
    func counts(name: String, year: Int, count: Int) throws {
        #expect(try CountryGroup.bundled(name).members(inYear: year).count == count)
    }

    @Test("know who joined and left when")
    func changes() throws {
        let union = try CountryGroup.bundled("EU")
        #expect(union.contains("GBR", inYear: 2019) && !union.contains("GBR", inYear: 2020))
        #expect(!union.contains("HRV", inYear: 2012) && union.contains("HRV", inYear: 2013))
    }

    @Test("tell since when each member of a year was one")
    func memberships() throws {
        let members = try CountryGroup.bundled("OECD").memberships(inYear: 1973)
        #expect(members.map(\.code) == members.map(\.code).sorted())
        #expect(members.first { $0.code == "NZL" }?.from == 1973)
        #expect(!members.contains { $0.code == "MEX" })
    }

    @Test("have only codes of the list of countries", arguments: CountryGroup.bundledNames)
    func codes(name: String) throws {
        let countries = try CodeList.bundled("countries")
        for membership in try CountryGroup.bundled(name).memberships {
            #expect(countries[membership.code] != nil)
        }
    }

    @Test("a group that is not shipped is an error")
    func unknown() {
        #expect(throws: CodeListError.self) { try CountryGroup.bundled("ABC") }
    }
}
