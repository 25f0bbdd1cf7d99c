import Foundation
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

    private func payload(_ answer: AnnotationAnswer, seconds: Double = 0.5) throws -> [UInt8] {
        try AnnotationReply(answer, seconds: seconds).payload()
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
        let told = try payload(.copy(copy))
        #expect(told.count < 1 << 20)
        guard case .copy(let arrived)? = AnnotationReply(payload: told)?.answer else {
            Issue.record("it is not taken")
            return
        }
        #expect(arrived.bytes == [1] && arrived.sheetsWithoutNotes.count == 100 && arrived.anewBecause?.count == 1_000)
        let json = Array(#"{"refusal":"\#(String(repeating: "x", count: 1 << 20))","seconds":1}"#.utf8)
        let length = (0..<4).map { UInt8(truncatingIfNeeded: json.count >> (8 * $0)) }
        #expect(AnnotationReply(payload: length + json) == nil)
    }

    @Test(
        "a worker that was taken over names no file of its own: only the endings of workbooks are taken",
        arguments: ["", "exe", "xlsx/../../x", "XLSX", "xlsx\0"])
    func endings(_ fileExtension: String) throws {
        #expect(AnnotationReply(payload: try payload(.copy(copy(fileExtension)))) == nil)
    }

    @Test(
        "what is no reply is none: too short, a head longer than all of it, no JSON, both or neither, a time that is none"
    )
    func nonsense() throws {
        let whole = try payload(.copy(copy()))
        let head = try #require(whole.prefix(4).first).advanced(by: 0)
        for count in 0..<(4 + Int(head)) { #expect(AnnotationReply(payload: Array(whole.prefix(count))) == nil) }
        #expect(AnnotationReply(payload: [255, 255, 255, 255] + whole.dropFirst(4)) == nil)
        for json in [
            "{}", #"{"seconds":1}"#, "[]", #"{"refusal":"x","seconds":-1}"#, #"{"refusal":"x","seconds":"inf"}"#,
        ] {
            #expect(AnnotationReply(payload: [UInt8(json.utf8.count), 0, 0, 0] + Array(json.utf8)) == nil, "\(json)")
        }
    }

    @Test("a task arrives as it was sent, with numbers that are none")
    func task() throws {
        var finding = Finding(rule: "r", severity: .error, message: .text("m"), cell: "A1")
        finding.involve([])
        let issue = SurveyModel.Issue(
            fingerprint: "f", reporter: "AAA", round: "2026", returnID: "1", finding: finding, state: .open,
            change: .new)
        let task = AnnotationTask(
            copy: AnnotatedCopy(
                sha256: "a", name: "a\nb.xlsx", language: "fr", folder: "AAA", number: "", isPrivate: true),
            questions: ReturnQuestions([issue]))
        let arrived = try #require(AnnotationTask(payload: Array(try ExactJSON.encoder.encode(task))))
        #expect(arrived.questions == task.questions && !arrived.questions.isEmpty)
        #expect(arrived.copy.name == task.copy.name && arrived.copy.language == "fr" && arrived.copy.isPrivate)
        for number in [Double.infinity, -.infinity, 0.1] {
            #expect(try ExactJSON.decoder.decode([Double].self, from: ExactJSON.encoder.encode([number])) == [number])
        }
        #expect(AnnotationTask(payload: [1, 2, 3]) == nil)
    }
}
