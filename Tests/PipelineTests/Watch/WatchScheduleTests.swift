import Testing

@testable import Pipeline

@Suite("When a watched survey is run")
struct WatchScheduleTests {
    private let start = ContinuousClock.now

    @Test(
        "a run is due when the inbox has been quiet for as long as it must, counted from the last thing that happened")
    func quiet() {
        var schedule = WatchSchedule(settle: .seconds(10))
        #expect(schedule.due == nil)
        schedule.noticeFiles(["a.xlsx"], at: start)
        #expect(schedule.due == start + .seconds(10))
        schedule.noticeFiles(["b.xlsx"], at: start + .seconds(4))
        #expect(schedule.due == start + .seconds(14))
        #expect(schedule.start() == .changed(files: 2, first: "a.xlsx"))
        #expect(schedule.due == nil)
        #expect(schedule.end(.done, at: start + .seconds(20)) == nil)
        #expect(schedule.due == nil)
    }

    @Test("where files never stop arriving a run is made all the same")
    func stream() {
        var schedule = WatchSchedule(settle: .seconds(10))
        for second in 0..<100 { schedule.noticeFiles(["\(second).xlsx"], at: start + .seconds(second)) }
        #expect(schedule.due == start + .seconds(100))
        _ = schedule.start()
        #expect(schedule.due == nil)
    }

    @Test("where folders never stop being moved a run is made all the same")
    func moves() {
        var schedule = WatchSchedule(settle: .seconds(10))
        for second in 0..<100 { schedule.notice(.rearranged, at: start + .seconds(second), isPatient: true) }
        #expect(schedule.due == start + .seconds(100))
    }

    @Test(
        "after failures the pause grows from 10 seconds to 15 minutes, new files do not shorten it, and a run that works ends it"
    )
    func backoff() {
        var schedule = WatchSchedule(settle: .seconds(10))
        var now = start
        schedule.notice(.started, at: now)
        var pauses: [Duration] = []
        for _ in 0..<9 {
            _ = schedule.start()
            let pause = schedule.end(.failed(code: 73), at: now) ?? .zero
            pauses.append(pause)
            schedule.noticeFiles(["new.xlsx"], at: now + .seconds(1))
            #expect(schedule.due == now + pause)
            now += pause
        }
        #expect(pauses == [10, 20, 40, 80, 160, 320, 640, 900, 900].map { .seconds($0) })
        #expect(schedule.start() == .failed(code: 73, times: 9))
        _ = schedule.end(.done, at: now)
        schedule.noticeFiles(["later.xlsx"], at: now)
        #expect(schedule.due == now + .seconds(10))
    }

    @Test(
        "a survey that another run holds is tried for again, after 5 seconds at first and a minute at last, and it is no failure"
    )
    func locked() {
        var schedule = WatchSchedule(settle: .zero)
        schedule.notice(.started, at: start)
        var pauses: [Duration] = []
        for _ in 0..<6 {
            _ = schedule.start()
            pauses.append(schedule.end(.locked, at: start) ?? .zero)
        }
        #expect(pauses == [5, 10, 20, 40, 60, 60].map { .seconds($0) })
        #expect(schedule.start() == .lockWasHeld)
        #expect(schedule.end(.failed(code: 74), at: start) == .seconds(10))
    }

    @Test("an inbox that is there again, or elsewhere, ends the pause", arguments: [WatchReason.appeared, .elsewhere])
    func remedy(_ reason: WatchReason) {
        var schedule = WatchSchedule(settle: .seconds(3))
        schedule.notice(.vanished, at: start)
        _ = schedule.start()
        for _ in 0..<5 { _ = schedule.end(.failed(code: 66), at: start) }
        schedule.notice(reason, at: start + .seconds(1), isPatient: true)
        #expect(schedule.due == start + .seconds(4))
    }

    @Test("of a flood of names only so many are held")
    func bound() {
        var schedule = WatchSchedule(settle: .seconds(1))
        for number in 0..<5 { schedule.noticeFiles(Set((0..<1_000).map { "\(number)-\($0)" }), at: start) }
        #expect(schedule.start() == .changed(files: WatchSchedule.mostNames, first: "0-0"))
    }

    @Test(
        "exit codes mean what they say",
        arguments: [
            (0, WatchOutcome.done), (1, .done), (75, .locked), (73, .failed(code: 73)), (137, .failed(code: 137)),
        ] as [(Int32, WatchOutcome)])
    func outcomes(code: Int32, outcome: WatchOutcome) {
        #expect(WatchOutcome(exitCode: code) == outcome)
    }
}
