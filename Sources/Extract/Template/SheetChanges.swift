import Spreadsheets
import SurveyModel

/// What a respondent has altered in one sheet of the questionnaire.
struct SheetChanges {
    private(set) var findings: [Finding] = []
    /// Cells that a finding has told.
    private(set) var told: Set<CellAddress> = []
    /// Printed texts that have another year.
    private(set) var otherYears: [OtherYear] = []

    private let sheet: SheetAlignment
    private let rows: LineChanges
    private let columns: LineChanges

    /// - Parameter hasFormulas: whether the return has formulas at all: a file written by a program that stores values only overwrote none.
    init(_ sheet: SheetAlignment, hasFormulas: Bool) {
        self.sheet = sheet
        rows = LineChanges(.rows, of: sheet)
        columns = LineChanges(.columns, of: sheet)
        tellLines(rows)
        tellLines(columns)
        compareLabels()
        if hasFormulas { compareFormulas() }
        compareDrawings()
    }

    private var name: String { sheet.grid.sheet.name }

    // MARK: - Rows and columns

    private mutating func tellLines(_ changes: LineChanges) {
        let wording = LineWording(changes.axis, sheet: name)
        for item in changes.inserted { findings.append(wording.inserted(item)) }
        for item in changes.deleted { findings.append(wording.deleted(item)) }
        for (line, own) in changes.moved.sorted(by: { $0.key < $1.key }) {
            let place = sheet.template.printed.first {
                changes.axis.line(of: $0.place) == line && CellKey.isTelling($0.key)
            }?.place
            findings.append(wording.moved(line, to: own, text: place.map { sheet.template.text(at: $0) } ?? ""))
        }
    }

    // MARK: - Printed texts

    private mutating func compareLabels() {
        let titles = OtherYear.titles(of: sheet.template)
        for item in sheet.template.printed {
            let (place, key) = (item.place, item.key)
            guard let row = rows.ownLine(of: place.row), let column = columns.ownLine(of: place.column) else {
                continue
            }
            let cell = sheet.grid.cell(row, column)
            if let cell, item.isSame(cell) { continue }
            let isFilled = cell?.isFilled ?? false
            if isFilled, cell?.comparisonKey == key { continue }
            if CellKey.isTelling(key) {
                // As many as the questionnaire has: the text stands elsewhere.
                guard sheet.found(key).count < sheet.template.count(of: key) else { continue }
            } else if !isFilled {
                // A number that was printed, and taken away, is no loss to anybody.
                continue
            }
            let own = CellAddress(row: row, column: column)
            if isFilled { told.insert(own) }
            let now = isFilled ? cell?.rawValue.text ?? "" : ""
            findings.append(labelChanged(place, at: own, now: now))
            let was = sheet.template.text(at: place)
            if let year = OtherYear(was, now, isTitle: titles.contains(place)) { otherYears.append(year) }
        }
        for place in Set(rows.lost + columns.lost).sorted() {
            guard let key = sheet.template.key(at: place),
                sheet.found(key).count < sheet.template.count(of: key)
            else { continue }
            findings.append(labelChanged(place, at: nil, now: ""))
        }
    }

    private func labelChanged(_ place: CellAddress, at own: CellAddress?, now: String) -> Finding {
        let was = sheet.template.text(at: place)
        let what: Message =
            now.isEmpty
            ? .own(.templateLabelChangedGone, ["was": .text(was.shortened), "sheet": .text(name)])
            : .own(.templateLabelChangedOther, ["was": .text(was.shortened), "now": .text(now.shortened)])
        return Finding(
            rule: "template.label-changed", severity: .note, message: what, sheet: name,
            cell: own?.description, value: now.isEmpty ? nil : now, expected: .text(was))
    }

    // MARK: - Formulas and drawings

    private mutating func compareFormulas() {
        for row in sheet.template.grid.rows {
            for formula in row.cells where formula.hasFormula && formula.column <= TemplateSheet.columns {
                guard let line = rows.ownLine(of: row.number), let column = columns.ownLine(of: formula.column),
                    let cell = sheet.grid.cell(line, column), cell.isFilled, !cell.hasFormula
                else { continue }
                let own = CellAddress(row: line, column: column)
                guard told.insert(own).inserted else { continue }
                findings.append(
                    Finding(
                        rule: "template.formula-overwritten", severity: .note,
                        message: .own(
                            .templateFormulaOverwritten, ["text": .text(cell.rawValue.text.shortened)]),
                        sheet: name, cell: own.description, value: cell.rawValue.text,
                        expected: .own(.templateFormulaOverwrittenExpected)))
            }
        }
    }

    private mutating func compareDrawings() {
        var known: [DrawingKind: Int] = [:]
        for drawing in sheet.template.grid.details.drawings { known[DrawingKind(drawing), default: 0] += 1 }
        for drawing in sheet.grid.details.drawings {
            let kind = DrawingKind(drawing)
            if let left = known[kind], left > 0 {
                known[kind] = left - 1
                continue
            }
            let sheet = Message.text(name)
            let what: Message =
                switch drawing.kind {
                case .picture: .own(.templatePicturePicture, ["sheet": sheet])
                case .chart: .own(.templatePictureChart, ["sheet": sheet])
                case .shape where drawing.text.isEmpty: .own(.templatePictureShape, ["sheet": sheet])
                case .shape:
                    .own(.templatePictureTextBox, ["text": .text(drawing.text.shortened), "sheet": sheet])
                }
            findings.append(
                Finding(
                    rule: "template.picture", severity: .note, message: what, sheet: name,
                    cell: drawing.cell?.description, value: drawing.text.isEmpty ? drawing.kind.rawValue : drawing.text)
            )
        }
    }

    /// Drawings that are taken for the same, wherever they lie.
    private struct DrawingKind: Hashable {
        let kind: SheetDrawing.Kind
        let text: String

        init(_ drawing: SheetDrawing) {
            kind = drawing.kind
            text = TextFolding.fold(drawing.text)
        }
    }
}

extension String {
    /// The text's beginning on one line, for a message: the whole stands in the finding's value.
    var shortened: String {
        let line = split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.count <= 80 ? line : line.prefix(79) + "…"
    }
}
