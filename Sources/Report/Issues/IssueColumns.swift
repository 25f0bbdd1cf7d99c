import SurveyModel

/// The issues as columnar JSON for the page's script: texts that repeat stand once in a list and are named by their
/// place in it, so that 10,000 issues stay small and 100,000 can be filtered without a stall.
struct IssueColumns {
    let index: ResultIndex
    let catalogue: Catalogue

    /// Distinct texts in order of first use.
    private struct Dictionary {
        private(set) var texts: [String] = []
        private var places: [String: Int] = [:]

        /// The text's place; -1 for no text.
        mutating func place(_ text: String?) -> Int {
            guard let text, !text.isEmpty else { return -1 }
            if let place = places[text] { return place }
            places[text] = texts.count
            texts.append(text)
            return texts.count - 1
        }
    }

    /// One JSON object: `lists` of what columns refer to, `issues` with a column for each property, `words` for the script.
    func json() -> String {
        var reporters = Dictionary(), rules = Dictionary(), rounds = Dictionary(), returns = Dictionary()
        var tables = Dictionary(), fields = Dictionary(), sheets = Dictionary(), states = Dictionary()
        var expected = Dictionary(), suggestions = Dictionary(), messages = Dictionary()
        var columns = Columns()
        for issue in index.result.issues {
            let finding = issue.finding
            columns.add(
                texts: [issue.fingerprint, finding.cell ?? "", shown(finding.value ?? "")],
                severity: finding.severity, record: finding.record ?? 0,
                places: [
                    rules.place(finding.rule), reporters.place(issue.reporter), rounds.place(issue.round),
                    returns.place(issue.returnID), tables.place(finding.table),
                    fields.place(finding.field.map { "\(finding.table ?? "").\($0)" }), sheets.place(finding.sheet),
                    states.place(issue.state.rawValue), expected.place(finding.expected.map(shown)),
                    suggestions.place(finding.suggestion.map(shown)),
                    messages.place(shown(finding.message.text(in: index.language))),
                ])
        }
        let lists = [
            ("reporters", pairs(reporters.texts) { index.name(of: $0) }), ("rules", rulesJSON(rules.texts)),
            ("rounds", array(rounds.texts)), ("returns", pairs(returns.texts, fileNames())),
            ("tables", pairs(tables.texts, index.title(ofTable:))), ("fields", array(fields.texts.map(fieldTitle))),
            ("sheets", array(sheets.texts)),
            ("states", pairs(states.texts) { catalogue.optionalText("issueState.\($0)") ?? $0 }),
            ("expected", array(expected.texts)), ("suggestions", array(suggestions.texts)),
            ("messages", array(messages.texts)),
        ]
        return "{\"lists\":{" + lists.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "},\"issues\":"
            + columns.json()
            + ",\"words\":" + words() + "}"
    }

    private func shown(_ text: String) -> String {
        DisplayText.visible(text)
    }

    private func array(_ texts: [String]) -> String {
        "[" + texts.map(JSONText.quoted).joined(separator: ",") + "]"
    }

    private func pairs(_ texts: [String], _ second: (String) -> String) -> String {
        "[" + texts.map { "[\(JSONText.quoted($0)),\(JSONText.quoted(second($0)))]" }.joined(separator: ",") + "]"
    }

    private func rulesJSON(_ ids: [String]) -> String {
        let results = Swift.Dictionary(index.result.rules.map { ($0.id, $0) }) { first, _ in first }
        let rows = ids.map { id in
            // What several fields share has no one expression.
            let rule = index.sharedRules.contains(id) ? nil : results[id]
            let why = rule?.why?.text(in: index.language) ?? catalogue.optionalText("why.\(id)") ?? ""
            let expression = DisplayText.visible(rule?.expression ?? "", limit: 300)
            return "[" + [id, catalogue.ruleTitle(id), why, expression].map(JSONText.quoted).joined(separator: ",")
                + "]"
        }
        return "[" + rows.joined(separator: ",") + "]"
    }

    private func fileNames() -> (String) -> String {
        let files = Swift.Dictionary(index.result.returns.map { ($0.id, $0.file) }) { first, _ in first }
        return { files[$0] ?? $0 }
    }

    private func fieldTitle(_ reference: String) -> String {
        let parts = reference.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { return reference }
        return index.title(ofField: parts[1], in: parts[0])
    }

    private func words() -> String {
        let texts = catalogue.texts(under: "js.")
        return "{" + texts.map { "\(JSONText.quoted($0.key)):\(JSONText.quoted($0.text))" }.joined(separator: ",") + "}"
    }
}

extension IssueColumns {
    /// The columns in the making.
    private struct Columns {
        private var fingerprints: [String] = []
        private var cells: [String] = []
        private var values: [String] = []
        private var severities = ""
        private var records: [String] = []
        private var places: [[String]] = Array(repeating: [], count: Self.placeNames.count)

        static let placeNames = [
            "rule", "reporter", "round", "return", "table", "field", "sheet", "state", "expected", "suggestion",
            "message",
        ]

        mutating func add(texts: [String], severity: Severity, record: Int, places newPlaces: [Int]) {
            fingerprints.append(JSONText.quoted(texts[0]))
            cells.append(JSONText.quoted(texts[1]))
            values.append(JSONText.quoted(texts[2]))
            severities += severity.rawValue.prefix(1)
            records.append(String(record))
            for (column, place) in newPlaces.enumerated() { places[column].append(String(place)) }
        }

        func json() -> String {
            var members = [
                "\"fingerprint\":[\(fingerprints.joined(separator: ","))]",
                "\"cell\":[\(cells.joined(separator: ","))]",
                "\"value\":[\(values.joined(separator: ","))]", "\"severity\":\"\(severities)\"",
                "\"record\":[\(records.joined(separator: ","))]",
            ]
            for (name, column) in zip(Self.placeNames, places) {
                members.append("\"\(name)\":[\(column.joined(separator: ","))]")
            }
            return "{" + members.joined(separator: ",") + "}"
        }
    }
}
