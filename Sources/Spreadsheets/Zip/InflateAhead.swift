import Dispatch
import Synchronization

// What is compiled without the package has these sources in its own module (Scripts/fuzz).
#if canImport(Threading)
    import Threading
#endif

/// Inflates a part on a thread of its own, some pieces ahead of who reads them. Letting go of it ends the thread.
final class InflateAhead {
    private static let buffers = 4

    private let exchange: PieceExchange

    /// Begins; nil where the system gives no thread, and then the reader is as it was.
    init?(_ reader: ZipEntryReader, pieceBytes: Int) {
        let exchange = PieceExchange(
            (0..<Self.buffers).map { _ in PieceBuffer(room: PieceBuffer.mostRoom, capacity: pieceBytes) })
        self.exchange = exchange
        // The reader is handed over: from here on the new thread alone uses it.
        nonisolated(unsafe) let reader = reader
        guard OwnThread.start({ exchange.fill(from: reader) }) else { return nil }
    }

    deinit { exchange.cancel() }

    /// The next piece; `nil` after the last, once the size is verified.
    func next() throws(SpreadsheetError) -> PieceBuffer? { try exchange.takeFilled() }

    /// Gives a buffer back to be filled again.
    func giveBack(_ buffer: PieceBuffer) { exchange.offer(buffer) }
}

/// The two queues between the thread that inflates and the one that reads.
private final class PieceExchange: Sendable {
    private struct State {
        var free: [PieceBuffer]
        var filled: [Result<PieceBuffer?, SpreadsheetError>] = []
        var isCancelled = false
    }

    private let state: Mutex<State>
    private let freeCount = DispatchSemaphore(value: 0)
    private let filledCount = DispatchSemaphore(value: 0)

    init(_ buffers: [PieceBuffer]) {
        state = Mutex(State(free: buffers))
        for _ in buffers { freeCount.signal() }
    }

    /// Fills free buffers until the part ends, an error is met, or nobody reads any more.
    func fill(from reader: ZipEntryReader) {
        while true {
            freeCount.wait()
            let free = state.withLock { $0.isCancelled ? nil : $0.free.popLast() }
            guard let buffer = free else { return }
            let result: Result<PieceBuffer?, SpreadsheetError>
            let start = ThreadClock.now
            do throws(SpreadsheetError) {
                try buffer.fill(from: reader)
                try reader.budget.count(time: ThreadClock.now - start)
                result = .success(buffer.count > 0 ? buffer : nil)
            } catch {
                result = .failure(error)
            }
            state.withLock { $0.filled.append(result) }
            filledCount.signal()
            guard case .success(.some) = result else { return }
        }
    }

    func takeFilled() throws(SpreadsheetError) -> PieceBuffer? {
        filledCount.wait()
        let next = state.withLock { state -> Result<PieceBuffer?, SpreadsheetError> in
            // The end, or an error, stays for whoever asks again.
            if case .success(.some) = state.filled[0] { return state.filled.removeFirst() }
            return state.filled[0]
        }
        if case .success(.some) = next { return try next.get() }
        filledCount.signal()
        return try next.get()
    }

    func offer(_ buffer: PieceBuffer) {
        state.withLock { $0.free.append(buffer) }
        freeCount.signal()
    }

    func cancel() {
        state.withLock { $0.isCancelled = true }
        freeCount.signal()
    }
}
