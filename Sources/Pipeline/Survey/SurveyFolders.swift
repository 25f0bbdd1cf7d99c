public import Foundation

/// What the folders in a folder of surveys are. All are told, since a survey that is left out in silence is missed by nobody.
public struct SurveyFolders: Sendable {
    /// What a folder is.
    enum Kind {
        /// A survey: it holds a `pipeline.yaml`.
        case survey
        /// A folder without one.
        case other
        /// Something that cannot be looked into, and may be a survey.
        case closed(PipelineError)
        /// No folder, or nothing at all.
        case noFolder
    }

    /// Those with a `pipeline.yaml`, ordered by name.
    public private(set) var surveys: [URL] = []
    /// Those that cannot be looked into, ordered by name, each with the reason and what to do.
    public private(set) var closed: [(folder: URL, error: PipelineError)] = []
    /// Those without a `pipeline.yaml`, which may be of something else, ordered by name.
    public private(set) var others: [URL] = []
    private let parent: URL

    /// Looks at what lies in a folder.
    ///
    /// - Throws: ``PipelineError`` of code `io` where it cannot be listed.
    init(in parent: URL) throws(PipelineError) {
        self.parent = parent
        for name in try Self.names(in: parent).sorted() {
            let folder = parent.appending(path: name, directoryHint: .isDirectory)
            switch Self.kind(of: folder) {
            case .survey: surveys.append(folder)
            case .closed(let error) where !Self.isPassedOver(name): closed.append((folder: folder, error: error))
            case .other where !Self.isPassedOver(name): others.append(folder)
            case .closed, .other, .noFolder: break
            }
        }
    }

    private static func names(in folder: URL) throws(PipelineError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder.path)
        } catch {
            throw PipelineError(
                .io,
                "\(folder.path) cannot be listed: \(error.localizedDescription) Mend its permissions, or mount what should be there."
            )
        }
    }

    /// - Throws: ``PipelineError`` of code `noInput` where there is no survey, nor anything that may be one.
    public func requireSome() throws(PipelineError) {
        guard surveys.isEmpty, closed.isEmpty else { return }
        throw PipelineError(
            .noInput,
            "There is no survey in \(parent.path): none of its folders holds a pipeline.yaml. Make one with canvass init, or mount what should be there."
        )
    }

    /// What is hidden is nobody's survey that is missed; nor is what a file system keeps for its own repair, where it is mounted here.
    private static func isPassedOver(_ name: String) -> Bool { name.hasPrefix(".") || name == "lost+found" }

    // MARK: - Looking

    /// What a folder is.
    static func kind(of folder: URL) -> Kind {
        switch look(at: folder.path) {
        case .closed(let error): return .closed(error)
        case .nothing, .found(isFolder: false): return .noFolder
        case .found(isFolder: true): break
        }
        switch look(at: folder.appending(path: "pipeline.yaml").path) {
        case .closed(let error): return .closed(error)
        case .nothing: return .other
        case .found: return .survey
        }
    }

    private enum Sight {
        case found(isFolder: Bool)
        case nothing
        case closed(PipelineError)
    }

    private static func look(at path: String) -> Sight {
        var status = stat()
        if stat(path, &status) == 0 { return .found(isFolder: status.st_mode & S_IFMT == S_IFDIR) }
        let code = errno
        guard code == ENOENT || code == ENOTDIR else { return refusal(path, String(cString: strerror(code))) }
        // What a link led to is gone, such as a disk that is not mounted: there was something.
        return lstat(path, &status) == 0 ? refusal(path, "it is a link that leads nowhere") : .nothing
    }

    private static func refusal(_ path: String, _ reason: String) -> Sight {
        .closed(
            PipelineError(
                .io,
                "\(path) cannot be looked at: \(reason). Mend its permissions, or mount what it leads to; what is no survey belongs elsewhere."
            ))
    }
}
