import OrderedCollections
import SurveyModel

/// Counts what a rule of Canvass's own, of which the survey says something, did in a return: answers, records, or the return itself.
struct BuiltInCount {
    /// A field of a table, by its index.
    private struct Field: Hashable {
        let table: String
        let index: Int
    }

    /// A record, or where there is a field, its answer to it.
    private struct Place: Hashable {
        let table: String
        let record: Int
        let field: String
    }

    private let item: BuiltInTerms
    private let fields: [Field]
    private let names: Set<String>
    private let tables: [TableDefinition]
    /// The records that lack a part of their table's key, by table and return.
    private let lackingKey: [String: [String: Int]]

    /// - Parameters:
    ///   - item: what is said of the rule.
    ///   - others: what is said of the same rule before it: what fits that is not this one's.
    ///   - lackingKey: gives the records of a table that lack a part of its key, by return.
    init(
        _ item: BuiltInTerms, after others: [BuiltInTerms], in definition: SurveyDefinition,
        lackingKey: (TableDefinition) throws -> [String: Int]
    ) rethrows {
        self.item = item
        var fields: [Field] = []
        var names: Set<String> = []
        if item.rule.subject == .answer {
            for table in definition.tables.values {
                for (index, field) in table.fields.values.enumerated() where item.covers(field, of: table) {
                    if others.contains(where: { $0.covers(field, of: table) }) { continue }
                    fields.append(Field(table: table.name, index: index))
                    names.insert("\(table.name).\(field.name)")
                }
            }
        }
        self.fields = fields
        self.names = names
        var lacking: [String: [String: Int]] = [:]
        var tables: [TableDefinition] = []
        if item.rule.subject == .record {
            tables = definition.tables.values.filter { table in
                !table.key.isEmpty && (item.table ?? table.name) == table.name
                    && !others.contains { ($0.table ?? table.name) == table.name }
            }
            for table in tables { lacking[table.name] = try lackingKey(table) }
        }
        self.tables = tables
        self.lackingKey = lacking
    }

    /// What came of a return.
    ///
    /// - Parameter own: what the rule has found in it, as far as this is about that.
    func counts(in returned: ConstrainedReturn, own: [Finding]) -> VerdictCounts {
        switch item.rule.subject {
        case .answer: answers(in: returned, own)
        case .record: records(in: returned, own)
        case .return, .reporter:
            VerdictCounts(
                of: 1, failed: own.isEmpty ? 0 : 1,
                notVerifiable: item.rule.needsBlank && !returned.hasBlank ? 1 : 0)
        }
    }

    /// The answers that were given. One that another rule has not let pass cannot be told by this one.
    private func answers(in returned: ConstrainedReturn, _ own: [Finding]) -> VerdictCounts {
        let tallies = fields.map { returned.tally($0.table, $0.index) }
        let failed = places(of: own)
        let answered = tallies.reduce(0) { $0 + Int($1.answered) }
        guard item.rule.leavesNoValue else {
            let unreadable = tallies.reduce(0) { $0 + Int($1.unreadable) }
            return VerdictCounts(of: answered, failed: failed.count, notVerifiable: unreadable)
        }
        let unread = returned.findings.filter { finding in
            BuiltInRule.named(finding.rule)?.leavesNoValue == true
                && names.contains("\(finding.table ?? "").\(finding.field ?? "")")
        }
        return VerdictCounts(
            of: answered, failed: failed.count, notVerifiable: places(of: unread).subtracting(failed).count)
    }

    private func records(in returned: ConstrainedReturn, _ own: [Finding]) -> VerdictCounts {
        let all = tables.reduce(0) { $0 + (returned.records[$1.name] ?? 0) }
        let lacking = tables.reduce(0) { $0 + (lackingKey[$1.name]?[returned.item.id] ?? 0) }
        return VerdictCounts(of: all, failed: places(of: own).count, notVerifiable: lacking)
    }

    private func places(of findings: [Finding]) -> Set<Place> {
        Set(
            findings.map { Place(table: $0.table ?? "", record: $0.record ?? 0, field: $0.field ?? "") })
    }
}
