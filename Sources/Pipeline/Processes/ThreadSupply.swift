import Dispatch
import Foundation
import Threading

/// Threads that the system gives this process.
public enum ThreadSupply {
    /// What a command that reads returns needs at least: for the pool that its work is done on, the threads that hand returns to workers, the workers
    /// themselves, and a few that wait. More are used where there are more; what is done on threads of our own is done with fewer too.
    private static var needed: Int { 3 * min(ProcessInfo.processInfo.activeProcessorCount, 8) + 3 }

    /// Ends a command that could not have so many at once: the pool of threads waits for one that it does not get, without end and without looking whether
    /// the command was told to stop.
    ///
    /// - Throws: ``PipelineError`` of code `io`.
    public static func require() throws(PipelineError) {
        let gate = DispatchSemaphore(value: 0)
        let left = DispatchGroup()
        var started = 0
        while started < needed {
            left.enter()
            let isStarted = OwnThread.start(stackBytes: 1 << 19) {
                gate.wait()
                left.leave()
            }
            guard isStarted else {
                left.leave()
                break
            }
            started += 1
        }
        for _ in 0..<started { gate.signal() }
        left.wait()
        guard started >= needed else { throw lack }
    }

    /// What is said where there are too few.
    static let lack = PipelineError(
        .io,
        "The system gives the job no more threads and processes. Raise the limit: ulimit -u for the account, TasksMax= of a systemd service, pids.max of a container; or see what else the account runs. What is published is untouched."
    )
}
