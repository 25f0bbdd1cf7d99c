import Spreadsheets
import SurveyModel

/// Cells as lines of JSON (docs/formats.md), put into bytes without a string of each in between.
struct CellLines {
    /// The lines so far.
    private(set) var bytes: [UInt8] = []
    private let head: [UInt8]
    private let column = Array(",\"c\":".utf8)
    private let end = Array("}\n".utf8)
    private let dateEnd = Array("\"}\n".utf8)
    private let yes = Array("true}\n".utf8)
    private let no = Array("false}\n".utf8)
    /// What stands between row and value, by kind of value and column: written millions of times.
    private var middles: [[[UInt8]]] = Array(repeating: [], count: Self.kinds.count)
    private static let kinds = [
        ",\"t\":\"s\",\"v\":", ",\"t\":\"e\",\"v\":", ",\"t\":\"n\",\"v\":", ",\"t\":\"b\",\"v\":",
        ",\"t\":\"d\",\"v\":\"",
    ]

    /// Lines of a sheet's cells.
    init(sheet: String) {
        head = Array("{\"s\":\(JSONText.quoted(sheet)),\"r\":".utf8)
        bytes.reserveCapacity(1 << 19)
    }

    /// Forgets the lines so far.
    mutating func clear() { bytes.removeAll(keepingCapacity: true) }

    /// Appends the lines of a row's cells; tells each line's column and end.
    mutating func append(_ row: borrowing Row, onLine: ((_ column: Int, _ end: Int) -> Void)? = nil) {
        let rowStart = bytes.count
        bytes += head
        append(row.number)
        bytes += column
        let place = Array(bytes[rowStart...])
        bytes.removeLast(place.count)
        row.forEachCell { column, content, text in
            bytes += place
            switch content {
            case .text: append(0, column, quoted: text)
            case .error: append(1, column, quoted: text)
            case .number(let value):
                appendMiddle(2, column)
                append(value)
                bytes += end
            case .boolean(let value):
                appendMiddle(3, column)
                bytes += value ? yes : no
            case .date(let value):
                appendMiddle(4, column)
                value.appendISO8601(to: &bytes)
                bytes += dateEnd
            }
            onLine?(column, bytes.count)
        }
    }

    private mutating func append(_ kind: Int, _ column: Int, quoted text: Span<UInt8>) {
        appendMiddle(kind, column)
        JSONText.appendQuoted(text, to: &bytes)
        bytes += end
    }

    private mutating func appendMiddle(_ kind: Int, _ column: Int) {
        while middles[kind].count <= column {
            middles[kind].append(Array("\(middles[kind].count)\(Self.kinds[kind])".utf8))
        }
        bytes += middles[kind][column]
    }

    /// A number as by `Value.shortest`: the shortest form that gives the same double.
    private mutating func append(_ number: Double) {
        guard number.magnitude < 0x1p53, number.rounded(.towardZero) == number else {
            bytes += Value.shortest(number).utf8
            return
        }
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        append(Int(number.magnitude))
    }

    private mutating func append(_ number: Int) {
        let start = bytes.count
        var rest = number
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        var (low, high) = (start, bytes.count - 1)
        while low < high {
            bytes.swapAt(low, high)
            low += 1
            high -= 1
        }
    }
}
