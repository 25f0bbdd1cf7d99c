import Load
import OrderedCollections
import SurveyModel
import Validate

/// Values that decisions put in the place of those that were typed.
struct Corrections {
    /// A field of a record of a return.
    struct Place: Hashable {
        let record: RecordID
        let field: String
    }

    /// The method by which lineage knows a decided value.
    static let method = "decision"

    private let survey: Survey
    private let values: DecidedValues
    /// The bundles as they were read.
    private let typed: RunBundles
    /// The records that were changed, with what was typed still beside the new values.
    private(set) var records: OrderedDictionary<RecordID, Record> = [:]
    /// The line that gave each place its value.
    private(set) var lines: [Place: DecisionLine] = [:]
    /// Two lines that give one place different values.
    private(set) var contradictions: [(earlier: DecisionLine, later: DecisionLine, issue: Issue)] = []
    private let index: RecordIndex

    init(_ survey: Survey, typed: RunBundles, index: RecordIndex) {
        self.survey = survey
        self.typed = typed
        self.index = index
        values = DecidedValues(survey)
    }

    /// The returns that were changed.
    var returns: Set<String> { Set(records.keys.map(\.returnID)) }

    /// Puts a decision's value in its place. Of two lines about one place, the later in the file counts.
    ///
    /// - Returns: why it cannot be done; nil where it was.
    mutating func apply(_ line: DecisionLine, to issue: Issue) -> DecidedValues.Refusal? {
        let finding = issue.finding
        guard let decision = line.decision, let name = finding.table, let number = finding.record,
            let table = survey.definition.tables[name], let field = finding.field, let index = table.index(of: field),
            let record = record(number, name, issue.returnID)
        else {
            return DecidedValues.Refusal(
                reason: .own(.decisionValueNoPlace), expected: nil)
        }
        let id = RecordID(returnID: issue.returnID, table: name, number: number)
        let decided: DecidedValues.Value
        do {
            decided = try values.value(of: decision, on: finding, current: record.entries[index]?.value)
        } catch {
            return error
        }
        let place = Place(record: id, field: field)
        if let other = lines[place], !Self.isAdded(decided, by: decision, to: other) {
            let entry = record.entries[index]
            let isSame = entry?.value == decided.value
            // A line about an issue that the corrected value has raised goes on from it, and is in its place.
            let isNext =
                entry?.normalisation?.method == Self.method
                && finding.value == entry.flatMap { words(of: $0, by: other) }
            if !isSame, !isNext {
                let (earlier, later) = other.line < line.line ? (other, line) : (line, other)
                contradictions.append((earlier, later, issue))
                guard other.line < line.line else { return nil }
            }
        }
        lines[place] = line
        let origin = self.index.origin(of: field, in: number, of: table, returnID: issue.returnID) ?? record.anchor
        records[id] = Self.setting(decided, at: index, standingAt: origin, in: record)
        return nil
    }

    /// Whether an acceptance adds its code to those of another: of several codes each has its own.
    private static func isAdded(
        _ decided: DecidedValues.Value, by decision: Decision, to other: DecisionLine
    ) -> Bool {
        guard case .codes? = decided.value else { return false }
        return decision.action == .accept && other.decision?.action == .accept
    }

    /// A record as it stands with the decisions so far.
    private func record(_ number: Int, _ table: String, _ returnID: String) -> Record? {
        if let changed = records[RecordID(returnID: returnID, table: table, number: number)] { return changed }
        return index.record(number, table: table, returnID: returnID)
    }

    private static func setting(
        _ decided: DecidedValues.Value, at index: Int, standingAt origin: Origin, in record: Record
    ) -> Record {
        var record = record
        let entry = record.entries[index]
        record.entries[index] = Entry(
            value: decided.value, status: decided.status, raw: entry?.raw ?? .text(""),
            origin: entry?.origin ?? origin, normalisation: Normalisation(method: method, confidence: 1))
        return record
    }

    /// What is said to stand where a decision gave a value, or a mark that there is none.
    private func words(of entry: Entry, by line: DecisionLine?) -> String? {
        if let value = entry.value { return value.text }
        // Where it is the very mark that was typed, the issue that was decided on is found again, and stays open.
        let mark = line?.decision?.value ?? ""
        return mark.isEmpty ? entry.status : mark
    }

    /// The changed records, for the store.
    var staged: [StagedRecord] { records.map { StagedRecord(returnID: $0.key.returnID, record: $0.value) } }

    // MARK: - Bundles

    /// The bundles as if what was decided had been typed: what is checked again, so that findings name the value that they are about.
    func checked() -> RunBundles {
        typed.replacing(
            records.lazy.map { id, record in
                var record = record
                let fields = survey.definition.tables[id.table]?.fields.keys.elements ?? []
                for (index, entry) in record.entries.enumerated() where entry?.normalisation?.method == Self.method {
                    guard let entry, fields.indices.contains(index) else { continue }
                    let line = lines[Place(record: id, field: fields[index])]
                    record.entries[index] = Entry(
                        value: entry.value, status: entry.status, raw: .text(words(of: entry, by: line) ?? ""),
                        origin: entry.origin, normalisation: entry.normalisation)
                }
                return (key: id, value: record)
            })
    }
}
