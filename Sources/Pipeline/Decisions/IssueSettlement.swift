import Load
import OrderedCollections
import SurveyModel
import Validate

/// Finds a run's issues and lets decisions settle them.
///
/// The rules run over the values as typed, and the issues are matched with the decisions. Where these change values, the rules run once more over the
/// changed ones, so that a correction that breaks another rule is found. An issue that was decided stays listed in its state: a decision never hides.
struct IssueSettlement {
    /// What came of it.
    struct Outcome {
        var issues: [Issue]
        /// What the rules did over the values as typed.
        let rules: RuleOutcome
        /// What the constraints of fields did over the values as typed, and the rules of Canvass's own of which the survey says something.
        let constraints: [RuleResult]
        let corrections: Corrections
        /// The issues at whose place a decision has lapsed because its cell was changed: the decision's fingerprint by that of the issue.
        var changed: [String: String] = [:]
    }

    /// More rounds of looking again are not made: each is for decisions on what the round before has found.
    private static let mostRounds = 8

    let survey: Survey
    let store: Store
    let consolidation: Consolidation
    let bundles: RunBundles
    let explanations: Explanations
    /// The issues that resubmissions have solved.
    let solved: [Issue]
    let today: CalendarDay
    let clock: StepClock

    /// Finds and settles.
    func settle() throws -> Outcome {
        let index = RecordIndex(bundles, survey: survey)
        var checked = try runChecks(bundles, index)
        var typed = try issues(
            bundles, checked,
            in: IssueRegister(
                definition: survey.definition, records: index, isRemembered: !survey.decisions.lines.isEmpty))
        try index.check()
        // They are issues from here on, and may be very many.
        checked.rules.findings = []
        let unplaced = explanations.unplaced(
            among: typed.issues, solved: solved, consolidation.returns, survey.definition)
        for (item, finding) in unplaced { typed.add(finding, in: item) }
        guard !survey.decisions.lines.isEmpty else {
            checked.coverage = coverage(after: typed.issues)
            add(checked.coverage, to: &typed)
            return Outcome(
                issues: typed.takeOrdered(), rules: checked.rules, constraints: checked.results,
                corrections: Corrections(survey, typed: bundles, index: index))
        }
        let book = DecisionBook(
            lines: survey.decisions.lines, needsSecond: survey.definition.decisions.needsSecond, today: today)
        var decided = DecidedIssues(typed.issues, book: book)
        var corrections = Corrections(survey, typed: bundles, index: index)
        let first = typed.firstLook()
        var round = 0
        while round < Self.mostRounds, decided.apply(to: &corrections) {
            round += 1
            try store.amend(corrections.staged)
            let changed = try rechecked(corrections.checked(), corrections.returns)
            var found = try issues(
                changed, try runChecks(changed, RecordIndex(changed, survey: survey)),
                in: IssueRegister(definition: survey.definition, records: index, after: first))
            for (item, finding) in unplaced { found.add(finding, in: item) }
            decided.takeIn(found.issues, corrections: corrections)
        }
        let before = typed.issues.count
        checked.coverage = coverage(after: decided.issues)
        add(checked.coverage, to: &typed)
        decided.add(Array(typed.issues.dropFirst(before)), &corrections)
        var register = typed
        var lapsed = LapsedDecisions(
            survey: survey, book: book, decided: decided, consolidation: consolidation, bundles: bundles,
            index: index, register: typed)
        let told = lapsed.findings(decided.refusals, corrections.contradictions)
        try index.check()
        for item in told { register.add(item, consolidation) }
        let more = register.issues.dropFirst(typed.issues.count)
        var issues = decided.issues + more
        IssueRegister.order(&issues)
        return Outcome(
            issues: issues, rules: checked.rules, constraints: checked.results, corrections: corrections,
            changed: lapsed.changed)
    }

    /// What the survey's rules found, and what it says itself of its fields' constraints and of Canvass's own rules.
    private struct Checked {
        var rules: RuleOutcome
        let constraints: ConstraintOutcome
        /// Who has reported. It is told last, since issues hold returns back.
        var coverage: CoverageOutcome

        var results: [RuleResult] { constraints.results + coverage.results }
    }

    private func runChecks(_ bundles: RunBundles, _ index: RecordIndex) throws -> Checked {
        let returns = consolidation.returns.filter { $0.state != .superseded }.map { item in
            ConstrainedReturn(
                item, records: bundles.heads[item.id]?.records ?? [:], tallies: bundles.heads[item.id]?.tallies ?? [:],
                findings: consolidation.told(bundles[item.id]?.findings ?? [], in: item.id)
                    + [consolidation.replacedElsewhere[item.id]].compactMap(\.self),
                hasBlank: survey.templates[item.version]?.isEmpty == false && bundles[item.id]?.format != "csv")
        }
        let checked = try clock.ofProcess(.rules) {
            let compiled = try survey.rules
            let rules = try store.readers { try compiled.run(in: $0, records: index, width: Store.width) }
            return Checked(
                rules: rules,
                constraints: try store.read {
                    try compiled.constraints(of: returns, after: rules, in: $0, records: index)
                },
                coverage: Coverage.outcome(
                    of: survey.definition, reporters: survey.reporters, returns: consolidation.returns))
        }
        try index.check()
        return checked
    }

    /// The bundles with the constraints' findings made anew for the returns that were changed.
    private func rechecked(_ checked: RunBundles, _ changed: Set<String>) throws -> RunBundles {
        let constraints = FieldConstraints(definition: survey.definition)
        var bundles = checked
        for id in changed {
            guard let bundle = try checked.bundle(id) else { continue }
            bundles.replace(
                findings: IssueLimit(survey.definition).kept(
                    bundle.findings.filter { !$0.isOfConstraint } + constraints.findings(in: bundle.records),
                    in: survey.definition),
                of: id)
        }
        return bundles
    }

    /// What was found in returns, return by return, then by rule. There may be very much: it is put into one list. Findings of a superseded return are not
    /// told again: the return that took its place has its own.
    private func found(_ bundles: RunBundles, _ checked: Checked) -> [IssueRegister.Found] {
        let returns = consolidation.returns
        var places: [String: Int] = [:]
        var found: [IssueRegister.Found] = []
        for place in returns.indices {
            let id = returns[place].id
            if places[id] == nil { places[id] = place }
            guard returns[place].state != .superseded else { continue }
            let own =
                checked.constraints.reworded[id]
                ?? (bundles.heads[id]?.bundle.findings ?? [])
                + [consolidation.replacedElsewhere[id]].compactMap(\.self)
            for finding in consolidation.told(own, in: id) {
                found.append(IssueRegister.Found(place: place, finding: finding))
            }
        }
        func add(_ finding: Finding, in id: String) {
            if let place = places[id] { found.append(IssueRegister.Found(place: place, finding: finding)) }
        }
        for rule in checked.rules.findings { add(rule.finding, in: rule.returnID) }
        for (id, finding) in consolidation.findings { add(finding, in: id) }
        for (id, finding) in checked.coverage.unknown { add(finding, in: id) }
        return found
    }

    /// - Parameter register: an empty one, which knows the records as typed: corrections change no fingerprint by another key.
    private func issues(
        _ bundles: RunBundles, _ checked: Checked, in register: IssueRegister
    ) throws -> IssueRegister {
        var register = register
        try register.add(found(bundles, checked), of: consolidation.returns)
        register.cut(returns: consolidation.returns)
        let round = survey.definition.round.current
        for finding in checked.rules.ruleFindings + checked.constraints.ruleFindings {
            register.add(finding, reporter: "", round: round)
        }
        return register
    }

    // MARK: - Who has reported

    /// Who has reported where issues have the states that they have: a return that one of them holds back by the survey's policy does not count, and its
    /// reporter is told to be missing as one whose return is held for another reason.
    private func coverage(after issues: [Issue]) -> CoverageOutcome {
        let held = Disposition.held(by: issues, definition: survey.definition)
        var returns = consolidation.returns
        for index in returns.indices where returns[index].state == .live && held.contains(returns[index].id) {
            returns[index].state = .held
        }
        return Coverage.outcome(of: survey.definition, reporters: survey.reporters, returns: returns)
    }

    /// Adds what is told of who has reported, and of the rules by which it is told.
    private func add(_ coverage: CoverageOutcome, to register: inout IssueRegister) {
        for finding in coverage.ruleFindings {
            register.add(finding, reporter: "", round: survey.definition.round.current)
        }
        for (reporter, finding) in coverage.missing {
            register.add(finding, reporter: reporter.code, round: survey.definition.round.current)
        }
    }
}

extension Finding {
    /// Whether a constraint found it, so that it can be looked for again among changed values.
    fileprivate var isOfConstraint: Bool { rule.hasPrefix("constraint.") || rule == "table.duplicate-key" }

    /// Whether it is looked for again over changed values: what constraints, declared checks and the survey's own rules find. What reading has found
    /// is found once.
    var isLookedForAgain: Bool {
        !rule.contains(".")
            || ["constraint.", "condition.", "plausibility.", "table."].contains { rule.hasPrefix($0) }
    }
}

extension IssueRegister {
    /// Adds what is told of a decision: to the return of the issue that it is about, else to none.
    fileprivate mutating func add(_ told: LapsedDecisions.Told, _ consolidation: Consolidation) {
        if let item = consolidation.returns.first(where: { $0.id == told.returnID }) {
            add(told.finding, in: item)
        } else {
            add(told.finding, reporter: told.reporter, round: told.round)
        }
    }
}
