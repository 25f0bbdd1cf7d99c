import SurveyModel

/// Numbers beside which their cells show words or signs, which are in the number format and not in the value.
extension TransformPass {
    /// Tells of a number whose cell shows it in millions, in another unit, or with a sign: typed as it is shown, it would have been read as another number, or
    /// refused. Words of which nothing is known say nothing, as they do in a heading.
    ///
    /// - Parameter number: what is published.
    mutating func tellWording(published number: Double, _ scale: AskedScale, _ cell: Cell) {
        guard let shown = cell.worded, isElse(shown, than: number, scale, cell) else { return }
        report(
            cell, "value.number-format",
            .own(.valueNumberFormat, ["text": .text(shown.trimmed), "number": .text(Value.shortest(number))]),
            severity: .warning, expected: expectation(cell.asked.field))
    }

    private func isElse(_ shown: String, than number: Double, _ scale: AskedScale, _ cell: Cell) -> Bool {
        let unit = transformer.unit(table: cell.asked.table.name, field: cell.index)
        let reading = NumberReading(
            shown,
            setting: NumberSetting(
                sign: .point, isWhole: cell.asked.field.type == .integer, language: language, unit: unit,
                flags: transformer.flags, stated: scale.stated, shift: scale.shift))
        switch reading.outcome {
        case .number(let read):
            let isPart = reading.isPart && !unit.isPercent && !unit.isPerMille
            return read != number || reading.isApproximate || isPart || reading.status != nil
        // Beside a currency it is not clear whether it is given in the thousands that are asked for: as little as without one.
        case .ambiguous(let first, let second): return first != number && second != number
        case .range, .otherUnit: return true
        case .none: return shown.contains("?") || hasMultiplier(shown, unit)
        }
    }

    /// Whether a word or digits for thousands or millions stand in a text, whatever stands beside them.
    private func hasMultiplier(_ shown: String, _ unit: FieldUnit) -> Bool {
        guard let pieces = TextPiece.cut(PlainText(shown)) else { return false }
        if pieces.count(where: { $0.kind == .numeral }) > 1 { return true }
        // `0.0"M"` on a field in a currency is an amount in millions.
        let isMoney =
            unit.currencies != nil || pieces.indices.contains { Currencies.first(of: pieces[$0...]) != nil }
        return pieces.indices.contains { place in
            Multipliers.first(of: pieces[place...], language: language, isBesideCurrency: isMoney) != nil
        }
    }
}
