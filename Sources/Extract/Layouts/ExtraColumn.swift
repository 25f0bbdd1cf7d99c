import Spreadsheets
import SurveyModel

/// A column in which nothing is asked for, though the header of a table or matrix has words over it, with the cells that are filled in the rows read;
/// or the columns behind the first of a heading that is merged over several, whose field takes one answer.
struct ExtraColumn {
    static let rule = "layout.column-extra"

    let column: Int
    /// The header's words over it.
    private let text: String
    /// The field whose heading is merged over it too.
    private let field: String?
    private var cells = CellBlocks()

    init(column: Int, text: String, field: String? = nil) {
        self.column = column
        self.text = text
        self.field = field
    }

    /// Adds the next filled cell, in the order of rows and in these of columns. Nobody has typed what a formula calculates.
    mutating func add(_ cell: Cell, row: Int) {
        if cell.isFilled, !cell.hasFormula { cells.add(row: row, column: cell.column) }
    }

    /// That it was not read. It stands for the filled cells until all layouts have read the return: see ``told(_:_:)``.
    func finding(below header: Int, _ table: TableDefinition, _ grid: SheetGrid) -> Finding {
        var finding = Finding(
            rule: Self.rule, severity: .note, message: .own(.layoutColumnExtra, ["column": .text(text)]),
            table: table.name, field: field, sheet: grid.sheet.name, cell: grid.origin(header, column).cell,
            value: text)
        var cells = self.cells
        finding.alike = cells.finish().map { AlikeCells(block: $0, value: nil) }
        return finding
    }

    // MARK: - Beside the blank questionnaire

    /// What is told of such a column in the end. Where the blank questionnaire prints it, that it is there is the rule, and what was typed in it is told:
    /// as a warning where numbers are, which may be answers, but for those that count the rows. A column of the
    /// respondent's own is told by its words; without a blank questionnaire nobody
    /// knows whose it is. Behind the first column of a field's heading an answer is lost wherever something was typed.
    ///
    /// - Parameter sheet: the sheet beside the questionnaire's; nil where there is none.
    static func told(_ finding: Finding, _ sheet: SheetAlignment?) -> Finding? {
        var plain = finding
        plain.alike = []
        var blocks = finding.alike.compactMap(\.block)
        var (isPrinted, hasNumbers) = (false, false)
        if let sheet {
            isPrinted = Self.isPrinted(finding, sheet)
            (blocks, hasNumbers) = typed(in: blocks, sheet)
        }
        if finding.field != nil {
            return blocks.isEmpty ? nil : filled(finding, blocks, .layoutColumnExtraMerged, .warning)
        }
        guard !blocks.isEmpty else { return isPrinted ? nil : plain }
        guard isPrinted || hasNumbers || sheet == nil else { return plain }
        return filled(finding, blocks, .layoutColumnExtraFilled, hasNumbers ? .warning : .note)
    }

    /// What is told of the filled cells.
    private static func filled(
        _ finding: Finding, _ blocks: [AlikeCells.Block], _ key: MessageKey, _ severity: Severity
    ) -> Finding {
        Finding(
            rule: finding.rule, severity: severity,
            message: .own(
                key,
                [
                    "column": .text(finding.value ?? ""), "cells": .filledCells(blocks.reduce(0) { $0 + $1.count }),
                    "list": FindingGroups.words(blocks),
                ]),
            table: finding.table, field: finding.field, sheet: finding.sheet, cell: finding.cell, value: finding.value)
    }

    /// Whether the questionnaire prints the words over the column, which may be merged over the rows of the header.
    private static func isPrinted(_ finding: Finding, _ sheet: SheetAlignment) -> Bool {
        guard let place = finding.cell.flatMap({ CellAddress($0) }),
            let shown = sheet.grid.shown(place.row, place.column)
        else { return false }
        return sheet.isPrinted(shown.cell, row: shown.row)
    }

    /// The cells in which something else stands than the questionnaire prints, and whether numbers are among them that may be answers: those that count
    /// the rows, printed or typed, are none. Below the head of a sheet nobody asks.
    private static func typed(
        in blocks: [AlikeCells.Block], _ sheet: SheetAlignment
    ) -> (cells: [AlikeCells.Block], hasNumbers: Bool) {
        let lastOfHead = sheet.grid.lastRow
        var typed = CellBlocks()
        var below: [AlikeCells.Block] = []
        var hasNumbers = false
        var (count, isCount) = (0, true)
        for block in blocks {
            for row in block.row..<max(block.row, min(block.lastRow, lastOfHead) + 1) {
                for column in block.column...max(block.column, block.lastColumn) {
                    guard let cell = sheet.grid.cell(row, column) else { continue }
                    if cell.isNumberAsTyped {
                        count += 1
                        isCount = isCount && cell.rawValue.text == String(count)
                    }
                    guard !sheet.isPrinted(cell, row: row) else { continue }
                    typed.add(row: row, column: column)
                    if cell.isNumberAsTyped { hasNumbers = true }
                }
            }
            guard block.lastRow > lastOfHead else { continue }
            below.append(
                AlikeCells.Block(
                    row: max(block.row, lastOfHead + 1), column: block.column, lastRow: block.lastRow,
                    lastColumn: block.lastColumn))
        }
        return (typed.finish() + below, hasNumbers && !isCount)
    }
}

extension Cell {
    /// Whether it holds a number, be it typed as text, as all cells of a text file are.
    fileprivate var isNumberAsTyped: Bool {
        guard case .text(let text) = value else { return isNumber }
        return text.utf8.count <= 100 && !text.hasLetter && text.contains(where: \.isNumber)
    }
}
