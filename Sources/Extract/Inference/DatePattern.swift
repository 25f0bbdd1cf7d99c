import SurveyModel

/// How a label's parentheses say that a date is to be written: `dd/mm/yyyy`, `MM/YYYY`, `jj.mm.aaaa`.
struct DatePattern {
    private enum Part {
        case day
        case month
        case year
    }

    private let parts: [Part]

    /// The type of answers that are written so: text where the day or the year is missing.
    var type: FieldType {
        switch parts.count {
        case 3: .date
        case 1: .year
        default: .string
        }
    }

    /// Reads groups of the letters that stand for days, months and years in the languages of most questionnaires; nil for all else, such as `M/F`, `mm` and
    /// `mg/l`.
    init?(_ text: String) {
        let groups = text.lowercased().split { "/-–.".contains($0) || $0.isWhitespace }
        guard (1...3).contains(groups.count), groups.contains(where: { $0.count >= 2 }) else { return nil }
        var parts: [Part] = []
        for group in groups {
            guard let letter = group.first, group.allSatisfy({ $0 == letter }),
                let part = Self.part(letter, group.count, hasDay: parts.contains(.day)), !parts.contains(part)
            else { return nil }
            parts.append(part)
        }
        guard parts.count > 1 || parts == [.year] else { return nil }
        self.parts = parts
    }

    /// What so many of one letter stand for. `jj` is a day in French, and a year in German and Dutch behind another day.
    private static func part(_ letter: Character, _ count: Int, hasDay: Bool) -> Part? {
        switch letter {
        case "m" where count <= 3: .month
        case "d" where count <= 2, "t" where count <= 2, "g" where count <= 2: .day
        case "j" where count == 2 && !hasDay: .day
        case "y" where count == 2 || count == 4, "a" where count == 2 || count == 4, "j" where count == 2 || count == 4:
            .year
        default: nil
        }
    }

    /// The first word of a text that is a span of two years, such as `2024/25`: no such answer is a year.
    static func span(in text: String) -> String? {
        text.split(whereSeparator: \.isWhitespace).map { $0.filter { !"().,;:".contains($0) } }.first { word in
            let years = word.split { "/-–".contains($0) }
            return years.count == 2 && years.allSatisfy { $0.allSatisfy(\.isNumber) } && years[0].count == 4
                && [2, 4].contains(years[1].count)
        }
    }
}

extension ValueInference {
    /// Takes the type of an answer from the date or the span of years that the label's parentheses show.
    ///
    /// - Returns: whether they show one.
    func readDate(_ label: String, asksForYear: Bool, into values: inout InferredValues) -> Bool {
        guard let text = InferenceText.parenthesis(of: label) else { return false }
        if let pattern = DatePattern(text) {
            values.type = pattern.type
            values.doubts.append(
                pattern.type == .string ? "“\(text)” is no whole date, so the answer is a text" : Self.byWords)
            return true
        }
        guard asksForYear, let span = DatePattern.span(in: text) else { return false }
        values.doubts.append("“\(span)” is no year, so the answer is a text")
        return true
    }
}
