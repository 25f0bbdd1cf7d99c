import Foundation

/// What it depends on what is found in a container, besides the container.
struct OpeningConditions: Equatable {
    /// The hash of the patterns by which files are passed over.
    let ignoring: String
    /// The program and its limits, by which files are refused.
    let limits: String

    init(ignoring: [String], fileBytes: Int, worker: WorkerLimits) {
        self.ignoring = Digest.sha256(Data(ignoring.map { "\($0.utf8.count) \($0)" }.joined(separator: "\n").utf8))
        limits =
            "\(CanvassVersion.current)-\(CanvassVersion.bundleFormat)-\(fileBytes)-\(worker.seconds)-\(worker.memoryBytes)"
    }

    /// Reads what ``text`` has written; nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 2 else { return nil }
        (ignoring, limits) = (String(parts[0]), String(parts[1]))
    }

    /// As the ledger keeps them.
    var text: String { "\(ignoring) \(limits)" }
}
