public import Foundation

/// Finds surveys' folders by what the user calls them.
public enum SurveyFinder {
    /// The folder of a survey.
    ///
    /// - Parameter name: the name of a folder in `Pipelines/`, here or in a folder above, or a path.
    /// - Throws: ``PipelineError`` of code `noInput` with the surveys that there are.
    public static func folder(of name: String) throws -> URL {
        let manager = FileManager.default
        if name.contains("/") || name == "." {
            let folder = URL(filePath: name, directoryHint: .isDirectory).standardizedFileURL
            guard manager.fileExists(atPath: folder.appending(path: "pipeline.yaml").path) else {
                throw PipelineError(.noInput, "There is no survey in \(name): it holds no pipeline.yaml.")
            }
            return folder
        }
        if let pipelines = pipelines() {
            let folder = pipelines.appending(path: name, directoryHint: .isDirectory)
            if manager.fileExists(atPath: folder.appending(path: "pipeline.yaml").path) { return folder }
        }
        let known = (try? all().map(\.lastPathComponent)) ?? []
        let there =
            known.isEmpty
            ? "There is no Pipelines folder here or above." : "There are: \(known.joined(separator: ", "))."
        throw PipelineError(.noInput, "There is no survey '\(name)'. \(there)")
    }

    /// The folder that a new survey gets: in the `Pipelines` that is found here or above, else in a new one here.
    static func newFolder(of name: String) -> URL {
        let here = URL(filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory)
        let parent = pipelines() ?? here.appending(path: "Pipelines", directoryHint: .isDirectory)
        return parent.appending(path: name, directoryHint: .isDirectory)
    }

    /// The folders of all surveys in `Pipelines/`, ordered by name.
    public static func all() throws -> [URL] {
        guard let pipelines = pipelines() else {
            throw PipelineError(
                .noInput,
                "There is no folder Pipelines here or above. Run canvass in a project's folder, or name a survey by its path."
            )
        }
        return surveys(named: try FileManager.default.contentsOfDirectory(atPath: pipelines.path), in: pipelines)
    }

    /// The folders of the other surveys that lie beside one, ordered by name.
    public static func neighbours(of survey: URL) -> [URL] {
        let parent = survey.deletingLastPathComponent()
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
        return surveys(named: names.filter { $0 != survey.lastPathComponent }, in: parent)
    }

    private static func surveys(named names: [String], in folder: URL) -> [URL] {
        names.sorted().map { folder.appending(path: $0, directoryHint: .isDirectory) }
            .filter { FileManager.default.fileExists(atPath: $0.appending(path: "pipeline.yaml").path) }
    }

    /// Where results go when the user does not say: `Output` beside the `Pipelines` in which the survey is, else in the working directory.
    public static func output(for survey: URL) -> URL {
        let parent = survey.deletingLastPathComponent()
        let root =
            parent.lastPathComponent == "Pipelines"
            ? parent.deletingLastPathComponent() : URL(filePath: FileManager.default.currentDirectoryPath)
        return root.appending(path: "Output", directoryHint: .isDirectory)
    }

    private static func pipelines() -> URL? {
        var folder = URL(filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory)
        while true {
            let candidate = folder.appending(path: "Pipelines", directoryHint: .isDirectory)
            if FileManager.default.fileExists(atPath: candidate.path) { return candidate }
            guard folder.pathComponents.count > 1 else { return nil }
            folder.deleteLastPathComponent()
        }
    }
}
