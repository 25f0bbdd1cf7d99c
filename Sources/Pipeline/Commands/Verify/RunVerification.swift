import Foundation

/// Hashes the files of a run, and compares them with its `run.json`.
struct RunVerification {
    let id: String
    let folder: URL
    let ledger: RunsInLedger

    /// What is read of `run.json`.
    private struct Manifest: RunManifestMembers {
        let run: String
        let outputs: [String: String]
    }

    /// Verifies the run. One that is removed meanwhile, as `keep:` says, counts for none.
    ///
    /// - Throws: ``PipelineError`` where the process was told to stop.
    func verify(_ result: inout Verification) throws {
        let (files, differences) = try hashed()
        if !differences.isEmpty, ledger.isRemoved(id) { return }
        result.runs += 1
        result.files += files
        result.differences += differences
    }

    /// How many of its files were hashed, and what is not as it was published.
    private func hashed() throws -> (files: Int, differences: [Verification.Difference]) {
        guard let manifest = Manifest(in: folder) else {
            return (0, [.init(.run, "\(id) has no run.json that can be read.")])
        }
        var files = 0
        var differences: [Verification.Difference] = []
        var missing = manifest.outputs
        for path in Self.files(below: folder) where path != "run.json" {
            try Interruption.check(SurveyVerification.nothingChanged)
            guard let expected = missing.removeValue(forKey: path) else {
                differences.append(.init(.run, "\(id)/\(path) is none of the run's files."))
                continue
            }
            files += 1
            guard Self.kind(of: path, in: folder) == S_IFREG else {
                // What a link leads to may be anything tomorrow.
                differences.append(.init(.run, "\(id)/\(path) is no regular file."))
                continue
            }
            let actual = try? Digest.sha256(fileAt: folder.appending(path: path))
            guard actual != expected else { continue }
            differences.append(
                .init(
                    .run,
                    "\(id)/\(path) \(actual == nil ? "cannot be read" : "has been changed since it was published")."))
        }
        differences += missing.keys.sorted().map { .init(.run, "\(id)/\($0) is missing.") }
        return (files, differences)
    }

    /// What is below a folder and is none itself, as paths with `/`, in the order of their names. Links are not followed.
    static func files(below folder: URL) -> [String] {
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
        return paths.filter { path in kind(of: path, in: folder).map { $0 != S_IFDIR } ?? false }.sorted()
    }

    /// What kind of file it is; nil where there is none.
    private static func kind(of path: String, in folder: URL) -> mode_t? {
        var status = stat()
        return lstat("\(folder.path)/\(path)", &status) == 0 ? status.st_mode & S_IFMT : nil
    }
}
