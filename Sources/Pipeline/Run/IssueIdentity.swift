import Foundation
import OrderedCollections
import SurveyModel

/// Tells what makes an issue of a finding: what results may show of it, at its place, and the identity by which it is known from run to run.
struct IssueIdentity: Sendable {
    private let definition: SurveyDefinition
    private let privacy: PrivateFindings

    init(_ definition: SurveyDefinition) {
        self.definition = definition
        privacy = PrivateFindings(definition)
    }

    /// A finding as results show it.
    struct Known: Sendable {
        let finding: Finding
        /// What tells it from others; two that are alike have one.
        let identity: String
        /// The fingerprint of the first of this identity.
        let hash: String

        /// The fingerprint of one of this identity, by its number among them.
        func fingerprint(_ number: Int) -> String {
            number == 1 ? hash : IssueIdentity.hash("\(identity)\u{1F}\(number)")
        }

        /// The same in another version of its submission.
        func ofVersion(_ returnID: String) -> Known {
            let own = "\(identity)\u{1D}\(returnID)"
            return Known(finding: finding, identity: own, hash: IssueIdentity.hash(own))
        }
    }

    /// A finding in a return, at its place and without what is private.
    ///
    /// - Parameters:
    ///   - isOneOfSeveral: whether what it says is a part of its identity.
    ///   - records: the records of all returns.
    func known(_ finding: Finding, in item: Return, isOneOfSeveral: Bool, _ records: RecordIndex) -> Known {
        let finding = privacy.hidden(finding) { records.privateAnswers(of: item.id) }
        var identity = identity(
            of: finding, reporter: sender(of: item, of: finding), round: item.round,
            key: key(of: finding, returnID: item.id, records), value: finding.value ?? "")
        if isOneOfSeveral { identity += "\u{1F}" + finding.message.text(in: "en") }
        let placed = privacy.hidingSheets(records.placed(finding, returnID: item.id), of: item.file) {
            records.privateAnswers(of: item.id)
        }
        return Known(finding: placed, identity: identity, hash: Self.hash(identity))
    }

    /// A finding about a reporter that is in no return.
    func known(_ finding: Finding, reporter: String, round: String) -> Known {
        let finding = privacy.hidden(finding) { nil }
        let identity = identity(
            of: finding, reporter: reporter, round: round, key: key(of: finding, returnID: "", nil),
            value: finding.value ?? "")
        return Known(finding: finding, identity: identity, hash: Self.hash(identity))
    }

    /// The fingerprint that an issue would have if another value stood in its cell.
    func fingerprint(
        of issue: Issue, in item: Return?, ifValueWere value: String, _ records: RecordIndex
    ) -> String {
        let reporter = item.map { sender(of: $0, of: issue.finding) } ?? issue.reporter
        let key = key(of: issue.finding, returnID: issue.returnID, records)
        return Self.hash(identity(of: issue.finding, reporter: reporter, round: issue.round, key: key, value: value))
    }

    /// The fingerprint of a finding about a return as a whole whose value is like no other's of its rule, before all issues are known.
    func fingerprint(of finding: Finding, in item: Return) -> String {
        Self.hash(
            identity(
                of: finding, reporter: sender(of: item, of: finding), round: item.round, key: "",
                value: finding.value ?? ""))
    }

    /// Whose return it is, as an identity has it. A file that cannot be read is known by its content, for want of a reporter.
    ///
    /// Where a survey tells several bodies of a reporter apart, the body is a part of it, whether others have reported or not: the issue of one must not become
    /// that of another that is like it. Private answers are no part of it. Where the questionnaire may come in parts, so is the part, for what each of them
    /// has, such as the cover.
    private func sender(of item: Return, of finding: Finding) -> String {
        guard !item.reporter.isEmpty else { return item.id }
        var sender = item.reporter
        if !item.body.isEmpty {
            let values = item.body.split(separator: "\u{1F}", omittingEmptySubsequences: false)
            let told = zip(definition.reporters.distinguishedBy, values).map { field, value in
                definition.isPrivate(field.field, of: field.table) ? "" : value
            }
            if !told.allSatisfy(\.isEmpty) { sender += "\u{1D}" + told.joined(separator: "\u{1E}") }
        }
        if !item.part.isEmpty, finding.table.map({ !definition.reporters.parts.contains($0) }) ?? true {
            sender += "\u{1D}\u{1D}" + item.part
        }
        return sender
    }

    /// The fingerprint of an identity: 16 hex digits.
    static func hash(_ identity: String) -> String {
        Digest.start(of: Array(identity.utf8))
    }

    /// Of rule, reporter, round, table, the record's key, field and value as typed; not of a row's number, which changes with every edit. A private
    /// value is no part of it: whoever has the rest could try values until the hash fits.
    private func identity(of finding: Finding, reporter: String, round: String, key: String, value: String) -> String {
        [
            finding.rule, reporter, round, finding.table ?? "", key, finding.field ?? "",
            definition.isPrivate(finding.field, of: finding.table) ? value.hidden : value,
        ].joined(separator: "\u{1F}")
    }

    private func key(of finding: Finding, returnID: String, _ records: RecordIndex?) -> String {
        guard let table = finding.table.flatMap({ definition.tables[$0] }), let number = finding.record else {
            return ""
        }
        guard !table.key.isEmpty, let records,
            let record = records.record(number, table: table.name, returnID: returnID)
        else { return String(number) }
        let key = table.keyText(of: record)
        guard !key.isEmpty else { return String(number) }
        return key + repetition(of: finding, records.ordinal(of: number, in: table, returnID: returnID))
    }

    /// What tells a record from those before it that have its key, whether these have such an issue or not: when the issue of one goes, it leaves its
    /// fingerprint to none. Of a repeated key the first record is told nothing.
    private func repetition(of finding: Finding, _ ordinal: Int) -> String {
        let number = finding.rule == "table.duplicate-key" ? ordinal - 1 : ordinal
        return number > 1 ? "\u{1D}\(number)" : ""
    }
}
