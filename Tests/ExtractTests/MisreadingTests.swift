import Extract
import Spreadsheets
import SurveyModel
import Testing

@Suite("Labels and rows that may be others than they seem")
struct MisreadingTests {
    private static func items(_ keys: String, label: String = "label: Title", budget: String = "label: Budget")
        -> String
    {
        """
        items:
          into: items
          sheet: {named: Items}
          table:
            \(keys)
            columns: {title: {\(label)}, region: {label: [Region, Area]}, budget: {\(budget)}}

        """
    }

    private func titles(_ extraction: Extraction, _ survey: SpecimenSurvey) throws -> [String] {
        try survey.lines(extraction, table: "items").compactMap(\.first)
    }

    @Test(
        "a row is skipped where a label names it, not where it begins other words; sums that nobody declared are told")
    func skipped() throws {
        let survey = try SpecimenSurvey(
            layouts: Self.items("skip: {label: [Please, Example, Total, Sous-total]}"))
        let extraction = try survey.extract("table-sums.xlsx")
        #expect(
            try titles(extraction, survey) == [
                "title=Example-based learning @A5", "title=Total quality management @A6",
                "title=Of which: harbours @A7", "title=Summary of harbours @A11",
            ])
        #expect(extraction.told == ["layout.looks-like-total A6", "layout.looks-like-total A7"])
        #expect(extraction.findings.map(\.record) == [2, 3])
        #expect(extraction.findings.map(\.severity) == [.warning, .warning])
    }

    @Test("without a word in the definition each row that is called a sum is told")
    func undeclared() throws {
        let survey = try SpecimenSurvey(layouts: Self.items("blank: 3"))
        let extraction = try survey.extract("table-sums.xlsx")
        let told = extraction.told.filter { $0.hasPrefix("layout.looks-like-total") }
        #expect(told == [6, 7, 8, 9, 10, 12].map { "layout.looks-like-total A\($0)" })
    }

    @Test(
        "a further table is found by any spelling of its labels; where tables are not repeated, its header is no record"
    )
    func otherWords() throws {
        let columns = (label: "label: [Title, Name]", budget: "label: [Budget, Money]")
        let repeated = try SpecimenSurvey(
            layouts: Self.items("repeat: {direction: down}", label: columns.label, budget: columns.budget))
        let single = try SpecimenSurvey(layouts: Self.items("blank: 3", label: columns.label, budget: columns.budget))
        for survey in [repeated, single] {
            let extraction = try survey.extract("tables-other-words.xlsx")
            #expect(
                try survey.lines(extraction, table: "items") == [
                    ["title=Alpha @A2", "region=North @B2", "budget=100 @C2"],
                    ["title=Beta @A5", "region=South @B5", "budget=50 @C5"],
                ])
            #expect(extraction.told == [])
        }
    }

    @Test("a form's label that says more is told, but for numbering, parentheses and units; so is one that says less")
    func formLabels() throws {
        let survey = try SpecimenSurvey(
            layouts: """
                cover:
                  into: cover
                  sheet: {named: Cover}
                  form:
                    fields:
                      country: {label: Country}
                      body: {label: Reporting body}
                      amount: {label: Total amount}
                      remarks: {label: Remarks in general of the body, answer: below}

                """)
        let extraction = try survey.extract("form-labels-longer.xlsx")
        #expect(extraction.told == ["layout.label-differs A1", "layout.label-differs A4"])
        #expect(
            extraction.findings.map { $0.expected?.text(in: "en") } == [
                "Reporting body", "Remarks in general of the body",
            ])
        #expect(extraction.findings.map(\.value) == ["Reporting body phone", "Remarks in general"])
        #expect(extraction.findings.map(\.field) == ["body", "remarks"])
    }

    @Test("a column's label that says more is told; a single word is not taken for the beginning of others")
    func columnLabels() throws {
        let survey = try SpecimenSurvey(
            layouts: Self.items("blank: 3", label: "label: Title of the item in full", budget: "label: Budget total"))
        let extraction = try survey.extract("table-labels-longer.xlsx")
        #expect(try titles(extraction, survey) == ["title=Alpha @A2"])
        #expect(extraction.told == ["layout.label-differs A1", "layout.label-differs C1"])
        #expect(extraction.findings.map(\.severity) == [.note, .note])
    }

    @Test("a column below the words of another group is told")
    func otherGroup() throws {
        let survey = try SpecimenSurvey(
            layouts: """
                practices:
                  into: practices
                  sheet: {named: Items}
                  table:
                    header: 2
                    columns:
                      title: {label: Title}
                      before: {group: Budget, label: Before}
                      after: {group: Budget, label: After}

                """)
        let extraction = try survey.extract("table-other-group.xlsx")
        #expect(extraction.told == ["layout.label-differs C2"])
        #expect(extraction.findings.map(\.value) == ["Staff / After"])
        #expect(extraction.findings.map { $0.expected?.text(in: "en") } == ["Budget / After"])
    }

    @Test("a question that is not there names the mend: where its words are written")
    func mend() throws {
        let survey = try SpecimenSurvey(
            layouts: """
                cover:
                  into: cover
                  sheet: {named: Cover}
                  form: {fields: {country: {label: Country}, completed: {label: Date of completion}}}

                """)
        let finding = try #require(
            try survey.extract("form-labels-longer.xlsx").findings.first { $0.rule == "layout.label-missing" })
        let message = finding.message.text(in: "en")
        #expect(message.contains("`label` of `completed` in the layout `cover` of pipeline.yaml"))
    }

    @Test(
        "a table none of whose labels is known is read where the questionnaire has it, with a warning that quotes its header"
    )
    func inPlace() throws {
        let survey = try SpecimenSurvey(layouts: Self.items("address: a2"))
        let extraction = try survey.extract("table-in-place.xlsx")
        #expect(
            try survey.lines(extraction, table: "items") == [
                ["title=Alpha @A4", "region=North @B4", "budget=100 @C4"],
                ["title=Beta @A5", "region=South @B5", "budget=50 @C5"],
            ])
        #expect(extraction.rungs(of: "items") == ["title position", "region position", "budget position"])
        #expect(extraction.findings.map(\.rule) == ["layout.found-by-position"])
        #expect(extraction.findings.map(\.severity) == [.warning])
        #expect(extraction.findings.map(\.value) == ["Vorhaben, Ort, Kosten"])
    }

    @Test(
        "a place tells nothing where a known label stands over another column, or words over more or fewer columns",
        arguments: [
            ("table-not-in-place.xlsx", "address: A3"), ("table-in-place.xlsx", "address: B3"),
            ("table-in-place.xlsx", "address: A8"), ("table-in-place.xlsx", "blank: 3"),
        ])
    func notInPlace(_ fixture: String, _ keys: String) throws {
        let survey = try SpecimenSurvey(layouts: Self.items(keys, label: "label: Title", budget: "label: Budget"))
        let extraction = try survey.extract(fixture)
        #expect(extraction.records.isEmpty)
        #expect(!extraction.told.contains { $0.hasPrefix("layout.found-by-position") })
        #expect(
            extraction.told.contains { $0.hasPrefix("layout.header-missing") || $0.hasPrefix("layout.wrong-template") })
    }

    @Test("merged ranges without end cost no more than a bounded number of spans: those over it are told")
    func mergedMany() throws {
        let survey = try SpecimenSurvey(layouts: Self.items("blank: 3"))
        let extraction = try survey.extract("merged-many.xlsx")
        #expect(try titles(extraction, survey) == ["title=Alpha @A2", "region=South @B3"])
        let told = try #require(extraction.findings.first { $0.rule == "layout.merges-many" })
        // 100,000 spans: two of the first range, 64 of each further one.
        #expect(told.message.text(in: "en").contains(" \(2_000 - 99_998 / 64) of them "))
        #expect(extraction.told.contains("layout.merged-answer A2"))
    }

    @Test("of a header with hundreds of gaps each column is known, and what is typed in a gap is told")
    func gaps() throws {
        let survey = try SpecimenSurvey(layouts: Self.items("blank: 3"))
        let extraction = try survey.extract("table-gaps.xlsx")
        #expect(try titles(extraction, survey) == ["title=Alpha @A2", "title=Beta @A3"])
        #expect(extraction.told.count { $0.hasPrefix("layout.column-extra") } == 600)
        #expect(extraction.told.filter { $0.hasPrefix("layout.text-unclaimed") } == ["layout.text-unclaimed WF3"])
    }
}
