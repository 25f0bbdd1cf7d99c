import Foundation
import Testing

@Suite("Decisions and differences on the command line")
struct DecideCommandTests {
    private let scratch: Scratch
    private let project: URL
    private let decisions: URL

    /// A project with one return, whose satisfaction of 130 is an error, and no decisions.
    init() throws {
        scratch = try Scratch()
        project = try scratch.project()
        decisions = project.appending(path: "Pipelines/co-production/decisions.csv")
        try FileManager.default.removeItem(at: decisions)
        let inbox = project.appending(path: "inbox")
        try FileManager.default.createDirectory(at: inbox, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: Repository.samples.appending(path: "co-production/CPS-2026-FIN.xlsx"),
            to: inbox.appending(path: "CPS-2026-FIN.xlsx"))
        try #require(try run().status == 0)
    }

    private func run(_ more: String...) throws -> CanvassProcess {
        try CanvassProcess(["run", "co-production", "--inbox", "inbox"] + more, in: project)
    }

    private func decide(_ arguments: String...) throws -> CanvassProcess {
        try CanvassProcess(["decide", "co-production"] + arguments, in: project)
    }

    private func issues() throws -> [[String: String]] {
        try Table.rows(of: project.appending(path: "Output/co-production/latest/issues.csv"))
    }

    @Test("an issue is decided by the first digits of its fingerprint, and the next run and its difference tell")
    func decideAndRun() throws {
        let issue = try #require(try issues().first { $0["rule"] == "constraint.maximum" })
        let prefix = String((issue["fingerprint"] ?? "").prefix(6))
        let dry = try decide(
            prefix, "--correct", "100", "--reason", "By telephone", "--reviewer", "reviewer A", "--dry-run")
        #expect(dry.status == 0 && dry.output.contains("correct 100") && dry.errors.contains("would be written"))
        #expect(!FileManager.default.fileExists(atPath: decisions.path))
        let done = try decide(prefix, "--correct", "100", "--reason", "By telephone", "--reviewer", "reviewer A")
        #expect(done.status == 0 && done.errors.contains("1 line written"))
        let summary = try run("--fail-on", "error")
        #expect(summary.output.contains("1 corrected"))
        #expect(summary.output.contains("no file was read again"))
        #expect(try issues().first { $0["fingerprint"] == issue["fingerprint"] }?["state"] == "corrected")
        let difference = try CanvassProcess(["diff", "co-production"], in: project)
        #expect(difference.status == 0 && difference.output.contains("open -> corrected  1"))
        let trial = try CanvassProcess(
            ["diff", "co-production", "--definition", "--inbox", "inbox", "--format", "json"], in: project)
        #expect(
            trial.status == 0
                && trial.output.contains(
                    "\"rules\": [], \"states\": [], \"reworded\": [], \"counts\": [], \"tables\": []")
        )
    }

    @Test("a filter only shows what it would write, until it is told yes")
    func filter() throws {
        let arguments = ["decide", "co-production", "--severity", "error", "--ask", "--reviewer", "reviewer A"]
        let shown = try CanvassProcess(arguments, in: project)
        #expect(shown.status == 0 && shown.errors.contains("say --yes"))
        #expect(!FileManager.default.fileExists(atPath: decisions.path))
        #expect(try CanvassProcess(arguments + ["--yes"], in: project).status == 0)
        let lines = try Table.rows(of: decisions)
        let errors = try issues().count { $0["severity"] == "error" }
        #expect(lines.count == errors && lines.allSatisfy { $0["action"] == "ask" })
    }

    @Test("what would not count is refused, with its exit code")
    func refused() throws {
        let issue = try #require(try issues().first { $0["rule"] == "constraint.maximum" }?["fingerprint"])
        #expect(try decide(issue, "--waive", "--reviewer", "reviewer A").status == 64)
        #expect(try decide(issue, "--waive", "--reason", "Yes").status == 64)
        #expect(try decide(issue, "--reason", "Yes", "--reviewer", "reviewer A").status == 64)
        #expect(try decide("--waive", "--reason", "Yes", "--reviewer", "reviewer A").status == 64)
        #expect(try decide("ffffffff", "--waive", "--reason", "Yes", "--reviewer", "reviewer A").status == 66)
        let bad = try decide(issue, "--correct", "many", "--reason", "Yes", "--reviewer", "reviewer A")
        #expect(bad.status == 65 && bad.errors.contains("cannot be read"))
        #expect(try decide("--from", "nowhere.csv").status == 66)
        let nothing = try decide("--from", "/dev/null")
        #expect(nothing.status == 65 && nothing.errors.contains("cannot be read"), "\(nothing.errors)")
        #expect(!nothing.errors.contains("NSCocoaErrorDomain") && !nothing.errors.contains(".."), "\(nothing.errors)")
        #expect(try CanvassProcess(["diff", "co-production", "a", "b"], in: project).status == 66)
        #expect(try CanvassProcess(["diff", "co-production", "a"], in: project).status == 64)
        #expect(!FileManager.default.fileExists(atPath: decisions.path))
    }

    @Test(
        "a negative value is one; an option in its place is none; rows of a file without a date or name get those that are given"
    )
    func negativeAndFilled() throws {
        let issue = try #require(try issues().first { $0["rule"] == "constraint.maximum" })
        let fingerprint = try #require(issue["fingerprint"])
        let negative = try decide(
            fingerprint, "--correct", "-3", "--reason", "Yes", "--reviewer", "reviewer A", "--dry-run")
        #expect(negative.status == 0 && negative.output.contains("correct -3"), "\(negative.errors)")
        #expect(try decide(fingerprint, "--correct", "--reason", "Yes", "--reviewer", "reviewer A").status == 64)
        let nothing = try decide(fingerprint, "--accept", "--reviewer", "reviewer A")
        #expect(nothing.status == 65 && nothing.errors.contains("nothing was suggested"), "\(nothing.errors)")
        let tray = project.appending(path: "tray.csv")
        let columns = "fingerprint,action,seen,value,reason,reviewer,agreed_by,date,expires"
        try Data("\(columns)\n\(fingerprint),waive,\(issue["value"] ?? ""),,Yes,,,,\n".utf8).write(to: tray)
        let filled = try decide("--from", "tray.csv", "--reviewer", "reviewer B", "--date", "2026-11-02")
        #expect(filled.status == 0, "\(filled.errors)")
        let line = try #require(try Table.rows(of: decisions).first)
        #expect(line["reviewer"] == "reviewer B" && line["date"] == "2026-11-02")
        let check = try CanvassProcess(
            ["check", "inbox/CPS-2026-FIN.xlsx", "--survey", "co-production"], in: project)
        #expect(
            check.output.contains("[constraint.maximum, waived]") && check.output.contains("1 settled by decisions"))
    }

    @Test("a run as of another day says so, and a day that is none is refused")
    func today() throws {
        #expect(try run("--today", "2027-02-28").status == 0)
        let manifest = try String(
            contentsOf: project.appending(path: "Output/co-production/latest/run.json"), encoding: .utf8)
        #expect(manifest.contains("\"today\": \"2027-02-28\""))
        #expect(try run("--today", "2027-02-30").status == 64)
    }
}
