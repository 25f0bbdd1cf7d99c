import OrderedCollections
import SurveyModel
import Validate

/// The records of all bundles, by return, table and number.
struct RecordIndex: RecordSource {
    private let records: [String: [String: [Record]]]
    private let cells: [String: AnswerCells]
    private let survey: Survey

    init(_ bundles: [ReturnBundle], survey: Survey) {
        self.survey = survey
        var records: [String: [String: [Record]]] = [:]
        for bundle in bundles { records[bundle.id] = Dictionary(grouping: bundle.records, by: \.table) }
        self.records = records
        cells = Dictionary(bundles.map { ($0.id, AnswerCells($0.places)) }) { first, _ in first }
    }

    /// A finding about an answer that was not given, at the cell in which it would stand where the layout knows that.
    func placed(_ finding: Finding, returnID: String) -> Finding {
        guard finding.field != nil, let number = finding.record,
            let table = finding.table.flatMap({ survey.definition.tables[$0] }), let cells = cells[returnID],
            let record = record(number, table: table.name, returnID: returnID)
        else { return finding }
        return cells.placed(finding, in: record, of: table)
    }

    /// Records are numbered from 1 in the order in which a bundle holds them.
    func record(_ number: Int, table: String, returnID: String) -> Record? {
        guard let all = records[returnID]?[table], all.indices.contains(number - 1) else { return nil }
        return all[number - 1]
    }

    func label(of code: String, list: String, language: String) -> String? {
        survey.label(of: code, list: list, language: language)
    }
}
