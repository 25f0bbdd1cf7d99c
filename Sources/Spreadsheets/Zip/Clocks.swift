#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The processor time of the calling thread: unlike the time on the wall it does not grow while other programs run.
enum ThreadClock {
    /// The time since the thread began.
    static var now: Duration { time(of: CLOCK_THREAD_CPUTIME_ID) }
}

/// The time on the wall, which passes no slower than a thread's processor time, but for the little by which a system sets its clock right. Asking
/// for it is no call of the system, as it is for the others.
enum WallClock {
    /// The time since some moment.
    static var now: Duration { time(of: CLOCK_MONOTONIC) }
}

private func time(of clock: clockid_t) -> Duration {
    var time = timespec()
    clock_gettime(clock, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}
