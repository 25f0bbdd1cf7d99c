import SurveyModel
import Testing

@Suite("A memory that looks at the keys that were asked for last")
struct GlancedMemoryTests {
    /// Keys that no glance tells apart.
    private struct Alike: GlancedKey {
        let text: String

        var glance: UInt64 { 1 << 63 }
    }

    @Test("keys that share a glance keep their own values, whichever was asked for last")
    func alike() {
        let memory = GlancedMemory<Alike, String>(most: 8, bits: 4)
        for _ in 0..<3 {
            for text in ["a", "b", "c"] {
                let value = memory.value(of: Alike(text: text)) { text + text }
                #expect(value == text + text)
            }
        }
    }

    @Test("a value is made once, also one that is none")
    func once() {
        let memory = GlancedMemory<ExactText, String?>(most: 100, bits: 4)
        var made = 0
        for _ in 0..<3 {
            for number in 0..<40 {
                let value = memory.value(of: ExactText("text \(number)")) {
                    made += 1
                    return number < 20 ? nil : "\(number)"
                }
                #expect(value == (number < 20 ? nil : "\(number)"))
            }
        }
        #expect(made == 40)
    }

    @Test("no more values are held than there are places")
    func bounded() {
        var recent = Recent<ExactText, Int>(bits: 3)
        for number in 0..<1_000 { recent.keep(number, of: ExactText("\(number)")) }
        let held = (0..<1_000).compactMap { recent.value(of: ExactText("\($0)")) }
        #expect(held.count <= 8)
        #expect(recent.value(of: ExactText("999")) == 999)
    }

    @Test("texts of the same length that differ where no glance falls are told apart")
    func middle() {
        let texts = ["x", "y"].map { String(repeating: "a", count: 20) + $0 + String(repeating: "a", count: 60) }
        #expect(ExactText(texts[0]).glance == ExactText(texts[1]).glance)
        var recent = Recent<ExactText, Int>(bits: 8)
        recent.keep(0, of: ExactText(texts[0]))
        #expect(recent.value(of: ExactText(texts[1])) == nil)
        #expect(recent.value(of: ExactText(texts[0])) == 0)
        // An accent within its letter, and behind it.
        recent.keep(1, of: ExactText("\u{E9}"))
        #expect(recent.value(of: ExactText("e\u{301}")) == nil)
    }
}
