import Foundation
import Logging
import SurveyModel
import Synchronization
import Testing

@testable import Pipeline

/// A watch over one small survey, on a thread of its own, whose runs are made by the test.
private final class TrialWatch: Sendable {
    let folder = try? WatchedFolder()
    let stop: StopSignal
    private let outcomes: Mutex<[WatchOutcome]>
    private let log = Mutex<[String]>([])
    private let runs = Mutex(0)
    private let isOver = Mutex(false)

    /// - Parameters:
    ///   - outcomes: how the first runs end; all later ones are done.
    ///   - survey: a survey with an inbox of its own, in place of the specimen over ``folder``.
    init(
        _ outcomes: [WatchOutcome] = [], survey: Survey? = nil, unusable: [UnusableSurvey] = [],
        options: InboxWatch.Options,
        during: @escaping @Sendable (Int) -> Void = { _ in }
    ) throws {
        stop = try StopSignal()
        self.outcomes = Mutex(outcomes)
        var options = options
        if survey == nil { options.inbox = options.inbox ?? folder?.url }
        let watched = options
        let survey = try survey ?? SpecimenSurvey.load()
        Thread.detachNewThread { [self] in
            let logger = Logger(label: "watch") { _ in LinesHandler { line in self.log.withLock { $0.append(line) } } }
            InboxWatch([survey], unusable: unusable, options: watched, stop: stop, logger: logger) { _ in
                let number = self.runs.withLock { runs in
                    runs += 1
                    return runs
                }
                during(number)
                return self.outcomes.withLock { $0.isEmpty ? .done : $0.removeFirst() }
            }.run()
            self.isOver.withLock { $0 = true }
        }
    }

    deinit { stop.request() }

    var count: Int { runs.withLock { $0 } }
    var hasEnded: Bool { isOver.withLock { $0 } }
    var lines: [String] { log.withLock { $0 } }

    /// Waits until something holds, for at most half a minute.
    func until(_ condition: () -> Bool) async throws {
        for _ in 0..<600 where !condition() { try await Task.sleep(for: .milliseconds(50)) }
        #expect(condition(), "\(lines)")
    }

    /// Gives time in which nothing should happen.
    func pause(_ duration: Duration) async throws { try await Task.sleep(for: duration) }
}

private struct LinesHandler: LogHandler {
    let take: @Sendable (String) -> Void
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { take("\(event.level) \(event.message)") }
}

@Suite("A watch over inboxes")
struct InboxWatchTests {
    private static let brisk = InboxWatch.Options(settle: .seconds(1))
    /// Looks several times a second for what no event tells.
    private static let alert = InboxWatch.Options(settle: .milliseconds(200), check: .milliseconds(200))

    @Test(
        "runs once at the start, then once for a hundred files that arrive together",
        arguments: [nil, Duration.milliseconds(200)])
    func hundred(poll: Duration?) async throws {
        let watch = try TrialWatch(options: InboxWatch.Options(poll: poll, settle: .seconds(1)))
        try await watch.until { watch.count == 1 }
        for number in 0..<100 { try watch.folder?.write("\(number % 5)/\(number).xlsx") }
        try await watch.until { watch.count == 2 }
        try await watch.pause(.seconds(2))
        #expect(watch.count == 2, "\(watch.lines)")
        #expect(watch.lines.contains { $0.hasPrefix("notice") && $0.contains("a run is made: the watch begins") })
        #expect(watch.lines.contains { $0.contains("a run is made: 100 files are new, changed or gone, such as ") })
    }

    @Test("a file that arrives while a run goes on is the next run's; what a run moves away is none's")
    func meanwhile() async throws {
        let folder = Mutex<WatchedFolder?>(nil)
        let watch = try TrialWatch(options: Self.brisk) { number in
            let folder = folder.withLock { $0 }
            if number == 2 { try? folder?.write("second.xlsx") }
            if number == 3 { try? folder?.move("second.xlsx", to: "../done.xlsx") }
        }
        folder.withLock { $0 = watch.folder }
        try await watch.until { watch.count == 1 }
        try watch.folder?.write("first.xlsx")
        try await watch.until { watch.count == 3 }
        #expect(
            watch.lines.contains { $0.contains("a run is made: a file is new, changed or gone: second.xlsx") },
            "\(watch.lines)")
        try await watch.pause(.seconds(2))
        #expect(watch.count == 3, "\(watch.lines)")
    }

    @Test(
        "files that a run has left get another run, though nothing happens in the inbox any more; once none is left, none follows"
    )
    func left() async throws {
        let files = try #require(WaitingFiles([("slow.xlsx", .written)]))
        let watch = try TrialWatch([.waiting(files), .waiting(files)], options: Self.brisk)
        try await watch.until { watch.count == 3 }
        #expect(
            watch.lines.contains {
                $0.contains("a run is made: a file was being written when the last run looked: slow.xlsx")
            }, "\(watch.lines)")
        #expect(watch.lines.contains { $0.contains("it has left a file not yet settled, and is made again in 2 s") })
        try await watch.pause(.seconds(5))
        #expect(watch.count == 3, "\(watch.lines)")
    }

    @Test("a stop that comes in a run lets it end, and no other begins")
    func stop() async throws {
        let watch = try TrialWatch(options: Self.brisk) { _ in Thread.sleep(forTimeInterval: 1) }
        try await watch.until { watch.count == 1 }
        try watch.folder?.write("late.xlsx")
        watch.stop.request()
        try await watch.until { watch.hasEnded }
        #expect(watch.count == 1)
        #expect(watch.lines.last == "notice the watch has ended")
        #expect(watch.lines.contains { $0.contains("the run is done") })
    }

    @Test("a survey that another run holds is tried for again, and says so")
    func locked() async throws {
        let watch = try TrialWatch([.locked], options: Self.brisk)
        try await watch.until { watch.count == 2 }
        #expect(watch.lines.contains { $0.contains("another run holds the survey; tried again in 5 s") })
        #expect(watch.lines.contains { $0.contains("a run is made: another run held the survey") })
    }

    @Test("a run that fails is a warning with its exit code, and the watch goes on")
    func failure() async throws {
        let watch = try TrialWatch([.failed(code: 73)], options: Self.brisk)
        try await watch.until { watch.count == 2 }
        #expect(
            watch.lines.contains {
                $0.hasPrefix("warning") && $0.contains("failed with exit code 73") && $0.contains("tried again in 10 s")
            })
        try watch.folder?.write("more.xlsx")
        try await watch.until { watch.count == 3 }
    }

    @Test("an inbox that goes and comes back is told, and watched again")
    func vanished() async throws {
        let watch = try TrialWatch(options: Self.brisk)
        try await watch.until { watch.count == 1 }
        try watch.folder?.remove("")
        try await watch.until { watch.count == 2 }
        #expect(watch.lines.contains { $0.hasPrefix("warning") && $0.contains("is gone; it is looked for") })
        try watch.folder?.write("again.xlsx")
        try await watch.until { watch.count == 3 }
        try watch.folder?.write("more.xlsx")
        try await watch.until { watch.count == 4 }
    }

    @Test(
        "a folder that is moved out of the inbox is a reason for a run", arguments: [nil, Duration.milliseconds(200)])
    func movedAway(poll: Duration?) async throws {
        let place = try WatchedFolder()
        try place.write("SWE/a.xlsx")
        let options = InboxWatch.Options(inbox: place.url, poll: poll, settle: .milliseconds(200))
        let watch = try TrialWatch(options: options)
        // What goes while a run is made may have been moved by it, and is no reason for another.
        try await watch.until { watch.lines.contains { $0.contains("the run is done") } }
        try place.move("SWE", to: "../gone")
        try await watch.until { watch.count == 2 }
    }

    @Test(
        "what a changed definition says of files that are passed over holds from the next run on, which no other follows",
        arguments: [nil, Duration.milliseconds(200)])
    func patterns(poll: Duration?) async throws {
        let place = try WatchedFolder()
        let definition = SpecimenSurvey.definition
        try place.write("reporters.csv", "code,name\nFRA,France\n")
        try place.write("pipeline.yaml", definition.replacing("settle: 0}", with: "settle: 0, ignore: ['late*']}"))
        try place.write("inbox/old.xlsx")
        let survey = try SurveyLoader.load(place.url)
        let options = InboxWatch.Options(poll: poll, settle: .milliseconds(200))
        let watch = try TrialWatch(survey: survey, options: options)
        try await watch.until { watch.lines.contains { $0.contains("the run is done") } }
        try place.write("pipeline.yaml", definition)
        try place.write("inbox/new.xlsx")
        try await watch.until { watch.lines.count(where: { $0.contains("the run is done") }) == 2 }
        try await watch.pause(.seconds(1))
        #expect(watch.count == 2, "\(watch.lines)")
        try place.write("inbox/late.xlsx")
        try await watch.until { watch.count == 3 }
        #expect(watch.lines.contains { $0.contains("a file is new, changed or gone: late.xlsx") }, "\(watch.lines)")
    }

    @Test("a survey whose definition is broken is told once and tried again, and the others are watched meanwhile")
    func unusable() async throws {
        let folder = try WatchedFolder()
        try folder.write("pipeline.yaml", SpecimenSurvey.definition)
        let error = try #require(throws: DefinitionError.self) { _ = try SurveyLoader.load(folder.url) }
        let watch = try TrialWatch(unusable: [UnusableSurvey(folder.url, error)], options: Self.alert)
        try await watch.until { watch.count == 1 }
        try watch.folder?.write("a.xlsx")
        try await watch.until { watch.count == 2 }
        let warnings = watch.lines.filter { $0.hasPrefix("warning") }
        #expect(warnings.count == 1, "\(watch.lines)")
        #expect(warnings.allSatisfy { $0.contains("inbox: it is not watched until its definition can be used") })
        #expect(warnings.allSatisfy { $0.contains("there is no file 'reporters.csv'") }, "\(warnings)")

        // A file beside the definition mends it.
        try folder.write("mended", "code,name\nFRA,France\n")
        try folder.move("mended", to: "reporters.csv")
        try await watch.until { watch.count == 3 }
        #expect(watch.lines.contains { $0.contains("inbox: a run is made: its definition can be used now") })
        #expect(watch.lines.contains { $0.hasPrefix("notice inbox: watching ") })
    }

    #if os(Linux)
        enum Detour: CaseIterable { case link, parent }

        @Test(
            "where the inbox's path leads to another folder that one is watched, and a run follows",
            arguments: Detour.allCases)
        func elsewhere(_ detour: Detour) async throws {
            let place = try WatchedFolder()
            for name in ["old", "new"] { try place.write("\(name)/inbox/a.xlsx") }
            try place.link("way", to: "old")
            var options = Self.alert
            options.inbox = place.url.appending(path: detour == .link ? "way/inbox" : "old/inbox")
            let watch = try TrialWatch(options: options)
            try await watch.until { watch.count == 1 }
            switch detour {
            case .link: try place.link("way", to: "new")
            case .parent:
                try place.move("old", to: "older")
                try place.move("new", to: "old")
            }
            try await watch.until { watch.count >= 2 && watch.lines.count(where: { $0.contains(" by inotify ") }) == 2 }
            try place.write(detour == .link ? "new/inbox/b.xlsx" : "old/inbox/b.xlsx")
            try await watch.until { watch.lines.contains { $0.contains("is new, changed or gone: b.xlsx") } }
        }

        @Test(
            "an inbox over which a network folder is mounted is listed, and watched again without it, with a run each time"
        )
        func mounted() async throws {
            let table = Mutex(FileSystemKinds(mounts: ""))
            let place = try WatchedFolder()
            let network = try FileSystemKinds.mounted(at: place.url, "nfs4")
            var options = Self.alert
            options.inbox = place.url
            options.mountTable = { table.withLock { $0 } }
            let watch = try TrialWatch(options: options)
            try await watch.until { watch.count == 1 && watch.lines.contains { $0.contains(" by inotify ") } }
            table.withLock { $0 = network }
            try await watch.until { watch.count >= 2 && watch.lines.contains { $0.contains(" by listing it ") } }
            #expect(watch.lines.contains { $0.contains("leads to another folder than before") }, "\(watch.lines)")
            table.withLock { $0 = FileSystemKinds(mounts: "") }
            try await watch.until { watch.count >= 3 && watch.lines.count(where: { $0.contains(" by inotify ") }) >= 2 }
        }
    #endif
}
