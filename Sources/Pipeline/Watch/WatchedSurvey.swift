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
    /// The definition's file as it was when it was loaded.
    private var stamp: FileStamp?
    private let givenInbox: URL?

    init(_ survey: Survey, inbox: URL?, settle: Duration, now: ContinuousClock.Instant) {
        folder = survey.folder
        name = survey.name
        givenInbox = inbox
        self.inbox = inbox ?? survey.inbox
        ignore = survey.definition.inbox.ignore
        schedule = WatchSchedule(settle: settle)
        nextLook = now
        stamp = Self.stamp(of: survey.folder)
    }

    /// The inbox's files that changed less than `time` ago by the clock of the machine; those of the future, by whatever clock, do not count.
    func youngFiles(within time: Duration, now: Date = Date()) -> Set<String> {
        let files = (try? Inbox(inbox, ignoring: ignore))?.files ?? []
        return Set(
            files.filter {
                let age = now.timeIntervalSince1970 - Double($0.stamp.modified) / 1e9
                return age >= 0 && age < Double(time.components.seconds)
            }.map(\.path))
    }

    /// Takes over what a changed definition says of the inbox. One that does not load changes nothing here: the run tells its faults.
    mutating func refresh() {
        let now = Self.stamp(of: folder)
        guard now != stamp else { return }
        stamp = now
        guard let survey = try? SurveyLoader.load(folder) else { return }
        ignore = survey.definition.inbox.ignore
        let inbox = givenInbox ?? survey.inbox
        guard inbox != self.inbox else { return }
        self.inbox = inbox
        watcher = nil
    }

    private static func stamp(of folder: URL) -> FileStamp? {
        try? Inbox.stamp(of: folder.appending(path: "pipeline.yaml"))
    }
}
