import Spreadsheets

/// The errors planted into returns of the co-production survey. In the columns of the questionnaire's sheet Practices.
enum CoProductionKinds {
    private static let practices = "Practices"

    /// An error in a cell of a practice: what is typed there, of which one is chosen.
    private static func typed(
        _ name: String, _ column: String, _ rule: String, _ values: [CellModel?], suggested: Bool = false,
        also: [(column: String, value: CellModel?)] = [], consequences: [(rule: String, column: String)] = []
    ) -> SeededKind {
        SeededKind(name) { target, random in
            guard let value = values.randomElement(using: &random),
                let row = target.freeRow(practices, CleanCoProduction.practiceRows, using: &random)
            else { return nil }
            for (column, value) in also { target[practices, "\(column)\(row)"] = value }
            target[practices, "\(column)\(row)"] = value
            return SeededError(
                name, rule, practices, "\(column)\(row)",
                consequences: consequences.map { .init(rule: $0.rule, cell: "\($0.column)\(row)") },
                isSuggested: suggested)
        }
    }

    /// An answer of a practice that is not there: it is told at the blank cell, of several to be marked at the first.
    private static func blank(
        _ name: String, _ field: String, _ rule: String, _ columns: [String],
        also: [(column: String, value: CellModel?)] = []
    ) -> SeededKind {
        SeededKind(name) { target, random in
            guard let row = target.freeRow(practices, CleanCoProduction.practiceRows, using: &random) else {
                return nil
            }
            for column in columns { target[practices, "\(column)\(row)"] = nil }
            for (column, value) in also { target[practices, "\(column)\(row)"] = value }
            return SeededError(name, rule, practices, "\(columns[0])\(row)", field: field)
        }
    }

    /// An error in a cell of the cover.
    private static func cover(
        _ name: String, _ cell: String, _ rule: String, _ values: [CellModel?], consequences: [SeededError.Place] = []
    ) -> SeededKind {
        SeededKind(name) { target, random in
            guard let value = values.randomElement(using: &random), target.take("Cover \(cell)") else { return nil }
            target["Cover", cell] = value
            return SeededError(name, rule, "Cover", cell, consequences: consequences)
        }
    }

    private static func texts(_ texts: String...) -> [CellModel?] { texts.map { CellModel($0) } }
    private static func numbers(_ numbers: Double...) -> [CellModel?] { numbers.map { CellModel($0) } }

    static let all: [SeededKind] = fields + codes + types + records + sheets

    private static let fields = [
        blank("required answer blank", "title", "constraint.required", ["C"]),
        typed("below the minimum", "N", "constraint.minimum", numbers(1899, 1066, 1949)),
        typed("above the maximum", "R", "constraint.maximum", numbers(101, 140, 900), also: [("S", CellModel(100))]),
        typed("text too long", "U", "constraint.max-length", texts(String(repeating: "far too long ", count: 160))),
    ]

    private static let codes = [
        typed("unknown code", "D", "code.unknown", texts("Xylophone lending", "Zeppelins", "Submarine works", "Q17")),
        typed("near miss of a code", "D", "code.unknown", texts("Helth servces", "Educaton"), suggested: true),
        typed("two codes where one is asked", "E", "code.unknown", texts("Central; Local", "Regional, local")),
        typed("mark that is none", "G", "type.not-a-mark", texts("see annex", "ask the ministry")),
    ]

    private static let types = [
        typed("text in a number", "Q", "type.not-a-number", texts("many", "see the annual report", "unclear")),
        typed("ambiguous number", "O", "type.ambiguous-number", texts("1.234", "12,345")),
        typed("no year", "N", "type.not-a-year", texts("recently", "under the last cabinet")),
        typed("neither yes nor no", "T", "type.not-yes-or-no", texts("perhaps", "under review")),
        typed(
            "formula error", "O", "type.formula-error",
            ["#REF!", "#DIV/0!", "#VALUE!"].map { CellModel(value: .error($0), isPercent: false, hasFormula: true) }),
        typed("range for a number", "Q", "type.range", texts("100-200", "> 5000", "2000 to 3000")),
        typed(
            "percentage where none is asked", "R", "value.percent",
            [0.31, 0.44].map { CellModel(value: .number($0), isPercent: true, hasFormula: false) }),
        typed("another unit", "P", "type.other-unit", texts("7 km", "15 hours", "12 EUR")),
        cover("no date", "D8", "type.not-a-date", texts("soon", "when the minister has signed")),
        cover("no whole number", "D13", "type.not-an-integer", numbers(7.5, 9.25)),
        SeededKind("fraction where a whole number is asked") { target, random in
            guard let row = target.freeRow("Barriers", CleanCoProduction.barrierRows, using: &random) else {
                return nil
            }
            target["Barriers", "C\(row)"] = CellModel(2.5)
            return SeededError(
                "fraction where a whole number is asked", "type.not-an-integer", "Barriers", "C\(row)")
        },
    ]

    private static let records = [
        typed(
            "satisfaction fell at the leading edge", "S", "satisfaction-fell-at-the-leading-edge", numbers(10, 22),
            also: [("T", CellModel("yes"))]),
        typed("share typed for a percentage", "P", "cost-change-as-fraction", numbers(0.12, -0.25, 0.07)),
        typed("amount in thousands", "O", "budget-in-thousands", numbers(120, 1_150)),
        blank(
            "leading edge without description", "description", "leading-edge-needs-description", ["U"],
            also: [("T", CellModel("yes"))]),
        blank("no stage marked", "stages", "stages-marked", ["F", "G", "H"]),
        blank("no partner marked", "partners", "partners-marked", ["K", "L", "M"]),
        SeededKind("practice reported twice") { target, random in
            guard let row = target.freeRow(practices, CleanCoProduction.practiceRows, using: &random),
                row > CleanCoProduction.practiceRows.lowerBound,
                let first = target.freeRow(
                    practices, CleanCoProduction.practiceRows.lowerBound...(row - 1), using: &random)
            else { return nil }
            target[practices, "C\(row)"] = target[practices, "C\(first)"]
            return SeededError("practice reported twice", "duplicate-practice", practices, "C\(row)")
        },
        SeededKind("duplicate key") { target, random in
            guard let first = target.freeRow("Barriers", CleanCoProduction.barrierRows, using: &random),
                let second = target.freeRow("Barriers", CleanCoProduction.barrierRows, using: &random)
            else { return nil }
            let (low, high) = (min(first, second), max(first, second))
            target["Barriers", "B\(high)"] = target["Barriers", "B\(low)"]
            return SeededError("duplicate key", "table.duplicate-key", "Barriers", "B\(high)")
        },
        SeededKind("score for a practice that is not reported") { target, random in
            guard let row = target.freeRow("Benefits", 6...11, using: &random) else { return nil }
            target["Benefits", "Q\(row)"] = CellModel(3)
            return SeededError(
                "score for a practice that is not reported", "benefit-of-a-practice", "Benefits", "Q\(row)")
        },
        cover("count differs from the cover's", "D13", "practice-count-matches-cover", numbers(9, 13, 20)),
    ]

    private static let sheets = [
        SeededKind("hidden row with answers") { target, random in
            guard let row = target.freeRow(practices, CleanCoProduction.practiceRows, using: &random) else {
                return nil
            }
            target.hide(row: row, of: practices)
            return SeededError("hidden row with answers", "layout.hidden-row", practices, "B\(row)")
        },
        SeededKind("question's label gone") { target, _ in
            guard target.take("Cover D9") else { return nil }
            target["Cover", "B9"] = nil
            return SeededError("question's label gone", "layout.found-by-name", "Cover", "D9", field: "language")
        },
        SeededKind("column's heading gone") { target, _ in
            guard target.take("heading") else { return nil }
            target[practices, "J4"] = nil
            return SeededError("column's heading gone", "layout.column-missing", practices, "A5", field: "change")
        },
        SeededKind("text outside the answer cells") { target, random in
            guard let row = target.freeRow("margin", 6...25, using: &random) else { return nil }
            target[practices, "X\(row)"] = CellModel("Please call us about this one")
            return SeededError("text outside the answer cells", "layout.text-unclaimed", practices, "X\(row)")
        },
    ]
}
