import CodeLists
import OrderedCollections
import SurveyModel
import Testing
import Transform

/// A small, invented survey with a field of each kind, and the reading of single cells by it.
struct SpecimenSurvey {
    static let yaml = """
        canvass: 1
        title: Invented survey
        languages: [en, fr]
        round: {current: "2026"}
        inbox: {path: inbox}
        reporters: {file: reporters.csv, from: {filename: "([A-Z]{3})"}}
        missing:
          - {status: M, marks: ["n.a.", "na"]}
          - {status: L, marks: [".."]}
          - {status: O, marks: ["-", ":"]}
        codelists:
          depth: {file: depth.csv}
          stage: {file: stage.csv}
          place: {file: place.csv}
          score: {file: score.csv}
          service: {file: service.csv}
          duty: {file: duty.csv}
          whom: {file: whom.csv}
          change: {file: change.csv}
          area: {bundled: cofog}
        tables:
          answers:
            title: Answers
            fields:
              text: {type: string, title: Remarks}
              number: {type: number, title: Budget}
              other: {type: number, title: Income}
              share: {type: number, unit: percent, title: Share}
              count: {type: integer, title: Count}
              year: {type: year, title: Start year}
              agreed: {type: boolean, title: Agreed}
              day: {type: date, title: Day}
              european: {type: date, dates: day-first, title: Day}
              american: {type: date, dates: month-first, title: Day}
              depth: {type: string, codelist: depth, title: Depth}
              place: {type: string, codelist: place, title: Place}
              stages: {type: string, codelist: stage, many: true, title: Stages}
              lenient: {type: number, title: Lenient, constraints: {severity: warning}}
              length: {type: number, unit: km, title: Length}
              staff: {type: integer, unit: persons per year, title: Staff}
              euros: {type: number, unit: EUR, title: Amount}
              crowns: {type: number, unit: SEK, title: Amount}
              millions: {type: number, unit: million EUR, title: Amount}
              rate: {type: number, unit: per mille, title: Rate}
              thousands: {type: number, multiplier: 1000, unit: EUR, title: Amount}
              dash: {type: string, missing: [], title: Remarks}
              coded: {type: number, missing: [{status: Q, marks: [c, "-99", "#N/A"]}], title: Coded}
              score: {type: integer, scale: score, title: Score}
              service: {type: string, codelist: service, title: Service}
              duty: {type: string, codelist: duty, title: Duty}
              area: {type: string, codelist: area, title: Area}
              areas: {type: string, codelist: area, many: true, title: Areas}
              whom: {type: string, codelist: whom, many: true, title: Whom}
              change: {type: string, codelist: change, title: Change}
              opened: {type: year, title: Opened, constraints: {minimum: 1000}}
              closed: {type: year, title: Closed, constraints: {minimum: 1500, maximum: 2800}}
              founded: {type: year, title: Founded, constraints: {minimum: 1900, maximum: 2100}}
              percentage: {type: number, unit: "%", title: Percentage}
          others:
            title: Others
            fields:
              text: {type: string, title: Remarks}
        layouts:
          answers: {into: answers, sheet: {any: true}, table: {columns: {text: {label: Remarks}}}}
        """

    static let lists = [
        "depth":
            "code,label_en,label_fr,synonyms_en\n0,none,aucune,nil\n1,some,partielle,partial\n2,substantial,substantielle,a lot\n",
        "stage":
            "code,label_en,label_fr\ndesign,Planning and design,Planification\ndelivery,Delivery,Prestation\nreview,\"Review, evaluation\",Suivi\n",
        "score":
            "code,label_en,label_fr\n0,no benefit,aucun avantage\n1,small,faible\n2,moderate,moyen\n3,large,important\n4,very large,très important\n",
        "service":
            "code,parent,label_en\n07,,Health\n07.2,07,Outpatient services\n07.3,07,Hospital services\n07.4,07,Health education\n09,,Education\n08,,\"Recreation, culture\"\n08.1,08,Recreation\n08.2,08,Culture\n",
        "duty": "code,label_en\nA1,Waste\nB2,Water management\nC3,Waste or water management\n",
        "change": "code,label_en\n-1,Worse\n0,Same\n1,Better\n",
        "whom": "code,label_en\n1,One\n2,Two\n3,\"Four; or more\"\n",
        "place": "code,label_en,code_numeric\nNA,Namibia,516\nNO,Norway,578\nNE,Niger,562\n",
    ]

    let definition: SurveyDefinition
    private let transformer: Transformer
    private let table: TableDefinition

    /// The survey, with further keys at the top level of its definition, or in other languages.
    init(adding keys: String = "", languages: String = "en, fr") throws {
        let yaml = Self.yaml.replacing("languages: [en, fr]", with: "languages: [\(languages)]")
        definition = try SurveyDefinition.decode(yaml: yaml + "\n" + keys, file: "pipeline.yaml")
        var matchers: [String: CodeMatcher] = [:]
        for (name, csv) in Self.lists {
            let list = try CodeList.read(csv: csv, id: name, file: "\(name).csv")
            // Places must be written exactly: a slip is only suggested.
            matchers[name] = CodeMatcher(list, minimumConfidence: name == "place" ? 1 : 0.9)
        }
        matchers["area"] = CodeMatcher(try CodeList.bundled("cofog"))
        transformer = Transformer(definition: definition, matchers: matchers)
        table = try #require(definition.tables["answers"])
    }

    /// The record of a row with cells in some fields: row 5, each field in its own column.
    func row(_ cells: [String: RawValue], row: Int = 5) throws -> RawRecord {
        var entries = [RawEntry?](repeating: nil, count: table.fields.count)
        for (field, value) in cells {
            let index = try #require(table.index(of: field), "no field \(field)")
            entries[index] = RawEntry(value: value, origin: Origin(sheet: "Answers", row: row, column: index + 1))
        }
        return RawRecord(
            table: "answers", layout: "answers", anchor: Origin(sheet: "Answers", row: row, column: 1), entries: entries
        )
    }

    func transform(
        _ records: [RawRecord], places: [FieldPlace] = [], language: String? = nil, uses1904: Bool = false,
        bound: FindingsBound? = nil
    ) -> Transformation {
        transformer.transform(records, places: places, language: language, uses1904: uses1904, bound: bound)
    }

    /// What becomes of one cell in one field, where other rows hold `others` in the same field.
    func read(
        _ value: RawValue, as field: String, others: [String] = [], language: String? = nil, uses1904: Bool = false
    ) throws -> (entry: Entry, findings: [Finding]) {
        var records = [try row([field: value])]
        for (index, other) in others.enumerated() { records.append(try row([field: .text(other)], row: 6 + index)) }
        let result = transform(records, language: language, uses1904: uses1904)
        let index = try #require(table.index(of: field))
        let entry = try #require(result.records.first?.entries[index])
        return (entry, result.findings.filter { $0.record == 1 })
    }

    func read(_ text: String, as field: String, others: [String] = [], language: String? = nil) throws -> (
        entry: Entry, findings: [Finding]
    ) {
        try read(.text(text), as: field, others: others, language: language)
    }
}
