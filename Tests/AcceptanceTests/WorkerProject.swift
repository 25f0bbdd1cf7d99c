import Foundation
import Testing

/// A small survey of CSV returns, of which the last takes long to read, and its runs in processes that tests can disturb.
struct WorkerProject {
    static let reporters = ["AUT", "BEL", "DEU", "ESP", "FRA", "ITA"]
    /// The one that takes long; it comes last, since returns are taken in the order of their names.
    static let long = "NOR"

    private static let definition = """
        canvass: 1
        title: Specimen
        languages: [en]
        round: {current: "2026"}
        inbox: {path: inbox, settle: 0}
        reporters:
          file: reporters.csv
          codelist: countries
          from: [{filename: '([A-Z]{3})'}]
        codelists:
          countries: {bundled: countries}
        tables:
          offices:
            title: Offices
            fields:
              town: {type: string, title: Town}
              partner: {type: string, codelist: countries, title: Partner}
              staff: {type: integer, title: Staff, constraints: {maximum: 19999, severity: warning}}
        layouts:
          offices:
            into: offices
            sheet: {any: true}
            table:
              columns:
                town: {label: Town}
                partner: {label: Partner}
                staff: {label: Staff}

        """

    private let scratch: Scratch
    let survey: URL
    let output: URL

    /// - Parameters:
    ///   - limits: the definition's limits, as they stand between braces.
    ///   - rows: how many rows the long return has.
    init(limits: String = "seconds: 600", rows: Int = 20_000) throws {
        scratch = try Scratch()
        survey = scratch.url.appending(path: "specimen", directoryHint: .isDirectory)
        output = scratch.url.appending(path: "Output")
        let inbox = survey.appending(path: "inbox")
        try FileManager.default.createDirectory(at: inbox, withIntermediateDirectories: true)
        let yaml = Self.definition + "limits: {\(limits)}\n"
        try Data(yaml.utf8).write(to: survey.appending(path: "pipeline.yaml"))
        let register = (Self.reporters + [Self.long]).map { "\($0),\($0)\n" }.joined()
        try Data("code,name\n\(register)".utf8).write(to: survey.appending(path: "reporters.csv"))
        for reporter in Self.reporters {
            let content = "Town;Partner;Staff\nTown of \(reporter);Norway;12\n"
            try Data(content.utf8).write(to: inbox.appending(path: "\(reporter).csv"))
        }
        let lines = (1...rows).map { "Town \($0);Norwegen;\($0)\n" }.joined()
        try Data("Town;Partner;Staff\n\(lines)".utf8).write(to: inbox.appending(path: "\(Self.long).csv"))
    }

    /// Has runs move what they have read out of the inbox.
    func moveFiles() throws {
        let url = survey.appending(path: "pipeline.yaml")
        let text = try String(contentsOf: url, encoding: .utf8)
        try Data(text.replacing("settle: 0", with: "settle: 0, after: move").utf8).write(to: url)
    }

    /// Whether a file lies in the survey's folder.
    func holds(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: survey.appending(path: path).path)
    }

    /// A folder for what a process writes for a moment.
    func temporaryFolder() throws -> URL {
        let folder = scratch.url.appending(path: "tmp")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    /// A run that nobody disturbs.
    @discardableResult
    func run(output: URL? = nil) throws -> CanvassProcess {
        try CanvassProcess(
            ["run", survey.path, "--quiet", "--today", "2026-11-30", "--output", (output ?? self.output).path])
    }

    /// A run that is under way.
    func start() throws -> Process {
        let process = Process()
        process.executableURL = CanvassProcess.binary
        process.arguments = ["run", survey.path, "--quiet", "--today", "2026-11-30", "--output", output.path]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    /// Waits until all returns but the long one are read, and a worker is in the middle of that.
    ///
    /// - Parameter bundles: where what was read is kept.
    func waitForLong(_ bundles: (() -> URL?)? = nil) throws {
        try wait("the small returns are not read") {
            let folder = bundles.map { $0() } ?? output.appending(path: "specimen/bundles")
            return folder.map { Self.bundles(in: $0) == Self.reporters.count } ?? false
        }
        try waitForWork()
    }

    /// Waits until all returns are read, and a worker is in the middle of annotating the long one: the only one of which something is asked.
    func waitForAnnotating() throws {
        let returns = try FileManager.default.contentsOfDirectory(atPath: survey.appending(path: "inbox").path).count
        let runs = output.appending(path: "specimen/runs").path
        try wait("the returns are not read") {
            // The run's folder is begun when all is read.
            Self.bundles(in: output.appending(path: "specimen/bundles")) == returns
                && FileManager.default.fileExists(atPath: runs)
        }
        try waitForWork()
    }

    /// Where `canvass verify` keeps what it reads, once it does.
    static func verificationBundles(in folder: URL) -> URL? {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.first { $0.hasPrefix("canvass-verification-") }.map { folder.appending(path: "\($0)/bundles") }
    }

    private static func bundles(in folder: URL) -> Int {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).count { $0.hasSuffix(".bundle") }
    }

    /// Waits until a worker that is confined has been at work for some time, when there is work for one alone.
    ///
    /// One that is killed before it has taken a return costs none, so that no time that is waited would do on every machine. What it has open only root may
    /// see; its processor time anybody.
    private func waitForWork() throws {
        var before: [pid_t: Int] = [:]
        try wait("no worker is at work") {
            workers().contains { worker in
                guard Self.isConfined(worker), let ticks = Self.ticks(of: worker) else { return false }
                let first = before[worker] ?? ticks
                before[worker] = first
                return ticks - first >= 3
            }
        }
    }

    private func wait(_ description: String, until isSo: () throws -> Bool) throws {
        for _ in 0..<30_000 {
            if try isSo() { return }
            usleep(2_000)
        }
        throw Overdue(description: description)
    }

    // MARK: - Containers

    /// Puts mails into the inbox: one with the return of the first reporter, which has no file of its own any more, and one with five hundred copies
    /// of the long one's.
    func putMails() throws {
        let inbox = survey.appending(path: "inbox")
        for (mail, reporter, count) in [("good.eml", Self.reporters[0], 1), ("post.eml", Self.long, 500)] {
            let content = try String(contentsOf: inbox.appending(path: "\(reporter).csv"), encoding: .utf8)
            let part =
                "--b\nContent-Type: text/csv\nContent-Disposition: attachment; filename=\(reporter).csv\n\n\(content)\n"
            let text =
                "From: office@example.org\nContent-Type: multipart/mixed; boundary=b\n\n"
                + String(repeating: part, count: count) + "--b--\n"
            try Data(text.utf8).write(to: inbox.appending(path: mail))
        }
        try FileManager.default.removeItem(at: inbox.appending(path: "\(Self.reporters[0]).csv"))
    }

    /// Waits until the second mail is being opened, and stops the worker in the middle of it.
    func stopInMail() throws -> [pid_t] {
        let scratch = output.appending(path: "specimen/.scratch").path
        for _ in 0..<60_000 {
            let folders = (try? FileManager.default.contentsOfDirectory(atPath: scratch)) ?? []
            if let folder = folders.first(where: { $0.hasSuffix("-2") }),
                (try? FileManager.default.contentsOfDirectory(atPath: "\(scratch)/\(folder)"))?.isEmpty == false
            {
                let ids = workers()
                for id in ids { kill(id, SIGSTOP) }
                return ids
            }
            usleep(500)
        }
        throw Overdue(description: "the second mail is not opened")
    }

    struct Overdue: Error, CustomStringConvertible {
        let description: String
    }

    // MARK: - Processes

    /// The workers of this survey's runs.
    func workers() -> [pid_t] {
        let ids = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { pid_t($0) }
        return ids.filter { id in
            let words = (try? Data(contentsOf: URL(filePath: "/proc/\(id)/cmdline"))) ?? Data()
            let arguments = words.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            return arguments.dropFirst().first == "worker" && arguments.contains { $0.hasPrefix(scratch.url.path) }
        }
    }

    /// The workers, and those that have used the most processor time last.
    func workersAtWorkLast() -> [pid_t] { workers().sorted { Self.ticks(of: $0) ?? 0 < Self.ticks(of: $1) ?? 0 } }

    private static func isConfined(_ worker: pid_t) -> Bool {
        let text = (try? String(contentsOfFile: "/proc/\(worker)/status", encoding: .utf8)) ?? ""
        return text.contains("Seccomp:\t2")
    }

    /// The processor time of a process in hundredths of a second (proc(5), stat: utime and stime).
    private static func ticks(of process: pid_t) -> Int? {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return nil }
        let fields = text[end...].split(separator: " ").compactMap { Int($0) }
        // Behind the name and the state, which is no number, they are the eleventh and twelfth.
        return fields.count > 11 ? fields[10] + fields[11] : nil
    }

    /// Ends a run by SIGTERM, which takes its workers with it, far sooner than their time is over.
    static func expectTermination(of process: Process, _ workers: [pid_t]) {
        let start = ContinuousClock.now
        kill(process.processIdentifier, SIGTERM)
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 143)
        #expect(ContinuousClock.now - start < .seconds(20))
        #expect(waitForEnd(of: workers))
    }

    /// Waits until there are no processes of these ids any more, not even as zombies.
    static func waitForEnd(of ids: [pid_t]) -> Bool {
        for _ in 0..<1_000 {
            if ids.allSatisfy({ kill($0, 0) != 0 && errno == ESRCH }) { return true }
            usleep(10_000)
        }
        return false
    }

    // MARK: - Results

    /// The run's files but `run.json`, by path.
    func results(of output: URL? = nil) throws -> [String: Data] {
        let folder = (output ?? self.output).appending(path: "specimen/latest/").resolvingSymlinksInPath()
        var files: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where path != "run.json" {
            let url = folder.appending(path: path)
            if (try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) ?? false {
                files[path] = try Data(contentsOf: url)
            }
        }
        return files
    }

    /// A table of the last run.
    func rows(_ path: String, of output: URL? = nil) throws -> [[String: String]] {
        try Table.rows(of: (output ?? self.output).appending(path: "specimen/latest/\(path)"))
    }

    /// The hashes of what is in the archive.
    func archived() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: output.appending(path: "specimen/archive").path).map {
            URL(filePath: $0).deletingPathExtension().lastPathComponent
        }.filter { $0.count == 64 }
    }

    /// Whether files lie about that were needed for a moment.
    var hasScratch: Bool { FileManager.default.fileExists(atPath: output.appending(path: "specimen/.scratch").path) }

    /// Where another run of the same survey can go.
    func otherOutput(_ name: String) -> URL { scratch.url.appending(path: name) }
}
