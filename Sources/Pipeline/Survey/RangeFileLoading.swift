import CodeLists
import Foundation
import OrderedCollections
import SurveyModel

/// The ranges that plausibility checks take from CSV files of the survey. They are held to what is demanded of ranges that stand in the definition: a
/// group that no record can have would switch its check off in silence.
extension SurveyLoader {
    /// The tables of ranges by file name. What is wrong with one is a diagnostic at its line.
    mutating func rangeFiles(
        of definition: SurveyDefinition, _ lists: OrderedDictionary<String, CodeList>
    ) throws(PipelineError) -> [String: RangeTable] {
        var tables: [String: RangeTable] = [:]
        var groups: [String: [FieldDefinition]] = [:]
        for table in definition.tables.values {
            for check in table.checks.plausibility {
                guard let file = check.limits.file else { continue }
                let fields = check.by.compactMap { table.fields[$0] }
                if let first = groups[file] {
                    checkGroups(first, fields, of: file, at: check.limits.filePosition)
                    continue
                }
                groups[file] = fields
                tables[file] = try ranges(file, by: fields, lists, named: check.limits.filePosition)
            }
        }
        return tables
    }

    /// One file has one kind of groups: by other fields, or by codes of other lists, nothing would be found in it.
    private mutating func checkGroups(
        _ first: [FieldDefinition], _ fields: [FieldDefinition], of file: String, at position: SourcePosition
    ) {
        let areAlike = first.elementsEqual(fields) { $0.name == $1.name && $0.codeList == $1.codeList }
        guard !areAlike else { return }
        report(
            "'\(file)' has the ranges of another check, which are by other fields or other code lists",
            advice: "Give each of the two checks a file of its own.", at: position)
    }

    private mutating func ranges(
        _ file: String, by fields: [FieldDefinition], _ lists: OrderedDictionary<String, CodeList>,
        named position: SourcePosition
    ) throws(PipelineError) -> RangeTable? {
        guard let content = try read(file, position: position, in: "pipeline.yaml"),
            let rows = table(file, content.bytes, needing: fields.map(\.name) + ["minimum", "maximum"])
        else { return nil }
        var ranges = RangeTable()
        var lines: [[String]: Int] = [:]
        for row in rows {
            let group = fields.map { row.fields[$0.name] ?? "" }
            for (field, text) in zip(fields, group) { checkCodes(text, of: field, lists, row, in: file) }
            if let first = lines[group] {
                report(
                    "the range of '\(group.joined(separator: ", ").onOneLine)' is given twice (first on line \(first))",
                    advice: "Keep one of the two lines.", at: row.position, in: file)
            } else {
                lines[group] = row.line
            }
            ranges[group] = range(of: row, in: file)
        }
        return ranges
    }

    /// Tells of a value of a group that no record can have.
    private mutating func checkCodes(
        _ text: String, of field: FieldDefinition, _ lists: OrderedDictionary<String, CodeList>, _ row: RegisterRow,
        in file: String
    ) {
        guard !text.isEmpty else {
            report(
                "a range has nothing in the column `\(field.name)`",
                advice: "Say of which group it is: one without a range is not looked at.", at: row.position, in: file)
            return
        }
        guard let name = field.codeList, let list = lists[name] else { return }
        for code in field.codes(in: text) where list[code] == nil {
            let named = NamedCode(list: name, code: code, source: "a range names", position: row.position)
            report(
                named.fault, advice: named.advice(list, survey: SurveyFinder.argument(for: folder)), at: row.position,
                in: file)
        }
    }

    private mutating func range(of row: RegisterRow, in file: String) -> ValueRange {
        let texts = [row.fields["minimum"], row.fields["maximum"]].compactMap(\.self)
        let range = ValueRange(
            minimum: row.fields["minimum"].flatMap { Double($0) }, maximum: row.fields["maximum"].flatMap { Double($0) }
        )
        if texts.isEmpty || texts.contains(where: { Double($0)?.isFinite != true }) {
            report(
                "a range has no number in `minimum` or `maximum`",
                advice: "Write numbers with a decimal point; one of the two may stay empty.", at: row.position,
                in: file)
        } else if let least = range.minimum, let most = range.maximum, least > most {
            report(
                "a range's `minimum`, \(Value.shortest(least)), is above its `maximum`, \(Value.shortest(most))",
                advice: "Correct one of the two: no value is within both.", at: row.position, in: file)
        }
        return range
    }
}

extension RegisterRow {
    /// Where it stands in its file.
    fileprivate var position: SourcePosition { SourcePosition(line: line, column: 1) }
}
