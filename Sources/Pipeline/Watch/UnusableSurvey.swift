public import Foundation
import Load
import SurveyModel

/// A survey that a watch over all of them cannot begin with, since its definition cannot be used: it is tried again until it can.
public struct UnusableSurvey: Sendable {
    /// Of so many faults a message tells; a run of the survey tells all.
    private static let mostFaults = 3

    /// Why it could not be used the last time.
    public private(set) var error: any Error
    let folder: URL
    var name: String { folder.lastPathComponent }
    /// When it is looked at next.
    private(set) var nextLook: ContinuousClock.Instant
    /// When it is tried again, though its definition is the same: a fault may lie in a file beside it.
    private var nextTry: ContinuousClock.Instant
    /// The definition's file as it was at the last try.
    private var stamp: FileStamp?

    /// - Parameters:
    ///   - folder: the survey's folder.
    ///   - error: why it cannot be used.
    ///   - now: the first try is made then, since the definition may have changed already.
    public init(_ folder: URL, _ error: any Error, now: ContinuousClock.Instant = ContinuousClock.now) {
        self.folder = folder
        self.error = error
        nextLook = now
        nextTry = now
    }

    /// The first faults, in one line.
    var faults: String {
        let all = (error as? DefinitionError)?.diagnostics.map(\.description) ?? [PipelineError.message(of: error)]
        let first = all.prefix(Self.mostFaults).joined(separator: " ")
        return all.count > Self.mostFaults ? "\(first) (\(all.count - Self.mostFaults) more)" : first
    }

    /// Tries again where the definition has changed, or where it is time to.
    ///
    /// - Parameter interval: how often it is tried where nothing has changed.
    /// - Returns: the survey, where it can be used.
    mutating func tryAgain(at now: ContinuousClock.Instant, every interval: Duration) -> Survey? {
        guard now >= nextLook else { return nil }
        nextLook = now + min(InboxWatch.search, interval)
        // Without a definition, as on a disk that is not mounted, there is nothing to try.
        guard let present = WatchedSurvey.stamp(of: folder), present != stamp || now >= nextTry else { return nil }
        stamp = present
        nextTry = now + interval
        do {
            return try SurveyLoader.load(folder)
        } catch {
            self.error = error
            return nil
        }
    }
}
