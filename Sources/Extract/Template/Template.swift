public import Spreadsheets
import SurveyModel

/// A blank questionnaire as it was sent, with which returns are compared. Loaded once for all returns of a run.
public struct Template: Sendable {
    /// The file's name, for messages.
    public let name: String
    /// Its sheets in workbook order.
    let sheets: [TemplateSheet]
    /// Everything that is printed on them.
    private let texts: Set<String>

    /// Reads a blank questionnaire.
    ///
    /// - Parameters:
    ///   - workbook: the questionnaire.
    ///   - name: the file's name.
    ///   - placeholders: the survey's texts for cells that nobody has answered; such cells are empty in returns as well.
    /// - Throws: `SpreadsheetError` where a sheet cannot be read to its end.
    public init(_ workbook: Workbook, name: String, placeholders: [String] = []) throws {
        self.name = name
        let placeholders = Placeholders(placeholders)
        let sheets = try workbook.sheets.map {
            TemplateSheet(try SheetGrid($0, of: workbook, placeholders: placeholders))
        }
        self.sheets = sheets
        texts = Set(sheets.flatMap(\.places.keys))
    }

    /// Whether it is one sheet, all of whose texts stand in a return that is written as text, and so has neither sheets nor formats to compare.
    func isPrinted(inText grids: [SheetGrid]) -> Bool {
        let own = grids.lazy.flatMap(\.rows).flatMap(\.cells).compactMap(\.comparisonKey)
        return sheets.count == 1 && texts.isSubset(of: own)
    }

    /// Of templates that differ in their language the one whose texts a return has most of; the first among equals.
    static func best(of templates: [Template], for grids: [SheetGrid]) -> Template? {
        guard templates.count > 1 else { return templates.first }
        var counts = [Int](repeating: 0, count: templates.count)
        for grid in grids {
            for row in grid.rows.prefix(300) {
                for cell in row.cells.prefix(60) where cell.isText {
                    guard let key = cell.comparisonKey else { continue }
                    let own = templates.indices.filter { templates[$0].texts.contains(key) }
                    guard !own.isEmpty, CellKey.isTelling(key) else { continue }
                    for index in own { counts[index] += 1 }
                }
            }
        }
        let most = counts.max() ?? 0
        return counts.firstIndex(of: most).map { templates[$0] }
    }
}

/// A sheet of a blank questionnaire: what is printed where, and where it calculates.
struct TemplateSheet: Sendable {
    /// More columns than these are not compared.
    static let columns = 512

    let grid: SheetGrid
    /// Where each printed text stands, in reading order.
    let places: [String: [CellAddress]]
    /// The printed cells in reading order, with what they are compared by.
    let printed: [(place: CellAddress, key: String)]

    init(_ grid: SheetGrid) {
        self.grid = grid
        var places: [String: [CellAddress]] = [:]
        var printed: [(place: CellAddress, key: String)] = []
        for row in grid.rows {
            for cell in row.cells where cell.column <= Self.columns && cell.isFilled && !cell.hasFormula {
                guard let key = cell.comparisonKey, !cell.isPlaceholder else { continue }
                let place = CellAddress(row: row.number, column: cell.column)
                places[key, default: []].append(place)
                printed.append((place, key))
            }
        }
        self.places = places
        self.printed = printed
    }

    /// What is printed in a cell, as it is compared; nil where nothing is, or a formula.
    func key(at place: CellAddress) -> String? {
        guard let cell = grid.cell(place.row, place.column), cell.isFilled, !cell.hasFormula, !cell.isPlaceholder else {
            return nil
        }
        return cell.comparisonKey
    }

    /// The printed text as it stands there.
    func text(at place: CellAddress) -> String {
        grid.cell(place.row, place.column)?.rawValue.text ?? ""
    }

    /// Whether a cell calculates.
    func hasFormula(at place: CellAddress) -> Bool {
        grid.cell(place.row, place.column)?.hasFormula ?? false
    }
}

/// What a text is compared by.
enum CellKey {
    /// Whether a text can be known again wherever it stands: words, not a number or a mark.
    static func isTelling(_ key: String) -> Bool {
        key.utf8.count >= 4 && key.hasLetter
    }
}

extension Cell {
    /// What the cell's content is compared by: words without case, accents and punctuation, numbers as they are; nil for a text too long for a
    /// label.
    var comparisonKey: String? {
        guard case .text(let text) = value else { return rawValue.text }
        guard text.utf8.count <= 4_000 else { return nil }
        let folded = LabelText.folded(text)
        return folded.isEmpty ? text.filter { !$0.isWhitespace } : folded
    }

    /// Whether the text holds an answer's place, such as "< Select >" or "[please choose]": it is there to be overwritten.
    var isPlaceholder: Bool {
        guard case .text(let text) = value, text.utf8.count <= 80, text.mayBeInBrackets else { return false }
        let bare = text.filter { !$0.isWhitespace }
        return bare.hasPrefix("<") && bare.hasSuffix(">") || bare.hasPrefix("[") && bare.hasSuffix("]")
    }
}
