public import Foundation
import OrderedCollections
import Report
public import SurveyModel

/// What differs between two states of a survey: two published runs, or the last run and what the definition of today would make of its returns.
public struct RunDifference: Sendable {
    /// An issue of one of the two.
    public struct Item: Sendable, Hashable {
        /// The fingerprint.
        public let fingerprint: String
        /// The severity.
        public let severity: Severity
        /// The rule.
        public let rule: String
        /// The reporter's code; empty where not known.
        public let reporter: String
        /// Sheet and cell.
        public let place: String
        /// The sentence.
        public let message: String

        init(_ issue: PublishedIssue) {
            fingerprint = issue.fingerprint
            severity = issue.severity
            rule = issue.rule
            reporter = issue.reporter ?? ""
            place = issue.place
            message = issue.message
        }
    }

    /// What differs in the issues of a rule.
    public struct RuleDifference: Sendable {
        /// The rule.
        public let rule: String
        /// Issues of the later state alone.
        public let added: [Item]
        /// Issues of the earlier state alone.
        public let gone: [Item]
    }

    /// An issue that stands otherwise than it did.
    public struct StateChange: Sendable {
        /// The issue.
        public let issue: Item
        /// Where it stood.
        public let was: IssueState
        /// Where it stands.
        public let now: IssueState
    }

    /// An issue that is told in other words, or matters more or less than it did.
    public struct Rewording: Sendable {
        /// The issue as it was told.
        public let was: Item
        /// The issue as it is told.
        public let now: Item
    }

    /// The earlier state: a run's id.
    public let earlier: String
    /// The later state: a run's id, or `definition`.
    public let later: String
    /// Files of returns of the later state alone.
    public let newReturns: [String]
    /// Files of returns of the earlier state alone.
    public let goneReturns: [String]
    /// The rules whose issues differ, those with most first.
    public let rules: [RuleDifference]
    /// Issues of both whose state differs.
    public let states: [StateChange]
    /// Issues of both that are told otherwise: severity, message, what is expected or suggested.
    public let reworded: [Rewording]
    /// The rules that did otherwise, also those on trial.
    public let counts: [RuleCountDifference]
    /// The tables that differ.
    public let tables: [TableDifference]
    /// Files of the inbox that no run has received yet, which were left out; always 0 between two runs.
    public let notReceived: Int

    init(
        _ survey: Survey, from earlier: RunSnapshot, to later: RunSnapshot, notReceived: Int = 0
    ) throws {
        self.earlier = earlier.id
        self.later = later.id
        self.notReceived = notReceived
        newReturns = later.files.filter { earlier.files[$0.key] == nil }.map(\.value).sorted()
        goneReturns = earlier.files.filter { later.files[$0.key] == nil }.map(\.value).sorted()
        let before = Dictionary(earlier.issues.map { ($0.fingerprint, $0) }) { first, _ in first }
        let after = Dictionary(later.issues.map { ($0.fingerprint, $0) }) { first, _ in first }
        let added = Dictionary(grouping: later.issues.filter { before[$0.fingerprint] == nil }, by: \.rule)
        let gone = Dictionary(grouping: earlier.issues.filter { after[$0.fingerprint] == nil }, by: \.rule)
        rules = Set(added.keys).union(gone.keys).map { rule in
            RuleDifference(
                rule: rule, added: (added[rule] ?? []).map { Item($0) }, gone: (gone[rule] ?? []).map { Item($0) })
        }.sorted { ($1.added.count + $1.gone.count, $0.rule) < ($0.added.count + $0.gone.count, $1.rule) }
        states = later.issues.compactMap { issue in
            guard let was = before[issue.fingerprint]?.state, was != issue.state else { return nil }
            return StateChange(issue: Item(issue), was: was, now: issue.state)
        }
        reworded = later.issues.compactMap { issue in
            guard let was = before[issue.fingerprint], !issue.isTold(as: was) else { return nil }
            return Rewording(was: Item(was), now: Item(issue))
        }
        counts = RuleCountDifference.between(earlier.rules, later.rules)
        let names = OrderedSet(try Array(survey.definition.tables.keys) + earlier.tables() + later.tables())
        let predecessors = Self.predecessors(from: earlier, to: later)
        tables = try names.map { name in
            TableDifference(
                name, key: survey.definition.tables[name]?.key ?? [], predecessors: predecessors,
                from: try earlier.table(name), to: try later.table(name))
        }.filter { !$0.isEmpty }
    }

    /// By return of the later state, those of the earlier one whose place it has taken; or that have taken its place, since either run may be the one
    /// that came first.
    private static func predecessors(from earlier: RunSnapshot, to later: RunSnapshot) -> [String: [String]] {
        let pairs = later.successors.map { ($0.value, $0.key) } + earlier.successors.map { ($0.key, $0.value) }
        return Dictionary(grouping: pairs, by: \.0).mapValues { $0.map(\.1).sorted() }
    }

    /// Compares two published runs.
    ///
    /// - Parameters:
    ///   - survey: the survey.
    ///   - output: the folder in which its results have a folder.
    ///   - ids: the earlier and the later run; nil for the last two.
    /// - Throws: ``PipelineError`` of code `noInput` where there are no such runs, `io` where one cannot be read.
    public static func ofRuns(_ survey: Survey, output: URL, ids: (earlier: String, later: String)?) throws
        -> RunDifference
    {
        let history = RunHistory(output: output.appending(path: survey.name, directoryHint: .isDirectory))
        let known = try history.ids
        guard ids != nil || known.count >= 2 else {
            throw PipelineError(
                .noInput,
                "The survey \(survey.name) has \(known.count.counted("published run")); two are needed to compare.")
        }
        let pair = ids ?? (known[1], known[0])
        for id in [pair.earlier, pair.later] where !known.contains(id) {
            throw PipelineError(
                .noInput, "There is no run \(id). The last ones: \(known.prefix(5).joined(separator: ", ")).")
        }
        return try RunDifference(
            survey, from: RunSnapshot(id: pair.earlier, folder: history.folder(pair.earlier)),
            to: RunSnapshot(id: pair.later, folder: history.folder(pair.later)))
    }
}

/// A state of a survey, to be compared.
struct RunSnapshot {
    /// The run's id.
    let id: String
    /// The returns' files by id.
    let files: [String: String]
    /// The issues, in their order.
    let issues: [PublishedIssue]
    /// What the rules did.
    let rules: [LastRun.RuleCounts]
    /// The return that has taken a superseded one's place, by their ids.
    let successors: [String: String]
    /// The day on which it was made, by which decisions expire; nil where it was not published.
    let today: CalendarDay?
    /// The round that was named in place of the definition's current one; nil where none was.
    let namedRound: String?
    private let folder: URL

    /// A published run.
    ///
    /// - Throws: ``PipelineError`` of code `io` where one of its files cannot be read.
    init(id: String, folder: URL) throws {
        guard let manifest = try EarlierRun.Manifest.readable(in: folder) else {
            throw PipelineError(.io, "\(folder.path)/run.json is gone, or is not what a run has written.")
        }
        issues = try Self.reading("issues.json", in: folder) { try PublishedIssue.read(in: folder) }
        rules = try Self.reading("run.json", in: folder) { try LastRun.rules(in: folder) }
        successors = try Self.reading(ReturnsFile.path, in: folder) { try Successors.inRun(folder) ?? [:] }
        self.id = id
        self.folder = folder
        today = manifest.today.flatMap { CalendarDay($0) }
        namedRound = manifest.namedRound
        files = Dictionary(manifest.inputs.map { ($0.return, $0.file) }) { first, _ in first }
    }

    private static func reading<Content>(
        _ name: String, in folder: URL, _ read: () throws -> Content
    ) throws -> Content {
        do {
            return try read()
        } catch let error as PipelineError {
            throw error
        } catch {
            throw PipelineError(.io, "\(folder.path)/\(name) cannot be read: \(OwnFileFault.words(error)).")
        }
    }

    /// What was assembled and not published; its dataset lies in `folder`.
    init(id: String, _ result: RunResult, folder: URL) {
        self.id = id
        self.folder = folder
        today = nil
        namedRound = nil
        let language = result.definition.language
        issues = result.issues.map { PublishedIssue($0, language: language) }
        rules = result.rules.map { LastRun.RuleCounts($0) }
        files = Dictionary(result.returns.map { ($0.id, $0.file) }) { first, _ in first }
        let superseded = result.returns.compactMap { item in item.supersededBy.map { (item.id, $0) } }
        successors = Dictionary(superseded) { first, _ in first }
    }

    /// The names of the dataset's tables.
    ///
    /// - Throws: ``PipelineError`` of code `io` where they cannot be listed.
    func tables() throws(PipelineError) -> [String] { try PublishedTable.names(in: folder) }

    /// A table of the dataset.
    ///
    /// - Throws: ``PipelineError`` of code `io` where it cannot be read.
    func table(_ name: String) throws -> PublishedTable {
        let file = "dataset/\(name).csv"
        return try Self.reading(file, in: folder) { try PublishedTable(folder.appending(path: file)) }
    }
}

extension PublishedIssue {
    /// Whether people are told the same.
    fileprivate func isTold(as other: PublishedIssue) -> Bool {
        (severity, message, expected, suggestion) == (other.severity, other.message, other.expected, other.suggestion)
    }

    /// An issue as the issue files would tell it.
    fileprivate init(_ issue: Issue, language: String) {
        let finding = issue.finding
        self.init(
            fingerprint: issue.fingerprint, severity: finding.severity, rule: finding.rule, reporter: issue.reporter,
            round: issue.round, return: issue.returnID, table: finding.table, record: finding.record,
            field: finding.field, sheet: finding.shownSheet, cell: finding.cell, value: finding.value, seen: nil,
            expected: finding.expected?.text(in: language), message: finding.message.text(in: language),
            suggestion: finding.suggestion?.text(in: language),
            state: issue.state)
    }
}
