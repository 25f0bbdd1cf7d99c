import Extract
import SurveyModel
import Testing

@Suite("Rows and columns of a matrix whose labels are lost or stand elsewhere")
struct MatrixLabelTests {
    private static func survey(_ matrix: String) throws -> SpecimenSurvey {
        try SpecimenSurvey(
            layouts: """
                services:
                  into: services
                  sheet: {position: 1}
                  matrix: {corner: Service area, \(matrix), value: depth}
                """)
    }

    private static let partners = "rows: division, header: [partner, stage]"
    private static let groups = "Group,Service area,Planning,Delivery"
    private static let stages = "Service area,Planning,Delivery,Planning,Delivery"

    private func lines(_ extraction: Extraction, _ survey: SpecimenSurvey) throws -> [String] {
        try survey.lines(extraction, table: "services").map { $0.joined(separator: " ") }
    }

    @Test("answers in a row without a label are errors, each of its record")
    func row() throws {
        let survey = try Self.survey(Self.partners)
        let extraction = try survey.extract(rows: [",Users,,Citizens,", Self.stages, "Health,1,2,3,4", ",5,6,7,8"])
        #expect(extraction.records.count == 8)
        #expect(extraction.told == Array(repeating: "layout.label-missing A4", count: 4))
        #expect(extraction.findings.map(\.record) == [5, 6, 7, 8])
        #expect(extraction.findings.allSatisfy { $0.severity == .error && $0.field == "division" })
    }

    @Test("answers in a column without a label are errors")
    func column() throws {
        let survey = try Self.survey("rows: division, header: [partner, group]")
        let extraction = try survey.extract(rows: [
            ",Users,,,Citizens,", "Service area,2022,2023,,2022,2023", "Health,1,2,55,3,4",
        ])
        #expect(extraction.told == ["layout.label-missing D2"])
        #expect(extraction.findings.map(\.record) == [3])
        #expect(extraction.findings.map(\.field) == ["group"])
    }

    @Test("answers in the last column are errors too where its label is lost, if the questionnaire has one more")
    func lastColumn() throws {
        let survey = try Self.survey("rows: division, header: stage")
        let rows = ["Health,1,2,3", "Education,2,1,2", "Housing,3,1,1"]
        let extraction = try survey.extract(rows: ["Service area,Planning,Delivery,"] + rows)
        #expect(extraction.told == Array(repeating: "layout.label-missing D1", count: 3))
        #expect(extraction.findings.allSatisfy { $0.severity == .error && $0.field == "stage" })
        // With all labels a column more is none of the matrix's.
        let whole = try survey.extract(
            rows: ["Service area,Planning,Delivery,Review,"] + rows.map { "\($0),7" })
        #expect(whole.records.count == 9)
        #expect(!whole.findings.contains { $0.severity == .error })
    }

    @Test(
        "a group's label that stands over a column whose own label is lost or changed is for the others of the group",
        arguments: ["Set-up", ""])
    func overLostLabel(_ label: String) throws {
        let survey = try Self.survey(Self.partners)
        let extraction = try survey.extract(rows: [
            ",Users,,Citizens,", "Service area,\(label),Delivery,Planning,Delivery", "Health,1,2,3,4",
            "Education,5,6,7,8",
        ])
        let lines = try lines(extraction, survey)
        #expect(lines.contains("division=Health @A3 partner=Users @B1 stage=Delivery @C2 depth=2 @C3"))
        #expect(lines.contains("division=Health @A3 partner=Citizens @D1 stage=Delivery @E2 depth=4 @E3"))
        #expect(!extraction.told.contains { $0.hasPrefix("layout.wrong-template") })
        #expect(!extraction.told.contains("layout.label-missing C1"))
    }

    @Test("a group's label in the middle of its columns is for all of them")
    func centred() throws {
        let survey = try Self.survey(Self.partners)
        let extraction = try survey.extract(rows: [",,Users,,Citizens", Self.stages, "Health,1,2,3,4"])
        #expect(
            try lines(extraction, survey) == [
                "division=Health @A3 partner=Users @C1 stage=Planning @B2 depth=1 @B3",
                "division=Health @A3 partner=Users @C1 stage=Delivery @C2 depth=2 @C3",
                "division=Health @A3 partner=Citizens @E1 stage=Planning @D2 depth=3 @D3",
                "division=Health @A3 partner=Citizens @E1 stage=Delivery @E2 depth=4 @E3",
            ])
        #expect(extraction.told == [])
    }

    @Test(
        "a group whose label is lost has none: that of the group beside it is not for it",
        arguments: [
            (",Users,,,", ["layout.label-missing D1", "layout.label-missing E1"]),
            (",,,Citizens,", ["layout.label-missing B1", "layout.label-missing C1"]),
        ])
    func lost(_ header: String, _ told: [String]) throws {
        let survey = try Self.survey(Self.partners)
        let extraction = try survey.extract(rows: [header, Self.stages, "Health,1,2,3,4"])
        #expect(extraction.records.count == 4)
        #expect(extraction.told == told)
        #expect(extraction.findings.allSatisfy { $0.field == "partner" })
    }

    @Test(
        "the columns of a group keep it where the label of the first column of all is lost or in other words",
        arguments: ["Set-up", ""])
    func firstInnerLabel(_ label: String) throws {
        let survey = try Self.survey(Self.partners)
        let extraction = try survey.extract(rows: [
            ",Users,,Citizens,", "Service area,\(label),Delivery,Planning,Delivery", "Health,1,2,3,4",
        ])
        #expect(
            try lines(extraction, survey).suffix(3) == [
                "division=Health @A3 partner=Users @B1 stage=Delivery @C2 depth=2 @C3",
                "division=Health @A3 partner=Citizens @D1 stage=Planning @D2 depth=3 @D3",
                "division=Health @A3 partner=Citizens @D1 stage=Delivery @E2 depth=4 @E3",
            ])
        #expect(extraction.records.count == 4)
    }

    @Test("an outer row label may have a row of its own; a note below the last row is none")
    func ownRow() throws {
        let survey = try Self.survey("rows: [group, division], header: stage")
        let extraction = try survey.extract(rows: [
            "Group,Service area,Planning,Delivery", "Social,,,", ",Health,1,2", ",Education,3,", "Other,,,",
            ",Housing,5,", "See the annex,,,",
        ])
        #expect(
            try lines(extraction, survey) == [
                "group=Social @A2 division=Health @B3 stage=Planning @C1 depth=1 @C3",
                "group=Social @A2 division=Health @B3 stage=Delivery @D1 depth=2 @D3",
                "group=Social @A2 division=Education @B4 stage=Planning @C1 depth=3 @C4",
                "group=Other @A5 division=Housing @B6 stage=Planning @C1 depth=5 @C6",
            ])
        #expect(extraction.told == [])
        #expect(extraction.unclaimed.flatMap(\.items).map(\.text) == ["See the annex"])
    }

    @Test("where outer labels stand beside their rows, a text between these is a note, and told as such")
    func note() throws {
        let survey = try Self.survey("rows: [group, division], header: stage")
        let extraction = try survey.extract(rows: [
            "Group,Service area,Planning,Delivery", "Social,Health,1,2", "Note: grants included,,,", ",Education,3,",
            "Other,Housing,5,",
        ])
        #expect(
            try lines(extraction, survey) == [
                "group=Social @A2 division=Health @B2 stage=Planning @C1 depth=1 @C2",
                "group=Social @A2 division=Health @B2 stage=Delivery @D1 depth=2 @D2",
                "group=Social @A2 division=Education @B4 stage=Planning @C1 depth=3 @C4",
                "group=Other @A5 division=Housing @B5 stage=Planning @C1 depth=5 @C5",
            ])
        #expect(extraction.told == [])
        #expect(extraction.unclaimed.flatMap(\.items).map(\.text) == ["Note: grants included"])
    }

    @Test(
        "an outer label typed beside one row too makes no notes of those below that have rows of their own",
        arguments: [
            ["North,,,", ",Health,1,2", "North,Education,3,4", "South,,,", ",Housing,5,6"],
            ["North,,,", "North,Health,1,2", ",Education,3,4", "South,,,", ",Housing,5,6"],
        ], ["group", "partner"])
    func mixed(_ rows: [String], _ field: String) throws {
        let survey = try Self.survey("rows: [\(field), division], header: stage")
        let extraction = try survey.extract(rows: [Self.groups] + rows)
        let lines = try lines(extraction, survey)
        #expect(lines.count == 6)
        #expect(lines.prefix(4).allSatisfy { $0.contains("\(field)=North") })
        #expect(lines.suffix(2).allSatisfy { $0.contains("\(field)=South @A5") })
    }

    @Test("nor does it where the first label of all is beside its row, if a code list knows the others")
    func mixedOfList() throws {
        let survey = try Self.survey("rows: [partner, division], header: stage")
        let extraction = try survey.extract(rows: [
            "Partner,Service area,Planning,Delivery", "Users,Health,1,2", "Citizens,,,", ",Education,3,4",
        ])
        let lines = try lines(extraction, survey)
        #expect(lines.suffix(2).allSatisfy { $0.contains("partner=Citizens @A3") })
    }

    @Test("a note between groups is none of them, one label typed beside a row or not")
    func noteBetween() throws {
        let survey = try Self.survey("rows: [group, division], header: stage")
        let extraction = try survey.extract(rows: [
            Self.groups, "North,,,", "North,Health,1,2", "Note: grants included,,,", ",Education,3,4",
        ])
        let lines = try lines(extraction, survey)
        #expect(lines.allSatisfy { $0.contains("group=North") })
        #expect(extraction.unclaimed.flatMap(\.items).map(\.text) == ["Note: grants included"])
    }

    @Test(
        "answers without an outer label are told as warnings, and not where the questionnaire has none there",
        arguments: [
            ([], 2), ([groups, ",Housing,,", "Social,Health,,"], 0),
            ([groups, "Other,Housing,,", "Social,Health,,"], 2),
        ] as [([String], Int)])
    func outer(_ blank: [String], _ count: Int) throws {
        let survey = try Self.survey("rows: [group, division], header: stage")
        let rows = [Self.groups, ",Housing,1,2", "Social,Health,3,4"]
        let extraction = try blank.isEmpty ? survey.extract(rows: rows) : survey.extract(rows: rows, blank: blank)
        #expect(extraction.records.count == 4)
        #expect(extraction.told == Array(repeating: "layout.label-missing A2", count: count))
        #expect(extraction.findings.allSatisfy { $0.severity == .warning && $0.field == "group" })
    }

    @Test(
        "the header printed again is no row of answers, also in other words for the same codes",
        arguments: [stages, "Service area,Planning,Delivery,Planning,delivery", ",Planning,Delivery,Planning,Delivery"])
    func again(_ stages: String) throws {
        let survey = try Self.survey(Self.partners)
        let extraction = try survey.extract(rows: [
            ",Users,,Citizens,", Self.stages, "Health,1,2,3,4", ",Users,,Citizens,", stages, "Education,5,6,7,8",
        ])
        #expect(extraction.records.map(\.anchor.row) == [3, 3, 3, 3, 6, 6, 6, 6])
        #expect(extraction.told == [])
    }
}
