import Foundation
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
        try keep(BundleWriter.bytes(of: bundle), of: bundle.sha256)
    }

    /// Keeps a bundle's file.
    func keep(_ bytes: [UInt8], of sha256: String) throws {
        try write(Data(bytes), to: url(sha256))
        try? FileManager.default.removeItem(at: mark(sha256))
    }

    // MARK: - Failures

    /// A mark in the place of a bundle: the content's worker failed once.
    private func mark(_ sha256: String) -> URL {
        folder.appending(path: "\(sha256)-\(definition).failed")
    }

    /// Whether this content's worker has failed before, under this definition and in this build of the program.
    ///
    /// A failure is believed at the second time: it may lie in the file, or in the machine, such as somebody who ended the process. Then it
    /// is kept like any other bundle, so that a file which crashes the parser costs two nights and not all.
    func hasFailed(_ sha256: String) -> Bool {
        FileManager.default.fileExists(atPath: mark(sha256).path)
    }

    /// Notes a first failure.
    func noteFailure(_ sha256: String) throws {
        try write(Data(), to: mark(sha256))
    }

    private func write(_ data: Data, to url: URL) throws {
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try data.write(to: url, options: .atomic)
        } catch {
            throw PipelineError(
                .cannotWrite,
                "\(folder.path) cannot be written: \(error.localizedDescription). Check permissions and room on the disk."
            )
        }
    }

    /// Removes the bundles of other definitions, which can no longer be asked for.
    func prune() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let kept = ["bundle", "failed"].map { "-\(definition).\($0)" }
        for name in names where !kept.contains(where: { name.hasSuffix($0) }) {
            try? FileManager.default.removeItem(at: folder.appending(path: name))
        }
    }
}
