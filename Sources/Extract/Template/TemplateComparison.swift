import Spreadsheets
import SurveyModel

/// A return beside the blank questionnaire: what the respondent has altered, and what is printed.
struct TemplateComparison {
    /// Below this share of the questionnaire's texts the return is in another language, or something else altogether: comparing tells nothing.
    private static let enough = 0.25

    private let pairing: SheetPairing
    private var alignments: [Int: SheetAlignment] = [:]
    /// What was altered.
    private(set) var findings: [Finding] = []
    /// That it looks like the questionnaire of another year.
    private(set) var otherYear: Finding?
    /// Cells that a finding has told, by the sheet's index.
    private(set) var told: [Int: Set<CellAddress>] = [:]

    /// - Parameters:
    ///   - names: for each sheet that layouts were read from, by its index, the names that they know it by.
    ///   - missing: names of sheets that a finding tells are missing.
    ///   - isWhole: whether the return is a workbook: a CSV file is one sheet, printed anew.
    /// - Returns: nil where the return has too little of the questionnaire to be compared.
    init?(_ template: Template, _ grids: [SheetGrid], names: [Int: [String]], missing: [String], isWhole: Bool) {
        pairing = SheetPairing(template, grids, names: names)
        let printed = pairing.pairs.reduce(0) { $0 + $1.template.places.count }
        let found = pairing.pairs.reduce(0) { $0 + $1.foundTexts }
        guard printed > 0, Double(found) >= Self.enough * Double(printed) else { return nil }
        for sheet in pairing.pairs { alignments[sheet.grid.sheet.index] = sheet }
        guard isWhole else { return }
        compareSheets(names: names, missing: missing)
        let hasFormulas = grids.contains { $0.hasFormulas }
        var years: [OtherYear] = []
        for sheet in pairing.pairs {
            let changes = SheetChanges(sheet, hasFormulas: hasFormulas)
            findings += changes.findings
            told[sheet.grid.sheet.index] = changes.told
            years += changes.otherYears
        }
        otherYear = OtherYear.finding(of: years)
    }

    /// A sheet beside the template's; nil where the template has none like it.
    func alignment(of grid: SheetGrid) -> SheetAlignment? { alignments[grid.sheet.index] }

    /// The alignment of a sheet by its name, as findings have it.
    func alignment(ofSheet name: String) -> SheetAlignment? {
        pairing.pairs.first { $0.grid.sheet.name == name }
    }

    /// Whether the template has a comment of this text on the sheet.
    func hasComment(_ text: String, on grid: SheetGrid) -> Bool {
        let folded = TextFolding.fold(text)
        return alignment(of: grid)?.template.grid.details.comments.contains { TextFolding.fold($0.text) == folded }
            ?? false
    }

    /// Whether a finding is about a cell that holds what the questionnaire prints: a hint, not an answer.
    func isAboutPrintedText(_ finding: Finding) -> Bool {
        guard let sheet = finding.sheet.flatMap({ alignment(ofSheet: $0) }),
            let place = finding.cell.flatMap({ CellAddress($0) }),
            let cell = sheet.grid.cell(place.row, place.column)
        else { return false }
        return sheet.isPrinted(cell, row: place.row)
    }

    /// Whether the questionnaire itself has no label for a row that a finding points to, neither there nor above it up to what stands above it in the return.
    func lacksLabel(_ finding: Finding) -> Bool {
        guard let sheet = finding.sheet.flatMap({ alignment(ofSheet: $0) }),
            let place = finding.cell.flatMap({ CellAddress($0) }),
            let own = sheet.templatePlace(row: place.row, column: place.column)
        else { return false }
        let above = sheet.grid.rows.last { row in
            row.number < place.row && row[place.column]?.isFilled ?? false
        }
        let first = above.map { sheet.rows.templateLine(of: $0.number) ?? 0 } ?? 0
        return !sheet.template.grid.rows.contains { row in
            row.number > first && row.number <= own.row && row[own.column]?.isFilled ?? false
        }
    }

    private mutating func compareSheets(names: [Int: [String]], missing: [String]) {
        let told = missing.map { LabelText($0).full }
        for sheet in pairing.missing {
            let info = sheet.grid.sheet
            guard info.state == .visible, !sheet.printed.isEmpty, !told.contains(LabelText(info.name).full) else {
                continue
            }
            findings.append(
                Finding(
                    rule: "template.sheet-missing", severity: .note,
                    message: .own(.templateSheetMissing, ["sheet": .text(info.name)]),
                    value: info.name, expected: .text(info.name)))
        }
        for sheet in pairing.pairs where names[sheet.grid.sheet.index] == nil {
            let (own, other) = (sheet.grid.sheet.name, sheet.template.grid.sheet.name)
            guard LabelText(own).full != LabelText(other).full else { continue }
            findings.append(
                Finding(
                    rule: "template.sheet-renamed", severity: .note,
                    message: .own(.templateSheetRenamed, ["was": .text(other), "now": .text(own)]), sheet: own,
                    value: own, expected: .text(other)))
        }
        for grid in pairing.added where names[grid.sheet.index] == nil {
            let filled = grid.filledCells
            guard filled > 0 else { continue }
            let (sheet, cells) = (Message.text(grid.sheet.name), Message.filledCells(filled))
            findings.append(
                Finding(
                    rule: "template.sheet-added", severity: .note,
                    message: grid.isComplete
                        ? .own(.templateSheetAdded, ["sheet": sheet, "cells": cells])
                        : .own(
                            .templateSheetAddedLong,
                            ["sheet": sheet, "cells": cells, "rows": .number(SheetGrid.headRows)]),
                    sheet: grid.sheet.name, value: grid.sheet.name))
        }
    }
}

extension SheetGrid {
    /// The number of cells with more than white space, in the rows that were read.
    var filledCells: Int { rows.reduce(0) { $0 + $1.cells.count(where: \.isFilled) } }

    /// Whether a cell calculates. One whose result was not stored, as programs leave it that calculate nothing, has no value and is only noted.
    fileprivate var hasFormulas: Bool {
        rows.contains { $0.cells.contains(where: \.hasFormula) }
            || notes.contains { $0.code == .formulaNotCalculated }
    }
}
