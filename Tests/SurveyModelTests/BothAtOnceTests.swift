import Foundation
import SurveyModel
import Synchronization
import Testing

@Suite("Two things at once")
struct BothAtOnceTests {
    private struct Failure: Error, Equatable {
        let name: String
    }

    @Test("each has its place, whichever is made first", arguments: [(0.0, 0.05), (0.05, 0.0)])
    func both(_ first: TimeInterval, _ second: TimeInterval) throws {
        let made = try bothAtOnce {
            Thread.sleep(forTimeInterval: first)
            return 1
        } _: {
            Thread.sleep(forTimeInterval: second)
            return "two"
        }
        #expect(made.0 == 1)
        #expect(made.1 == "two")
    }

    @Test("the first one's failure is told before the second's")
    func failures() {
        let fail: @Sendable (String) throws -> Int = { throw Failure(name: $0) }
        #expect(throws: Failure(name: "a")) { _ = try bothAtOnce({ try fail("a") }, { try fail("b") }) }
        #expect(throws: Failure(name: "b")) { _ = try bothAtOnce({ 1 }, { try fail("b") }) }
    }

    @Test("where the first fails, the second has ended when that is told")
    func waits() {
        let ended = Ended()
        #expect(throws: Failure(name: "a")) {
            _ = try bothAtOnce {
                throw Failure(name: "a")
            } _: {
                Thread.sleep(forTimeInterval: 0.1)
                ended.note()
            }
        }
        #expect(ended.isNoted)
    }

    private final class Ended: Sendable {
        private let state = Mutex(false)
        var isNoted: Bool { state.withLock { $0 } }
        func note() { state.withLock { $0 = true } }
    }
}
