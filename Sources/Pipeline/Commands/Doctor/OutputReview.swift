public import Foundation
import Load
import StableStorage
import SurveyModel

/// Whether a survey's results are as they should be, and the next run has what it needs: room, rights, a clock that goes, a store that is whole.
/// Looks only: no lock is taken, nothing is written.
public struct OutputReview: Sendable {
    /// A file system has to have so many entries left: a run writes some files for each reporter.
    private static let enoughEntries = 10_000

    private let folder: URL
    private let inbox: URL
    private let now: Date

    /// A review of a survey's results.
    ///
    /// - Parameters:
    ///   - survey: the survey.
    ///   - output: the folder in which the survey's results have a folder.
    ///   - inbox: where returns arrive, in place of the definition's inbox.
    ///   - now: what the clock says.
    public init(_ survey: Survey, output: URL, inbox: URL?, now: Date) {
        self.init(
            folder: output.appending(path: survey.name, directoryHint: .isDirectory), inbox: inbox ?? survey.inbox,
            now: now)
    }

    init(folder: URL, inbox: URL, now: Date) {
        self.folder = folder
        self.inbox = inbox
        self.now = now
    }

    /// What was found; of a survey that has not run yet only what can be told.
    public func diagnoses() -> [Diagnosis] {
        var found = permissions(of: inbox, as: "inbox")
        guard FileManager.default.fileExists(atPath: folder.path) else { return found }
        found += permissions(of: folder, as: "results") + rights.diagnoses
        found += [room, entries, clock, lock, latest, store, archive].compactMap(\.self)
        return found
    }

    // MARK: - Rights

    private var rights: ResultRights { ResultRights(folder: folder) }

    private func permissions(of folder: URL, as subject: String) -> [Diagnosis] {
        var status = stat()
        guard stat(folder.path, &status) == 0 else { return [] }
        var found: [Diagnosis] = []
        if status.st_mode & S_IWOTH != 0 {
            found.append(
                Diagnosis(
                    .warning, subject, "everyone on this machine can write to \(folder.path)",
                    advice: "Take that away: chmod o-w \(UnitQuoting.shell(folder.path))."))
        }
        guard subject == "results" else { return found }
        if status.st_mode & S_IROTH != 0, isReachedByAll(folder) {
            found.append(
                Diagnosis(
                    .warning, subject, "everyone on this machine can read \(folder.path), which holds the returns",
                    advice: "Take that away: chmod o-rx \(UnitQuoting.shell(folder.path))."))
        }
        let isClosed = access(folder.path, W_OK | X_OK) != 0
        if status.st_uid != geteuid() {
            found.append(
                Diagnosis(
                    isClosed ? .fault : .warning, isClosed ? "output" : subject,
                    "\(folder.path) belongs to another account (\(rights.ownerName)) than this one (user \(geteuid()))\(isClosed ? ", which may not write there" : "")",
                    advice:
                        "Run canvass under one account only, that of the nightly job: files that another makes it may not be able to replace. Look as that account: sudo -u \(rights.ownerName). Where the results are meant to be another's: sudo chown -R NAME: \(UnitQuoting.shellWord(folder.path)), with that account's name."
                ))
        } else if isClosed {
            found.append(
                Diagnosis(
                    .fault, "output", "\(folder.path) cannot be written", advice: "Change its permissions: chmod u+rwx."
                ))
        }
        return found
    }

    /// Whether no folder above keeps others out.
    private func isReachedByAll(_ folder: URL) -> Bool {
        var above = folder.deletingLastPathComponent()
        while above.pathComponents.count > 1 {
            var status = stat()
            guard stat(above.path, &status) == 0, status.st_mode & S_IXOTH != 0 else { return false }
            above.deleteLastPathComponent()
        }
        return true
    }

    // MARK: - Room

    private var room: Diagnosis? {
        guard let free = Folder.freeBytes(at: folder.path) else { return nil }
        let run = size(of: folder.appending(path: "latest").resolvingSymlinksInPath())
        let store = size(of: folder.appending(path: "canvass.sqlite"))
        // A run needs its own folder, and the store's log may grow as large as the store; once more of both, for growth.
        let needed = 2 * (run + store)
        let text =
            "\(bytes(free)) are free; a run takes \(bytes(run)), the store \(bytes(store)), the archive \(bytes(size(of: folder.appending(path: "archive"))))"
        return free >= needed
            ? Diagnosis(.ok, "room", text)
            : Diagnosis(
                .warning, "room", text,
                advice: "Make room: the next run may need \(bytes(needed)). Old runs go by `keep:` in the definition.")
    }

    private var entries: Diagnosis? {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder.path)
        guard let all = (attributes?[.systemNodes] as? NSNumber)?.intValue, all > 0,
            let free = (attributes?[.systemFreeNodes] as? NSNumber)?.intValue, free < Self.enoughEntries
        else { return nil }
        return Diagnosis(
            .warning, "room", "the file system has entries (inodes) for \(free.counted("file")) only",
            advice: "Remove files you do not need; see df -i.")
    }

    /// The bytes of the files in a folder, or of a file.
    private func size(of url: URL) -> Int64 {
        func size(_ path: String) -> Int64 {
            var status = stat()
            return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? Int64(status.st_size) : 0
        }
        guard let paths = FileManager.default.enumerator(atPath: url.path) else { return size(url.path) }
        var sum = size(url.path)
        for case let path as String in paths { sum += size("\(url.path)/\(path)") }
        return sum
    }

    private func bytes(_ count: Int64) -> String {
        let units = ["KiB", "MiB", "GiB", "TiB"]
        var number = Double(count) / 1_024
        var unit = 0
        while number >= 1_024, unit < units.count - 1 {
            number /= 1_024
            unit += 1
        }
        return "\((number * 10).rounded() / 10) \(units[unit])"
    }

    // MARK: - The last run

    private struct LastRun: RunManifestMembers {
        let run: String
        let finished: String
    }

    private var lastRun: LastRun? { LastRun(in: folder.appending(path: "latest")) }

    private var clock: Diagnosis? {
        guard let lastRun, let finished = try? Date.ISO8601FormatStyle(timeZone: .gmt).parse(lastRun.finished) else {
            return nil
        }
        guard finished > now else { return nil }
        return Diagnosis(
            .warning, "clock",
            "the clock says \(UTC.text(now)), and the last run ended at \(lastRun.finished), later than that",
            advice: "Set the clock (timedatectl): runs are named and ordered by it. The time zone is of no matter.")
    }

    private var latest: Diagnosis? {
        let history = RunHistory(output: folder)
        guard let target = history.latestID else {
            if history.hasFolderForLatest {
                return Diagnosis(
                    .fault, "latest", "`latest` is a folder and no link, so that no run can be published",
                    advice: "Move it away: mv \(UnitQuoting.shell(folder.appending(path: "latest").path)) ELSEWHERE.")
            }
            do {
                guard try !history.ids.isEmpty else { return nil }
            } catch {
                return Diagnosis(.fault, "latest", "the runs cannot be listed", advice: "\(error)")
            }
            return Diagnosis(
                .warning, "latest", "there are runs, but no link `latest` to one of them",
                advice: "Run again; a run makes it.")
        }
        guard let lastRun else { return unreadable(target) }
        return Diagnosis(.ok, "latest", "run \(lastRun.run), published \(lastRun.finished)")
    }

    /// The last run, of which nothing can be told: where that lies with rights or with the disk, running again does not help.
    private func unreadable(_ run: String) -> Diagnosis {
        do {
            _ = try InputFile.content(of: folder.appending(path: "latest/run.json").path)
        } catch {
            return Diagnosis(
                .fault, "latest", "`latest` leads to runs/\(run.onOneLine), and \(error)",
                advice: error.code == EACCES
                    ? (rights.areOwn
                        ? "Give this account its rights: \(rights.opening)."
                        : "Look as the account that runs canvass (\(rights.ownerName)): sudo -u.")
                    : "Look into the system's log for the disk.")
        }
        return Diagnosis(
            .warning, "latest", "`latest` leads to runs/\(run.onOneLine), where no run.json can be read",
            advice: "Run again; a run makes it anew.")
    }

    // MARK: - Lock and store

    /// Who holds the lock, from the kernel's table of locks: taking it, if only to see, could send a run away that starts in that moment.
    private var lock: Diagnosis? {
        var status = stat()
        let file = folder.appending(path: ".lock").path
        guard stat(file, &status) == 0, FileManager.default.isReadableFile(atPath: Self.tableOfLocks) else {
            return nil
        }
        // The kernel hands the table out a page at a time, and a lock taken or let go elsewhere between two pages shifts the lines:
        // one can be missed. Where the file's note says that it is held, the table is read again before the note is taken for a
        // dead run's.
        var looks = 0
        var holder: Substring?
        var note: String
        repeat {
            note = (try? String(contentsOfFile: file, encoding: .utf8))?.onOneLine ?? ""
            holder = Self.holder(ofInode: UInt64(status.st_ino))
            looks += 1
        } while holder == nil && !note.isEmpty && looks < 10
        guard let holder else { return Diagnosis(.ok, "lock", "no run is under way") }
        return Diagnosis(.ok, "lock", "a run is under way: process \(holder)\(note.isEmpty ? "" : " (\(note))")")
    }

    private static let tableOfLocks = "/proc/locks"

    /// The process that holds a `flock` on a file. A line of the table (proc(5)): `1: FLOCK  ADVISORY  WRITE 4711 fe:01:131074 0 EOF`.
    private static func holder(ofInode inode: UInt64) -> Substring? {
        for line in (KernelFile.contents(of: tableOfLocks) ?? "").split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.count > 5, words[1] == "FLOCK", words[5].hasSuffix(":\(inode)") { return words[4] }
        }
        return nil
    }

    private var store: Diagnosis? {
        let path = folder.appending(path: "canvass.sqlite").path
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            let damage = try StoreInspection.quickCheck(path: path)
            return damage.isEmpty
                ? Diagnosis(.ok, "store", "canvass.sqlite is whole") : damaged(damage.joined(separator: "; ").onOneLine)
        } catch {
            let isForbidden = access(path, R_OK | W_OK) != 0 && errno == EACCES
            return Diagnosis(
                .warning, "store", "canvass.sqlite cannot be looked into: \(error)",
                advice: isForbidden && rights.areOwn
                    ? "Mend what is said of its rights."
                    : "Look as the account that runs canvass (\(rights.ownerName)), while no run is under way.")
        }
    }

    /// Whether the archive holds anything of what was received, without which a run that finds nothing of it in the inbox either does not begin.
    private var archive: Diagnosis? {
        let archive = Archive(folder: folder.appending(path: "archive", directoryHint: .isDirectory))
        let path = folder.appending(path: "canvass.sqlite").path
        guard FileManager.default.fileExists(atPath: path), (try? archive.hasReceipts()) == false,
            let received = try? StoreInspection(path: path).received, !received.isEmpty,
            !received.contains(where: { archive.has($0.sha256, fileExtension: $0.fileExtension) })
        else { return nil }
        // A return that still lies in the inbox is archived anew.
        let isInboxEmpty = (try? Inbox(inbox, ignoring: []))?.isEmpty ?? true
        return Diagnosis(
            isInboxEmpty ? .fault : .warning, "archive",
            "the archive \(archive.folder.path) is empty or gone, of \(received.count.counted("return")) that were received",
            advice:
                "Mount the disk that holds it. If it is lost, restore it from a back-up; without one, move canvass.sqlite* away, and the next run begins anew with what the inbox has."
        )
    }

    private func damaged(_ what: String) -> Diagnosis {
        Diagnosis(
            .fault, "store", "canvass.sqlite is damaged: \(what)",
            advice:
                "Move canvass.sqlite and the files whose names begin so away: the next run makes a new store from the archive."
        )
    }
}
