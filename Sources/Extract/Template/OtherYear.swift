import Spreadsheets
import SurveyModel

/// A text of the questionnaire that says the same in the return but for the year. A respondent may have altered one; a title or several tell that it is the
/// questionnaire of another round, filled in by mistake.
struct OtherYear {
    /// Longer texts are not compared: neither titles nor notes are as long.
    private static let longest = 1_000
    /// Titles stand in the first so many rows of a sheet in which anything is printed.
    private static let titleRows = 3

    let was: String
    let now: String
    /// How many years later it is in the return.
    let shift: Int
    /// Whether it says more than years.
    let hasWords: Bool
    /// Whether it is a title, above what is asked.
    let isTitle: Bool

    /// A printed text beside what stands in its place; nil where they differ in more than years, or in years that are not equally far apart.
    init?(_ was: String, _ now: String, isTitle: Bool) {
        guard was.utf8.count <= Self.longest, now.utf8.count <= Self.longest else { return nil }
        let before = YearlessText(was)
        guard !before.years.isEmpty else { return nil }
        let after = YearlessText(now)
        guard before.years.count == after.years.count, before.words == after.words else { return nil }
        // "Survey of 2026, first held in 2010": what did not change may stay.
        let shifts = Set(zip(before.years, after.years).map { $1 - $0 }).subtracting([0])
        guard let shift = shifts.first, shifts.count == 1 else { return nil }
        self.was = was
        self.now = now
        self.shift = shift
        self.isTitle = isTitle
        hasWords = before.hasLetters
    }

    /// The places of a sheet's titles: alone in one of the first rows, and the first of all or with the words of a title.
    static func titles(of sheet: TemplateSheet) -> Set<CellAddress> {
        var rows: Set<Int> = []
        var places: Set<CellAddress> = []
        for item in sheet.printed {
            let isFirst = rows.isEmpty
            if rows.insert(item.place.row).inserted, rows.count > titleRows { break }
            let text = sheet.text(at: item.place)
            guard sheet.printed(inRow: item.place.row).count == 1, !InferenceText.isSentence(text) else { continue }
            if isFirst || InferenceText.words(text).contains(where: InferenceWords.titles.contains) {
                places.insert(item.place)
            }
        }
        return places
    }

    /// What is told of a return with such texts: of one that is a title, else of the first of several that are as many years apart. Numbers alone do
    /// not tell: the years over a table may be those of the answers.
    static func finding(of texts: [OtherYear]) -> Finding? {
        let counts: [Int: Int] = texts.reduce(into: [:]) { $0[$1.shift, default: 0] += 1 }
        let telling = texts.filter(\.hasWords)
        guard let first = telling.first(where: \.isTitle) ?? telling.first(where: { counts[$0.shift, default: 0] > 1 })
        else { return nil }
        return Finding(
            rule: "template.other-year", severity: .warning,
            message: .own(
                .templateOtherYear, ["was": .text(first.was.shortened), "now": .text(first.now.shortened)]),
            value: first.now, expected: .text(first.was))
    }
}

/// A text with its years taken out, folded.
private struct YearlessText {
    let words: String
    let years: [Int]
    /// Whether it has letters.
    let hasLetters: Bool

    init(_ text: String) {
        var rest = Substring(TextFolding.withPlainDigits(text))
        var kept = ""
        var years: [Int] = []
        while let first = rest.first {
            guard first.isNumber else {
                kept.append(first)
                rest.removeFirst()
                continue
            }
            let digits = rest.prefix { $0.isNumber }
            rest = rest.dropFirst(digits.count)
            guard LabelNumbering.isYear(digits), let year = Int(digits) else {
                kept.append(contentsOf: digits)
                continue
            }
            years.append(year)
            kept += " 0000 "
            rest = Self.behindNext(year, rest)
        }
        words = TextFolding.fold(kept)
        self.years = years
        hasLetters = kept.contains(where: \.isLetter)
    }

    /// What stands behind a year without the next in two digits: "2025/26".
    private static func behindNext(_ year: Int, _ text: Substring) -> Substring {
        guard let sign = text.first, "/-–".contains(sign) else { return text }
        let next = text.dropFirst().prefix { $0.isNumber }
        return next.count == 2 && Int(next) == (year + 1) % 100 ? text.dropFirst(1 + next.count) : text
    }
}
