import Extract
import Foundation
import Spreadsheets
import SurveyModel
import Testing

@Suite("A matrix")
struct MatrixTests {
    private static let merged = [
        ["division=Health @A5", "partner=Users @B3", "stage=Planning @B4", "depth=none @B5"],
        ["division=Health @A5", "partner=Users @B3", "stage=Delivery @C4", "depth=some @C5"],
        ["division=Health @A5", "partner=Citizens @E3", "stage=Planning @E4", "depth=2 @E5"],
        ["division=Health @A5", "partner=Citizens @E3", "stage=Review @G4", "depth=none @G5"],
        ["division=Education @A6", "partner=Users @B3", "stage=Planning @B4", "depth=some @B6"],
        ["division=Education @A6", "partner=Citizens @E3", "stage=Review @G4", "depth=substantial @G6"],
    ]

    @Test("each answer is a record of its row's label, its columns' labels and itself; an unanswered row gives none")
    func merged() throws {
        let survey = try SpecimenSurvey([.services])
        let extraction = try survey.extract("matrix-merged.xlsx")
        #expect(try survey.lines(extraction, table: "services") == Self.merged)
        #expect(extraction.records.map(\.anchor.cell) == ["B5", "C5", "E5", "G5", "B6", "G6"])
        #expect(extraction.places(of: "services") == ["division A ", "partner  3", "stage  4", "depth  "])
        #expect(extraction.answers["services"] == AnswerCount(asked: 18, given: 6))
        #expect(extraction.told == [])
    }

    @Test("years below each of the outer labels are a header; they rise below each anew")
    func years() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: url) }
        try Data(",Users,,Citizens,\nService area,2022,2023,2022,2023\nHealth,1,2,3,4\nEducation,5,,7,8\n".utf8)
            .write(to: url)
        let survey = try SpecimenSurvey(
            layouts: """
                  services:
                    into: services
                    sheet: {any: true}
                    matrix: {corner: Service area, rows: division, header: [partner, group], value: depth}
                """)
        let extraction = try survey.extract(at: url)
        #expect(
            try survey.lines(extraction, table: "services").map { $0.joined(separator: " ") } == [
                "group=2022 @B2 division=Health @A3 partner=Users @B1 depth=1 @B3",
                "group=2023 @C2 division=Health @A3 partner=Users @B1 depth=2 @C3",
                "group=2022 @D2 division=Health @A3 partner=Citizens @D1 depth=3 @D3",
                "group=2023 @E2 division=Health @A3 partner=Citizens @D1 depth=4 @E3",
                "group=2022 @B2 division=Education @A4 partner=Users @B1 depth=5 @B4",
                "group=2022 @D2 division=Education @A4 partner=Citizens @D1 depth=7 @D4",
                "group=2023 @E2 division=Education @A4 partner=Citizens @D1 depth=8 @E4",
            ])
    }

    @Test("rows of answers below its end are told, each at its first filled cell")
    func belowEnd() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: url) }
        let rows = [
            "Remarks,Service area,,Users,Citizens", ",Health,,1,2", ",Total,,1,2", "see note,,,3,", ",Housing,,,4",
        ]
        try Data(rows.map { $0 + "\n" }.joined().utf8).write(to: url)
        let survey = try SpecimenSurvey(
            layouts: """
                  services:
                    into: services
                    sheet: {any: true}
                    matrix: {corner: Service area, rows: group, header: partner, value: depth, end: Total}
                """)
        let told = try survey.extract(at: url).findings.filter { $0.rule == "layout.rows-after-end" }
        #expect(told.map(\.cell) == ["D4"])
        #expect(told.first?.alike.compactMap { $0.block?.text } == ["D4", "B5"])
    }

    @Test("nothing merged, a column and a blank row put in, a slip in the header: the same answers")
    func altered() throws {
        let survey = try SpecimenSurvey([.services])
        let extraction = try survey.extract("matrix-altered.xlsx")
        #expect(
            try survey.lines(extraction, table: "services") == [
                ["division=Health @B4", "partner=Users @C2", "stage=Planning @C3", "depth=none @C4"],
                ["division=Health @B4", "partner=Users @C2", "stage=Delivery @D3", "depth=some @D4"],
                ["division=Health @B4", "partner=Citizens @G2", "stage=Planing @G3", "depth=2 @G4"],
                ["division=Health @B4", "partner=Citizens @G2", "stage=Review @I3", "depth=none @I4"],
                ["division=Education @B6", "partner=Users @C2", "stage=Planning @C3", "depth=some @C6"],
                ["division=Education @B6", "partner=Citizens @G2", "stage=Review @I3", "depth=substantial @I6"],
                ["division=Housing @B7", "partner=Citizens @G2", "stage=Planing @G3", "depth=1 @G7"],
            ])
    }

    @Test("a column that the questionnaire does not have is told, and a hidden row with answers")
    func alteredFindings() throws {
        let extraction = try SpecimenSurvey([.services]).extract("matrix-altered.xlsx")
        #expect(extraction.told == ["layout.column-extra F3", "layout.hidden-row B7"])
        #expect(extraction.findings.map(\.severity) == [.note, .warning])
        #expect(extraction.findings.first?.value == "Remarks")
    }

    @Test("answers below a header that is like no code are not lost: they carry its words")
    func unknownHeader() throws {
        let survey = try SpecimenSurvey([.services])
        let extraction = try survey.extract("matrix-unknown-header.xlsx")
        var expected = Self.merged
        expected[1][2] = "stage=Early work @C4"
        #expect(try survey.lines(extraction, table: "services") == expected)
    }

    @Test("two columns of row labels: the outer one merged, or given once for the rows below")
    func twoLabels() throws {
        let survey = try SpecimenSurvey(
            layouts: """
                services:
                  into: services
                  sheet: {named: Services}
                  matrix: {corner: Service area, rows: [group, division], header: stage, value: depth}

                """)
        let extraction = try survey.extract("matrix-two-labels.xlsx")
        #expect(
            try survey.lines(extraction, table: "services") == [
                ["group=Social @A4", "division=Health @B4", "stage=Planning @C3", "depth=none @C4"],
                ["group=Social @A4", "division=Health @B4", "stage=Delivery @D3", "depth=some @D4"],
                ["group=Social @A4", "division=Education @B5", "stage=Planning @C3", "depth=some @C5"],
                ["group=Other @A6", "division=Housing @B6", "stage=Delivery @D3", "depth=none @D6"],
            ])
        #expect(extraction.places(of: "services") == ["group A ", "division B ", "stage  3", "depth  "])
        #expect(try survey.entry("group", of: 1, table: "services", in: extraction)?.isMoved == false)
        #expect(try survey.entry("group", of: 3, table: "services", in: extraction)?.isMoved == true)
        #expect(extraction.told == [])
    }

    @Test("where the header is not there, nothing is read and that is an error")
    func noHeader() throws {
        let survey = try SpecimenSurvey([.cover, .services], changing: "named: Services", to: "named: Cover")
        let extraction = try survey.extract("sheets-missing.xlsx")
        #expect(extraction.records.allSatisfy { $0.table == "cover" })
        #expect(extraction.told == ["layout.header-missing -"])
    }
}
