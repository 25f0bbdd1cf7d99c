import CodeLists
import SurveyModel

/// One pass over the raw records of a return.
struct TransformPass {
    let transformer: Transformer
    let language: String?
    let signs: DecimalSigns
    var scales: AskedScales
    let markCustoms: MarkCustoms
    /// Whether the workbook's serial numbers of days count from 1904.
    let uses1904: Bool
    var result = Transformation()
    /// What bounds the result's findings; nil where all are wanted.
    var bound: FindingsBound?
    /// Where a text's coding stands in the result: a coding is counted where it is, not taken out and put back.
    var codingPlaces: [MatchKey: Int] = [:]
    /// The headings that have been told of: each once.
    var toldHeadings: Set<AskedScales.Place> = []

    struct MatchKey: Hashable {
        let list: String
        let text: String

        // The text tells nearly all of them apart; few lists share one.
        func hash(into hasher: inout Hasher) { hasher.combine(text) }
    }

    /// A value on its way, with its place.
    struct Cell {
        let asked: AskedField
        let index: Int
        let record: Int
        let layout: String
        /// What is read; of a text written as a formula, `="0012"`, what stands between its marks.
        var raw: RawEntry
        /// What stands in the return.
        let typed: RawValue
        /// Whether it is such a formula.
        let isFormula: Bool
        /// What stands over it in its own block or repeated table.
        let heading: Heading?

        /// The text that counts.
        var text: String { raw.part ?? padded ?? raw.value.text }

        /// A number with the zeros that the sheet shows in front of it, where a text is asked for, or a code that has them.
        var padded: String? {
            guard let shown = raw.shown, isPadded(shown) else { return nil }
            guard asked.field.codeList == nil else { return asked.matcher?.list[shown] == nil ? nil : shown }
            return asked.field.type == .string ? shown : nil
        }

        /// A number with the words or signs that the sheet shows beside it.
        var worded: String? { raw.shown.flatMap { isPadded($0) ? nil : $0 } }

        private func isPadded(_ shown: String) -> Bool {
            guard case .number(let number, _) = raw.value, Double(shown) == number else { return false }
            return shown.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) }
        }

        /// The text that counts, for a message.
        var shown: Message { .text(text.trimmed) }
    }

    init(
        transformer: Transformer, language: String?, signs: DecimalSigns, scales: AskedScales, markCustoms: MarkCustoms,
        uses1904: Bool
    ) {
        self.transformer = transformer
        self.language = language
        self.signs = signs
        self.scales = scales
        self.markCustoms = markCustoms
        self.uses1904 = uses1904
    }

    consuming func finished() -> Transformation { result }

    mutating func take(_ raw: RawRecord, number: Int) {
        guard let fields = transformer.fields[raw.table] else { return }
        var entries = [Entry?](repeating: nil, count: raw.entries.count)
        for (index, rawEntry) in raw.entries.enumerated() {
            guard let rawEntry else { continue }
            let content = Self.content(ofFormula: rawEntry)
            // `=" "` is an empty cell.
            if let content, content.trimmed.isEmpty { continue }
            let cell = Cell(
                asked: fields[index], index: index, record: number, layout: raw.layout,
                raw: content.map { Self.reading($0, insteadOf: rawEntry) } ?? rawEntry, typed: rawEntry.value,
                isFormula: content != nil, heading: raw.headings[index])
            entries[index] = entry(cell)
        }
        result.records.append(Record(table: raw.table, number: number, anchor: raw.anchor, entries: entries))
        bound?.apply(to: &result.findings)
    }

    private static func content(ofFormula entry: RawEntry) -> String? {
        guard case .text(let text) = entry.value, entry.part == nil else { return nil }
        return QuotedFormula.content(of: text)
    }

    /// An entry with another text, as if that stood in its cell.
    private static func reading(_ text: String, insteadOf other: RawEntry) -> RawEntry {
        var entry = RawEntry(value: .text(text), origin: other.origin)
        entry.isMoved = other.isMoved
        return entry
    }

    // MARK: - An entry

    private mutating func entry(_ cell: Cell) -> Entry {
        var entry = Entry(value: nil, raw: cell.typed, origin: cell.raw.origin)
        if let status = missingStatus(cell) {
            entry.status = status
            entry.normalisation = Normalisation(method: "missing-mark", confidence: 1)
            return entry
        }
        if let error = shownError(in: cell) {
            report(
                cell, "type.formula-error", .own(.typeFormulaError, ["error": .text(error)]),
                expected: expectation(cell.asked.field))
            settle(cell, &entry)
            return entry
        }
        if case .marks(let marks) = cell.raw.value {
            readMarks(marks, cell, &entry)
            return entry
        }
        if let list = cell.asked.field.codeList, let matcher = cell.asked.matcher {
            readCodes(withoutMarks(cell), list, matcher, &entry)
        } else {
            readTyped(cell, &entry)
        }
        settle(cell, &entry)
        return entry
    }

    /// The error that a cell shows; nil where it shows none. A text that a list has as a code or label, or a person has decided about, is an answer.
    private func shownError(in cell: Cell) -> String? {
        if case .error(let error) = cell.raw.value { return error }
        guard case .text = cell.raw.value, ErrorText.isOne(cell.text) else { return nil }
        if let list = cell.asked.field.codeList, let matcher = cell.asked.matcher {
            let reading = match(cell.text, list, matcher)
            if reading.isExact || reading.isRefused { return nil }
        }
        return cell.text.trimmed
    }

    /// The marked columns. What is neither a mark nor the lack of one is told, and not taken for a mark.
    private mutating func readMarks(_ marks: [RawValue.Mark], _ cell: Cell, _ entry: inout Entry) {
        var codes: Set<String> = []
        let hasTick = marks.contains { BooleanReading.isTick($0.text) }
        for mark in marks {
            // Beside ticks, or in a return in which others are circles, a cross may say no: it is not taken for a mark, and told.
            let reading = BooleanReading.read(mark.text, customs: markCustoms)
            let isCross = reading != false && BooleanReading.isCross(mark.text)
            let isUnclear = hasTick || markCustoms.leaveOpen(mark.text.trimmed)
            switch isCross ? (isUnclear ? nil : true) : reading {
            case true: codes.insert(mark.code)
            case false: continue
            case nil
            where !isCross
                && (transformer.status(of: mark.text, table: cell.asked.table.name, field: cell.index) != nil
                    || BooleanReading.isUnmarked(mark.text)):
                continue
            case nil:
                result.findings.append(
                    Finding(
                        rule: "type.not-a-mark",
                        severity: cell.asked.field.constraints.severity == .error
                            ? .warning : cell.asked.field.constraints.severity,
                        message: .own(
                            .typeNotAMark, ["text": .text(mark.text.trimmed), "column": .text(mark.code)]),
                        table: cell.asked.table.name, record: cell.record, field: cell.asked.field.name,
                        sheet: mark.origin.sheet,
                        cell: mark.origin.cell,
                        value: mark.text, expected: .own(.typeNotAMarkExpected)))
            }
        }
        let list = transformer.matchers[cell.asked.field.codeList ?? ""]?.list
        let ordered = list?.ordered(codes) ?? codes.sorted()
        entry.value = ordered.isEmpty ? nil : .codes(ordered)
        entry.normalisation = Normalisation(method: "marks", confidence: 1)
    }

    /// What a missing-value mark stands for: text mostly, but also a number such as -99 or an error such as #N/A, where the survey says so.
    private func missingStatus(_ cell: Cell) -> String? {
        switch cell.raw.value {
        // Most surveys have no such numbers, and numbers are many.
        case .number where !transformer.hasNumberMarks: return nil
        case .text, .number, .error:
            return markStatus(cell.raw.value.text, cell)
        case .parts(let parts):
            let statuses = parts.compactMap { markStatus($0.text, cell) }
            return statuses.count == parts.count ? statuses.first : nil
        case .boolean, .date, .marks: return nil
        }
    }

    /// The status for which a text stands as a missing-value mark; nil where it is none.
    private func markStatus(_ text: String, _ cell: Cell) -> String? {
        guard let status = transformer.status(of: text, table: cell.asked.table.name, field: cell.index) else {
            return nil
        }
        return isCode(text, cell.asked.field) ? nil : status
    }

    /// The same without those of several cells that hold such a mark: beside an answer it says that there is no other.
    func withoutMarks(_ cell: Cell) -> Cell {
        guard case .parts(let parts) = cell.raw.value else { return cell }
        let answers = parts.filter { markStatus($0.text, cell) == nil }
        guard answers.count < parts.count else { return cell }
        var cell = cell
        cell.raw = RawEntry(value: .parts(answers), origin: cell.raw.origin)
        return cell
    }

    /// A code such as `NA`, Namibia, is no missing-value mark where it is typed as the code is.
    private func isCode(_ text: String, _ field: FieldDefinition) -> Bool {
        guard let list = field.codeList, let matcher = transformer.matchers[list] else { return false }
        return matcher.list[text.trimmed] != nil
    }

    /// Whether the value is published exactly as typed is told by comparison, so that nothing that changed can go unrecorded.
    private func settle(_ cell: Cell, _ entry: inout Entry) {
        let isJoined = if case .parts = cell.raw.value { true } else { false }
        let isAsTyped = entry.value?.text == cell.typed.text && !cell.raw.isMoved && !isJoined
        if isAsTyped {
            entry.normalisation = nil
        } else if entry.value == nil, entry.status == nil {
            // What could not be read is not in the dataset: its words are kept in the lineage.
            entry.normalisation = Normalisation(method: "not-read", confidence: 0)
        } else if isJoined, entry.normalisation == nil {
            entry.normalisation = Normalisation(method: "joined", confidence: 1)
        } else if cell.raw.part != nil {
            entry.normalisation = Normalisation(method: "part", confidence: 1)
        } else if entry.normalisation == nil {
            let isTrimmed = cell.padded == nil && entry.value?.text != cell.raw.value.text
            let methods = [
                cell.raw.isMoved ? "moved" : nil, cell.isFormula ? Self.formula : nil,
                cell.padded != nil ? "leading-zeros" : nil, isTrimmed ? "trimmed" : nil,
            ]
            let method = methods.compactMap(\.self).joined(separator: "+")
            entry.normalisation = Normalisation(method: method, confidence: 1)
        } else if cell.isFormula, let done = entry.normalisation {
            entry.normalisation = Normalisation(method: "\(Self.formula)+\(done.method)", confidence: done.confidence)
        }
    }

    /// The method by which a text written as a formula was read.
    private static let formula = "quoted-formula"

    // MARK: - Findings

    mutating func report(
        _ cell: Cell, _ rule: String, _ message: Message, severity: Severity? = nil, expected: Message? = nil,
        suggestion: String? = nil
    ) {
        result.findings.append(
            Finding(
                rule: rule, severity: severity ?? cell.asked.field.constraints.severity, message: message,
                table: cell.asked.table.name,
                record: cell.record, field: cell.asked.field.name, sheet: cell.raw.origin.sheet,
                cell: cell.raw.origin.cell,
                value: cell.typed.text,
                expected: expected, suggestion: suggestion.map { .text($0) }))
    }

    /// What a field expects, in words.
    func expectation(_ field: FieldDefinition) -> Message {
        switch field.type {
        case .string:
            field.codeList.map { .own(.expectedCode, ["list": .text($0)]) } ?? .own(.expectedText)
        case .integer: .own(.expectedWholeNumber)
        case .number: field.unit.map { .own(.expectedNumberIn, ["unit": .text($0)]) } ?? .own(.expectedNumber)
        case .boolean: .own(.expectedYesOrNo)
        case .date: .own(.expectedDate)
        case .year: .own(.expectedYear)
        }
    }
}
