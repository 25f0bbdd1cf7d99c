import Foundation
import StableStorage
import SurveyModel

/// Whether all of a survey's results belong to one account, and can be opened by it as a run opens them. After one run by another account, such as
/// root, they do not, and each later run fails.
struct ResultRights {
    /// The survey's results.
    let folder: URL
    /// The account that asks.
    var account = geteuid()

    /// Something that a run opens: its path below the results, and what for.
    private typealias Entry = (path: String, mode: Int32)

    /// Names are told so far; the rest is counted.
    private static let most = 3

    /// A fault for each reason for which a run would not be let open something.
    var diagnoses: [Diagnosis] {
        guard let owner else { return [] }
        var foreign: [String] = []
        var closed: [String] = []
        for entry in entries {
            let path = folder.appending(path: entry.path).path
            var status = stat()
            guard lstat(path, &status) == 0 else { continue }
            if status.st_uid != owner {
                foreign.append(entry.path)
            } else if owner == account, access(path, entry.mode) != 0, errno == EACCES {
                closed.append(entry.path)
            }
        }
        var found: [Diagnosis] = []
        if !foreign.isEmpty {
            found.append(
                Diagnosis(
                    .fault, "output",
                    "of \(folder.path), which belongs to \(ownerName), another account owns \(Self.listed(foreign)): a run may not be let read or replace that",
                    advice: "Run canvass under one account only, and give it all: \(takingOver)."))
        }
        if !closed.isEmpty {
            found.append(
                Diagnosis(
                    .fault, "output",
                    "a run may not open \(Self.listed(closed)) in \(folder.path)",
                    advice: "Give the account its rights: \(opening)."))
        }
        return found
    }

    /// What a run by root over results of another account has to say beforehand; nil where all is well.
    var warningOfRoot: String? {
        guard account == 0 else { return nil }
        guard let owner else {
            // The first run: whose the results should be the folder tells in which they will lie.
            let above = ResultRights(folder: folder.deletingLastPathComponent(), account: account)
            guard let other = above.owner, other != account else { return nil }
            return
                "\(above.folder.path) belongs to \(above.ownerName), and \(folder.path), which this run makes, to root, so that the next run of that account fails. Run canvass as that account (sudo -u); once this run is done: \(above.takingOver)"
        }
        guard owner != account else { return nil }
        return
            "\(folder.path) belongs to \(ownerName), and what this run makes belongs to root, so that the next run of that account may fail. Run canvass as that account (sudo -u); once this run is done: \(takingOver)"
    }

    /// The command by which the account of the results gets all of them.
    var takingOver: String {
        // Of an account without a name no group is known.
        let isNamed = ownerName.first?.isNumber == false
        return "sudo chown -R \(ownerName)\(isNamed ? ":" : "") \(UnitQuoting.shellWord(folder.path))"
    }

    /// The command by which that account may open all of them again.
    var opening: String { "sudo chmod -R u+rwX \(UnitQuoting.shellWord(folder.path))" }

    /// Whether the results belong to the account that asks.
    var areOwn: Bool { owner == account }

    /// The name of the account to which the results belong, else its number.
    var ownerName: String {
        let attributes = try? FileManager.default.attributesOfItem(atPath: folder.resolvingSymlinksInPath().path)
        if let name = attributes?[.ownerAccountName] as? String, !name.isEmpty { return name }
        return owner.map { "\($0)" } ?? "ACCOUNT"
    }

    /// The account to which the results belong; nil where there are none.
    private var owner: uid_t? {
        var status = stat()
        return stat(folder.path, &status) == 0 ? status.st_uid : nil
    }

    // MARK: - What a run opens

    private var entries: [Entry] {
        let top = names(in: "").compactMap { name -> Entry? in
            switch name {
            case "archive", "bundles", "runs": (name, R_OK | W_OK | X_OK)
            case ".lock": (name, R_OK | W_OK)
            case "canvass.sqlite", "canvass.sqlite-wal", "canvass.sqlite-shm": (name, R_OK | W_OK)
            default: nil
            }
        }
        return top + archive + runs
    }

    /// Receipts, and the copies in their folders; what is half done is removed by the next run, by its folder's rights.
    private var archive: [Entry] {
        names(in: "archive").flatMap { name -> [Entry] in
            let path = "archive/\(name)"
            if ["received.csv", "pruned.csv"].contains(name) { return [(path, R_OK)] }
            // What somebody has put there is none of a run's.
            guard name.utf8.count == 2 else { return [] }
            return [(path, R_OK | W_OK | X_OK)] + names(in: path).map { copy -> Entry in ("\(path)/\(copy)", R_OK) }
        }
    }

    /// The runs' folders, and what the next run reads of the last one.
    private var runs: [Entry] {
        let history = RunHistory(output: folder)
        let folders = ((try? history.ids) ?? []).map { id -> Entry in ("runs/\(id)", R_OK | X_OK) }
        let last = history.latestID.map { id in
            ["run.json", "issues.csv", "issues.json"].map { name -> Entry in ("runs/\(id)/\(name)", R_OK) }
        }
        return folders + (last ?? [])
    }

    /// The names in a folder, in order; none where it cannot be listed, which its own rights tell.
    private func names(in path: String) -> [String] {
        ((try? Folder.names(in: folder.appending(path: path).path)) ?? []).sorted()
    }

    private static func listed(_ paths: [String]) -> String {
        let told = paths.prefix(most).map(\.onOneLine).joined(separator: ", ")
        return paths.count > most ? "\(told) and \((paths.count - most).counted("other"))" : told
    }
}
