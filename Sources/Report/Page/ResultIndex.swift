import Foundation
import OrderedCollections
import SurveyModel

/// A run's result, looked up from several sides: what every section of the page asks for.
struct ResultIndex: Sendable {
    let result: RunResult
    let language: String
    /// The register's reporters and any others that returns name, ordered by name.
    let reporters: [(code: String, name: String)]
    /// The tables for which there is coverage or a definition, in the definition's order.
    let tables: [(name: String, title: String)]
    /// Rounds of which there is a return, and the current one, in the definition's order.
    let rounds: [String]
    /// Issues that wait for somebody, from all sides.
    private let waiting: UnsettledIssues
    /// Where issues stand among all, by fingerprint: those that decisions and resubmissions name.
    let places: [String: Int]
    /// Ids that several rule results share: a constraint has one for each field that carries it.
    let sharedRules: Set<String>
    /// Coverage of all rounds by the returns that count, by reporter.
    let coverageByReporter: [String: [TableCoverage]]
    private let names: [String: String]
    /// The place of each reporter among ``reporters``.
    private let ranks: [String: Int]
    /// For each return with findings, the number of the issue whose finding weighs most.
    private let reasons: [String: Int]
    private let returnFiles: [String: String]
    /// By reporter, then round.
    private let returnStates: [String: [String: Set<ReturnState>]]
    /// What is written beside the page, by folder, ordered.
    private let filesByFolder: [Substring: [String]]

    init(_ result: RunResult, language: String, files: Set<String> = []) {
        self.result = result
        self.language = language
        let registered = Dictionary(result.reporters.map { ($0.code, $0.name) }) { first, _ in first }
        names = registered
        returnFiles = Dictionary(result.returns.map { ($0.id, $0.file) }) { first, _ in first }
        returnStates = result.returns.reduce(into: [:]) { states, item in
            states[item.reporter, default: [:]][item.round, default: []].insert(item.state)
        }
        let issues = result.issues
        var reasons: [String: (issue: Int, weight: Int)] = [:]
        for number in issues.indices {
            let weight = Self.weight(issues[number].finding.severity, ofTable: issues[number].finding.table != nil)
            if weight > reasons[issues[number].returnID]?.weight ?? 0 {
                reasons[issues[number].returnID] = (number, weight)
            }
        }
        self.reasons = reasons.mapValues(\.issue)
        let live = Set(result.returns.lazy.filter { $0.state == .live }.map(\.id))
        coverageByReporter = Dictionary(
            grouping: result.coverage.filter { live.contains($0.returnID) }, by: \.reporter)
        filesByFolder = Dictionary(grouping: files) { $0[..<($0.lastIndex(of: "/") ?? $0.startIndex)] }
            .mapValues { $0.sorted() }
        let others = Set(result.returns.map(\.reporter)).union(issues.indices.lazy.map { issues[$0].reporter })
            .subtracting(registered.keys)
        reporters = Self.byName(
            result.reporters.map { ($0.code, $0.name) } + others.filter { !$0.isEmpty }.map { ($0, $0) }
        ) { (name: $0.1, code: $0.0) }
        ranks = Dictionary(reporters.enumerated().map { ($1.0, $0) }) { first, _ in first }
        tables = result.definition.tables.values.map { ($0.name, $0.title.text(in: language)) }
        let seen = Set(result.returns.filter { $0.state != .refused }.map(\.round)).union([
            result.definition.round.current
        ])
        let known = result.definition.round.all.filter(seen.contains)
        rounds = known + seen.subtracting(known).filter { !$0.isEmpty }.sorted()

        sharedRules = Set(Dictionary(grouping: result.rules, by: \.id).filter { $0.value.count > 1 }.keys)
        waiting = UnsettledIssues(of: result, sharedRules: sharedRules)
        let named = Set(result.decisions.map(\.fingerprint) + result.resubmissions.flatMap(\.raised).map(\.fingerprint))
        let places = named.isEmpty ? [] : issues.indices.filter { named.contains(issues[$0].fingerprint) }
        self.places = Dictionary(places.map { (issues[$0].fingerprint, $0) }) { first, _ in first }
    }

    /// How much a finding says of why a return is kept out, from 1.
    private static func weight(_ severity: Severity, ofTable isOfTable: Bool) -> Int {
        severity != .error ? 1 : isOfTable ? 2 : 3
    }

    var currentRound: String { result.definition.round.current }

    /// Coverage of a round by the returns that count.
    func coverage(in round: String) -> [TableCoverage] {
        coverageByReporter.values.joined().filter { $0.round == round }
    }

    /// The register's name of a reporter; else its code.
    func name(of reporter: String) -> String {
        names[reporter] ?? reporter
    }

    /// The place of a reporter among all, ordered by name; who is not known stands before them.
    func rank(of reporter: String) -> Int { ranks[reporter] ?? -1 }

    /// Issues that wait for somebody; the counts by reporter, return, rule, round and table are of these too.
    var unsettled: SeverityCount { waiting.all }
    var issuesByReporter: [String: SeverityCount] { waiting.byReporter }
    var issuesByReturn: [String: SeverityCount] { waiting.byReturn }
    var issuesByRule: [String: SeverityCount] { waiting.byRule }
    /// By reporter, then round.
    var issuesByRound: [String: [String: SeverityCount]] { waiting.byRound }
    /// Of the current round, by reporter, then table.
    var issuesByTable: [String: [String: SeverityCount]] { waiting.byTable }

    /// Issues of a rule that wait for somebody. Of rules that share their id, those of their own table and field.
    func issues(of rule: RuleResult) -> Int {
        guard sharedRules.contains(rule.id), let table = rule.table else { return issuesByRule[rule.id]?.total ?? 0 }
        // Of what others of its id have found nothing is this one's.
        guard rule.failed > 0 else { return 0 }
        let place = UnsettledIssues.RulePlace(rule: rule.id, table: table, field: rule.field)
        return waiting.byRulePlace[place] ?? 0
    }

    /// A table's title; else its name.
    func title(ofTable table: String) -> String {
        result.definition.tables[table]?.title.text(in: language) ?? table
    }

    /// The file of a return; else its id.
    func file(of returnID: String) -> String {
        returnFiles[returnID] ?? returnID
    }

    /// What tells why a return is kept out: its first error about the file or the return, else its first error, else its first finding.
    func reason(of returnID: String) -> Finding? { reasons[returnID].map { result.issues[$0].finding } }

    /// The states of a reporter's returns of a round; empty where there are none.
    func states(of reporter: String, in round: String) -> Set<ReturnState> {
        returnStates[reporter]?[round] ?? []
    }

    /// The files beside the page that are in a folder and whose paths begin so, ordered; the folder of the run itself has no name.
    func files(in folder: String, beginning start: String = "") -> [String] {
        filesByFolder[Substring(folder), default: []].filter { $0.hasPrefix(start) }
    }

    /// Sheet and cell of an issue, as far as they are known, such as `Practices!B12`.
    static func place(of finding: Finding) -> String {
        [finding.shownSheet, finding.cell].compactMap(\.self).joined(separator: "!")
    }

    /// A field's title; else its name.
    func title(ofField field: String, in table: String) -> String {
        result.definition.tables[table]?.fields[field]?.title.text(in: language) ?? field
    }

    /// The reporters of the register of whom nothing of the current round was read, ordered by name.
    func missingReporters() -> [Reporter] {
        withoutReturn(in: [.live, .held])
    }

    /// The reporters of the register of whom all that was read of the current round is held back, ordered by name.
    func heldReporters() -> [Reporter] {
        let missing = Set(missingReporters().map(\.code))
        return withoutReturn(in: [.live]).filter { !missing.contains($0.code) }
    }

    private func withoutReturn(in states: Set<ReturnState>) -> [Reporter] {
        let reported = Set(
            result.returns.filter { states.contains($0.state) && $0.round == currentRound }.map(\.reporter))
        return Self.byName(result.reporters.filter { !reported.contains($0.code) }) { ($0.name, $0.code) }
    }

    /// Elements in the order of their names without case and accents, then of their codes: the same on every machine. Each name is folded once.
    private static func byName<Element>(
        _ elements: [Element], _ words: (Element) -> (name: String, code: String)
    ) -> [Element] {
        elements.map { element in
            let (name, code) = words(element)
            return (element, name.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil), code)
        }
        .sorted { ($0.1, $0.2) < ($1.1, $1.2) }.map(\.0)
    }
}
