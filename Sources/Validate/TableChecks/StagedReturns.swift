import class GRDB.Database
import class GRDB.Row
import SurveyModel

/// A return's records of one table.
struct StagedReturn {
    let id: String
    let reporter: String
    let round: String
    /// The body of its reporter, where the survey tells several apart.
    let body: String
    /// In the order of their numbers.
    let records: [Record]
}

/// The records of the returns that count, by table, as the declared checks go over them.
struct StagedReturns {
    private var tables: [String: [StagedReturn]] = [:]
    /// Where a return stands among those of a table.
    private let byID: [String: [String: Int]]
    private let parts: QuestionnaireParts

    /// - Throws: `DatabaseError` where the records cannot be listed.
    init<Records: RecordSource>(of tables: Set<String>, _ run: RuleRun<Records>) throws {
        for table in tables { self.tables[table] = try Self.returns(of: table, run) }
        byID = self.tables.mapValues { returns in
            Dictionary(uniqueKeysWithValues: returns.enumerated().map { ($0.element.id, $0.offset) })
        }
        parts = try QuestionnaireParts(run)
    }

    private static func returns<Records: RecordSource>(of table: String, _ run: RuleRun<Records>) throws
        -> [StagedReturn]
    {
        var numbers: [String: [Int]] = [:]
        let rows = try Row.fetchCursor(
            run.database, sql: "SELECT \"return\", record FROM \(StagingSchema.quoted(table)) ORDER BY record")
        while let row = try rows.next() { numbers[row[0], default: []].append(row[1]) }
        return numbers.compactMap { id, numbers in
            run.returns[id].map { item in
                StagedReturn(
                    id: id, reporter: item.reporter, round: item.round, body: item.body,
                    records: numbers.compactMap { run.records.record($0, table: table, returnID: id) })
            }
        }.sorted { ($0.round, $0.reporter, $0.id) < ($1.round, $1.reporter, $1.id) }
    }

    /// The returns that have records of a table, in one order whatever that of their arrival.
    subscript(table: String) -> [StagedReturn] { tables[table] ?? [] }

    /// The return that has what a return's submission says in a table; nil where nobody can say.
    func holder(of table: String, for item: StagedReturn) -> String? { parts.holder(of: table, for: item) }

    /// A return's records of a table.
    func records(of table: String, in returnID: String) -> [Record] {
        byID[table]?[returnID].map { self[table][$0].records } ?? []
    }
}
