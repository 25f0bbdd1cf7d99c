import OrderedCollections
import SurveyModel

/// Values that stand one row too low or too high against their codes: over a block of rows they are close to what the row above, or below, had in the round
/// before, and not to what their own row had.
struct RowShiftCheck<Records: RecordSource> {
    let comparison: RoundComparison
    let tally: CheckTally<Records>

    func judged(_ returns: [StagedReturn], _ askew: inout AskewValues) -> CheckTally<Records> {
        var tally = tally
        comparison.forEachReturn(returns, &askew) { item, pairs, askew in
            guard let pairs, !tally.isOff(in: item) else {
                tally.count(.notApplicable, in: item)
                return
            }
            for (place, field) in comparison.selection.fields.enumerated() {
                for column in columns(pairs, place, field) { judge(column, item, &askew, &tally) }
            }
        }
        return tally
    }

    /// The values of a field in the order of their rows, with those of the round before.
    private struct Column {
        let pairs: [RoundComparison.Pair]
        let place: Int
        let field: Int

        init(_ pairs: [RoundComparison.Pair], _ place: Int, _ field: Int) {
            self.pairs = pairs
            self.place = place
            self.field = field
        }

        func now(_ row: Int) -> Double? { pairs[row].record.number(field) }

        func before(_ row: Int) -> Double? {
            pairs.indices.contains(row) ? pairs[row].earlier[place]?.record.number(field) : nil
        }
    }

    /// A row or a column of a sheet.
    private struct Line: Hashable {
        let sheet: String
        let number: Int
    }

    /// The series in which a field's values stand: one; or one for each column, where several stand in one row of a sheet, as those of a matrix do.
    private func columns(_ pairs: [RoundComparison.Pair], _ place: Int, _ field: Int) -> [Column] {
        let origins = pairs.map { $0.record.entries[field]?.origin }
        let cells = Set(origins.compactMap(\.self))
        let rows = Set(cells.map { Line(sheet: $0.sheet, number: $0.row) })
        guard rows.count < cells.count else { return [Column(pairs, place, field)] }
        var columns: OrderedDictionary<Line, [RoundComparison.Pair]> = [:]
        // A record without an answer is taken to stand below the one before it.
        var last = origins.lazy.compactMap(\.self).first
        for (pair, origin) in zip(pairs, origins) {
            guard let cell = origin ?? last else { continue }
            columns[Line(sheet: cell.sheet, number: cell.column), default: []].append(pair)
            last = cell
        }
        return columns.values.map { Column($0, place, field) }
    }

    /// What a row says of a shift by `step` rows.
    private enum Sign {
        /// Its value is close to that of the other row, and not to its own.
        case shifted
        /// Its value is close to its own and not to that of the other row.
        case inPlace
        /// Its value is close to neither.
        case neither
        /// Nothing: close to both, or a value is missing.
        case silent
    }

    private func judge(
        _ column: Column, _ item: StagedReturn, _ askew: inout AskewValues, _ tally: inout CheckTally<Records>
    ) {
        let limits = comparison.selection.check.limits
        var isTold = false
        var isTested = false
        for step in [1, -1] where !isTold {
            let signs = column.pairs.indices.map { sign(column, $0, step) }
            isTested = isTested || signs.count { $0 != .silent } >= limits.atLeast
            guard let block = block(signs) else { continue }
            isTold = true
            for row in block { askew.insert(item.id, column.pairs[row].record.number, column.field) }
            tell(column, block.filter { signs[$0] == .shifted }, block, step, item, &tally)
        }
        if !isTold { tally.count(isTested ? .passed : .notVerifiable, in: item) }
    }

    private func sign(_ column: Column, _ row: Int, _ step: Int) -> Sign {
        guard let now = column.now(row), let own = column.before(row), let other = column.before(row - step) else {
            return .silent
        }
        return switch (isClose(now, other), isClose(now, own)) {
        case (true, true): .silent
        case (true, false): .shifted
        case (false, true): .inPlace
        case (false, false): .neither
        }
    }

    private func isClose(_ number: Double, _ other: Double) -> Bool {
        abs(number - other) <= comparison.selection.check.limits.closeness * abs(other)
    }

    /// The rows of the block in which most is shifted (the subarray of the greatest sum; Bentley 1984, *Programming Pearls: Algorithm design techniques*),
    /// with the rows around it that say nothing against it; nil where it is too small, or too much in it is not shifted. O(rows).
    private func block(_ signs: [Sign]) -> ClosedRange<Int>? {
        let limits = comparison.selection.check.limits
        var best: (sum: Int, rows: ClosedRange<Int>)?
        var sum = 0
        var start = 0
        for (row, sign) in signs.enumerated() {
            if sum <= 0 {
                sum = 0
                start = row
            }
            sum += sign == .shifted ? 1 : sign == .silent ? 0 : -1
            if sum > best?.sum ?? 0 { best = (sum, start...row) }
        }
        guard let best else { return nil }
        let shifted = signs[best.rows].count { $0 == .shifted }
        let telling = signs[best.rows].count { $0 != .silent }
        guard shifted >= limits.atLeast, Double(shifted) >= limits.share * Double(telling) else { return nil }
        var rows = best.rows
        while rows.lowerBound > 0, signs[rows.lowerBound - 1] == .silent {
            rows = rows.lowerBound - 1...rows.upperBound
        }
        while rows.upperBound + 1 < signs.count, signs[rows.upperBound + 1] == .silent {
            rows = rows.lowerBound...rows.upperBound + 1
        }
        return rows
    }

    private func tell(
        _ column: Column, _ shifted: [Int], _ block: ClosedRange<Int>, _ step: Int, _ item: StagedReturn,
        _ tally: inout CheckTally<Records>
    ) {
        let entries = shifted.compactMap { column.pairs[$0].record.entries[column.field] }
        let origins = entries.map(\.origin)
        let round = shifted.first.flatMap { column.pairs[$0].earlier[column.place]?.round } ?? ""
        let down = step > 0
        let values: [String: Message] = [
            "count": .number(shifted.count), "before_round": .text(round), "from": .text(origins.first?.cell ?? ""),
            "to": .text(origins.last?.cell ?? ""), "rows": .text(down ? "1" : "-1"),
        ]
        tally.tellSeries(
            .init(
                message: .own(down ? .plausibilityRowShiftDown : .plausibilityRowShiftUp, from: values), values: values,
                expected: .own(.plausibilityRowShiftExpected),
                suggestion: .own(down ? .plausibilityRowShiftHigher : .plausibilityRowShiftLower),
                cells: entries.map { InvolvedCell($0) }),
            first: entries.first, field: comparison.selection.name(of: column.field), in: item)
    }
}
