public import class GRDB.Database
public import class GRDB.Row
public import struct GRDB.DatabaseError
public import struct GRDB.DatabaseValue
import OrderedCollections
public import SurveyModel

/// The records of the live returns, by return, table and number: where findings find their cells and the values for their messages.
public protocol RecordSource: Sendable {
    /// A record of a return.
    func record(_ number: Int, table: String, returnID: String) -> Record?
    /// A code's label in a language.
    func label(of code: String, list: String, language: String) -> String?
}

/// A finding of a rule, with the return that it is in.
public struct RuleFinding: Sendable {
    /// The return's id.
    public let returnID: String
    /// What was found.
    public let finding: Finding
}

/// What a survey's rules found.
public struct RuleOutcome: Sendable {
    /// The findings, by rule in the definition's order, then by return and record.
    public var findings: [RuleFinding] = []
    /// What each rule did, in the definition's order.
    public var results: [RuleResult] = []
}

/// The survey's own rules, run by SQLite over the staged records.
public struct RuleChecks: Sendable {
    let definition: SurveyDefinition
    let file: String

    /// The rules of a survey.
    ///
    /// - Parameters:
    ///   - definition: the survey.
    ///   - file: the definition's file name, for messages.
    public init(definition: SurveyDefinition, file: String) {
        self.definition = definition
        self.file = file
    }

    /// Compiles every rule against a store's empty tables.
    ///
    /// - Returns: a diagnostic for each rule whose SQL is wrong, with what SQLite says and where the rule stands.
    public func diagnostics(in database: Database) -> [DefinitionDiagnostic] {
        definition.rules.compactMap { rule in
            switch rule.check {
            case .record(let expression):
                return diagnostic(of: RuleSQL.single(expression, table: rule.table), rule, in: database)
                    ?? placeholderDiagnostic(rule, columns: [])
            case .query(let query):
                guard RuleSQL.isSelect(query) else {
                    return DefinitionDiagnostic(
                        file: file, position: rule.checkPosition,
                        message: "the query of the rule '\(rule.id)' is not a SELECT",
                        advice: "A rule only reads: start it with SELECT or WITH.")
                }
                if let diagnostic = diagnostic(of: query, rule, in: database) { return diagnostic }
                let columns = (try? database.makeStatement(sql: query).columnNames) ?? []
                return columnDiagnostic(rule, columns: columns) ?? placeholderDiagnostic(rule, columns: columns)
            }
        }
    }

    private func diagnostic(of sql: String, _ rule: RuleDefinition, in database: Database) -> DefinitionDiagnostic? {
        do {
            guard try !database.makeStatement(sql: sql).isReadonly else { return nil }
            return DefinitionDiagnostic(
                file: file, position: rule.checkPosition,
                message: "the SQL of the rule '\(rule.id)' does not only read",
                advice: "A rule only reads: write a SELECT.")
        } catch let error as DatabaseError {
            return DefinitionDiagnostic(
                file: file, position: rule.checkPosition,
                message: "the SQL of the rule '\(rule.id)' is wrong: \(error.message ?? "unknown error")",
                advice: advice(for: error.message ?? "", rule))
        } catch {
            return DefinitionDiagnostic(
                file: file, position: rule.checkPosition,
                message: "the SQL of the rule '\(rule.id)' is wrong: \(error)", advice: "Correct the SQL.")
        }
    }

    private func advice(for message: String, _ rule: RuleDefinition) -> String {
        if message.contains("no such column"), let table = definition.tables[rule.table] {
            return "The fields of '\(rule.table)': \(table.fields.keys.joined(separator: ", "))."
        }
        if message.contains("no such table") {
            return "Rules may read \((Array(definition.tables.keys) + StagingSchema.views).joined(separator: ", "))."
        }
        if message.contains("no such function") { return "docs/rules.md lists the functions." }
        return "SQLite's syntax holds; check parentheses, commas, and quotes ('text', \"name\")."
    }

    /// A placeholder in a rule's sentences that nothing fills.
    private func placeholderDiagnostic(_ rule: RuleDefinition, columns: [String]) -> DefinitionDiagnostic? {
        guard let table = definition.tables[rule.table] else { return nil }
        let labels = table.fields.keys.map { "\($0)_label" }
        let known = Array(table.fields.keys) + labels + columns
        let sentences = [rule.message, rule.expected].compactMap(\.self).flatMap {
            $0.texts.sorted { $0.key < $1.key }.map(\.value)
        }
        for sentence in sentences {
            for match in sentence.matches(of: /\{([^{}]*)\}/) where !known.contains(String(match.1)) {
                return DefinitionDiagnostic(
                    file: file, position: rule.position,
                    message:
                        "the message of the rule '\(rule.id)' names {\(match.1)}, which is no field or column of it",
                    advice: "Fields and columns: \((table.fields.keys + columns).joined(separator: ", ")).")
            }
        }
        return nil
    }

    private func columnDiagnostic(_ rule: RuleDefinition, columns: [String]) -> DefinitionDiagnostic? {
        let lacking = ["return", "record"].filter { !columns.contains($0) }
        guard !lacking.isEmpty else { return nil }
        return DefinitionDiagnostic(
            file: file, position: rule.checkPosition,
            message: "the query of the rule '\(rule.id)' lacks the column \(lacking.joined(separator: " and "))",
            advice: "Select \"return\" and record of the offending row, so that the finding has a place.")
    }

    /// Runs every rule.
    ///
    /// All record checks of a table run in one scan of its records.
    /// - Throws: `DefinitionError` with the rule's line where its SQL fails on the data, such as by an overflow.
    public func run(in database: Database, records: some RecordSource) throws -> RuleOutcome {
        var outcomes: [String: (findings: [RuleFinding], result: RuleResult)] = [:]
        for table in definition.tables.values {
            do {
                for (id, outcome) in try runRecordChecks(of: table, in: database, records) { outcomes[id] = outcome }
            } catch let error as DatabaseError {
                throw failure(of: table, in: database) ?? error
            }
        }
        for rule in definition.rules {
            if case .query(let query) = rule.check {
                outcomes[rule.id] = try runQuery(query, rule, in: database, records)
            }
        }
        var outcome = RuleOutcome()
        for rule in definition.rules {
            guard let one = outcomes[rule.id] else { continue }
            outcome.findings += one.findings
            outcome.results.append(one.result)
        }
        return outcome
    }

    private func runRecordChecks(
        of table: TableDefinition, in database: Database, _ records: some RecordSource
    ) throws -> [(String, (findings: [RuleFinding], result: RuleResult))] {
        let checks = definition.rules.compactMap { rule -> (rule: RuleDefinition, expression: String)? in
            guard rule.table == table.name, case .record(let expression) = rule.check else { return nil }
            return (rule, expression)
        }
        guard !checks.isEmpty else { return [] }
        var findings = [[RuleFinding]](repeating: [], count: checks.count)
        var unverifiable = [Int](repeating: 0, count: checks.count)
        var tested = 0
        let rows = try Row.fetchCursor(
            database, sql: RuleSQL.scan(checks.map { ($0.rule.id, $0.expression) }, table: table.name))
        while let row = try rows.next() {
            tested += 1
            let returnID: String = row[0]
            let number: Int = row[1]
            for (index, check) in checks.enumerated() {
                let result = Self.truth(of: row[2 + index])
                guard let result else {
                    unverifiable[index] += 1
                    continue
                }
                guard !result, let record = records.record(number, table: table.name, returnID: returnID) else {
                    continue
                }
                let wording = FindingWording(
                    rule: check.rule, table: table, record: record, columns: [:], records: records)
                findings[index].append(RuleFinding(returnID: returnID, finding: wording.finding()))
            }
        }
        return checks.enumerated().map { index, check in
            (
                check.rule.id,
                (
                    findings[index],
                    result(check.rule, check.expression, tested, findings[index].count, unverifiable[index])
                )
            )
        }
    }

    /// Which of a table's checks fails while it runs, such as by an overflow: each is tried by itself.
    private func failure(of table: TableDefinition, in database: Database) -> DefinitionError? {
        for rule in definition.rules where rule.table == table.name {
            guard case .record(let expression) = rule.check else { continue }
            do {
                let rows = try Row.fetchCursor(database, sql: RuleSQL.single(expression, table: table.name))
                while try rows.next() != nil {}
            } catch let error as DatabaseError {
                return DefinitionError(failure(rule, error))
            } catch {
                continue
            }
        }
        return nil
    }

    private func failure(_ rule: RuleDefinition, _ error: DatabaseError) -> DefinitionDiagnostic {
        DefinitionDiagnostic(
            file: file, position: rule.checkPosition,
            message: "the SQL of the rule '\(rule.id)' fails on the data: \(error.message ?? "unknown error")",
            advice: "Guard it against such values, for instance by CASE WHEN.")
    }

    /// Truth as SQL has it: a number other than zero, also 0.25; nil for NULL.
    private static func truth(of value: DatabaseValue) -> Bool? {
        switch value.storage {
        case .null: nil
        case .int64(let integer): integer != 0
        case .double(let double): double != 0
        case .string(let text): (Double(text) ?? 0) != 0
        case .blob: false
        }
    }

    private func runQuery(
        _ query: String, _ rule: RuleDefinition, in database: Database, _ records: some RecordSource
    ) throws -> (findings: [RuleFinding], result: RuleResult) {
        guard let table = definition.tables[rule.table] else { return ([], result(rule, query, 0, 0, 0)) }
        var findings: [RuleFinding] = []
        let rows = try Row.fetchCursor(database, sql: query)
        while let row = try rows.next() {
            let returnID: String = row["return"] ?? ""
            guard let number: Int = row["record"],
                let record = records.record(number, table: table.name, returnID: returnID)
            else { continue }
            let columns = Dictionary(row.map { ($0, text(of: $1)) }) { first, _ in first }
            let wording = FindingWording(rule: rule, table: table, record: record, columns: columns, records: records)
            findings.append(RuleFinding(returnID: returnID, finding: wording.finding()))
        }
        // In one order, whatever the query's: the same findings must come out the same.
        findings.sort { ($0.returnID, $0.finding.record ?? 0) < ($1.returnID, $1.finding.record ?? 0) }
        let tested = try Int.fetchOne(database, sql: "SELECT count(*) FROM \(StagingSchema.quoted(rule.table))") ?? 0
        return (findings, result(rule, query, tested, findings.count, 0))
    }

    private func text(of value: DatabaseValue) -> String {
        switch value.storage {
        case .null: ""
        case .int64(let integer): String(integer)
        case .double(let double): Value.shortest(double)
        case .string(let string): string
        case .blob: ""
        }
    }

    private func result(
        _ rule: RuleDefinition, _ expression: String, _ tested: Int, _ failed: Int, _ notVerifiable: Int
    ) -> RuleResult {
        RuleResult(
            id: rule.id, table: rule.table, severity: rule.severity, expression: expression, why: rule.why,
            tested: tested, failed: failed,
            notVerifiable: notVerifiable)
    }
}
