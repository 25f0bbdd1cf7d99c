import Foundation
import Logging

/// What a run has left behind that was killed: folders of runs, copies and links that never got their names.
enum Leftovers {
    /// The folder for files that are needed for a moment.
    static func scratch(in output: URL) -> URL { output.appending(path: ".scratch", directoryHint: .isDirectory) }

    /// Removes them. Call it under the survey's lock only: what a running run is writing looks the same.
    static func sweep(_ output: URL, logger: Logger) {
        for url in found(in: output) {
            do {
                try FileManager.default.removeItem(at: url)
                logger.info("removed what a run had left that broke off", metadata: ["file": "\(url.path)"])
            } catch {
                logger.warning(
                    "what a run had left that broke off cannot be removed",
                    metadata: ["file": "\(url.path)", "reason": "\(error.localizedDescription)"])
            }
        }
    }

    /// Where they are, in the order of their paths.
    static func found(in output: URL) -> [URL] {
        let places: [(folder: String, isLeft: (String) -> Bool)] = [
            ("", { $0.hasPrefix(".latest.") || $0 == ".scratch" || isDraft($0) }),
            ("runs", isDraft),
            ("archive", { $0.hasPrefix(Archive.draftPrefix) || isDraft($0) }),
            ("bundles", isDraft),
        ]
        return places.flatMap { place in
            let folder = place.folder.isEmpty ? output : output.appending(path: place.folder)
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
            return names.filter(place.isLeft).sorted().map { folder.appending(path: $0) }
        }
    }

    private static func isDraft(_ name: String) -> Bool { name.hasPrefix(".") && name.hasSuffix(".partial") }
}
