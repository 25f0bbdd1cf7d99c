import Foundation

/// Hashes the files of a run, and compares them with its `run.json`.
struct RunVerification {
    let id: String
    let folder: URL

    /// What is read of `run.json`.
    private struct Manifest: Decodable {
        let run: String
        let outputs: [String: String]
    }

    func verify(_ result: inout Verification) {
        result.runs += 1
        guard let data = try? Data(contentsOf: folder.appending(path: "run.json")),
            let manifest = try? JSONDecoder().decode(Manifest.self, from: data)
        else {
            result.differences.append(.init(.run, "\(id) has no run.json that can be read."))
            return
        }
        var missing = manifest.outputs
        for path in Self.files(below: folder) where path != "run.json" {
            guard let expected = missing.removeValue(forKey: path) else {
                result.differences.append(.init(.run, "\(id)/\(path) is none of the run's files."))
                continue
            }
            result.files += 1
            let actual = try? Digest.sha256(fileAt: folder.appending(path: path))
            guard actual != expected else { continue }
            result.differences.append(
                .init(
                    .run,
                    "\(id)/\(path) \(actual == nil ? "cannot be read" : "has been changed since it was published")."))
        }
        result.differences += missing.keys.sorted().map { .init(.run, "\(id)/\($0) is missing.") }
    }

    /// The files below a folder, as paths with `/`, in the order of their names.
    static func files(below folder: URL) -> [String] {
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
        return paths.filter { path in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: folder.appending(path: path).path, isDirectory: &isFolder)
                && !isFolder.boolValue
        }.sorted()
    }
}
