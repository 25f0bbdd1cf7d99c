public import SurveyModel

/// What a blank questionnaire asks, as far as its sheets tell. Everything in it stands in the workbook; nothing is named or translated yet.
public struct BlankQuestionnaire: Sendable {
    /// The language of most of its words, as a BCP 47 code; nil where neither they nor their script tell.
    public let language: String?
    /// Whether nothing but the script tells the language.
    public let isLanguageByScript: Bool
    /// The language that stands behind the first in the same cells, as in `City / Ville`; nil where each cell is in one language.
    public let secondLanguage: String?
    /// The questionnaire's title: the first heading of its first sheet.
    public let title: String?
    /// The text that names the questionnaire's version, and the version.
    public let version: (id: String, text: String)?
    /// A year that the questionnaire names in a heading.
    public let year: Int?
    /// Texts that stand in answer cells before anybody has answered, such as `< Select >`.
    public let placeholders: [String]
    /// The sheets in the workbook's order.
    public let sheets: [InferredSheet]
}

/// What one sheet asks.
public struct InferredSheet: Sendable {
    /// The sheet's name.
    public let name: String
    /// Its heading.
    public let heading: String?
    /// What was found in it, from top to bottom; empty where it asks nothing.
    public let parts: [InferredPart]
    /// Why nothing was looked for in it, such as "instructions".
    public let ignored: String?
    /// Texts that were taken for neither question nor answer, with their cells.
    public let passedOver: [(cell: String, text: String)]
}

/// A form, table, matrix or series of blocks in a sheet.
public struct InferredPart: Sendable {
    /// What it is.
    public enum Kind: Sendable {
        /// One record from labels and answers.
        case form([InferredQuestion])
        /// A record in each row.
        case table(InferredTable)
        /// A record in each cell.
        case matrix(InferredMatrix)
        /// A form repeated: its heading with `{n}` for the number, how often it stands there, and its questions.
        case blocks(start: String, count: Int, [InferredQuestion])
    }

    /// The heading above it.
    public let heading: String?
    /// The cells from its first label to its last answer, such as `B4:K15`.
    public let range: String
    /// What it is.
    public let kind: Kind
    /// What a person should look at.
    public let doubts: [String]
}

/// A question and what its answer may be.
public struct InferredQuestion: Sendable {
    /// The label as it stands in the sheet, on one line.
    public let label: String
    /// The label of the group above it.
    public let group: String?
    /// The label's cell.
    public let cell: String
    /// Where the answer stands.
    public let answer: AnswerPosition
    /// The defined name of the answer's cell.
    public let definedName: String?
    /// What the answer may be.
    public let values: InferredValues
    /// What a person should look at.
    public let doubts: [String]
}

/// What an answer may be, as validation and label tell.
public struct InferredValues: Sendable, Hashable {
    /// The type.
    public var type = FieldType.string
    /// The choices of a drop-down.
    public var choices: InferredChoices?
    /// What the list of its drop-down is called, where that became a type such as whole numbers.
    public var listTitle: String?
    /// Whether several choices may be given.
    public var isMany = false
    /// Whether the only choice is a mark such as X.
    public var isMark = false
    /// The unit that the label names.
    public var unit: String?
    /// The order of dates that the label asks for.
    public var dateOrder: DateOrder?
    /// The least value, as the definition writes it.
    public var minimum: String?
    /// The greatest value, as the definition writes it.
    public var maximum: String?
    /// The least number of characters.
    public var minLength: Int?
    /// The greatest number of characters.
    public var maxLength: Int?
    /// What a person should look at.
    public var doubts: [String] = []
}

/// The choices of a drop-down list.
public struct InferredChoices: Sendable, Hashable {
    /// The heading above the list, or its defined name.
    public let title: String?
    /// The choices in order.
    public let items: [String]
}

/// A table's columns and its end.
public struct InferredTable: Sendable {
    /// A column, or a group of columns to be marked.
    public struct Column: Sendable {
        /// The column's question; of a group of marks, the group's.
        public let question: InferredQuestion
        /// What a row of units says in it.
        public let unit: String?
        /// What stands in it before the questionnaire is filled in, from top to bottom.
        public let printed: [String]
        /// Whether a formula works out what stands in it: it has a value in rows that nobody has filled in.
        public let isCalculated: Bool
        /// The labels of a group of columns to be marked.
        public let marks: [String]
    }

    /// The number of header rows, without that of units.
    public let headerRows: Int
    /// Whether a row of units stands below the header.
    public let hasUnits: Bool
    /// The first text of a row that shows how to answer.
    public let example: String?
    /// The columns from left to right.
    public let columns: [Column]
    /// The label of the row that ends it.
    public let end: String?
    /// How it is repeated in the sheet; nil where it stands once.
    public internal(set) var repetition: Repetition?

    /// The same table again, under headings with a number.
    public struct Repetition: Sendable {
        /// The heading with `{n}` for the number.
        public let start: String
        /// How often it stands there.
        public let count: Int
        /// Whether the tables stand side by side.
        public let isAcross: Bool
        /// What is asked above each.
        public let questions: [InferredQuestion]
    }
}

/// A matrix's axes.
public struct InferredMatrix: Sendable {
    /// The labels across, of one header row.
    public struct Level: Sendable {
        /// What the labels are, where a cell above all of them says so.
        public let title: String?
        /// The labels, each once, from left to right.
        public let labels: [String]
        /// Whether they are whole numbers.
        public var isNumbered: Bool { labels.allSatisfy { Int($0) != nil } }
        /// Whether they are years.
        public var isYears: Bool {
            labels.allSatisfy { Int($0).map { (1_900...2_200).contains($0) } ?? false }
        }
    }

    /// The label over the row labels, with its cell.
    public let corner: String?
    /// The labels of the rows.
    public let rows: [String]
    /// The header rows, outermost first.
    public let levels: [Level]
    /// What a cell may hold.
    public let values: InferredValues
    /// The label of the row that ends it.
    public let end: String?
}

extension InferredQuestion {
    /// The label without a number in front of it.
    public var title: String { InferenceText.withoutNumbering(label) }

    /// The group's label without a number in front of it.
    public var groupTitle: String? { group.map { InferenceText.withoutNumbering($0) } }

    /// Whether the label over a column numbers the rows.
    public var numbersRows: Bool {
        let own = InferenceText.halves(title)?.first ?? title
        let folded = TextFolding.fold(own)
        return InferenceWords.rowNumbers.contains(folded.isEmpty ? own.lowercased() : folded)
    }
}

/// The words of a questionnaire without what only orders or explains them.
public enum QuestionText {
    /// A label without the number in front of it: `1.2 Reporting body` is `Reporting body`.
    public static func withoutNumbering(_ text: String) -> String { InferenceText.withoutNumbering(text) }

    /// A label as it is looked for in returns: without the number in front of it only where a return is searched without it too. `I. Basis` stays.
    public static func sought(_ text: String) -> String { InferenceText.sought(text) }

    /// The two halves of a text that is in two languages, such as `City / Ville`; nil where it is not.
    public static func halves(_ text: String) -> (first: String, second: String)? { InferenceText.halves(text) }

    /// A label without what stands in parentheses.
    public static func withoutParentheses(_ text: String) -> String { InferenceText.withoutParentheses(text) }

    /// A label as it is compared: without number, parentheses, case, accents and punctuation.
    public static func compared(_ text: String) -> String {
        TextFolding.fold(InferenceText.withoutParentheses(InferenceText.withoutNumbering(text)))
    }

    /// Whether a label asks for a country.
    public static func asksForCountry(_ label: String) -> Bool { !named(InferenceWords.countries, label).isEmpty }

    /// The words by which a label asks who reports, such as a country, a municipality, an organisation; none where it does not.
    public static func reporterWords(_ label: String) -> Set<String> {
        named(InferenceWords.reporters.union(InferenceWords.countries), label)
    }

    /// Whether a label asks for a number under which a body is registered: "NIF", "SIRET", "Registration number".
    public static func asksForRegistration(_ label: String) -> Bool {
        let own = withoutParentheses(withoutNumbering(label))
        let words = InferenceText.words(own)
        return !named(InferenceWords.registrations, label).isEmpty
            || words.count <= 4 && words.contains("number") && words.contains("registration")
    }

    /// Whether a label asks for a code: "Municipality code", "Hospital ID".
    public static func asksForCode(_ label: String) -> Bool { !named(InferenceWords.codes, label).isEmpty }

    /// Whether a label asks for a person, or how one is reached: "Contact person", "E-mail"; also for an address, where it is asked once in a return.
    public static func asksForPerson(_ label: String, isOfReturn: Bool) -> Bool {
        PersonWords.ask(label, isOfReturn: isOfReturn)
    }

    /// Whether a label asks for the day on which the return was filled in or sent.
    public static func asksForCompletion(_ label: String) -> Bool {
        InferenceText.words(label).contains(where: InferenceWords.completions.contains)
    }

    /// Those of some words that a short label has: "Country", "Reporting country", not "Countries that take part in the programme". Of two languages
    /// the first may be the short one.
    private static func named(_ words: Set<String>, _ label: String) -> Set<String> {
        let bare = withoutParentheses(withoutNumbering(label))
        let short = [bare, halves(bare)?.first ?? bare].map { InferenceText.words($0) }.first { $0.count <= 3 }
        return words.intersection(short ?? [])
    }
}
