import OrderedCollections
import SurveyModel

/// Answers that fill their cell to the last character that a workbook holds: a text that was longer, as those of text files may be, was cut when it was put
/// there.
enum FullCells {
    /// Excel holds 32,767 characters (UTF-16) in a cell. One less is left where the last that would have fitted takes two; more than that was not cut.
    private static let full = 32_766...32_767

    /// What is told of the answers of a workbook. O(number of answers).
    static func findings(in records: [RawRecord], _ definition: SurveyDefinition) -> [Finding] {
        var counts: [String: Int] = [:]
        var findings: [Finding] = []
        for record in records {
            counts[record.table, default: 0] += 1
            for (index, entry) in record.entries.enumerated() {
                guard let entry, case .text(let text) = entry.value, text.utf8.count >= full.lowerBound,
                    full.contains(text.utf16.count), let table = definition.tables[record.table]
                else { continue }
                findings.append(
                    Finding(
                        rule: MessageKey.fileFullCell.rawValue, severity: .warning, message: .own(.fileFullCell),
                        table: record.table, record: counts[record.table], field: table.fields.values[index].name,
                        sheet: entry.origin.sheet, cell: entry.origin.cell))
            }
        }
        return findings
    }
}
