import CodeLists
public import Foundation
import GRDB
import Report
import Spreadsheets
import StableStorage

/// Whether Canvass itself can work here: libraries, its own files, disk, clock.
public struct InstallationReview: Sendable {
    /// Less free space than this is told: a store, an archive and a run's folder need room.
    private static let enoughBytes: Int64 = 1 << 30
    /// Before this day no version of Canvass was made: the clock is wrong.
    private static let firstDay = Date(timeIntervalSince1970: 1_767_225_600)

    private let output: URL
    private let now: Date
    private let workers: WorkerProgram?

    /// A review of the installation.
    ///
    /// - Parameters:
    ///   - output: where results go.
    ///   - now: what the clock says.
    ///   - workers: the program that tries how workers are confined (``ConfinementTrial``); nil where there are none.
    public init(output: URL, now: Date, workers: WorkerProgram? = nil) {
        self.output = output
        self.now = now
        self.workers = workers
    }

    /// What was found.
    public func diagnoses() -> [Diagnosis] {
        [versions, resources, writing, space, clock, confinement]
    }

    private var versions: Diagnosis {
        let sqlite = try? DatabaseQueue().read { try String.fetchOne($0, sql: "SELECT sqlite_version()") }
        guard let sqlite else {
            return Diagnosis(.fault, "libraries", "SQLite does not work", advice: "Install SQLite 3 again.")
        }
        return Diagnosis(
            .ok, "libraries",
            "canvass \(CanvassVersion.current), libxml2 \(LibraryVersions.libxml2), zlib \(LibraryVersions.zlib), SQLite \(sqlite)"
        )
    }

    private var resources: Diagnosis {
        do {
            for id in CodeList.bundledIDs { _ = try CodeList.bundled(id) }
            for language in ["en", "fr", "es"] { _ = try ReportRenderer(language: language) }
            return Diagnosis(.ok, "own files", "code lists and the report's templates are there")
        } catch {
            return Diagnosis(
                .fault, "own files", "a file of the program is missing or damaged: \(error)",
                advice: "Install Canvass again: the folders that end in .resources belong beside the program.")
        }
    }

    /// The nearest folder above the output that exists.
    private var existing: URL {
        var folder = output
        while !FileManager.default.fileExists(atPath: folder.path), folder.pathComponents.count > 1 {
            folder.deleteLastPathComponent()
        }
        return folder
    }

    private var writing: Diagnosis {
        let probe = existing.appending(path: ".canvass-doctor-\(UUID().uuidString)")
        // Also where only its name could be written.
        defer { try? FileManager.default.removeItem(at: probe) }
        do {
            let file = try OutputFile(creating: probe.path)
            try file.write(Array("canvass".utf8))
            try file.synchronize()
            return Diagnosis(.ok, "output", "\(output.path) can be written")
        } catch {
            let failure = error as? FileSystemError
            return Diagnosis(
                .fault, "output",
                "nothing can be written in \(existing.path)" + (failure.map { ": \($0.reason)" } ?? ""),
                advice: failure?.isLackOfRoom == true
                    ? "Make room on the disk, or use --output with a folder on another."
                    : "Change its owner or permissions, or use --output with another folder.")
        }
    }

    private var space: Diagnosis {
        guard let free = Folder.freeBytes(at: existing.path) else {
            return Diagnosis(.warning, "disk", "how much space is free is not known", advice: "Look at it with `df`.")
        }
        let gib = Double(free) / Double(1 << 30)
        let text = "\((gib * 10).rounded() / 10) GiB are free"
        return free >= Self.enoughBytes
            ? Diagnosis(.ok, "disk", text)
            : Diagnosis(
                .warning, "disk", text, advice: "Make room: a run that cannot write stops, and publishes nothing.")
    }

    /// Times are written in UTC: the time zone is of no matter, a wrong clock is.
    private var clock: Diagnosis {
        let text = UTC.text(now)
        let runs = (try? FileManager.default.attributesOfItem(atPath: output.path)[.modificationDate]) as? Date
        if now < Self.firstDay || runs.map({ $0 > now.addingTimeInterval(86_400) }) ?? false {
            return Diagnosis(
                .warning, "clock", "the clock says \(text), which cannot be",
                advice: "Set it: runs are named and ordered by it.")
        }
        return Diagnosis(.ok, "clock", text)
    }

    /// What keeps a return that takes over its reader from doing harm.
    private var confinement: Diagnosis {
        guard let workers else {
            return Diagnosis(
                .warning, "workers", "on this system returns are read in the run's own process",
                advice: "A file that crashes the reader ends the run. Run on Linux, where it costs that file only.")
        }
        guard let trial = try? ConfinementTrial.run(workers), let last = trial.lines.last else {
            return Diagnosis(
                .fault, "workers", "the processes that read returns cannot be started",
                advice: "Try `canvass worker --self-test`; look at the limits of this user's processes.")
        }
        guard trial.isPassed else {
            return Diagnosis(
                .warning, "workers", "they are not confined in every way: \(last)",
                advice: "See `canvass worker --self-test`. Landlock and seccomp are switched on in the kernel.")
        }
        return Diagnosis(.ok, "workers", last)
    }
}
