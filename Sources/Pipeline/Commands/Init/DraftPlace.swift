import Extract
import OrderedCollections
import SurveyModel

/// A part of the first blank, with the parts that stand for it in the blanks of other languages.
struct DraftPlace {
    let languages: [String]
    /// The sheets, by blank; nil where a blank has none for it.
    let sheets: [InferredSheet?]
    /// The parts, by blank.
    let parts: [InferredPart?]

    init?(part: Int, of sheet: Int, in blanks: [(language: String, blank: BlankQuestionnaire)]) {
        guard let base = blanks.first?.blank.sheets[sheet] else { return nil }
        languages = blanks.map(\.language)
        let count = blanks[0].blank.sheets.count
        sheets = blanks.map { blank in
            blank.blank.sheets.count == count
                ? blank.blank.sheets[sheet] : blank.blank.sheets.first { $0.name == base.name }
        }
        parts = sheets.map { other in
            guard let other, other.parts.count == base.parts.count,
                other.parts[part].isSameKind(as: base.parts[part])
            else { return nil }
            return other.parts[part]
        }
    }

    /// Whether another blank has no such part.
    var isIncomplete: Bool { parts.contains { $0 == nil } }

    /// The sheet's names.
    var sheetName: DraftText { text(of: sheets) { $0.name } }

    /// A text of the part in each blank; nil where the first has none.
    func text(_ find: (InferredPart) -> String?) -> DraftText? {
        let text = text(of: parts, find)
        return languages.first.flatMap { text.texts[$0] } == nil ? nil : text
    }

    /// A list of texts of the part in each blank.
    func texts(_ find: (InferredPart) -> [String]?) -> [DraftText] {
        texts(of: parts, find)
    }

    /// The questions of the part: for each of the first blank's, those of all blanks.
    func questions(_ find: (InferredPart) -> [InferredQuestion]) -> [[InferredQuestion?]] {
        aligned(parts.map { $0.map(find) ?? [] })
    }

    /// The columns of the part: for each of the first blank's, those of all blanks.
    func columns() -> [[InferredTable.Column?]] {
        aligned(
            parts.map { $0?.table?.columns ?? [] })
    }

    /// For each item of the first list those in the same place of the others, where these are as long.
    private func aligned<Item>(_ lists: [[Item]]) -> [[Item?]] {
        guard let first = lists.first else { return [] }
        return first.indices.map { index in lists.map { $0.count == first.count ? $0[index] : nil } }
    }

    /// A text of the same thing in each blank.
    func text<Item>(of items: [Item?], _ find: (Item) -> String?) -> DraftText {
        var text = DraftText()
        for (language, item) in zip(languages, items) { text.texts[language] = item.flatMap(find) }
        return text
    }

    /// A list of texts of the same thing in each blank; a blank whose list is shorter or longer gives none.
    func texts<Item>(of items: [Item?], _ find: (Item) -> [String]?) -> [DraftText] {
        aligned(items.map { $0.flatMap(find) ?? [] }).map { text(of: $0) { $0 } }
    }
}

extension InferredSheet {
    /// The texts that ask nothing in the draft, but for the sheet's heading.
    var notAsked: [(cell: String, text: String)] { passedOver.filter { $0.text != heading } }
}

extension InferredPart {
    fileprivate func isSameKind(as other: InferredPart) -> Bool {
        switch (kind, other.kind) {
        case (.form, .form), (.table, .table), (.matrix, .matrix), (.blocks, .blocks): true
        default: false
        }
    }

    /// The questions of a form or of a block.
    var questions: [InferredQuestion] {
        switch kind {
        case .form(let questions), .blocks(_, _, let questions): questions
        case .table, .matrix: []
        }
    }

    /// The labels over its columns, as they are compared; empty for forms and blocks.
    var headerLabels: Set<String> {
        switch kind {
        case .form, .blocks: []
        case .table(let table): Set(table.columns.map { QuestionText.compared($0.question.label) })
        case .matrix(let matrix): Set(matrix.levels.flatMap(\.labels).map { QuestionText.compared($0) })
        }
    }

    /// Whether a header could be taken for another's.
    func isAlike(_ other: InferredPart) -> Bool {
        let common = headerLabels.intersection(other.headerLabels).count
        return common > 0 && common * 2 >= min(headerLabels.count, other.headerLabels.count)
    }

    /// Whether it is a form.
    var isForm: Bool {
        if case .form = kind { true } else { false }
    }

    /// The table that it is.
    var table: InferredTable? {
        if case .table(let table) = kind { table } else { nil }
    }

    /// The matrix that it is.
    var matrix: InferredMatrix? {
        if case .matrix(let matrix) = kind { matrix } else { nil }
    }
}
