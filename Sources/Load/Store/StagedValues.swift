public import SurveyModel

/// The values of records as they are staged: numbers as they are, and the bytes of all texts one behind the other, so that of millions of values none is
/// an object of its own.
public struct StagedValues: Sendable, Hashable {
    /// What is put into a column.
    enum Item: Hashable {
        case nothing
        case integer(Int)
        case number(Double)
        /// Where its bytes are in the texts.
        case text(Range<Int>)
    }

    /// A record: its return and number, then for each of its fields the value and the status.
    struct Row: Hashable {
        let table: String
        /// Where the first of its items is.
        let start: Int
    }

    private(set) var rows: [Row] = []
    private(set) var items: [Item] = []
    /// The bytes of all texts. The first is nobody's, so that there is an address also where all texts are empty.
    private(set) var texts: [UInt8] = [0]

    /// No record.
    public init() {}

    /// The items of a record.
    func items(ofRow index: Int) -> ArraySlice<Item> {
        items[rows[index].start..<(index + 1 < rows.count ? rows[index + 1].start : items.count)]
    }

    /// Takes all records away, for others to be put into their room.
    public mutating func removeAll() {
        rows.removeAll(keepingCapacity: true)
        items.removeAll(keepingCapacity: true)
        texts.removeAll(keepingCapacity: true)
        texts.append(0)
    }

    /// Adds a record of a return.
    public mutating func add(_ record: Record, of returnID: String) {
        begin(record.table, number: record.number, of: returnID)
        for entry in record.entries {
            add(entry?.value)
            if let status = entry?.status { add(status) } else { addNothing() }
        }
    }

    /// Begins a record, of which for each field value and status follow.
    public mutating func begin(_ table: String, number: Int, of returnID: String) {
        rows.append(Row(table: table, start: items.count))
        add(returnID)
        add(number)
    }

    /// Adds a value; nothing for nil.
    public mutating func add(_ value: Value?) {
        switch value {
        case .text(let text)?: add(text)
        case .integer(let integer)?: add(integer)
        case .number(let number)?: add(number)
        case .boolean(let boolean)?: items.append(.integer(boolean ? 1 : 0))
        case let value?: add(value.text)
        case nil: addNothing()
        }
    }

    /// Adds a text.
    public mutating func add(_ text: String) {
        var text = text
        let start = texts.count
        // The text's own bytes, for as long as the closure runs.
        text.withUTF8 { texts.append(contentsOf: $0) }
        items.append(.text(start..<texts.count))
    }

    /// Adds the text that a `String` of these bytes would be.
    public mutating func add(utf8 text: ArraySlice<UInt8>) {
        // Bytes of ASCII are their text; among others there may be some that are none, in whose place a `String` has marks of replacement.
        guard text.withUnsafeBufferPointer({ $0.reduce(UInt8(0)) { $0 | $1 } }) < 0x80 else {
            return add(String(decoding: text, as: UTF8.self))
        }
        let start = texts.count
        texts.append(contentsOf: text)
        items.append(.text(start..<texts.count))
    }

    /// Adds a whole number.
    public mutating func add(_ integer: Int) { items.append(.integer(integer)) }

    /// Adds a number.
    public mutating func add(_ number: Double) { items.append(.number(number)) }

    /// Adds that there is nothing.
    public mutating func addNothing() { items.append(.nothing) }
}
