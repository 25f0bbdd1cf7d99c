import OrderedCollections
import SurveyModel

/// A definition drafted from blank questionnaires.
struct SurveyDraft {
    /// A field of a table.
    struct Field {
        let name: String
        var title: DraftText
        var type = FieldType.string
        var list: String?
        var isMany = false
        var unit: String?
        var dateOrder: DateOrder?
        var isRequired = false
        /// Whether its answers are kept apart from what is published.
        var isPrivate = false
        var minimum: String?
        var maximum: String?
        var minLength: Int?
        var maxLength: Int?
        var doubts: [String] = []
    }

    /// A table of the dataset.
    struct Table {
        let name: String
        var title: DraftText
        let summary: String
        var key: [String] = []
        var fields: [Field] = []
    }

    /// Where a form's answer stands.
    struct Question {
        let field: String
        var label: DraftText
        let definedName: String?
        let answer: AnswerPosition
    }

    /// Where a table's column stands.
    struct Column {
        let field: String
        var label: DraftText?
        var group: DraftText?
        var unit: DraftText?
        var marks: [(code: String, label: DraftText)] = []
        var isPrinted = false
        /// Whether a formula of the questionnaire works it out.
        var isCalculated = false
    }

    /// How the records of a table stand in a sheet.
    struct Layout {
        enum Kind {
            case form([Question])
            case table(TableFrame, [Column])
            case matrix(rows: String, corner: DraftText?, header: [String], value: String, end: DraftText?)
            case blocks(start: DraftText, number: String, [Question])
        }

        /// The layout's name and its table's.
        let name: String
        /// The sheet's names; nil where any sheet may hold the data.
        let sheet: DraftText?
        var kind: Kind
        /// The title above a table or matrix, where another of the sheet has the same labels.
        var under: DraftText?
        var doubts: [String] = []

        /// Whether a return has its records again and again: those of a matrix, of blocks, or of a repeated table.
        var isRepeated: Bool {
            switch kind {
            case .form: false
            case .table(let frame, _): frame.repetition != nil
            case .matrix, .blocks: true
            }
        }
    }

    /// What a table has around its columns.
    struct TableFrame {
        let header: Int
        let hasUnits: Bool
        var end: DraftText?
        /// The first words of rows that show how to answer.
        let example: DraftText?
        /// How it is repeated in the sheet.
        var repetition: Repetition?
    }

    /// The same table again, under headings with a number.
    struct Repetition {
        let start: DraftText
        let number: String
        let isAcross: Bool
        var questions: [Question]
    }

    /// Where the reporter is told.
    struct Reporter {
        /// The field, as `table.field`.
        let field: String
        let isCountry: Bool
        /// Whether the field is a column of a table, whose rows may each say something else.
        let isColumn: Bool
        /// The date field that tells the later of two returns.
        var latest: String?
    }

    var title: DraftText
    var languages: [String]
    var year: Int
    /// Whether the questionnaire names the year.
    var isYearKnown: Bool
    /// The version and the texts that tell it.
    var version: (id: String, texts: [String])?
    var reporter: Reporter?
    var lists: OrderedDictionary<String, DraftList> = [:]
    /// The countries that the questionnaire lists, if it does.
    var countries: [(code: String, name: String)] = []
    /// Texts that only hold a place.
    var placeholders: [String] = []
    /// The blanks' file names in the survey's folder, where the usual name does not tell.
    var templates: [String] = []
    var tables: [Table] = []
    var layouts: [Layout] = []
    /// Sheets that were not read, and why.
    var ignored: [(sheet: String, reason: String)] = []
    /// Texts that are not asked, of sheets with more of them than the summary tells.
    var notAsked: [(sheet: String, texts: [(cell: String, text: String)])] = []
    /// What concerns the definition as a whole.
    var doubts: [String] = []
}

// MARK: - The register

extension SurveyDraft {
    /// Who may report, as far as the questionnaire lists them: its countries, else the choices of the form's question that tells the reporter.
    var register: [(code: String, name: String)] {
        guard let reporter else { return [] }
        if reporter.isCountry, !countries.isEmpty { return countries }
        let fields = tables.flatMap { table in table.fields.map { ("\(table.name).\($0.name)", $0.list) } }
        guard !reporter.isColumn, let list = fields.first(where: { $0.0 == reporter.field })?.1,
            case .file(let items)? = lists[list]?.source
        else { return [] }
        return items.map { ($0.code, $0.labels.first) }
    }
}

// MARK: - Two languages in the same cells

extension SurveyDraft {
    /// Gives titles, labels and codes' labels in each language where a questionnaire has both in each cell. Labels in the sheets are then found in both and in
    /// either, as in a return from which one of the languages was taken out.
    mutating func split(into second: String) {
        languages.append(second)
        title = title.split(into: second)
        for index in tables.indices {
            tables[index].title = tables[index].title.split(into: second)
            tables[index].fields = tables[index].fields.map { $0.split(into: second) }
        }
        for index in layouts.indices { layouts[index].splitLabels(into: second) }
        for (name, list) in lists {
            guard case .file(let items) = list.source else { continue }
            lists[name]?.source = .file(items.map { $0.split(into: second) })
        }
    }
}

extension SurveyDraft.Layout {
    /// What a matrix and the headings of blocks say is found as it stands.
    fileprivate mutating func splitLabels(into second: String) {
        switch kind {
        case .form(let questions): kind = .form(questions.map { $0.split(into: second) })
        case .table(var frame, let columns):
            frame.end = frame.end?.splitLabel(into: second)
            if let questions = frame.repetition?.questions {
                frame.repetition?.questions = questions.map { $0.split(into: second) }
            }
            kind = .table(frame, columns.map { $0.split(into: second) })
        case .blocks(let start, let number, let questions):
            kind = .blocks(start: start, number: number, questions.map { $0.split(into: second) })
        case .matrix: break
        }
    }
}

extension SurveyDraft.Question {
    fileprivate func split(into second: String) -> SurveyDraft.Question {
        var question = self
        question.label = label.splitLabel(into: second)
        return question
    }
}

extension SurveyDraft.Column {
    fileprivate func split(into second: String) -> SurveyDraft.Column {
        var column = self
        column.label = label?.splitLabel(into: second)
        column.group = group?.splitLabel(into: second)
        column.marks = marks.map { ($0.code, $0.label.splitLabel(into: second)) }
        return column
    }
}

extension SurveyDraft.Field {
    fileprivate func split(into second: String) -> SurveyDraft.Field {
        var field = self
        field.title = title.split(into: second)
        return field
    }
}

extension DraftList.Item {
    /// What stands in the cell is a spelling of the code.
    fileprivate func split(into second: String) -> DraftList.Item {
        var item = self
        item.labels = labels.split(into: second)
        if item.labels != labels, let language = labels.texts.keys.first {
            item.synonyms[language, default: []].append(labels.first)
        }
        return item
    }
}
