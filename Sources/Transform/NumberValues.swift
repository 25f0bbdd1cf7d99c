import SurveyModel

/// Numbers, from number cells and from what people type.
extension TransformPass {
    mutating func readNumber(_ cell: Cell, _ entry: inout Entry) {
        switch cell.raw.value {
        case .number(let number, let isPercent):
            let isScaled = isPercent && cell.field.unit == "percent"
            if isPercent, !isScaled {
                reportPercent(cell, shown: "\(Value.shortest((number * 1e12).rounded() / 1e10)) %", read: number)
            }
            if isPercent {
                // 0.07 × 100 is 7, not 7.000000000000001.
                take(
                    isScaled ? (number * 1e12).rounded() / 1e10 : number, isScaled ? "percent-format" : nil, cell,
                    &entry)
            } else {
                let scale = scale(of: cell)
                guard let shifted = DecimalShift.shift(number, by: scale.shift) else {
                    reportNotANumber(cell, "“\(cell.text.trimmed)” is too large a number.")
                    return
                }
                take(shifted, scale.shift == 0 ? nil : scale.method, cell, &entry)
                tellHeading(scale, cell)
            }
        case .text:
            readNumberText(cell, &entry)
        case .boolean, .date, .error, .marks, .parts:
            reportNotANumber(cell, "“\(cell.text)” is not a number.")
        }
    }

    private mutating func readNumberText(_ cell: Cell, _ entry: inout Entry) {
        let scale = scale(of: cell)
        let reading = NumberReading(
            cell.text,
            setting: NumberSetting(
                sign: signs.sign(table: cell.table.name, field: cell.index), language: language,
                unit: transformer.unit(table: cell.table.name, field: cell.index), flags: transformer.flags,
                stated: scale.stated, shift: scale.shift))
        switch reading.outcome {
        case .number(let number): take(number, reading, scale, cell, &entry)
        case .ambiguous(let first, let second):
            report(
                cell, "type.ambiguous-number",
                "“\(cell.text.trimmed)” may mean \(Value.shortest(first)) or \(Value.shortest(second)).",
                expected: expectation(cell.field), suggestion: "\(Value.shortest(first)); \(Value.shortest(second))")
        case .range(let ends):
            report(
                cell, "type.range", "“\(cell.text.trimmed)” is a range or a bound, not one number.",
                expected: expectation(cell.field), suggestion: suggestion(ends))
        case .otherUnit(let words, let number):
            report(
                cell, "type.other-unit",
                "“\(cell.text.trimmed)” is given in “\(words)”, and \(cell.field.unit ?? "") is asked for.",
                expected: expectation(cell.field), suggestion: Value.shortest(number))
        case .none(let number):
            var message = "“\(cell.text.trimmed)” is not a number."
            if number != nil, let flag = Self.mark(beside: cell.text) {
                message = "“\(cell.text.trimmed)” is not a number: “\(flag)” is none of the flags that are declared."
            }
            reportNotANumber(cell, message, suggestion: number.map(Value.shortest))
        }
    }

    /// The letters or the star beside a number that may be a flag: the `p` of `12 (p)`.
    private static func mark(beside text: String) -> String? {
        let words = text.split { $0.isWhitespace || $0.isNumber || ".,'’()[]".contains($0) }
        guard words.count == 1, let mark = words.first, mark.count <= 4 else { return nil }
        return mark.allSatisfy { $0.isLetter || $0 == "*" } ? String(mark) : nil
    }

    private mutating func take(
        _ number: Double, _ reading: NumberReading, _ scale: AskedScale, _ cell: Cell, _ entry: inout Entry
    ) {
        // A number with a word such as "million" says its own scale; a part of a hundred has none.
        let isShifted = scale.shift != 0 && !reading.methods.contains("multiplier") && !reading.isPart
        let methods = reading.methods + (isShifted ? [scale.method].compactMap(\.self) : [])
        take(number, methods.isEmpty ? "text-number" : methods.joined(separator: "+"), cell, &entry)
        if entry.value != nil { entry.status = reading.status }
        if isShifted || scale.isUnclear { tellHeading(scale, cell) }
        if reading.isPart, cell.field.unit != "percent",
            !transformer.unit(table: cell.table.name, field: cell.index).isPerMille
        {
            reportPercent(cell, shown: cell.text.trimmed, read: number)
        }
        if reading.isApproximate {
            report(
                cell, "value.approximate",
                "“\(cell.text.trimmed)” was read as \(Value.shortest(number)), which is not exact.", severity: .note,
                expected: expectation(cell.field))
        }
    }

    private mutating func take(_ number: Double, _ method: String?, _ cell: Cell, _ entry: inout Entry) {
        guard cell.field.type == .integer else {
            entry.value = .number(number)
            entry.normalisation = method.map { Normalisation(method: $0, confidence: 1) }
            return
        }
        guard let integer = Int(exactly: number) else {
            report(
                cell, "type.not-an-integer", "“\(cell.text.trimmed)” is not a whole number.",
                expected: expectation(cell.field))
            return
        }
        entry.value = .integer(integer)
        entry.normalisation = method.map { Normalisation(method: $0, confidence: 1) }
    }

    // MARK: - Thousands in headings

    private func place(of cell: Cell) -> AskedScales.Place {
        AskedScales.Place(
            layout: cell.layout, table: cell.table.name, sheet: cell.raw.origin.sheet, field: cell.index)
    }

    private func scale(of cell: Cell) -> AskedScale {
        scales.isEmpty ? AskedScale() : scales.scale(of: place(of: cell))
    }

    /// Tells once of a heading by which numbers were multiplied, or which says it unclearly.
    private mutating func tellHeading(_ scale: AskedScale, _ cell: Cell) {
        guard let heading = scale.heading, toldHeadings.insert(place(of: cell)).inserted else { return }
        let words = heading.levels.joined(separator: " / ")
        let factor = DecimalShift.shift(1, by: scale.shift).map(Value.shortest) ?? ""
        result.findings.append(
            Finding(
                rule: "value.header-multiplier", severity: scale.isUnclear ? .warning : .note,
                message: LocalizedText(
                    scale.isUnclear
                        ? "The heading “\(words)” may mean one multiplier or another; the numbers were read as if it said none."
                        : "The heading “\(words)” states a multiplier: the numbers were multiplied by \(factor)."),
                table: cell.table.name, field: cell.field.name, sheet: cell.raw.origin.sheet, cell: heading.cell,
                value: words))
    }

    // MARK: - Findings

    private func suggestion(_ numbers: [Double]) -> String? {
        numbers.isEmpty ? nil : numbers.map(Value.shortest).joined(separator: "; ")
    }

    private mutating func reportNotANumber(_ cell: Cell, _ message: String, suggestion: String? = nil) {
        report(cell, "type.not-a-number", message, expected: expectation(cell.field), suggestion: suggestion)
    }

    private mutating func reportPercent(_ cell: Cell, shown: String, read number: Double) {
        report(
            cell, "value.percent",
            "“\(shown)” is a percentage, which was not asked for; it was read as \(Value.shortest(number)).",
            severity: .warning, expected: expectation(cell.field))
    }
}
