import class GRDB.Database
import class GRDB.DatabaseQueue
import OrderedCollections
import SurveyModel
import Testing
import Validate

/// A small, invented survey with a field for each constraint, and records for it.
enum SpecimenSurvey {
    private static let yaml = """
        canvass: 1
        title: Invented survey
        languages: [en, fr]
        round: {current: "2026"}
        inbox: {path: inbox}
        reporters: {file: reporters.csv, from: {filename: "([A-Z]{3})"}}
        codelists:
          kind: {file: kind.csv}
        tables:
          practices:
            title: Practices
            key: [number]
            fields:
              number: {type: integer, title: No., constraints: {minimum: 1, maximum: 20}}
              title: {type: string, title: Title, constraints: {required: true, minLength: 2, maxLength: 10}}
              code: {type: string, title: Code, constraints: {pattern: "[A-Z]{3}", unique: true}}
              kind: {type: string, codelist: kind, title: Kind, constraints: {enum: [a, b]}}
              day: {type: date, title: Day, constraints: {minimum: 2025-01-01, maximum: 2026-12-31}}
              share: {type: number, title: Share, constraints: {minimum: 0, maximum: 100, severity: warning}}
          others:
            title: Others
            fields:
              code: {type: string, title: Code, constraints: {unique: true}}
        layouts:
          practices: {into: practices, sheet: {any: true}, table: {columns: {number: {label: No.}}}}

        """

    /// The survey with `rules`, a YAML list; its first rule starts on line ``firstRuleLine``.
    static func definition(rules: String = "", key: String = "number") throws -> SurveyDefinition {
        try SurveyDefinition.decode(
            yaml: yaml.replacing("key: [number]", with: "key: [\(key)]") + (rules.isEmpty ? "" : "rules:\n" + rules),
            file: "pipeline.yaml")
    }

    static var firstRuleLine: Int { yaml.split(separator: "\n", omittingEmptySubsequences: false).count + 1 }

    private static let fields = ["practices": ["number", "title", "code", "kind", "day", "share"], "others": ["code"]]

    /// A record whose n-th field stands in the n-th column of row 4 + number; a value is written down as it was typed.
    static func record(_ number: Int, table: String = "practices", _ values: [String: Value]) -> Record {
        record(number, table: table, entries: values.mapValues { ($0, nil, $0.text) })
    }

    /// A record with values, statuses and typed texts.
    static func record(
        _ number: Int, table: String = "practices", entries: [String: (value: Value?, status: String?, raw: String)]
    ) -> Record {
        let fields = fields[table] ?? []
        return Record(
            table: table, number: number, anchor: Origin(sheet: "Sheet", row: 4 + number, column: 1),
            entries: fields.enumerated().map { index, field in
                entries[field].map {
                    Entry(
                        value: $0.value, status: $0.status, raw: .text($0.raw),
                        origin: Origin(sheet: "Sheet", row: 4 + number, column: index + 1))
                }
            })
    }
}

/// Records of returns, staged in a database in memory.
struct StagedRecords: RecordSource {
    let records: [String: [Record]]

    func record(_ number: Int, table: String, returnID: String) -> Record? {
        records[returnID]?.first { $0.table == table && $0.number == number }
    }

    func label(of code: String, list: String, language: String) -> String? {
        list == "kind"
            ? ["a": ["en": "first", "fr": "premier"], "b": ["en": "second", "fr": "second"]][code]?[language] : nil
    }

    /// A database with the staged tables and views of a survey, filled with these records.
    func database(_ definition: SurveyDefinition, states: [String: String] = [:]) throws -> DatabaseQueue {
        let queue = try DatabaseQueue()
        try queue.write { database in
            for statement in StagingSchema.commonStatements + StagingSchema.statements(for: definition) {
                try database.execute(sql: statement)
            }
            for (id, records) in records {
                try database.execute(
                    sql: "INSERT INTO _returns (id, reporter, round, state) VALUES (?, ?, '2026', ?)",
                    arguments: [id, "REP-\(id)", states[id] ?? "live"])
                for record in records { try stage(record, of: id, definition, database) }
            }
        }
        return queue
    }

    private func stage(_ record: Record, of id: String, _ definition: SurveyDefinition, _ database: Database) throws {
        let fields = try #require(definition.tables[record.table]).fields.keys
        let columns = fields.map { ", " + StagingSchema.quoted($0) }.joined()
        let values = record.entries.map { entry -> String in
            switch entry?.value {
            case .integer(let integer): ", \(integer)"
            case .number(let number): ", \(number)"
            case .boolean(let boolean): boolean ? ", 1" : ", 0"
            case .text, .date, .codes: ", '\(entry?.value?.text ?? "")'"
            case nil: ", NULL"
            }
        }
        let table = StagingSchema.quoted(StagingSchema.stagedTable(record.table))
        try database.execute(
            sql:
                "INSERT INTO \(table) (\"return\", record\(columns)) VALUES ('\(id)', \(record.number)\(values.joined()))"
        )
    }
}
