import CodeLists
import OrderedCollections
import SurveyModel

/// One pass over the raw records of a return.
struct TransformPass {
    let transformer: Transformer
    let language: String?
    let signs: DecimalSigns
    /// Whether the workbook's serial numbers of days count from 1904.
    let uses1904: Bool
    private var result = Transformation()
    private var matches: [MatchKey: CodeMatch] = [:]
    private var codings: OrderedDictionary<MatchKey, ReturnCoding> = [:]

    private struct MatchKey: Hashable {
        let list: String
        let text: String
    }

    /// A value on its way, with its place.
    struct Cell {
        let table: TableDefinition
        let field: FieldDefinition
        let index: Int
        let record: Int
        let raw: RawEntry

        /// The text that counts.
        var text: String { raw.part ?? raw.value.text }
    }

    init(transformer: Transformer, language: String?, signs: DecimalSigns, uses1904: Bool) {
        self.transformer = transformer
        self.language = language
        self.signs = signs
        self.uses1904 = uses1904
    }

    func finished() -> Transformation {
        var finished = result
        finished.codings = Array(codings.values)
        return finished
    }

    mutating func take(_ raw: RawRecord, number: Int) {
        guard let table = transformer.definition.tables[raw.table] else { return }
        var entries = [Entry?](repeating: nil, count: raw.entries.count)
        for (index, rawEntry) in raw.entries.enumerated() {
            guard let rawEntry else { continue }
            let cell = Cell(
                table: table, field: table.fields.values[index], index: index, record: number, raw: rawEntry)
            entries[index] = entry(cell)
        }
        result.records.append(Record(table: raw.table, number: number, anchor: raw.anchor, entries: entries))
    }

    // MARK: - An entry

    private mutating func entry(_ cell: Cell) -> Entry {
        var entry = Entry(value: nil, raw: cell.raw.value, origin: cell.raw.origin)
        if case .error(let error) = cell.raw.value {
            report(
                cell, "type.formula-error", "The cell shows the error \(error), so its answer is lost.",
                expected: expectation(cell.field))
            settle(cell, &entry)
            return entry
        }
        if case .marks(let marks) = cell.raw.value {
            readMarks(marks, cell, &entry)
            return entry
        }
        if case .text(let text) = cell.raw.value, let status = transformer.status(of: text), !isCode(text, cell.field) {
            entry.status = status
            entry.normalisation = Normalisation(method: "missing-mark", confidence: 1)
            return entry
        }
        if let list = cell.field.codeList, let matcher = transformer.matchers[list] {
            readCodes(cell, list, matcher, &entry)
        } else {
            readTyped(cell, &entry)
        }
        settle(cell, &entry)
        return entry
    }

    /// The marked columns. What is neither a mark nor the lack of one is told, and not taken for a mark.
    private mutating func readMarks(_ marks: [RawValue.Mark], _ cell: Cell, _ entry: inout Entry) {
        var codes: Set<String> = []
        for mark in marks {
            switch BooleanReading.read(mark.text) {
            case true: codes.insert(mark.code)
            case false: continue
            case nil where transformer.status(of: mark.text) != nil || BooleanReading.isUnmarked(mark.text): continue
            case nil:
                result.findings.append(
                    Finding(
                        rule: "type.not-a-mark",
                        severity: cell.field.constraints.severity == .error
                            ? .warning : cell.field.constraints.severity,
                        message: LocalizedText(
                            "“\(mark.text.trimmed)” is not a mark; the column “\(mark.code)” was read as not marked."),
                        table: cell.table.name, record: cell.record, field: cell.field.name, sheet: mark.origin.sheet,
                        cell: mark.origin.cell,
                        value: mark.text, expected: "an X, or nothing"))
            }
        }
        let list = transformer.matchers[cell.field.codeList ?? ""]?.list
        let ordered = list.map { $0.items.map(\.code).filter(codes.contains) } ?? codes.sorted()
        entry.value = ordered.isEmpty ? nil : .codes(ordered)
        entry.normalisation = Normalisation(method: "marks", confidence: 1)
    }

    /// A code such as `NA`, Namibia, is no missing-value mark where it is typed as the code is.
    private func isCode(_ text: String, _ field: FieldDefinition) -> Bool {
        guard let list = field.codeList, let matcher = transformer.matchers[list] else { return false }
        return matcher.list[text.trimmed] != nil
    }

    /// Whether the value is published exactly as typed is told by comparison, so that nothing that changed can go unrecorded.
    private func settle(_ cell: Cell, _ entry: inout Entry) {
        let isAsTyped = entry.value?.text == cell.raw.value.text && !cell.raw.isMoved
        if isAsTyped {
            entry.normalisation = nil
        } else if entry.value == nil, entry.status == nil {
            // What could not be read is not in the dataset: its words are kept in the lineage.
            entry.normalisation = Normalisation(method: "not-read", confidence: 0)
        } else if case .parts = cell.raw.value, entry.normalisation == nil {
            entry.normalisation = Normalisation(method: "joined", confidence: 1)
        } else if cell.raw.part != nil {
            entry.normalisation = Normalisation(method: "part", confidence: 1)
        } else if entry.normalisation == nil {
            entry.normalisation = Normalisation(method: cell.raw.isMoved ? "moved" : "trimmed", confidence: 1)
        }
    }

    // MARK: - Codes

    private mutating func readCodes(_ cell: Cell, _ list: String, _ matcher: CodeMatcher, _ entry: inout Entry) {
        let whole = match(cell.text, list, matcher)
        guard cell.field.isMany, whole.code == nil || whole.method == .tokens || whole.method == .editDistance else {
            accept(whole, cell, list, &entry) { .text($0) }
            if cell.field.isMany, let code = whole.code { entry.value = .codes([code]) }
            return
        }
        let parts = Self.choices(cell.text)
        guard parts.count > 1 else {
            accept(whole, cell, list, &entry) { .codes([$0]) }
            return
        }
        var codes: Set<String> = []
        var confidence = 1.0
        for part in parts {
            let match = match(part, list, matcher)
            record(match, part, list, cell)
            if let code = match.code {
                codes.insert(code)
                confidence = min(confidence, match.confidence)
            } else {
                reportUnknown(match, part, cell, list)
            }
        }
        let ordered = matcher.list.items.map(\.code).filter(codes.contains)
        guard !ordered.isEmpty else { return }
        entry.value = .codes(ordered)
        entry.normalisation = Normalisation(method: "split", confidence: confidence)
    }

    /// The choices in one cell. Where semicolons or line breaks separate them, a comma belongs to a choice's own words.
    private static func choices(_ text: String) -> [String] {
        let isBreak: [(Character) -> Bool] = [{ $0 == ";" || $0.isNewline }, { "|•/".contains($0) }, { $0 == "," }]
        for isSeparator in isBreak {
            let parts = text.split(whereSeparator: isSeparator).map { String($0).trimmed }.filter { !$0.isEmpty }
            if parts.count > 1 { return parts }
        }
        return [text]
    }

    private mutating func accept(
        _ match: CodeMatch, _ cell: Cell, _ list: String, _ entry: inout Entry, _ value: (String) -> Value
    ) {
        record(match, cell.text, list, cell)
        guard let code = match.code else {
            reportUnknown(match, cell.text, cell, list)
            return
        }
        entry.value = value(code)
        entry.normalisation = Normalisation(method: match.method?.rawValue ?? "code", confidence: match.confidence)
    }

    private mutating func match(_ text: String, _ list: String, _ matcher: CodeMatcher) -> CodeMatch {
        let key = MatchKey(list: list, text: text)
        if let known = matches[key] { return known }
        let match = matcher.match(text, language: language)
        matches[key] = match
        return match
    }

    private mutating func record(_ match: CodeMatch, _ text: String, _ list: String, _ cell: Cell) {
        guard match.code != text else { return }
        let key = MatchKey(list: list, text: text)
        if codings[key] != nil {
            codings[key]?.count += 1
            return
        }
        codings[key] = ReturnCoding(
            list: list, raw: text, code: match.code, method: match.method?.rawValue ?? "unknown",
            confidence: match.confidence,
            suggestions: match.suggestions.map { "\($0.code) \($0.label)" }, count: 1, origin: cell.raw.origin)
    }

    private mutating func reportUnknown(_ match: CodeMatch, _ text: String, _ cell: Cell, _ list: String) {
        let title = cell.field.title.text(in: "en")
        let reason = match.refusal.map { ": it is \($0)" } ?? ""
        let suggestion = match.suggestions.map { "\($0.label) (\($0.code))" }.joined(separator: "; ")
        report(
            cell, "code.unknown", "“\(text.trimmed)” is not one of the answers of “\(title)”\(reason).",
            expected: answers(of: list), suggestion: suggestion.isEmpty ? nil : suggestion)
    }

    /// The answers that a short list allows; a long one by its name.
    private func answers(of list: String) -> String {
        guard let codes = transformer.matchers[list]?.list, codes.items.count <= 12 else {
            return "a code or label of the list \(list)"
        }
        return codes.items.map { codes.label(of: $0.code, language: language ?? "en") ?? $0.code }.joined(
            separator: ", ")
    }

    // MARK: - Findings

    mutating func report(
        _ cell: Cell, _ rule: String, _ message: String, severity: Severity? = nil, expected: String? = nil,
        suggestion: String? = nil
    ) {
        result.findings.append(
            Finding(
                rule: rule, severity: severity ?? cell.field.constraints.severity, message: LocalizedText(message),
                table: cell.table.name,
                record: cell.record, field: cell.field.name, sheet: cell.raw.origin.sheet, cell: cell.raw.origin.cell,
                value: cell.raw.value.text,
                expected: expected, suggestion: suggestion))
    }

    /// What a field expects, in words.
    func expectation(_ field: FieldDefinition) -> String {
        switch field.type {
        case .string: field.codeList.map { "a code or label of the list \($0)" } ?? "text"
        case .integer: "a whole number"
        case .number: field.unit.map { "a number (\($0))" } ?? "a number"
        case .boolean: "yes or no"
        case .date: "a date, such as 2026-04-30"
        case .year: "a year, such as 2014"
        }
    }
}
