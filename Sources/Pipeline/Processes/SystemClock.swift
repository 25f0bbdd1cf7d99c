import Foundation

/// The system's clocks, in seconds.
enum SystemClock {
    /// Counted from some moment, and never set back.
    static var monotonic: Double { seconds(CLOCK_MONOTONIC) ?? 0 }

    /// What a clock shows; nil where there is none any more, as of a process that is gone.
    static func seconds(_ clock: clockid_t) -> Double? {
        var time = timespec()
        guard clock_gettime(clock, &time) == 0 else { return nil }
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
