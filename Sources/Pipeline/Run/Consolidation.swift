import CodeLists
import Foundation
import OrderedCollections
import SurveyModel
import Validate

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
    /// When it was first received, by the archive's receipts (ISO 8601 in UTC); empty where that is not known.
    var firstSeen = ""

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

    let survey: Survey
    /// For returns that are as they were sent, the name of the questionnaire that they equal.
    private let unchanged: [String: String]
    /// The decisions that can take a return as a whole; nil where none are looked at.
    private let book: DecisionBook?

    /// - Parameters:
    ///   - read: the returns.
    ///   - survey: the survey that they belong to.
    ///   - unchanged: for returns that are as they were sent, the name of the questionnaire that they equal, by the return's id.
    ///   - today: the day by which it is told which decisions have expired; nil where decisions about returns as a whole are left out.
    init(
        _ read: [ReadReturn], survey: Survey, unchanged: [String: String] = [:], today: CalendarDay? = nil
    ) {
        self.survey = survey
        self.unchanged = unchanged
        book = today.map {
            DecisionBook(
                lines: survey.decisions.lines, needsSecond: survey.definition.decisions.needsSecond, today: $0)
        }
        let ordered = read.sorted { ($0.bundle.sha256, $0.file) < ($1.bundle.sha256, $1.file) }
        var groups: OrderedDictionary<Submission, [Candidate]> = [:]
        var silent: [Candidate] = []
        for item in ordered {
            var identified = identify(item)
            holdIfLate(&identified, item)
            if !item.copies.isEmpty { tellCopies(of: item, &identified) }
            returns.append(identified)
            if says(nothing: item, identified) {
                silent.append(Candidate(index: returns.count - 1, order: order(of: item, identified), parts: []))
            }
            guard identified.state == .live else { continue }
            let submission = Submission(
                reporter: identified.reporter, round: identified.round, body: body(of: item.head))
            groups[submission, default: []].append(
                Candidate(
                    index: returns.count - 1, order: order(of: item, identified),
                    parts: tables(in: item).intersection(survey.definition.reporters.parts)))
        }
        for (submission, candidates) in groups.sorted(by: { $0.key < $1.key }) where candidates.count > 1 {
            choose(submission, candidates)
        }
        if !silent.isEmpty { replace(silent, groups) }
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
        let reporter = reporters(of: item, at: item.file)
        let round = round(of: item, at: item.file)
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

    private func reporters(of item: ReadReturn, at file: String) -> [(value: String, source: Message)] {
        identity(survey.definition.reporters.sources, item, file, list: survey.definition.reporters.codeList)
    }

    private func round(of item: ReadReturn, at file: String) -> String {
        identity(survey.definition.round.sources, item, file, list: nil).first?.value
            ?? survey.definition.round.current
    }

    /// Tells other paths with the same content. Where the content would be of another reporter or round there, nobody can say for which it was
    /// meant, and it is held.
    private mutating func tellCopies(of item: ReadReturn, _ identified: inout Return) {
        let other = item.copies.first { copy in
            let reporter = reporters(of: item, at: copy).first?.value
            return reporter.map { $0 != identified.reporter } ?? false || round(of: item, at: copy) != identified.round
        }
        guard identified.state != .refused, let other else {
            findings.append((item.bundle.id, duplicateFile(item)))
            return
        }
        findings.append(
            (
                item.bundle.id,
                copiesDiffer(
                    item.file, identified.reporter, identified.round, other: other,
                    reporters(of: item, at: other).first?.value ?? "", round(of: item, at: other))
            ))
        identified.state = .held
    }

    /// What each source says, in the sources' order; sources that say nothing are left out.
    private func identity(_ sources: [IdentitySource], _ item: ReadReturn, _ file: String, list: String?) -> [(
        value: String, source: Message
    )] {
        sources.compactMap { source in
            switch source {
            case .field(let reference):
                commonValue(of: reference, in: item.head).map {
                    ($0, .own(.returnReporterConflictField, ["field": .text("\(reference)")]))
                }
            case .filename(let pattern):
                pattern.firstMatch(in: file).flatMap { match in
                    // The first group, or all of it where there is no group; a group that took no part says nothing.
                    (match.groups.first ?? match.text).flatMap { code($0, list) }
                }.map { ($0, .own(.returnReporterConflictFileName)) }
            case .folder(let number):
                Self.folder(number, of: file).flatMap { code($0, list) }.map {
                    ($0, .own(.returnReporterConflictFolder))
                }
            }
        }
    }

    /// The value that more than half of the records have which have one.
    private func commonValue(of reference: FieldReference, in head: BundleHead) -> String? {
        survey.definition.place(of: reference).flatMap { head.commonValues[$0] }
    }

    /// The tables in which a return has records.
    private func tables(in item: ReadReturn) -> Set<String> { Set(item.head.records.filter { $0.value > 0 }.keys) }

    private func code(_ text: String, _ list: String?) -> String? {
        guard let list, let matcher = survey.matchers[list] else { return text }
        return matcher.match(text).code
    }

    /// The name of a folder on the way to a file, counted from 1.
    private static func folder(_ number: Int, of file: String) -> String? {
        let folders = file.split(separator: "/").dropLast()
        return number <= folders.count ? String(folders[folders.startIndex + number - 1]) : nil
    }

    /// The last date in the names of the inbox's folders, such as that of a folder for each day's mail. Senders name files, and what is in
    /// containers; a date there tells what they like. The inbox's own times are not taken: they change with every copy.
    private static func received(in path: String) -> String {
        let folders = path.split(separator: "/").dropLast().prefix { !isContainer($0) }
        for folder in folders.reversed() {
            let characters = Array(folder)
            guard characters.count >= 10 else { continue }
            for start in stride(from: characters.count - 10, through: 0, by: -1) {
                if let day = CalendarDay(String(characters[start..<start + 10])) { return day.description }
            }
        }
        return ""
    }

    /// Whether a name on a path is that of a ZIP archive or mail, so that what follows is in it.
    private static func isContainer(_ name: Substring) -> Bool {
        ContainerNames.endings.contains { name.lowercased().hasSuffix("." + $0) }
    }

    // MARK: - Resubmissions

    struct Submission: Hashable, Comparable {
        let reporter: String
        let round: String
        let body: String

        static func < (left: Submission, right: Submission) -> Bool {
            (left.reporter, left.round, left.body) < (right.reporter, right.round, right.body)
        }
    }

    private struct Candidate {
        let index: Int
        let order: ReturnOrder
        /// The parts of the questionnaire that it holds, where these may come in returns of their own.
        let parts: Set<String>
    }

    private func body(of head: BundleHead) -> String {
        survey.definition.reporters.distinguishedBy.map { TextFolding.fold(commonValue(of: $0, in: head) ?? "") }
            .joined(separator: "\u{1F}")
    }

    private func order(of item: ReadReturn, _ identified: Return) -> ReturnOrder {
        ReturnOrder(
            completed: survey.definition.reporters.latestBy.flatMap { commonValue(of: $0, in: item.head) } ?? "",
            received: identified.received, saved: item.bundle.saved ?? "", isPresent: item.isPresent,
            firstSeen: item.firstSeen)
    }

    private mutating func choose(_ submission: Submission, _ candidates: [Candidate]) {
        let groups = Self.groups(candidates)
        for group in groups where group.count > 1 { supersede(submission, group) }
        guard groups.count > 1 else { return }
        for candidate in candidates where returns[candidate.index].state == .live {
            findings.append((returns[candidate.index].id, isPart(candidate.parts, groups.count)))
        }
    }

    /// Candidates that share a part are versions of one another; others complete each other. Whoever holds none of the parts shares all.
    private static func groups(_ candidates: [Candidate]) -> [[Candidate]] {
        guard candidates.allSatisfy({ !$0.parts.isEmpty }) else { return [candidates] }
        // First which parts belong together, of which there are few; then the candidates, each looked at once.
        var together: [Set<String>] = []
        for parts in Set(candidates.map(\.parts)) {
            let touching = together.filter { !$0.isDisjoint(with: parts) }
            together.removeAll { !$0.isDisjoint(with: parts) }
            together.append(touching.reduce(parts) { $0.union($1) })
        }
        let group = Dictionary(
            together.enumerated().flatMap { index, parts in parts.map { ($0, index) } }
        ) { first, _ in first }
        let groups = Dictionary(grouping: candidates) { candidate in
            candidate.parts.min().flatMap { group[$0] } ?? 0
        }
        return groups.values.sorted { ($0.first?.index ?? 0) < ($1.first?.index ?? 0) }
    }

    private mutating func supersede(_ submission: Submission, _ candidates: [Candidate]) {
        let definition = survey.definition
        if definition.reporters.resubmissions == .decision { return take(chosenOf: candidates, submission) }
        func isLater(_ left: Candidate, _ right: Candidate) -> Bool {
            left.order.isLater(than: right.order, by: definition.reporters.resubmissions, definition.inbox.after)
        }
        guard let winner = Self.latest(candidates, isLater) else {
            let files = Self.few(candidates.map { returns[$0.index].file }.sorted())
            let finding = orderUnclear(submission, candidates.count, files)
            hold(candidates, candidates.map { _ in finding })
            return
        }
        supersede(candidates, by: winner, isLater)
    }

    /// Lets one take the others' place, if it holds all parts of the questionnaire that they hold; else all are held.
    private mutating func supersede(
        _ candidates: [Candidate], by winner: Candidate, _ isLater: (Candidate, Candidate) -> Bool
    ) {
        let losers = candidates.filter { $0.index != winner.index }
        let lost = losers.reduce(into: Set<String>()) { $0.formUnion($1.parts) }.subtracting(winner.parts)
        guard lost.isEmpty else {
            let files = Self.few(candidates.map { returns[$0.index].file }.sorted())
            let finding = partsOverlap(candidates.count, files, lost.sorted())
            hold(candidates, candidates.map { _ in finding })
            return
        }
        supersede(losers, by: winner, latest: Self.latest(losers, isLater))
    }

    /// The candidate that is later than each other; found by going through them twice, however many there are.
    private static func latest(_ candidates: [Candidate], _ isLater: (Candidate, Candidate) -> Bool) -> Candidate? {
        guard var latest = candidates.first else { return nil }
        for candidate in candidates.dropFirst() where isLater(candidate, latest) { latest = candidate }
        return candidates.allSatisfy { $0.index == latest.index || isLater(latest, $0) } ? latest : nil
    }

    private mutating func supersede(_ losers: [Candidate], by winner: Candidate, latest: Candidate?) {
        if let latest = latest ?? losers.last {
            predecessors.append((returns[winner.index].id, returns[latest.index].id))
        }
        for candidate in losers {
            returns[candidate.index].state = .superseded
            returns[candidate.index].supersededBy = returns[winner.index].id
            // A choice that a person has made is not doubted.
            let (item, latest) = (returns[candidate.index], returns[winner.index])
            let finding =
                survey.definition.reporters.resubmissions != .decision && candidate.order.isBack(before: winner.order)
                ? sentAgain(item, candidate.order, after: latest, winner.order) : superseded(by: latest)
            findings.append((item.id, finding))
        }
    }

    /// Whether a return is held for that alone that nothing was answered in it.
    private func says(nothing item: ReadReturn, _ identified: Return) -> Bool {
        let isSilent = item.head.recordCount == 0 || unchanged[identified.id] != nil
        return identified.state == .held && isSilent && !identified.reporter.isEmpty
            && survey.definition.round.all.contains(identified.round)
    }

    /// Lets the answers of a reporter take the place of the returns without any that came before them, or with them: nobody need ask for these any more. One that came
    /// after the answers is told, and takes no place.
    private mutating func replace(_ silent: [Candidate], _ groups: OrderedDictionary<Submission, [Candidate]>) {
        let answering = Dictionary(grouping: groups.values.joined().filter { returns[$0.index].state == .live }) {
            [returns[$0.index].reporter, returns[$0.index].round]
        }
        func isLater(_ left: Candidate, _ right: Candidate) -> Bool {
            left.order.isLater(
                than: right.order, by: survey.definition.reporters.resubmissions, survey.definition.inbox.after)
        }
        for candidate in silent {
            let item = returns[candidate.index]
            let winner = answering[[item.reporter, item.round]]?.first { answer in
                isLater(answer, candidate)
                    || !isLater(candidate, answer) && answer.order.firstSeen >= candidate.order.firstSeen
            }
            guard let winner else { continue }
            returns[candidate.index].state = .superseded
            returns[candidate.index].supersededBy = returns[winner.index].id
            findings.removeAll { $0.returnID == item.id && Self.rulesOfSilence.contains($0.finding.rule) }
            findings.append((item.id, superseded(by: returns[winner.index])))
        }
    }

    /// What is told of returns without answers.
    private static let rulesOfSilence: Set<String> = ["return.nothing-read", "return.unchanged"]

    private mutating func hold(_ candidates: [Candidate], _ told: [Finding]) {
        for (candidate, finding) in zip(candidates, told) {
            returns[candidate.index].state = .held
            findings.append((returns[candidate.index].id, finding))
        }
    }

    /// The one of which the finding that it waits for a choice was waived counts; a choice among other returns is none among these.
    private mutating func take(chosenOf candidates: [Candidate], _ submission: Submission) {
        let ids = candidates.map { returns[$0.index].id }.sorted()
        let set = String(Digest.sha256(Data(ids.joined(separator: " ").utf8)).prefix(8))
        let files = Self.few(candidates.map { returns[$0.index].file }.sorted())
        func finding(_ item: Return) -> Finding {
            choiceNeeded(submission, candidates.count, files, value: "\(item.id) of \(ids.count) (\(set))")
        }
        let chosen = candidates.filter { isWaived(finding(returns[$0.index]), in: returns[$0.index]) }
        guard chosen.count == 1, let winner = chosen.first else {
            return hold(candidates, candidates.map { finding(returns[$0.index]) })
        }
        findings.append((returns[winner.index].id, finding(returns[winner.index])))
        supersede(candidates, by: winner) { _, _ in false }
    }

    private func isWaived(_ finding: Finding, in item: Return) -> Bool {
        let issue = Issue(
            fingerprint: IssueRegister.fingerprint(of: finding, in: item), reporter: item.reporter, round: item.round,
            returnID: item.id, finding: finding, state: .open)
        guard let (line, isBound) = book?.decision(on: issue) else { return false }
        return isBound && line.decision?.action == .waive
    }

    /// Holds a return of a closed round that came after its last day, unless somebody has decided otherwise.
    private mutating func holdIfLate(_ item: inout Return, _ read: ReadReturn) {
        guard item.state == .live, let last = survey.definition.round.closed[item.round],
            let arrived = CalendarDay(ReturnOrder.firstDay(received: item.received, firstSeen: read.firstSeen)),
            arrived > last
        else { return }
        let finding = roundClosed(item, last, arrived)
        findings.append((item.id, finding))
        if !isWaived(finding, in: item) { item.state = .held }
    }

    /// Names of files for a message: of many, the first and how many there are more.
    private static func few(_ files: [String]) -> String {
        files.prefix(10).joined(separator: ", ") + (files.count > 10 ? " and \(files.count - 10) more" : "")
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
