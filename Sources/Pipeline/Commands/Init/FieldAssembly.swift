import Extract
import OrderedCollections
import SurveyModel

/// Makes the fields of one table.
struct FieldAssembly {
    /// The choices of a question, and what their list is called.
    struct Choices {
        let title: String?
        let items: [DraftText]
    }

    /// The rows or columns of a matrix.
    struct Axis {
        let title: DraftText?
        /// The field's name where neither a title nor a list gives one.
        let fallback: String
        let items: [DraftText]
    }

    private(set) var fields: [SurveyDraft.Field] = []
    private var names: NameProposal
    private let language: String
    /// Whether labels are in two languages, such as `City / Ville`.
    private let isBilingual: Bool

    init(language: String, isBilingual: Bool) {
        self.language = language
        self.isBilingual = isBilingual
        names = NameProposal(reserved: NameProposal.reservedFields, isBilingual: isBilingual)
    }

    /// Adds a question's field.
    ///
    /// - Returns: its name.
    mutating func add(
        _ question: InferredQuestion, title: DraftText, choices: Choices, lists: inout DraftLists
    ) -> String {
        let name = names.name(for: question.title, in: language, fallback: "question_\(fields.count + 1)")
        return add(name, title, question.values, choices, question.doubts, lists: &lists)
    }

    /// Adds a column's field.
    mutating func addColumn(
        _ column: InferredTable.Column, title: DraftText, group: DraftText?, choices: Choices, printed: [DraftText],
        lists: inout DraftLists
    ) -> String {
        let question = column.question
        // "Item" and "NR" may stand over words, and over boxes to be ticked, as well.
        let areWords = column.printed.contains { $0.count { $0.isLetter } >= 3 }
        let numbersRows = question.numbersRows && !areWords && question.values.type != .boolean && choices.items.isEmpty
        let fallback = numbersRows ? "number" : "column_\(fields.count + 1)"
        let name =
            if numbersRows {
                names.name(for: "number", in: "en", fallback: "number")
            } else if let group {
                names.name(for: title.first, under: group.first, in: language, fallback: fallback)
            } else {
                names.name(for: title.first, in: language, fallback: fallback)
            }
        let full = group.map { group in
            var text = title
            for (language, words) in title.texts {
                text.texts[language] = joined(group.texts[language] ?? group.first, words)
            }
            return text
        }
        let added = add(name, full ?? title, question.values, choices, question.doubts, lists: &lists)
        guard !printed.isEmpty, let last = fields.indices.last else { return added }
        fields[last].isRequired = true
        let areNumbers = printed.allSatisfy { Int($0.first) != nil }
        if !areNumbers, Set(printed.map(\.first)).count == printed.count, printed.count >= 2 {
            fields[last].list = lists.list(of: printed, called: title.first)
        }
        return added
    }

    /// A label behind its group's. Two languages are joined each by itself: `Staff / Personal` over `Women / Mujeres` is `Staff: Women / Personal: Mujeres`.
    private func joined(_ group: String, _ label: String) -> String {
        let groups = QuestionText.halves(group)
        let labels = QuestionText.halves(label)
        guard isBilingual, groups != nil || labels != nil else { return "\(group): \(label)" }
        let first = "\(groups?.first ?? group): \(labels?.first ?? label)"
        return "\(first) / \(groups?.second ?? group): \(labels?.second ?? label)"
    }

    /// Adds the field of a group of columns to be marked.
    ///
    /// - Returns: its name and its list.
    mutating func addMarks(title: DraftText, items: [DraftText], lists: inout DraftLists) -> (
        field: String, list: String
    ) {
        let name = names.name(for: title.first, in: language, fallback: "choices_\(fields.count + 1)")
        let list = lists.list(of: items, called: title.first, areMarks: true)
        fields.append(SurveyDraft.Field(name: name, title: title, list: list, isMany: true))
        return (name, list)
    }

    /// Adds the field of the number of a block or of a repeated table, which is named after its heading where its rows may have numbers too.
    mutating func addNumber(title: DraftText, isNamed: Bool = false) -> String {
        let name =
            isNamed
            ? names.name(for: "number", under: title.first, in: language, fallback: "number")
            : names.name(for: "number", in: "en", fallback: "number")
        fields.append(SurveyDraft.Field(name: name, title: title, type: .integer, isRequired: true))
        return name
    }

    /// Adds the field of a matrix's rows or of one of its header rows.
    mutating func addAxis(_ axis: Axis, isNumbered: Bool, lists: inout DraftLists) -> String {
        var doubts: [String] = []
        var list: String?
        if !isNumbered {
            list = lists.list(of: axis.items, called: axis.title?.first ?? axis.fallback)
        }
        // Without a title the list's name tells what the labels are.
        let known = list.flatMap { $0.hasPrefix(axis.fallback) ? nil : $0 }
        let words = axis.title?.first ?? known ?? axis.fallback
        if axis.title == nil, axis.fallback != "year" {
            doubts.append(
                known == nil
                    ? "no words say what these labels are; give the field a better name"
                    : "named after the list that has the same labels")
        }
        let name = names.name(for: words, in: language, fallback: axis.fallback)
        let title = axis.title ?? DraftText(texts: [language: words.readable])
        fields.append(
            SurveyDraft.Field(
                name: name, title: title, type: isNumbered ? (axis.fallback == "year" ? .year : .integer) : .string,
                list: list,
                isRequired: true, doubts: doubts))
        return name
    }

    /// Adds the field of a matrix's cells: named after its drop-down's list, else after the words over the matrix where the table has another name.
    mutating func addValue(
        _ values: InferredValues, choices: Choices, heading: DraftText?, table: String, lists: inout DraftLists
    ) -> String {
        var title = DraftText(texts: [language: choices.title ?? values.listTitle ?? "Value"])
        if choices.title == nil, values.listTitle == nil, let heading, heading.first.count <= 60 {
            let base = NameProposal.base(heading.first, language)
            if base != nil, base != table { title = heading }
        }
        let name = names.name(for: title.first, in: language, fallback: "value")
        return add(name, title, values, choices, values.doubts, lists: &lists)
    }

    private mutating func add(
        _ name: String, _ title: DraftText, _ values: InferredValues, _ choices: Choices, _ doubts: [String],
        lists: inout DraftLists
    ) -> String {
        var field = SurveyDraft.Field(name: name, title: title, type: values.type)
        field.unit = values.unit
        field.dateOrder = values.dateOrder
        if choices.items.isEmpty {
            // Codes have no bounds, though the questionnaire in one language has numbers where that in another has choices.
            field.minimum = values.minimum
            field.maximum = values.maximum
        }
        field.minLength = values.minLength
        field.maxLength = values.maxLength
        field.isMany = values.isMany
        field.doubts = doubts
        if !choices.items.isEmpty {
            field.list = lists.list(of: choices.items, called: choices.title ?? title.first)
        }
        fields.append(field)
        return name
    }
}

/// Which words of a label are looked for in returns: without its number and parentheses, unless another label differs in these only.
struct LabelChoice {
    private let labels: [String]
    private let bare: [String]

    init(_ labels: [String]) {
        self.labels = labels
        bare = labels.map { QuestionText.compared($0) }
    }

    /// The words of a label in any language that stands in a place.
    func label(_ label: String, at index: Int) -> String {
        let others = bare.indices.filter { $0 != index }
        if !others.contains(where: { bare[$0] == bare[index] }) {
            return QuestionText.withoutParentheses(QuestionText.sought(label))
        }
        let isSame = others.contains {
            QuestionText.withoutNumbering(labels[$0]) == QuestionText.withoutNumbering(labels[index])
        }
        return isSame ? label : QuestionText.sought(label)
    }
}

extension String {
    /// A name as words: `level_of_government` is `Level of government`.
    fileprivate var readable: String {
        let words = split(separator: "_").joined(separator: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}
