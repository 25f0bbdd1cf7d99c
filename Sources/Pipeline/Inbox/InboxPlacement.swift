import Foundation
import SurveyModel

/// Where an inbox lies, as against its survey, the results of it, and other inboxes.
enum InboxPlacement {
    /// Whether a folder is another, or lies somewhere in it; links on the way to either are followed.
    static func contains(_ folder: URL, _ other: URL) -> Bool {
        real(other).starts(with: real(folder))
    }

    /// The path of a file in an inbox, as a run calls it; nil where it lies elsewhere. Links on the way to the file's folder and to the inbox are followed.
    static func path(of file: URL, in inbox: URL) -> String? {
        let folder = real(file.standardizedFileURL.deletingLastPathComponent())
        let start = real(inbox)
        guard folder.starts(with: start) else { return nil }
        return (folder.dropFirst(start.count) + [file.lastPathComponent]).joined(separator: "/")
    }

    /// Makes sure that a run reads nothing as a return that is none: neither what it writes, nor the survey's own files, which it would
    /// archive, and move away where the survey says `after: move`.
    ///
    /// - Parameters:
    ///   - inbox: the inbox.
    ///   - output: the folder of the survey's results, which need not be there yet.
    ///   - survey: the survey.
    /// - Throws: ``PipelineError`` of code `cannotWrite`; `DefinitionError` where the definition names an inbox with the survey's folder in it.
    static func requireApart(_ inbox: URL, output: URL, of survey: Survey) throws {
        if contains(inbox, survey.folder) {
            guard isNamed(inbox, by: survey) else {
                throw PipelineError(.cannotWrite, "The \(holdingSurvey(inbox)). \(adviceOnOption)")
            }
            throw DefinitionError(
                DefinitionDiagnostic(
                    file: "\(survey.name)/pipeline.yaml", position: survey.definition.inbox.position,
                    message: "the \(holdingSurvey(inbox))", advice: advice))
        }
        guard contains(inbox, output) else { return }
        throw PipelineError(
            .cannotWrite,
            "The results would go to \(output.path), which lies in the inbox \(inbox.path): the next run would read them as returns. Use --output or --inbox with a folder elsewhere."
        )
    }

    // MARK: - Words

    /// That an inbox holds the survey's folder, in a sentence without its article and full stop.
    static func holdingSurvey(_ inbox: URL) -> String {
        "inbox \(inbox.path) holds the survey's own folder, so that its definition and lists would be taken for returns"
    }

    /// What to do where the definition names such an inbox.
    static let advice = "Give returns a folder of their own, such as `path: inbox`."

    /// What to do where `--inbox` names such an inbox.
    static let adviceOnOption = "Use --inbox with a folder of its own."

    /// Whether an inbox is the one that the definition names.
    static func isNamed(_ inbox: URL, by survey: Survey) -> Bool {
        inbox.standardizedFileURL.path == survey.inbox.standardizedFileURL.path
    }

    /// The names on the way to a folder. What is not there yet is no link.
    private static func real(_ folder: URL) -> [String] {
        var existing = folder.standardizedFileURL
        var missing: [String] = []
        while !FileManager.default.fileExists(atPath: existing.path), existing.pathComponents.count > 1 {
            missing.insert(existing.lastPathComponent, at: 0)
            existing.deleteLastPathComponent()
        }
        return existing.resolvingSymlinksInPath().pathComponents + missing
    }
}
