#if os(Linux)
    import Foundation

    /// Watches what a worker uses while it does one thing, and tells when that is too much.
    ///
    /// Time is processor time (docs/decisions/0008), so that nothing is ended because the machine is busy. A worker that uses none at all
    /// for long stands still. Neither counts while the whole machine, and so the run itself, stood still.
    struct WorkerWatch {
        /// How often it is looked: seldom enough to cost nothing, often enough that memory cannot grow far.
        static let milliseconds: Int32 = 20

        private let limits: WorkerLimits
        private let usage: WorkerUsage
        /// The memory that is not the task's, in bytes; nil where memory is not watched.
        private let memoryBefore: Int?
        private let start: Double
        private var last: Double
        private var still = 0.0
        private var wall = 0.0
        private var looked: Double

        init(_ limits: WorkerLimits, _ usage: WorkerUsage, memoryBefore: Int?) {
            self.limits = limits
            self.usage = usage
            self.memoryBefore = memoryBefore
            start = usage.processorSeconds ?? 0
            last = start
            looked = SystemClock.monotonic
        }

        /// Whether it is time to look again.
        var isDue: Bool { SystemClock.monotonic - looked >= Double(Self.milliseconds) / 1_000 }

        /// What is too much; nil while nothing is.
        mutating func overrun() -> WorkerFailure? {
            let now = SystemClock.monotonic
            // A longer gap is one in which this process did not run either.
            let passed = min(now - looked, 1)
            looked = now
            wall += passed
            let processor = usage.processorSeconds ?? last
            still = processor > last ? 0 : still + passed
            last = processor
            if still > limits.secondsStill { return .still(seconds: Int(limits.secondsStill)) }
            if processor - start > limits.seconds || wall > limits.secondsOnTheWall {
                return .timeout(seconds: Int(limits.seconds))
            }
            if let memoryBefore, let memory = usage.memoryBytes, memory - memoryBefore > limits.memoryBytes {
                return .memory(bytes: limits.memoryBytes)
            }
            return nil
        }
    }
#endif
