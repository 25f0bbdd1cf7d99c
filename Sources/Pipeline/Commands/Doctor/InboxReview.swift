public import Foundation
import Load
import SurveyModel

/// Whether a survey's inbox is there, and is the survey's alone.
public struct InboxReview: Sendable {
    private let survey: Survey
    private let inbox: URL
    private let output: URL
    private let neighbours: [Survey]

    /// A review of a survey's inbox.
    ///
    /// - Parameters:
    ///   - survey: the survey.
    ///   - inbox: where returns arrive; nil for the inbox that the definition names.
    ///   - output: the folder in which the survey's results have a folder.
    ///   - neighbours: other surveys whose inboxes are looked at.
    public init(_ survey: Survey, inbox: URL? = nil, output: URL, neighbours: [Survey] = []) {
        self.survey = survey
        self.inbox = inbox ?? survey.inbox
        self.output = output.appending(path: survey.name, directoryHint: .isDirectory)
        self.neighbours = neighbours
    }

    /// What was found.
    public var diagnoses: [Diagnosis] {
        [holdingSurvey ?? state] + results
            + neighbours.compactMap { other in
                holdingNeighbour(other) ?? Self.sharing(survey, inbox, other)
            }
    }

    /// A run refuses to read the survey's own files as returns.
    private var holdingSurvey: Diagnosis? {
        guard InboxPlacement.contains(inbox, survey.folder) else { return nil }
        let isNamed = InboxPlacement.isNamed(inbox, by: survey)
        return Diagnosis(
            .fault, isNamed ? "definition" : "output", "the \(InboxPlacement.holdingSurvey(inbox))",
            advice: isNamed ? InboxPlacement.advice : InboxPlacement.adviceOnOption)
    }

    /// The definition of another survey is no return either.
    private func holdingNeighbour(_ other: Survey) -> Diagnosis? {
        guard !InboxPlacement.contains(inbox, survey.folder), InboxPlacement.contains(inbox, other.folder) else {
            return nil
        }
        return Diagnosis(
            .warning, "inbox",
            "the inbox \(inbox.path) holds the folder of \(other.name), whose definition and lists are taken for returns",
            advice: "Give each survey an inbox of its own.")
    }

    private var state: Diagnosis {
        let found: Inbox
        do {
            found = try Inbox(inbox, ignoring: survey.definition.inbox.ignore, limits: InboxLimits(survey))
        } catch {
            return unreadable(error)
        }
        let files = found.files
        guard !files.isEmpty else {
            if isUnmounted(found) {
                return Diagnosis(
                    .fault, "inbox",
                    "\(inbox.path) is empty and lies on another disk than at the last run: the disk or network folder that holds it seems not to be mounted",
                    advice:
                        "Mount it, and put nothing into the folder in its place. If it has moved here for good, put a file into it, such as one named .keep."
                )
            }
            return Diagnosis(.warning, "inbox", "\(inbox.path) is empty", advice: "Put returns there as they come.")
        }
        return Diagnosis(.ok, "inbox", "\(files.count.counted("file")) in \(inbox.path)")
    }

    /// Whether a run would take the empty inbox for a disk that is not mounted, by what the last one has noted.
    private func isUnmounted(_ found: Inbox) -> Bool {
        let store = output.appending(path: "canvass.sqlite").path
        guard let note = try? StoreInspection.note(InboxMounts.note, path: store), let last = InboxMounts.last(note),
            last.path == inbox.standardizedFileURL.path
        else { return false }
        return InboxMounts.areMissing(of: found, since: last.mounts)
    }

    /// One that is there is not to be made, such as one of which the rights were lost with a restore.
    private func unreadable(_ error: any Error) -> Diagnosis {
        guard PipelineError.code(of: error) == .noInput else {
            return Diagnosis(
                .fault, "inbox",
                "the inbox \(inbox.path) is there, or a folder on the way to it, and cannot be read by this account",
                advice:
                    "Mend owner, group and permissions (see them by ls -ld): the account that runs canvass has to list the folder, and enter each above it."
            )
        }
        return Diagnosis(
            .fault, "inbox", "there is no folder \(inbox.path)",
            advice: "Make it, correct `inbox:` in the definition, or use --inbox.")
    }

    /// A run refuses to write its results where the next one reads.
    private var results: [Diagnosis] {
        guard InboxPlacement.contains(inbox, output) else { return [] }
        return [
            Diagnosis(
                .fault, "output", "the results would go to \(output.path), which lies in the inbox \(inbox.path)",
                advice: "Use --output or --inbox with a folder elsewhere.")
        ]
    }

    // MARK: - What gets in another's way

    /// What there is to say of surveys that read each other's returns, each pair once.
    public static func sharing(_ surveys: [Survey]) -> [Diagnosis] {
        surveys.enumerated().flatMap { place, survey in
            surveys.dropFirst(place + 1).compactMap { sharing(survey, survey.inbox, $0) }
        }
    }

    private static func sharing(_ survey: Survey, _ inbox: URL, _ other: Survey) -> Diagnosis? {
        let isAround = InboxPlacement.contains(inbox, other.inbox)
        let isWithin = InboxPlacement.contains(other.inbox, inbox)
        let words: String
        switch (isAround, isWithin) {
        case (false, false): return nil
        case (true, true):
            words =
                "\(survey.name) and \(other.name) share the inbox \(inbox.path): "
                + consequence([survey, other], "each reads the other's returns, but for names that it ignores")
        case (true, false):
            words =
                "the inbox of \(other.name) lies in that of \(survey.name), \(inbox.path): "
                + consequence([survey], "\(survey.name) reads its returns as well")
        case (false, true):
            words =
                "the inbox of \(survey.name) lies in that of \(other.name), \(other.inbox.path): "
                + consequence([other], "\(other.name) reads its returns as well")
        }
        return Diagnosis(.warning, "inbox", words, advice: "Give each survey an inbox of its own.")
    }

    /// What comes of it that surveys read what is another's.
    private static func consequence(_ readers: [Survey], _ otherwise: String) -> String {
        let movers = readers.filter { $0.definition.inbox.after == .move }.map(\.name)
        guard !movers.isEmpty else { return otherwise }
        return
            "\(movers.joined(separator: " and ")) \(movers.count == 1 ? "moves" : "move") files out of it when they are read, and the other may never see them"
    }
}
