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
    ///
    /// - Parameters:
    ///   - record: the record, with what decisions have put into it.
    ///   - id: which it is.
    ///   - table: its table.
    ///   - blank: where the answer to a field would stand that was not given; the record's first cell where that is nil.
    public func marked(
        _ record: Record, _ id: RecordID, in table: TableDefinition, blank: (_ field: String) -> Origin?
    ) -> Record {
        var record = record
        for field in blanked[id]?.keys ?? [] {
            guard let index = table.index(of: field) else { continue }
            let entry = record.entries[index]
            record.entries[index] = Entry(
                value: nil, status: ObservationStatus.keptOut, raw: entry?.raw ?? .text(""),
                origin: entry?.origin ?? blank(field) ?? record.anchor,
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
