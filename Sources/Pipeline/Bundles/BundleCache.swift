import Foundation
import StableStorage
import SurveyModel

/// Bundles as files, named by the hashes of content and definition, so that no return is read twice under one definition.
struct BundleCache: Sendable {
    private let folder: URL
    private let definition: String
    private let needsName: Bool

    /// - Parameters:
    ///   - output: the survey's output folder.
    ///   - readingHash: what the reading of a return depends on beside the return.
    ///   - needsName: whether the definition looks at a file's name.
    init(_ output: URL, readingHash: String, needsName: Bool = false) {
        self.needsName = needsName
        folder = output.appending(path: "bundles")
        definition = String(readingHash.prefix(16))
    }

    private func url(_ sha256: String) -> URL {
        folder.appending(path: "\(sha256)-\(definition).bundle")
    }

    /// The bundle of a content, if it was read under this definition and under this name: a CSV file's sheet carries the file's name, and
    /// overrides look at it.
    func bundle(_ sha256: String, name: String) -> ReturnBundle? {
        guard let data = try? Data(contentsOf: url(sha256)),
            let bundle = try? BundleReader.bundle(in: Array(data))
        else { return nil }
        let stem = URL(filePath: name).deletingPathExtension().lastPathComponent
        let needsName = needsName || bundle.format == "csv" || bundle.format == nil
        return bundle.sha256 == sha256 && (!needsName || bundle.name == stem) ? bundle : nil
    }

    /// Keeps a bundle.
    func keep(_ bundle: ReturnBundle) throws {
        do {
            try Folder.makeAlone(folder.path)
            // What the system loses with the power is read anew, and what it damages is noticed.
            try Folder.replace(url(bundle.sha256).path, with: BundleWriter.bytes(of: bundle), isDurable: false)
        } catch let error as FileSystemError {
            throw PipelineError(
                error.isDeviceFailure ? .io : .cannotWrite,
                "The bundle of a return: \(error). Check permissions and room on the disk."
            )
        }
    }

    /// Removes the bundles of other definitions, which can no longer be asked for.
    func prune() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for name in names where !name.hasSuffix("-\(definition).bundle") {
            try? FileManager.default.removeItem(at: folder.appending(path: name))
        }
    }
}
