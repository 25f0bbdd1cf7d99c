import SurveyModel

extension SpecimenResult {
    /// The full specimen as it stands some runs later: decided about, answered, resubmitted, compared with an earlier run.
    static func reviewed(text: (String) -> String = { $0 }) throws -> RunResult {
        let full = try full(text: text)
        var result = RunResult(
            survey: full.survey, definition: full.definition, reporters: full.reporters, returns: full.returns,
            counts: full.counts, coverage: full.coverage, issues: full.issues + laterIssues(text: text),
            rules: full.rules, codings: full.codings, figures: full.figures, provenance: full.provenance)
        result.verdicts = [id(1): .partlyAccepted, id(2): .accepted, id(4): .rejected]
        result.changes = RunChanges(
            since: "20260401T020000Z", new: 1, reopened: 1,
            resolved: [
                RunChanges.Resolved(
                    fingerprint: "r1", severity: .error, rule: "type.not-a-number", reporter: "AAA",
                    place: text("People, all!B9"), message: text("“lots” is not a number."))
            ], newReturns: [id(1)])
        result.resubmissions = [
            Resubmission(
                reporter: "AAA", returnID: id(1), earlierID: id(3),
                changes: [
                    Resubmission.Change(
                        table: "people", record: text("Nurses"), field: "number", place: text("People, all!B9"),
                        was: text("lots"), now: text("300")),
                    Resubmission.Change(
                        table: "people", record: "Others", field: "number", place: "People, all!B10", was: nil, now: "4"
                    ),
                    Resubmission.Change(
                        table: "people", record: "Clerks", field: "kind", place: "People, all!A8", was: "clerk",
                        now: nil),
                ], solved: [solved(text: text)], raised: Array(full.issues.prefix(1)) + [unseen(text: text)])
        ]
        result.decisions = decisions(text: text)
        return result
    }

    /// An issue of the earlier return that the later has not.
    private static func solved(text: (String) -> String) -> Issue {
        Issue(
            fingerprint: "r1", reporter: "AAA", round: "2026", returnID: id(3),
            finding: Finding(
                rule: "type.not-a-number", severity: .error, message: .text(text("“lots” is not a number.")),
                table: "people", record: 3, field: "number", sheet: text("People, all"), cell: "B9"),
            state: .open)
    }

    /// An issue of the later return that stands in no list of the run.
    private static func unseen(text: (String) -> String) -> Issue {
        Issue(
            fingerprint: "r2", reporter: "AAA", round: "2026", returnID: id(1),
            finding: Finding(rule: "layout.comment", severity: .note, message: .text(text("A comment: “so”."))),
            state: .open)
    }

    static func decisions(text: (String) -> String = { $0 }) -> [Decision] {
        guard let day = CalendarDay("2026-04-02"), let end = CalendarDay("2026-06-30") else { return [] }
        return [
            Decision(
                fingerprint: "f5", action: .waive, seen: text("1500"), reason: text("A big town."),
                reviewer: text("reviewer 1"), agreedBy: text("reviewer 2"), date: day, expires: end),
            Decision(
                fingerprint: "f6", action: .correct, seen: text("20008"), value: text("2008"), reason: text("A slip."),
                reviewer: "reviewer 1", date: day),
            Decision(
                fingerprint: "f1", action: .correct, seen: "more", value: "12", reason: "Was typed then.",
                reviewer: "reviewer 1", date: day),
            Decision(
                fingerprint: "gone", action: .accept, seen: "docter", value: "doctor", reason: "",
                reviewer: "reviewer 1",
                date: day),
        ]
    }

    private static func laterIssues(text: (String) -> String) -> [Issue] {
        func finding(_ value: String, _ row: Int) -> Finding {
            var finding = Finding(
                rule: "number-plausible", severity: .warning, message: .text(text("\(value) is much.")),
                table: "people", record: row, field: "number", sheet: text("People, all"), cell: "B\(row)",
                value: text(value))
            finding.cells = [Origin(sheet: text("People, all"), row: row, column: 3)]
            return finding
        }
        let decided = decisions(text: text)
        return [
            Issue(
                fingerprint: "f5", reporter: "AAA", round: "2026", returnID: id(1), finding: finding("1500", 20),
                state: .waived, decision: decided.first, change: .same),
            Issue(
                fingerprint: "f6", reporter: "AAA", round: "2026", returnID: id(1), finding: finding("20008", 21),
                state: .corrected, decision: decided.dropFirst().first, change: .same),
            Issue(
                fingerprint: "f7", reporter: "AAA", round: "2026", returnID: id(1), finding: finding("9000", 22),
                state: .asked, change: .new,
                explanation: RespondentAnswer(choice: "right", remark: text("We merged two offices."))),
            Issue(
                fingerprint: "f8", reporter: "AAA", round: "2026", returnID: id(1), finding: finding("9001", 23),
                state: .open, change: .reopened),
        ]
    }
}
