import Foundation
import Load
import SurveyModel

/// A survey whose inbox is watched.
struct WatchedSurvey {
    let folder: URL
    let name: String
    var inbox: URL
    var ignore: [String]
    /// What the inbox may hold, as a run looks into it.
    var limits: InboxLimits
    var schedule: WatchSchedule
    var watcher: (any FolderWatcher)?
    /// When the watcher is asked next, or an inbox that is gone is looked for.
    var nextLook: ContinuousClock.Instant
    /// When it is looked next whether the inbox's path still leads to what is watched.
    var nextCheck: ContinuousClock.Instant
    /// The definition's file as it was when it was loaded.
    private var stamp: FileStamp?
    private let givenInbox: URL?
    private let givenSettle: Duration?

    init(_ survey: Survey, inbox: URL?, settle: Duration?, now: ContinuousClock.Instant) {
        folder = survey.folder
        name = survey.name
        givenInbox = inbox
        self.inbox = inbox ?? survey.inbox
        ignore = survey.definition.inbox.ignore
        limits = InboxLimits(survey)
        givenSettle = settle
        schedule = WatchSchedule(settle: settle ?? Self.quiet(of: survey))
        nextLook = now
        nextCheck = now
        stamp = Self.stamp(of: survey.folder)
    }

    /// How long the inbox of a survey is to be quiet where nothing else is said: as long as its files need to settle, so that a run need not wait
    /// for them, and long enough for what arrives together to be one run.
    private static func quiet(of survey: Survey) -> Duration {
        max(InboxWatch.usualSettle, .seconds(survey.definition.inbox.settle))
    }

    /// Takes over what a changed definition says of the inbox. One that does not load changes nothing here: the run tells its faults, and it
    /// is tried again before the next, since a fault may lie in a file beside it.
    ///
    /// - Parameter now: the present time.
    /// - Returns: whether the inbox is to be watched anew; it is not watched any more then.
    mutating func refresh(at now: ContinuousClock.Instant) -> Bool {
        let present = Self.stamp(of: folder)
        guard present != stamp, let survey = try? SurveyLoader.load(folder) else { return false }
        stamp = present
        schedule.settle = givenSettle ?? Self.quiet(of: survey)
        let inbox = givenInbox ?? survey.inbox
        let ignore = survey.definition.inbox.ignore
        let limits = InboxLimits(survey)
        // A watcher keeps what it was made with.
        guard inbox != self.inbox || ignore != self.ignore || limits.fileBytes != self.limits.fileBytes else {
            return false
        }
        self.inbox = inbox
        self.ignore = ignore
        self.limits = limits
        watcher = nil
        nextLook = now
        return true
    }

    /// The stamp of a survey's definition; nil where there is none.
    static func stamp(of folder: URL) -> FileStamp? {
        try? Inbox.stamp(of: folder.appending(path: "pipeline.yaml").path)
    }
}
