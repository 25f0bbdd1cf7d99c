import class GRDB.Database
import Foundation
import GRDBSQLite
import SurveyModel

/// Stops SQL that takes too long, by the processor time of the thread that runs it: a busy machine is no fault of a rule.
final class TimeLimit {
    private let seconds: Int
    private var end: timespec

    init(seconds: Int) {
        self.seconds = min(seconds, 1 << 40)
        end = timespec(tv_sec: .max, tv_nsec: 0)
    }

    /// Runs `body`; statements of the connection that are stepped in it after the time is up fail as interrupted.
    func callAsFunction<Result, Failure: Error>(
        in database: Database, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let connection = database.sqliteConnection
        end = Self.now()
        end.tv_sec += seconds
        // Asked every 10,000 steps of SQLite's virtual machine, well below a millisecond. The pointer to self is valid while the handler is set.
        sqlite3_progress_handler(
            connection, 10_000,
            { context in
                guard let context else { return 1 }
                return Unmanaged<TimeLimit>.fromOpaque(context).takeUnretainedValue().isOver ? 1 : 0
            }, Unmanaged.passUnretained(self).toOpaque())
        defer { sqlite3_progress_handler(connection, 0, nil, nil) }
        return try body()
    }

    private var isOver: Bool {
        let now = Self.now()
        return (now.tv_sec, now.tv_nsec) >= (end.tv_sec, end.tv_nsec)
    }

    private static func now() -> timespec {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return time
    }
}

extension SurveyDefinition {
    /// The processor time in seconds that a rule or a figure's query may take over all returns.
    var secondsPerRule: Int { limits["secondsPerRule"] ?? 60 }
}
