import Foundation
import Testing

@Suite("A definition drafted from a blank questionnaire, unedited")
struct InitFromBlankTests {
    /// A blank of a sample survey, and a return of that template that is as it should be.
    struct Sample: CustomTestStringConvertible, Sendable {
        let survey: String
        let blanks: [String]
        let file: String

        var testDescription: String { "\(blanks.joined(separator: " + ")) reads \(file)" }
    }

    static let blanks = "SampleInputs/co-production-blanks"
    static let returns = "SampleInputs/co-production"
    static let english = "Pipelines/co-production/template.xlsx"
    static let french = "Pipelines/co-production/template-fr.xlsx"

    static let samples = [
        Sample(survey: "co-production", blanks: [english], file: "\(returns)/CPS-2026-AUS.xlsx"),
        Sample(survey: "co-production", blanks: [english], file: "\(returns)/CPS-2026-AUT_final.xlsx"),
        Sample(survey: "co-production", blanks: [french], file: "\(returns)/Questionnaire_coproduction_CZ.xlsx"),
        Sample(survey: "co-production", blanks: [english, french], file: "\(returns)/CPS-2026-NOR.xlsx"),
        Sample(
            survey: "co-production", blanks: [english, french],
            file: "\(returns)/Questionnaire coproduction (France) final.xlsx"),
        Sample(
            survey: "co-production", blanks: ["\(blanks)/CPS-1.0-blank-en.xlsx"],
            file: "\(returns)/DNK-coproduction-survey.xlsx"),
        Sample(
            survey: "co-production", blanks: ["\(blanks)/CPS-1.0-blank-fr.xlsx"],
            file: "\(returns)/CPS_CH_2026_rev1.xlsx"),
        Sample(
            survey: "municipal-services", blanks: ["Tests/AcceptanceTests/Blanks/municipal-blank.xlsx"],
            file: "SampleInputs/municipal-services/2025-Q1/M008 2025-Q1 final.xlsx"),
    ]

    private func draft(_ blanks: [String], in folder: URL, called name: String = "draft") throws -> String {
        let paths = blanks.flatMap { ["--from", Repository.root.appending(path: $0).path] }
        let process = try CanvassProcess(["init", name] + paths, in: folder)
        #expect(process.status == 0, "\(process.errors)")
        return process.output
    }

    @Test("extracts at least 90 % of what the hand-written definition extracts", arguments: samples)
    func coverage(_ sample: Sample) throws {
        let scratch = try Scratch()
        _ = try draft(sample.blanks, in: scratch.url)
        let file = Repository.root.appending(path: sample.file)
        let written = try DoctorListing(of: file, by: sample.survey)
        let drafted = try DoctorListing(of: file, by: "draft", in: scratch.url)
        let wanted = Set(written.fields.keys)
        let found = wanted.intersection(drafted.fields.keys)
        let share = 100 * Double(found.count) / Double(wanted.count)
        let beyond = Set(drafted.fields.keys).subtracting(wanted)
        print(
            "init: \(sample.testDescription): \(found.count) of \(wanted.count) cells (\((share * 10).rounded() / 10) %), \(beyond.count) others"
        )
        #expect(wanted.count > 40)
        #expect(share >= 90, "not found: \(wanted.subtracting(found).map(\.description).sorted().prefix(20))")
        // What a definition takes beyond the answers it would publish.
        #expect(Double(beyond.count) <= 0.02 * Double(wanted.count), "\(beyond.map(\.description).sorted().prefix(20))")
        // Two questions in one field would be as bad as a question that is lost.
        let asked = Set(found.flatMap { written.fields[$0] ?? [] })
        let fields = Set(found.flatMap { drafted.fields[$0] ?? [] })
        #expect(fields.count >= asked.count, "\(asked.sorted()) but \(fields.sorted())")
    }

    @Test(
        "extracts at least 90 % of the answers of questionnaires of other designs, into fields with sensible names",
        arguments: ["libraries", "rivers", "escuelas", "ministry", "grant", "bilingual", "projects", "council"])
    func designs(name: String) throws {
        let scratch = try Scratch()
        let folder = "Tests/AcceptanceTests/Blanks"
        _ = try draft(["\(folder)/\(name)-blank.xlsx"], in: scratch.url)
        let expected = try Table.rows(of: Repository.root.appending(path: "\(folder)/\(name)-expected.csv"))
        let filled = Repository.root.appending(path: "\(folder)/\(name)-filled.xlsx")
        let drafted = try DoctorListing(of: filled, by: "draft", in: scratch.url)
        var lost: [String] = []
        var misnamed: [String] = []
        for row in expected {
            let cell = DoctorListing.Cell(
                sheet: row["sheet"] ?? "", cell: row["cell"] ?? "", raw: row["raw"] ?? "")
            guard let fields = drafted.fields[cell] else {
                lost.append(cell.description)
                continue
            }
            if let field = row["field"], !fields.contains(where: { $0.hasSuffix(".\(field)") }) {
                misnamed.append("\(cell) is \(fields.sorted()), not \(field)")
            }
        }
        print("init: \(name): \(expected.count - lost.count) of \(expected.count) answers")
        #expect(lost.count * 10 <= expected.count, "\(lost)")
        #expect(misnamed.isEmpty, "\(misnamed)")
    }

    @Test("names fields after their questions, keeps the questions as titles, and makes code lists of drop-downs")
    func definition() throws {
        let scratch = try Scratch()
        let output = try draft([Self.english, Self.french], in: scratch.url)
        let folder = scratch.url.appending(path: "Pipelines/draft")
        let yaml = try String(contentsOf: folder.appending(path: "pipeline.yaml"), encoding: .utf8)
        #expect(yaml.hasPrefix("# Drafted by canvass init from"), "there is no schema above")
        #expect(yaml.contains("# Before a second round is begun, say in `from` how a return tells its round\n"))
        for line in [
            "languages: [en, fr]", "countries: {bundled: countries}", "bundled: cofog, levels: [1, 1]",
            "country: {label: {en: Country, fr: Pays}, name: cps_country}",
            "- field: cover.country", "latest: cover.date_of_completion", "dates: day-first",
            "en: \"Reporting body (ministry, agency or office)\"",
            "group: {en: Partners, fr: Partenaires}",
        ] {
            #expect(yaml.contains(line), "\(line)")
        }
        #expect(yaml.split(separator: "\n").allSatisfy { $0.count <= 130 })
        let type = try Table.rows(of: folder.appending(path: "codelists/type.csv"))
        #expect(type.compactMap { $0["label_en"] } == ["Addition", "Substitution"])
        #expect(type.compactMap { $0["label_fr"] } == ["Complément", "Substitution"])
        #expect(
            try Data(contentsOf: folder.appending(path: "template.xlsx"))
                == Data(contentsOf: Repository.root.appending(path: Self.english)))
        #expect(output.contains("matrix B4:K15: 10 rows by 3 by 3 columns -> services"))
        #expect(output.contains("Lists: not read (the values of drop-downs)"))
        #expect(output.contains("Next: canvass doctor draft --return"))
    }

    @Test(
        "drop-downs of countries and of government functions are Canvass's own lists, and the countries are the reporters"
    )
    func bundledLists() throws {
        let scratch = try Scratch()
        let output = try draft(["Tests/AcceptanceTests/Blanks/members-blank.xlsx"], in: scratch.url)
        let folder = scratch.url.appending(path: "Pipelines/draft")
        let yaml = try String(contentsOf: folder.appending(path: "pipeline.yaml"), encoding: .utf8)
        for line in [
            "countries: {bundled: countries}", "cofog: {bundled: cofog, levels: [1, 1]}",
            "- field: cover.member_country",
            "round: {current: \"2027\"}", "service: {type: string, codelist: cofog, title: Service}",
        ] {
            #expect(yaml.contains(line), "\(line) in \(yaml)")
        }
        let reporters = try Table.rows(of: folder.appending(path: "reporters.csv"))
        #expect(reporters.map { $0["code"] } == ["AUT", "CZE", "KOR", "NLD", "TUR", "GBR"])
        #expect(reporters[2]["name"] == "Korea, Rep.")
        #expect(output.contains("reporters.csv has the 6 countries of the questionnaire."))
        #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "codelists").path))
    }

    @Test("bare headings are no questions, guesses are marked check:, and the draft is read back before it is done")
    func headingsAndMarks() throws {
        let scratch = try Scratch()
        let output = try draft(["Tests/AcceptanceTests/Blanks/ministry-blank.xlsx"], in: scratch.url)
        for line in [
            "form A6:A10: 5 questions -> cover", "not asked: A4 “Respondent”", "not asked: A3 “A.1 Policy”",
            "not asked: A9 “A.2 Publication”", "Read back: all 20 fields of the draft are found in the questionnaire.",
            "Not proved: that answers stand where the draft looks for them",
            "its column code holds what cover.ministry says",
        ] {
            #expect(output.contains(line), "\(line) in \(output)")
        }
        let yaml = try String(
            contentsOf: scratch.url.appending(path: "Pipelines/draft/pipeline.yaml"), encoding: .utf8)
        for line in [
            "# check: what these texts mean is a guess; where a dash is an answer, take it out\nmissing:",
            "marks: [n.a., n.a, n/a, not applicable]", "marks: [\"-\", \"–\", \"—\", \":\"]",
            "declare those that the questionnaire explains\nflags:", "{status: P, marks: [p, prov., provisional]}",
            "units: true", "expenditure_2025: {label: Expenditure 2025, unit: thousand EUR}",
        ] {
            #expect(yaml.contains(line), "\(line) in \(yaml)")
        }
    }

    @Test("a table that stands again under numbered headings is one, and cells in two languages give both")
    func repeatedAndBilingual() throws {
        let scratch = try Scratch()
        let folder = "Tests/AcceptanceTests/Blanks"
        let output = try draft(["\(folder)/grant-blank.xlsx"], in: scratch.url)
        #expect(output.contains("table A4:D24: 3 times “Project {n}”, 4 columns each -> costs"), "\(output)")
        _ = try draft(["\(folder)/bilingual-blank.xlsx"], in: scratch.url, called: "museums")
        let museums = scratch.url.appending(path: "Pipelines/museums")
        let yaml = try String(contentsOf: museums.appending(path: "pipeline.yaml"), encoding: .utf8)
        for line in ["languages: [en, fr]", "title: {en: City, fr: Ville}", "city: {label: {en: City, fr: Ville}}"] {
            #expect(yaml.contains(line), "\(line) in \(yaml)")
        }
        let condition = try Table.rows(of: museums.appending(path: "codelists/condition.csv"))
        #expect(
            condition.first == [
                "code": "good", "label_en": "Good", "label_fr": "Bon", "synonyms_en": "Good / Bon",
            ])
    }

    @Test("blocks are found by headings in two languages, and rows in which nothing but formulas stand are no records")
    func bilingualBlocks() throws {
        let scratch = try Scratch()
        let folder = "Tests/AcceptanceTests/Blanks"
        let output = try draft(["\(folder)/projects-blank.xlsx"], in: scratch.url)
        #expect(output.contains("4 times “Project {n} / Proyecto {n}”, 3 questions each -> projects"), "\(output)")
        let yaml = try String(
            contentsOf: scratch.url.appending(path: "Pipelines/draft/pipeline.yaml"), encoding: .utf8)
        for line in [
            "start: \"Project {n} / Proyecto {n}\"", "title: {en: Project, es: Proyecto}",
            "name_of_library: {type: string,", "title: {en: \"Staff: Total\", es: \"Personal: Total\"}",
            "title: {en: \"Staff: Women\", es: \"Personal: Mujeres\"}", "key: [number]",
            "staff_total: {group: {en: Staff, es: Personal}, label: Total, preprinted: true}",
            "staff_men: {group: {en: Staff, es: Personal}, label: {en: Men, es: Hombres}}", "type: boolean",
        ] {
            #expect(yaml.contains(line), "\(line) in \(yaml)")
        }
        let filled = Repository.root.appending(path: "\(folder)/projects-filled.xlsx")
        let read = try DoctorListing(of: filled, by: "draft", in: scratch.url)
        let rows = Set(read.fields.keys.filter { $0.sheet == "Libraries" }.map { $0.cell.filter(\.isNumber) })
        #expect(rows == ["5", "6"])
    }

    @Test("amounts are answers where the first row is a subtotal, and rows of formulas among others are told")
    func subtotals() throws {
        let scratch = try Scratch()
        let output = try draft(["Tests/AcceptanceTests/Blanks/council-blank.xlsx"], in: scratch.url)
        let yaml = try String(
            contentsOf: scratch.url.appending(path: "Pipelines/draft/pipeline.yaml"), encoding: .utf8)
        for line in ["accounts_2024: {label: 2024 Accounts}", "both: {label: Both, preprinted: true}"] {
            #expect(yaml.contains(line), "\(line) in \(yaml)")
        }
        #expect(output.contains("check: formulas work out row 5, “R1” and 1 more"), "\(output)")
    }

    @Test(
        "the reporter is no number of a repeated table, and a code rather than a name; what stands over such a table is told"
    )
    func reporter() throws {
        let scratch = try Scratch()
        let output = try draft(["Tests/AcceptanceTests/Blanks/council-blank.xlsx"], in: scratch.url)
        #expect(output.contains("its column code holds what council.municipality_code says"), "\(output)")
        #expect(output.contains("not asked: A4 “Head of inspection”"), "\(output)")
    }

    @Test("a drop-down is read whose list has an equals sign in front, as scripts write it")
    func listWithEqualsSign() throws {
        let scratch = try Scratch()
        let output = try draft(["Tests/AcceptanceTests/Blanks/council-blank.xlsx"], in: scratch.url)
        #expect(output.contains("Lists: not read (the values of drop-downs)"), "\(output)")
        let folder = scratch.url.appending(path: "Pipelines/draft")
        let province = try Table.rows(of: folder.appending(path: "codelists/province.csv"))
        #expect(province.compactMap { $0["label_en"] } == ["Northmark", "Southmark", "Lakeland"])
    }

    @Test("columns that formulas add up are numbers, and the row of the sums ends the table, whatever it is called")
    func sums() throws {
        let scratch = try Scratch()
        _ = try draft(["Tests/AcceptanceTests/Blanks/council-blank.xlsx"], in: scratch.url)
        let folder = scratch.url.appending(path: "Pipelines/draft")
        let yaml = try String(contentsOf: folder.appending(path: "pipeline.yaml"), encoding: .utf8)
        let told = "# check: the type is told by a formula that adds up what is filled in\n"
        for line in [
            told + "      accounts_2024: {type: number,", told + "      boys: {type: number,",
            told + "      pupils: {type: number,", "name_of_school: {type: string,", "end: All ages",
        ] {
            #expect(yaml.contains(line), "\(line) in \(yaml)")
        }
        let ages = try Table.rows(of: folder.appending(path: "codelists/age.csv"))
        #expect(ages.compactMap { $0["label_en"] } == ["Under 6", "6 to 11", "12 and over"])
    }

    @Test("what is printed where an answer is looked for is told on reading the draft back")
    func printedAnswers() throws {
        let scratch = try Scratch()
        _ = try draft(["Tests/AcceptanceTests/Blanks/ministry-blank.xlsx"], in: scratch.url)
        let file = scratch.url.appending(path: "Pipelines/draft/pipeline.yaml")
        let yaml = try String(contentsOf: file, encoding: .utf8)
        try Data(yaml.replacingOccurrences(of: "      units: true\n", with: "").utf8).write(to: file)
        let doctor = try CanvassProcess(["doctor", "draft"], in: scratch.url)
        #expect(doctor.status == 0)
        #expect(
            doctor.output.contains(
                "template.xlsx holds what would be read as answers: Section B!C6 “thousand EUR” as services_users_open_data.expenditure_2025"
            ), "\(doctor.output)")
        #expect(doctor.output.contains("say so by `units`"))
    }

    @Test("the same blank gives the same files")
    func determinism() throws {
        let scratch = try Scratch()
        _ = try draft([Self.english, Self.french], in: scratch.url, called: "./one")
        _ = try draft([Self.english, Self.french], in: scratch.url, called: "./two")
        let files = { (name: String) in
            try FileManager.default.subpathsOfDirectory(atPath: scratch.url.appending(path: name).path).sorted()
        }
        #expect(try files("one") == files("two"))
        for file in try files("one") where file.hasSuffix(".yaml") || file.hasSuffix(".csv") {
            let contents = try ["one", "two"].map { name in
                try String(contentsOf: scratch.url.appending(path: "\(name)/\(file)"), encoding: .utf8)
                    .replacingOccurrences(of: "./\(name)", with: "")
            }
            #expect(contents[0] == contents[1], "\(file)")
        }
    }

    @Test("a workbook that asks nothing is told as such, and nothing is written")
    func noQuestions() throws {
        let scratch = try Scratch()
        let file = scratch.url.appending(path: "notes.csv")
        try Data("This sentence only tells something and asks nothing at all.\n".utf8).write(to: file)
        let process = try CanvassProcess(["init", "./draft", "--from", file.path], in: scratch.url)
        #expect(process.status == 74)
        #expect(process.errors.contains("No question was found"))
        #expect(!FileManager.default.fileExists(atPath: scratch.url.appending(path: "draft").path))
    }
}
