import SurveyModel
import Synchronization
import Testing

@Suite("Two things at once")
struct BothAtOnceTests {
    private struct Failure: Error, Equatable {
        let name: String
    }

    @Test("each has its place, whichever is made first")
    func both() throws {
        let made = try bothAtOnce {
            1
        } _: {
            "two"
        }
        #expect(made.0 == 1)
        #expect(made.1 == "two")
    }

    @Test("the first one's failure is told before the second's, and only when the second has ended")
    func failures() {
        #expect(throws: Failure(name: "a")) {
            _ = try bothAtOnce {
                throw Failure(name: "a")
            } _: {
                throw Failure(name: "b")
            }
        }
        #expect(throws: Failure(name: "b")) {
            _ = try bothAtOnce {
                1
            } _: {
                throw Failure(name: "b")
            }
        }
        let ended = Ended()
        #expect(throws: Failure(name: "a")) {
            _ = try bothAtOnce {
                throw Failure(name: "a")
            } _: {
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
