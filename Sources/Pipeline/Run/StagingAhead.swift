import Dispatch
import Foundation
import Load
import SurveyModel
import Synchronization
import Threading

/// Stages returns while others are still read: each transaction waits for the disk, which whoever reads need not.
///
/// It stages what ``RunAssembly`` would, and as that would: every return that could be read, its records block by block from the cache. Only whole
/// batches are staged here and the rest there, so that nothing is different for few returns. What it cannot have from the cache it leaves as well.
final class StagingAhead: Sendable {
    private enum Work {
        case toBegin, underWay, done
    }

    private struct State {
        /// What was read, and nobody has begun to stage.
        var waiting: [ReadReturn] = []
        /// Nil at the end: whoever holds the store last closes it, and the thread may last a moment longer than the run.
        var store: Store?
        var hasThread = false
        var work = Work.toBegin
        var isOver = false
        var isAbandoned = false
        /// What has kept returns from being staged.
        var failure: (any Error)?
    }

    private let cache: BundleCache
    private let clock: StepClock
    private let leaving: Set<String>
    private let batch: Int
    private let state: Mutex<State>
    // Both begin at nought, since one that is let go of must not have less than in the beginning.
    private let news = DispatchSemaphore(value: 0)
    private let left = DispatchSemaphore(value: 0)

    /// - Parameters:
    ///   - store: where they are staged.
    ///   - cache: where their records are.
    ///   - clock: counts what that takes.
    ///   - leaving: ids of returns that are left for later.
    ///   - batch: how many are staged at once.
    init(
        _ store: Store, _ cache: BundleCache, clock: StepClock, leaving: Set<String> = [],
        batch: Int = Store.returnsInTransaction
    ) {
        self.cache = cache
        self.clock = clock
        self.leaving = leaving
        self.batch = max(1, batch)
        state = Mutex(State(store: store))
    }

    // MARK: - Those who read

    /// Stages what the body hands over (``take(_:)``) while the body goes on. When this returns or throws, nothing of it touches the store any more.
    ///
    /// - Throws: what the body throws; what has kept a return from being staged.
    func during<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            let result = try await body()
            end(isAbandoned: false)
            if let failure = state.withLock({ $0.failure }) { throw failure }
            return result
        } catch {
            end(isAbandoned: true)
            throw error
        }
    }

    /// Notes which returns are about to be read, of which some may have been staged as they were read before.
    ///
    /// - Throws: what the store says.
    func willRead(_ ids: [String]) throws {
        try state.withLock { $0.store }?.outdate(ids)
    }

    /// Takes a return that was read, unless it is not for the store, or is held and not in the cache.
    ///
    /// - Throws: what has kept an earlier one from being staged.
    func take(_ read: ReadReturn) throws {
        if let failure = state.withLock({ $0.failure }) { throw failure }
        guard read.whole == nil, read.head.bundle.format != nil, !leaving.contains(read.head.bundle.id) else { return }
        let needsThread = state.withLock { state in
            state.waiting.append(read)
            guard !state.hasThread, state.waiting.count >= batch else { return false }
            state.hasThread = true
            return true
        }
        if needsThread { begin() }
        news.signal()
    }

    private func end(isAbandoned: Bool) {
        state.withLock { state in
            state.isOver = true
            if isAbandoned { state.isAbandoned = true }
        }
        news.signal()
        // Where the system has given no thread by now, there is none to wait for.
        work()
        while state.withLock({ $0.work != .done }) { left.wait() }
    }

    // MARK: - The thread that stages

    private func begin() {
        // A thread of its own: it waits, and those of a pool are as many as processors. Where the system gives none, ``end(isAbandoned:)`` does it all.
        _ = OwnThread.start { self.work() }
    }

    /// Stages one batch after another until there will be none; returns at once where another thread does so.
    private func work() {
        let begins = state.withLock { state in
            guard state.work == .toBegin else { return false }
            state.work = .underWay
            return true
        }
        guard begins else { return }
        var staged: Set<String>?
        while stageNext(&staged) {}
        state.withLock { state in
            state.work = .done
            state.waiting = []
            state.store = nil
        }
        left.signal()
    }

    private enum Step {
        case stage([ReadReturn], Store)
        case wait
        case leave
    }

    private func nextStep() -> Step {
        state.withLock { state -> Step in
            guard state.failure == nil, !state.isAbandoned, let store = state.store else { return .leave }
            guard state.waiting.count >= batch else { return state.isOver ? .leave : .wait }
            defer { state.waiting.removeFirst(batch) }
            return .stage(Array(state.waiting.prefix(batch)), store)
        }
    }

    /// Stages the next batch, or waits for it.
    ///
    /// - Parameter staged: what was staged before this run; nil where nobody has asked yet.
    /// - Returns: whether there may be more.
    private func stageNext(_ staged: inout Set<String>?) -> Bool {
        switch nextStep() {
        case .leave: return false
        case .wait: news.wait()
        case .stage(let reads, let store):
            do {
                // SQLite works on the thread that asks for it, so this thread's clock tells what staging takes and nothing of what reading does.
                try clock.ofThread(.stage) {
                    let known = try staged ?? store.stagedReturns()
                    staged = known
                    try stage(reads.filter { !known.contains($0.head.bundle.id) }, in: store)
                }
            } catch {
                state.withLock { $0.failure = error }
            }
        }
        return true
    }

    private func stage(_ reads: [ReadReturn], in store: Store) throws {
        let records = KeptRecords(bundles: RunBundles(reads, cache: cache)) { try self.checkIsWanted() }
        // In the order of the staged tables' keys: the reads have come as they were done.
        var ids = reads.map(\.head.bundle.id).sorted()
        while !ids.isEmpty {
            do {
                return try store.stage(ids, records)
            } catch let lost as KeptRecords.Lost {
                // The transaction is undone with all that were in it: the others are staged once more, and this one is read anew by the assembly.
                ids.removeAll { $0 == lost.returnID }
            }
        }
    }

    /// - Throws: what ends a transaction in the middle: the run is told to stop, or the reading has failed.
    private func checkIsWanted() throws {
        try Interruption.check()
        if state.withLock({ $0.isAbandoned }) { throw CancellationError() }
    }
}

/// The records of returns as the cache has them, for as long as somebody wants them.
private struct KeptRecords: ReturnRecords {
    /// What was read of a return is damaged or gone.
    struct Lost: Error {
        let returnID: String
    }

    let bundles: RunBundles
    /// Throws where nobody wants them any more.
    let check: @Sendable () throws -> Void

    func blocks(of returnID: String) -> [Int] { bundles.blocks(of: returnID) }

    func records(of returnID: String, blocks: Range<Int>) throws -> [Record] {
        try check()
        do {
            return try bundles.records(of: returnID, blocks: blocks)
        } catch {
            throw Lost(returnID: returnID)
        }
    }

    func put(valuesOf returnID: String, blocks: Range<Int>, into values: inout StagedValues) throws {
        try check()
        do {
            try bundles.put(valuesOf: returnID, blocks: blocks, into: &values)
        } catch {
            throw Lost(returnID: returnID)
        }
    }

    func places(of returnID: String) throws -> [FieldPlace] { try bundles.places(of: returnID) }

    func state(of returnID: String) -> String? { bundles.state(of: returnID) }
}
