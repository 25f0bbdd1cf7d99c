import Foundation

/// What somebody wants to know of a published run's `run.json`, by the names that it has there.
protocol RunManifestMembers: Decodable {}

extension RunManifestMembers {
    /// Nil where the file cannot be read, or lacks what is wanted.
    init?(in folder: URL) {
        guard let data = try? Data(contentsOf: folder.appending(path: "run.json")),
            let members = try? JSONDecoder().decode(Self.self, from: data)
        else { return nil }
        self = members
    }
}
