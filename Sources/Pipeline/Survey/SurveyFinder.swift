public import Foundation
import StableStorage

/// Finds surveys' folders by what the user calls them.
public enum SurveyFinder {
    /// The folder of a survey.
    ///
    /// - Parameter name: the name of a folder in `Pipelines/`, here or in a folder above, or a path; of one word too, where `Pipelines/` has no such folder.
    /// - Throws: ``PipelineError`` of code `noInput` with the surveys that there are; of code `io` where the folder cannot be looked into,
    ///   or one in which `Pipelines` may be.
    public static func folder(of name: String) throws -> URL {
        if name.contains("/") || name == "." {
            let folder = URL(filePath: name, directoryHint: .isDirectory).standardizedFileURL
            guard try isSurvey(folder) else {
                throw PipelineError(.noInput, "There is no survey in \(name): it holds no pipeline.yaml.")
            }
            return folder
        }
        let pipelines = try pipelines()
        if let folder = pipelines?.appending(path: name, directoryHint: .isDirectory), try isSurvey(folder) {
            return folder
        }
        if !name.isEmpty {
            let here = URL(filePath: name, directoryHint: .isDirectory).standardizedFileURL
            if try isSurvey(here) { return here }
        }
        let known = (try? all().map(\.lastPathComponent)) ?? []
        let there =
            switch (pipelines, known.isEmpty) {
            case (nil, _): "There is no Pipelines folder here or above."
            case (let pipelines?, true): "There is none in \(pipelines.path)."
            case (_, false): "There are: \(known.joined(separator: ", "))."
            }
        throw PipelineError(.noInput, "There is no survey '\(name)'. \(there)")
    }

    /// The folders of the surveys that were named, each once, by whatever words, in the order of the names.
    ///
    /// - Throws: as ``folder(of:)``.
    public static func folders(named names: [String]) throws -> [URL] {
        var known: Set<String> = []
        return try names.map(folder).filter {
            // By its own name as well: a link beside a survey is a survey whose results lie elsewhere.
            known.insert("\($0.lastPathComponent)/\($0.resolvingSymlinksInPath().path)").inserted
        }
    }

    /// The folders of the surveys that were named, each looked up by itself: where several were named, one that is no survey by now is not the others' trouble.
    ///
    /// - Returns: the folders, and for each other name the one in which it was looked for, with what is wrong.
    /// - Throws: as ``folder(of:)``, where only one was named.
    public static func found(named names: [String]) throws -> (
        surveys: [URL], closed: [(folder: URL, error: PipelineError)]
    ) {
        guard names.count > 1 else { return (try folders(named: names), []) }
        var known: [String] = []
        var closed: [(folder: URL, error: PipelineError)] = []
        for name in names {
            do {
                _ = try folder(of: name)
                known.append(name)
            } catch let error as PipelineError where !name.isEmpty {
                let folder =
                    try name.contains("/")
                    ? URL(filePath: name, directoryHint: .isDirectory).standardizedFileURL : newFolder(of: name)
                if !closed.contains(where: { $0.folder.path == folder.path }) { closed.append((folder, error)) }
            }
        }
        return (try folders(named: known), closed)
    }

    private static func isSurvey(_ folder: URL) throws -> Bool {
        switch SurveyFolders.kind(of: folder) {
        case .survey: true
        case .other, .noFolder: false
        case .closed(let error): throw error
        }
    }

    /// The folder that a new survey gets: in the `Pipelines` that is found here or above, else in a new one here.
    ///
    /// - Throws: ``PipelineError`` of code `io` where it cannot be told whether there is one.
    static func newFolder(of name: String) throws(PipelineError) -> URL {
        let here = URL(filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory)
        let found = try pipelines()
        let parent = found ?? here.appending(path: "Pipelines", directoryHint: .isDirectory)
        return parent.appending(path: name, directoryHint: .isDirectory)
    }

    /// The folders of all surveys in `Pipelines/`, ordered by name; none that cannot be looked into.
    ///
    /// - Throws: ``PipelineError`` of code `noInput` where there is no folder `Pipelines` here or above, `io` where it cannot be listed, or it cannot
    ///   be told whether there is one.
    public static func all() throws -> [URL] { try folders().surveys }

    /// What the folders in `Pipelines/` are.
    ///
    /// - Throws: ``PipelineError`` of code `noInput` where there is no folder `Pipelines` here or above, `io` where it cannot be listed, or it cannot
    ///   be told whether there is one.
    public static func folders() throws -> SurveyFolders {
        guard let pipelines = try pipelines() else {
            throw PipelineError(
                .noInput,
                "There is no folder Pipelines here or above. Run canvass in a project's folder, or name a survey by its path."
            )
        }
        return try SurveyFolders(in: pipelines)
    }

    /// The folders of the other surveys that lie beside one, ordered by name.
    public static func neighbours(of survey: URL) -> [URL] {
        let folders = try? SurveyFolders(in: survey.deletingLastPathComponent())
        return folders?.surveys.filter { $0.lastPathComponent != survey.lastPathComponent } ?? []
    }

    /// Where results go when the user does not say: `Output` beside the `Pipelines` in which the survey is, else in the working directory.
    public static func output(for survey: URL) -> URL {
        output(for: survey, from: URL(filePath: FileManager.default.currentDirectoryPath))
    }

    /// Where they go for a command that is given in a folder.
    static func output(for survey: URL, from here: URL) -> URL {
        let parent = survey.deletingLastPathComponent()
        let root = parent.lastPathComponent == "Pipelines" ? parent.deletingLastPathComponent() : here
        return root.appending(path: "Output", directoryHint: .isDirectory)
    }

    /// The folder `Pipelines` that is nearest, here or above; nil where there is none.
    ///
    /// - Throws: ``PipelineError`` of code `io` where none is found and a folder on the way may not be entered, such as one that another account owns since it
    ///   was restored: that there is none in it must not be said.
    static func pipelines() throws(PipelineError) -> URL? {
        var folder = URL(filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory)
        var closed: PipelineError?
        while true {
            let candidate = folder.appending(path: "Pipelines", directoryHint: .isDirectory)
            do {
                if try Folder.holds(candidate.path) { return candidate }
            } catch {
                closed = closed ?? Self.closed(folder, error)
            }
            guard folder.pathComponents.count > 1 else { break }
            folder.deleteLastPathComponent()
        }
        if let closed { throw closed }
        return nil
    }

    private static func closed(_ folder: URL, _ error: FileSystemError) -> PipelineError {
        PipelineError(
            .io,
            "It cannot be told whether there is a folder Pipelines in \(folder.path): \(error.reason). Mend its owner and permissions, run canvass as the account that may enter it, or in a project's folder."
        )
    }
}
