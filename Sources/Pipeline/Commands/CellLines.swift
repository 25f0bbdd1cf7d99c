import Spreadsheets
import SurveyModel

/// Cells as lines of JSON (docs/formats.md), put into bytes without a string of each in between.
struct CellLines {
    /// The lines so far.
    private(set) var bytes: [UInt8] = []
    private let head: [UInt8]
    private let column = Array(",\"c\":".utf8)
    private let string = Array(",\"t\":\"s\",\"v\":".utf8)
    private let error = Array(",\"t\":\"e\",\"v\":".utf8)
    private let number = Array(",\"t\":\"n\",\"v\":".utf8)
    private let date = Array(",\"t\":\"d\",\"v\":\"".utf8)
    private let yes = Array(",\"t\":\"b\",\"v\":true}\n".utf8)
    private let no = Array(",\"t\":\"b\",\"v\":false}\n".utf8)
    private let end = Array("}\n".utf8)
    private let dateEnd = Array("\"}\n".utf8)

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
        bytes += self.column
        let place = Array(bytes[rowStart...])
        bytes.removeLast(place.count)
        row.forEachCell { column, content, text in
            bytes += place
            append(column)
            append(content, text)
            onLine?(column, bytes.count)
        }
    }

    private mutating func append(_ content: Row.Content, _ text: Span<UInt8>) {
        switch content {
        case .text:
            bytes += string
            JSONText.appendQuoted(text, to: &bytes)
            bytes += end
        case .error:
            bytes += error
            JSONText.appendQuoted(text, to: &bytes)
            bytes += end
        case .number(let value):
            bytes += number
            append(value)
            bytes += end
        case .boolean(let value): bytes += value ? yes : no
        case .date(let value):
            bytes += date
            value.appendISO8601(to: &bytes)
            bytes += dateEnd
        }
    }

    /// A number as by `Value.shortest`: the shortest form that gives the same double.
    private mutating func append(_ number: Double) {
        guard number.magnitude < 0x1p53, number.rounded(.towardZero) == number else {
            bytes += number.description.utf8
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
