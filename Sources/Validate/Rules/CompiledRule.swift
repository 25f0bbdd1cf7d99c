import OrderedCollections
import SurveyModel

/// A rule with what SQLite found in it.
struct CompiledRule: Sendable {
    private(set) var rule: RuleDefinition
    /// The columns of the rule's own table that it reads, of whatever record.
    let columns: [String]
    /// The fields of the rule's own table that it reads, in the order of its words.
    let fields: [String]
    /// The fields of other tables that it reads, by table.
    let otherFields: [String: [String]]
    /// The columns of a query's rows.
    let resultColumns: [String]
    /// How much of the data it looks at.
    let level: RuleLevel
    /// Whether it reads a private field, so that what its SQL makes of it must not be told.
    let readsPrivate: Bool

    /// - Parameters:
    ///   - reads: what its check or query reads.
    ///   - ofExpressions: what the expressions for what is expected and suggested read.
    init(
        _ rule: RuleDefinition, reads: OrderedSet<RuleAuthorizer.Read>,
        ofExpressions: OrderedSet<RuleAuthorizer.Read>, resultColumns: [String], in definition: SurveyDefinition
    ) {
        self.rule = rule
        self.resultColumns = resultColumns
        columns = reads.filter { $0.table == rule.table }.map(\.column)
        // The words' order is the author's; SQLite's may change with its version.
        let words = SQLLexer(rule.check.sql).words
        var fields: [String: [String]] = [:]
        for table in definition.tables.values {
            let names = [table.name, StagingSchema.currentView(table.name)]
            let read = Set(reads.filter { names.contains($0.table) }.map(\.column))
            let own = table.fields.keys.filter {
                read.contains($0) || read.contains(StagingSchema.statusColumn($0))
            }
            let places = Dictionary(
                own.map { field in
                    (
                        field,
                        words.firstIndex { $0 == field || $0 == StagingSchema.statusColumn(field) } ?? words.count
                    )
                }
            ) { first, _ in first }
            fields[table.name] = own.enumerated().sorted {
                (places[$0.element] ?? 0, $0.offset) < (places[$1.element] ?? 0, $1.offset)
            }.map(\.element)
        }
        let own = fields[rule.table] ?? []
        self.fields = own.isEmpty ? definition.tables[rule.table]?.fieldsJoined(by: words) ?? [] : own
        otherFields = fields.filter { $0.key != rule.table && !$0.value.isEmpty }
        // A private field's name is never a word by chance: what SQLite does not tell, the words do.
        let spoken = Set(
            words + [rule.expectedValue, rule.suggestion].compactMap(\.self).flatMap { SQLLexer($0.sql).words })
        readsPrivate =
            definition.readsPrivate(reads.union(ofExpressions))
            || definition.tables.values.contains { $0.privateFields.contains { spoken.contains($0.name) } }
        level = rule.level ?? Self.level(of: rule, reads: reads, in: definition)
    }

    /// The rule as though it were neither on trial nor switched off for anybody.
    var inEarnest: CompiledRule {
        var copy = self
        copy.rule.isTrial = false
        copy.rule.off = []
        return copy
    }

    /// The numeric fields among the columns, for which a missing value may count as nought.
    func numbers(of table: TableDefinition) -> [String] {
        columns.filter { column in
            table.fields[column].map {
                ["INTEGER", "REAL"].contains(StagingSchema.sqlType(of: $0)) && $0.type != .boolean
            }
                ?? false
        }
    }

    /// A check that reads its record alone looks within it. A query that reads rounds compares them; one that reads who reported compares
    /// reporters; any other stays within returns.
    private static func level(
        of rule: RuleDefinition, reads: OrderedSet<RuleAuthorizer.Read>, in definition: SurveyDefinition
    ) -> RuleLevel {
        let previous = Set(definition.tables.keys.map { StagingSchema.previousView($0) })
        if reads.contains(where: { $0.table == "rounds" || previous.contains($0.table) }) { return .betweenRounds }
        let tables = Set(reads.map(\.table)).subtracting(["codes", "code_paths"])
        if case .record = rule.check, tables.subtracting(["reporters"]).isSubset(of: [rule.table]) {
            return .withinRecord
        }
        let isAcross = reads.contains { read in
            read.table == "reporters" || read.column == "reporter" || read.column == "round"
        }
        return isAcross ? .betweenReporters : .withinReturn
    }
}

extension CompiledRule {
    /// What may be told of a failure: where the rule reads private answers, SQLite's words may hold one.
    func told(_ failure: SQLFailure) -> SQLFailure {
        guard readsPrivate, !failure.isInterrupted else { return failure }
        var told = SQLFailure(isInterrupted: false, message: PrivateAnswers.mark)
        told.storeCode = failure.storeCode
        return told
    }
}

extension TableDefinition {
    /// The fields by which a query joins tables with USING or NATURAL JOIN, in the order of its words: SQLite does not tell that these are read.
    fileprivate func fieldsJoined(by words: [String]) -> [String] {
        let keywords = words.map { $0.lowercased() }
        // Whose columns are the same NATURAL does not say: any word may be one of them.
        if keywords.contains("natural") { return OrderedSet(words.filter { fields[$0] != nil }).elements }
        let places = keywords.indices.filter { keywords[$0] == "using" }
        let joined = places.flatMap { place in
            words[(place + 1)...].prefix {
                fields[$0] != nil || TableDefinition.identityColumns.contains($0)
            }
        }
        return OrderedSet(joined.filter { fields[$0] != nil }).elements
    }
}

extension SurveyDefinition {
    /// Whether a private field is among what SQL reads.
    func readsPrivate(_ reads: OrderedSet<RuleAuthorizer.Read>) -> Bool {
        tables.values.contains { table in
            let names = StagingSchema.viewNames(of: table.name)
            return reads.contains { names.contains($0.table) && table.fields[$0.column]?.isPrivate == true }
        }
    }
}
