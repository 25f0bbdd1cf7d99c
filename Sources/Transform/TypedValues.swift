import OrderedCollections
import SurveyModel

/// Values without a code list, by the field's type.
extension TransformPass {
    mutating func readTyped(_ cell: Cell, _ entry: inout Entry) {
        switch cell.field.type {
        case .string: entry.value = .text(cleaned(cell.text))
        case .integer, .number: readNumber(cell, &entry)
        case .year: readYear(cell, &entry)
        case .boolean: readBoolean(cell, &entry)
        case .date: readDate(cell, &entry)
        }
    }

    /// Text without white space at its ends and with LF line ends; line breaks inside are the respondent's own.
    private func cleaned(_ text: String) -> String {
        text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").trimmed
    }

    // MARK: - Numbers

    private mutating func readNumber(_ cell: Cell, _ entry: inout Entry) {
        switch cell.raw.value {
        case .number(let number, let isPercent):
            let isScaled = isPercent && cell.field.unit == "percent"
            if isPercent, !isScaled {
                reportPercent(cell, shown: "\(Value.shortest((number * 1e12).rounded() / 1e10)) %", read: number)
            }
            // 0.07 × 100 is 7, not 7.000000000000001.
            take(isScaled ? (number * 1e12).rounded() / 1e10 : number, isScaled ? "percent-format" : nil, cell, &entry)
        case .text:
            readNumberText(cell, &entry)
        case .boolean, .date, .error, .marks, .parts:
            report(cell, "type.not-a-number", "“\(cell.text)” is not a number.", expected: expectation(cell.field))
        }
    }

    private mutating func readNumberText(_ cell: Cell, _ entry: inout Entry) {
        let reading = NumberReading(cell.text, sign: signs.sign(table: cell.table.name, field: cell.index))
        switch reading.outcome {
        case .number(let number):
            take(number, reading.methods.isEmpty ? "text-number" : reading.methods.joined(separator: "+"), cell, &entry)
            if reading.methods.contains("percent-sign"), cell.field.unit != "percent" {
                reportPercent(cell, shown: cell.text.trimmed, read: number)
            }
            if reading.isApproximate {
                report(
                    cell, "value.approximate",
                    "“\(cell.text.trimmed)” was read as \(Value.shortest(number)), which is not exact.",
                    severity: .note,
                    expected: expectation(cell.field))
            }
        case .ambiguous(let first, let second):
            report(
                cell, "type.ambiguous-number",
                "“\(cell.text.trimmed)” may mean \(Value.shortest(first)) or \(Value.shortest(second)).",
                expected: expectation(cell.field), suggestion: "\(Value.shortest(first)); \(Value.shortest(second))")
        case .none:
            report(
                cell, "type.not-a-number", "“\(cell.text.trimmed)” is not a number.", expected: expectation(cell.field))
        }
    }

    private mutating func reportPercent(_ cell: Cell, shown: String, read number: Double) {
        report(
            cell, "value.percent",
            "“\(shown)” is a percentage, which was not asked for; it was read as \(Value.shortest(number)).",
            severity: .warning, expected: expectation(cell.field))
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

    // MARK: - Years, dates, yes and no

    private mutating func readYear(_ cell: Cell, _ entry: inout Entry) {
        switch cell.raw.value {
        case .date(let text):
            entry.value = CalendarDay(text.prefix(10)).map { .integer($0.year) }
            entry.normalisation = Normalisation(method: "year-of-date", confidence: 0.9)
        case .number(let number, _):
            entry.value = Int(exactly: number).map { .integer($0) }
        case .text(let text):
            let reading = DateReading(text, order: .dayFirst)
            if let year = Int(text.trimmed) {
                entry.value = .integer(year)
            } else if case .day(let day) = reading.outcome {
                entry.value = .integer(day.year)
                entry.normalisation = Normalisation(method: "year-of-date", confidence: 0.9)
            }
        case .boolean, .error, .marks, .parts: break
        }
        if entry.value == nil {
            report(cell, "type.not-a-year", "“\(cell.text.trimmed)” is not a year.", expected: expectation(cell.field))
        }
    }

    private mutating func readBoolean(_ cell: Cell, _ entry: inout Entry) {
        if case .boolean(let boolean) = cell.raw.value {
            entry.value = .boolean(boolean)
        } else if let boolean = BooleanReading.read(cell.text) {
            entry.value = .boolean(boolean)
            entry.normalisation = Normalisation(method: "yes-no", confidence: 1)
        } else {
            report(
                cell, "type.not-yes-or-no", "“\(cell.text.trimmed)” is neither yes nor no.",
                expected: expectation(cell.field))
        }
    }

    private mutating func readDate(_ cell: Cell, _ entry: inout Entry) {
        if case .number(let serial, _) = cell.raw.value, let day = DateReading.day(ofSerial: serial),
            (1990...2100).contains(day.year)
        {
            entry.value = .date(day)
            entry.normalisation = Normalisation(method: "date-serial", confidence: 0.9)
            report(
                cell, "value.date-serial",
                "The cell shows the number \(cell.text); it was read as \(day), the date that this number stands for.",
                severity: .note, expected: expectation(cell.field))
            return
        }
        let reading = DateReading(
            cell.text,
            order: cell.field.dateOrder ?? (language == "fr" || language == "es" || language == "de" ? .dayFirst : nil))
        switch reading.outcome {
        case .day(let day):
            entry.value = .date(day)
            entry.normalisation = Normalisation(method: reading.method, confidence: 1)
        case .ambiguous(let first, let second):
            report(
                cell, "type.ambiguous-date", "“\(cell.text.trimmed)” may mean \(first) or \(second).",
                expected: expectation(cell.field),
                suggestion: "\(first); \(second)")
        case .none:
            report(cell, "type.not-a-date", "“\(cell.text.trimmed)” is not a date.", expected: expectation(cell.field))
        }
    }
}
