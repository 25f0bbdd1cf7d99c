import Spreadsheets
import SurveyModel

/// The values of drop-downs, wherever the workbook keeps them.
struct ChoiceLists {
    /// A list with more items than these is data, not a drop-down.
    private static let longest = 2_000

    private let grids: [String: SheetGrid]
    private let names: [String: Spreadsheets.SheetArea]

    init(_ grids: [SheetGrid], names: [DefinedName]) {
        self.grids = Dictionary(grids.map { ($0.sheet.name.lowercased(), $0) }) { first, _ in first }
        self.names = Dictionary(
            names.compactMap { name in name.area.map { (name.name.lowercased(), $0) } }
        ) { first, _ in first }
    }

    /// The choices of a validation in a sheet; nil where it has none that can be read, such as a formula.
    func choices(of validation: DataValidation, in sheet: String) -> InferredChoices? {
        switch validation.list {
        case nil: nil
        case .items(let items): choices(items.map { InferenceText.onOneLine($0) }, title: nil)
        case .reference(let reference, let area): choices(area ?? self.area(reference, in: sheet), named: reference)
        }
    }

    /// The sheets in which lists of validations stand.
    func sheets(of validations: some Sequence<DataValidation>, in sheet: String) -> Set<String> {
        var found: Set<String> = []
        for validation in validations {
            guard case .reference(let reference, let area)? = validation.list,
                let area = area ?? self.area(reference, in: sheet)
            else { continue }
            found.insert(area.sheet.lowercased())
        }
        return found
    }

    private func area(_ reference: String, in sheet: String) -> Spreadsheets.SheetArea? {
        if let range = CellRange(reference) { return Spreadsheets.SheetArea(sheet: sheet, range: range) }
        return names[reference.lowercased()]
    }

    private func choices(_ area: Spreadsheets.SheetArea?, named reference: String) -> InferredChoices? {
        guard let area, let grid = grids[area.sheet.lowercased()] else { return nil }
        var items: [String] = []
        for row in grid.rows where area.range.first.row <= row.number && row.number <= area.range.last.row {
            for cell in row.cells
            where area.range.first.column <= cell.column && cell.column <= area.range.last.column && cell.isFilled {
                guard items.count < Self.longest else { return nil }
                items.append(InferenceText.onOneLine(cell.rawValue.text))
            }
        }
        let name = names[reference.lowercased()] == nil ? nil : reference
        return choices(items, title: heading(above: area.range, in: grid) ?? name)
    }

    /// The words above a list in its own column.
    private func heading(above range: CellRange, in grid: SheetGrid) -> String? {
        guard range.first.row > 1, case .text(let text)? = grid.cell(range.first.row - 1, range.first.column)?.value
        else { return nil }
        let heading = InferenceText.onOneLine(text)
        return heading.count <= 60 && heading.contains(where: \.isLetter) ? heading : nil
    }

    private func choices(_ items: [String], title: String?) -> InferredChoices? {
        var seen: Set<String> = []
        let kept = items.filter {
            !$0.isEmpty && !InferenceText.isPlaceholder($0) && seen.insert($0.lowercased()).inserted
        }
        return kept.isEmpty ? nil : InferredChoices(title: title, items: kept)
    }
}
