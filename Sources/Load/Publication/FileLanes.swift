import Dispatch
import Synchronization
import Threading

/// The files of a run in the making: each is written in the order in which lines are put into it, and several at once.
///
/// Two files have most of a publication's bytes, and to write them takes longer than to take their lines over from the last run. So no file has a thread of
/// its own: a thread goes on with that of which most waits.
final class FileLanes<File: PublishedFile>: Sendable {
    /// A file. Its lock is never waited for, since no two threads are at one file.
    private final class Seat: Sendable {
        let lane: Mutex<FileLane<File>>

        init(_ lane: FileLane<File>) { self.lane = Mutex(lane) }
    }

    private let seats: [Seat]
    private let threads: Int
    private let state: Mutex<LaneQueues>
    // All begin at nought, since one that is let go of must not have less than in the beginning.
    private let work = DispatchSemaphore(value: 0)
    private let room = DispatchSemaphore(value: 0)
    private let left = DispatchSemaphore(value: 0)

    /// Lines that were made and wait to be written have no more bytes together, but for those of one piece.
    private static var mostHeld: Int { 1 << 21 }

    /// - Parameters:
    ///   - lanes: the files.
    ///   - width: how many are written at once; one by the thread that puts lines into them.
    init(_ lanes: [FileLane<File>], width: Int) {
        seats = lanes.map { Seat($0) }
        threads = width > 1 ? min(width, lanes.count) : 0
        state = Mutex(LaneQueues(count: lanes.count))
        // Threads of their own: those of a pool may all wait for something, such as this.
        for _ in 0..<threads {
            // What no thread writes is written by the one that puts it.
            guard OwnThread.start({ self.run() }) else { break }
        }
    }

    /// Puts something into each file. Where much waits already, the caller writes too, or waits until there is room.
    ///
    /// - Parameter next: for each file, what comes next and how many bytes are written for it.
    /// - Throws: what a file or the making of its lines has thrown.
    func put(_ next: [(lines: NextLines, bytes: Int)]) throws {
        state.withLock { $0.append(next) }
        for _ in 0..<threads { work.signal() }
        try write(until: threads > 0 ? Self.mostHeld : 0)
    }

    /// Writes what still waits, and gives what the files hold.
    ///
    /// - Throws: what a file or the making of its lines has thrown.
    func finish() throws -> [FileLines] {
        try write(until: 0)
        return seats.map { seat in seat.lane.withLock { $0.lines } }
    }

    /// Nothing more is begun; returns when nothing goes on any more. A thread that starts later finds nothing to do.
    func stop() {
        state.withLock { $0.isStopped = true }
        for _ in 0..<threads { work.signal() }
        while state.withLock({ $0.threads > 0 }) { left.wait() }
    }

    /// Writes until no more than so many bytes are held, and waits where others are at all files.
    private func write(until most: Int) throws {
        while true {
            switch state.withLock({ $0.stepOfCaller(until: most) }) {
            case .write(let entry):
                write(entry)
                // Of this file more may wait now that nobody is at it.
                work.signal()
            case .wait: room.wait()
            case .end: return
            case .failed(let error): throw error
            }
        }
    }

    /// Writes one thing after another, on the thread that calls it, until there is no more to write.
    private func run() {
        state.withLock { $0.threads += 1 }
        loop: while true {
            switch state.withLock({ $0.stepOfThread() }) {
            case .write(let entry): write(entry)
            case .wait: work.wait()
            case .end, .failed: break loop
            }
        }
        state.withLock { $0.threads -= 1 }
        left.signal()
    }

    private func write(_ entry: LaneQueues.Entry) {
        var failure: (any Error)?
        do {
            try seats[entry.file].lane.withLock { try $0.write(entry.lines) }
        } catch {
            failure = error
        }
        if state.withLock({ $0.finish(entry, failure) }) { room.signal() }
    }
}

/// What waits to be written, file by file.
private struct LaneQueues: Sendable {
    struct Entry: Sendable {
        let file: Int
        let lines: NextLines
        /// How many bytes are written for it.
        let bytes: Int

        /// How many bytes it holds: its lines, and something for itself, so that what has none is bounded too.
        var held: Int {
            switch lines {
            case .made(let own, _): own.count + 64
            case .earlier: 64
            }
        }
    }

    /// What a thread is to do.
    enum Step: Sendable {
        case write(Entry)
        case wait
        case end
        case failed(any Error)
    }

    private struct Queue: Sendable {
        /// What was put last, in its order.
        var last: [Entry] = []
        /// What was put before, the first of it at the end.
        var first: [Entry] = []
        /// How many bytes are to be written for all of it.
        var bytes = 0
        /// Whether a thread is at this file.
        var isBusy = false

        var isReady: Bool { !isBusy && !(last.isEmpty && first.isEmpty) }

        mutating func take() -> Entry? {
            if first.isEmpty {
                swap(&first, &last)
                first.reverse()
            }
            let entry = first.popLast()
            bytes -= entry?.bytes ?? 0
            isBusy = entry != nil
            return entry
        }
    }

    private var queues: [Queue]
    /// How many bytes are held by what waits or is being written.
    private var held = 0
    private var isCallerWaiting = false
    private var failure: (any Error)?
    /// How many threads are at work.
    var threads = 0
    /// Whether nothing more is begun.
    var isStopped = false

    init(count: Int) {
        queues = [Queue](repeating: Queue(), count: count)
    }

    mutating func append(_ next: [(lines: NextLines, bytes: Int)]) {
        for (file, own) in next.enumerated() {
            let entry = Entry(file: file, lines: own.lines, bytes: own.bytes)
            queues[file].last.append(entry)
            queues[file].bytes += entry.bytes
            held += entry.held
        }
    }

    /// What a thread does next: it goes on with the file of which most waits.
    mutating func stepOfThread() -> Step {
        guard !isStopped, failure == nil else { return .end }
        guard let entry = next() else { return .wait }
        return .write(entry)
    }

    /// What the caller does, until no more than so many bytes are held.
    mutating func stepOfCaller(until most: Int) -> Step {
        if let failure { return .failed(failure) }
        guard held > most else { return .end }
        if let entry = next() { return .write(entry) }
        isCallerWaiting = true
        return .wait
    }

    private mutating func next() -> Entry? {
        var chosen: Int?
        for file in queues.indices where queues[file].isReady {
            if let chosen, queues[chosen].bytes >= queues[file].bytes { continue }
            chosen = file
        }
        guard let chosen else { return nil }
        return queues[chosen].take()
    }

    /// Takes off what was written.
    ///
    /// - Returns: whether the caller waits, and is to look again.
    mutating func finish(_ entry: Entry, _ failure: (any Error)?) -> Bool {
        queues[entry.file].isBusy = false
        held -= entry.held
        // The first failure ends the run.
        self.failure = self.failure ?? failure
        defer { isCallerWaiting = false }
        return isCallerWaiting
    }
}
