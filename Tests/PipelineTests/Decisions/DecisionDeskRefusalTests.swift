import Foundation
import Spreadsheets
import SurveyModel
import Testing
import Validate

@testable import Pipeline

@Suite("What the desk refuses: decisions that would not count, or not as they were meant")
struct DecisionDeskRefusalTests {
    private let survey: ReviewedSurvey
    private let outcome: SurveyRun.Outcome
    /// An amount of 400 that is too large.
    private let amount: String
    /// A share of 50 that is more than its amount of 10.
    private let share: String

    init() async throws {
        survey = try ReviewedSurvey(returns: ["AAA.csv": ["1,10,50,food,,2026-01-01", "2,400,5,heat,,"]])
        outcome = try await survey.run()
        amount = try #require(outcome.issue("constraint.maximum")).fingerprint
        share = try #require(outcome.issue("share-below-amount")).fingerprint
    }

    private func desk() throws -> DecisionDesk {
        try DecisionDesk(survey.survey(), output: survey.output, today: CalendarDay("2026-11-30") ?? .distantPast)
    }

    private func request(
        _ action: DecisionAction, value: String = "", date: String = "2026-11-20", expires: String? = nil
    ) -> DecisionRequest {
        DecisionRequest(
            action: action, value: value, reason: "Why", reviewer: "reviewer A",
            date: CalendarDay(date) ?? .distantPast, expires: expires.flatMap { CalendarDay($0) })
    }

    /// The proposals of a file with these lines.
    private func file(_ lines: String...) throws -> [DecisionProposal] {
        let url = survey.folder.appending(path: "tray.csv")
        let header = DecisionFile.columns.joined(separator: ",")
        try Data(([header] + lines).map { $0 + "\n" }.joined().utf8).write(to: url)
        return try desk().lines(from: url)
    }

    /// What is said of a file with this line.
    private func refusal(_ line: String) -> String {
        let error = #expect(throws: PipelineError.self) { try file(line) }
        #expect(error?.code == .definition)
        return error?.description ?? ""
    }

    @Test("a value beside a waiver or a question is not lost without a word")
    func valueOfWaiver() throws {
        let text = refusal("\(amount),waive,400,3,Why,reviewer A,,2026-11-20,")
        #expect(text.contains("line 2") && text.contains("“3”, which would be lost"))
        #expect(refusal("\(amount),ask,400,3,,reviewer A,,2026-11-20,").contains("it says ask"))
    }

    @Test("a correction to what stands there is no correction", arguments: ["400", "400.0"])
    func sameValue(_ value: String) throws {
        let error = #expect(throws: PipelineError.self) {
            try desk().lines(about: [amount], request(.correct, value: value))
        }
        #expect(error?.description.contains("is what stands there already") == true)
    }

    @Test("a whole number that cannot be told from the next is no value")
    func largeInteger() async throws {
        let numbers = try ReviewedSurvey(returns: ["AAA.csv": ["1,10,5,food,,", ",20,5,heat,,"]])
        let issue = try #require(try await numbers.run().issue("constraint.required"))
        let desk = try DecisionDesk(numbers.survey(), output: numbers.output)
        let large = request(.correct, value: "9007199254740993")
        #expect(throws: PipelineError.self) { try desk.lines(about: [issue.fingerprint], large) }
        let less = request(.correct, value: "9007199254740991")
        #expect(try desk.lines(about: [issue.fingerprint], less).count == 1)
    }

    @Test("a line that saw one of several cells is refused, and so is one that saw what stood in the others yesterday")
    func otherCells() async throws {
        let line = "\(share),waive,50 [10],,Why,reviewer A,,2026-11-20,"
        #expect(try file(line).map(\.decision.seen) == ["50 [10]"])
        #expect(refusal("\(share),waive,50,,Why,reviewer A,,2026-11-20,").contains("saw “50” alone"))
        try survey.send("2026-11-20/AAA.csv", ["1,20,50,food,,2026-11-20", "2,400,5,heat,,"])
        try await survey.run()
        #expect(refusal(line).contains("the cell holds “50 [20]”"))
    }

    @Test("a workbook is bound to what its reviewer saw, in other cells too")
    func workbookOfYesterday() async throws {
        let yesterday = try filled(outcome)
        #expect(try lines(yesterday).map(\.decision.seen) == ["50 [10]"])
        try survey.send("2026-11-20/AAA.csv", ["1,20,50,food,,2026-11-20", "2,400,5,heat,,"])
        let today = try await survey.run()
        #expect(today.issue("share-below-amount")?.fingerprint == share)
        let error = #expect(throws: PipelineError.self) { try lines(yesterday) }
        #expect(error?.description.contains("it saw “50 [10]”, but the cell holds “50 [20]”") == true)
        #expect(try lines(filled(today)).map(\.decision.seen) == ["50 [20]"])
    }

    @Test("so is one that another program has saved", arguments: ["issues-openpyxl.xlsx", "issues-libreoffice.xlsx"])
    func workbookOfAnotherProgram(name: String) async throws {
        let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let workbook = fixtures.appending(path: "Fixtures/\(name)")
        let decisions = try lines(workbook).map(\.decision)
        #expect(decisions.map(\.fingerprint) == [share] && decisions.map(\.seen) == ["50 [10]"])
        try survey.send("2026-11-20/AAA.csv", ["1,20,50,food,,2026-11-20", "2,400,5,heat,,"])
        try await survey.run()
        let error = #expect(throws: PipelineError.self) { try lines(workbook) }
        #expect(error?.description.contains("it saw “50 [10]”, but the cell holds “50 [20]”") == true)
    }

    private func lines(_ workbook: URL) throws -> [DecisionProposal] {
        try desk().lines(
            workbook: workbook, reviewer: "reviewer A", agreedBy: "", date: CalendarDay("2026-11-20") ?? .distantPast)
    }

    /// A run's workbook with a waiver of the share.
    private func filled(_ outcome: SurveyRun.Outcome) throws -> URL {
        var model = try WorkbookModel(Workbook.open(path: outcome.folder.appending(path: "issues.xlsx").path))
        let action = try #require(model.sheets[0].rows[1]?.first { $0.value.text == "action" }?.key)
        let row = try #require(
            model.sheets[0].rows.first { row in row.value.contains { $0.value.text == share } }?.key)
        model.sheets[0].rows[row]?[action] = CellModel("waive")
        model.sheets[0].rows[row]?[action + 2] = CellModel("They wrote so")
        let url = survey.folder.appending(path: "\(UUID().uuidString).xlsx")
        try Data(ModelWriter(model).bytes).write(to: url)
        return url
    }

    @Test("nothing is decided about what is said of a decision")
    func issueOfDecision() async throws {
        try survey.decide(["\(amount),waive,399,,Why,reviewer A,,2026-11-01,"])
        let told = try #require(try await survey.run().issue("decision.no-match"))
        let error = #expect(throws: PipelineError.self) {
            try desk().lines(about: [told.fingerprint], request(.waive))
        }
        #expect(error?.description.contains("mended in its own line") == true)
    }

    @Test("a decision whose last day is over would not count")
    func expired() throws {
        let error = #expect(throws: PipelineError.self) {
            try desk().lines(about: [amount], request(.waive, date: "2026-01-01", expires: "2026-02-01"))
        }
        #expect(error?.description.contains("its last day, 2026-02-01, is over") == true)
        let last = request(.waive, date: "2026-01-01", expires: "2026-11-30")
        #expect(try desk().lines(about: [amount], last).count == 1)
    }

    @Test("an old file does not undo what was decided since")
    func oldFile() throws {
        let line = "\(amount),waive,400,,Why,reviewer A,,2026-11-20,"
        for (day, words) in [("2026-11-21", "line 3 of decisions.csv"), ("2026-11-20", "has the same line already")] {
            try survey.decide([line, "\(amount),withdraw,400,,No,reviewer B,,\(day),"])
            #expect(refusal(line).contains(words))
        }
        #expect(try file("\(amount),waive,400,,Asked again,reviewer A,,2026-11-20,").count == 1)
    }

    @Test("what was taken back is not taken back once more")
    func withdrawnAlready() throws {
        try survey.decide([
            "\(amount),waive,400,,Why,reviewer A,,2026-11-01,", "\(amount),withdraw,400,,No,reviewer B,,2026-11-02,",
        ])
        let error = #expect(throws: PipelineError.self) { try desk().lines(about: [amount], request(.withdraw)) }
        #expect(error?.description.contains("line 3 of decisions.csv has taken the decision back") == true)
        var filter = IssueFilter()
        filter.rule = "constraint.maximum"
        let none = #expect(throws: PipelineError.self) { try desk().lines(where: filter, request(.withdraw)) }
        #expect(none?.code == .noInput)
    }

    @Test("a folder is no file with lines; an issue about no value has none to be accepted; a name given twice is one")
    func slips() throws {
        let error = #expect(throws: PipelineError.self) { try desk().lines(from: survey.folder) }
        #expect(error?.code == .noInput && error?.description.contains("is a folder") == true)
        let missing = try #require(outcome.issue("coverage.missing-return")).fingerprint
        let nothing = #expect(throws: PipelineError.self) { try desk().lines(about: [missing], request(.accept)) }
        #expect(nothing?.description.contains("none that could be corrected or accepted") == true)
        #expect(try desk().lines(about: [amount, String(amount.prefix(8))], request(.waive)).count == 1)
    }
}
