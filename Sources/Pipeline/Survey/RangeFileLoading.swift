import Foundation
import OrderedCollections
import SurveyModel

/// The ranges that plausibility checks take from CSV files of the survey.
extension SurveyLoader {
    /// The tables of ranges by file name. What is wrong with one is a diagnostic at its line.
    mutating func rangeFiles(of definition: SurveyDefinition) throws(PipelineError) -> [String: RangeTable] {
        var tables: [String: RangeTable] = [:]
        for check in definition.tables.values.flatMap(\.checks.plausibility) {
            guard let file = check.limits.file, tables[file] == nil else { continue }
            tables[file] = try ranges(file, by: check.by, check.limits.filePosition)
        }
        return tables
    }

    private mutating func ranges(
        _ file: String, by: [String], _ position: SourcePosition
    ) throws(PipelineError) -> RangeTable? {
        guard let bytes = try SurveyFile.content(of: folder.appending(path: file)) else {
            report(
                "there is no file '\(file)' in \(folder.lastPathComponent)",
                advice: "Paths are relative to the survey's folder; correct the name, or add the file.", at: position)
            return nil
        }
        note(file, bytes)
        do {
            var table = RangeTable()
            for row in try RegisterRow.read(
                bytes, file: "\(folder.lastPathComponent)/\(file)", needing: by + ["minimum", "maximum"])
            {
                let texts = [row.fields["minimum"], row.fields["maximum"]].compactMap(\.self)
                if texts.contains(where: { Double($0)?.isFinite != true }) || texts.isEmpty {
                    report(
                        "line \(row.line) of '\(file)' has no number in `minimum` or `maximum`",
                        advice: "Write numbers with a decimal point; one of the two may stay empty.", at: position)
                }
                table[by.map { row.fields[$0] ?? "" }] = ValueRange(
                    minimum: row.fields["minimum"].flatMap { Double($0) },
                    maximum: row.fields["maximum"].flatMap { Double($0) })
            }
            return table
        } catch let error as DefinitionError {
            for diagnostic in error.diagnostics { report(diagnostic.message, advice: diagnostic.advice, at: position) }
        } catch {
            report("'\(file)' cannot be read: \(error)", advice: "Save it as CSV in UTF-8 with commas.", at: position)
        }
        return nil
    }
}
