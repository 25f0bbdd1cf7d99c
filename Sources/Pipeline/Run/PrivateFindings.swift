import OrderedCollections
import SurveyModel

/// Keeps private answers out of what is told of them: a finding leaves here as results may show it.
struct PrivateFindings {
    /// The one rule of a field that quotes nothing.
    private static let rulesWithoutValue: Set<String> = ["constraint.required"]

    private let definition: SurveyDefinition
    private let ownRules: Set<String>
    /// What the survey itself calls sheets.
    private let ownSheets: Set<String>
    private let isNeeded: Bool

    init(_ definition: SurveyDefinition) {
        self.definition = definition
        isNeeded = definition.hasPrivateFields
        ownRules = Set(definition.rules.map(\.id))
        let versions = definition.versions + definition.overrides.flatMap(\.versions)
        ownSheets = Set(versions.flatMap(\.layouts.values).flatMap(\.sheet.names.all))
    }

    /// The finding without private answers.
    ///
    /// - Parameter answers: the private answers of the finding's return; asked for where they are needed.
    func hidden(_ finding: Finding, answers: () -> PrivateAnswers?) -> Finding {
        guard isNeeded else { return finding }
        var finding = finding
        finding.otherValues = finding.otherValues.map { values in
            let answers = answers()
            return zip(finding.cells, values).map { cell, value in
                answers.map { $0.holds(cell) } == false ? value : PrivateAnswers.mark
            }
        }
        if definition.isPrivate(finding.field, of: finding.table) { return withoutValue(finding) }
        // What has a field quotes that field; the sentences of the survey's own rules are filled without private answers.
        guard finding.field == nil, !ownRules.contains(finding.rule), let answers = answers() else { return finding }
        let cell = finding.sheet.flatMap { sheet in finding.cell.flatMap { Origin(sheet: sheet, cell: $0) } }
        if let cell, answers.holds(cell) { return withoutValue(finding) }
        return finding.with(
            message: finding.message.map { answers.hidden(inTold: $0) },
            value: finding.value.map { answers.hidden(inTold: $0) },
            expected: finding.expected?.map { answers.hidden(inTold: $0) },
            suggestion: finding.suggestion?.map { answers.hidden(inTold: $0) }
        ).with(alike: finding.alike.map { hidden($0, on: finding.sheet, answers) })
    }

    /// The finding such that no sheet is shown under a name that quotes a private answer. What the survey itself calls a sheet quotes
    /// none, and what a file is called, as the sheet of a CSV file is, stands in all results.
    ///
    /// - Parameters:
    ///   - file: the return's file.
    ///   - answers: the private answers of the finding's return; asked for where they are needed.
    func hidingSheets(_ finding: Finding, of file: String, answers: () -> PrivateAnswers?) -> Finding {
        guard isNeeded else { return finding }
        var names = Set(finding.cells.map(\.sheet))
        if let sheet = finding.sheet { names.insert(sheet) }
        names = names.filter { !ownSheets.contains($0) && !file.contains($0) }
        guard !names.isEmpty, let answers = answers() else { return finding }
        var finding = finding
        for name in names {
            let shown = answers.hidden(in: name)
            if shown != name { finding.shownNames[name] = shown }
        }
        return finding
    }

    /// Cells of a group without what is private in them.
    private func hidden(_ cells: AlikeCells, on sheet: String?, _ answers: PrivateAnswers) -> AlikeCells {
        guard cells.value != nil || cells.message != nil else { return cells }
        // What is told of cells with their values is told cell by cell.
        let isPrivate = cells.block.map { block in
            answers.holds(Origin(sheet: sheet ?? "", row: block.row, column: block.column))
        }
        guard isPrivate != true else {
            return AlikeCells(block: cells.block, value: cells.value.map { _ in PrivateAnswers.mark })
        }
        return AlikeCells(
            block: cells.block, value: cells.value.map { answers.hidden(inTold: $0) },
            message: cells.message.map { $0.map { answers.hidden(inTold: $0) } })
    }

    private func withoutValue(_ finding: Finding) -> Finding {
        let quotesNothing =
            ownRules.contains(finding.rule) || Self.rulesWithoutValue.contains(finding.rule) || isAuthors(finding)
        let isOfDefinition = quotesNothing || ["constraint.", "type."].contains { finding.rule.hasPrefix($0) }
        let message = quotesNothing ? finding.message : sentence(finding)
        return finding.with(
            message: message, value: finding.value.map { _ in PrivateAnswers.mark },
            expected: isOfDefinition ? finding.expected : nil, suggestion: nil)
    }

    /// Whether a constraint, condition or rule of Canvass's own speaks in the author's words, which are filled without private answers.
    private func isAuthors(_ finding: Finding) -> Bool {
        // What is filled in is known to be of another field only where the finding has one.
        guard case .localized = finding.message, finding.field != nil else { return false }
        return definition.terms(of: finding)?.message != nil
    }

    private func sentence(_ finding: Finding) -> Message {
        let field = definition.field(of: finding)
        let answer: Message? = field.map { .localized($0.title) } ?? finding.cell.map { .text($0) }
        return .own(.privateAnswer, ["answer": answer ?? .own(.privateCell), "rule": .text(finding.rule)])
    }
}

extension PrivateAnswers {
    /// Characters of a text that findings quote at least; what they cut ends with an ellipsis.
    private static let leastQuoted = 80

    /// A text that a finding tells, which may have been cut in the middle of an answer.
    fileprivate func hidden(inTold text: String) -> String {
        guard text.hasSuffix("…"), text.count >= Self.leastQuoted else { return hidden(in: text) }
        return hidden(inStart: String(text.dropLast())) + "…"
    }
}

extension Finding {
    /// The same finding in other words.
    fileprivate func with(
        message: Message, value: String?, expected: Message?, suggestion: Message?
    ) -> Finding {
        var finding = Finding(
            rule: rule, severity: severity, message: message, table: table, record: record, field: field,
            sheet: sheet, cell: cell, value: value, expected: expected, suggestion: suggestion)
        finding.cells = cells
        finding.otherValues = otherValues
        // Values are told only by those who know that they may be.
        finding.alike = alike.map { AlikeCells(block: $0.block, value: nil) }
        return finding
    }

    fileprivate func with(alike: [AlikeCells]) -> Finding {
        var finding = self
        finding.alike = alike
        return finding
    }
}

/// What stands in a run's result beside its findings, without private answers.
extension RunResult {
    /// Lets the decisions and explanations of issues quote no private answer.
    static func hidePrivate(in issues: inout [Issue], of definition: SurveyDefinition) {
        guard definition.hasPrivateFields else { return }
        for index in issues.indices
        where definition.isPrivate(issues[index].finding.field, of: issues[index].finding.table) {
            issues[index].decision = issues[index].decision?.hidingValue
            issues[index].explanation = issues[index].explanation.map {
                RespondentAnswer(choice: $0.choice, remark: $0.remark.hidden)
            }
        }
    }

    /// Decisions that quote no private answer: such a decision saw the mark, since nothing else is shown. One that fits no issue of the run may be about a
    /// field that was made private since: nothing tells what it was about.
    static func hidingPrivate(_ decisions: [Decision], about issues: [Issue], in definition: SurveyDefinition)
        -> [Decision]
    {
        guard definition.hasPrivateFields else { return decisions }
        // Of the issues there may be very many.
        let decided = Set(decisions.map(\.fingerprint))
        let named = issues.indices.filter { decided.contains(issues[$0].fingerprint) }.map { issues[$0] }
        let isPublic = Dictionary(
            named.map { ($0.fingerprint, !definition.isPrivate($0.finding.field, of: $0.finding.table)) }
        ) { $0 && $1 }
        return decisions.map { decision in
            guard let isOpen = isPublic[decision.fingerprint] else { return decision.hidingBoth }
            return isOpen && decision.seen != PrivateAnswers.mark ? decision : decision.hidingValue
        }
    }
}

extension Decision {
    /// The decision without the value that it gives.
    fileprivate var hidingValue: Decision { hiding(seen: PrivateAnswers.mark) }

    /// The decision without the value that it gives, and that which it saw.
    fileprivate var hidingBoth: Decision { hiding(seen: seen.hidden) }

    private func hiding(seen: String) -> Decision {
        Decision(
            fingerprint: fingerprint, action: action, seen: seen, value: value.hidden, reason: reason,
            reviewer: reviewer, agreedBy: agreedBy, date: date, expires: expires)
    }
}

extension String {
    /// The mark of a private answer in the place of a text that is not empty.
    var hidden: String { isEmpty ? "" : PrivateAnswers.mark }
}
