public import Spreadsheets
public import SurveyModel

/// Filled cells of a sheet that no layout has read or told, where no blank questionnaire says which of them are printed: titles and instructions,
/// and perhaps what a respondent typed.
public struct UnclaimedText: Sendable, Hashable {
    /// A filled cell.
    public struct Item: Sendable, Hashable {
        /// Where it stands.
        public let cell: CellAddress
        /// What stands there.
        public let text: String
    }

    /// How many are listed; the rest are counted.
    static let listed = 12

    /// The sheet.
    public let sheet: String
    /// Whether anything else was read from the sheet.
    public let isRead: Bool
    /// The first of the cells.
    public let items: [Item]
    /// How many cells there are.
    public let count: Int
    /// All of them: the first with what stands there, those beyond as rectangles.
    public let alike: [AlikeCells]

    /// The cells as one finding.
    public var finding: Finding {
        var finding = summary
        if count > 1 { finding.alike = alike }
        return finding
    }

    private var summary: Finding {
        let first = items.first
        let cells = Message.filledCells(count)
        guard isRead else {
            return Finding(
                rule: "layout.sheet-unread", severity: .note,
                message: .own(.layoutSheetUnreadFilled, ["sheet": .text(sheet), "cells": cells]), sheet: sheet,
                cell: first?.cell.description, value: first?.text)
        }
        let list = Message.list(
            items.map { .own(.wordsCellText, ["cell": .text($0.cell.description), "text": .text($0.text.shortened)]) },
            by: .wordsComma)
        let all =
            count > items.count
            ? Message.own(.wordsAndMore, ["list": list, "count": .number(count - items.count)]) : list
        return Finding(
            rule: "layout.text-unclaimed", severity: .note,
            message: .own(.layoutTextUnclaimedListed, ["sheet": .text(sheet), "cells": cells, "list": all]),
            sheet: sheet, cell: first?.cell.description, value: first?.text)
    }
}

/// Looks for what nobody has read.
struct UnclaimedSearch {
    /// Where a sheet has more, they are listed together: so many with what stands in them, the others as rectangles.
    private static let kept = 1_000

    private let extraction: Extraction
    private let comparison: TemplateComparison?
    private let tables: Set<String>

    /// - Parameter tables: the layouts whose records are rows.
    init(_ extraction: Extraction, _ comparison: TemplateComparison?, tables: Set<String>) {
        self.extraction = extraction
        self.comparison = comparison
        self.tables = tables
    }

    /// With a blank questionnaire, each cell that it does not print is a finding; without one, each cell beside a table's record, and the sheet's
    /// others, but for its title, are listed together.
    func search(_ grid: SheetGrid) -> (findings: [Finding], listed: UnclaimedText?) {
        let claims = extraction.claims[grid.sheet.index]
        let sheet = comparison?.alignment(of: grid)
        // A sheet that the questionnaire does not have was told as such.
        if comparison != nil, sheet == nil, claims == nil { return ([], nil) }
        let (items, count, beyond) = unclaimed(in: grid, claims, sheet)
        guard count > 0 else { return ([], nil) }
        func listed(_ items: [UnclaimedText.Item], _ count: Int) -> UnclaimedText? {
            let first = Array(items.prefix(UnclaimedText.listed))
            let alike = items.map(AlikeCells.init) + beyond.map { AlikeCells(block: $0, value: nil) }
            return count == 0
                ? nil
                : UnclaimedText(
                    sheet: grid.sheet.name, isRead: claims != nil, items: first, count: count, alike: alike)
        }
        guard count <= Self.kept else { return ([], listed(items, count)) }
        let records = recordsByRow(of: grid, upTo: items.last?.cell.row ?? 0)
        let others = sheet == nil ? items.filter { records[$0.cell.row] == nil } : []
        let told = sheet == nil ? items.filter { records[$0.cell.row] != nil } : items
        return (told.map { finding($0, records[$0.cell.row], grid) }, listed(others, others.count))
    }

    private func unclaimed(in grid: SheetGrid, _ claims: ClaimedCells?, _ sheet: SheetAlignment?) -> (
        items: [UnclaimedText.Item], count: Int, beyond: [AlikeCells.Block]
    ) {
        let told = comparison?.told[grid.sheet.index] ?? []
        let title = sheet == nil && claims != nil ? grid.titleRow : nil
        var items: [UnclaimedText.Item] = []
        var count = 0
        var beyond = CellBlocks()
        for row in grid.rows where row.number != title {
            let claimed = claims?.row(row.number)
            for cell in row.cells where cell.isFilled {
                let place = CellAddress(row: row.number, column: cell.column)
                if claimed?.holds(cell.column) ?? false
                    || claims?.hasCell(row: row.number, column: cell.column) ?? false || told.contains(place)
                    || sheet?.isPrinted(cell, row: row.number) ?? false
                {
                    continue
                }
                count += 1
                if items.count < Self.kept {
                    items.append(.init(cell: place, text: cell.rawValue.text))
                } else {
                    beyond.add(row: place.row, column: place.column)
                }
            }
        }
        return (items, count, beyond.finish())
    }

    private func finding(_ item: UnclaimedText.Item, _ record: TableRecord?, _ grid: SheetGrid) -> Finding {
        let text = Message.text(item.text.shortened)
        return Finding(
            rule: "layout.text-unclaimed", severity: .note,
            message: record == nil
                ? .own(.layoutTextUnclaimedOutside, ["text": text, "sheet": .text(grid.sheet.name)])
                : .own(.layoutTextUnclaimedBeside, ["text": text]), table: record?.table,
            record: record?.number, sheet: grid.sheet.name, cell: item.cell.description, value: item.text)
    }

    // MARK: - Records beside which a text stands

    private struct TableRecord {
        let table: String
        let number: Int
    }

    /// The record of each row that has exactly one.
    private func recordsByRow(of grid: SheetGrid, upTo last: Int) -> [Int: TableRecord] {
        var numbers: [String: Int] = [:]
        var records: [Int: TableRecord] = [:]
        var several: Set<Int> = []
        for record in extraction.records {
            numbers[record.table, default: 0] += 1
            let (anchor, number) = (record.anchor, numbers[record.table] ?? 0)
            guard anchor.sheet == grid.sheet.name, anchor.row <= last, tables.contains(record.layout) else { continue }
            if records.updateValue(TableRecord(table: record.table, number: number), forKey: anchor.row) != nil {
                several.insert(anchor.row)
            }
        }
        return records.filter { !several.contains($0.key) }
    }
}

extension AlikeCells {
    /// A cell with what stands there.
    fileprivate init(_ item: UnclaimedText.Item) {
        let (row, column) = (item.cell.row, item.cell.column)
        self.init(cell: Block(row: row, column: column, lastRow: row, lastColumn: column), value: item.text)
    }
}

extension Message {
    /// So many filled cells, in words.
    static func filledCells(_ count: Int) -> Message {
        count == 1 ? .own(.wordsFilledCell) : .own(.wordsFilledCells, ["count": .number(count)])
    }
}

extension SheetGrid {
    /// The first row that is not empty, where it holds nothing but a text: the sheet's title.
    fileprivate var titleRow: Int? {
        guard let first = rows.first(where: { $0.cells.contains(where: \.isFilled) }) else { return nil }
        let filled = first.cells.filter(\.isFilled)
        return filled.count == 1 && filled[0].isText ? first.number : nil
    }
}
