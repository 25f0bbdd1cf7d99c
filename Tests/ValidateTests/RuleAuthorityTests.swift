import class GRDB.DatabaseFunction
import SurveyModel
import Testing
import Validate

@Suite("What rules may do")
struct RuleAuthorityTests {
    @Test(
        "a rule that tries more than to read what it is offered is refused on its line, with what it may do instead",
        arguments: [
            ("check: \"(SELECT count(*) FROM sqlite_schema) > 0\"", "reads sqlite_", "Rules may read practices"),
            ("check: \"(SELECT count(*) FROM _staged_practices) > 0\"", "no such table", "Rules may read practices"),
            ("check: \"(SELECT count(*) FROM main._returns) > 0\"", "no such table", "Rules may read practices"),
            ("check: \"(SELECT count(*) FROM _ledger_runs) > 0\"", "no such table", "Rules may read practices"),
            (
                "query: 'WITH practices AS (SELECT * FROM _staged_practices) SELECT \"return\", record FROM practices'",
                "no such table", "Rules may read"
            ),
            (
                "check: \"(SELECT count(*) FROM pragma_table_list) > 0\"", "does not only read",
                "over the survey's tables"
            ),
            (
                "check: \"(SELECT count(*) FROM json_each('[1]')) > 0\"", "does not only read",
                "over the survey's tables"
            ),
            ("check: rowid > 0", "reads practices.ROWID", "Rules may read"),
            ("check: load_extension('x') IS NULL", "", ""),
            ("check: random() > 0", "calls the function random", "docs/rules.md"),
            ("check: randomblob(4) IS NULL", "calls the function randomblob", "docs/rules.md"),
            ("check: date('now') > day", "calls the function date", "days_between"),
            ("check: julianday(day) > 0", "calls the function julianday", "days_between"),
            ("check: day < CURRENT_DATE", "calls the function current_date", "days_between"),
            ("check: sqlite_version() = '3'", "calls the function sqlite_version", "docs/rules.md"),
            ("check: last_insert_rowid() = 0", "calls the function last_insert_rowid", "docs/rules.md"),
            ("check: number->'$.a' IS NULL", "calls the function ->", "docs/rules.md"),
            ("query: SELECT \"return\", record FROM practices; ATTACH 'x.sqlite' AS x", "another database", "SELECT"),
            ("query: \"ATTACH 'x.sqlite' AS x\"", "is not a SELECT", "SELECT"),
            ("query: \"WITH x AS (SELECT 1) UPDATE practices SET number = 1\"", "does not only read", "SELECT"),
            ("query: \"WITH x AS (SELECT 1) INSERT INTO rounds VALUES ('x', 1, NULL)\"", "does not only read", ""),
            ("check: '1) FROM practices UNION SELECT (1'", "brackets do not match", "parentheses"),
            ("check: 'number > ?'", "has a parameter", "single quotes"),
            (
                "query: 'SELECT \"return\", record FROM practices WHERE number > @least'", "has a parameter",
                "single quotes"
            ),
            ("check: 'number < 10, number > 5'", "", ""),
            ("check: number <= max(number)", "misuse of aggregate", "(SELECT max(a) FROM practices)"),
            ("check: number < 3 OR count(*) > 1", "misuse of aggregate", "(SELECT max(a) FROM practices)"),
            ("check: row_number() OVER () < 9", "misuse of window", "a SELECT of its own"),
            ("check: '/* ( */ 1) FROM practices WHERE (1'", "brackets do not match", ""),
        ])
    func refused(_ lines: String, _ message: String, _ advice: String) throws {
        let diagnostics = try RuleRun.diagnostics(lines)
        #expect(diagnostics.count == 1)
        let diagnostic = try #require(diagnostics.first)
        #expect(diagnostic.position.line == SpecimenSurvey.firstRuleLine + 4)
        #expect(diagnostic.message.contains("the rule 'rule'"))
        #expect(diagnostic.message.contains(message), "\(diagnostic)")
        #expect(diagnostic.advice.contains(advice), "\(diagnostic)")
    }

    @Test(
        "what is offered may be read, also by names that look like something else",
        arguments: [
            "check: \"title <> 'DELETE FROM _returns; sqlite_schema'\"", "check: '/* _staged_practices */ number > 0'",
            "check: '(SELECT count(*) FROM practices_current) > 0'",
            "check: 'number <= (SELECT max(number) FROM practices)'", "check: 'max(number, 3) > 2'",
            "check: '(SELECT count(*) FROM practices_previous WHERE for_round = round) = 0'",
            "check: \"EXISTS (SELECT 1 FROM code_paths WHERE list = 'kind' AND code = kind) OR TRUE\"",
            "query: 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9) SELECT \"return\", record FROM practices, n'",
            "query: '(SELECT \"return\", record FROM practices)'",
            "query: 'SELECT \"return\", record, row_number() OVER (ORDER BY number) AS place FROM practices'",
        ])
    func allowed(_ lines: String) throws {
        let diagnostics = try RuleRun.diagnostics(lines)
        // A query in brackets is no statement to SQLite.
        if lines.contains("'(SELECT \"return\"") {
            #expect(diagnostics.count == 1)
        } else {
            #expect(diagnostics.map(\.description) == [])
        }
    }

    @Test("expressions for what is expected and suggested are held to the same, on their own lines")
    func expressions() throws {
        let diagnostics = try RuleRun.diagnostics("check: number < 10\n    expected: {sql: random()}")
        #expect(diagnostics.map(\.position.line) == [SpecimenSurvey.firstRuleLine + 5])
        #expect(try RuleRun.diagnostics("check: number < 10\n    suggest: numbr / 10").count == 1)
        #expect(try RuleRun.diagnostics("check: number < 10\n    suggest: number, 1").count == 1)
        #expect(try RuleRun.diagnostics("check: number < 10\n    suggest: max(number)").count == 1)
        #expect(try RuleRun.diagnostics("check: number < 10\n    suggest: number / 10").isEmpty)
    }

    @Test(
        "a code list that the survey does not have is told where a function of codes names it",
        arguments: [("is_in('kin', kind, 'a')", true), ("IS_IN ( 'kind', kind, 'a')", false)])
    func codeList(_ check: String, _ isRefused: Bool) throws {
        let functions = RuleFunctionSet(names: ["is_in"]) {
            $0.add(function: DatabaseFunction("is_in", argumentCount: 3) { _ in true })
        }
        let diagnostics = try RuleRun.diagnostics("check: \"\(check)\"", functions: functions)
        #expect(diagnostics.count == (isRefused ? 1 : 0))
        #expect(diagnostics.allSatisfy { $0.message.contains("'kin'") && $0.advice == "The code lists: kind." })
    }

    @Test("a rule that takes too long is told and stopped; the others run")
    func timeout() throws {
        let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
        let outcome = try RuleRun()(
            """
              - {id: endless-check, table: practices, severity: note, check: '(\(endless)) > 0', message: M}
              - {id: endless-query, table: practices, severity: note, query: 'SELECT "return", record FROM practices WHERE (\(endless)) > 0', message: M}
              - {id: other, table: practices, severity: note, check: number < 10, message: M}
            limits: {secondsPerRule: 1}

            """)
        #expect(outcome.ruleFindings.map(\.rule) == ["rule.timeout", "rule.timeout"])
        #expect(outcome.ruleFindings.map(\.value) == ["endless-check", "endless-query"])
        #expect(outcome.ruleFindings.allSatisfy { $0.severity == .error && $0.record == nil })
        #expect(outcome.findings.map(\.finding.rule) == ["other"])
        #expect(outcome.results.map(\.notVerifiable) == [3, 3, 1])
        #expect(outcome.results.map(\.passed) == [0, 0, 1])
    }

    @Test(
        "a rule that fails on the data, or tells of what is no record, is told with the reason; the others run",
        arguments: [
            ("check: 'abs(number - number - 9223372036854775807 - 1) > 0'", "integer overflow"),
            (
                "query: 'SELECT \"return\", record FROM practices WHERE abs(number - number - 9223372036854775807 - 1) > 0'",
                "integer overflow"
            ),
            (
                "query: 'SELECT reporter AS \"return\", record FROM practices'",
                "a row's \"return\" and record are 'REP-r1' and '1', which is no record of practices that counts"
            ),
            ("query: 'SELECT \"return\", NULL AS record FROM practices'", "and NULL, which is no record"),
            ("query: 'SELECT \"return\", 99 AS record FROM practices'", "and '99', which is no record"),
        ])
    func failure(_ failing: String, _ reason: String) throws {
        let outcome = try RuleRun()(
            """
              - {id: other, table: practices, severity: note, check: number < 10, message: M}
              - {id: failing, table: practices, severity: note, \(failing), message: M}

            """)
        #expect(outcome.ruleFindings.map(\.rule) == ["rule.failed"])
        #expect(outcome.ruleFindings.first?.value == "failing")
        let message = outcome.ruleFindings.first?.message.text(in: "en") ?? ""
        #expect(message.contains(reason), "\(message)")
        #expect(outcome.findings.map(\.finding.rule) == ["other"])
        #expect(outcome.results.map(\.notVerifiable) == [1, 3])
    }

    @Test("a rule that fails does not apply to returns for which it is switched off", arguments: ["check", "query"])
    func failureWhereOff(_ kind: String) throws {
        let overflow = "abs(number - number - 9223372036854775807 - 1) > 0"
        let off = ", off: [{reporter: REP-r2, reason: R}]"
        let (result, outcome) =
            kind == "check"
            ? try RuleRun().check(overflow, off)
            : try RuleRun().query("SELECT \"return\", record FROM practices WHERE \(overflow)", off)
        #expect(outcome.ruleFindings.map(\.rule) == ["rule.failed"])
        #expect(result.counts == [2, 0, 0, 2, 1])
    }
}
