import SurveyModel
import Testing
import Validate

@Suite("Who has reported")
struct CoverageTests {
    private static let reporters = ["AAA", "BBB", "CCC", "DDD"].map { Reporter(code: $0, name: "Land \($0)") }

    private func item(_ reporter: String, _ state: ReturnState, round: String = "2026") -> Return {
        Return(
            sha256: "0123456789abcdef-\(reporter)", file: "\(reporter).xlsx", reporter: reporter, round: round,
            received: "", version: "", language: "", state: state)
    }

    @Test("reporters without a live return of the round are told, in the register's order, with what is known of why")
    func missing() {
        let returns = [
            item("AAA", .live), item("BBB", .held), item("CCC", .refused), item("DDD", .live, round: "2025"),
            // What was sent for another round is no reason for this one.
            item("DDD", .refused, round: "2025"),
        ]
        let missing = Coverage.missingReturns(reporters: Self.reporters, returns: returns, round: "2026")
        #expect(missing.map(\.reporter.code) == ["BBB", "CCC", "DDD"])
        #expect(missing.allSatisfy { $0.finding.rule == "coverage.missing-return" && $0.finding.severity == .warning })
        #expect(
            missing.map { $0.finding.message.text(in: "en") } == [
                "Land BBB has not reported for the round 2026; a return is held back.",
                "Land CCC has not reported for the round 2026; a file was sent that cannot be read.",
                "Land DDD has not reported for the round 2026.",
            ])
    }

    @Test("a superseded return reports nothing; the live one beside it does")
    func superseded() {
        #expect(
            Coverage.missingReturns(reporters: [Self.reporters[0]], returns: [item("AAA", .superseded)], round: "2026")
                .count == 1)
        #expect(
            Coverage.missingReturns(
                reporters: [Self.reporters[0]], returns: [item("AAA", .superseded), item("AAA", .live)], round: "2026"
            ).isEmpty)
    }

    @Test("nobody is missing where nobody is expected")
    func empty() {
        #expect(Coverage.missingReturns(reporters: [], returns: [item("AAA", .live)], round: "2026").isEmpty)
    }

    @Test(
        "a return from outside the register is told; one of no known reporter, refused or superseded is told elsewhere"
    )
    func unknown() {
        let returns = [
            item("AAA", .live), item("ZZZ", .live), item("", .held), item("YYY", .refused), item("XXX", .superseded),
        ]
        let unknown = Coverage.unknownReporters(reporters: Self.reporters, returns: returns)
        #expect(unknown.map(\.finding.value) == ["ZZZ"])
        #expect(unknown.map(\.returnID) == ["0123456789ab"])
        #expect(unknown.allSatisfy { $0.finding.rule == "coverage.unknown-reporter" })
    }
}
