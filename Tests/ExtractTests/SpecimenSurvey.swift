import Extract
import Foundation
import OrderedCollections
import Spreadsheets
import SurveyModel
import Testing

/// A small, invented survey with a layout of each kind, and its reading of the fixtures.
struct SpecimenSurvey {
    /// The layouts that a test needs; a return lacks none that the survey does not ask for.
    enum Part: String, CaseIterable {
        case cover
        case practices
        case services
    }

    private static let head = """
        canvass: 1
        title: Invented survey
        languages: [en, fr]
        round: {current: "2026"}
        inbox: {path: inbox}
        reporters: {file: reporters.csv, from: {filename: "([A-Z]{3})"}}
        codelists:
          division: {file: division.csv}
          partner: {file: partner.csv}
          stage: {file: stage.csv}
          region: {file: region.csv}
        tables:
          cover:
            title: Cover
            fields:
              country: {type: string, title: Country}
              body: {type: string, title: Reporting body}
              completed: {type: date, title: Date of completion}
              amount: {type: number, title: Total amount}
              remarks: {type: string, title: Remarks}
          practices:
            title: Practices
            fields:
              number: {type: integer, title: No.}
              title: {type: string, title: Title of the practice}
              stages: {type: string, codelist: stage, many: true, title: Stages}
              year: {type: year, title: Start year}
              before: {type: number, title: Budget before}
              after: {type: number, title: Budget after}
          items:
            title: Items
            fields:
              number: {type: integer, title: No.}
              title: {type: string, title: Title}
              region: {type: string, codelist: region, title: Region}
              budget: {type: number, title: Budget}
              staff: {type: integer, title: Staff}
              project: {type: string, title: Project}
              stages: {type: string, codelist: stage, many: true, title: Stages}
          offices:
            title: Offices
            fields:
              office: {type: string, title: Office}
              staff: {type: integer, title: Staff}
          services:
            title: Services
            fields:
              group: {type: string, title: Group}
              division: {type: string, codelist: division, title: Service area}
              partner: {type: string, codelist: partner, title: Partner}
              stage: {type: string, codelist: stage, title: Stage}
              depth: {type: string, title: Depth}
        layouts:

        """

    private static let layouts: [Part: String] = [
        .cover: """
          cover:
            into: cover
            required: true
            sheet: {named: {en: Cover, fr: Couverture}}
            form:
              fields:
                country: {label: {en: Country, fr: Pays}, name: s_country}
                body: {label: {en: Reporting body, fr: Organisme déclarant}, name: S_BODY}
                completed: {label: {en: Date of completion, fr: Date de réponse}}
                amount: {label: {en: Total amount, fr: Montant total}}
                remarks: {label: {en: Remarks, fr: Observations}, answer: below}

        """,
        .practices: """
          practices:
            into: practices
            sheet: {named: {en: Practices, fr: Pratiques}}
            table:
              header: 2
              end: [Total, Grand total]
              blank: 3
              columns:
                number: {label: {en: No., fr: N°}, preprinted: true}
                title: {label: {en: Title of the practice, fr: Intitulé de la pratique}}
                stages: {group: Stages, marks: {planning: Planning, delivery: Delivery, review: Review}}
                year: {label: {en: Start year, fr: Année de lancement}}
                before: {group: Budget, label: {en: Before, fr: Avant}}
                after: {group: Budget, label: {en: After, fr: Après}}

        """,
        .services: """
          services:
            into: services
            sheet: {named: Services}
            matrix:
              corner: Service area
              rows: division
              header: [partner, stage]
              value: depth
              end: Total

        """,
    ]

    private static let versions = """
        versions:
          "2.0": {text: [Template version 2.0, Modèle version 2.0]}
          "1.0":
            text: Template version 1.0
            layouts:
              practices:
                blocks:
                  start: "Practice {n}"
                  number: number
                  fields:
                    title: {label: Title of the practice}
                    stages: {label: Stages}
                    year: {label: Start year}
        """

    private static let spellings = [
        "division": [
            CodeSpellings(code: "health", spellings: ["Health"]),
            CodeSpellings(code: "education", spellings: ["Education"]),
            CodeSpellings(code: "housing", spellings: ["Housing"]),
        ],
        "partner": [
            CodeSpellings(code: "users", spellings: ["Users"]),
            CodeSpellings(code: "citizens", spellings: ["Citizens"]),
        ],
        "stage": [
            CodeSpellings(code: "planning", spellings: ["Planning"]),
            CodeSpellings(code: "delivery", spellings: ["Delivery"]),
            CodeSpellings(code: "review", spellings: ["Review", "Evaluation"]),
        ],
        "region": [
            CodeSpellings(code: "north", spellings: ["North", "Northern region"]),
            CodeSpellings(code: "south", spellings: ["South"]),
        ],
    ]

    let definition: SurveyDefinition

    init(_ parts: [Part], versions: Bool = false, changing old: String = "", to new: String = "") throws {
        var yaml = Self.head + parts.compactMap { Self.layouts[$0] }.joined() + (versions ? Self.versions : "")
        if !old.isEmpty {
            try #require(yaml.ranges(of: old).count == 1, "“\(old)” does not stand once in the definition")
            yaml = yaml.replacing(old, with: new)
        }
        definition = try SurveyDefinition.decode(yaml: yaml, file: "pipeline.yaml")
    }

    /// The survey with layouts of its own, which begin at the margin; `top` and `bottom` are further keys of the definition, and `reporters`
    /// tells where a return names its reporter; `changing` stands once in what all definitions have.
    init(
        layouts: String, top: String = "", bottom: String = "", reporters: String? = nil, changing old: String = "",
        to new: String = ""
    ) throws {
        let indented = layouts.split(separator: "\n").map { "  \($0)\n" }.joined()
        let head = Self.head.replacing("tables:\n", with: top + "\ntables:\n", maxReplacements: 1)
        let from = "{filename: \"([A-Z]{3})\"}"
        var whole = reporters.map { head.replacing("from: " + from, with: "from: " + $0) } ?? head
        if !old.isEmpty {
            try #require(whole.ranges(of: old).count == 1, "“\(old)” does not stand once in the definition")
            whole = whole.replacing(old, with: new)
        }
        definition = try SurveyDefinition.decode(yaml: whole + indented + bottom, file: "pipeline.yaml")
    }

    func extract(_ fixture: String, sentAs file: String = "") throws -> Extraction {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/\(fixture)")
        return try extract(at: url, sentAs: file)
    }

    func extract(at url: URL, sentAs file: String = "") throws -> Extraction {
        try Extractor(definition: definition, spellings: Self.spellings).extract(
            Workbook.open(path: url.path), file: file)
    }

    /// Extracts a sheet that is written as CSV; `blank` has the rows of the blank questionnaire with which it is compared.
    func extract(rows: [String], blank: [String]? = nil) throws -> Extraction {
        let template = try blank.map { rows in
            try Self.csv(rows) { try Template(Workbook.open(path: $0.path), name: "blank.csv") }
        }
        let version = try #require(definition.versions.first).id
        let extractor = Extractor(
            definition: definition, spellings: Self.spellings, templates: template.map { [version: [$0]] } ?? [:])
        return try Self.csv(rows) { try extractor.extract(Workbook.open(path: $0.path)) }
    }

    /// What would be read as answers in a blank questionnaire that is written as CSV.
    func answers(inBlank rows: [String]) throws -> [String] {
        let version = try #require(definition.versions.first)
        let extractor = Extractor(definition: definition, spellings: Self.spellings)
        let reading = try Self.csv(rows) {
            try BlankReading(extractor, Workbook.open(path: $0.path), version: version, placeholders: [])
        }
        return reading.answers.map { "\($0.field)=\($0.text) @\($0.origin.cell)" }
    }

    static func csv<Value>(_ rows: [String], _ read: (URL) throws -> Value) throws -> Value {
        let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: url) }
        try Data(rows.map { "\($0)\n" }.joined().utf8).write(to: url)
        return try read(url)
    }

    /// Extracts a fixture, compared with another, which is the blank questionnaire.
    func extract(_ fixture: String, blank: String) throws -> Extraction {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
        return try extract(at: folder.appending(path: fixture), blank: folder.appending(path: blank))
    }

    func extract(at url: URL, blank: URL) throws -> Extraction {
        let template = try Template(Workbook.open(path: blank.path), name: blank.lastPathComponent)
        let version = try #require(definition.versions.first).id
        return try Extractor(definition: definition, spellings: Self.spellings, templates: [version: [template]])
            .extract(Workbook.open(path: url.path))
    }

    /// The records of a table with the entries that they have, each as `field=text @cell`. All of them must be where lineage leads.
    func lines(_ extraction: Extraction, table: String) throws -> [[String]] {
        let fields = try #require(definition.tables[table]).fields.keys
        #expect(misled(extraction) == [])
        return extraction.records.filter { $0.table == table }.map { record in
            zip(fields, record.entries).compactMap { field, entry in
                entry.map { "\(field)=\($0.value.text) @\($0.origin.cell)" }
            }
        }
    }

    /// Entries without a line of their own in `lineage/values.csv` that do not stand where docs/lineage.md leads from their field's place.
    private func misled(_ extraction: Extraction) -> [String] {
        extraction.records.flatMap { record in
            zip(definition.tables[record.table]?.fields.keys.map(\.self) ?? [], record.entries).compactMap {
                field, entry -> String? in
                guard let entry, !entry.isMoved, entry.part == nil else { return nil }
                if case .marks = entry.value { return nil }
                let place = extraction.places.first {
                    $0.table == record.table && $0.field == field && $0.sheet == record.anchor.sheet
                }
                guard let place else { return "\(field) has no place" }
                let column = place.column.isEmpty ? Origin.columnLetters(record.anchor.column) : place.column
                let isFromAnchor = place.row.isEmpty || "+-".contains(place.row.prefix(1))
                let row = (Int(place.row) ?? 0) + (isFromAnchor ? record.anchor.row : 0)
                return "\(column)\(row)" == entry.origin.cell
                    ? nil : "\(field): \(column)\(row), not \(entry.origin.cell)"
            }
        }
    }

    /// An entry of the n-th record of a table, from 1.
    func entry(_ field: String, of number: Int, table: String, in extraction: Extraction) throws -> RawEntry? {
        let records = extraction.records.filter { $0.table == table }
        try #require(records.indices.contains(number - 1))
        return try records[number - 1].entries[#require(definition.tables[table]?.index(of: field))]
    }
}

extension Extraction {
    /// The findings as `rule cell`.
    var told: [String] {
        findings.map { "\($0.rule) \($0.cell ?? "-")" }
    }

    /// By what a table's fields were found, as `field rung`.
    func rungs(of table: String) -> [String] {
        places.filter { $0.table == table }.map { "\($0.field) \($0.rung.rawValue)" }
    }

    /// The places of a table's fields as `field column row`.
    func places(of table: String) -> [String] {
        places.filter { $0.table == table }.map { "\($0.field) \($0.column) \($0.row)" }
    }
}
