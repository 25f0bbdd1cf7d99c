import Foundation

/// Where an inbox lies, as against the results of its survey and other inboxes.
enum InboxPlacement {
    /// Whether a folder is another, or lies somewhere in it; links on the way to either are followed.
    static func contains(_ folder: URL, _ other: URL) -> Bool {
        real(other).starts(with: real(folder))
    }

    /// Makes sure that what a run writes is not what the next one reads.
    ///
    /// - Parameters:
    ///   - inbox: the inbox.
    ///   - output: the folder of the survey's results, which need not be there yet.
    /// - Throws: ``PipelineError`` of code `cannotWrite`.
    static func requireApart(_ inbox: URL, output: URL) throws {
        guard contains(inbox, output) else { return }
        throw PipelineError(
            .cannotWrite,
            "The results would go to \(output.path), which lies in the inbox \(inbox.path): the next run would read them as returns. Use --output or --inbox with a folder elsewhere."
        )
    }

    /// The names on the way to a folder. What is not there yet is no link.
    private static func real(_ folder: URL) -> [String] {
        var existing = folder.standardizedFileURL
        var missing: [String] = []
        while !FileManager.default.fileExists(atPath: existing.path), existing.pathComponents.count > 1 {
            missing.insert(existing.lastPathComponent, at: 0)
            existing.deleteLastPathComponent()
        }
        return existing.resolvingSymlinksInPath().pathComponents + missing
    }
}
