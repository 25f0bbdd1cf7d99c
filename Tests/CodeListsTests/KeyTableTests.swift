import Testing

@testable import CodeLists

@Suite("The table of keys")
struct KeyTableTests {
    @Test("numbers keys in the order in which they come, and finds each, however much it grows")
    func grows() {
        var table = KeyTable(capacity: 0)
        // Of all lengths around the eight bytes that are compared at a time, and alike but for the last byte.
        let keys = (0..<5000).map { number in
            Array(repeating: UInt8(ascii: "k"), count: number % 19) + Array("\(number)".utf8)
        }
        for (number, key) in keys.enumerated() {
            #expect(table.find(key[...]) == nil)
            #expect(table.insert(key[...]) == number)
        }
        #expect(table.count == keys.count)
        for (number, key) in keys.enumerated() {
            #expect(table.find(key[...]) == number)
            #expect(table.insert(key[...]) == number)
            #expect(Array(table.key(number)) == key)
        }
        #expect(table.find(Array("k".utf8)[...]) == nil)
    }
}
