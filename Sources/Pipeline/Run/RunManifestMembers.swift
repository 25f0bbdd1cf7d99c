import Foundation

/// What somebody wants to know of a published run's `run.json`, by the names that it has there.
protocol RunManifestMembers: Decodable {}

extension RunManifestMembers {
    /// Nil where the file cannot be read, or lacks what is wanted.
    init?(in folder: URL) {
        guard let members = try? Self.readable(in: folder) else { return nil }
        self = members
    }

    /// Nil where there is no such file, or it lacks what is wanted.
    ///
    /// - Throws: ``PipelineError`` of code `io` where it is there and cannot be read.
    static func readable(in folder: URL) throws(PipelineError) -> Self? {
        let bytes = try SurveyFile.content(of: folder.appending(path: "run.json"))
        return bytes.flatMap { try? JSONDecoder().decode(Self.self, from: Data($0)) }
    }
}
