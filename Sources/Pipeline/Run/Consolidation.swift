import CodeLists
import OrderedCollections
import SurveyModel

/// A return that was read, before it is known whose it is.
struct ReadReturn: Sendable {
    let head: BundleHead
    /// The whole bundle where it is held; nil where the cache keeps it.
    let whole: ReturnBundle?
    /// The path in the inbox.
    let file: String
    /// Whether it is in the inbox now, not only in the archive: a file that took another's place there came later.
    let isPresent: Bool
    /// Other paths in the inbox with the same content.
    var copies: [String] = []

    /// A return whose bundle is held.
    init(bundle: ReturnBundle, file: String, isPresent: Bool, copies: [String] = []) {
        self.init(head: BundleHead(bundle), whole: bundle, file: file, isPresent: isPresent, copies: copies)
    }

    /// A return of which the head is held; without the whole bundle, this is in the cache.
    init(head: BundleHead, whole: ReturnBundle? = nil, file: String, isPresent: Bool, copies: [String] = []) {
        self.head = head
        self.whole = whole
        self.file = file
        self.isPresent = isPresent
        self.copies = copies
    }

    /// The bundle; without its records and places where the cache keeps these.
    var bundle: ReturnBundle { whole ?? head.bundle }
}

/// Tells who sent each return, which round it is for, and which of several counts. A pure function of the returns, whatever their order.
struct Consolidation {
    private(set) var returns: [Return] = []
    /// What was found out about returns as a whole, by return id.
    private(set) var findings: [(returnID: String, finding: Finding)] = []
    /// For returns that took another's place, the latest whose place they took: ids.
    private(set) var predecessors: [(winner: String, loser: String)] = []

    private let survey: Survey
    /// For returns that are as they were sent, the name of the questionnaire that they equal.
    private let unchanged: [String: String]

    /// - Parameters:
    ///   - read: the returns.
    ///   - survey: the survey that they belong to.
    ///   - unchanged: for returns that are as they were sent, the name of the questionnaire that they equal, by the return's id.
    init(_ read: [ReadReturn], survey: Survey, unchanged: [String: String] = [:]) {
        self.survey = survey
        self.unchanged = unchanged
        let ordered = read.sorted { ($0.bundle.sha256, $0.file) < ($1.bundle.sha256, $1.file) }
        var groups: OrderedDictionary<Submission, [Candidate]> = [:]
        for item in ordered {
            let identified = identify(item)
            if !item.copies.isEmpty { findings.append((item.bundle.id, duplicateFile(item))) }
            returns.append(identified)
            guard identified.state == .live else { continue }
            let submission = Submission(
                reporter: identified.reporter, round: identified.round, body: body(of: item.head))
            groups[submission, default: []].append(
                Candidate(index: returns.count - 1, order: order(of: item, identified)))
        }
        for (submission, candidates) in groups.sorted(by: { $0.key < $1.key }) where candidates.count > 1 {
            supersede(submission, candidates)
        }
        tellSeveralBodies(groups.keys.sorted())
        returns.sort { ($0.file, $0.sha256) < ($1.file, $1.sha256) }
    }

    mutating func setState(_ state: ReturnState, at index: Int) {
        returns[index].state = state
    }

    // MARK: - Identity

    private mutating func identify(_ item: ReadReturn) -> Return {
        let bundle = item.head.bundle
        let isEmpty = item.head.recordCount == 0
        let isRead = bundle.format != nil
        let reporter = identity(survey.definition.reporters.sources, item, list: survey.definition.reporters.codeList)
        let round =
            identity(survey.definition.round.sources, item, list: nil).first?.value ?? survey.definition.round.current
        let first = reporter.first
        if isRead, let first, let other = reporter.dropFirst().first(where: { $0.value != first.value }) {
            findings.append((bundle.id, identityConflict(first, other)))
        }
        let isRoundKnown = survey.definition.round.all.contains(round)
        if isRead, !isRoundKnown { findings.append((bundle.id, roundUnknown(round))) }
        let isBlank = bundle.findings.contains { $0.rule == "return.blank" }
        if isRead, isEmpty, !isBlank { findings.append((bundle.id, nothingRead(item.file))) }
        if isRead, first == nil { findings.append((bundle.id, reporterUnknown(item.file))) }
        let unchanged = unchanged[bundle.id]
        if let unchanged { findings.append((bundle.id, asSent(unchanged))) }
        let isHeld = first == nil || !isRoundKnown || isEmpty || unchanged != nil
        return Return(
            sha256: bundle.sha256, file: item.file, reporter: first?.value ?? "", round: round,
            received: Self.received(in: item.file),
            version: bundle.version ?? "", language: bundle.language ?? "",
            state: !isRead ? .refused : isHeld ? .held : .live)
    }

    /// What each source says, in the sources' order; sources that say nothing are left out.
    private func identity(_ sources: [IdentitySource], _ item: ReadReturn, list: String?) -> [(
        value: String, source: String
    )] {
        sources.compactMap { source in
            switch source {
            case .field(let reference):
                commonValue(of: reference, in: item.head).map { ($0, "the field \(reference)") }
            case .filename(let pattern):
                pattern.firstMatch(in: item.file).flatMap { match in
                    // The first group, or all of it where there is no group; a group that took no part says nothing.
                    (match.groups.first ?? match.text).flatMap { code($0, list) }
                }.map { ($0, "the file's name") }
            }
        }
    }

    /// The value that more than half of the records have which have one.
    private func commonValue(of reference: FieldReference, in head: BundleHead) -> String? {
        survey.definition.place(of: reference).flatMap { head.commonValues[$0] }
    }

    private func code(_ text: String, _ list: String?) -> String? {
        guard let list, let matcher = survey.matchers[list] else { return text }
        return matcher.match(text).code
    }

    /// The last date in the path, such as that of a folder for each day's mail. The inbox's own times are not taken: they change with every copy.
    private static func received(in path: String) -> String {
        let characters = Array(path)
        guard characters.count >= 10 else { return "" }
        for start in stride(from: characters.count - 10, through: 0, by: -1) {
            if let day = CalendarDay(String(characters[start..<start + 10])) { return day.description }
        }
        return ""
    }

    // MARK: - Resubmissions

    private struct Submission: Hashable, Comparable {
        let reporter: String
        let round: String
        let body: String

        static func < (left: Submission, right: Submission) -> Bool {
            (left.reporter, left.round, left.body) < (right.reporter, right.round, right.body)
        }
    }

    /// A return's place in time: by the survey's date field, by the day it was received, by when it was saved last, by whether it is still there.
    private struct Order {
        let completed: String
        let received: String
        let saved: String
        let isPresent: Bool

        /// Whether this is the later. What one of the two does not tell is passed over: no date is not an early date.
        func isLater(than other: Order) -> Bool {
            for (mine, others) in [(completed, other.completed), (received, other.received), (saved, other.saved)]
            where !mine.isEmpty && !others.isEmpty && mine != others { return mine > others }
            return isPresent && !other.isPresent
        }
    }

    private struct Candidate {
        let index: Int
        let order: Order
    }

    private func body(of head: BundleHead) -> String {
        survey.definition.reporters.distinguishedBy.map { TextFolding.fold(commonValue(of: $0, in: head) ?? "") }
            .joined(separator: "\u{1F}")
    }

    private func order(of item: ReadReturn, _ identified: Return) -> Order {
        Order(
            completed: survey.definition.reporters.latestBy.flatMap { commonValue(of: $0, in: item.head) } ?? "",
            received: identified.received,
            saved: item.bundle.saved ?? "", isPresent: item.isPresent)
    }

    private mutating func supersede(_ submission: Submission, _ candidates: [Candidate]) {
        let winner = candidates.first { candidate in
            candidates.allSatisfy { $0.index == candidate.index || candidate.order.isLater(than: $0.order) }
        }
        guard let winner else {
            let files = candidates.map { returns[$0.index].file }.sorted()
            for candidate in candidates {
                returns[candidate.index].state = .held
                findings.append((returns[candidate.index].id, orderUnclear(submission, files)))
            }
            return
        }
        let losers = candidates.filter { $0.index != winner.index }
        let latest = losers.first { loser in
            losers.allSatisfy { $0.index == loser.index || loser.order.isLater(than: $0.order) }
        }
        if let latest = latest ?? losers.last {
            predecessors.append((returns[winner.index].id, returns[latest.index].id))
        }
        for candidate in losers {
            returns[candidate.index].state = .superseded
            returns[candidate.index].supersededBy = returns[winner.index].id
            findings.append((returns[candidate.index].id, superseded(by: returns[winner.index])))
        }
    }

    private mutating func tellSeveralBodies(_ submissions: [Submission]) {
        let reporters = Dictionary(grouping: submissions) { "\($0.reporter)\u{1F}\($0.round)" }
        for (_, bodies) in reporters.sorted(by: { $0.key < $1.key }) where bodies.count > 1 {
            for item in returns
            where item.state == .live && item.reporter == bodies[0].reporter && item.round == bodies[0].round {
                findings.append((item.id, severalBodies(bodies.count, item.reporter)))
            }
        }
    }

    // MARK: - Findings

    private func identityConflict(_ first: (value: String, source: String), _ other: (value: String, source: String))
        -> Finding
    {
        Finding(
            rule: "return.reporter-conflict", severity: .warning,
            message: LocalizedText(
                "By \(first.source) the return is from \(first.value), by \(other.source) from \(other.value); the former was taken."
            ),
            value: other.value, expected: first.value)
    }

    private func reporterUnknown(_ file: String) -> Finding {
        Finding(
            rule: "return.reporter-unknown", severity: .error,
            message: LocalizedText("It cannot be told who sent this return, so all of it is held back."), value: file,
            expected: "the name or code of a reporter")
    }

    private func duplicateFile(_ item: ReadReturn) -> Finding {
        Finding(
            rule: "return.duplicate-file", severity: .warning,
            message: LocalizedText(
                "The same file lies in the inbox also as \(item.copies.joined(separator: ", ")); it counts once, as \(item.file)."
            ),
            value: item.copies.joined(separator: ", "), expected: "each return once")
    }

    private func nothingRead(_ file: String) -> Finding {
        Finding(
            rule: "return.nothing-read", severity: .error,
            message: LocalizedText(
                "No answer was found in this return: its sheets and labels are not those of the questionnaire."),
            value: file, expected: "the survey's questionnaire, filled in")
    }

    private func asSent(_ name: String) -> Finding {
        Finding(
            rule: "return.unchanged", severity: .warning,
            message: LocalizedText(
                "The return is the questionnaire as it was sent, with the answers that stood in it (\(name)) and no other; all of it is held back."
            ),
            value: name, expected: "the questionnaire with the reporter's own answers")
    }

    private func roundUnknown(_ round: String) -> Finding {
        Finding(
            rule: "return.round-unknown", severity: .error,
            message: LocalizedText(
                "The return says that it is for “\(round)”, which is no round of this survey; all of it is held back."),
            value: round, expected: survey.definition.round.all.joined(separator: ", "))
    }

    private func orderUnclear(_ submission: Submission, _ files: [String]) -> Finding {
        Finding(
            rule: "return.order-unclear", severity: .error,
            message: LocalizedText(
                "\(files.count) returns came from \(submission.reporter) for the round \(submission.round), and nothing tells which is the later: \(files.joined(separator: ", ")). All are held back."
            ),
            value: files.joined(separator: ", "), expected: "one return, or a date that tells the later")
    }

    private func superseded(by winner: Return) -> Finding {
        Finding(
            rule: "return.superseded", severity: .note,
            message: LocalizedText("A later return of the same reporter took the place of this one: \(winner.file)."),
            value: winner.file)
    }

    private func severalBodies(_ count: Int, _ reporter: String) -> Finding {
        Finding(
            rule: "return.several-bodies", severity: .note,
            message: LocalizedText(
                "\(count) bodies of \(reporter) have reported; all of their records are in the dataset."))
    }
}

extension SurveyDefinition {
    /// Where a head has the common value of a field.
    fileprivate func place(of reference: FieldReference) -> BundleHead.Place? {
        tables[reference.table]?.index(of: reference.field).map { BundleHead.Place(table: reference.table, field: $0) }
    }

    /// The fields by which a return tells whose it is, for which round, and which of several it is.
    var identifyingPlaces: Set<BundleHead.Place> {
        let fields = (reporters.sources + round.sources).compactMap { source -> FieldReference? in
            if case .field(let reference) = source { reference } else { nil }
        }
        return Set(
            (fields + reporters.distinguishedBy + [reporters.latestBy].compactMap(\.self)).compactMap { place(of: $0) })
    }
}
