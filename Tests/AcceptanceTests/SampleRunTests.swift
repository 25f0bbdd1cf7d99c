import Foundation
import Testing

@Suite("The sample surveys, from inbox to report")
struct SampleRunTests {
    private static let surveys = ["co-production", "municipal-services"]

    private func run(_ survey: String) throws -> PublishedRun {
        try survey == "co-production" ? PublishedRun.coProduction.get() : PublishedRun.municipalServices.get()
    }

    @Test(
        "every record that a person can see is read: counted by a script that has none of Canvass's code",
        arguments: surveys)
    func countsAgree(survey: String) throws {
        let run = try run(survey)
        var read: [String: Int] = [:]
        for row in try run.rows("lineage/records.csv") {
            read["\(row["return"] ?? "") \(row["table"] ?? "")", default: 0] += 1
        }
        let expected = try Table.rows(of: Repository.fixtures.appending(path: "counts/\(survey).csv"))
        #expect(!expected.isEmpty)
        for row in expected {
            let key = "\(row["sha12"] ?? "") \(row["table"] ?? "")"
            #expect(read[key, default: 0] == Int(row["records"] ?? ""), "\(row["file"] ?? ""), \(row["table"] ?? "")")
            read[key] = nil
        }
        #expect(read.isEmpty, "records that nobody counted: \(read)")
    }

    @Test("records read = published + rejected + superseded, for each return and table", arguments: surveys)
    func countsReconcile(survey: String) throws {
        let run = try run(survey)
        let superseded = Set(
            try run.rows("lineage/returns.csv").filter { $0["state"] == "superseded" }.compactMap { $0["return"] })
        var balance: [String: Int] = [:]
        for row in try run.rows("lineage/records.csv") where !superseded.contains(row["return"] ?? "") {
            balance["\(row["return"] ?? "") \(row["table"] ?? "") \(row["record"] ?? "")", default: 0] += 1
        }
        for table in try run.tables() {
            for folder in ["dataset", "rejected"] {
                for row in try run.rows("\(folder)/\(table).csv") {
                    balance["\(row["return"] ?? "") \(table) \(row["record"] ?? "")", default: 0] -= 1
                }
            }
        }
        #expect(balance.filter { $0.value != 0 }.isEmpty)
        let manifest = try #require(
            try JSONSerialization.jsonObject(with: Data(contentsOf: run.folder.appending(path: "run.json")))
                as? [String: Any])
        let counts = try #require((manifest["counts"] as? [String: Any])?["records"] as? [String: Int])
        #expect(counts["read"] == (counts["published"] ?? 0) + (counts["rejected"] ?? 0) + (counts["superseded"] ?? 0))
        #expect(counts["read"] == (try run.rows("lineage/records.csv").count))
    }

    @Test(
        "a file that cannot be read is a finding that says why, and the run goes on",
        arguments: [
            ("CPS-2026-ITA.xlsx", "file.encrypted"), ("CPS-2026-NZL (1).xlsx", "file.truncated"),
            ("CPS_MEX_2010.xlsx", "file.legacy-xls"),
            ("Annex Denmark.pdf", "file.pdf"), ("~$CPS-2026-FIN.xlsx", "file.lock-file"),
        ])
    func unreadableFiles(file: String, rule: String) throws {
        let run = try run("co-production")
        let issue = try #require(try run.rows("issues.csv").first { $0["value"] == file })
        #expect(issue["rule"] == rule)
        #expect((issue["suggestion"] ?? "").count > 20)
        let item = try run.rows("lineage/returns.csv").first { $0["file"] == file }
        #expect(item?["state"] == "refused")
    }

    @Test("what was altered in the samples is told at its cell, and nothing else is")
    func alteredReturns() throws {
        let run = try run("co-production")
        let told = try run.rows("issues.csv").filter { row in
            let rule = row["rule"] ?? ""
            return rule.hasPrefix("template.") || ["layout.text-unclaimed", "return.blank"].contains(rule)
        }.map { "\($0["reporter"] ?? "") \($0["rule"] ?? "") \($0["sheet"] ?? "")!\($0["cell"] ?? "")" }
        #expect(
            told.sorted() == [
                "AUT layout.text-unclaimed Practices!B4", "AUT template.columns-inserted Services!F1",
                "AUT template.rows-inserted Practices!A3", "AUT template.rows-inserted Services!A11",
                "ESP template.formula-overwritten Practices!O26", "EST template.columns-inserted Practices!N1",
                "NLD layout.text-unclaimed Practices!W8",
            ])
    }

    @Test("the summary tells reporters, returns, records, issues, codes, and where the report is")
    func summary() throws {
        let summary = try run("co-production").summary
        for phrase in [
            "24 of 26 have reported", "26 read, 5 refused", "Annex Denmark.pdf: This is a PDF", "read = ",
            " published + ", " rejected + ", " superseded",
            "errors", "normalised", "suggested", "unknown", "latest/report.html",
        ] {
            #expect(summary.contains(phrase), "\(phrase)")
        }
    }

    @Test(
        "what was planted is found at its cell",
        arguments: [
            ("FIN", "constraint.maximum", "Good practices FI", "S6"), ("NOR", "constraint.maximum", "Practices", "N6"),
            ("CAN", "type.formula-error", "Pratiques", "Q7"), ("DEU", "duplicate-practice", "Practices", "C8"),
            ("BEL", "layout.hidden-row", "Pratiques", "B8"), ("GBR", "layout.comment", "Practices", "O6"),
            ("ESP", "budget-in-thousands", "Practices", "O6"),
            ("LUX", "practice-count-matches-cover", "Couverture", "D13"),
            ("NLD", "value.approximate", "Practices", "Q6"), ("NLD", "layout.merged-answer", "Practices", "O6"),
            ("SVN", "cost-change-as-fraction", "Practices", "P6"),
            ("NOR", "service-of-practice-has-input", "Practices", "D6"),
            ("SVN", "file.formula-not-calculated", "Practices", "Q6"),
            ("EST", "layout.column-extra", "Practices", "N5"),
            ("AUT", "layout.column-extra", "Services", "F5"), ("MEX", "completed-after-deadline", "Cover", "D8"),
        ])
    func planted(reporter: String, rule: String, sheet: String, cell: String) throws {
        let issues = try run("co-production").rows("issues.csv")
        #expect(
            issues.contains {
                $0["reporter"] == reporter && $0["rule"] == rule && $0["sheet"] == sheet && $0["cell"] == cell
            })
    }

    @Test(
        "what was planted in the quarterly series is found",
        arguments: [
            ("M012", "2025-Q3", "unit-shift"), ("M023", "2025-Q2", "rows-slipped"),
            ("M030", "2025-Q4", "copied-from-previous-quarter"),
            ("M009", "2025-Q3", "value-not-negative"),
            ("M014", "2025-Q1", "table.duplicate-key"), ("M027", "2025-Q3", "municipality-is-reporter"),
            ("M026", "2025-Q2", "value.approximate"), ("M026", "2025-Q2", "value.number-in-words"),
            ("M005", "2025-Q2", "change-against-previous-quarter"),
            ("M016", "2025-Q4", "change-against-previous-quarter"),
            ("M021", "2025-Q4", "satisfaction-on-another-scale"), ("M038", "2025-Q1", "waiting-time-plausible"),
            ("M018", "2025-Q1", "return.superseded"),
            ("M002", "2025-Q2", "quarter-is-round"), ("M019", "2025-Q4", "coverage.missing-return"),
        ])
    func plantedInSeries(reporter: String, round: String, rule: String) throws {
        let issues = try run("municipal-services").rows("issues.csv")
        #expect(issues.contains { $0["reporter"] == reporter && $0["round"] == round && $0["rule"] == rule })
    }
}
