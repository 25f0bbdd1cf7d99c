import OrderedCollections
public import Spreadsheets
public import SurveyModel

/// Whether what a definition looks for stands in the blank questionnaire: a label that is not there will be found in no return.
public struct BlankReading: Sendable {
    /// Something that was not found.
    public struct Absence: Sendable, Hashable {
        /// The layout's name.
        public let layout: String
        /// The field; nil where it is the layout as a whole, such as its header or its sheet.
        public let field: String?
        /// What was looked for, in the words of the definition.
        public let expected: [String]
        /// What is missing, in a few words: `label`, `column`, `header`, `sheet`, `row of units`, `heading`.
        public let what: String
        /// The text of the questionnaire that is most like it, with its place.
        public let nearest: Text?
        /// Where the definition says so.
        public let position: SourcePosition
    }

    /// A text of the questionnaire.
    public struct Text: Sendable, Hashable {
        /// The text on one line.
        public let text: String
        /// Its sheet and cell.
        public let place: String
    }

    /// A text that would be read as an answer, though nobody has answered.
    public struct Answer: Sendable, Hashable {
        /// The layout's name.
        public let layout: String
        /// The field that it would feed.
        public let field: String
        /// The text.
        public let text: String
        /// Where it stands.
        public let origin: Origin
    }

    /// The label of a row, or a choice of a drop-down, that becomes a code.
    public struct Label: Sendable, Hashable {
        /// The layout's name.
        public let layout: String
        /// The table that it fills.
        public let table: String
        /// The field that it feeds, which has a code list.
        public let field: String
        /// The text.
        public let text: String
        /// The label's cell, or one with the drop-down.
        public let origin: Origin
        /// Whether it is a choice.
        public let isChoice: Bool
    }

    /// What was not found, in the definition's order.
    public let absences: [Absence]
    /// What would be read as answers.
    public let answers: [Answer]
    /// Where something was found otherwise than by its label.
    public let notes: [Finding]
    /// The labels and choices that become codes, each once for each field.
    public let labels: [Label]
    /// The places of the form controls whose answers no return can tell, since they have no linked cell: sheet and cell, or the sheet alone.
    public let unlinkedControls: [String]

    /// Reads a blank questionnaire as if it were a return.
    ///
    /// - Parameters:
    ///   - extractor: the survey's.
    ///   - workbook: the blank questionnaire.
    ///   - version: the version that it is of.
    ///   - placeholders: the survey's texts for cells that nobody has answered.
    /// - Throws: `SpreadsheetError` where a sheet cannot be read to its end.
    public init(_ extractor: Extractor, _ workbook: Workbook, version: TemplateVersion, placeholders: [String]) throws {
        // Beside itself: what it prints next to an answer's cell would be read in no return.
        let template = try Template(workbook, name: "", placeholders: placeholders)
        let extraction = try extractor.comparing(with: template, of: version.id).extract(workbook, version: version.id)
        let grids = try workbook.sheets.map {
            try SheetGrid($0, of: workbook, placeholders: Placeholders(placeholders))
        }
        let search = BlankSearch(grids)
        var absences = extraction.findings.flatMap { search.absences($0, in: version) }
        for layout in version.layouts.values { absences += search.absentParts(of: layout) }
        var seen: Set<Absence> = []
        self.absences = absences.filter { seen.insert($0).inserted }
            .sorted { ($0.position.line, $0.position.column) < ($1.position.line, $1.position.column) }
        answers = extraction.records.flatMap { Self.answers($0, version.layouts[$0.layout], extractor) }
        notes = extraction.findings.filter { Self.noted.contains($0.rule) }
        labels = BlankLabels(extraction, grids, names: workbook.definedNames, version: version).all { table, field in
            extractor.table(table)?.fields[field]?.codeList != nil
        }
        unlinkedControls = grids.flatMap { grid in
            grid.details.unlinkedControls.map { control in
                control.cell.map { "\(grid.sheet.name)!\($0)" } ?? grid.sheet.name
            }
        }
    }

    private static let noted: Set<String> = [
        "layout.sheet-renamed", "layout.found-by-name", "layout.found-by-tag", "layout.found-by-position",
        "layout.found-by-label", "layout.unit-differs", "layout.sheet-unread",
    ]

    /// The texts of a record that is none: numbers are those of formulas, and what is printed before the questionnaire is sent is no answer.
    private static func answers(_ record: RawRecord, _ layout: LayoutDefinition?, _ extractor: Extractor) -> [Answer] {
        guard let layout, let table = extractor.table(record.table) else { return [] }
        let asked: Set<String> =
            switch layout.kind {
            case .form(let form): Set(form.fields.map(\.field))
            case .table(let form): Set(form.columns.filter { !$0.isPreprinted }.map(\.field))
            case .matrix(let matrix): [matrix.valueField]
            case .blocks(let blocks): Set(blocks.fields.map(\.field))
            }
        return zip(table.fields.keys, record.entries).compactMap { field, entry in
            guard asked.contains(field), let entry, case .text(let text) = entry.value else { return nil }
            return Answer(layout: layout.name, field: field, text: text, origin: entry.origin)
        }
    }
}

/// Looks in a blank questionnaire for what a definition names.
private struct BlankSearch {
    private let grids: [SheetGrid]
    private let texts: [(label: LabelText, place: String)]

    init(_ grids: [SheetGrid]) {
        self.grids = grids
        texts = grids.flatMap { grid in
            grid.rows.flatMap { row in
                row.cells.compactMap { cell in
                    guard case .text(let text) = cell.value, text.utf8.count <= LabelText.longestKept else {
                        return nil
                    }
                    return (LabelText(text), "\(grid.sheet.name)!\(grid.origin(row.number, cell.column).cell)")
                }
            }
        }
    }

    /// What a finding says is not there.
    func absences(_ finding: Finding, in version: TemplateVersion) -> [BlankReading.Absence] {
        let layouts = version.layouts.values.filter { $0.table == finding.table }
        switch finding.rule {
        case "layout.wrong-template":
            return version.layouts.values.map { absence($0, nil, "sheet", $0.sheet.called, $0.position) }
        case "layout.sheet-missing":
            return layouts.filter { $0.sheet.called.joined(separator: " / ") == finding.expected?.text(in: "en") ?? "" }
                .map { absence($0, nil, "sheet", $0.sheet.called, $0.position) }
        case "layout.header-missing":
            // The headings of blocks are looked for by themselves.
            if let expected = finding.expected?.text(in: "en"),
                layouts.contains(where: { $0.blockHeadings == expected })
            {
                return []
            }
            return layouts.filter { !$0.isForm && $0.blockHeadings == nil }
                .map { absence($0, nil, "header", headerWords($0), $0.position) }
        case "layout.units-missing":
            return layouts.filter(\.hasUnits).map { absence($0, nil, "row of units", [], $0.position) }
        case "layout.label-missing", "layout.column-missing":
            guard let name = finding.field else {
                return layouts.filter(\.isForm).flatMap { layout in
                    layout.formFields.map { absence(layout, $0.field, "label", words($0), $0.position) }
                }
            }
            return layouts.compactMap { absent(name, $0) }
        default: return []
        }
    }

    private func absent(_ name: String, _ layout: LayoutDefinition) -> BlankReading.Absence? {
        if let field = layout.formFields.first(where: { $0.field == name }) {
            return isThere(LabelSet(field.labels, field.patterns))
                ? nil : absence(layout, name, "label", words(field), field.position)
        }
        switch layout.kind {
        case .table(let table):
            guard let column = table.columns.first(where: { $0.field == name }) else { return nil }
            let labels = column.labels.all + column.patterns.all + column.marks.values.flatMap(\.all)
            return absence(layout, name, "column", labels + column.group.all, column.position)
        case .matrix(let matrix):
            guard layout.fieldNames.contains(name) else { return nil }
            return absence(layout, name, "column of row labels", matrix.rowHeader.all, layout.position)
        case .form, .blocks: return nil
        }
    }

    /// A block that nobody has filled in is not read, nor are the fields above a repeated table: they are looked for by themselves.
    func absentParts(of layout: LayoutDefinition) -> [BlankReading.Absence] {
        let start: Labels?
        switch layout.kind {
        case .blocks(let blocks): start = blocks.start
        case .table(let table): start = table.repetition?.start
        case .form, .matrix: return []
        }
        var absences = layout.formFields.filter { $0.hasLabel && !isThere(LabelSet($0.labels, $0.patterns)) }
            .map { absence(layout, $0.field, "label", words($0), $0.position) }
        if let start, !start.isEmpty, grids.allSatisfy({ NumberedHeading(start).places(in: $0).isEmpty }) {
            absences.append(absence(layout, nil, "heading", start.all, layout.position))
        }
        return absences
    }

    private func isThere(_ labels: LabelSet) -> Bool {
        labels.isEmpty || texts.contains { (labels.match($0.label)?.likeness ?? 0) > 0 }
    }

    private func absence(
        _ layout: LayoutDefinition, _ field: String?, _ what: String, _ expected: [String], _ position: SourcePosition
    ) -> BlankReading.Absence {
        BlankReading.Absence(
            layout: layout.name, field: field, expected: expected, what: what,
            nearest: what == "sheet" ? nil : nearest(to: expected), position: position)
    }

    /// The text with the most words in common; among equals the shortest, then the first.
    private func nearest(to expected: [String]) -> BlankReading.Text? {
        var best: (score: Double, text: String, place: String)?
        for words in expected.map({ Set(LabelText($0).core.split(separator: " ")) }) where !words.isEmpty {
            for (label, place) in texts {
                let own = Set(label.core.split(separator: " "))
                guard !own.isEmpty else { continue }
                let common = own.intersection(words).count
                let score = Double(common) / Double(own.union(words).count)
                if score > (best?.score ?? 0.3) { best = (score, label.line, place) }
            }
        }
        return best.map { BlankReading.Text(text: $0.text, place: $0.place) }
    }

    private func words(_ field: FormField) -> [String] {
        field.labels.all + field.patterns.all + [field.tag, field.definedName].compactMap(\.self)
    }

    private func headerWords(_ layout: LayoutDefinition) -> [String] {
        switch layout.kind {
        case .table(let table): table.columns.compactMap { $0.labels.all.first ?? $0.group.all.first }
        case .matrix(let matrix): matrix.rowHeader.all
        case .form, .blocks: []
        }
    }
}

extension LayoutDefinition {
    fileprivate var isForm: Bool { if case .form = kind { true } else { false } }

    /// How the headings of its blocks look; nil where it has none.
    fileprivate var blockHeadings: String? {
        if case .blocks(let blocks) = kind { NumberedHeading.shown(blocks.start) } else { nil }
    }

    fileprivate var hasUnits: Bool { if case .table(let table) = kind { table.hasUnits } else { false } }
}
