import OrderedCollections
import class GRDB.Database
import class GRDB.Row
import SurveyModel

/// Which return of a submission holds which part of a questionnaire that may come in several files (`reporters: parts:`).
struct QuestionnaireParts {
    /// A table that may come in a return of its own.
    private struct Part {
        var returns: Set<String> = []
        var bySender: [LiveReturn: [String]] = [:]
    }

    private var parts: [String: Part] = [:]
    /// The returns that hold any of the parts.
    private var holding: Set<String> = []

    /// - Throws: `DatabaseError` where the records cannot be listed.
    init<Records: RecordSource>(_ run: RuleRun<Records>) throws {
        for table in run.definition.reporters.parts where run.definition.tables[table] != nil {
            var part = Part()
            let rows = try Row.fetchCursor(
                run.database, sql: "SELECT DISTINCT \"return\" FROM \(StagingSchema.quoted(table))")
            while let row = try rows.next() {
                let id: String = row[0]
                guard let item = run.returns[id] else { continue }
                part.returns.insert(id)
                part.bySender[item, default: []].append(id)
            }
            holding.formUnion(part.returns)
            parts[table] = part
        }
    }

    /// The return that has what a return's submission says in a table: itself, or the one that holds the part. Nil where the part is nowhere, or nobody can
    /// say whose it is: then the return's own silence says nothing.
    func holder(of table: String, for item: StagedReturn) -> String? {
        guard let part = parts[table], holding.contains(item.id), !part.returns.contains(item.id) else {
            return item.id
        }
        let others = part.bySender[LiveReturn(reporter: item.reporter, round: item.round, body: item.body)] ?? []
        return others.count == 1 ? others.first : nil
    }
}
