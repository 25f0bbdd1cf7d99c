import Spreadsheets
import SurveyModel

/// A label that asks for something, and where its answer goes.
struct FoundQuestion {
    let row: Int
    let column: Int
    let text: String
    /// The answer's cell, where something marks it out.
    let answer: CellAddress?
    let position: AnswerPosition
    let doubts: [String]
}

/// Finds the questions of a form: labels with room beside or below.
struct FormFinder {
    /// What a sheet's words are.
    struct Found {
        /// Labels that ask for something.
        var questions: [FoundQuestion] = []
        /// Words over questions.
        var headings: [Text] = []
        /// Titles, notes, hints.
        var others: [Text] = []

        /// What does not stand in some ranges.
        func outside(_ ranges: [CellRange]) -> Found {
            func isOutside(_ row: Int, _ column: Int) -> Bool {
                !ranges.contains { $0.contains(CellAddress(row: row, column: column)) }
            }
            return Found(
                questions: questions.filter { isOutside($0.row, $0.column) },
                headings: headings.filter { isOutside($0.row, $0.column) },
                others: others.filter { isOutside($0.row, $0.column) })
        }
    }

    /// Words in a cell.
    struct Text {
        let row: Int
        let column: Int
        let text: String
    }

    /// So many boxes below one question are counted.
    private static let mostBoxes = 100

    private let sheet: BlankSheet
    /// Whether the sheet has a table: then words alone, without room marked out, are headings and notes.
    private let hasTables: Bool
    private let claimed: [CellRange]
    /// The headers over questions, from top to bottom.
    private let headers: [FormHeader]
    private let rows: [LabelRow]
    /// The first column in which answers may stand: that of most answers marked out, else the one behind most labels.
    private let answerColumn: Int
    /// The column in which most labels stand.
    private let labelColumn: Int
    /// The depth of most numbers in front of labels: `1.1` is two.
    private let deepest: Int?
    /// Whether most labels have a number in front of them or to the left.
    private let areNumbered: Bool
    /// The rows of labels by number, with the number beside them that is none of theirs.
    private let numbered: Set<Int>
    /// The rows of labels that ask who reports, on a sheet with a table.
    private let reporterRows: Set<Int>

    init(_ sheet: BlankSheet, hasTables: Bool, claimed: [CellRange], headers: [FormHeader]) {
        self.sheet = sheet
        self.hasTables = hasTables
        self.claimed = claimed
        self.headers = headers
        func isFree(_ row: Int, _ column: Int) -> Bool {
            !claimed.contains { $0.contains(CellAddress(row: row, column: column)) }
        }
        var columns: [Int: Int] = [:]
        var depths: [Int: Int] = [:]
        var ends: [Int: Int] = [:]
        var starts: [Int: Int] = [:]
        var numbered: Set<Int> = []
        rows = sheet.rows.compactMap { row in
            let answers = sheet.answers(in: row.number).filter { isFree(row.number, $0) }
            for column in answers { columns[column, default: 0] += 1 }
            let all = sheet.texts(row).filter { isFree(row.number, $0.column) }
            let texts = all.filter { text in
                sheet.isWords(row.number, text.column) && !InferenceText.isNumbering(text.text)
            }
            for depth in texts.compactMap({ Self.depth($0.text) }) { depths[depth, default: 0] += 1 }
            if let first = texts.first {
                starts[first.column, default: 0] += 1
                ends[sheet.span(row.number, first.column).last.column + 1, default: 0] += 1
                let isBeside = all.first.map { $0.column < first.column } ?? false
                if isBeside || InferenceText.numbering(of: first.text) != nil { numbered.insert(row.number) }
            }
            return texts.isEmpty ? nil : LabelRow(number: row.number, texts: texts, answers: answers)
        }
        func most(_ counts: [Int: Int]) -> Int? { counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key }
        labelColumn = most(starts) ?? 1
        answerColumn = most(columns) ?? most(ends) ?? labelColumn + 1
        deepest = depths.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key
        self.numbered = numbered
        areNumbered = numbered.count >= 3 && numbered.count * 2 > rows.count
        reporterRows = hasTables ? Self.reporterRows(rows) : []
    }

    /// Questions, headings and other texts, from top to bottom.
    func find() -> Found {
        var result = Found()
        let titles = titleRows()
        for (index, row) in rows.enumerated() {
            let next = rows.dropFirst(index + 1).first
            let found = titles.contains(row.number) ? [] : questionsOf(row, next: next)
            result.questions += found
            for text in row.texts where !found.contains(where: { $0.column == text.column }) {
                let text = Text(row: row.number, column: text.column, text: text.text)
                if found.isEmpty, !titles.contains(row.number), isHeading(text.text, row) {
                    result.headings.append(text)
                } else {
                    result.others.append(text)
                }
            }
        }
        result.questions = placed(result.questions)
        return result
    }

    /// Questions of which those behind the column of most answers have theirs at offsets: they stand in a second column, not beside their place.
    private func placed(_ questions: [FoundQuestion]) -> [FoundQuestion] {
        var counts: [Int: Int] = [:]
        for question in questions where question.position == .right {
            if let answer = question.answer { counts[answer.column, default: 0] += 1 }
        }
        let most = counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }
        guard let most, counts.count > 1 else { return questions }
        return questions.map { question in
            guard question.position == .right, question.column > most.key, let answer = question.answer else {
                return question
            }
            return FoundQuestion(
                row: question.row, column: question.column, text: question.text, answer: answer,
                position: .offset(rows: 0, columns: answer.column - question.column), doubts: question.doubts)
        }
    }

    private struct LabelRow {
        let number: Int
        let texts: [(column: Int, text: String)]
        let answers: [Int]
    }

    private func isFree(_ row: Int, _ column: Int) -> Bool {
        !claimed.contains { $0.contains(CellAddress(row: row, column: column)) }
    }

    /// The rows of a title above the first blank row: nothing is asked in them.
    private func titleRows() -> Set<Int> {
        var block: [LabelRow] = []
        for row in rows {
            if let last = block.last, row.number > last.number + 1 { break }
            block.append(row)
        }
        guard let first = block.first, rows.count > block.count || claimed.isEmpty == false else { return [] }
        func isTitle(_ row: LabelRow) -> Bool {
            guard row.texts.count == 1, row.answers.isEmpty else { return false }
            let text = row.texts[0].text
            return InferenceText.numbering(of: text) == nil && !Self.asks(text) && !reporterRows.contains(row.number)
        }
        guard isTitle(first) else { return [] }
        let words = InferenceText.words(first.texts[0].text)
        let isNamed = words.contains(where: InferenceWords.titles.contains) || words.count >= 3 || hasTables
        // A title stands alone, or with two lines below it; a longer block is a form with its title.
        if block.count <= 3, block.allSatisfy(isTitle), isNamed { return Set(block.map(\.number)) }
        return isNamed && words.contains(where: InferenceWords.titles.contains) ? [first.number] : []
    }

    // MARK: - Questions

    private func questionsOf(_ row: LabelRow, next: LabelRow?) -> [FoundQuestion] {
        let beside = questionsBeside(row)
        if !beside.isEmpty { return beside }
        let below = row.texts.compactMap { text in questionAbove(text, row) }
        if !below.isEmpty { return below }
        return row.answers.isEmpty ? questionsByWords(row, next: next) : []
    }

    /// Labels to the left of answers that something marks out. What stands between a label and its answer is a hint.
    private func questionsBeside(_ row: LabelRow) -> [FoundQuestion] {
        var questions: [FoundQuestion] = []
        var from = 0
        // A cell that is marked out for a tick or a remark is none for the answer, where a header tells its column.
        if !row.answers.isEmpty, let under = questionUnderHeader(row) {
            questions.append(under.question)
            from = under.lastColumn
        }
        for answer in row.answers where answer > from {
            let label = row.texts.first { $0.column > from && $0.column < answer }
            guard let label else { continue }
            let span = sheet.span(row.number, label.column)
            guard answer > span.last.column else { continue }
            questions.append(
                FoundQuestion(
                    row: row.number, column: label.column, text: label.text,
                    answer: CellAddress(row: row.number, column: answer), position: .right, doubts: []))
            from = answer
        }
        return questions
    }

    /// The question of a row whose answer stands in the column that a header calls the answers', and the last column of that header.
    private func questionUnderHeader(_ row: LabelRow) -> (question: FoundQuestion, lastColumn: Int)? {
        guard let label = row.texts.first, let header = header(over: row.number),
            let answer = header.answer(to: label.column, in: row.number, answers: row.answers),
            answer > sheet.span(row.number, label.column).last.column, isFree(row.number, answer),
            sheet.shown(row.number, answer) == nil
        else { return nil }
        let question = FoundQuestion(
            row: row.number, column: label.column, text: label.text,
            answer: CellAddress(row: row.number, column: answer),
            position: header.position(of: answer, from: label.column), doubts: [])
        return (question, header.range.last.column)
    }

    /// The header that a row stands under: the nearest above it, unless a table stands between.
    private func header(over row: Int) -> FormHeader? {
        let above = headers.last { $0.range.last.row < row }
        return above.flatMap { header in
            claimed.contains { $0.first.row > header.range.last.row && $0.first.row < row } ? nil : header
        }
    }

    /// A label above an answer that something marks out.
    private func questionAbove(_ text: (column: Int, text: String), _ row: LabelRow) -> FoundQuestion? {
        let below = sheet.span(row.number, text.column).last.row + 1
        guard sheet.isAnswer(below, text.column), isFree(below, text.column) else { return nil }
        return FoundQuestion(
            row: row.number, column: text.column, text: text.text, answer: CellAddress(row: below, column: text.column),
            position: .below, doubts: doubts(ofBoxesBelow: below, text.column))
    }

    /// In words, that more boxes stand below the first, with nothing beside them: of those nothing is read.
    private func doubts(ofBoxesBelow first: Int, _ column: Int) -> [String] {
        var count = 0
        var row = sheet.span(first, column).last.row + 1
        while count < Self.mostBoxes, sheet.isAnswer(row, column), isFree(row, column),
            sheet.grid.row(row).map({ sheet.texts($0).isEmpty }) ?? true
        {
            count += 1
            row = sheet.span(row, column).last.row + 1
        }
        guard count > 0 else { return [] }
        let boxes = count == 1 ? "another box stands" : "\(count) more boxes stand"
        return ["\(boxes) below the first, and only that is read; `answers: \(count + 1)` reads all"]
    }

    /// Labels as their words and the room beside them tell, where nothing marks out the answers.
    private func questionsByWords(_ row: LabelRow, next: LabelRow?) -> [FoundQuestion] {
        var questions: [FoundQuestion] = []
        for (index, text) in row.texts.enumerated() {
            let tellsReporter = reporterRows.contains(row.number)
            guard tellsReporter || isLabel(text.text), hasRoom(row, index) else { continue }
            if isHeading(text.text, row) { continue }
            // Two rows or more without anything below, and none beside other labels: the answer is written there.
            let gap = next.map { $0.number - row.number - 1 } ?? 0
            let isLong = gap >= 2 && row.texts.count == 1 && text.text.count > 40
            let room: String? = isLong ? "the room below" : tellsReporter ? "the cell to the right" : nil
            let under = isLong || index > 0 ? nil : questionUnderHeader(row)?.question
            questions.append(
                FoundQuestion(
                    row: row.number, column: text.column, text: text.text, answer: nil,
                    position: under?.position ?? (isLong ? .below : .right),
                    doubts: room.map { ["nothing marks out the answer's cell; \($0) is taken for it"] } ?? []))
        }
        return questions
    }

    private func isLabel(_ text: String) -> Bool {
        guard text.contains(where: \.isLetter), text.count <= 300 else { return false }
        if hasTables { return Self.asks(text) }
        return Self.asks(text) || InferenceText.numbering(of: text) != nil || !InferenceText.isSentence(text)
    }

    /// Whether a text asks by the sign at its end, behind which parentheses may explain a question: "When was it adopted? (MM/YYYY)".
    private static func asks(_ text: String) -> Bool {
        text.hasSuffix(":") || text.hasSuffix("?") || InferenceText.withoutParentheses(text).hasSuffix("?")
    }

    /// The rows with nothing but a label that asks for the country or municipality, and those next to them with other words for who reports. "Respondent"
    /// alone may be the heading of a section.
    private static func reporterRows(_ rows: [LabelRow]) -> Set<Int> {
        let single = rows.filter { $0.texts.count == 1 && $0.answers.isEmpty }
        var found = Set(single.filter { asksForPlace($0.texts[0].text) }.map(\.number))
        for row in single + single.reversed() {
            guard found.contains(row.number - 1) || found.contains(row.number + 1) else { continue }
            let text = row.texts[0].text
            let asks = !QuestionText.reporterWords(text).isEmpty && !QuestionText.asksForCountry(text)
            if asks { found.insert(row.number) }
        }
        return found
    }

    /// Whether a label asks for a country or municipality and nothing else: "Reporting country", not "Country context".
    private static func asksForPlace(_ text: String) -> Bool {
        let bare = InferenceText.withoutParentheses(InferenceText.withoutNumbering(text))
        let words = InferenceText.words(InferenceText.halves(bare)?.first ?? bare)
        return words.contains(where: InferenceWords.places.contains)
            && words.allSatisfy { InferenceWords.places.contains($0) || InferenceWords.placeWords.contains($0) }
    }

    /// Whether the cell behind a label is empty, or the label is the last of its row.
    private func hasRoom(_ row: LabelRow, _ index: Int) -> Bool {
        let text = row.texts[index]
        let after = sheet.span(row.number, text.column).last.column + 1
        guard let next = row.texts.dropFirst(index + 1).first else {
            // The words beside a label are its hint, not another question.
            return index == 0 || row.texts[index - 1].column + 1 < text.column && row.texts.count == 2
        }
        return next.column > after || index == 0
    }

    // MARK: - Headings

    /// A heading is merged over the answers' columns, stands left of the labels, is numbered less deeply than they are, or stands alone between blank rows.
    private func isHeading(_ text: String, _ row: LabelRow) -> Bool {
        guard row.texts.count == 1, row.answers.isEmpty, !InferenceText.isSentence(text), text.count <= 120 else {
            return false
        }
        if Self.asks(text) || reporterRows.contains(row.number) { return false }
        let span = sheet.span(row.number, row.texts[0].column)
        if span.last.column > span.first.column, span.last.column >= answerColumn { return true }
        if span.first.column < labelColumn, !numbered.contains(row.number) || InferenceText.numbering(of: text) != nil {
            return true
        }
        if let depth = Self.depth(text), let deepest {
            return depth < deepest || !areNumbered && (isAlone(row) || isLettered(text, row))
        }
        return hasTables || areNumbered && !numbered.contains(row.number) || isAlone(row)
    }

    /// Whether a letter or Roman number alone stands in front of a text, and a label without a number right below it: "A. Respondent", "Family name".
    private func isLettered(_ text: String, _ row: LabelRow) -> Bool {
        guard Self.depth(text) == 0, let index = rows.firstIndex(where: { $0.number == row.number }),
            index + 1 < rows.count
        else { return false }
        let next = rows[index + 1].number
        return next == row.number + 1 && !numbered.contains(next)
    }

    /// Whether a few words stand between blank rows, while other labels stand one below the other.
    private func isAlone(_ row: LabelRow) -> Bool {
        guard InferenceText.words(row.texts[0].text).count <= 4,
            let index = rows.firstIndex(where: { $0.number == row.number }), index + 1 < rows.count
        else { return false }
        func isApart(_ other: LabelRow) -> Bool { abs(other.number - row.number) > 1 }
        guard isApart(rows[index + 1]), index == 0 || isApart(rows[index - 1]) else { return false }
        return zip(rows, rows.dropFirst()).contains { $1.number == $0.number + 1 && $0.number > row.number }
    }

    /// How deep a number in front of a label is: `1.1` is two, `A.1` one, and the letter of a section none.
    private static func depth(_ text: String) -> Int? {
        InferenceText.numbering(of: text).map { number in
            number.split { ".-".contains($0) }.count { $0.contains(where: \.isNumber) }
        }
    }
}
