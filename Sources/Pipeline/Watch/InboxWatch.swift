public import Foundation
public import Logging

/// Watches the inboxes of surveys, and makes a run when something has arrived and settled; one run at a time.
public final class InboxWatch {
    /// How inboxes are watched.
    public struct Options: Sendable {
        /// Where returns of the one survey arrive, in place of the definition's inbox.
        public var inbox: URL?
        /// List the inbox this often, in place of the system's events.
        public var poll: Duration?
        /// How long an inbox must have been quiet before a run; nil for ``InboxWatch/usualSettle``, or for as long as its survey's files
        /// need to settle where that is longer.
        public var settle: Duration?
        /// How often it is looked whether an inbox's path leads elsewhere, and how often a survey that cannot be used is tried again; nil for
        /// ``InboxWatch/usualCheck``.
        public var check: Duration?
        /// Tells what is mounted.
        var mountTable: @Sendable () -> FileSystemKinds = { FileSystemKinds() }

        /// - Parameters:
        ///   - inbox: where returns of the one survey arrive, in place of the definition's inbox.
        ///   - poll: list the inbox this often, in place of the system's events; nil for events where there are any.
        ///   - settle: how long an inbox must have been quiet before a run; nil for the usual time.
        ///   - check: how often it is looked whether an inbox's path leads elsewhere; nil for the usual time.
        public init(inbox: URL? = nil, poll: Duration? = nil, settle: Duration? = nil, check: Duration? = nil) {
            self.inbox = inbox
            self.poll = poll
            self.settle = settle
            self.check = check
        }
    }

    /// How long an inbox must have been quiet before a run where nothing else is said.
    public static let usualSettle = Duration.seconds(10)
    /// How often it is looked whether an inbox's path leads elsewhere where nothing else is said.
    public static let usualCheck = Duration.seconds(60)
    /// How often an inbox is listed where the system tells nothing.
    static let usualPoll = Duration.seconds(15)
    /// How often an inbox that is gone is looked for, and the definition of a survey that cannot be used.
    static let search = Duration.seconds(2)
    /// After something has happened this long is waited for more of the same, so that one large file does not wake us a thousand times.
    static let breath = Duration.milliseconds(100)

    private var surveys: [WatchedSurvey]
    private var unusable: [UnusableSurvey]
    private let options: Options
    private let stop: StopSignal
    private let logger: Logger
    private let makeRun: (URL) throws -> WatchOutcome
    private let clock = ContinuousClock()

    /// A watch over surveys.
    ///
    /// - Parameters:
    ///   - surveys: the surveys.
    ///   - unusable: others, which are watched as soon as their definitions can be used.
    ///   - options: how.
    ///   - stop: ends the watch after the present run.
    ///   - logger: is told why each run is made and how it ended, as notices, and of troubles, as warnings.
    ///   - makeRun: runs the survey of a folder; ``ChildRun``.
    public init(
        _ surveys: [Survey], unusable: [UnusableSurvey] = [], options: Options, stop: StopSignal, logger: Logger,
        makeRun: @escaping (URL) throws -> WatchOutcome
    ) {
        let now = clock.now
        self.surveys = surveys.map {
            WatchedSurvey($0, inbox: options.inbox, settle: options.settle, now: now)
        }
        self.unusable = unusable
        self.options = options
        self.stop = stop
        self.logger = logger
        self.makeRun = makeRun
    }

    /// Watches until the wish to stop comes. Each survey is run once at the start.
    ///
    /// Blocks the thread: nothing else goes on in a process that watches.
    public func run() {
        for survey in unusable { tell(of: survey) }
        for index in surveys.indices {
            establish(index)
            surveys[index].schedule.notice(.started, at: clock.now)
        }
        while stop.requests == 0 {
            if let index = dueSurvey {
                run(index)
            } else {
                wait()
            }
            tryUnusable()
            look()
        }
        logger.notice("the watch has ended")
    }

    // MARK: - Waiting

    /// The survey whose run has been due for the longest; nil where none is due.
    private var dueSurvey: Int? {
        let now = clock.now
        return surveys.indices.compactMap { index in surveys[index].schedule.due.map { (due: $0, index: index) } }
            .filter { $0.due <= now }.min { ($0.due, $0.index) < ($1.due, $1.index) }?.index
    }

    private func wait() {
        let now = clock.now
        var next = now + .seconds(3_600)
        for survey in surveys {
            if let due = survey.schedule.due { next = min(next, due) }
            if survey.watcher?.descriptor == nil { next = min(next, survey.nextLook) }
            if isChecked(survey) { next = min(next, survey.nextCheck) }
        }
        for survey in unusable { next = min(next, survey.nextLook) }
        let descriptors = surveys.compactMap(\.watcher?.descriptor)
        stop.wait(now.duration(to: next), or: descriptors)
    }

    // MARK: - Looking

    /// Asks the watchers what has happened.
    private func look() {
        var hasHappened = false
        for index in surveys.indices {
            checkPath(index)
            let isTimed = surveys[index].watcher?.descriptor == nil
            guard !isTimed || clock.now >= surveys[index].nextLook else { continue }
            guard let watcher = surveys[index].watcher else {
                // A run tells that the inbox is missing; here it is only looked for.
                if establish(index) { surveys[index].schedule.notice(.appeared, at: clock.now, isPatient: true) }
                continue
            }
            surveys[index].nextLook = clock.now + (watcher.interval ?? .zero)
            hasHappened = note(watcher.changes(), index) || hasHappened
        }
        if hasHappened { stop.wait(Self.breath) }
    }

    /// Takes changes over into the survey's schedule.
    @discardableResult
    private func note(_ changes: FolderChanges, _ index: Int, departuresCount: Bool = true) -> Bool {
        let now = clock.now
        var files = changes.arrived
        if departuresCount { files.formUnion(changes.departed) }
        surveys[index].schedule.noticeFiles(files, at: now)
        // Names tell more than that.
        if changes.isRearranged, files.isEmpty {
            surveys[index].schedule.notice(.rearranged, at: now, isPatient: true)
        }
        if changes.isOverflown { surveys[index].schedule.notice(.overflow, at: now, isPatient: true) }
        if let reason = changes.mustPoll {
            surveys[index].watcher = nil
            poll(index, because: reason)
            surveys[index].schedule.notice(.overflow, at: now, isPatient: true)
        }
        if changes.isLost {
            surveys[index].watcher = nil
            surveys[index].nextLook = now + Self.search
            surveys[index].schedule.notice(.vanished, at: now)
            logger.warning("\(surveys[index].name): the inbox \(surveys[index].inbox.path) is gone; it is looked for")
        }
        return changes != FolderChanges()
    }

    /// How often it is looked for what no event tells.
    private var checkInterval: Duration { options.check ?? Self.usualCheck }

    /// Whether it matters where an inbox's path leads: what is listed as the user wants is listed by its path each time.
    private func isChecked(_ survey: WatchedSurvey) -> Bool { survey.watcher != nil && options.poll == nil }

    /// Watches an inbox anew whose path leads to another folder than the one that is watched, and has it run.
    private func checkPath(_ index: Int) {
        let now = clock.now
        guard isChecked(surveys[index]), now >= surveys[index].nextCheck else { return }
        surveys[index].nextCheck = now + checkInterval
        guard surveys[index].watcher?.leadsElsewhere() == true else { return }
        surveys[index].watcher = nil
        if establish(index) {
            surveys[index].schedule.notice(.elsewhere, at: clock.now, isPatient: true)
        } else {
            note(FolderChanges(isLost: true), index)
        }
    }

    /// Begins to watch an inbox.
    ///
    /// - Returns: whether it is there.
    @discardableResult
    private func establish(_ index: Int) -> Bool {
        let survey = surveys[index]
        surveys[index].nextCheck = clock.now + checkInterval
        if options.poll != nil { return poll(index, because: nil) }
        #if os(Linux)
            do {
                let ignore = survey.ignore
                let watcher = try InotifyWatcher(
                    survey.inbox, isPassedOver: { Inbox.isPassedOver($0, ignore) }, mountTable: options.mountTable)
                surveys[index].watcher = watcher
                tell(index)
                return true
            } catch  where error.isLost {
                surveys[index].nextLook = clock.now + Self.search
                return false
            } catch {
                return poll(index, because: error.reason)
            }
        #else
            return poll(index, because: "this system has no inotify")
        #endif
    }

    /// Lists an inbox from time to time.
    ///
    /// - Returns: whether it is there.
    @discardableResult
    private func poll(_ index: Int, because reason: String?) -> Bool {
        let survey = surveys[index]
        let interval = options.poll ?? Self.usualPoll
        guard
            let watcher = try? PollingWatcher(
                survey.inbox, ignoring: survey.ignore, limits: survey.limits, every: interval,
                mountTable: options.mountTable)
        else {
            surveys[index].nextLook = clock.now + Self.search
            return false
        }
        surveys[index].watcher = watcher
        surveys[index].nextLook = clock.now + interval
        if let reason { logger.notice("\(survey.name): no events are to be had: \(reason)") }
        tell(index)
        return true
    }

    private func tell(_ index: Int) {
        let survey = surveys[index]
        let method = survey.watcher?.method ?? ""
        logger.notice(
            "\(survey.name): watching \(survey.inbox.path) \(method); a run is made after \(survey.schedule.settle.inSeconds) s of quiet"
        )
    }

    // MARK: - Surveys that cannot be used

    /// Begins to watch surveys whose definitions can be used now.
    private func tryUnusable() {
        let candidates = unusable
        unusable = []
        for var survey in candidates {
            let told = survey.faults
            if let usable = survey.tryAgain(at: clock.now, every: checkInterval) {
                surveys.append(
                    WatchedSurvey(usable, inbox: options.inbox, settle: options.settle, now: clock.now))
                establish(surveys.count - 1)
                surveys[surveys.count - 1].schedule.notice(.usable, at: clock.now)
            } else {
                unusable.append(survey)
                if survey.faults != told { tell(of: survey) }
            }
        }
    }

    private func tell(of survey: UnusableSurvey) {
        logger.warning(
            "\(survey.name): it is not watched until its definition can be used, which is tried whenever it changes and every \(checkInterval.inSeconds) s: \(survey.faults)"
        )
    }

    // MARK: - Running

    private func run(_ index: Int) {
        let reason = surveys[index].schedule.start()
        let name = surveys[index].name
        // Before the run, which so takes what is there, and nothing is missed that arrives while it goes on.
        if surveys[index].refresh(at: clock.now) { establish(index) }
        logger.notice("\(name): a run is made: \(reason)")
        let started = clock.now
        let outcome: WatchOutcome
        do {
            outcome = try makeRun(surveys[index].folder)
        } catch {
            logger.error("\(name): \(PipelineError.message(of: error))")
            outcome = .failed(code: PipelineError.code(of: error).rawValue)
        }
        let seconds = started.duration(to: clock.now).inSeconds
        // Files that a run moves away (`after: move`) are no reason for the next.
        if let watcher = surveys[index].watcher { note(watcher.changes(), index, departuresCount: false) }
        let pause = surveys[index].schedule.end(outcome, at: clock.now)
        switch outcome {
        case .done: logger.notice("\(name): the run is done, in \(seconds) s")
        case .waiting(let files):
            let what = files.count == 1 ? "a file" : "\(files.count) files"
            logger.notice(
                "\(name): the run is done, in \(seconds) s; it has left \(what) not yet settled, and is made again in \((pause ?? .zero).inSeconds) s"
            )
        case .locked:
            logger.notice("\(name): another run holds the survey; tried again in \((pause ?? .zero).inSeconds) s")
        case .failed(let code):
            logger.warning(
                "\(name): the run failed with exit code \(code), in \(seconds) s; tried again in \((pause ?? .zero).inSeconds) s"
            )
        }
    }
}
