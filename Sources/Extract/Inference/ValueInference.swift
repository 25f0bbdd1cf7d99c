import Spreadsheets
import SurveyModel

/// What an answer may be: by its validation, else by the words of its label.
struct ValueInference {
    let lists: ChoiceLists
    let sheet: String
    let uses1904: Bool
    /// The questionnaire's language: "nombre de" is a number in French and a name in Spanish.
    let language: String?
    /// The language that stands behind it in the same cells; nil where each cell is in one language.
    var secondLanguage: String?

    /// What the answer to a label may be.
    ///
    /// - Parameters:
    ///   - label: the label, with the group's above it where there is one.
    ///   - validation: the validation of the answer's cell.
    ///   - unit: the unit that a row of units gives.
    func values(label: String, validation: DataValidation?, unit: String? = nil) -> InferredValues {
        var values = InferredValues()
        if let validation {
            read(validation, into: &values)
            if validation.kind == .custom { readWords(label, unit: unit, into: &values) }
            if values.type == .number || values.type == .integer, let unit = self.unit(in: label) {
                values.unit = unit
            }
        } else {
            readWords(label, unit: unit, into: &values)
        }
        if let unit, !Self.isKind(unit), values.type == .number || values.type == .integer {
            values.unit = unit.contains("%") ? "percent" : unit
        }
        if values.type == .date { values.dateOrder = Self.dateOrder(label) }
        return values
    }

    // MARK: - Validations

    private func read(_ validation: DataValidation, into values: inout InferredValues) {
        switch validation.kind {
        case .list: readList(validation, into: &values)
        case .whole:
            values.type = .integer
            readBounds(validation, into: &values) { text, step in Self.integer(text).map { String($0 + step) } }
        case .decimal:
            values.type = .number
            readBounds(validation, into: &values) { text, _ in Double(text).map { Value.shortest($0) } }
        case .date:
            values.type = .date
            readBounds(validation, into: &values) { text, step in date(text, step) }
        case .textLength: readLengths(validation, into: &values)
        case .custom:
            values.doubts.append("the cell has a formula that its answer must meet: \(validation.formula1 ?? "")")
        case .time: values.doubts.append("a time of day is asked for; it is read as text")
        case .none: break
        }
    }

    private func readList(_ validation: DataValidation, into values: inout InferredValues) {
        guard let choices = lists.choices(of: validation, in: sheet) else {
            values.doubts.append("its drop-down's list could not be read")
            return
        }
        Self.take(choices, into: &values)
    }

    /// Turns what is no list of codes into a type: yes and no, a mark, whole numbers.
    static func take(_ choices: InferredChoices, into values: inout InferredValues) {
        let folded = choices.items.map { $0.lowercased() }
        values.listTitle = choices.title
        if choices.items.count == 1, InferenceWords.marks.contains(folded[0]) {
            values.isMark = true
            values.type = .boolean
            return
        }
        let yes = choices.items.count { says(InferenceWords.yes, $0) }
        let no = choices.items.count { says(InferenceWords.no, $0) }
        if yes > 0, no > 0, yes + no == choices.items.count {
            values.type = .boolean
            return
        }
        let numbers = choices.items.compactMap { integer($0) }
        if numbers.count == choices.items.count, let least = numbers.min(), let most = numbers.max() {
            values.type = least >= 1_900 && most <= 2_200 ? .year : .integer
            values.minimum = String(least)
            values.maximum = String(most)
            if most - least + 1 != numbers.count {
                values.doubts.append("its drop-down has only some of these numbers")
            }
            return
        }
        values.choices = choices
    }

    /// Whether a choice is one of some words, in one language or in two: `Yes / Sí`.
    private static func says(_ words: Set<String>, _ choice: String) -> Bool {
        guard let halves = InferenceText.halves(choice) else { return words.contains(TextFolding.fold(choice)) }
        return words.contains(TextFolding.fold(halves.first)) && words.contains(TextFolding.fold(halves.second))
    }

    /// Whether a stroke parts yes and no in a text.
    private static func isYesAndNo(_ text: String) -> Bool {
        let sides = text.split(separator: "/").map { TextFolding.fold(String($0)) }
        guard sides.count == 2 else { return false }
        let (yes, no) = (InferenceWords.yes, InferenceWords.no)
        return yes.contains(sides[0]) && no.contains(sides[1]) || no.contains(sides[0]) && yes.contains(sides[1])
    }

    /// The bounds of a comparison (ECMA-376 Part 1, 18.18.20). `convert` takes an operand and what to add to it for a bound that is not allowed itself.
    private func readBounds(
        _ validation: DataValidation, into values: inout InferredValues, _ convert: (String, Int) -> String?
    ) {
        let first = validation.formula1.flatMap { convert($0, 0) }
        switch validation.comparison ?? "between" {
        case "between":
            values.minimum = first
            values.maximum = validation.formula2.flatMap { convert($0, 0) }
        case "greaterThanOrEqual": values.minimum = first
        case "greaterThan": values.minimum = validation.formula1.flatMap { convert($0, 1) }
        case "lessThanOrEqual": values.maximum = first
        case "lessThan": values.maximum = validation.formula1.flatMap { convert($0, -1) }
        case "equal":
            values.minimum = first
            values.maximum = first
        default: break
        }
        // Numbers with a fraction have no next one: the bound itself then passes.
        if validation.kind == .decimal, ["greaterThan", "lessThan"].contains(validation.comparison ?? "") {
            values.doubts.append("the bound itself is not allowed")
        }
        let operands = [validation.formula1, validation.formula2].compactMap(\.self)
        if !operands.isEmpty, values.minimum == nil, values.maximum == nil {
            values.doubts.append("its validation compares with \(operands.joined(separator: " and "))")
        }
        dropWideBounds(&values)
    }

    /// Bounds that somebody typed because the program asked for some are no constraints.
    private func dropWideBounds(_ values: inout InferredValues) {
        func isWide(_ text: String?) -> Bool { text.flatMap { Double($0) }.map { $0.magnitude >= 1e9 } ?? false }
        if isWide(values.minimum) { values.minimum = nil }
        if isWide(values.maximum) { values.maximum = nil }
    }

    private func readLengths(_ validation: DataValidation, into values: inout InferredValues) {
        let first = validation.formula1.flatMap { Self.integer($0) }
        switch validation.comparison ?? "between" {
        case "between":
            values.minLength = first.flatMap { $0 > 0 ? $0 : nil }
            values.maxLength = validation.formula2.flatMap { Self.integer($0) }
        case "lessThanOrEqual": values.maxLength = first
        case "lessThan": values.maxLength = first.map { $0 - 1 }
        case "greaterThanOrEqual": values.minLength = first
        case "greaterThan": values.minLength = first.map { $0 + 1 }
        default: break
        }
    }

    /// A whole number that a questionnaire may ask for; greater ones are no bounds of anything.
    private static func integer(_ text: String) -> Int? {
        Int(text).flatMap { (-1_000_000_000...1_000_000_000).contains($0) ? $0 : nil }
    }

    /// A serial number of a validation as a day.
    private func date(_ text: String, _ step: Int) -> String? {
        guard let serial = Double(text), serial >= 1, serial < 2_958_466 else { return nil }
        return CalendarDay(serial: serial.rounded(.down) + Double(step), uses1904: uses1904)?.description
    }

    // MARK: - Words

    static let byWords = "the type is told by the label's words only"

    private func readWords(_ label: String, unit: String?, into values: inout InferredValues) {
        let bare = InferenceText.withoutNumbering(label)
        let words = InferenceText.words(InferenceText.withoutParentheses(bare))
        if let unit, readKind(unit, into: &values) { return }
        if readDate(bare, asksForYear: isYear(words), into: &values) { return }
        if let options = InferenceText.parenthesis(of: bare), readOptions(options, of: words, into: &values) { return }
        let parenthesis = InferenceText.parenthesis(of: bare).flatMap {
            isOfTwoUnits($0) || Self.isShort($0, for: words) ? nil : $0
        }
        // "In which year was it adopted?" asks for the year, "Which measures were taken that year?" does not.
        let asksFor = zip(words, words.dropFirst()).contains { word, next in
            ["which", "what", "quelle", "que", "welchem", "quale"].contains(word)
                && (InferenceWords.years.contains(next) || InferenceWords.dates.contains(next))
        }
        let tells = !asksFor && words.contains(where: InferenceWords.accounts.contains)
        if !tells, words.contains(where: InferenceWords.dates.contains) {
            values.type = .date
        } else if !tells, isYear(words), !isPerYear(bare) {
            values.type = .year
        }
        guard values.type == .string else {
            values.doubts.append(Self.byWords)
            return
        }
        if isNumber(words, bare, parenthesis, unit) {
            values.type = isCount(bare) ? .integer : .number
            values.unit = unitOf(bare, parenthesis)
            values.doubts.append(Self.byWords)
            if let parenthesis, let range = Self.range(parenthesis) {
                values.minimum = String(range.lowerBound)
                values.maximum = String(range.upperBound)
                if range.upperBound < 10 { values.type = .integer }
                values.unit = nil
            }
        }
    }

    /// What a row of units asks for: numbers counted in something, else a kind of value.
    private func readKind(_ unit: String, into values: inout InferredValues) -> Bool {
        guard Self.isKind(unit) else {
            values.type = .number
            return true
        }
        let words = InferenceText.words(unit)
        let hasYear = words.contains(where: InferenceWords.yearSigns.contains)
        if words.contains(where: InferenceWords.dates.contains) || hasYear && words.count > 1 {
            values.type = .date
        } else if words.contains(where: InferenceWords.years.contains) || hasYear {
            values.type = .year
        } else if words.contains(where: ["number", "numero", "anzahl", "zahl", "count"].contains)
            || words.contains("nombre") && mayBeFrench
        {
            values.type = .number
        }
        return true
    }

    /// Whether a word in a row of units is no unit but a kind of value.
    private static func isKind(_ unit: String) -> Bool {
        InferenceText.words(unit).contains(where: InferenceWords.kinds.contains)
    }

    /// Choices that the label names: "(yes/no)", "(addition or substitution)", "(users; citizens; CSOs)".
    private func readOptions(_ text: String, of words: [String], into values: inout InferredValues) -> Bool {
        let several = text.split(separator: ";").map { InferenceText.onOneLine(String($0)) }.filter { !$0.isEmpty }
        if several.count >= 2 {
            values.choices = InferredChoices(title: nil, items: several)
            values.isMany = true
            values.doubts.append("the choices are those that the label names")
            return true
        }
        // "Nitrate (mg/l)" is measured; "Unit (kg/t)" and "Currency (EUR/USD)" ask for one of them.
        let asksForUnit = words.contains {
            InferenceWords.currencies.contains($0) || InferenceWords.unitHeadings.contains($0)
        }
        // "(ne/ano)" is no and yes, not something in each year.
        guard asksForUnit || Self.isYesAndNo(text) || !UnitText.isNoChoice(text) else { return false }
        for sign in ["/"] + UnitText.choices {
            let options = text.split(separator: sign).map { InferenceText.onOneLine(String($0)) }
            guard options.count == 2, options.allSatisfy({ isOption($0) }), !text.contains(",") else { continue }
            Self.take(InferredChoices(title: nil, items: options), into: &values)
            guard values.choices != nil || values.type != .string else { return false }
            if values.choices != nil { values.doubts.append("the choices are those that the label names") }
            return true
        }
        return false
    }

    private func isOption(_ text: String) -> Bool {
        !text.isEmpty && text.split(separator: " ").count <= 2 && text.contains(where: \.isLetter)
            && !text.contains(where: \.isNumber) && TextFolding.fold(text) != "and"
    }

    private var counts: CountWords { CountWords(language: language, second: secondLanguage) }

    private var mayBeFrench: Bool { counts.mayBeFrench }

    /// Whether a label asks what something is called: "nombre" in Spanish.
    private func asksForName(_ words: [String]) -> Bool { words.first == "nombre" && !mayBeFrench }

    private func isCount(_ label: String) -> Bool { counts.ask(in: label) }

    private func isYear(_ words: [String]) -> Bool {
        guard words.contains(where: InferenceWords.years.contains) else { return false }
        // "Users per year" counts users; "Years of schooling" is no year.
        let before = [
            "per", "par", "por", "pro", "je", "each", "every", "chaque", "cada", "a", "last", "this", "next",
            "previous", "past",
        ]
        return !zip(words, words.dropFirst()).contains {
            before.contains($0) && InferenceWords.years.contains($1)
        } && !words.contains(where: InferenceWords.amounts.contains)
    }

    /// Whether a label counts something in a year: `Days/year`. `Année/Year` is a year in two languages.
    private func isPerYear(_ label: String) -> Bool {
        InferenceText.withoutParentheses(label).split(separator: " ").contains { word in
            let sides = word.split(separator: "/").map { TextFolding.fold(String($0)) }
            return sides.count == 2 && InferenceWords.years.contains(sides[1])
                && !InferenceWords.years.contains(sides[0])
        }
    }

    /// Whether a text in parentheses names two units, of which nobody knows which an answer is in. In two languages it names one twice.
    private func isOfTwoUnits(_ text: String) -> Bool { secondLanguage == nil && UnitText.isAmbiguous(text) }

    /// Whether a text in parentheses that could be a currency is short for the words before it: "Search and rescue (SAR)". What is an amount by its words
    /// is one of money.
    private static func isShort(_ text: String, for words: [String]) -> Bool {
        guard CurrencyCodes.known.contains(text.lowercased()),
            !words.contains(where: InferenceWords.amounts.contains)
        else { return false }
        var rest = text.lowercased()[...]
        for word in words where !rest.isEmpty && word.first == rest.first { rest = rest.dropFirst() }
        return rest.isEmpty
    }

    /// Whether a text in parentheses is the letter of a footnote or of a part behind what asks for an account, though some letters are units: "Name of
    /// facility (g)".
    private static func isLetter(_ text: String, behind words: [String]) -> Bool {
        guard text.count == 1, text.allSatisfy(\.isLetter) else { return false }
        return words.first == "type" || words.first == "source"
            || words.contains { word in
                InferenceWords.accounts.contains(word) && !InferenceWords.mayAskForAmounts.contains(word)
            }
    }

    private func isNumber(_ words: [String], _ label: String, _ parenthesis: String?, _ unit: String?) -> Bool {
        if words.contains(where: InferenceWords.currencies.contains) { return false }
        if label.contains("%") || unit.map({ isUnitOfNumbers($0) }) ?? false { return true }
        if isCount(label) { return true }
        if asksForName(words) { return false }
        if let parenthesis, Self.range(parenthesis) != nil || isUnitOfNumbers(parenthesis) {
            return !Self.isLetter(parenthesis, behind: words)
        }
        if UnitText.isPerTime(InferenceText.withoutParentheses(label)) { return true }
        if label.hasSuffix("?") || words.contains(where: InferenceWords.accounts.contains) { return false }
        return words.contains(where: InferenceWords.amounts.contains)
    }

    /// Words of units in parentheses and rows of units, folded.
    private static let counted: Set<String> = [
        "per", "par", "por", "pro", "thousand", "thousands", "million", "millions", "milliers", "eur", "usd", "gbp",
        "chf", "cad", "aud", "jpy", "sek", "nok", "dkk", "pln", "euros", "dollars", "pounds", "number",
        "anzahl", "hours", "heures", "days", "jours", "km", "km2", "ha", "tonnes", "persons",
        "personnes", "percent", "fte", "etp", "units", "unites",
    ]

    /// Whether a text in parentheses or a row of units is what numbers are counted in.
    func isUnitOfNumbers(_ text: String) -> Bool {
        if UnitText.isUnit(text) { return true }
        let words = InferenceText.words(text)
        return text.contains("%") || text.contains("€") || text.contains("£") || text.contains("$")
            || words.contains(where: Self.counted.contains) || words.contains("nombre") && mayBeFrench
    }

    /// The unit that stands in a label's parentheses; nil where they say something else.
    func unit(in label: String) -> String? {
        guard let text = InferenceText.parenthesis(of: label), isUnitOfNumbers(text), !isOfTwoUnits(text),
            !Self.isShort(text, for: InferenceText.words(InferenceText.withoutParentheses(label)))
        else { return nil }
        return unitOf(label, text)
    }

    private func unitOf(_ label: String, _ parenthesis: String?) -> String? {
        if let parenthesis, Self.range(parenthesis) == nil, parenthesis.count <= 30, mayBeUnit(parenthesis) {
            return parenthesis.contains("%") ? "percent" : parenthesis
        }
        return label.contains("%") ? "percent" : nil
    }

    /// Whether a text in parentheses may be a number's unit; "(31.12.2025)" says when it was so.
    private func mayBeUnit(_ text: String) -> Bool {
        if isUnitOfNumbers(text) { return true }
        let hasYear = InferenceText.words(text).contains { LabelNumbering.isYear($0[...]) }
        return text.contains(where: \.isLetter) && !hasYear
    }

    /// A range such as `0-100`, `1 to 5`, `0 à 4`.
    static func range(_ text: String) -> ClosedRange<Int>? {
        let parts = text.split { "-–— ".contains($0) }.map(String.init)
        let numbers = parts.compactMap { Int($0) }
        guard numbers.count == 2, parts.count <= 5, let first = parts.firstIndex(of: String(numbers[0])),
            first + 1 < parts.count, numbers[0] < numbers[1], numbers[1] <= 1_000
        else { return nil }
        let between = parts[first + 1]
        let isRange =
            Int(between) != nil
            || ["to", "a", "à", "bis", "al", "au", "und", "and", "et"].contains(between.lowercased())
        return isRange ? numbers[0]...numbers[1] : nil
    }

    private static func dateOrder(_ label: String) -> DateOrder? {
        let words = InferenceText.words(label)
        let days = ["day", "dd", "jour", "jj", "dia", "tag", "tt", "giorno", "gg"]
        let months = ["month", "mm", "mois", "mes", "monat", "mese"]
        guard let day = words.firstIndex(where: days.contains), let month = words.firstIndex(where: months.contains)
        else { return nil }
        return day < month ? .dayFirst : .monthFirst
    }
}
