import Foundation
import Load
import StableStorage
import SurveyModel

/// Waits until files have settled: until each has kept its size and time for a while, and, where that can be told, nobody has it open for writing.
///
/// A file whose time is long ago, such as one that was renamed into the inbox, is settled at once. A time in the future tells nothing, since
/// clocks are set back; then what is seen while waiting tells. No file is waited for longer than ``patience`` times the time of settling.
struct Settling {
    /// A file that had not settled.
    struct Waiting: Sendable {
        let path: String
        let reason: WaitingReason
    }

    /// So many times the time of settling is waited in all.
    static let patience = 3.0

    /// A file of this age is old by any clock, in seconds.
    private static let certainAge = 3_600.0

    /// How long a file must have kept its size and time, in seconds.
    let seconds: Double
    /// Whether the files' times are those of another machine, such as a file server, whose clock may be some minutes off: then a young file's age is
    /// not gone by, and it is watched for all of the time of settling.
    var hasForeignClock = false
    /// The time by which files are stamped.
    var now: () -> Date = { Date() }
    /// Seconds on a clock that nobody sets.
    var uptime: () -> Double = { ProcessInfo.processInfo.systemUptime }
    /// Waits so many seconds.
    var pause: (Double) throws -> Void = { try Settling.sleep($0) }

    /// Waits, and looks now and then whether the run is to end.
    private static func sleep(_ seconds: Double) throws {
        // What has been waited is counted and not read off a clock: one may stand still, as where programs are given a false time.
        var left = seconds
        while left > 0 {
            try Interruption.check()
            Thread.sleep(forTimeInterval: min(left, 0.1))
            left -= 0.1
        }
        try Interruption.check()
    }

    private struct Candidate {
        var file: InboxFile
        /// When it is looked at next, by ``uptime``.
        var due: Double
        var reason = WaitingReason.written
    }

    /// Waits for files.
    ///
    /// - Returns: those that have settled, as they are now, and those that have not; both in the files' order.
    /// - Throws: what ``Interruption/check()`` throws where the run is to end.
    func settle(_ files: [InboxFile]) throws -> (settled: [InboxFile], waiting: [Waiting]) {
        let start = uptime()
        let wall = now().timeIntervalSince1970
        var settled: [Int: InboxFile] = [:]
        var left: [Int: Waiting] = [:]
        var waiting = files.enumerated().map { index, file in
            let age = wall - Double(file.stamp.modified) / 1e9
            return (index, Candidate(file: file, due: start + wait(forAge: age)))
        }
        var waited = start
        while true {
            // A clock that stands still must not make this wait for ever.
            let time = max(uptime(), waited)
            var still: [(Int, Candidate)] = []
            for (index, candidate) in waiting {
                guard candidate.due <= time else {
                    still.append((index, candidate))
                    continue
                }
                switch Self.look(at: candidate.file) {
                case .settled(let file): settled[index] = file
                case .gone(let reason): left[index] = Waiting(path: candidate.file.path, reason: reason)
                case .restless(let stamp, let reason):
                    var next = candidate
                    next.file.stamp = stamp
                    next.due = time + seconds
                    next.reason = reason
                    still.append((index, next))
                }
            }
            waiting = still
            guard let next = waiting.map(\.1.due).min(), next > time, next <= start + seconds * Self.patience else {
                break
            }
            try pause(next - time)
            waited = next
        }
        for (index, candidate) in waiting {
            left[index] = Waiting(path: candidate.file.path, reason: candidate.reason)
        }
        return (settled.sorted { $0.key < $1.key }.map(\.value), left.sorted { $0.key < $1.key }.map(\.value))
    }

    /// How long a file of some age is waited for, in seconds.
    private func wait(forAge age: Double) -> Double {
        if hasForeignClock { return age >= Self.certainAge ? 0 : seconds }
        return age >= 0 ? max(0, seconds - age) : seconds
    }

    private enum Sight {
        case settled(InboxFile)
        case restless(FileStamp, WaitingReason)
        case gone(WaitingReason)
    }

    private static func look(at file: InboxFile) -> Sight {
        do {
            let stamp = try file.way.stamp()
            guard stamp == file.stamp else { return .restless(stamp, .written) }
            // What may not be opened is settled, and so is what cannot be looked at for want of means: why is told when it is taken.
            guard let descriptor = try? file.way.openFile(), Self.isOpenForWriting(descriptor) == true else {
                return .settled(file)
            }
            return .restless(stamp, .open)
        } catch  where error.isLackOfMeans {
            return .settled(file)
        } catch {
            return .gone(error.isAbsence ? .gone : .replaced)
        }
    }

    /// Whether anybody has the file open for writing; nil where that cannot be told, such as for another user's file, or on a network.
    ///
    /// The system grants a lease for reading only where nobody writes (fcntl(2), F_SETLEASE). It is given back at once.
    static func isOpenForWriting(_ descriptor: Descriptor) -> Bool? {
        #if os(Linux)
            // Numbers of <fcntl.h>, there for programs with GNU's extensions only.
            let setSignal: Int32 = 10
            let setLease: Int32 = 1024
            // Who opens the file for writing at this very moment makes the system send a signal. The usual one would end the process; this one
            // is ignored.
            guard fcntl(descriptor.number, setSignal, SIGURG) == 0 else { return nil }
            if fcntl(descriptor.number, setLease, Int32(F_RDLCK)) == 0 {
                _ = fcntl(descriptor.number, setLease, Int32(F_UNLCK))
                return false
            }
            return errno == EAGAIN ? true : nil
        #else
            return nil
        #endif
    }
}
