import Extract
import Foundation
import Spreadsheets
import SurveyModel

/// The blank questionnaires of a survey.
extension SurveyLoader {
    /// What the newest version has where none is named.
    private static let usual = "template.xlsx"

    /// The blank questionnaires by the version's id. A file that is not there, or is none, is a fault of the definition.
    mutating func templates(of definition: SurveyDefinition) throws(PipelineError) -> [String: [Template]] {
        var templates: [String: [Template]] = [:]
        for version in definition.versions where !version.templates.isEmpty {
            for name in version.templates {
                guard let bytes = try SurveyFile.content(of: folder.appending(path: name)) else {
                    report(
                        "there is no blank questionnaire '\(name)' in \(folder.lastPathComponent)",
                        advice: "Correct the name at `template:`, or add the file.",
                        at: definition.position(ofTemplate: name))
                    continue
                }
                guard let template = template(name, bytes, of: definition) else { continue }
                templates[version.id, default: []].append(template)
            }
        }
        if let newest = definition.versions.first, newest.templates.isEmpty,
            let bytes = try SurveyFile.content(of: folder.appending(path: Self.usual))
        {
            templates[newest.id] = [template(Self.usual, bytes, of: definition)].compactMap(\.self)
        }
        return templates
    }

    private mutating func template(
        _ name: String, _ bytes: [UInt8], of definition: SurveyDefinition
    ) -> Template? {
        note(name, bytes)
        do {
            return try Template(
                Workbook.open(bytes: bytes, name: folder.appending(path: name).lastPathComponent), name: name,
                placeholders: definition.placeholders)
        } catch {
            report(
                "the blank questionnaire '\(name)' cannot be read: \(OwnFileFault.words(error))",
                advice: "Save it as a workbook (.xlsx) without a password.",
                at: definition.position(ofTemplate: name))
            return nil
        }
    }

    /// The questionnaires that were filled in beforehand: all files of the folder that the definition names. They are parts of the definition.
    mutating func prefilled(of definition: SurveyDefinition) throws(PipelineError) -> [String] {
        guard let named = definition.prefilled else { return [] }
        guard let listing = try listing(of: named.path) else {
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
        var names: [String] = []
        for file in listing.files {
            let name = "\(named.path)/\(file.path)"
            let bytes = try SurveyFile.requiredContent(of: file.url)
            note(name, bytes)
            do {
                if purpose == .everything { _ = try reading.open(bytes: bytes, name: file.name) }
                names.append(name)
            } catch {
                report(
                    "the prefilled questionnaire '\(name)' cannot be read: \(OwnFileFault.words(error))",
                    advice: "Save it as a workbook (.xlsx) without a password or as CSV, or take it out of the folder.",
                    at: named.position)
            }
        }
        return names
    }

    /// What is in the folder of prefilled questionnaires; nil where there is none.
    private func listing(of path: String) throws(PipelineError) -> Inbox? {
        do {
            return try Inbox(folder.appending(path: path), ignoring: [])
        } catch {
            guard let error = error as? PipelineError, error.code != .noInput else { return nil }
            throw error
        }
    }
}
