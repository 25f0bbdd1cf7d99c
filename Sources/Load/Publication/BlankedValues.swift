import OrderedCollections
import SurveyModel

extension SurveyDefinition {
    /// Everything that an open issue may do in this survey.
    private var actions: Set<IssueAction> { Set(policy.values).union(ruleActions.values) }

    /// Whether an open issue may keep out a value, and not its record.
    var blanksValues: Bool { actions.contains(.blank) }

    /// Whether an open issue may leave its mark beside a value.
    var marksValues: Bool { blanksValues || actions.contains(.flag) }
}

/// The values that were kept out of records which are published: each with what was typed, and why.
struct BlankedValues: PublishedTable {
    private let publication: Publication

    init(_ publication: Publication) {
        self.publication = publication
    }

    var path: String { "rejected/blanked-values.csv" }

    var header: [String] {
        ["reporter", "round", "return", "table", "record", "field", "sheet", "cell", "typed", "reasons"]
    }

    func append(_ item: Return, _ records: [Record], at places: [FieldPlace], to lines: inout CSVText) {
        let language = publication.definition.language
        for record in records {
            guard let table = publication.definition.tables[record.table] else { continue }
            let id = RecordID(returnID: item.id, table: table.name, number: record.number)
            guard let blanked = publication.disposition.blanked[id],
                publication.disposition.outcome(of: id) == .published
            else { continue }
            for (field, issues) in blanked.sorted(by: { $0.key < $1.key }) {
                let entry = table.index(of: field).flatMap { record.entries[$0] }
                let isPrivate = table.fields[field]?.isPrivate ?? false
                let typed = isPrivate ? PrivateAnswers.mark : entry?.raw.text ?? ""
                let origin = entry?.origin ?? record.anchor
                let reasons = issues.map { "\($0.finding.rule): \($0.finding.message.text(in: language))" }
                lines.append([
                    item.reporter, item.round, item.id, table.name, String(record.number), field, origin.sheet,
                    origin.cell, typed, reasons.joined(separator: " | "),
                ])
            }
        }
    }
}
