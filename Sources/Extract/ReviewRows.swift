import Spreadsheets
import SurveyModel

/// The rows below the keys of a sheet "To review" that came back: its questions with what was written beside them, and what was written beside none.
///
/// Respondents write where they find room: over what the copy said, beside the list, below it, and in comments. What stands in a question's row belongs to its
/// remark, wherever in the row; so it comes back in the next copy, whose list takes this one's place.
struct ReviewRows {
    /// So many questions are read; no copy has more.
    private static let most = 100_000
    /// So much is told that was written beside none.
    private static let mostOthers = 1_000
    /// A fingerprint has so many hexadecimal digits.
    private static let fingerprintLength = 16

    /// The questions by their fingerprints.
    private(set) var questions: [String: ReviewedQuestion] = [:]
    /// What was written beside no question.
    private(set) var others: [(cell: CellAddress, text: String)] = []

    /// The columns by their keys, and their numbers.
    private let columns: [String: Int]
    private let known: Set<Int>
    private let fingerprints: Int
    /// The column of the words of the drop-down.
    private let choices: Int
    /// The fingerprints of questions, by row.
    private var rows: [Int: String] = [:]
    /// The words over the columns; nil until their row has come.
    private var headings: [Int: String]?

    /// - Parameters:
    ///   - keys: the cells of the row of keys.
    ///   - fingerprints: the column of the questions' fingerprints.
    init(keys: [Cell], fingerprints: Int) {
        var columns: [String: Int] = [:]
        for cell in keys { if let text = cell.text { columns[text] = columns[text] ?? cell.column } }
        self.columns = columns
        self.fingerprints = fingerprints
        known = Set(columns.values)
        choices = columns.first { ReviewSheet.original(in: $0.key) != nil }?.value ?? fingerprints + 1
    }

    /// Whether a column has a key.
    func has(_ key: String) -> Bool { columns[key] != nil }

    /// The return of which the copy was made, as the keys tell it.
    var original: String? { columns.keys.compactMap { ReviewSheet.original(in: $0) }.min() }

    /// Takes the next row.
    mutating func add(_ cells: [Cell], row: Int) {
        let cells = cells.filter { $0.text != nil }
        let isHeading = headings == nil && questions.isEmpty
        guard let fingerprint = text(at: fingerprints, of: cells), Self.isFingerprint(fingerprint) else {
            let written = cells.filter { isHeading ? !isOwn($0) && !known.contains($0.column) : !isOwn($0) }
            if isHeading { headings = Self.texts(of: cells) }
            tell(written, row: row)
            return
        }
        guard questions.count < Self.most else { return }
        rows[row] = fingerprint
        let question = question(cells)
        // Of rows that somebody has copied the first counts that says anything; what others say else is told.
        guard let first = questions[fingerprint]?.answer, !first.isEmpty else {
            questions[fingerprint] = question
            return
        }
        if question.answer != first, !question.answer.isEmpty {
            let column = columns[ReviewSheet.remarkKey] ?? fingerprints
            tell(
                Self.joined([question.answer.choice, question.answer.remark]),
                at: CellAddress(row: row, column: column))
        }
    }

    /// Takes a row above the keys: what stands there first says what the sheet is.
    mutating func add(above cells: [Cell], row: Int) {
        tell(Array(cells.filter { $0.text != nil }.dropFirst()), row: row)
    }

    /// Takes the sheet's comments, when all rows have come.
    mutating func finish(_ comments: [CellComment]) {
        for comment in comments {
            let text = (OwnNote(in: comment.text)?.told ?? comment.text).trimmed { $0.isWhitespace }
            guard !text.isEmpty else { continue }
            guard let fingerprint = rows[comment.cell.row], let answer = questions[fingerprint]?.answer else {
                tell(text, at: comment.cell)
                continue
            }
            questions[fingerprint]?.answer = RespondentAnswer(
                choice: answer.choice, remark: Self.joined([answer.remark, text]))
        }
        // Nobody asks where a question was to which nothing was said, and there are many.
        for (fingerprint, question) in questions where question.answer.isEmpty {
            questions[fingerprint] = ReviewedQuestion(answer: question.answer)
        }
    }

    private mutating func tell(_ cells: [Cell], row: Int) {
        for cell in cells {
            if let text = cell.text { tell(text, at: CellAddress(row: row, column: cell.column)) }
        }
    }

    private mutating func tell(_ text: String, at cell: CellAddress) {
        if others.count < Self.mostOthers { others.append((cell, text)) }
    }

    /// Whether a cell is one of the words of the drop-down, or is left of a question that stands there no more: its number, or what tells what it said.
    private func isOwn(_ cell: Cell) -> Bool {
        guard let text = cell.text else { return true }
        if cell.column == choices { return ReviewSheet.Choice(text) != nil }
        if cell.column == columns[ReviewSheet.printedKey] { return true }
        return cell.column == columns[ReviewSheet.numberKey] && Int(text) != nil
    }

    private func question(_ cells: [Cell]) -> ReviewedQuestion {
        let said = { (key: String) in columns[key].flatMap { text(at: $0, of: cells) } ?? "" }
        let number = columns[ReviewSheet.numberKey]
        let beside = cells.filter { (!known.contains($0.column) || $0.column == number) && !isOwn($0) }
            .compactMap(\.text)
        let remark = Self.joined([said(ReviewSheet.remarkKey)] + written(over: cells) + beside)
        return ReviewedQuestion(
            answer: ReviewSheet.answer(choice: said(ReviewSheet.answerKey), remark: remark)
                ?? RespondentAnswer(choice: "", remark: ""),
            place: said(ReviewSheet.placeKey), title: said(ReviewSheet.titleKey))
    }

    private static func joined(_ texts: [String]) -> String {
        texts.map { $0.trimmed { $0.isWhitespace } }.filter { !$0.isEmpty }.joined(separator: " – ")
    }

    /// What was typed over what the copy said, with the words over its column. Copies made before they told what they said tell nothing of it.
    private func written(over cells: [Cell]) -> [String] {
        guard let printed = columns[ReviewSheet.printedKey].flatMap({ text(at: $0, of: cells) }) else { return [] }
        let digests = ReviewSheet.digests(in: printed)
        return zip(ReviewSheet.printedKeys, digests).compactMap { key, digest in
            guard let column = columns[key], let text = text(at: column, of: cells),
                ReviewSheet.digest(of: text) != digest
            else { return nil }
            return [headings?[column], text].compactMap(\.self).joined(separator: ": ")
        }
    }

    private func text(at column: Int, of cells: [Cell]) -> String? { cells.first { $0.column == column }?.text }

    private static func texts(of cells: [Cell]) -> [Int: String] {
        Dictionary(cells.compactMap { cell in cell.text.map { (cell.column, $0) } }) { first, _ in first }
    }

    private static func isFingerprint(_ text: String) -> Bool {
        text.utf8.count == fingerprintLength && text.allSatisfy(\.isHexDigit)
    }
}

extension Cell {
    /// What a respondent typed, as text.
    fileprivate var text: String? { isFilled ? rawValue.text : nil }
}
