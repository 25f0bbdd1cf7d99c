import Report
import Spreadsheets
import SurveyModel
import Testing

@testable import Pipeline

@Suite("What a worker sends of a return that it has annotated")
struct AnnotationReplyTests {
    private func copy(_ fileExtension: String = "xlsx") -> AnnotatedReturn {
        AnnotatedReturn(
            bytes: [80, 75, 3, 4, 0, 255], fileExtension: fileExtension, anewBecause: "its rows are out of order",
            sheetsWithoutNotes: ["xl/worksheets/sheet1.xml"], questions: 7)
    }

    private func payload(_ answer: AnnotationAnswer, seconds: Double = 0.5) -> [UInt8] {
        AnnotationReply(answer, seconds: seconds).payload
    }

    /// A head with its length in front.
    private func framed(_ head: BundleWriter) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: head.bytes.count >> (8 * $0)) } + head.bytes
    }

    @Test("a copy arrives as it was sent")
    func whole() throws {
        let arrived = try #require(AnnotationReply(payload: payload(.copy(copy()))))
        #expect(arrived.seconds == 0.5)
        guard case .copy(let told) = arrived.answer else {
            Issue.record("\(arrived)")
            return
        }
        #expect(told.bytes == copy().bytes && told.fileExtension == "xlsx" && told.questions == 7)
        #expect(told.anewBecause == copy().anewBecause && told.sheetsWithoutNotes == copy().sheetsWithoutNotes)
    }

    @Test("so does a reason, and whether another run may come to something else")
    func refusal() throws {
        let refused = try #require(AnnotationReply(payload: payload(.refusal("it is damaged"))))
        let lost = try #require(AnnotationReply(payload: payload(.loss("it cannot be read"))))
        guard case .refusal("it is damaged") = refused.answer, case .loss("it cannot be read") = lost.answer else {
            Issue.record("\(refused) \(lost)")
            return
        }
    }

    @Test("a file that the disk does not give is a loss, one that is damaged a refusal")
    func causes() {
        for code in [SpreadsheetError.Code.unreadable, .notFound, .corrupt, .limit] {
            let answer = AnnotationAnswer { throw SpreadsheetError(code, "x") }
            let isLoss = if case .loss = answer { true } else { false }
            #expect(isLoss == (code == .unreadable || code == .notFound), "\(code)")
        }
    }

    @Test("what is told beside a copy is short: of whatever file, its reply is taken, and no longer one is")
    func short() throws {
        let long = String(repeating: "\u{1}", count: 70_000)
        let parts = [String](repeating: long, count: 300)
        let copy = AnnotatedReturn(
            bytes: [1], fileExtension: "xlsx", anewBecause: long, sheetsWithoutNotes: parts, questions: 1)
        let told = payload(.copy(copy))
        #expect(told.count < 1 << 20)
        guard case .copy(let arrived)? = AnnotationReply(payload: told)?.answer else {
            Issue.record("it is not taken")
            return
        }
        #expect(arrived.bytes == [1] && arrived.sheetsWithoutNotes.count == 100 && arrived.anewBecause?.count == 1_000)
        var head = BundleWriter()
        head.append(1.0)
        head.append(count: 2)
        head.append(text: String(repeating: "x", count: 1 << 20))
        #expect(AnnotationReply(payload: framed(head)) == nil)
    }

    @Test(
        "a reply that names one text more often than a worker may tell of parts is none",
        arguments: [(100, true), (101, false)])
    func manyParts(_ count: Int, isTaken: Bool) {
        var head = BundleWriter()
        head.append(1.0)
        head.append(count: 1)
        head.append(text: "xlsx")
        head.append(optional: String?.none)
        head.append(count: count)
        for _ in 0..<count { head.append(text: "sheet") }
        head.append(count: 0)
        #expect((AnnotationReply(payload: framed(head)) != nil) == isTaken)
    }

    @Test(
        "a worker that was taken over names no file of its own: only the endings of workbooks are taken",
        arguments: ["", "exe", "xlsx/../../x", "XLSX", "xlsx\0"])
    func endings(_ fileExtension: String) throws {
        #expect(AnnotationReply(payload: payload(.copy(copy(fileExtension)))) == nil)
    }

    @Test(
        "what is no reply is none: too short, a head longer than all of it, or with more in it, a kind or a time that is none"
    )
    func nonsense() throws {
        let whole = payload(.copy(copy()))
        let head = try #require(whole.prefix(4).first).advanced(by: 0)
        for count in 0..<(4 + Int(head)) { #expect(AnnotationReply(payload: Array(whole.prefix(count))) == nil) }
        #expect(AnnotationReply(payload: [255, 255, 255, 255] + whole.dropFirst(4)) == nil)
        let heads: [(Double, Int, Int)] = [
            (-1, 2, 0), (.infinity, 2, 0), (.nan, 2, 0), (1, 0, 0), (1, 4, 0), (1, 2, 1),
        ]
        for (seconds, kind, further) in heads {
            var reply = BundleWriter()
            reply.append(seconds)
            reply.append(count: kind)
            reply.append(text: "x")
            for _ in 0..<further { reply.append(count: 0) }
            #expect(AnnotationReply(payload: framed(reply)) == nil, "\(seconds) \(kind) \(further)")
        }
        // A list that says of itself that it is longer than all that follows.
        var list = BundleWriter()
        list.append(1.0)
        list.append(count: 1)
        list.append(text: "xlsx")
        list.append(optional: nil as String?)
        list.append(count: 1 << 39)
        #expect(AnnotationReply(payload: framed(list)) == nil)
    }

    private func task() throws -> AnnotationTask {
        var finding = Finding(
            rule: "r", severity: .error,
            message: .list(
                [.text("m"), .localized(LocalizedText(["en": "e", "fr": "é"]))], by: MessageKey.allCases[0]),
            table: "t", record: 3, field: "f", sheet: "S", cell: "A1", value: "e\u{301}", expected: .text("x"),
            suggestion: .entry(MessageKey.allCases[1], [MessageValue(name: "n", message: .text("é"))]))
        finding.involve([])
        finding.cells = [Origin(sheet: "S", row: 4, column: 2)]
        finding.otherValues = [String(repeating: "long ", count: 40), ""]
        finding.alike = [
            AlikeCells(block: AlikeCells.Block(row: 1, column: 1, lastRow: 9, lastColumn: 2), value: "v"),
            AlikeCells(block: nil, value: nil, message: .text("m")),
        ]
        let day = try #require(CalendarDay(year: 2026, month: 2, day: 28))
        let decision = Decision(
            fingerprint: "f", action: .ask, seen: "1", value: "2", reason: "why", reviewer: "A", agreedBy: "B",
            date: day,
            expires: day)
        let settled: [(Decision?, RespondentAnswer?)] = [
            (decision, RespondentAnswer(choice: "right", remark: "")), (nil, nil),
        ]
        let issues = settled.map { decision, answer -> SurveyModel.Issue in
            var issue = SurveyModel.Issue(
                fingerprint: "f", reporter: "AAA", round: "2026", returnID: "1", finding: finding, state: .asked,
                decision: decision, change: .new, explanation: answer)
            issue.sharedQuestion = answer?.choice
            return issue
        }
        return AnnotationTask(
            copy: AnnotatedCopy(
                sha256: "a", name: "a\nb.xlsx", language: "fr", folder: "AAA", number: "-1", isPrivate: true),
            questions: ReturnQuestions(issues))
    }

    @Test("a task arrives as it was sent, all that its questions have")
    func taskArrives() throws {
        let task = try task()
        let arrived = try #require(AnnotationTask(payload: task.payload))
        #expect(arrived.questions == task.questions && !arrived.questions.isEmpty)
        #expect(arrived.copy.sha256 == "a" && arrived.copy.name == task.copy.name && arrived.copy.language == "fr")
        #expect(arrived.copy.folder == "AAA" && arrived.copy.number == "-1" && arrived.copy.isPrivate)
        // Bytes, not what Unicode holds for the same.
        let value = try #require(arrived.questions.listed.first?.finding.value)
        #expect(Array(value.utf8) == Array("e\u{301}".utf8))
    }

    @Test("what is no task is none, wherever it is cut off or changed")
    func brokenTask() throws {
        let payload = try task().payload
        for count in payload.indices { #expect(AnnotationTask(payload: Array(payload.prefix(count))) == nil) }
        #expect(AnnotationTask(payload: payload + [0]) == nil)
        for index in payload.indices {
            var changed = payload
            changed[index] ^= 0xFF
            // It may be another task, but no crash.
            _ = AnnotationTask(payload: changed)
        }
    }
}
