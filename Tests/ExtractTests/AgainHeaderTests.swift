import Extract
import SurveyModel
import Testing

@Suite("A table's header printed again")
struct AgainHeaderTests {
    private func survey() throws -> SpecimenSurvey {
        try SpecimenSurvey(
            layouts: """
                practices:
                  into: practices
                  sheet: {any: true}
                  table:
                    header: 2
                    columns:
                      title: {label: {en: Title, fr: Intitulé}}
                      before: {group: {en: Budget, fr: Crédits}, label: {en: Before, fr: Avant}}
                      after: {group: {en: Budget, fr: Crédits}, label: {en: After, fr: Après}}
                """)
    }

    @Test(
        "is no record: neither its row of groups nor its labels, in the same words or in others, be one of them unknown",
        arguments: [
            [",Budget,", "Title,Before,After"], [",Crédits,", "Intitulé,Avant,Après"], ["Title,Before,After"],
            ["Name,Before,After"], ["Name,Avant,Après"],
        ])
    func again(_ header: [String]) throws {
        let survey = try survey()
        let extraction = try survey.extract(
            rows: [",Budget,", "Title,Before,After", "Harbour,1,2"] + header + ["Forest,3,4"])
        let titles = try survey.lines(extraction, table: "practices").map(\.first)
        #expect(titles == ["title=Harbour @A3", "title=Forest @A\(4 + header.count)"])
        #expect(extraction.told == [])
    }

    @Test("a record is one where few of its texts are labels, or its marks are written as the labels of their columns")
    func records() throws {
        let survey = try SpecimenSurvey(
            layouts: """
                items:
                  into: items
                  sheet: {any: true}
                  table:
                    columns:
                      title: {label: Title}
                      region: {label: Region}
                      stages: {marks: {planning: Planning, delivery: Delivery}}
                """)
        let extraction = try survey.extract(rows: [
            "Title,Region,Planning,Delivery", "Harbour,North,Planning,Delivery", "Title,South,,", "Title,South,x,x",
        ])
        #expect(extraction.records.map(\.anchor.row) == [2, 3, 4])
    }
}
