import Foundation

/// The two ends of a new pipe, which no program inherits that is started. Whoever makes them closes them.
struct PipeEnds {
    /// Where is read, without waiting.
    let reading: Int32
    /// Where is written.
    let writing: Int32

    /// - Parameter waitsToWrite: whether who writes to a full pipe waits until there is room.
    /// - Throws: ``PipelineError`` of code `internal` where the system gives no pipe.
    init(waitsToWrite: Bool) throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw PipelineError(.internal, "No pipe can be made: \(String(cString: strerror(errno))).")
        }
        for (end, flags) in zip(ends, [O_NONBLOCK, waitsToWrite ? 0 : O_NONBLOCK]) {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, flags)
        }
        reading = ends[0]
        writing = ends[1]
    }
}
