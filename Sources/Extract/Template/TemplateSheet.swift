import Spreadsheets
import SurveyModel

/// A sheet of a blank questionnaire: what is printed where, and where it calculates.
struct TemplateSheet: Sendable {
    /// More columns than these are not compared.
    static let columns = 512

    /// A printed cell.
    struct Printed: Sendable {
        let place: CellAddress
        /// What it is compared by.
        let key: String
        /// Whether the key has a letter.
        let hasLetter: Bool
        /// The number of its text among those of the sheet.
        let number: Int
        /// The text itself; nil for what is none, such as a number.
        let text: ExactText?

        /// Whether a cell has the very same text, and so the same key: most cells of most returns are as they were printed.
        func isSame(_ cell: Cell) -> Bool {
            guard let text, case .text(let own) = cell.value else { return false }
            return ExactText(own) == text
        }
    }

    let grid: SheetGrid
    /// The cells with a formula whose result is not stored.
    private let uncalculated: Set<CellAddress>
    /// The printed cells in reading order.
    let printed: [Printed]
    /// Where each printed text stands, in reading order.
    let places: [[CellAddress]]
    /// The printed cells that can be known again wherever they stand, by row and by column.
    private let telling: (rows: [Int: [Printed]], columns: [Int: [Printed]])
    /// The number of each text by what it is compared by.
    private let numbers: [String: Int]
    private let beginnings: KeyBeginnings
    /// Where each row's cells stand among the printed.
    private let ranges: [Int: Range<Int>]

    init(_ grid: SheetGrid) {
        self.grid = grid
        uncalculated = grid.uncalculated
        var numbers: [String: Int] = [:]
        var places: [[CellAddress]] = []
        var printed: [Printed] = []
        var ranges: [Int: Range<Int>] = [:]
        for row in grid.rows {
            let first = printed.count
            for cell in row.cells where cell.column <= Self.columns && cell.isFilled && !cell.hasFormula {
                guard let key = cell.comparisonKey, !cell.isPlaceholder else { continue }
                let place = CellAddress(row: row.number, column: cell.column)
                let number = numbers[key] ?? places.count
                if number == places.count {
                    numbers[key] = number
                    places.append([])
                }
                places[number].append(place)
                printed.append(
                    Printed(
                        place: place, key: key, hasLetter: key.hasLetter, number: number,
                        text: cell.isText ? ExactText(cell.rawValue.text) : nil))
            }
            ranges[row.number] = first..<printed.count
        }
        self.numbers = numbers
        beginnings = KeyBeginnings(numbers.keys)
        self.places = places
        self.printed = printed
        self.ranges = ranges
        let telling = printed.filter { CellKey.isTelling($0.key) }
        self.telling = (
            Dictionary(grouping: telling) { $0.place.row }, Dictionary(grouping: telling) { $0.place.column }
        )
    }

    /// What is printed, as it is compared: each text once.
    var keys: Dictionary<String, Int>.Keys { numbers.keys }

    /// The number of a text, by what it is compared by; nil where it is printed nowhere.
    func number(of key: String) -> Int? { numbers[key] }

    /// What a cell is compared by, and the number of that text; nil where it is printed nowhere.
    func text(of cell: Cell) -> (key: String, number: Int)? {
        guard beginnings.mayBegin(cell), let key = cell.comparisonKey, let number = number(of: key) else { return nil }
        return (key, number)
    }

    /// In how many cells a text is printed.
    func count(of key: String) -> Int { numbers[key].map { places[$0].count } ?? 0 }

    /// The printed cells of each line that can be known again, in reading order.
    func telling(_ axis: Axis) -> [Int: [Printed]] { axis == .rows ? telling.rows : telling.columns }

    /// The printed cells of a row, in column order.
    func printed(inRow row: Int) -> ArraySlice<Printed> { ranges[row].map { printed[$0] } ?? [] }

    /// What is printed in a cell, as it is compared; nil where nothing is, or a formula.
    func key(at place: CellAddress) -> String? {
        guard let cell = grid.cell(place.row, place.column), cell.isFilled, !cell.hasFormula, !cell.isPlaceholder else {
            return nil
        }
        return cell.comparisonKey
    }

    /// Whether a cell has the very text that is printed at a place, which then is compared by the same.
    func prints(_ cell: Cell, at place: CellAddress) -> Bool {
        guard case .text(let own) = cell.value, own.utf8.count <= Cell.longestCompared,
            let other = grid.cell(place.row, place.column), case .text(let text) = other.value, !other.hasFormula
        else { return false }
        return ExactText(own) == ExactText(text) && other.isFilled && !other.isPlaceholder
    }

    /// The printed text as it stands there.
    func text(at place: CellAddress) -> String {
        grid.cell(place.row, place.column)?.rawValue.text ?? ""
    }

    /// Whether nothing stands in a cell, neither words nor a number nor a formula, or only what holds an answer's place.
    func isEmpty(at place: CellAddress) -> Bool {
        guard let cell = grid.cell(place.row, place.column) else { return !uncalculated.contains(place) }
        return !cell.hasFormula && (!cell.isFilled || cell.isPlaceholder)
    }

    /// Whether a cell calculates.
    func hasFormula(at place: CellAddress) -> Bool {
        grid.cell(place.row, place.column)?.hasFormula ?? false
    }
}
