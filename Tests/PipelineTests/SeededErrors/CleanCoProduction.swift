import Foundation
import Spreadsheets

/// Clean returns of the co-production survey: the blank questionnaire, filled in without a fault. All answers are invented.
enum CleanCoProduction {
    static let practiceRows = 6...17
    static let barrierRows = 5...16

    static func returns(of reporters: [String], blank: WorkbookModel) -> [SeededReturn] {
        reporters.enumerated().map { index, reporter in
            var random = SeededGenerator(seed: UInt64(9_000 + index))
            var target = SeededReturn(file: "CPS-2026-\(reporter).xlsx", reporter: reporter, model: blank)
            fillCover(&target, reporter)
            for row in practiceRows { fillPractice(&target, row, using: &random) }
            for row in 6...15 {
                for column in "CDEFGHIJK" {
                    target["Services", "\(column)\(row)"] = CellModel(pick(["some", "substantial"], &random))
                }
            }
            for row in 6...11 {
                for column in "CDEFGHIJKLMN" {
                    target["Benefits", "\(column)\(row)"] = CellModel(Double(Int.random(in: 0...4, using: &random)))
                }
            }
            for row in barrierRows {
                target["Barriers", "C\(row)"] = CellModel(Double(Int.random(in: 0...4, using: &random)))
                target["Barriers", "D\(row)"] = CellModel("Dealt with in talks, number \(row)")
            }
            return SeededReturn(file: target.file, reporter: target.reporter, model: target.model)
        }
    }

    private static func fillCover(_ target: inout SeededReturn, _ country: String) {
        let answers = ["Ministry of Services", "Central", "2026-03-15", "English", "", "", "EUR"]
        target["Cover", "D5"] = CellModel(country)
        for (offset, answer) in answers.enumerated() where !answer.isEmpty {
            target["Cover", "D\(6 + offset)"] = CellModel(answer)
        }
        target["Cover", "D13"] = CellModel(Double(practiceRows.count))
    }

    private static func fillPractice(_ target: inout SeededReturn, _ row: Int, using random: inout SeededGenerator) {
        let areas = ["07 Health", "09 Education", "10 Social protection", "06 Housing and community amenities"]
        let texts = [
            "C": "Invented practice of row \(row)", "D": pick(areas, &random),
            "E": pick(["Central", "Regional", "Local"], &random), "F": "X", "H": "X",
            "I": pick(["Addition", "Substitution"], &random), "J": pick(["Incremental", "Radical"], &random),
            "K": "X", "M": "X", "T": "no", "U": "Invented description of what is done together.",
        ]
        for (column, text) in texts { target["Practices", "\(column)\(row)"] = CellModel(text) }
        let numbers: [String: ClosedRange<Int>] = [
            "N": 1990...2024, "O": 50_000...900_000, "P": 2...30, "Q": 1_500...9_000, "R": 40...60, "S": 61...90,
        ]
        for (column, range) in numbers.sorted(by: { $0.key < $1.key }) {
            target["Practices", "\(column)\(row)"] = CellModel(Double(Int.random(in: range, using: &random)))
        }
    }

    private static func pick(_ texts: [String], _ random: inout SeededGenerator) -> String {
        texts.randomElement(using: &random) ?? ""
    }
}
