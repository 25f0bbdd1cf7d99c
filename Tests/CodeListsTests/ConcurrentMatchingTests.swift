import CodeLists
import Dispatch
import Synchronization
import Testing

@Suite("A matcher that many threads ask")
struct ConcurrentMatchingTests {
    @Test("gives each the same answers, also while it is still preparing its search", arguments: CodeList.bundledIDs)
    func sameAnswers(id: String) throws {
        let list = try CodeList.bundled(id)
        let texts = [
            "Norwya", "ლიტვა", "Rép. dém. du Congo", "polise", "waste collecton", "World", "Norway (provisional)",
        ]
        let alone = CodeMatcher(list)
        let expected = texts.map { alone.match($0) }
        let shared = CodeMatcher(list)
        let different = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 16) { number in
            for place in texts.indices {
                let turned = (place + number) % texts.count
                if shared.match(texts[turned]) != expected[turned] { different.withLock { $0.append(texts[turned]) } }
            }
        }
        #expect(different.withLock { $0 } == [])
    }
}
