import Foundation
import SurveyModel
import Testing
import Validate

@Suite("Plausibility of whole series")
struct SeriesTests {
    /// A return of a round with the values in the order of their rows; nil stands for a row without a value.
    private func add(_ values: [Double?], round: String, to survey: inout CheckSurvey, group: String = "x") {
        survey.add(
            "r\(round)", round: round,
            values.enumerated().map { index, value in
                var row: [String: TestCell] = [
                    "code": .value(.text("\(group)\(index)")), "year": .value(.text(round)),
                    "group": .value(.text(group)),
                ]
                row["value"] = value.map { .value(.number($0)) }
                return row
            })
    }

    private func survey(_ keys: String, _ rounds: [[Double?]]) throws -> CheckSurvey {
        var survey = try CheckSurvey("plausibility:\n  - {fields: value, period: year, \(keys)}")
        for (round, values) in zip(["2023", "2024", "2025", "2026"], rounds) { add(values, round: round, to: &survey) }
        return survey
    }

    /// Figures whose neighbours differ much, as those of different indicators do.
    private static let figures: [Double] = [1200, 35, 0.8, 77000, 410, 9, 150_000, 62, 3.1, 5400, 230, 18, 990, 45_000]
    /// The same figures a round later: each a few per cent more or less.
    private static let later = figures.enumerated().map { $1 * [1.03, 0.95, 1.1, 0.98, 1.01][$0 % 5] }

    // MARK: - Unit shift

    @Test(
        "a series in another unit is one finding with all its cells",
        arguments: [
            (1e3, "1000", "each value ÷ 1000"), (1e-3, "0.001", "each value × 1000"),
            (1e6, "1000000", "each value ÷ 1000000"),
        ])
    func unitShift(_ factor: Double, _ shown: String, _ suggestion: String) throws {
        let outcome = try survey("kind: unit-shift", [Self.figures, Self.later.map { $0 * factor }]).run()
        let cells = (2...14).map { "\"D\($0)\"" }.joined(separator: ", ")
        #expect(outcome.places == ["plausibility.unit-shift r2024 D1 [\(cells)]"])
        #expect(
            outcome.message()
                == "14 of 14 values are about \(shown) times those of 2023: were they given in another unit?")
        let finding = try #require(outcome.findings.first).finding
        #expect(finding.suggestion?.text(in: "en") == suggestion)
        #expect(finding.record == nil)
        #expect(finding.field == "value")
        #expect(outcome.counts("plausibility.unit-shift") == [1, 0, 1, 0, 1])
    }

    @Test("nothing is told of clean series, of a few values, or where only some are shifted")
    func noUnitShift() throws {
        #expect(try survey("kind: unit-shift", [Self.figures, Self.later]).run().findings.isEmpty)
        let few = try survey("kind: unit-shift", [[1, 2, 3, 4], [1000, 2000, 3000, 4000]]).run()
        #expect(few.counts("plausibility.unit-shift") == [1, 0, 0, 1, 1])
        let half = Self.later.enumerated().map { $0 % 2 == 0 ? $1 * 1000 : $1 }
        #expect(try survey("kind: unit-shift", [Self.figures, half]).run().findings.isEmpty)
        let tenfold = Self.later.map { $0 * 100 }
        #expect(try survey("kind: unit-shift", [Self.figures, tenfold]).run().findings.isEmpty)
    }

    @Test("a series that comes right again is no shift; one that stays in the other unit is told again")
    func roundAfter() throws {
        let shifted = Self.later.map { $0 / 1000 }
        let right = try survey("kind: unit-shift", [Self.figures, shifted, Self.later, Self.figures]).run()
        #expect(right.findings.map(\.returnID) == ["r2024"])
        #expect(right.counts("plausibility.unit-shift") == [3, 2, 1, 0, 1])
        let stays = try survey("kind: unit-shift", [Self.figures, shifted, shifted]).run()
        #expect(stays.findings.map(\.returnID) == ["r2024", "r2025"])
        #expect(stays.message(1).contains("those of 2023"))
    }

    @Test("by group each series is judged by itself")
    func unitShiftByGroup() throws {
        var survey = try CheckSurvey(
            "plausibility: {kind: unit-shift, fields: value, period: year, by: group, message: '{group}: {count}'}")
        add(Self.figures, round: "2025", to: &survey, group: "x")
        add(Self.figures, round: "2025", to: &survey, group: "y")
        add(Self.later, round: "2026", to: &survey, group: "x")
        add(Self.later.map { $0 * 1000 }, round: "2026", to: &survey, group: "y")
        let outcome = try survey.run()
        #expect(outcome.message() == "y: 14")
        // The value is what was typed in the first cell.
        #expect(outcome.findings.map(\.finding.value) == ["1236000"])
        #expect(outcome.findings.first?.finding.cell == "D15")
    }

    // MARK: - Row shift

    private static let slipped: [Double?] = [nil] + later.dropLast()

    @Test("values one row too low, or too high, are one finding from the first to the last")
    func rowShift() throws {
        let down = try survey("kind: row-shift", [Self.figures, Self.slipped]).run()
        let cells = (3...14).map { "\"D\($0)\"" }.joined(separator: ", ")
        #expect(down.places == ["plausibility.row-shift r2024 D2 [\(cells)]"])
        #expect(
            down.message()
                == "From D2 to D14, 13 values are close to what the row above had in 2023: have they slipped down by one row?"
        )
        #expect(down.findings.first?.finding.suggestion?.text(in: "en") == "each value one row higher")
        let up = try survey("kind: row-shift", [Self.figures, Array(Self.later.dropFirst())]).run()
        #expect(up.findings.map(\.finding.cell) == ["D1"])
        #expect(up.findings.map { $0.finding.suggestion?.text(in: "en") } == ["each value one row lower"])
    }

    @Test("a block of rows that has slipped is found within what stands right")
    func block() throws {
        let values = Self.later.map(Optional.some)
        let now = Array(values[..<3]) + [nil] + values[3...12]
        let outcome = try survey("kind: row-shift, atLeast: 8", [Self.figures, now]).run()
        #expect(outcome.findings.map(\.finding.cell) == ["D5"])
        #expect(outcome.findings.map { $0.finding.cells.count } == [9])
    }

    @Test("nothing is told of clean series, of equal figures, of a few rows, or of figures that changed")
    func noRowShift() throws {
        #expect(try survey("kind: row-shift", [Self.figures, Self.later]).run().findings.isEmpty)
        let equal: [Double] = Array(repeating: 7, count: 20)
        #expect(try survey("kind: row-shift", [equal, equal]).run().findings.isEmpty)
        let few = try survey("kind: row-shift", [[1, 20, 300], [nil, 1, 20]]).run()
        #expect(few.counts("plausibility.row-shift") == [1, 0, 0, 1, 1])
        let changed = Self.later.map { $0 * 3 }
        #expect(
            try survey("kind: row-shift", [Self.figures, changed]).run().counts("plausibility.row-shift") == [
                1, 1, 0, 0, 1,
            ])
        let first = try survey("kind: row-shift", [Self.figures]).run()
        #expect(first.counts("plausibility.row-shift") == [0, 0, 0, 0, 1])
    }

    /// A return with a matrix: of each filled cell, by row and column, a record with its value.
    private func addMatrix(_ matrix: [[Double?]], round: String, to survey: inout CheckSurvey) {
        var rows: [[String: TestCell]] = []
        var cells: [Origin] = []
        for (row, values) in matrix.enumerated() {
            for (column, value) in values.enumerated() {
                guard let value else { continue }
                rows.append([
                    "code": .value(.text("\(row)-\(column)")), "year": .value(.text(round)),
                    "value": .value(.number(value)),
                ])
                cells.append(Origin(sheet: "Matrix", row: row + 2, column: column + 2))
            }
        }
        survey.add("r\(round)", round: round, rows)
        survey.place("r\(round)", at: cells)
    }

    /// A matrix of which no two values are close to each other.
    private static func matrix(rows: Int, columns: Int) -> [[Double]] {
        (0..<rows).map { row in
            // 11 has no divisor in common with the numbers of cells of these tests, so that each power is there once.
            (0..<columns).map { column in pow(2, Double((row * columns + column) * 11 % (rows * columns))) }
        }
    }

    @Test("each column of a matrix is a series of its own: one that has slipped by a row is found")
    func rowShiftInMatrix() throws {
        let before = Self.matrix(rows: 14, columns: 2)
        let now: [[Double?]] = before.indices.map { row in [before[row][0], row == 0 ? nil : before[row - 1][1]] }
        var survey = try CheckSurvey("plausibility:\n  - {fields: value, period: year, kind: row-shift}")
        addMatrix(before, round: "2023", to: &survey)
        addMatrix(now, round: "2024", to: &survey)
        let outcome = try survey.run()
        let cells = (5...15).map { "\"C\($0)\"" }.joined(separator: ", ")
        #expect(outcome.places == ["plausibility.row-shift r2024 C4 [\(cells)]"])
        #expect(outcome.counts("plausibility.row-shift") == [2, 1, 1, 0, 1])
    }

    @Test("a matrix whose values stand one column to the right has not slipped by a row")
    func columnShiftInMatrix() throws {
        let before = Self.matrix(rows: 7, columns: 5)
        let now: [[Double?]] = before.map { row in row.indices.map { $0 == 0 ? nil : row[$0 - 1] } }
        var survey = try CheckSurvey("plausibility:\n  - {fields: value, period: year, kind: row-shift, atLeast: 5}")
        addMatrix(before, round: "2023", to: &survey)
        addMatrix(now, round: "2024", to: &survey)
        let outcome = try survey.run()
        #expect(outcome.findings.isEmpty)
        #expect(outcome.counts("plausibility.row-shift") == [4, 4, 0, 0, 1])
    }

    // MARK: - Unchanged

    @Test("values that are those of the round before are one finding with the cells of those that are")
    func unchanged() throws {
        var now: [Double?] = Self.figures + Self.figures
        now[3] = 5
        now[4] = nil
        let before = Self.figures + Self.figures
        let outcome = try survey("kind: unchanged", [before, now]).run()
        #expect(outcome.message() == "26 of 27 values are exactly those of 2023: were they copied?")
        #expect(outcome.findings.map { $0.finding.cells.count } == [25])
        #expect(outcome.findings.map(\.finding.cell) == ["D1"])
    }

    @Test("nothing is told of new figures, of a few, or where fewer are the same than the share says")
    func changed() throws {
        let before = Self.figures + Self.figures
        #expect(try survey("kind: unchanged", [before, Self.later + Self.later]).run().findings.isEmpty)
        let few = try survey("kind: unchanged", [Self.figures, Self.figures]).run()
        #expect(few.counts("plausibility.unchanged") == [1, 0, 0, 1, 1])
        #expect(try survey("kind: unchanged", [before, Self.figures + Self.later]).run().findings.isEmpty)
        #expect(
            try survey("kind: unchanged, share: 0.5", [before, Self.figures + Self.later]).run().findings.count == 1)
    }

    // MARK: - Together

    @Test("what is askew as a whole is told once: its values are no changes, nor are those of the round after")
    func together() throws {
        for shifted in [Self.slipped, Self.later.map { $0 / 1000 }] {
            var survey = try CheckSurvey(
                """
                plausibility:
                  - {kind: change, fields: value, period: year, ratio: 3}
                  - {kind: unit-shift, fields: value, period: year}
                  - {kind: row-shift, fields: value, period: year}
                """)
            add(Self.figures, round: "2023", to: &survey)
            add(shifted, round: "2024", to: &survey)
            add(Self.later, round: "2025", to: &survey)
            let outcome = try survey.run()
            #expect(outcome.findings.count == 1, "\(outcome.places)")
            #expect(outcome.findings.first?.finding.rule.hasSuffix("shift") ?? false)
            #expect(
                outcome.results.map(\.id) == [
                    "plausibility.change", "plausibility.unit-shift", "plausibility.row-shift",
                ])
        }
    }

    @Test("what a check on trial finds askew is not told, so its values are told as changes")
    func onTrial() throws {
        func findings(_ trial: String) throws -> [String] {
            var survey = try CheckSurvey(
                """
                plausibility:
                  - {kind: change, fields: value, period: year, ratio: 30}
                  - {kind: unit-shift, fields: value, period: year\(trial)}
                """)
            add(Self.figures, round: "2024", to: &survey)
            add(Self.later.map { $0 / 1000 }, round: "2025", to: &survey)
            return try survey.run().findings.map(\.finding.rule)
        }
        #expect(try findings("") == ["plausibility.unit-shift"])
        #expect(try findings(", trial: true") == Self.later.map { _ in "plausibility.change" })
    }
}
