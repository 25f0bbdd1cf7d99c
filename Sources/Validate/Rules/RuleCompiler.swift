import class GRDB.Database
import OrderedCollections
import SurveyModel

/// Compiles a survey's rules in a ``CompilingDatabase``, so that they do nothing that they may not.
struct RuleCompiler {
    let definition: SurveyDefinition
    let file: String
    let functions: RuleFunctionSet

    /// What came of the definition's SQL.
    struct Compiled {
        var rules: [CompiledRule] = []
        var conditions: [Condition] = []
        /// Where the checks stand whose `expected` or `suggest` reads a private field.
        var privateReaders: Set<SourcePosition> = []
        var diagnostics: [DefinitionDiagnostic] = []
    }

    func compile() throws -> Compiled {
        try CompilingDatabase(definition: definition, functions: functions, subject: "rules").use {
            authorizer, database in
            var compiled = Compiled()
            for rule in definition.rules {
                do throws(Fault) {
                    compiled.rules.append(try compile(rule, authorizer, database))
                } catch {
                    compiled.diagnostics.append(error.diagnostic)
                }
            }
            for source in Condition.sources(in: definition) {
                do throws(Fault) {
                    compiled.conditions.append(
                        Condition(field: source.field, rule: try compile(source.rule, authorizer, database)))
                } catch {
                    compiled.diagnostics.append(error.diagnostic)
                }
            }
            let declared =
                RuleChecks.declared(in: definition) + RuleChecks.constraints(in: definition)
                + RuleChecks.conditions(in: definition) + RuleChecks.builtIn(in: definition)
            for check in declared {
                do throws(Fault) {
                    let reads = try compile(check, authorizer, database)
                    if definition.readsPrivate(reads) { compiled.privateReaders.insert(check.terms.position) }
                } catch {
                    compiled.diagnostics.append(error.diagnostic)
                }
            }
            return compiled
        }
    }

    private struct Fault: Error {
        let diagnostic: DefinitionDiagnostic
    }

    private func fault(_ position: SourcePosition, _ message: String, _ advice: String) -> Fault {
        Fault(diagnostic: DefinitionDiagnostic(file: file, position: position, message: message, advice: advice))
    }

    private func compile(
        _ rule: RuleDefinition, _ authorizer: RuleAuthorizer, _ database: Database
    ) throws(Fault) -> CompiledRule {
        var columns: [String] = []
        switch rule.check {
        case .record(let expression):
            try compile(
                expression: RuleExpression(sql: expression, position: rule.checkPosition), rule, authorizer, database)
        case .query(let query):
            guard RuleSQL.isSelect(query) else {
                throw fault(
                    rule.checkPosition, "the query of the rule '\(rule.id)' is not a SELECT",
                    "A rule only reads: start it with SELECT or WITH.")
            }
            let statement = try statement(query, rule, at: rule.checkPosition, authorizer, database)
            try checkIsComplete(statement, rule, at: rule.checkPosition)
            columns = statement.columnNames
            try checkColumns(columns, of: rule)
        }
        let reads = authorizer.reads
        try checkPlaceholders(of: rule, columns: columns)
        let compiled = CompiledRule(
            rule, reads: reads, ofExpressions: try compileExpressions(of: rule, authorizer, database),
            resultColumns: columns, in: definition)
        if case .record = rule.check, let table = definition.tables[rule.table] {
            // The whole scan's form too, so that nothing is left to go wrong at night.
            _ = try statement(
                RuleSQL.scan([compiled], table: table), rule, at: rule.checkPosition, authorizer, database)
        }
        return compiled
    }

    /// A declared check is Canvass's own; what its author has added is compiled as that of a rule.
    ///
    /// - Returns: what that reads.
    private func compile(
        _ check: DeclaredCheckSummary, _ authorizer: RuleAuthorizer, _ database: Database
    ) throws(Fault) -> OrderedSet<RuleAuthorizer.Read> {
        let rule = check.terms.rule(of: check.table, words: check.words, field: check.field)
        try checkPlaceholders(of: rule, columns: check.placeholders, isOfRecord: check.isOfRecord)
        return try compileExpressions(of: rule, authorizer, database)
    }

    private func compileExpressions(
        of rule: RuleDefinition, _ authorizer: RuleAuthorizer, _ database: Database
    ) throws(Fault) -> OrderedSet<RuleAuthorizer.Read> {
        var reads: OrderedSet<RuleAuthorizer.Read> = []
        for expression in [rule.expectedValue, rule.suggestion].compactMap(\.self) {
            try compile(expression: expression, rule, authorizer, database)
            reads.formUnion(authorizer.reads)
        }
        return reads
    }

    private func compile(
        expression: RuleExpression, _ rule: RuleDefinition, _ authorizer: RuleAuthorizer, _ database: Database
    ) throws(Fault) {
        guard SQLLexer(expression.sql).isBalanced else {
            throw fault(
                expression.position, "the SQL of the rule '\(rule.id)' is wrong: its brackets do not match",
                "SQLite's syntax holds; check parentheses, commas, and quotes ('text', \"name\").")
        }
        let sql = RuleSQL.single(expression.sql, table: rule.table)
        let statement = try statement(sql, rule, at: expression.position, authorizer, database)
        guard statement.columnNames.count == 1 else {
            throw fault(
                expression.position, "the SQL of the rule '\(rule.id)' is more than one expression",
                "Write one expression, such as `a <= b`.")
        }
        try checkIsComplete(statement, rule, at: expression.position)
        // An aggregate would make one row of all that a scan goes through, and none of the others would be checked.
        _ = try self.statement(
            RuleSQL.condition(expression.sql, table: rule.table), rule, at: expression.position, authorizer, database)
    }

    @discardableResult
    private func statement(
        _ sql: String, _ rule: RuleDefinition, at position: SourcePosition, _ authorizer: RuleAuthorizer,
        _ database: Database
    ) throws(Fault) -> SQLStatement {
        do {
            let statement = try authorizer.compile(sql, in: database)
            guard statement.isReadOnly else {
                throw fault(
                    position, "the SQL of the rule '\(rule.id)' does not only read",
                    "A rule only reads: write a SELECT.")
            }
            return statement
        } catch let error as SQLFailure {
            if let refusal = authorizer.refusal {
                throw fault(position, "the SQL of the rule '\(rule.id)' \(refusal)", advice(forRefusal: refusal))
            }
            let usual = error.advice ?? advice(for: error.message, rule)
            throw fault(
                position, "the SQL of the rule '\(rule.id)' is wrong: \(error.message)",
                error.adviceOnText(in: sql).map { "\($0) \(usual)" } ?? usual)
        } catch let error as Fault {
            throw error
        } catch {
            throw fault(position, "the SQL of the rule '\(rule.id)' is wrong: \(error)", "Correct the SQL.")
        }
    }

    // MARK: - What the parts must have

    /// Nothing fills a parameter at night: it would be NULL, or worse, take what is meant for Canvass's own.
    private func checkIsComplete(
        _ statement: SQLStatement, _ rule: RuleDefinition, at position: SourcePosition
    ) throws(Fault) {
        guard statement.hasParameters else { return }
        let (message, advice) = SQLStatement.parameterFault
        throw fault(position, "the SQL of the rule '\(rule.id)' \(message)", advice)
    }

    private func checkColumns(_ columns: [String], of rule: RuleDefinition) throws(Fault) {
        let lacking = ["return", "record"].filter { !columns.contains($0) }
        guard !lacking.isEmpty else { return }
        throw fault(
            rule.checkPosition,
            "the query of the rule '\(rule.id)' lacks the column \(lacking.joined(separator: " and "))",
            "Select \"return\" and record of the offending row, so that the finding has a place.")
    }

    /// A placeholder in a rule's sentences that nothing fills. What is about no one record has no fields.
    private func checkPlaceholders(
        of rule: RuleDefinition, columns: [String], isOfRecord: Bool = true
    ) throws(Fault) {
        let sentences =
            Self.sentences(rule.message, rule.sentences.message, of: rule)
            + Self.sentences(rule.expected, rule.sentences.expected, of: rule)
        let named = sentences.flatMap { text, position in
            SentenceFilling.placeholders(in: text).map { (name: String(text[$0]), position: position) }
        }
        guard !named.isEmpty else { return }
        let fields = isOfRecord ? definition.tables[rule.table].map { Array($0.fields.keys) } ?? [] : []
        let known = Set(fields + fields.map { "\($0)_label" } + columns)
        for (name, position) in named where !known.contains(name) {
            throw fault(
                position,
                "the message of the rule '\(rule.id)' names {\(name)}, which is no field or column of it",
                "Fields and columns: \((fields + columns).joined(separator: ", ")).")
        }
    }

    /// The texts of a sentence, in the order of their languages, each with its place.
    private static func sentences(
        _ sentence: LocalizedText?, _ places: [String: SourcePosition], of rule: RuleDefinition
    ) -> [(text: String, position: SourcePosition)] {
        (sentence?.texts ?? [:]).sorted { $0.key < $1.key }
            .map { (text: $0.value, position: places[$0.key] ?? rule.position) }
    }

    // MARK: - Advice

    private var readableNames: String {
        (Array(definition.tables.keys) + StagingSchema.views).joined(separator: ", ")
    }

    private func advice(for message: String, _ rule: RuleDefinition) -> String {
        if message.contains("no such column"), let table = definition.tables[rule.table] {
            return "The fields of '\(rule.table)': \(table.fields.keys.joined(separator: ", "))."
        }
        if message.contains("no such table") {
            return "Rules may read \(readableNames), and each table's views _current and _previous."
        }
        if message.contains("misuse of aggregate") || message.contains("misuse of window") {
            return "It looks at one record. What is of several stands in a SELECT of its own, such as "
                + "(SELECT max(a) FROM \(rule.table)), or the rule is a query."
        }
        if message.contains("no such function") { return "docs/rules.md lists the functions." }
        return "SQLite's syntax holds; check parentheses, commas, and quotes ('text', \"name\")."
    }

    private func advice(forRefusal refusal: String) -> String {
        if refusal.hasPrefix("calls") {
            return "docs/rules.md lists the functions; for dates there are days_between, add_days, year_of and others."
        }
        if refusal.hasPrefix("reads") {
            return "Rules may read \(readableNames), and each table's views _current and _previous."
        }
        return "A rule only reads: write a SELECT over the survey's tables."
    }
}
