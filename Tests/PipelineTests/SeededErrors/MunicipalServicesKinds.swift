import Spreadsheets

/// The errors planted into returns of the municipal survey.
enum MunicipalServicesKinds {
    private typealias Clean = CleanMunicipalServices

    static let all: [SeededKind] = values + rows + series

    /// An error in a row of an indicator; of any where it is nil.
    private static func typed(
        _ name: String, _ indicator: String?, _ column: String, _ rule: String, _ values: [CellModel?],
        suggested: Bool = false, consequences: [(rule: String, column: String)] = []
    ) -> SeededKind {
        SeededKind(name) { target, random in
            let index = Clean.indicators.firstIndex { $0.code == indicator }
            let rows = index.map { Clean.rows(ofIndicator: $0) } ?? Array(Clean.rows.dropFirst())
            guard let value = values.randomElement(using: &random), let row = rows.randomElement(using: &random),
                !target.taken.contains("whole"), target.take("\(Clean.sheet) \(row)")
            else { return nil }
            target[Clean.sheet, "\(column)\(row)"] = value
            return SeededError(
                name, rule, Clean.sheet, "\(column)\(row)",
                consequences: consequences.map { .init(rule: $0.rule, cell: "\($0.column)\(row)") },
                isSuggested: suggested)
        }
    }

    private static let values = [
        typed("negative value", "staff", "E", "value-not-negative", [CellModel(-30), CellModel(-4.5)]),
        typed(
            "outside the usual range of its group", "waiting_days", "E", "waiting-time-plausible",
            [CellModel(400), CellModel(512)]),
        typed(
            "changed beyond bounds", "users", "E", "change-against-previous-quarter",
            [CellModel(900_000), CellModel(31)]),
        typed("answer on another scale", "satisfaction", "E", "satisfaction-on-another-scale", [CellModel(9.5)]),
        typed(
            "text in a number of a long table", "volunteer_hours", "E", "type.not-a-number",
            [CellModel("unknown"), CellModel("see letter")], consequences: [("value-or-status", "E")]),
    ]

    private static let rows = [
        typed(
            "unit that does not fit", "expenditure", "F", "unit-fits-indicator", [CellModel("DAYS"), CellModel("FTE")]),
        typed("unknown code of a key", nil, "B", "code.unknown", [CellModel("77.7"), CellModel("zzz")]),
        typed(
            "broken form", nil, "A", "constraint.pattern", [CellModel("N01"), CellModel("M12")],
            consequences: [("municipality-is-reporter", "A")]),
        typed("row of another reporter", nil, "A", "municipality-is-reporter", [CellModel("M041"), CellModel("M099")]),
        typed("code of another list", nil, "D", "code.unknown", [CellModel("EUR"), CellModel("winter")]),
        SeededKind("neither value nor reason") { target, random in
            guard let row = Clean.rows.dropFirst().randomElement(using: &random), !target.taken.contains("whole"),
                target.take("\(Clean.sheet) \(row)")
            else { return nil }
            target[Clean.sheet, "E\(row)"] = nil
            return SeededError("neither value nor reason", "value-or-status", Clean.sheet, "E\(row)", field: "value")
        },
        SeededKind("record doubled") { target, random in
            guard let row = Clean.rows.dropFirst().randomElement(using: &random), !target.taken.contains("whole"),
                target.take("\(Clean.sheet) \(row)"), target.take("doubled")
            else { return nil }
            let last = Clean.rows.upperBound + 1
            for column in ["A", "B", "C", "D", "E", "F"] {
                target[Clean.sheet, "\(column)\(last)"] = target[Clean.sheet, "\(column)\(row)"]
            }
            return SeededError("record doubled", "table.duplicate-key", Clean.sheet, "A\(last)")
        },
    ]

    /// What befalls a whole series: nothing else is planted into such a return.
    private static func whole(
        _ name: String, _ rule: String, consequences: [String] = [],
        _ alter: @escaping @Sendable (inout SeededReturn, inout SeededGenerator) -> [Int]
    ) -> SeededKind {
        SeededKind(name) { target, random in
            guard target.taken.isEmpty, target.take("whole") else { return nil }
            let rows = alter(&target, &random)
            guard let row = rows.first else { return nil }
            return SeededError(
                name, rule, Clean.sheet, "E\(row)", extent: rows.dropFirst().map { "E\($0)" },
                consequences: consequences.map { .init(rule: $0, cell: nil) })
        }
    }

    private static let series = [
        whole("unit shifted against the round before", "unit-shift", consequences: ["change-against-previous-quarter"])
        {
            target, random in
            let rows = Clean.rows(ofIndicator: Int.random(in: 0..<3, using: &random))
            for row in rows {
                guard case .number(let number)? = target[Clean.sheet, "E\(row)"]?.value else { continue }
                target[Clean.sheet, "E\(row)"] = CellModel(number / 1_000)
            }
            return rows
        },
        whole(
            "rows shifted against their codes", "rows-slipped",
            consequences: [
                "change-against-previous-quarter", "waiting-time-plausible", "satisfaction-on-another-scale",
            ]
        ) {
            target, random in
            let first = Int.random(in: 2...9, using: &random)
            let rows = Array(first...(first + 27))
            let values = rows.map { target[Clean.sheet, "E\($0)"] }
            for (row, value) in zip(rows.dropFirst(), values) { target[Clean.sheet, "E\(row)"] = value }
            target[Clean.sheet, "E\(first)"] = values.last ?? nil
            return Array(rows.dropFirst())
        },
        whole("unchanged from the round before", "copied-from-previous-quarter") { target, _ in
            let earlier = Clean.returns(of: CleanMunicipalServices.reporters, quarter: "2025-Q3")
                .first { $0.reporter == target.reporter }
            for row in Clean.rows { target[Clean.sheet, "E\(row)"] = earlier?[Clean.sheet, "E\(row)"] }
            return Array(Clean.rows)
        },
        SeededKind("column left out") { target, _ in
            guard target.taken.isEmpty, target.take("whole") else { return nil }
            for row in 1...Clean.rows.upperBound { target[Clean.sheet, "F\(row)"] = nil }
            return SeededError("column left out", "layout.column-missing", Clean.sheet, "A1", field: "unit")
        },
    ]
}

extension CleanMunicipalServices {
    static let reporters = (1...40).map { "M" + String(1_000 + $0).dropFirst() }
}
