public import Foundation

extension SurveyFinder {
    /// What a command line calls a survey, from here: its name where that is how the survey is found, else its path; in quotes
    /// where a shell would not take it for one word. A command that is told, such as `canvass decide ./parks …`, so finds this survey, and none of the same name elsewhere.
    public static func argument(for folder: URL) -> String {
        let path = Self.path(folder)
        if let pipelines = try? pipelines(), Self.path(pipelines.appending(path: folder.lastPathComponent)) == path {
            return UnitQuoting.shellWord(folder.lastPathComponent.onOneLine)
        }
        let here = Self.path(URL(filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory))
        if path == here { return "." }
        let above = here.hasSuffix("/") ? here : "\(here)/"
        return UnitQuoting.shellWord(
            (path.hasPrefix(above) ? "./\(path.dropFirst(above.count))" : path).onOneLine)
    }

    /// A path without a slash at its end.
    static func path(_ url: URL) -> String {
        let path = url.standardizedFileURL.path
        return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }
}

extension Survey {
    /// What a command line calls it, from here: see ``SurveyFinder/argument(for:)``.
    public var argument: String { SurveyFinder.argument(for: folder) }
}
