/// Gathers the text of a string item (CT_Rst): the `t` of the item and of its runs, but no phonetic runs (`rPh`).
struct RichText {
    private(set) var bytes: [UInt8] = []
    private var phoneticDepth = 0
    private var isInText = false

    /// Starts a new item.
    mutating func reset() {
        bytes.removeAll(keepingCapacity: true)
        phoneticDepth = 0
        isInText = false
    }

    mutating func start(_ name: XMLElementName) {
        if equal(name.local, "t") {
            isInText = phoneticDepth == 0
        } else if equal(name.local, "rPh") {
            phoneticDepth += 1
        }
    }

    mutating func end(_ name: XMLElementName) {
        if equal(name.local, "t") {
            isInText = false
        } else if equal(name.local, "rPh") {
            phoneticDepth -= 1
        }
    }

    /// Takes character data; `false` once the item is longer than the limit.
    mutating func text(_ piece: UnsafeBufferPointer<UInt8>, limit: Int) -> Bool {
        if isInText { bytes.append(contentsOf: piece) }
        return bytes.count <= limit
    }

    /// The item's text.
    var string: String { EscapedText.string(bytes) }
}
