import Foundation
import Load
import SurveyModel

/// A survey whose inbox is watched.
struct WatchedSurvey {
    let folder: URL
    let name: String
    var inbox: URL
    var ignore: [String]
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

    /// Takes over what a changed definition says of the inbox. One that does not load changes nothing here: the run tells its faults.
    mutating func refresh() {
        let now = Self.stamp(of: folder)
        guard now != stamp else { return }
        stamp = now
        guard let survey = try? SurveyLoader.load(folder) else { return }
        ignore = survey.definition.inbox.ignore
        schedule.settle = givenSettle ?? Self.quiet(of: survey)
        let inbox = givenInbox ?? survey.inbox
        guard inbox != self.inbox else { return }
        self.inbox = inbox
        watcher = nil
    }

    /// The stamp of a survey's definition; nil where there is none.
    static func stamp(of folder: URL) -> FileStamp? {
        try? Inbox.stamp(of: folder.appending(path: "pipeline.yaml").path)
    }
}
