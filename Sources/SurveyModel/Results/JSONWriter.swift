/// JSON that is written into bytes member by member, as ``JSONText`` has it.
///
/// What is put together of texts is copied once for each object in which it lies. A run writes each of its issues several times over, so there it matters.
///
/// ```swift
/// var json = JSONWriter()
/// json.object { json in
///     json.member("rule", "layout.comment")
///     json.array("cells") { $0.text("B2") }
/// }
/// // {"rule":"layout.comment","cells":["B2"]}
/// ```
public struct JSONWriter: Sendable {
    /// What was written so far, as UTF-8.
    public private(set) var bytes: [UInt8] = []
    /// Whether a blank stands behind commas and colons.
    private let isSpaced: Bool
    /// Whether a comma stands before what comes next.
    private var needsComma = false

    /// Nothing yet.
    ///
    /// - Parameter isSpaced: whether a blank stands behind commas and colons, as ``JSONText/object(_:)`` and ``JSONText/array(_:)`` have it.
    public init(isSpaced: Bool = false) { self.isSpaced = isSpaced }

    /// Takes all away that was written so far, for more to be written in its room.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        needsComma = false
    }

    /// Writes an object.
    public mutating func object(_ members: (inout JSONWriter) -> Void) {
        nest(UInt8(ascii: "{"), UInt8(ascii: "}"), members)
    }

    /// Writes an array.
    public mutating func array(_ items: (inout JSONWriter) -> Void) {
        nest(UInt8(ascii: "["), UInt8(ascii: "]"), items)
    }

    /// Writes a text.
    public mutating func text(_ text: String) {
        separate()
        JSONText.appendQuoted(text, to: &bytes)
    }

    /// Writes a whole number.
    public mutating func number(_ number: Int) {
        separate()
        bytes.append(contentsOf: String(number).utf8)
    }

    /// Writes what is JSON already.
    public mutating func json(_ json: String) {
        separate()
        bytes.append(contentsOf: json.utf8)
    }

    /// Writes what is JSON already.
    public mutating func json(_ json: [UInt8]) {
        separate()
        bytes.append(contentsOf: json)
    }

    /// Writes a member that is an object. In a member's name, here and below, nothing may have to be escaped.
    public mutating func object(_ name: String, _ members: (inout JSONWriter) -> Void) {
        begin(name)
        object(members)
    }

    /// Writes a member that is an array.
    public mutating func array(_ name: String, _ items: (inout JSONWriter) -> Void) {
        begin(name)
        array(items)
    }

    /// Writes a member whose value is JSON already.
    public mutating func member(_ name: String, json: String) {
        begin(name)
        self.json(json)
    }

    /// Writes a member that is a text.
    public mutating func member(_ name: String, _ text: String) {
        begin(name)
        self.text(text)
    }

    /// Writes a member that is a text; nothing for nil.
    public mutating func member(_ name: String, optional text: String?) {
        if let text { member(name, text) }
    }

    /// Writes a member that is a whole number.
    public mutating func member(_ name: String, _ number: Int) {
        begin(name)
        self.number(number)
    }

    private mutating func begin(_ name: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: name.utf8)
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        if isSpaced { bytes.append(UInt8(ascii: " ")) }
        needsComma = false
    }

    private mutating func nest(_ start: UInt8, _ end: UInt8, _ content: (inout JSONWriter) -> Void) {
        separate()
        bytes.append(start)
        needsComma = false
        content(&self)
        bytes.append(end)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma {
            bytes.append(UInt8(ascii: ","))
            if isSpaced { bytes.append(UInt8(ascii: " ")) }
        }
        needsComma = true
    }
}
