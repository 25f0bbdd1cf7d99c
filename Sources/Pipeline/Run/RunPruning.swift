import Foundation
import Logging
import SurveyModel

/// Removes published runs that a survey no longer keeps.
struct RunPruning {
    let history: RunHistory
    let keep: KeepDefinition

    /// The runs that go, the newest first.
    ///
    /// - Parameters:
    ///   - now: when the run that has just been published started.
    ///   - needed: runs that stay whatever `keep` says: the one that `latest` points to, and the one with which it was compared.
    func surplus(now: Date, needed: Set<String>) -> [String] {
        guard !keep.isAll else { return [] }
        // Where they cannot be listed, all stay.
        let runs = ((try? history.ids) ?? []).compactMap { id in UTC.date(ofRun: id).map { (id: id, started: $0) } }
        return runs.enumerated().filter { place, run in
            if needed.contains(run.id) { return false }
            if let number = keep.runs, place < number { return false }
            // Of a run in the future, as when the clock was set back, nobody can say that it is old.
            if let days = keep.days, now.timeIntervalSince(run.started) < Double(days) * 86_400 { return false }
            return true
        }.map(\.element.id)
    }

    /// Removes them, and what an earlier removal that broke off has left.
    ///
    /// - Parameter note: notes which runs are about to go; where it cannot, they stay.
    /// - Returns: the runs that were removed. What cannot be removed is a warning: a run that was published stays published.
    @discardableResult
    func prune(
        now: Date, needed: Set<String>, logger: Logger, note: ([String]) throws -> Void = { _ in }
    ) -> [String] {
        history.removeRemains()
        let surplus = surplus(now: now, needed: needed)
        do {
            try note(surplus)
        } catch {
            logger.warning("old runs stay, since it cannot be noted that they go: \(error)")
            return []
        }
        return surplus.filter { id in
            do {
                try history.remove(id)
                logger.info("an old run was removed, as `keep` says", metadata: ["run": "\(id)"])
                return true
            } catch {
                logger.warning(
                    "an old run cannot be removed: \(error.localizedDescription)", metadata: ["run": "\(id)"])
                return false
            }
        }
    }
}

extension RunHistory {
    private static let removedEnding = ".removed"

    /// Removes a run: its folder first loses its name, so that nobody finds half a run.
    func remove(_ id: String) throws {
        let folder = folder(id)
        let remains = folder.deletingLastPathComponent().appending(path: ".\(id)\(Self.removedEnding)")
        try FileManager.default.moveItem(at: folder, to: remains)
        try FileManager.default.removeItem(at: remains)
    }

    /// Removes what is left of runs whose removal broke off.
    func removeRemains() {
        let parent = folder("x").deletingLastPathComponent()
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
        for name in names where name.hasPrefix(".") && name.hasSuffix(Self.removedEnding) {
            try? FileManager.default.removeItem(at: parent.appending(path: name))
        }
    }
}
