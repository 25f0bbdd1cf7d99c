import Foundation
import Spreadsheets

/// A clean return in memory, into which errors are planted, and what has been planted into it.
struct SeededReturn {
    let file: String
    let reporter: String
    let clean: WorkbookModel
    private(set) var model: WorkbookModel
    /// The rows, sheets and cells in which an error stands already: a second one could hide the first.
    private(set) var taken: Set<String> = []
    private(set) var errors: [SeededError] = []

    init(file: String, reporter: String, model: WorkbookModel) {
        self.file = file
        self.reporter = reporter
        clean = model
        self.model = model
    }

    /// Plants an error, if the kind finds a free place.
    mutating func plant(_ kind: SeededKind, using random: inout SeededGenerator) -> Bool {
        var copy = self
        guard let error = kind.plant(&copy, &random) else { return false }
        copy.errors.append(error)
        self = copy
        return true
    }

    /// Takes a place that no other error has.
    mutating func take(_ place: String) -> Bool { taken.insert(place).inserted }

    /// A row of a range that no other error has.
    mutating func freeRow(_ sheet: String, _ rows: ClosedRange<Int>, using random: inout SeededGenerator) -> Int? {
        guard let row = rows.filter({ !taken.contains("\(sheet) \($0)") }).randomElement(using: &random) else {
            return nil
        }
        taken.insert("\(sheet) \(row)")
        return row
    }

    /// A cell of the return, by its sheet's name and its address.
    subscript(sheet: String, cell: String) -> CellModel? {
        get {
            guard let place = CellAddress(cell) else { return nil }
            return model.sheets.first { $0.name == sheet }?[place]
        }
        set {
            guard let place = CellAddress(cell), let index = model.sheets.firstIndex(where: { $0.name == sheet }) else {
                return
            }
            model.sheets[index][place] = newValue
        }
    }

    mutating func hide(row: Int, of sheet: String) {
        guard let index = model.sheets.firstIndex(where: { $0.name == sheet }) else { return }
        model.sheets[index].hiddenRows.insert(row)
    }
}

extension CellModel {
    init(_ number: Double) { self.init(value: .number(number), isPercent: false, hasFormula: false) }
}

extension WorkbookModel {
    init(sheet: SheetModel) { sheets = [sheet] }
}
