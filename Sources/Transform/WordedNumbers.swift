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
            if isScore(shown) { return false }
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
        // "35 x 1000", but not "1:35" or "35 (2024)".
        let numerals = pieces.filter { $0.kind == .numeral }
        if numerals.dropFirst().contains(where: { $0.text.hasSuffix("000") }) { return true }
        // `0.0"M"` on a field in a currency is an amount in millions.
        let isMoney =
            unit.currencies != nil || pieces.indices.contains { Currencies.first(of: pieces[$0...]) != nil }
        return pieces.indices.contains { place in
            // The k of "pers. m/k" and the md. of "kr. pr. md." are none.
            Self.pers.first(of: pieces[..<place].suffix(1)) == nil
                && Multipliers.first(of: pieces[place...], language: language, isBesideCurrency: isMoney) != nil
        }
    }

    /// Whether it is a score or a ratio, `4/5`: as a text it would be a fraction.
    private func isScore(_ shown: String) -> Bool {
        guard shown.contains("/"), let pieces = TextPiece.cut(PlainText(shown)) else { return false }
        return pieces.count { $0.kind == .numeral } == 2
    }

    private static let pers = PhraseTable("/|pr|per|par|por|pro")
}
