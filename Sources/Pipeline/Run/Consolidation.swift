import Foundation
import OrderedCollections
import SurveyModel
import Validate

/// Tells who sent each return, which round it is for, and which of several counts. A pure function of the returns, whatever their order.
struct Consolidation {
    private(set) var returns: [Return] = []
    /// What was found out about returns as a whole, by return id.
    private(set) var findings: [(returnID: String, finding: Finding)] = []
    /// Those whose place was taken, with what tells which came first.
    private var replaced: [(id: String, order: [String])] = []
    /// For returns that took another's place, the latest whose place they took: ids.
    private(set) var predecessors: [(winner: String, loser: String)] = []
    /// The ids of returns that count for that alone that they lie in the inbox, and the others do not.
    private(set) var countingByPlace: Set<String> = []
    /// For returns that count though another lies in their place in the inbox, what is told of that, by return id: of it a survey may say something.
    private(set) var replacedElsewhere: [String: Finding] = [:]
    /// For returns that are parts of a questionnaire, the parts that others hold, by return id.
    private var elsewhere: [String: Set<String>] = [:]

    let survey: Survey
    private let identity: ReturnIdentity
    private let identification: Identification
    private let issueIdentity: IssueIdentity
    /// Which of them were made of which.
    let copyOrder: CopyOrder
    /// For returns that are as they were sent, the questionnaires that they equal.
    private let unchanged: [String: SentAnswers]
    /// The decisions that can take a return as a whole; nil where none are looked at.
    private let book: DecisionBook?

    /// - Parameters:
    ///   - read: the returns.
    ///   - survey: the survey that they belong to.
    ///   - unchanged: for returns that are as they were sent, the questionnaires that they equal, by the return's id.
    ///   - today: the day by which it is told which decisions have expired; nil where decisions about returns as a whole are left out.
    init(
        _ read: [ReadReturn], survey: Survey, unchanged: [String: SentAnswers] = [:], today: CalendarDay? = nil
    ) {
        self.survey = survey
        let identity = ReturnIdentity(survey: survey)
        self.identity = identity
        issueIdentity = IssueIdentity(survey.definition)
        self.unchanged = unchanged
        book = today.map {
            DecisionBook(
                lines: survey.decisions.lines, needsSecond: survey.definition.decisions.needsSecond, today: $0)
        }
        // By their places: they are large, and may be very many.
        let ordered = read.indices.sorted { left, right in
            (read[left].head.bundle.sha256, read[left].file) < (read[right].head.bundle.sha256, read[right].file)
        }.map { read[$0].kept(by: identity) ?? read[$0] }
        identification = Identification(ordered, identity)
        copyOrder = CopyOrder(ordered, identification)
        var groups: OrderedDictionary<Submission, [Candidate]> = [:]
        var silent: [(submission: Submission, candidate: Candidate)] = []
        var silence: [(isSilent: Bool, isClear: Bool)] = []
        for item in ordered {
            var identified = identify(item)
            let isSilent = says(nothing: item, identified)
            holdIfLate(&identified, item)
            silence.append((isSilent, tellPaths(of: item, &identified)))
            returns.append(identified)
        }
        tellReplaced(ordered)
        for (index, item) in ordered.enumerated() {
            let (identified, isSilent) = (returns[index], silence[index].isSilent)
            guard identified.state == .live || isSilent && silence[index].isClear else { continue }
            let submission = Submission(
                reporter: identified.reporter, round: identified.round, body: identified.body)
            let candidate = Candidate(
                index: index, order: order(of: item, identified),
                parts: tables(in: item).intersection(survey.definition.reporters.parts))
            if isSilent {
                silent.append((submission, candidate))
            } else {
                groups[submission, default: []].append(candidate)
            }
        }
        for (submission, candidates) in groups.sorted(by: { $0.key < $1.key }) where candidates.count > 1 {
            choose(submission, candidates)
        }
        var answered: Set<String> = []
        for (submission, candidate) in silent where replace(candidate, byOneOf: groups[submission] ?? []) {
            answered.insert(returns[candidate.index].id)
        }
        findings.removeAll { answered.contains($0.returnID) && Self.rulesOfSilence.contains($0.finding.rule) }
        // A body of which no return counts by now has a finding of its own.
        let counting = groups.filter { $0.value.contains { returns[$0.index].state == .live } }
        tellSeveralBodies(counting.keys.sorted())
        returns.sort { ($0.file, $0.sha256) < ($1.file, $1.sha256) }
    }

    /// The ids of returns whose place was taken, the earliest first.
    var superseded: [String] {
        copyOrder.ordered(
            replaced.sorted { ($0.order + [$0.id]).lexicographicallyPrecedes($1.order + [$1.id]) }.map(\.id))
    }

    mutating func setState(_ state: ReturnState, at index: Int) {
        returns[index].state = state
    }

    // MARK: - Identity

    private mutating func identify(_ item: ReadReturn) -> Return {
        let bundle = item.head.bundle
        let isEmpty = item.head.recordCount == 0
        let isRead = bundle.format != nil
        let reporters = identification.reporters(of: item, at: item.file)
        let rounds = identification.rounds(of: item, at: item.file)
        let (first, round) = (reporters.first, rounds.first?.value ?? survey.definition.round.current)
        if isRead { findings += conflicts(reporters, rounds).map { (returnID: bundle.id, finding: $0) } }
        let isRoundKnown =
            !identification.isRoundUnclear(of: item, at: item.file) && survey.definition.round.all.contains(round)
        if isRead, !isRoundKnown { findings.append((bundle.id, roundUnknown(round, item, identification))) }
        let isBlank = bundle.findings.contains { $0.rule == "return.blank" }
        if isRead, isEmpty, !isBlank { findings.append((bundle.id, nothingRead(item.file, bundle.findings))) }
        if isRead, first == nil { findings.append((bundle.id, reporterUnknown(item, identification))) }
        let unchanged = unchanged[bundle.id]?.name(for: round)
        if let unchanged { findings.append((bundle.id, asSent(unchanged))) }
        let isHeld = first == nil || !isRoundKnown || isEmpty || unchanged != nil
        var identified = Return(
            sha256: bundle.sha256, file: item.file, reporter: first?.value ?? "", round: round,
            received: identity.received(in: item.file),
            version: bundle.version ?? "", language: bundle.language ?? "",
            state: !isRead ? .refused : isHeld ? .held : .live)
        identity.tell(&identified, of: item.head)
        identified.toldBy = identification.teller(of: item)
        return identified
    }

    /// Tells other paths with the same content. Where the content would be of another reporter or round there, nobody can say for which it was
    /// meant, and it is held.
    ///
    /// - Returns: whether all tell the same.
    private mutating func tellCopies(of item: ReadReturn, _ identified: inout Return) -> Bool {
        let other = item.copies.first { copy in
            identification.differs(item, at: copy, from: identified.reporter, identified.round)
        }
        guard identified.state != .refused, let other else {
            findings.append((item.bundle.id, duplicateFile(item)))
            return true
        }
        findings.append(
            (
                item.bundle.id,
                copiesDiffer(
                    item.file, identified.reporter, identified.round, other: other,
                    identification.reporters(of: item, at: other).first?.value ?? "",
                    identification.round(of: item, at: other))
            ))
        identified.state = .held
        return false
    }

    /// Tells the paths under which a return has come, and the one under which it counted before.
    ///
    /// - Returns: whether it is clear whose it is.
    private mutating func tellPaths(of item: ReadReturn, _ identified: inout Return) -> Bool {
        let isClear = item.copies.isEmpty || item.isKept || tellCopies(of: item, &identified)
        guard let told = countedElsewhere(item, identified, identification) else { return isClear }
        findings.append((item.bundle.id, told))
        guard !item.isKept, !isWaived(told, in: identified) else { return isClear }
        identified.state = .held
        return false
    }

    /// Tells of returns that count though another lies in their place by now, and holds them where the survey says so: then they take nobody's place.
    private mutating func tellReplaced(_ read: [ReadReturn]) {
        replacedElsewhere = replacedElsewhere(among: read)
        guard !replacedElsewhere.isEmpty else { return }
        let policy = IssuePolicy(survey.definition)
        for index in returns.indices {
            let item = returns[index]
            guard let finding = replacedElsewhere[item.id] else { continue }
            let terms = survey.definition.builtIn.first { $0.covers(finding) }?.terms
            if terms?.leavesOut(reporter: item.reporter, round: item.round) != true,
                policy.action(of: finding) == .hold, !isWaived(finding, in: item)
            {
                returns[index].state = .held
            }
        }
    }

    /// The tables in which a return has records.
    private func tables(in item: ReadReturn) -> Set<String> { Set(item.head.records.filter { $0.value > 0 }.keys) }

    // MARK: - Resubmissions

    private struct Candidate {
        let index: Int
        let order: ReturnOrder
        /// The parts of the questionnaire that it holds, where these may come in returns of their own.
        let parts: Set<String>
    }

    private func order(of item: ReadReturn, _ identified: Return) -> ReturnOrder {
        ReturnOrder(
            completed: survey.definition.reporters.latestBy.flatMap { identity.commonValue(of: $0, in: item.head) }
                ?? "",
            received: identified.received, saved: item.bundle.saved ?? "", isPresent: item.isPresent,
            firstSeen: item.firstSeen, making: copyOrder.span(of: identified.id))
    }

    private mutating func choose(_ submission: Submission, _ candidates: [Candidate]) {
        let groups = Self.groups(candidates)
        for group in groups where group.count > 1 { supersede(submission, group) }
        guard groups.count > 1 else { return }
        let live = candidates.filter { returns[$0.index].state == .live }
        let parts = live.reduce(into: Set<String>()) { $0.formUnion($1.parts) }
        for candidate in live {
            let id = returns[candidate.index].id
            findings.append((id, isPart(candidate.parts, groups.count)))
            elsewhere[id] = parts.subtracting(candidate.parts)
        }
    }

    /// What was found in a return, but for sheets that it lacks and whose table another return of its submission holds.
    func told(_ findings: [Finding], in returnID: String) -> [Finding] {
        guard let elsewhere = elsewhere[returnID] else { return findings }
        return findings.filter { $0.rule != "layout.sheet-missing" || !elsewhere.contains($0.table ?? "") }
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
        let definition = survey.definition
        let lost = losers.reduce(into: Set<String>()) { $0.formUnion($1.parts) }.subtracting(winner.parts)
        guard lost.isEmpty else {
            let files = Self.few(candidates.map { returns[$0.index].file }.sorted())
            let finding = partsOverlap(candidates.count, files, lost.sorted())
            hold(candidates, candidates.map { _ in finding })
            return
        }
        // A choice that a person has made holds wherever they lie.
        if definition.reporters.resubmissions != .decision,
            losers.contains(where: {
                winner.order.isLaterByPlace(
                    than: $0.order, by: definition.reporters.resubmissions, definition.inbox.after)
            })
        {
            countingByPlace.insert(returns[winner.index].id)
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
            note(replaced: candidate)
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
        let isSilent = item.head.recordCount == 0 || unchanged[identified.id]?.name(for: identified.round) != nil
        return identified.state == .held && isSilent && !identified.reporter.isEmpty
            && survey.definition.round.all.contains(identified.round)
            && !identification.isRoundUnclear(of: item, at: item.file)
    }

    /// Lets answers take the place of a return without any that came before them, or with them: nobody need ask for these any more. One that came after the
    /// answers is told, and takes no place; so is one of which nobody can tell the body or the part of the questionnaire, where a survey has several.
    /// Says whether one has taken its place.
    private mutating func replace(_ silent: Candidate, byOneOf answers: [Candidate]) -> Bool {
        let definition = survey.definition
        func isLater(_ left: Candidate, _ right: Candidate) -> Bool {
            left.order.isLater(than: right.order, by: definition.reporters.resubmissions, definition.inbox.after)
        }
        let winner = answers.first { answer in
            returns[answer.index].state == .live
                && (definition.reporters.parts.isEmpty
                    || !silent.parts.isEmpty && silent.parts.isSubset(of: answer.parts))
                && (isLater(answer, silent)
                    || !isLater(silent, answer) && answer.order.firstSeen >= silent.order.firstSeen)
        }
        guard let winner else { return false }
        returns[silent.index].state = .superseded
        returns[silent.index].supersededBy = returns[winner.index].id
        note(replaced: silent)
        findings.append((returns[silent.index].id, superseded(by: returns[winner.index])))
        return true
    }

    private mutating func note(replaced candidate: Candidate) {
        let order = candidate.order.sortKey(by: survey.definition.reporters.resubmissions)
        replaced.append((returns[candidate.index].id, order))
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
            fingerprint: issueIdentity.fingerprint(of: finding, in: item), reporter: item.reporter, round: item.round,
            returnID: item.id, finding: finding, state: .open)
        guard let (line, isBound) = book?.decision(on: issue) else { return false }
        return isBound && line.decision?.action == .waive
    }

    /// Holds a return of a closed round that came after its last day, unless somebody has decided otherwise.
    private mutating func holdIfLate(_ item: inout Return, _ read: ReadReturn) {
        guard item.state == .live, let last = survey.definition.round.closed[item.round],
            let arrived = CalendarDay(ReturnOrder.firstDay(of: read, identity)),
            arrived > last
        else { return }
        let finding = roundClosed(item, last, arrived)
        findings.append((item.id, finding))
        if !isWaived(finding, in: item) { item.state = .held }
    }

    private mutating func tellSeveralBodies(_ submissions: [Submission]) {
        func key(_ reporter: String, _ round: String) -> String { "\(reporter)\u{1F}\(round)" }
        let several = Dictionary(grouping: submissions) { key($0.reporter, $0.round) }.filter { $0.value.count > 1 }
        guard !several.isEmpty else { return }
        let live = Dictionary(grouping: returns.filter { $0.state == .live }) { key($0.reporter, $0.round) }
        for (key, bodies) in several.sorted(by: { $0.key < $1.key }) {
            for item in live[key] ?? [] { findings.append((item.id, severalBodies(bodies.count, item.reporter))) }
        }
    }
}
