import Foundation
import Load
import SurveyModel
import Testing

@testable import Pipeline

@Suite("When a file of the inbox is taken")
struct SettlingTests {
    /// A clock that moves only when somebody waits.
    private final class Clock {
        var uptime = 100.0
        var pauses: [Double] = []
    }

    private func settling(_ seconds: Double, _ clock: Clock, meanwhile: @escaping (Int) throws -> Void = { _ in })
        -> Settling
    {
        Settling(
            seconds: seconds, now: { Date() }, uptime: { clock.uptime },
            pause: { pause in
                clock.uptime += pause
                clock.pauses.append(pause)
                try? meanwhile(clock.pauses.count)
            })
    }

    @Test("a file that was changed long ago, such as one renamed into the inbox, is taken at once")
    func old() throws {
        let inbox = try ScratchInbox()
        try inbox.put("a.csv", age: 3)
        let clock = Clock()
        let outcome = try settling(2, clock).settle(try inbox.list().files)
        #expect(outcome.settled.map(\.path) == ["a.csv"])
        #expect(clock.pauses.isEmpty)
    }

    @Test(
        "where files have another machine's times, a young one is watched for all of the time, and an old one is taken at once"
    )
    func foreignClock() throws {
        let inbox = try ScratchInbox()
        try inbox.put("old.csv", age: 4_000)
        let young = try inbox.put("young.csv", age: 60)
        let clock = Clock()
        var settling = settling(2, clock) { _ in
            guard clock.pauses.count == 1 else { return }
            try Data("more".utf8).write(to: young)
        }
        settling.hasForeignClock = true
        let files = try inbox.list().files
        #expect(try settling.settle(files.filter { $0.name == "old.csv" }).settled.count == 1)
        #expect(clock.pauses.isEmpty)
        let outcome = try settling.settle(files)
        #expect(outcome.settled.map(\.path) == ["old.csv", "young.csv"])
        #expect(outcome.settled.last?.stamp.size == 4)
        #expect(clock.pauses == [2, 2])
    }

    @Test("a young file is waited for until it is old enough, and no longer")
    func young() throws {
        let inbox = try ScratchInbox()
        try inbox.put("a.csv", age: 1)
        try inbox.put("b.csv", age: 600)
        let clock = Clock()
        let outcome = try settling(2, clock).settle(try inbox.list().files)
        #expect(outcome.settled.map(\.path) == ["a.csv", "b.csv"])
        #expect(clock.pauses.count == 1)
        #expect(clock.pauses.allSatisfy { $0 > 0.5 && $0 <= 1 })
    }

    @Test(
        "a file whose time lies in the future, since a clock was set back, is waited for once and taken",
        arguments: [60.0, 1e9])
    func future(ahead: Double) throws {
        let inbox = try ScratchInbox()
        try inbox.put("a.csv", age: -ahead)
        let clock = Clock()
        #expect(try settling(2, clock).settle(try inbox.list().files).settled.count == 1)
        #expect(clock.pauses == [2])
    }

    @Test("a file that grows while it is waited for, and then no more, is taken as it is in the end")
    func grows() throws {
        let inbox = try ScratchInbox()
        let file = try inbox.put("a.csv", "1", age: 0)
        let clock = Clock()
        let outcome = try settling(2, clock) { pause in
            if pause == 1 { try Data("12".utf8).write(to: file) }
        }.settle(try inbox.list().files)
        #expect(outcome.settled.map(\.stamp.size) == [2])
        #expect(clock.pauses.count == 2)
    }

    @Test("a file that never stops growing is left for the next run, after three times the time of settling")
    func neverSettles() throws {
        let inbox = try ScratchInbox()
        let file = try inbox.put("a.csv", age: 0)
        try inbox.put("b.csv")
        let clock = Clock()
        let outcome = try settling(2, clock) { pause in
            try Data(String(repeating: "x", count: pause + 1).utf8).write(to: file)
        }.settle(try inbox.list().files)
        #expect(outcome.settled.map(\.path) == ["b.csv"])
        #expect(outcome.waiting.map(\.path) == ["a.csv"])
        #expect(clock.pauses.reduce(0, +) <= 6.1)
    }

    @Test("a file that shrinks is waited for like one that grows; one that vanishes is told")
    func shrinksAndVanishes() throws {
        let inbox = try ScratchInbox()
        let shrinking = try inbox.put("a.csv", "123456", age: 0)
        let vanishing = try inbox.put("b.csv", age: 0)
        let clock = Clock()
        let outcome = try settling(2, clock) { pause in
            guard pause == 1 else { return }
            try Data("1".utf8).write(to: shrinking)
            try FileManager.default.removeItem(at: vanishing)
        }.settle(try inbox.list().files)
        #expect(outcome.settled.map(\.stamp.size) == [1])
        #expect(outcome.waiting.map(\.path) == ["b.csv"])
    }

    @Test("a clock that stands still holds up no run: what was waited counts")
    func frozen() throws {
        let inbox = try ScratchInbox()
        try inbox.put("a.csv", age: 0)
        var pauses = 0
        let outcome = try Settling(
            seconds: 2, now: { Date() }, uptime: { 7 }, pause: { _ in pauses += 1 }
        ).settle(try inbox.list().files)
        #expect(outcome.settled.count == 1 && pauses == 1)
    }

    @Test("without a time of settling nothing is waited for")
    func none() throws {
        let inbox = try ScratchInbox()
        try inbox.put("a.csv", age: 0)
        let clock = Clock()
        let outcome = try settling(0, clock).settle(try inbox.list().files)
        #expect(outcome.settled.count == 1 && clock.pauses.isEmpty)
    }

    /// Whether the system tells here who writes.
    private static let leasesWork: Bool = {
        guard let inbox = try? ScratchInbox(), (try? inbox.put("a.csv")) != nil,
            let descriptor = try? inbox.list().files.first?.way.openFile()
        else { return false }
        return Settling.isOpenForWriting(descriptor) == false
    }()

    private static let noLeases: Comment =
        "the file system of the temporary folder grants no leases (F_SETLEASE, fcntl(2))"

    @Test(
        "a file that somebody has open for writing is left for the next run, however old; closed, it is taken",
        .enabled(if: leasesWork, noLeases))
    func openForWriting() throws {
        let inbox = try ScratchInbox()
        let file = try inbox.put("a.csv")
        let clock = Clock()
        let files = try inbox.list().files
        let writer = try Descriptor(open(file.path, O_WRONLY | O_CLOEXEC), file.path)
        let outcome = try settling(2, clock).settle(files)
        #expect(outcome.settled.isEmpty)
        #expect(outcome.waiting.map(\.reason) == [.open])
        withExtendedLifetime(writer) {}
        let reader = try Descriptor(open(file.path, O_RDONLY | O_CLOEXEC), file.path)
        #expect(Settling.isOpenForWriting(reader) == true)
    }

    @Test(
        "a program that opens a file for writing just as this is asked ends neither", .enabled(if: leasesWork, noLeases)
    )
    func lease() async throws {
        let inbox = try ScratchInbox()
        let path = try inbox.put("a.csv").path
        async let opened = Task.detached {
            var count = 0
            for _ in 0..<3_000 where (try? Descriptor(open(path, O_WRONLY | O_CLOEXEC), path)) != nil { count += 1 }
            return count
        }.value
        var answers: Set<Bool?> = []
        for _ in 0..<3_000 {
            answers.insert(Settling.isOpenForWriting(try Descriptor(open(path, O_RDONLY | O_CLOEXEC), path)))
        }
        #expect(await opened == 3_000)
        #expect(!answers.contains(nil))
    }
}
