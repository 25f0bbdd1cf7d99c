import OrderedCollections

/// Plausibility checks.
extension DefinitionDecoder {
    mutating func plausibility(_ node: YAMLNode, tableKey: [String]) -> PlausibilityCheck {
        let kind = node["kind"]?.text.flatMap { PlausibilityCheck.Kind(rawValue: $0) } ?? .range
        let period = node["period"]?.text
        let key = texts(node["key"])
        checkKeys(of: node, kind)
        if kind.isOfSeries { checkOfNoRecord(node, "a check of kind '\(kind.rawValue)'") }
        return PlausibilityCheck(
            terms: terms(node, id: "plausibility.\(kind.rawValue)"), kind: kind, fields: texts(node["fields"]),
            by: texts(node["by"]),
            only: OrderedDictionary(
                uniqueKeysWithValues: (node["only"]?.entries ?? []).map { ($0.key, texts($0.value)) }),
            key: key.isEmpty ? tableKey.filter { $0 != period } : key, period: period,
            limits: limits(node, kind))
    }

    private mutating func limits(_ node: YAMLNode, _ kind: PlausibilityCheck.Kind) -> PlausibilityLimits {
        var limits = PlausibilityLimits()
        limits.range = node["minimum"] == nil && node["maximum"] == nil ? nil : range(node)
        limits.ranges = OrderedDictionary(
            uniqueKeysWithValues: (node["ranges"]?.entries ?? []).map { ($0.key, range($0.value)) })
        limits.file = node["file"]?.text
        limits.filePosition = node["file"]?.position ?? node.position
        limits.deviations = share(node, "deviations", most: .infinity) ?? limits.deviations
        limits.isLogarithmic = boolean(node["log"])
        limits.ratio = share(node, "ratio", most: .infinity)
        limits.relative = share(node, "relative", most: .infinity)
        limits.absolute = share(node, "absolute", most: .infinity)
        let least = [.unchanged: 20, .unitShift: 5][kind] ?? limits.atLeast
        limits.atLeast = node["atLeast"]?.text.flatMap { Int($0) } ?? least
        limits.share = share(node, "share", most: 1) ?? (kind == .unchanged ? 0.9 : limits.share)
        limits.closeness = share(node, "closeness", most: 1) ?? limits.closeness
        checkLimits(limits, kind, node)
        return limits
    }

    private mutating func range(_ node: YAMLNode) -> ValueRange {
        let range = ValueRange(
            minimum: node["minimum"]?.text.flatMap { Double($0) }, maximum: node["maximum"]?.text.flatMap { Double($0) }
        )
        if let least = range.minimum, let most = range.maximum, least > most {
            reportCrossed(
                "a range's `minimum`", Value.shortest(least), "maximum", Value.shortest(most),
                at: node["maximum"]?.position ?? node.position)
        }
        return range
    }

    // MARK: - What goes with what

    private static let ownKeys: [PlausibilityCheck.Kind: [String]] = [
        .range: ["minimum", "maximum", "ranges", "file", "by"],
        .outlier: ["deviations", "log", "atLeast", "by"],
        .change: ["ratio", "relative", "absolute", "key", "period"],
        .unitShift: ["atLeast", "share", "key", "period", "by"],
        .rowShift: ["atLeast", "share", "closeness", "key", "period"],
        .unchanged: ["atLeast", "share", "key", "period", "by"],
    ]

    /// A key of another kind would be passed over in silence.
    private mutating func checkKeys(of node: YAMLNode, _ kind: PlausibilityCheck.Kind) {
        let own = Self.ownKeys[kind] ?? []
        let foreign = Set(Self.ownKeys.values.joined()).subtracting(own)
        for entry in node.entries where foreign.contains(entry.key) {
            report(
                entry.keyPosition, "a check of kind '\(kind.rawValue)' has no key '\(entry.key)'",
                "Keys of this kind: \(own.joined(separator: ", ")).")
        }
    }

    /// What is found of a series, or of a whole return, is about no one record: nothing of a record can be said of it, and it keeps none out.
    ///
    /// - Parameter what: what finds it, as the beginning of a sentence.
    mutating func checkOfNoRecord(_ node: YAMLNode, _ what: String) {
        for (key, given) in [("suggest", node["suggest"]), ("expected", node["expected"]?["sql"])] {
            guard let given else { continue }
            report(
                given.position, "\(what) has SQL in `\(key)`, but tells of no one record",
                key == "expected" ? "Write a text in `expected`." : "Take it out: the kind suggests what to do itself.")
        }
        if let given = node["action"], let action = action(node), ![.publish, .hold].contains(action) {
            report(
                given.position, "\(what) cannot \(action.rawValue): what it finds belongs to no one record",
                "Write `hold`, which keeps the whole return out, or `publish`.")
        }
    }

    private mutating func checkLimits(
        _ limits: PlausibilityLimits, _ kind: PlausibilityCheck.Kind, _ node: YAMLNode
    ) {
        if kind == .range {
            let given = [limits.range != nil, !limits.ranges.isEmpty, limits.file != nil].count { $0 }
            if given != 1 {
                report(
                    node.position, "a check of kind 'range' needs one of `minimum` or `maximum`, `ranges`, `file`",
                    "Give the bounds for all records, by code, or in a CSV file.")
            }
            if let file = limits.file, texts(node["by"]).isEmpty {
                report(
                    node.position, "the ranges of '\(file)' are by group, but the check names no group",
                    "Add `by:` with the file's columns before `minimum` and `maximum`.")
            }
            if !limits.ranges.isEmpty, texts(node["by"]).count != 1 {
                report(
                    node.position, "`ranges` are by the code of one field, but `by` names \(texts(node["by"]).count)",
                    "Name one field in `by:`; for groups of several put the ranges into a `file:`.")
            }
        }
        if kind == .change, [limits.ratio, limits.relative, limits.absolute].allSatisfy({ $0 == nil }) {
            report(
                node.position, "a check of kind 'change' says not how much is much",
                "Give `ratio`, `relative`, `absolute` or several; all that are given must be passed.")
        }
        if let ratio = limits.ratio, ratio <= 1 {
            report(
                node["ratio"]?.position ?? node.position, "`ratio` must be more than 1",
                "Write 8 for more than 8 times as much or less than an eighth.")
        }
    }
}
