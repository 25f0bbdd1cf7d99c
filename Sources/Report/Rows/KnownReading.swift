import SurveyModel

/// A value that has its place among the readings, with what it was made of: the next value of the field that is made of the same has the same place.
///
/// A class: a value is compared with several of them, none of which is copied for it.
final class KnownReading: Sendable {
    /// Longer texts are not held: they hardly come again, and are as long as whoever typed them likes.
    static let mostBytes = 200
    /// Nor are values of more cells.
    static let mostCells = 12

    private let raw: RawValue
    private let value: Value?
    private let normalisation: Normalisation
    private let cells: [TrailStore.Reading.Cell]

    /// A value; nil for one that is not worth being held.
    ///
    /// - Parameters:
    ///   - typed: the cells with what was typed in each.
    ///   - cells: the same as the readings have them.
    init?(
        _ entry: Entry, _ normalisation: Normalisation, typed: [(origin: Origin, text: String)],
        cells: [TrailStore.Reading.Cell]
    ) {
        guard typed.count == cells.count, cells.count <= KnownReading.mostCells, cells.allSatisfy({ $0.sheet < 0 }),
            typed.allSatisfy({ $0.text.utf8.count <= KnownReading.mostBytes }),
            (entry.value?.text.utf8.count ?? 0) <= KnownReading.mostBytes
        else { return nil }
        raw = entry.raw
        value = entry.value
        self.normalisation = normalisation
        self.cells = cells
    }

    /// Whether a value of a record is made of the same, in cells that stand to the expected one as these do.
    ///
    /// - Parameters:
    ///   - place: where the value is expected.
    ///   - anchor: the record's first cell.
    func isMade(
        of entry: Entry, _ normalisation: Normalisation, at place: (row: Int, column: Int)?, anchor: Origin
    ) -> Bool {
        Self.isSame(value, entry.value) && normalisation == self.normalisation
            && isTyped(entry.raw, in: entry.origin) { cell, origin in
                let column = origin.column == place?.column ? 0 : origin.column
                let row = origin.row == place?.row ? 0 : origin.row
                return cell.column == column && cell.row == row && origin.sheet == anchor.sheet
            }
    }

    /// Whether the same was typed, in cells that stand where these do.
    private func isTyped(
        _ other: RawValue, in origin: Origin, _ stands: (TrailStore.Reading.Cell, Origin) -> Bool
    ) -> Bool {
        switch (raw, other) {
        case (.marks(let own), .marks(let marks)):
            own.count == marks.count
                && marks.indices.allSatisfy { own[$0].text == marks[$0].text && stands(cells[$0], marks[$0].origin) }
        case (.parts(let own), .parts(let parts)):
            own.count == parts.count
                && parts.indices.allSatisfy { own[$0].text == parts[$0].text && stands(cells[$0], parts[$0].origin) }
        default: isSame(other) && cells.count == 1 && stands(cells[0], origin)
        }
    }

    /// Whether what stands in one cell is the same. What only reads the same, such as a number and its digits typed as a text, is not known here.
    private func isSame(_ other: RawValue) -> Bool {
        switch (raw, other) {
        case (.text(let own), .text(let text)), (.date(let own), .date(let text)), (.error(let own), .error(let text)):
            own == text
        case (.number(let own, _), .number(let number, _)): own.bitPattern == number.bitPattern
        case (.boolean(let own), .boolean(let boolean)): own == boolean
        default: false
        }
    }

    private static func isSame(_ own: Value?, _ other: Value?) -> Bool {
        // Numbers that are equal need not be written alike: nought has a sign.
        if case .number(let number)? = own, case .number(let next)? = other {
            return number.bitPattern == next.bitPattern
        }
        return own == other
    }
}
