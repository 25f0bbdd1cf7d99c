import Synchronization
import Testing
import Threading

@Suite("Threads of their own")
struct OwnThreadTests {
    /// More than there is for the stack of one: the system gives no thread.
    private static let tooMuch = 1 << 60

    @Test("a thread that the system does not give is told, and nothing is done on it")
    func refused() {
        let isDone = Mutex(false)
        #expect(!OwnThread.start(stackBytes: Self.tooMuch) { isDone.withLock { $0 = true } })
        #expect(!isDone.withLock { $0 })
    }

    @Test(
        "each number is taken once, by several threads or where there are none by the calling one",
        arguments: [nil, Self.tooMuch], [0, 1, 2, 1_000])
    func each(stackBytes: Int?, count: Int) {
        let taken = Mutex<[Int]>([])
        OwnThread.each(below: count, width: 4, stackBytes: stackBytes) { number in
            taken.withLock { $0.append(number) }
        }
        #expect(taken.withLock { $0.sorted() } == Array(0..<count))
    }
}
