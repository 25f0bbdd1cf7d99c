import OrderedCollections
public import SurveyModel

/// What the survey's policy makes of published values on which open issues stand.
extension Disposition {
    /// The method by which lineage knows a value that was kept out.
    static let blankedMethod = "kept-out"

    /// The records whose values the policy keeps out or marks.
    public var marked: Set<RecordID> { Set(blanked.keys).union(flagged.keys) }

    /// A record as it is published: without the values that are kept out, and with the mark beside those that are not validated.
    ///
    /// A status that is there already stays: it is what the reporter says of the value.
    public func marked(_ record: Record, _ id: RecordID, in table: TableDefinition) -> Record {
        var record = record
        for field in blanked[id]?.keys ?? [] {
            guard let index = table.index(of: field) else { continue }
            let entry = record.entries[index]
            record.entries[index] = Entry(
                value: nil, status: ObservationStatus.keptOut, raw: entry?.raw ?? .text(""),
                origin: entry?.origin ?? record.anchor,
                normalisation: Normalisation(method: Self.blankedMethod, confidence: 1))
        }
        for field in flagged[id] ?? [] {
            guard let index = table.index(of: field), var entry = record.entries[index], entry.value != nil,
                entry.status == nil
            else { continue }
            entry.status = ObservationStatus.unvalidated
            record.entries[index] = entry
        }
        return record
    }
}
