import Extract
import OrderedCollections
import SurveyModel

/// Makes a draft of what blank questionnaires ask, one blank for each language.
struct DraftAssembly {
    private let blanks: [(language: String, blank: BlankQuestionnaire)]
    private var lists: DraftLists
    private var tableNames: NameProposal
    /// The language behind the first in the same cells, where there is one blank and it is in two.
    private let second: String?
    private var draft: SurveyDraft

    /// The draft; the first blank leads, the others give their words for what stands in the same places.
    ///
    /// - Throws: `CodeListError` where the installation is broken.
    static func draft(_ blanks: [(language: String, blank: BlankQuestionnaire)], year: Int) throws -> SurveyDraft {
        var assembly = try DraftAssembly(blanks, year: year)
        assembly.assemble()
        return assembly.draft
    }

    private init(_ blanks: [(language: String, blank: BlankQuestionnaire)], year: Int) throws {
        self.blanks = blanks
        second = blanks.count == 1 ? blanks[0].blank.secondLanguage : nil
        lists = try DraftLists(language: blanks.first?.language ?? "en", isBilingual: second != nil)
        tableNames = NameProposal(reserved: NameProposal.reservedTables, isBilingual: second != nil, suffix: "sheet")
        let known = blanks.lazy.compactMap(\.blank.year).first
        let versions = blanks.compactMap { $0.blank.version }
        draft = SurveyDraft(
            title: DraftText(), languages: blanks.map(\.language), year: known ?? year, isYearKnown: known != nil,
            version: versions.first.map { first in (first.id, versions.map(\.text)) })
        for (language, blank) in blanks { draft.title.texts[language] = blank.title }
        var seen: Set<String> = []
        draft.placeholders = blanks.flatMap(\.blank.placeholders).filter { seen.insert($0.lowercased()).inserted }
    }

    private var language: String { blanks.first?.language ?? "en" }

    private mutating func assemble() {
        guard let base = blanks.first?.blank else { return }
        draft.ignored = base.sheets.compactMap { sheet in sheet.ignored.map { (sheet.name, $0) } }
        draft.notAsked = base.sheets.filter { $0.notAsked.count > DraftSummary.mostNotAsked }.map {
            ($0.name, $0.notAsked)
        }
        var order: [(sheet: Int, part: Int)] = []
        for (index, sheet) in base.sheets.enumerated() { order += sheet.parts.indices.map { (index, $0) } }
        // Matrices come last: the codes of their headers often stand in other sheets with a name.
        let isMatrix = { (place: (sheet: Int, part: Int)) in base.sheets[place.sheet].parts[place.part].matrix != nil }
        var made: [(sheet: Int, part: Int, table: SurveyDraft.Table, layout: SurveyDraft.Layout)] = []
        for (sheet, part) in order.filter({ !isMatrix($0) }) + order.filter(isMatrix) {
            guard let pair = assemble(part: part, of: sheet) else { continue }
            made.append((sheet, part, pair.table, pair.layout))
        }
        made.sort { ($0.sheet, $0.part) < ($1.sheet, $1.part) }
        draft.tables = made.map(\.table)
        draft.layouts = made.map(\.layout)
        shareBundledLists()
        findReporter()
        draft.lists = lists.lists
        draft.keepPersonsApart()
        if let second { draft.split(into: second) }
        draft.countries = lists.countries
    }

    // MARK: - Parts

    private mutating func assemble(part: Int, of sheet: Int) -> (table: SurveyDraft.Table, layout: SurveyDraft.Layout)?
    {
        guard let place = DraftPlace(part: part, of: sheet, in: blanks), let base = place.parts[0] else { return nil }
        let sheetName = place.sheetName
        let heading = place.text { $0.heading }
        let isOnlyPart = place.sheets[0]?.parts.count == 1
        let isAlone = isOnlyPart || base.isForm || heading?.first == place.sheets[0]?.heading
        let isData = isAlone && isOnlySheet && base.table != nil && !SheetName.tells(sheetName.first)
        // "Section B" says less than the words over it.
        let isNumbered = SheetName.isNumbered(sheetName.first) && (heading?.first.count ?? 99) <= 60
        let words = isAlone && !isNumbered ? sheetName.first : heading?.first ?? sheetName.first
        let name = tableNames.tableName(
            for: isData ? "records" : words, in: language, fallback: "table_\(sheet + 1)")
        var fields = FieldAssembly(language: language, isBilingual: second != nil)
        let kind: SurveyDraft.Layout.Kind
        var key: [String] = []
        let summary: String
        switch base.kind {
        case .form:
            kind = .form(questions(at: place, &fields))
            summary = "One record for each return."
        case .table(let table):
            (kind, key) = columns(table, at: place, &fields)
            summary = "One record for each row that was filled in."
        case .matrix(let matrix):
            (kind, key) = axes(matrix, at: place, named: name, &fields)
            summary = "One record for each cell that was filled in."
        case .blocks:
            (kind, key) = blocks(at: place, &fields)
            summary = "One record for each block that was filled in."
        }
        // Any sheet but that of another layout: beside a form the table's has a name.
        var layout = SurveyDraft.Layout(
            name: name, sheet: isData && isOnlyPart ? nil : sheetName, kind: kind, doubts: base.doubts)
        let others = (place.sheets[0]?.parts ?? []).enumerated().filter {
            $0.offset != part && $0.element.isAlike(base)
        }
        if !others.isEmpty {
            let isTold = heading != nil && !others.contains { $0.element.heading == base.heading }
            layout.under = isTold ? heading : nil
            if !isTold {
                layout.doubts.append(
                    "another table of this sheet has the same labels: tell them apart by `under`, or by `repeat`")
            }
        }
        if let doubt = base.table?.doubtOfKey { layout.doubts.append(doubt) }
        if place.isIncomplete {
            layout.doubts.append("another blank has no such part in this sheet: its words are missing here")
        }
        let table = SurveyDraft.Table(
            name: name, title: heading == draft.title ? sheetName : heading ?? sheetName, summary: summary, key: key,
            fields: fields.fields)
        return (table, layout)
    }

    /// Whether the questionnaire is one sheet of data, of whatever name.
    private var isOnlySheet: Bool { blanks.first?.blank.sheets.count { !$0.parts.isEmpty } == 1 }

    private mutating func questions(
        at place: DraftPlace, of part: (InferredPart) -> [InferredQuestion] = { $0.questions },
        _ fields: inout FieldAssembly
    ) -> [SurveyDraft.Question] {
        let questions = place.questions(part)
        let labels = LabelChoice(questions.compactMap { $0.first.flatMap(\.self)?.label })
        return questions.enumerated().compactMap { index, same in
            guard let base = same.first.flatMap(\.self) else { return nil }
            let field = fields.add(
                base, title: place.text(of: same) { $0.title }, choices: choices(same, place), lists: &lists)
            return SurveyDraft.Question(
                field: field, label: place.text(of: same) { labels.label($0.label, at: index) },
                definedName: base.definedName, answer: base.answer)
        }
    }

    /// The choices of a question, and what their list is called.
    private func choices(_ same: [InferredQuestion?], _ place: DraftPlace) -> FieldAssembly.Choices {
        FieldAssembly.Choices(
            title: same.first.flatMap(\.self)?.values.choices?.title,
            items: place.texts(of: same) { $0.values.choices?.items })
    }

    /// The words of a heading without the place of its number.
    private static func withoutNumber(_ start: DraftText) -> DraftText {
        start.map { $0.replacing(" {n}", with: "").replacing("{n}", with: "") }
    }

    private mutating func blocks(at place: DraftPlace, _ fields: inout FieldAssembly) -> (
        SurveyDraft.Layout.Kind, key: [String]
    ) {
        let start =
            place.text { part in if case .blocks(let start, _, _) = part.kind { start } else { nil } } ?? DraftText()
        let number = fields.addNumber(title: Self.withoutNumber(start))
        return (.blocks(start: start, number: number, questions(at: place, &fields)), [number])
    }

    private mutating func columns(_ table: InferredTable, at place: DraftPlace, _ fields: inout FieldAssembly) -> (
        SurveyDraft.Layout.Kind, key: [String]
    ) {
        let labels = LabelChoice(
            table.columns.map { $0.marks.isEmpty && $0.question.group == nil ? $0.question.label : "" })
        let repetition = repetition(table, at: place, &fields)
        var columns: [SurveyDraft.Column] = []
        for (index, same) in place.columns().enumerated() {
            guard let column = same.first.flatMap(\.self) else { continue }
            columns.append(
                column.marks.isEmpty
                    ? self.column(column, same, place, labels, index, &fields) : marks(column, same, place, &fields))
        }
        let frame = SurveyDraft.TableFrame(
            header: table.headerRows, hasUnits: table.hasUnits, end: place.text { $0.table?.end },
            example: place.text { $0.table?.example }, repetition: repetition)
        let printed = table.keyColumns.filter { columns.indices.contains($0) }.map { columns[$0].field }
        let number = printed.isEmpty ? nil : repetition?.number
        return (.table(frame, columns), [number].compactMap(\.self) + printed)
    }

    private mutating func repetition(_ table: InferredTable, at place: DraftPlace, _ fields: inout FieldAssembly)
        -> SurveyDraft.Repetition?
    {
        guard let repetition = table.repetition, let start = place.text({ $0.table?.repetition?.start }) else {
            return nil
        }
        let number = fields.addNumber(
            title: Self.withoutNumber(start), isNamed: true)
        let questions = questions(at: place, of: { $0.table?.repetition?.questions ?? [] }, &fields)
        return SurveyDraft.Repetition(
            start: start, number: number, isAcross: repetition.isAcross, questions: questions)
    }

    private mutating func column(
        _ column: InferredTable.Column, _ same: [InferredTable.Column?], _ place: DraftPlace, _ labels: LabelChoice,
        _ index: Int, _ fields: inout FieldAssembly
    ) -> SurveyDraft.Column {
        let questions = same.map { $0?.question }
        let title = place.text(of: questions) { $0.title }
        let group = column.question.group == nil ? nil : place.text(of: questions) { $0.groupTitle }
        let field = fields.addColumn(
            column, title: title, group: group, choices: choices(questions, place),
            printed: place.texts(of: same) { $0.printed }, lists: &lists)
        var made = SurveyDraft.Column(
            field: field, isPrinted: !column.printed.isEmpty, isCalculated: column.isCalculated)
        made.label = place.text(of: questions) {
            group == nil ? labels.label($0.label, at: index) : QuestionText.sought($0.label)
        }
        if group != nil { made.group = place.text(of: questions) { $0.group.map { Self.soughtGroup($0) } } }
        if column.unit != nil { made.unit = place.text(of: same) { $0.unit } }
        return made
    }

    /// The label over several columns as it is looked for in returns.
    private static func soughtGroup(_ label: String) -> String {
        QuestionText.withoutParentheses(QuestionText.sought(label))
    }

    private mutating func marks(
        _ column: InferredTable.Column, _ same: [InferredTable.Column?], _ place: DraftPlace,
        _ fields: inout FieldAssembly
    ) -> SurveyDraft.Column {
        let title = place.text(of: same) { $0.question.title }
        let items = place.texts(of: same) { $0.marks }
        let (field, list) = fields.addMarks(title: title, items: items, lists: &lists)
        var made = SurveyDraft.Column(field: field)
        made.group = place.text(of: same) { Self.soughtGroup($0.question.label) }
        made.marks = zip(lists.codes(of: list, for: items), items).compactMap { code, label in
            code.map { (code: $0, label: label) }
        }
        return made
    }

    private mutating func axes(
        _ matrix: InferredMatrix, at place: DraftPlace, named name: String, _ fields: inout FieldAssembly
    ) -> (SurveyDraft.Layout.Kind, key: [String]) {
        let corner = place.text { $0.matrix?.corner }
        let row = fields.addAxis(
            .init(
                title: corner?.map { QuestionText.withoutNumbering($0) }, fallback: "row_name",
                items: place.texts { $0.matrix?.rows }), isNumbered: false, lists: &lists)
        var header: [String] = []
        for (index, level) in matrix.levels.enumerated() {
            let same = place.parts.map { part in
                part?.matrix.flatMap { $0.levels.count == matrix.levels.count ? $0.levels[index] : nil }
            }
            let isLast = index == matrix.levels.count - 1
            let fallback = level.isYears ? "year" : isLast ? "column_name" : "column_group"
            let title = level.title == nil ? nil : place.text(of: same) { $0.title }
            header.append(
                fields.addAxis(
                    .init(title: title, fallback: fallback, items: place.texts(of: same) { $0.labels }),
                    isNumbered: level.isNumbered, lists: &lists))
        }
        let choices = FieldAssembly.Choices(
            title: matrix.values.choices?.title, items: place.texts { $0.matrix?.values.choices?.items })
        let heading = place.text { $0.heading.map { QuestionText.withoutNumbering($0) } }
        let value = fields.addValue(matrix.values, choices: choices, heading: heading, table: name, lists: &lists)
        let end = place.text { $0.matrix?.end }
        let words = corner?.map { QuestionText.sought($0) }
        return (.matrix(rows: row, corner: words, header: header, value: value, end: end), [row] + header)
    }

    // MARK: - What concerns several tables

    /// A question without choices that is asked in the words of rows that are countries or functions of government takes their list.
    private mutating func shareBundledLists() {
        var known: [String: String] = [:]
        for table in draft.tables {
            for field in table.fields {
                if let list = field.list, lists.isBundled(list) {
                    known[QuestionText.compared(field.title.first)] = list
                }
            }
        }
        for (index, table) in draft.tables.enumerated() {
            for (place, field) in table.fields.enumerated() where field.list == nil && field.type == .string {
                guard let list = known[QuestionText.compared(field.title.first)] else { continue }
                draft.tables[index].fields[place].list = list
                draft.tables[index].fields[place].doubts.append(
                    "free text, read by the list of the question of the same name")
            }
        }
    }

    /// The place of a question that may tell the reporter; the lower its rank, the likelier.
    private struct ReporterQuestion {
        let rank: Int
        let isCountry: Bool
        let isColumn: Bool
        let table: Int
        let field: Int
    }

    /// The reporter is told by the first question for a country, else for a number under which a body is registered, else for an organisation; forms before
    /// tables. An amount tells nobody, and what is asked again and again, in blocks or repeated tables, is about something within the return.
    private mutating func findReporter() {
        var candidates: [ReporterQuestion] = []
        for (index, layout) in draft.layouts.enumerated() where !layout.isRepeated {
            let isForm = if case .form = layout.kind { true } else { false }
            for (place, field) in draft.tables[index].fields.enumerated() where field.type == .string && !field.isMany {
                let isCountry =
                    QuestionText.asksForCountry(field.title.first) || field.list.map { isCountries($0) } ?? false
                let isRegistered = isForm && QuestionText.asksForRegistration(field.title.first)
                guard isCountry || isRegistered || !QuestionText.reporterWords(field.title.first).isEmpty else {
                    continue
                }
                candidates.append(
                    .init(
                        rank: (isForm ? 0 : 3) + (isCountry ? 0 : isRegistered ? 1 : 2), isCountry: isCountry,
                        isColumn: !isForm, table: index, field: place))
            }
        }
        let first = candidates.min { ($0.rank, $0.table, $0.field) < ($1.rank, $1.table, $1.field) }
        guard let first else { return }
        let best = surest(of: candidates.filter { $0.rank == first.rank && $0.table == first.table }, like: first)
        let isCountry = best.isCountry
        if isCountry, draft.tables[best.table].fields[best.field].list == nil {
            draft.tables[best.table].fields[best.field].list = lists.bundledList("countries")
        }
        // A column may be about bodies that the return tells of; a row without one is no fault then.
        let isColumn = best.isColumn
        if !isColumn { draft.tables[best.table].fields[best.field].isRequired = true }
        let table = draft.tables[best.table]
        draft.reporter = SurveyDraft.Reporter(
            field: "\(table.name).\(table.fields[best.field].name)", isCountry: isCountry, isColumn: isColumn,
            latest: table.fields.first { $0.type == .date && QuestionText.asksForCompletion($0.title.first) }.map {
                "\(table.name).\($0.name)"
            })
    }

    /// Of the questions for the same body, such as the municipality, the one with a drop-down, else that for its code: names are written in many ways.
    private func surest(of candidates: [ReporterQuestion], like first: ReporterQuestion) -> ReporterQuestion {
        func field(_ question: ReporterQuestion) -> SurveyDraft.Field {
            draft.tables[question.table].fields[question.field]
        }
        if QuestionText.asksForRegistration(field(first).title.first) { return first }
        let words = QuestionText.reporterWords(field(first).title.first)
        let same = candidates.filter {
            !QuestionText.reporterWords(field($0).title.first).isDisjoint(with: words)
        }
        return same.first { field($0).list != nil }
            ?? same.first { QuestionText.asksForCode(field($0).title.first) } ?? first
    }

    private func isCountries(_ list: String) -> Bool {
        if case .bundled("countries", _)? = lists.lists[list]?.source { true } else { false }
    }
}

/// What the name of a sheet tells.
private enum SheetName {
    /// Whether a name is more than a program's own (`Sheet1`), a date or a number.
    static func tells(_ name: String) -> Bool {
        let letters = name.lowercased().filter(\.isLetter)
        let programs = ["sheet", "tabelle", "feuil", "feuille", "hoja", "foglio", "blad", "planilha", "data", "table"]
        return letters.count >= 4 && !programs.contains(letters)
    }

    /// Whether a name only counts parts: `Section B`, `Part 2`, `Annexe III`.
    static func isNumbered(_ name: String) -> Bool {
        let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        let parts = [
            "section", "part", "annex", "annexe", "chapter", "module", "form", "table", "tab", "sheet", "partie",
            "chapitre", "tableau", "teil", "abschnitt", "anhang", "tabelle", "parte", "seccion", "sección", "anexo",
            "cuadro", "tabla", "sezione", "tabella", "deel", "bijlage",
        ]
        guard words.count == 2, parts.contains(words[0]) else { return false }
        let number = words[1]
        return number.allSatisfy { $0.isNumber || $0 == "." } || number.count == 1
            || number.allSatisfy { "ivx".contains($0) }
    }
}
