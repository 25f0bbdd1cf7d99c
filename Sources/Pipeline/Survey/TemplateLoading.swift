import Extract
import Foundation
import Spreadsheets
import SurveyModel

/// The blank questionnaires of a survey.
extension SurveyLoader {
    /// What the newest version has where none is named.
    private static let usual = "template.xlsx"

    /// The blank questionnaires by the version's id. A file that is not there or cannot be read is a fault of the definition.
    mutating func templates(of definition: SurveyDefinition) -> [String: [Template]] {
        var templates: [String: [Template]] = [:]
        for version in definition.versions where !version.templates.isEmpty {
            templates[version.id] = version.templates.compactMap { template($0, of: definition) }
        }
        if let newest = definition.versions.first, newest.templates.isEmpty,
            FileManager.default.fileExists(atPath: folder.appending(path: Self.usual).path)
        {
            templates[newest.id] = [template(Self.usual, of: definition)].compactMap(\.self)
        }
        return templates
    }

    private mutating func template(_ name: String, of definition: SurveyDefinition) -> Template? {
        let url = folder.appending(path: name)
        guard let data = try? Data(contentsOf: url) else {
            report(
                "there is no blank questionnaire '\(name)' in \(folder.lastPathComponent)",
                advice: "Correct the name at `template:`, or add the file.")
            return nil
        }
        note(name, data)
        do {
            return try Template(
                Workbook.open(path: url.path), name: name, placeholders: definition.placeholders)
        } catch {
            report(
                "the blank questionnaire '\(name)' cannot be read: \(error)",
                advice: "Save it as a workbook (.xlsx) without a password.")
            return nil
        }
    }
}
