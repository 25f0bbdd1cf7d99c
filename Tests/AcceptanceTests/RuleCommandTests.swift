import Foundation
import Testing

@Suite("test, rules and explain")
struct RuleCommandTests {
    /// The options by which a command sees the run that several tests look at.
    private func output(_ run: PublishedRun) -> [String] {
        ["--output", run.folder.deletingLastPathComponent().deletingLastPathComponent().path]
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test(
        "test exits with 0 where all cases come out as they must", arguments: ["co-production", "municipal-services"])
    func passing(_ survey: String) throws {
        let process = try CanvassProcess(["test", survey])
        #expect(process.status == 0, "\(process.output)\(process.errors)")
        #expect(process.output.contains("as they must be, 0 not"))
    }

    @Test("test exits with 1 and a line for each case that does not, with what came")
    func failing() throws {
        let scratch = try Scratch()
        let project = try scratch.project()
        let file = project.appending(path: "Pipelines/co-production/rules-test.yaml")
        try Data("barrier-needs-treatment:\n  pass: {importance: 4}\n  fail: {importance: 4}\n".utf8).write(to: file)
        let process = try CanvassProcess(["test", "co-production"], in: project)
        #expect(process.status == 1)
        #expect(
            process.output.contains(
                "co-production/rules-test.yaml:2: barrier-needs-treatment must pass, but it fails: "))
        #expect(
            process.output.contains("without a case that passes, or one that fails: practice-count-matches-cover, "))
        #expect(process.output.contains("2 cases of 1 rule: 1 as they must be, 1 not"))
        let json = try CanvassProcess(["test", "co-production", "--format", "json"], in: project)
        #expect(json.status == 1)
        #expect((try object(json.output)["failures"] as? [[String: Any]])?.count == 1)
        try FileManager.default.removeItem(at: file)
        #expect(try CanvassProcess(["test", "co-production"], in: project).status == 66)
        let doctor = try CanvassProcess(["doctor", "co-production"], in: project)
        #expect(
            doctor.output.contains("no case that passes, or none that fails, in rules-test.yaml for practice-count"))
    }

    @Test("rules lists the survey's rules and constraints with the counts of the last run, which add up")
    func listing() throws {
        let run = try PublishedRun.municipalServices.get()
        let process = try CanvassProcess(["rules", "municipal-services", "--format", "json"] + output(run))
        #expect(process.status == 0, "\(process.errors)")
        let rules = try #require(try object(process.output)["rules"] as? [[String: Any]])
        let own = rules.filter { $0["of"] as? String == "survey" }
        #expect(own.count == 7)
        let declared = rules.filter { $0["of"] as? String == "check" }
        #expect(declared.count == 5)
        #expect(own.allSatisfy { $0["has_tests"] as? Bool == true })
        let issues = try run.rows("issues.csv")
        for rule in rules where rule["of"] as? String != "canvass" {
            let counts = try #require(rule["counts"] as? [String: Int], "\(rule)")
            let sum = ["passed", "failed", "not_verifiable"].compactMap { counts[$0] }.reduce(0, +)
            #expect(sum == counts["tested"], "\(rule)")
            // Of a whole series it is series that are counted.
            let isOfSeries = ["unit-shift", "rows-slipped", "copied-from-previous-quarter"].contains(
                rule["rule"] as? String)
            #expect((counts["tested"] ?? 0) > (isOfSeries ? 100 : 1000), "\(rule)")
        }
        for rule in own + declared {
            let failed = try #require((rule["counts"] as? [String: Int])?["failed"])
            #expect(failed == issues.count { $0["rule"] == rule["rule"] as? String }, "\(rule)")
        }
        let text = try CanvassProcess(["rules", "municipal-services"] + output(run))
        #expect(text.output.contains("tested  passed  failed  n. verif."))
        #expect(text.output.contains("value-or-status"))
    }

    @Test("rules lists also what was never run")
    func neverRun() throws {
        let scratch = try Scratch()
        let process = try CanvassProcess(["rules", "co-production", "--output", scratch.url.path])
        #expect(process.status == 0)
        #expect(process.output.contains("Nothing was published yet"))
    }

    @Test("rules and explain tell what the survey says of a constraint, and for whom it is switched off")
    func constraintTerms() throws {
        let long =
            "{value: 10, severity: warning, action: flag, why: Parks are small here., message: \"{name}: {value} ha?\", "
            + "threshold: {error: 50}, off: {reporter: ALD, reason: Counts in acres}}"
        let project = try SmallSurvey.project(["parks"], area: ", constraints: {maximum: \(long)}")
        try project.write("parks", "ALD.csv", "Name;Area\nMill Garden;11\nHill Garden;1\n")
        try project.write("parks", "BRA.csv", "Name;Area\nOld Meadow;12\nNew Meadow;2\nFar Meadow;3\n")
        #expect(try CanvassProcess(["run", "parks", "--quiet"], in: project.folder).status == 0)
        let listed = try CanvassProcess(["rules", "parks", "--format", "json"], in: project.folder)
        let rules = try #require(try object(listed.output)["rules"] as? [[String: Any]])
        let rule = try #require(rules.first { $0["rule"] as? String == "constraint.maximum" })
        #expect(rule["severity"] as? String == "warning" && rule["expression"] as? String == "area: at most 10")
        #expect(
            rule["counts"] as? [String: Int] == [
                "tested": 3, "passed": 2, "failed": 1, "not_verifiable": 0, "not_applicable": 2,
            ])
        let text = try CanvassProcess(["explain", "parks", "constraint.maximum"], in: project.folder).output
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for words in [
            "parks: area: at most 10 (warning); why: Parks are small here.; says: {name}: {value} ha?",
            "an open issue is told; the value is published, marked as not validated", "threshold: error above 50 %",
            "switched off: ALD: Counts in acres", "3 tested: 2 passed, 1 failed, 0 not verifiable; 2 not applicable",
        ] {
            #expect(text.contains(words), "\(words) in \(text)")
        }
        let issues = try String(contentsOf: project.latest("parks", "issues.csv"), encoding: .utf8)
        let line = try #require(issues.split(separator: "\n").first { $0.contains("constraint.maximum") })
        #expect(line.contains("Old Meadow: 12 ha?"))
        let issue = try CanvassProcess(["explain", "parks", String(line.prefix(16))], in: project.folder).output
        #expect(issue.contains("Parks are small here.") && issue.contains("marked as not validated"))
    }

    @Test("rules and explain tell what the survey says of Canvass's own rules, and what they did")
    func builtInTerms() throws {
        let builtin = """
            builtin:
              type.not-a-number:
                - {table: parks, fields: area, severity: warning, action: publish, why: Areas are added up., threshold: {error: 50}, off: {reporter: ALD, reason: Counts in acres}}
              coverage.missing-return: {trial: true}
            """
        let project = try SmallSurvey.project(["parks"], more: builtin)
        try project.write("parks", "ALD.csv", "Name;Area\nMill Garden;some\nHill Garden;1\n")
        try project.write("parks", "BRA.csv", "Name;Area\nOld Meadow;some\nNew Meadow;2\nFar Meadow;3\n")
        #expect(try CanvassProcess(["run", "parks", "--quiet"], in: project.folder).status == 0)
        let listed = try CanvassProcess(["rules", "parks", "--format", "json"], in: project.folder)
        let rules = try #require(try object(listed.output)["rules"] as? [[String: Any]])
        let own = rules.filter { $0["of"] as? String == "canvass" }
        #expect(own.map { $0["rule"] as? String } == ["type.not-a-number", "coverage.missing-return"])
        #expect(own.first?["expression"] as? String == "answers to parks.area")
        #expect(
            own.map { $0["counts"] as? [String: Int] } == [
                ["tested": 3, "passed": 2, "failed": 1, "not_verifiable": 0, "not_applicable": 2],
                ["tested": 2, "passed": 2, "failed": 0, "not_verifiable": 0, "not_applicable": 0],
            ])
        let text = try CanvassProcess(["rules", "parks"], in: project.folder).output
        #expect(text.contains("type.not-a-number  answers to parks.area"))
        #expect(text.contains("coverage.missing-return  reporters of the register  (on trial)"))
        let told = try CanvassProcess(["explain", "parks", "type.not-a-number"], in: project.folder).output
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for words in [
            "answers to parks.area (warning); why: Areas are added up.",
            "an open issue is told; the record is published",
            "threshold: error above 50 %", "switched off: ALD: Counts in acres",
            "3 tested: 2 passed, 1 failed, 0 not verifiable; 2 not applicable",
        ] {
            #expect(told.contains(words), "\(words) in \(told)")
        }
        let issues = try String(contentsOf: project.latest("parks", "issues.csv"), encoding: .utf8)
        let line = try #require(issues.split(separator: "\n").first { $0.contains("type.not-a-number") })
        let issue = try CanvassProcess(["explain", "parks", String(line.prefix(16))], in: project.folder).output
        #expect(issue.contains("Areas are added up.") && issue.contains("the record is published"))
    }

    @Test("explain tells what one of Canvass's own rules means and what to do, without a survey")
    func ownRule() throws {
        let process = try CanvassProcess(["explain", "file.encrypted"])
        #expect(process.status == 0, "\(process.errors)")
        #expect(process.output.contains("A password or rights management protects the workbook."))
        #expect(process.output.contains("Ask the sender to save it without."))
        let slip = try CanvassProcess(["explain", "file.encripted"])
        #expect(slip.status == 66)
        #expect(slip.errors.contains("Did you mean 'file.encrypted'?"))
        #expect(try CanvassProcess(["explain"]).status == 64)
    }

    @Test("explain tells a survey's rule with its reason, its SQL, what it reads, and whom it concerns")
    func surveyRule() throws {
        let run = try PublishedRun.coProduction.get()
        let process = try CanvassProcess(
            ["explain", "co-production", "budget-in-thousands", "--format", "json"] + output(run))
        #expect(process.status == 0, "\(process.errors)")
        let told = try object(process.output)
        #expect(told["why"] as? String == "Budgets in thousands where units were asked would vanish in the totals.")
        #expect(told["reads"] as? String == "budget, users_reached")
        #expect(told["level"] as? String == "within-record")
        #expect((told["last_run"] as? String)?.contains(" not verifiable") == true)
        let text = try CanvassProcess(["explain", "co-production", "budget-in-thousands"] + output(run))
        #expect(text.output.contains("fulfilled where"))
    }

    @Test("explain offers no correction of what a whole series is told for: nobody could write one")
    func series() throws {
        let run = try PublishedRun.municipalServices.get()
        let text = try CanvassProcess(["explain", "municipal-services", "unit-shift"] + output(run)).output
        #expect(text.contains("--waive") && !text.contains("--correct"), "\(text)")
        let single = try CanvassProcess(["explain", "municipal-services", "value-or-status"] + output(run)).output
        #expect(single.contains("--correct"), "\(single)")
    }

    @Test("explain tells the story of an issue by its fingerprint or the first digits of it")
    func issue() throws {
        let run = try PublishedRun.coProduction.get()
        let issue = try #require(
            try run.rows("issues.csv").first { $0["rule"] == "budget-in-thousands" })
        let fingerprint = try #require(issue["fingerprint"])
        for id in [fingerprint, String(fingerprint.prefix(12))] {
            let process = try CanvassProcess(["explain", "co-production", id, "--format", "json"] + output(run))
            #expect(process.status == 0, "\(process.errors)")
            let told = try object(process.output)
            #expect(told["kind"] as? String == "issue")
            #expect(told["id"] as? String == fingerprint)
            #expect(told["cell"] as? String == "\(issue["sheet"] ?? "")!\(issue["cell"] ?? "")")
            #expect(told["runs"] as? String == "1")
            #expect((told["why"] as? String)?.hasPrefix("Budgets in thousands") == true)
        }
        let decided = try #require(try run.rows("issues.csv").first { $0["state"] == "corrected" })
        let text = try CanvassProcess(["explain", "co-production", decided["fingerprint"] ?? ""] + output(run)).output
        #expect(text.contains("decided") && text.contains("correct “2008”: A key was hit twice"), "\(text)")
        let several = try #require(try run.rows("issues.csv").first { $0["rule"] == "budget-in-thousands" })
        let told = try CanvassProcess(["explain", "co-production", several["fingerprint"] ?? ""] + output(run)).output
        #expect(told.contains("also about") && told.contains("Practices!Q"), "\(told)")
        #expect(told.contains("canvass decide co-production \(several["fingerprint"] ?? "") --waive"), "\(told)")
        let gone = try CanvassProcess(["explain", "co-production", "ffffffffffffffff"] + output(run))
        #expect(gone.status == 66)
        #expect(gone.errors.contains("The last run has no issue"))
    }
}
