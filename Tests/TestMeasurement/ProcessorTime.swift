import Foundation

/// Runs a body, and says how many seconds of processor time its thread has taken: what others take of a busy machine is no fault of what is tested.
public func timed<Result>(_ body: () throws -> Result) rethrows -> (result: Result, seconds: Double) {
    func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    let start = now()
    let result = try body()
    return (result, now() - start)
}
