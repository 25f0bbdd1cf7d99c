import Foundation
import Spreadsheets

/// Clean returns of the municipal survey, for two quarters. All figures are invented.
enum CleanMunicipalServices {
    static let sheet = "Data"
    static let services = ["01.3", "03.2", "04.5", "05.1", "06.3", "07.2", "08.1", "09.1"]
    static let indicators: [(code: String, unit: String, range: ClosedRange<Int>)] = [
        ("expenditure", "EUR", 800_000...9_000_000), ("users", "PERSONS", 2_000...60_000), ("staff", "FTE", 20...300),
        ("waiting_days", "DAYS", 80...150), ("satisfaction", "SCORE", 50...68),
        ("volunteer_hours", "HOURS", 300...9_000),
        ("complaints", "NUMBER", 40...900),
    ]

    /// The rows of answers.
    static let rows = 2...(1 + services.count * indicators.count)

    /// The rows of an indicator.
    static func rows(ofIndicator index: Int) -> [Int] {
        services.indices.map { 2 + $0 * indicators.count + index }
    }

    static func returns(of reporters: [String], quarter: String) -> [SeededReturn] {
        reporters.enumerated().map { index, reporter in
            // The same base in each quarter, another step away from it.
            var base = SeededGenerator(seed: UInt64(70_000 + index))
            var step = SeededGenerator(seed: UInt64(80_000 + index) &+ UInt64(quarter.utf8.last ?? 0) &* 1_000)
            var model = SheetModel(id: 0, name: sheet, state: .visible)
            let header = ["Municipality", "Service", "Indicator", "Quarter", "Value", "Unit", "Status"]
            for (column, text) in header.enumerated() {
                model[CellAddress(row: 1, column: column + 1)] = CellModel(text)
            }
            var row = 2
            for service in services {
                for (indicator, unit, range) in indicators {
                    let value = Double(Int.random(in: range, using: &base))
                    let change = 1 + Double(Int.random(in: -60...60, using: &step)) / 1_000
                    for (column, text) in [reporter, service, indicator, quarter].enumerated() {
                        model[CellAddress(row: row, column: column + 1)] = CellModel(text)
                    }
                    model[CellAddress(row: row, column: 5)] = CellModel((value * change * 10).rounded() / 10)
                    model[CellAddress(row: row, column: 6)] = CellModel(unit)
                    row += 1
                }
            }
            return SeededReturn(
                file: "\(quarter)/\(reporter).xlsx", reporter: reporter, model: WorkbookModel(sheet: model))
        }
    }
}
