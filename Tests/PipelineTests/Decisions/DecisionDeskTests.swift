import Foundation
import Spreadsheets
import SurveyModel
import Testing
import Validate

@testable import Pipeline

@Suite("Decisions are checked before they are written")
struct DecisionDeskTests {
    private let survey: ReviewedSurvey
    private let outcome: SurveyRun.Outcome
    private let issue: SurveyModel.Issue

    init() async throws {
        survey = try ReviewedSurvey(returns: ["AAA.csv": ["1,10,5,food,,", "2,400,5,heat,,", "3,30,5,heeting,,"]])
        outcome = try await survey.run()
        issue = try #require(outcome.issue("constraint.maximum"))
    }

    private func desk() throws -> DecisionDesk {
        try DecisionDesk(survey.survey(), output: survey.output, today: CalendarDay("2026-11-30") ?? .distantPast)
    }

    private func request(_ action: DecisionAction, value: String = "", reason: String = "Why", expires: String? = nil)
        -> DecisionRequest
    {
        DecisionRequest(
            action: action, value: value, reason: reason, reviewer: "reviewer A",
            date: CalendarDay("2026-11-20") ?? .distantPast, expires: expires.flatMap { CalendarDay($0) })
    }

    @Test("a line is made from the beginning of a fingerprint, with what the reviewer saw, and counts in the next run")
    func byPrefix() async throws {
        let proposals = try desk().lines(
            about: [String(issue.fingerprint.prefix(8))], request(.correct, value: "40", expires: "2027-01-01"))
        try DecisionWriting(survey: survey.folder).append(proposals.map(\.decision))
        #expect(
            try String(contentsOf: survey.decisions, encoding: .utf8)
                == "fingerprint,action,seen,value,reason,reviewer,agreed_by,date,expires\n"
                + "\(issue.fingerprint),correct,400,40,Why,reviewer A,,2026-11-20,2027-01-01\n")
        #expect(try await survey.run().issue("constraint.maximum")?.state == .corrected)
    }

    @Test("an acceptance is written with the code that was suggested")
    func acceptance() throws {
        let unknown = try #require(outcome.issue("code.unknown"))
        let line = try desk().lines(about: [unknown.fingerprint], request(.accept, reason: "")).first?.decision
        #expect(line?.value == "heat" && line?.reason == "As suggested: Heating (heat)")
    }

    @Test(
        "what would not count is refused",
        arguments: [
            (DecisionAction.correct, "plenty", "Why", nil, "cannot be read"),
            (.correct, "", "Why", nil, "needs a value"),
            (.accept, "", "Why", nil, "nothing was suggested"), (.waive, "", " ", nil, "does not say why"),
            (.waive, "", "Why", "2026-11-19", "before it was decided"), (.withdraw, "", "Why", nil, "taken back"),
        ] as [(DecisionAction, String, String, String?, String)])
    func refused(_ action: DecisionAction, _ value: String, _ reason: String, _ expires: String?, _ words: String)
        throws
    {
        let request = request(action, value: value, reason: reason, expires: expires)
        let error = #expect(throws: PipelineError.self) {
            try desk().lines(about: [issue.fingerprint], request)
        }
        #expect(error?.code == .definition && error?.description.contains(words) == true)
        #expect(!FileManager.default.fileExists(atPath: survey.decisions.path))
    }

    @Test("a fingerprint may be in capitals")
    func capitals() throws {
        let line = try desk().lines(about: [issue.fingerprint.uppercased()], request(.waive)).first?.decision
        #expect(line?.fingerprint == issue.fingerprint)
    }

    @Test("a fingerprint that no issue has, or several may have, is no input", arguments: ["ffffffffffff", "", "12"])
    func unknown(_ fingerprint: String) throws {
        let error = #expect(throws: PipelineError.self) { try desk().lines(about: [fingerprint], request(.waive)) }
        #expect(error?.code == .noInput)
    }

    @Test("a filter chooses the open issues that fit all of it")
    func filter() throws {
        var filter = IssueFilter()
        filter.severity = .error
        filter.table = "items"
        #expect(
            Set(try desk().lines(where: filter, request(.ask)).map(\.rule)) == ["constraint.maximum", "code.unknown"])
        filter.field = "items.amount"
        #expect(try desk().lines(where: filter, request(.ask)).map(\.decision.fingerprint) == [issue.fingerprint])
        filter.reporter = "BBB"
        #expect(throws: PipelineError.self) { try desk().lines(where: filter, request(.ask)) }
        try survey.decide(["\(issue.fingerprint),waive,400,,Yes,reviewer A,,2026-11-01,"])
        filter.reporter = "AAA"
        #expect(try desk().lines(where: filter, request(.withdraw)).map(\.decision.action) == [.withdraw])
    }

    @Test(
        "a filter that chooses nothing says why",
        arguments: [
            (
                "constraint.maximun", "amount",
                "none has the rule 'constraint.maximun'. Did you mean 'constraint.maximum'?"
            ),
            ("constraint.maximum", "items.amont", "none has the field 'items.amont'. Did you mean 'items.amount'?"),
            ("constraint.maximum", "kind", "none has all of it."),
        ])
    func noneFits(_ rule: String, _ field: String, _ words: String) throws {
        var filter = IssueFilter()
        filter.rule = rule
        filter.field = field
        let error = #expect(throws: PipelineError.self) { try desk().lines(where: filter, request(.ask)) }
        #expect(error?.code == .noInput && error?.description.hasSuffix(words) == true)
    }

    @Test("a filter that chooses what is decided already, or not yet, says so")
    func decidedAlready() async throws {
        var filter = IssueFilter()
        filter.rule = "constraint.maximum"
        let early = #expect(throws: PipelineError.self) { try desk().lines(where: filter, request(.withdraw)) }
        #expect(early?.description.hasSuffix("those that do have no decision.") == true)
        try survey.decide(["\(issue.fingerprint),waive,400,,Yes,reviewer A,,2026-11-01,"])
        _ = try await survey.run()
        let late = #expect(throws: PipelineError.self) { try desk().lines(where: filter, request(.ask)) }
        #expect(late?.description.hasSuffix("those that do are decided already.") == true)
    }

    @Test("lines of a file are all checked, and none is written where one is bad")
    func fromFile() throws {
        let file = survey.folder.appending(path: "tray.csv")
        let header = DecisionFile.columns.joined(separator: ",")
        let good = "\(issue.fingerprint),waive,400,,Yes,reviewer A,,2026-11-01,"
        try Data("\(header)\n\(good)\n".utf8).write(to: file)
        #expect(try desk().lines(from: file).map(\.decision.action) == [.waive])
        let bad = [
            "\(issue.fingerprint),waive,401,,Yes,reviewer A,,2026-11-01,", "xyz,waive,1,,Yes,reviewer A,,2026-11-01,",
            "0123456789abcdef,waive,1,,Yes,reviewer A,,2026-11-01,",
        ]
        try Data(([header, good] + bad).joined(separator: "\n").utf8).write(to: file)
        let error = #expect(throws: PipelineError.self) { try desk().lines(from: file) }
        for phrase in ["line 3", "saw “401”", "line 4", "line 5", "Nothing was written"] {
            #expect(error?.description.contains(phrase) == true, "\(phrase)")
        }
    }

    @Test("a run's issues.xlsx is taken with the columns for decisions filled in, numbers as numbers")
    func fromWorkbook() throws {
        let file = outcome.folder.appending(path: "issues.xlsx")
        let day = CalendarDay("2026-11-20") ?? .distantPast
        let before = #expect(throws: PipelineError.self) {
            try desk().lines(workbook: file, reviewer: "", agreedBy: "", date: day)
        }
        #expect(before?.code == .noInput)
        var model = try WorkbookModel(Workbook.open(path: file.path))
        let action = try #require(model.sheets[0].rows[1]?.first { $0.value.text == "action" }?.key)
        let row = try #require(
            model.sheets[0].rows.first { row in row.value.contains { $0.value.text == issue.fingerprint } }?.key)
        model.sheets[0].rows[row]?[action] = CellModel("correct")
        model.sheets[0].rows[row]?[action + 1] = CellModel(value: .number(40), isPercent: false, hasFormula: false)
        model.sheets[0].rows[row]?[action + 2] = CellModel("=Slip")
        let filled = survey.folder.appending(path: "issues.xlsx")
        try Data(ModelWriter(model).bytes).write(to: filled)
        let lines = try desk().lines(workbook: filled, reviewer: "reviewer A", agreedBy: "reviewer B", date: day)
        let expected = Decision(
            fingerprint: issue.fingerprint, action: .correct, seen: "400", value: "40", reason: "=Slip",
            reviewer: "reviewer A", agreedBy: "reviewer B", date: day)
        #expect(lines.map(\.decision) == [expected])
        let error = #expect(throws: PipelineError.self) {
            try desk().lines(workbook: filled, reviewer: "", agreedBy: "", date: day)
        }
        #expect(error?.description.contains("line \(row)") == true)
    }

    @Test(
        "a file with other columns, a byte order mark, CRLF and no last line break is appended to, and kept as it was")
    func append() throws {
        let before =
            "\u{FEFF}action,fingerprint,seen,value,reason,reviewer,agreed_by,date,expires,note\r\n"
            + "waive,\(issue.fingerprint),400,,\"Yes, it is\",reviewer A,,2026-11-01,,mine"
        try Data(before.utf8).write(to: survey.decisions)
        let proposals = try desk().lines(about: [issue.fingerprint], request(.withdraw))
        try DecisionWriting(survey: survey.folder).append(proposals.map(\.decision))
        let after = try String(decoding: Data(contentsOf: survey.decisions), as: UTF8.self)
        #expect(
            after == before + "\nwithdraw,\(issue.fingerprint),400,,Why,reviewer A,,2026-11-20,,\n")
        #expect(try survey.survey().decisions.lines.map { $0.decision?.action } == [.waive, .withdraw])
        let left = try FileManager.default.contentsOfDirectory(atPath: survey.folder.path)
        #expect(!left.contains { $0.hasSuffix(".partial") })
    }

    @Test(
        "a file that a spreadsheet program has saved with semicolons or tabs is taken; a slip in it is told once",
        arguments: [",", ";", "\t"])
    func delimiters(delimiter: String) throws {
        let file = survey.folder.appending(path: "tray.csv")
        func lines(_ value: String) throws -> [DecisionProposal] {
            let fields = [issue.fingerprint, "correct", "400", value, "Slip", "reviewer A", "", "2026-11-20", ""]
            let rows = [DecisionFile.columns, fields].map { $0.joined(separator: delimiter) }
            try Data(("\u{FEFF}" + rows.joined(separator: "\r\n") + "\r\n").utf8).write(to: file)
            return try desk().lines(from: file)
        }
        #expect(try lines("40").map(\.decision.value) == ["40"])
        let error = #expect(throws: PipelineError.self) { try lines("lots") }
        #expect(error?.description.contains("cannot be read as a value of amount (") == true)
        #expect(error?.description.contains(".,") == false)
    }

    @Test(
        "any text goes into the file and comes back as it was; none is a formula there",
        arguments: ["=1+1", "'=1+1", "-5", "-a", "a\nb", "\"q\", x", " a ", "@x", "＝ é", "a\r\nb"])
    func texts(_ text: String) throws {
        let decision = Decision(
            fingerprint: "0123456789abcdef", action: .correct, seen: text, value: text, reason: text,
            reviewer: "reviewer A", date: CalendarDay("2026-11-20") ?? .distantPast)
        try DecisionWriting(survey: survey.folder).append([decision])
        #expect(try survey.survey().decisions.lines.map(\.decision) == [decision])
        let raw = try RegisterRow.read(survey.decisions, file: "", needing: []).first?.fields["seen"] ?? ""
        #expect(raw == "-5" || !"=+-@".contains(raw.first ?? "="))
    }
}
