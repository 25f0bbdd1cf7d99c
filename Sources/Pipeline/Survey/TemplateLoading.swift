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

    /// The questionnaires that were filled in beforehand: all files of the folder that the definition names. They are parts of the definition.
    mutating func prefilled(of definition: SurveyDefinition) -> [String] {
        guard let named = definition.prefilled else { return [] }
        guard let listing = try? Inbox(folder.appending(path: named.path), ignoring: []) else {
            report(
                "there is no folder '\(named.path)' in \(folder.lastPathComponent)",
                advice:
                    "Correct the name at `prefilled:`, or add the folder with the questionnaires as they were sent.",
                at: named.position)
            return []
        }
        for item in listing.refused {
            report(
                "the prefilled questionnaire '\(named.path)/\(item.path)' is not read: \(item.reason)",
                advice: "Put the file itself there, or take it out of the folder.", at: named.position)
        }
        let reading = SurveyReading(definition)
        return listing.files.compactMap { file -> String? in
            let name = "\(named.path)/\(file.path)"
            do {
                note(name, try Data(contentsOf: file.url))
                _ = try reading.open(path: file.location, name: file.name)
                return name
            } catch {
                report(
                    "the prefilled questionnaire '\(name)' cannot be read: \(error)",
                    advice: "Save it as a workbook (.xlsx) without a password or as CSV, or take it out of the folder.",
                    at: named.position)
                return nil
            }
        }
    }
}
