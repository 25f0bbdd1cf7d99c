import Foundation
import Testing

@Suite("Returns that respondents have altered: nothing is lost without a word")
struct AlteredReturnTests {
    private static let fixtures = Repository.fixtures.appending(path: "altered")

    /// The good returns have 110 and 116 records; what cannot be read as before must be told at its cell.
    @Test(
        "what is not read as before is told, and the rest is read as before",
        arguments: [
            ("AUS-blank-rows", 110, "template.rows-inserted", "A9"), ("AUS-last-header", 110, "code.unknown", "K5"),
            ("AUS-merged-answers", 102, "layout.merged-answer", "C6"),
            ("AUS-sum-column", 110, "layout.column-extra", "E5"),
            ("AUS-total-as-answer", 110, "code.unknown", "J6"), ("AUS-unclear-marks", 110, "type.not-a-mark", "H6"),
            ("IRL-lost-heading", 115, "layout.block-unclear", "B39"),
        ])
    func altered(name: String, records: Int, rule: String, cell: String) throws {
        let file = Self.fixtures.appending(path: "CPS-2026-\(name).xlsx").path
        let text = try CanvassProcess(["check", file, "--survey", "co-production"]).output
        #expect(text.contains("; \(records) records read"), "\(text)")
        // openpyxl stores no results of formulas: those of the total row are told for every file.
        let told = try issues(file).filter { $0["rule"] != "file.formula-not-calculated" }
        #expect(rule.isEmpty ? told.isEmpty : told.contains { $0["rule"] == rule && $0["cell"] == cell }, "\(told)")
    }

    @Test(
        "what the survey says of an altered questionnaire holds in a run: severity, words, what it does, for whom it is off"
    )
    func builtIn() throws {
        let scratch = try Scratch()
        let project = try scratch.project()
        let definition = project.appending(path: "Pipelines/co-production/pipeline.yaml")
        let yaml = try String(contentsOf: definition, encoding: .utf8)
        let inbox = scratch.url.appending(path: "altered")
        try FileManager.default.createDirectory(at: inbox, withIntermediateDirectories: true)
        for file in [
            Self.fixtures.appending(path: "CPS-2026-AUS-blank-rows.xlsx"),
            Repository.samples.appending(path: "co-production/Copy of CPS-2026-IRL.xlsx"),
        ] {
            try FileManager.default.copyItem(at: file, to: inbox.appending(path: file.lastPathComponent))
        }
        func run(_ more: String) throws -> (issues: [[String: String]], counts: [String: Int], states: [String]) {
            let terms =
                "template.rows-inserted: {severity: warning, action: hold, message: \"Rows at {sheet}!{cell}\"\(more)}"
            try Data((yaml + "\nbuiltin:\n  \(terms)\n").utf8).write(to: definition)
            let process = try CanvassProcess(
                ["run", "co-production", "--inbox", inbox.path, "--quiet"], in: project)
            #expect(process.status == 0, "\(process.errors)")
            let latest = project.appending(path: "Output/co-production/latest")
            let listed = try CanvassProcess(["rules", "co-production", "--format", "json"], in: project)
            let object = try JSONSerialization.jsonObject(with: Data(listed.output.utf8)) as? [String: Any]
            let rule = (object?["rules"] as? [[String: Any]])?.first {
                $0["rule"] as? String == "template.rows-inserted"
            }
            return (
                try Table.rows(of: latest.appending(path: "issues.csv")).filter {
                    $0["rule"] == "template.rows-inserted"
                },
                rule?["counts"] as? [String: Int] ?? [:],
                try Table.rows(of: latest.appending(path: "lineage/returns.csv")).compactMap { $0["state"] }.sorted()
            )
        }
        let told = try run("")
        #expect(!told.issues.isEmpty && told.issues.allSatisfy { $0["severity"] == "warning" }, "\(told)")
        #expect(
            told.issues.contains {
                $0["message"]?.hasPrefix("Rows at ") == true && $0["message"]?.hasSuffix("!A9") == true
            })
        #expect(told.states == ["held", "live"], "\(told)")
        let both = ["tested": 2, "passed": 1, "failed": 1, "not_verifiable": 0, "not_applicable": 0]
        #expect(told.counts == both)
        let off = try run(", off: {reporter: AUS, reason: Was sent with rows of its own}")
        #expect(off.issues.isEmpty && off.states == ["live", "live"])
        #expect(off.counts == ["tested": 1, "passed": 1, "failed": 0, "not_verifiable": 0, "not_applicable": 1])
        let trial = try run(", trial: true")
        #expect(trial.issues.isEmpty && trial.states == ["live", "live"] && trial.counts == both)
    }

    private func issues(_ file: String) throws -> [[String: String]] {
        let scratch = try Scratch()
        let csv = scratch.url.appending(path: "issues.csv")
        try Data(CanvassProcess(["check", file, "--survey", "co-production", "--format", "csv"]).output.utf8).write(
            to: csv)
        return try Table.rows(of: csv)
    }
}
