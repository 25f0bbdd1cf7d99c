public import Spreadsheets
import SurveyModel

/// A blank questionnaire as it was sent, with which returns are compared. Loaded once for all returns of a run.
public struct Template: Sendable {
    /// The file's name, for messages.
    public let name: String
    /// Its sheets in workbook order.
    let sheets: [TemplateSheet]
    /// Everything that is printed on them.
    let texts: Set<String>

    /// Reads a blank questionnaire.
    ///
    /// - Parameters:
    ///   - workbook: the questionnaire.
    ///   - name: the file's name.
    ///   - placeholders: the survey's texts for cells that nobody has answered; such cells are empty in returns as well.
    /// - Throws: `SpreadsheetError` where a sheet cannot be read to its end.
    public init(_ workbook: Workbook, name: String, placeholders: [String] = []) throws {
        let placeholders = Placeholders(placeholders)
        self.init(
            name: name,
            sheets: try workbook.sheets.map {
                TemplateSheet(try SheetGrid($0, of: workbook, placeholders: placeholders))
            })
    }

    init(name: String, sheets: [TemplateSheet]) {
        self.name = name
        self.sheets = sheets
        texts = Set(sheets.flatMap(\.keys))
    }

    /// Whether it is one sheet, all of whose texts stand in a return that is written as text, and so has neither sheets nor formats to compare.
    func isPrinted(inText grids: [SheetGrid]) -> Bool {
        let own = grids.lazy.flatMap(\.rows).flatMap(\.cells).compactMap(\.comparisonKey)
        return sheets.count == 1 && texts.isSubset(of: own)
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
    /// A longer text is no label.
    static let longestCompared = 4_000

    /// What the cell's content is compared by: words without case, accents and punctuation, numbers as they are; nil for a text too long for a
    /// label.
    var comparisonKey: String? {
        guard case .text(let text) = value else { return rawValue.text }
        guard text.utf8.count <= Self.longestCompared else { return nil }
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
