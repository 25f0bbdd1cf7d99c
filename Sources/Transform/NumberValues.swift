import CodeLists
import OrderedCollections
import SurveyModel

/// Numbers, from number cells and from what people type.
extension TransformPass {
    mutating func readNumber(_ cell: Cell, _ entry: inout Entry) {
        switch cell.raw.value {
        case .number(let number, let isPercent):
            if isPercent {
                readPercent(number, cell, &entry)
            } else {
                let scale = scale(of: cell)
                guard let shifted = DecimalShift.shift(number, by: scale.shift) else {
                    reportNotANumber(cell, .own(.typeNotANumberLarge, ["text": cell.shown]))
                    return
                }
                take(shifted, scale.shift == 0 ? nil : scale.method, cell, &entry)
                tellHeading(scale, cell)
                if entry.value != nil { tellWording(published: shifted, scale, cell) }
            }
        case .text:
            readNumberText(cell, &entry)
        case .date(let text) where text.contains(":") && CalendarDay(text.prefix(10)) == nil:
            reportNotANumber(cell, .own(.typeNotANumberTime, ["text": .text(cell.text)]))
        case .boolean, .date, .error, .marks, .parts:
            reportNotANumber(cell, .own(.typeNotANumber, ["text": .text(cell.text)]))
        }
    }

    /// Reads a number that its cell shows as a percentage.
    private mutating func readPercent(_ number: Double, _ cell: Cell, _ entry: inout Entry) {
        guard let part = PartOfWhole(unit: cell.asked.field.unit) else {
            let shown = Self.count(of: .hundredth, in: number)
            reportPercent(cell, shown: shown.map { "\(Value.shortest($0)) %" } ?? cell.text, read: number)
            take(number, nil, cell, &entry)
            return
        }
        if let count = Self.count(of: part, in: number) {
            take(count, "percent-format", cell, &entry)
        } else {
            reportNotANumber(cell, .own(.typeNotANumberLarge, ["text": cell.shown]))
        }
    }

    /// A hundred or a thousand times a number, without the rounding of the product: 0.07 × 100 is 7, not 7.000000000000001. Nil where that is beyond all
    /// numbers.
    private static func count(of part: PartOfWhole, in number: Double) -> Double? {
        let raised = number * 1e12
        // Too large for digits behind its point, it has none there.
        guard raised.isFinite else { return DecimalShift.shift(number, by: part.rawValue) }
        return raised.rounded() / (part == .hundredth ? 1e10 : 1e9)
    }

    private mutating func readNumberText(_ cell: Cell, _ entry: inout Entry) {
        let scale = scale(of: cell)
        let sign = signs.sign(table: cell.asked.table.name, field: cell.index)
        let reading = NumberReading(
            cell.text,
            setting: NumberSetting(
                sign: sign.sign, isCustom: sign.isCustom, isWhole: cell.asked.field.type == .integer,
                language: language,
                unit: transformer.unit(table: cell.asked.table.name, field: cell.index), flags: transformer.flags,
                stated: scale.stated, shift: scale.shift))
        guard case .number(let number) = reading.outcome else {
            if !takeScale(cell, &entry) { tellNoNumber(reading, cell) }
            return
        }
        if scale.shift == 0, Self.isInDigits(reading), WholeDigits.areOther(cell.text, than: number) {
            reportNotANumber(cell, .own(.typeNotANumberLarge, ["text": cell.shown]))
        } else {
            take(number, reading, scale, cell, &entry)
        }
    }

    /// Tells of a text that is not clearly one number, with those that it may be.
    private mutating func tellNoNumber(_ reading: NumberReading, _ cell: Cell) {
        switch reading.outcome {
        case .number: break
        case .ambiguous(let first, let second):
            report(
                cell, "type.ambiguous-number",
                .own(
                    .typeMayMean,
                    [
                        "text": cell.shown, "first": .text(Value.shortest(first)),
                        "second": .text(Value.shortest(second)),
                    ]),
                expected: expectation(cell.asked.field),
                suggestion: "\(Value.shortest(first)); \(Value.shortest(second))")
        case .range(let ends):
            report(
                cell, "type.range", .own(.typeRange, ["text": cell.shown]),
                expected: expectation(cell.asked.field), suggestion: suggestion(ends))
        case .otherUnit(let words, let number):
            report(
                cell, "type.other-unit",
                .own(
                    .typeOtherUnit,
                    ["text": cell.shown, "words": .text(words), "unit": .text(cell.asked.field.unit ?? "")]),
                expected: expectation(cell.asked.field), suggestion: number.map(Value.shortest))
        case .none(let number):
            let message: Message =
                if let flag = reading.likelyFlag {
                    .own(.typeNotANumberFlag, ["text": cell.shown, "flag": .text(flag)])
                } else {
                    .own(.typeNotANumber, ["text": cell.shown])
                }
            reportNotANumber(cell, message, suggestion: number.map(Value.shortest))
        }
    }

    /// Whether a number is what its digits are, and not a multiple or a part of them.
    private static func isInDigits(_ reading: NumberReading) -> Bool {
        !reading.isPart && reading.methods.allSatisfy { !["multiplier", "number-words", "fraction"].contains($0) }
    }

    /// Reads the words of a scale of whole numbers, as `3 - large` or `large`; says whether all that is to be said is said.
    private mutating func takeScale(_ cell: Cell, _ entry: inout Entry) -> Bool {
        guard let list = cell.asked.field.scale, let matcher = transformer.matchers[list] else { return false }
        let reading = match(cell.text, list, matcher)
        if reading.isSure, let number = reading.code.flatMap({ Int($0) }) {
            entry.value = .integer(number)
            entry.normalisation = Normalisation(method: reading.method ?? "code", confidence: reading.confidence)
            return true
        }
        guard let code = reading.contradicted else { return false }
        reportNotANumber(
            cell, .own(.typeNotANumberScale, ["text": cell.shown, "code": .text(code)]),
            suggestion: reading.suggestions.map { "\($0.label) (\($0.code))" }.joined(separator: "; "))
        return true
    }

    private mutating func take(
        _ number: Double, _ reading: NumberReading, _ scale: AskedScale, _ cell: Cell, _ entry: inout Entry
    ) {
        // A number with a word such as "million" says its own scale; a part of a hundred has none.
        let isShifted = scale.shift != 0 && !reading.methods.contains("multiplier") && !reading.isPart
        let methods = reading.methods + (isShifted ? [scale.method].compactMap(\.self) : [])
        take(number, methods.isEmpty ? "text-number" : methods.joined(separator: "+"), cell, &entry)
        if entry.value != nil { entry.status = reading.status }
        if isShifted || scale.kind != .multiplier { tellHeading(scale, cell) }
        if reading.isPart, PartOfWhole(unit: cell.asked.field.unit) == nil {
            reportPercent(cell, shown: cell.text.trimmed, read: number)
        }
        if reading.methods.contains("parentheses"), number != 0 {
            report(
                cell, "value.parentheses",
                .own(.valueParentheses, ["text": cell.shown, "number": .text(Value.shortest(number))]),
                severity: .note, expected: expectation(cell.asked.field))
        }
        if reading.methods.contains("number-words") {
            report(
                cell, "value.number-in-words",
                .own(.valueNumberInWords, ["text": cell.shown, "number": .text(Value.shortest(number))]),
                severity: .note,
                expected: expectation(cell.asked.field))
        }
        if reading.isApproximate {
            report(
                cell, "value.approximate",
                .own(.valueApproximate, ["text": cell.shown, "number": .text(Value.shortest(number))]), severity: .note,
                expected: expectation(cell.asked.field))
        }
    }

    private mutating func take(_ number: Double, _ method: String?, _ cell: Cell, _ entry: inout Entry) {
        guard cell.asked.field.type == .integer else {
            entry.value = .number(number)
            entry.normalisation = method.map { Normalisation(method: $0, confidence: 1) }
            return
        }
        guard let integer = Int(exactly: number) else {
            report(
                cell, "type.not-an-integer", .own(.typeNotAnInteger, ["text": cell.shown]),
                expected: expectation(cell.asked.field))
            return
        }
        // From here on not every whole number can be told from the next (IEEE 754, binary64): what was typed may be another one.
        guard abs(number) < 9_007_199_254_740_992 else {
            reportNotANumber(cell, .own(.typeNotANumberLarge, ["text": cell.shown]))
            return
        }
        entry.value = .integer(integer)
        entry.normalisation = method.map { Normalisation(method: $0, confidence: 1) }
    }

    // MARK: - Thousands in headings

    private func place(of cell: Cell) -> AskedScales.Place {
        AskedScales.Place(
            layout: cell.layout, table: cell.asked.table.name, sheet: cell.raw.origin.sheet, field: cell.index)
    }

    private mutating func scale(of cell: Cell) -> AskedScale {
        if scales.isEmpty, cell.heading == nil { return AskedScale() }
        return cell.asked.field.isScalable
            ? scales.scale(of: place(of: cell), heading: cell.heading).scale : AskedScale()
    }

    /// Tells once of a heading by which numbers were multiplied, or which does not go with the definition.
    private mutating func tellHeading(_ scale: AskedScale, _ cell: Cell) {
        guard let heading = scale.heading,
            toldHeadings.insert(scales.scale(of: place(of: cell), heading: cell.heading).place).inserted
        else { return }
        let words = heading.levels.joined(separator: " / ")
        result.findings.append(
            Finding(
                rule: "value.header-multiplier", severity: scale.kind == .multiplier ? .note : .warning,
                message: Self.consequence(of: scale, words: .text(words)),
                table: cell.asked.table.name, field: cell.asked.field.name, sheet: cell.raw.origin.sheet,
                cell: heading.cell,
                value: words))
    }

    private static func consequence(of scale: AskedScale, words: Message) -> Message {
        let factor = Message.text(DecimalShift.shift(1, by: scale.shift).map(Value.shortest) ?? "")
        return switch scale.kind {
        case .multiplier: .own(.valueHeaderMultiplierMultiplied, ["words": words, "factor": factor])
        case .plain where scale.shift == 0: .own(.valueHeaderMultiplierAsTheyStand, ["words": words])
        case .plain: .own(.valueHeaderMultiplierWithout, ["words": words, "factor": factor])
        case .against: .own(.valueHeaderMultiplierAgainst, ["words": words])
        case .unclear: .own(.valueHeaderMultiplierUnclear, ["words": words])
        }
    }

    /// Tells of headings that name another unit than is asked for: the numbers below are published as they stand.
    mutating func tellUnits(of places: [FieldPlace], _ declared: DeclaredScales) {
        for place in places {
            guard let heading = place.heading, let table = transformer.definition.tables[place.table],
                let index = table.index(of: place.field), table.fields.values[index].isMeasured,
                let unit = declared.otherUnit(in: heading, table: place.table, field: index, language: language)
            else { continue }
            let field = table.fields.values[index]
            let asked = Message.text(unit.asked)
            result.findings.append(
                Finding(
                    rule: "layout.unit-differs", severity: .warning,
                    message: .own(
                        .layoutUnitDiffers,
                        ["question": .localized(field.title), "unit": .text(unit.named), "asked": asked]),
                    table: place.table, field: place.field, sheet: place.sheet, cell: heading.cell, value: unit.named,
                    expected: asked))
        }
    }

    // MARK: - Findings

    private func suggestion(_ numbers: [Double]) -> String? {
        numbers.isEmpty ? nil : numbers.map(Value.shortest).joined(separator: "; ")
    }

    private mutating func reportNotANumber(_ cell: Cell, _ message: Message, suggestion: String? = nil) {
        report(cell, "type.not-a-number", message, expected: expectation(cell.asked.field), suggestion: suggestion)
    }

    private mutating func reportPercent(_ cell: Cell, shown: String, read number: Double) {
        report(
            cell, "value.percent",
            .own(.valuePercent, ["text": .text(shown), "number": .text(Value.shortest(number))]),
            severity: .warning, expected: expectation(cell.asked.field))
    }
}
