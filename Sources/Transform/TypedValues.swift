import OrderedCollections
import SurveyModel

/// Values without a code list, by the field's type.
extension TransformPass {
    mutating func readTyped(_ cell: Cell, _ entry: inout Entry) {
        switch cell.asked.field.type {
        case .string: entry.value = .text(cleaned(withoutMarks(cell).text))
        case .integer, .number: readNumber(cell, &entry)
        case .year: readYear(cell, &entry)
        case .boolean: readBoolean(cell, &entry)
        case .date: readDate(cell, &entry)
        }
    }

    /// Text without white space at its ends and with LF line ends; line breaks inside are the respondent's own.
    private func cleaned(_ text: String) -> String {
        // Most texts have no carriage return, and looking for one as a letter costs.
        var bytes = text
        guard bytes.withUTF8({ $0.contains(0x0D) }) else { return text.trimmed }
        return text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").trimmed
    }

    // MARK: - Years, dates, yes and no

    private mutating func readYear(_ cell: Cell, _ entry: inout Entry) {
        switch cell.raw.value {
        case .date(let text):
            let day = CalendarDay(text.prefix(10))
            entry.value = day.map { .integer($0.year) }
            entry.normalisation = Normalisation(method: "year-of-date", confidence: 0.9)
            if let day { tellYearAsDate(day, text, cell) }
        case .number(let number, _):
            entry.value = Int(exactly: number).flatMap { self.year($0, cell) }
        case .text(let text):
            if let year = Int(text.trimmed) {
                entry.value = self.year(year, cell)
            } else if let year = Self.year(ofFraction: text.trimmed) {
                entry.value = self.year(year, cell)
                entry.normalisation = Normalisation(method: "text-number", confidence: 1)
            } else if let reading = YearReading(text, language: language) {
                entry.value = .integer(reading.year)
                entry.normalisation = Normalisation(
                    method: reading.isApproximate ? "approximate" : "year-of-date", confidence: 0.9)
                if reading.isApproximate {
                    report(
                        cell, "value.approximate",
                        .own(
                            .valueApproximate, ["text": .text(text.trimmed), "number": .number(reading.year)]),
                        severity: .note,
                        expected: expectation(cell.asked.field))
                }
            }
        case .boolean, .error, .marks, .parts: break
        }
        if entry.value == nil {
            report(
                cell, "type.not-a-year", .own(.typeNotAYear, ["text": cell.shown]),
                expected: expectation(cell.asked.field))
        }
    }

    /// A whole number as a year: one of our calendar, and no day's number such as 41640, unless the field has a bound of its own on that side, which tells
    /// what is beyond it.
    private func year(_ number: Int, _ cell: Cell) -> Value? {
        let constraints = cell.asked.field.constraints
        let isLate = constraints.minimum != nil || number >= DateReading.years.lowerBound
        let isEarly = constraints.maximum != nil || number <= DateReading.years.upperBound
        return isLate && isEarly ? .integer(number) : nil
    }

    /// A year that was typed into a cell with the format of a date is stored as the number of a day: 2023 of one in July 1905.
    private mutating func tellYearAsDate(_ day: CalendarDay, _ text: String, _ cell: Cell) {
        // With a time of day the number has a fraction.
        let time = text.dropFirst(10)
        let number = day.serial(uses1904: uses1904)
        guard time.isEmpty || time == "T00:00:00", DateReading.years.contains(number) else { return }
        let constraints = cell.asked.field.constraints
        if case .integer(let minimum)? = constraints.minimum, number < minimum { return }
        if case .integer(let maximum)? = constraints.maximum, number > maximum { return }
        report(
            cell, "value.year-as-date",
            .own(
                .valueYearAsDate,
                ["date": .text("\(day)"), "year": .number(day.year), "number": .number(number)]),
            severity: .warning, expected: expectation(cell.asked.field), suggestion: String(number))
    }

    /// `2014.0`, as programs write a number that they took for a fraction.
    private static func year(ofFraction text: String) -> Int? {
        guard let point = text.firstIndex(of: "."), text[..<point].utf8.count == 4 else { return nil }
        let fraction = text[point...].dropFirst()
        return !fraction.isEmpty && fraction.allSatisfy { $0 == "0" } ? Int(text[..<point]) : nil
    }

    private mutating func readBoolean(_ cell: Cell, _ entry: inout Entry) {
        if case .boolean(let boolean) = cell.raw.value {
            entry.value = .boolean(boolean)
        } else if let boolean = BooleanReading.read(cell.text, customs: markCustoms) {
            entry.value = .boolean(boolean)
            entry.normalisation = Normalisation(method: "yes-no", confidence: 1)
        } else if let answer = AnswerWithRemark(cell.text, language: language),
            transformer.status(of: answer.remark, table: cell.asked.table.name, field: cell.index) == nil
        {
            entry.value = .boolean(answer.isYes)
            entry.normalisation = Normalisation(method: "yes-no+remark", confidence: 0.9)
            report(
                cell, "value.remark",
                .own(
                    .valueRemark,
                    [
                        "text": cell.shown,
                        "answer": answer.isYes ? .own(.valueRemarkYes) : .own(.valueRemarkNo),
                    ]),
                severity: .note, expected: expectation(cell.asked.field))
        } else {
            report(
                cell, "type.not-yes-or-no", .own(.typeNotYesOrNo, ["text": cell.shown]),
                expected: expectation(cell.asked.field))
        }
    }

    private mutating func readDate(_ cell: Cell, _ entry: inout Entry) {
        if case .number(let serial, _) = cell.raw.value,
            let day = CalendarDay(serial: serial, uses1904: uses1904),
            (1990...2100).contains(day.year)
        {
            entry.value = .date(day)
            entry.normalisation = Normalisation(method: "date-serial", confidence: 0.9)
            tellNumber(day, cell)
            return
        }
        let reading = DateReading(
            cell.text, order: cell.asked.field.dateOrder ?? LanguageCustom.dateOrder(language), language: language)
        switch reading.outcome {
        case .day(let day):
            entry.value = .date(day)
            entry.normalisation = Normalisation(method: reading.method, confidence: 1)
            if case .number = cell.raw.value { tellNumber(day, cell) }
        case .ambiguous(let first, let second):
            report(
                cell, "type.ambiguous-date",
                .own(
                    .typeMayMean,
                    ["text": cell.shown, "first": .text("\(first)"), "second": .text("\(second)")]),
                expected: expectation(cell.asked.field),
                suggestion: "\(first); \(second)")
        case .otherCalendar(let year):
            report(
                cell, "type.not-a-date",
                .own(.typeNotADateCalendar, ["text": cell.shown, "year": .number(year)]),
                expected: expectation(cell.asked.field))
        case .none:
            report(
                cell, "type.not-a-date", .own(.typeNotADate, ["text": cell.shown]),
                expected: expectation(cell.asked.field))
        }
    }

    private mutating func tellNumber(_ day: CalendarDay, _ cell: Cell) {
        report(
            cell, "value.date-serial",
            .own(.valueDateSerial, ["text": .text(cell.text), "date": .text("\(day)")]),
            severity: .note, expected: expectation(cell.asked.field))
    }
}
