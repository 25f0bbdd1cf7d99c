import Synchronization

/// What one file has cost so far, over all passes and threads, held against ``ReaderLimits``.
final class ReadBudget: Sendable {
    private struct State {
        var inflated: [Int: Int] = [:]
        var total = 0
        var spent: Duration = .zero
    }

    private let limits: ReaderLimits
    private let allowed: Duration
    /// How much of the time may be counted by the time on the wall: less than matters, also of what little a caller may allow.
    let mostByWall: Duration
    private let state = Mutex(State())

    init(limits: ReaderLimits, fileBytes: Int) {
        self.limits = limits
        // A duration holds no more seconds than an integer of 64 bits; nothing takes 2^53 of them.
        let seconds = limits.seconds + limits.secondsPer100Megabytes * Double(fileBytes) / 1e8
        allowed = .seconds(seconds < 0x1p53 ? seconds : 0x1p53)
        mostByWall = min(.milliseconds(50), allowed / 20)
    }

    /// Counts what was inflated of an entry; reading it a second time costs nothing more.
    func count(inflated: Int, ofEntry index: Int) throws(SpreadsheetError) {
        let total = state.withLock { state in
            let before = state.inflated[index, default: 0]
            if inflated > before {
                state.inflated[index] = inflated
                state.total += inflated - before
            }
            return state.total
        }
        guard total <= limits.totalBytes else {
            throw ReaderLimits.reached(
                \.totalBytes, of: limits, name: "totalBytes", what: "The inflated size of all parts read")
        }
    }

    /// The time that was counted so far.
    var spent: Duration { state.withLock { $0.spent } }

    /// Counts processor time that the reader spent on the file.
    func count(time: Duration) throws(SpreadsheetError) {
        let spent = state.withLock { state in
            state.spent += time
            return state.spent
        }
        guard spent <= allowed else {
            throw ReaderLimits.reached(
                \.seconds, of: limits, name: "seconds",
                what: "The processor time spent on the file, less what its size allows,")
        }
    }
}
