import Foundation
import Load

/// What the ledger knows of runs at this moment: one that goes on may have entered or removed some since it was looked into.
struct RunsInLedger {
    /// The survey's output folder.
    let output: URL

    /// The runs that are entered.
    var ids: Set<String> { Set(records.map(\.id)) }

    /// Whether a run was removed on purpose: it is gone, and it was noted before that it was to go.
    func isRemoved(_ id: String) -> Bool {
        !FileManager.default.fileExists(atPath: RunHistory(output: output).folder(id).path)
            && records.contains { $0.id == id && $0.removed != nil }
    }

    private var records: [RunRecord] {
        let path = output.appending(path: "canvass.sqlite").path
        // Looking into a store that is not there would make one.
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        return (try? StoreInspection.lastRuns(path: path, limit: Int.max)) ?? []
    }
}
