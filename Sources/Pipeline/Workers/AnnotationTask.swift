import Report
import SurveyModel

/// The annotated copy of a return: with the survey and the return's issues all that it is made of.
struct AnnotatedCopy: Codable, Sendable {
    /// The return's content.
    let sha256: String
    /// The name under which the return was sent.
    let name: String
    let language: String
    /// The folder of its reporter.
    let folder: String
    /// What its name has at its end, where a reporter has several.
    let number: String
    /// Whether its owner alone may read it, which a copy that is taken by a link keeps.
    let isPrivate: Bool
}

/// What a worker is told of a copy that is to be made.
struct AnnotationTask: Sendable {
    let copy: AnnotatedCopy
    let questions: ReturnQuestions
}

/// A task as it is sent: as bundles have findings, since JSON took a tenth of the time in which a return is annotated.
extension AnnotationTask {
    var payload: [UInt8] {
        var writer = BundleWriter()
        for text in [copy.sha256, copy.name, copy.language, copy.folder, copy.number] { writer.append(text: text) }
        writer.append(count: copy.isPrivate ? 1 : 0)
        writer.append(count: questions.listed.count)
        for issue in questions.listed { writer.append(issue) }
        writer.append(count: questions.further)
        return writer.bytes
    }

    /// Nil for what no run sends.
    init?(payload: [UInt8]) {
        var reader = BundleReader(payload, 0..<payload.count)
        guard let task = try? AnnotationTask(&reader), reader.isAtEnd else { return nil }
        self = task
    }

    private init(_ reader: inout BundleReader) throws {
        copy = AnnotatedCopy(
            sha256: try reader.text(), name: try reader.text(), language: try reader.text(), folder: try reader.text(),
            number: try reader.text(), isPrivate: try reader.count() == 1)
        questions = ReturnQuestions(listed: try reader.list { try $0.issue() }, further: try reader.count())
    }
}

// How a question stands in a task: how it relates to the last run is no matter of the respondent's, and no question tells it.

extension BundleWriter {
    fileprivate mutating func append(_ issue: Issue) {
        for text in [issue.fingerprint, issue.reporter, issue.round, issue.returnID, issue.state.rawValue] {
            append(text: text)
        }
        append(issue.finding)
        // Bundles are written before it is known what stands in the other cells.
        append(count: issue.finding.otherValues == nil ? 0 : 1)
        if let values = issue.finding.otherValues {
            append(count: values.count)
            for value in values { append(text: value) }
        }
        append(count: issue.decision == nil ? 0 : 1)
        if let decision = issue.decision { append(decision) }
        append(optional: issue.explanation?.choice)
        append(optional: issue.explanation?.remark)
        append(optional: issue.sharedQuestion)
    }

    private mutating func append(_ decision: Decision) {
        for text in [
            decision.fingerprint, decision.action.rawValue, decision.seen, decision.value, decision.reason,
            decision.reviewer, decision.agreedBy,
        ] { append(text: text) }
        append(.date(decision.date))
        append(count: decision.expires == nil ? 0 : 1)
        if let expires = decision.expires { append(.date(expires)) }
    }
}

extension BundleReader {
    fileprivate mutating func issue() throws -> Issue {
        let texts = try (0..<4).map { _ in try text() }
        guard let state = IssueState(rawValue: try text()) else { throw Damaged() }
        var finding = try finding()
        finding.otherValues = try optional { try $0.list { try $0.text() } }
        let decision = try optional { try $0.decision() }
        let choice = try optionalText()
        let remark = try optionalText()
        let explanation = choice.flatMap { choice in remark.map { RespondentAnswer(choice: choice, remark: $0) } }
        var issue = Issue(
            fingerprint: texts[0], reporter: texts[1], round: texts[2], returnID: texts[3], finding: finding,
            state: state, decision: decision, explanation: explanation)
        issue.sharedQuestion = try optionalText()
        return issue
    }

    private mutating func decision() throws -> Decision {
        let fingerprint = try text()
        guard let action = DecisionAction(rawValue: try text()) else { throw Damaged() }
        return Decision(
            fingerprint: fingerprint, action: action, seen: try text(), value: try text(), reason: try text(),
            reviewer: try text(), agreedBy: try text(), date: try day(), expires: try optional { try $0.day() })
    }

    private mutating func day() throws -> CalendarDay {
        guard case .date(let day) = try value() else { throw Damaged() }
        return day
    }
}
