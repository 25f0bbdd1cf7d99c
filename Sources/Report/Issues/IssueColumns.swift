import SurveyModel

/// The issues as columnar JSON for the page's script: texts that repeat stand once in a list and are named by their
/// place in it, so that 10,000 issues stay small and 100,000 can be filtered without a stall.
struct IssueColumns {
    let index: ResultIndex
    let catalogue: Catalogue
    let excerpts: Excerpts

    /// One JSON object: `lists` of what columns refer to, `issues` with a column for each property, `few` with what only
    /// few issues have, by the issue's place, `excerpts`, and `words` for the script.
    func json() -> String {
        var lists = IssueLists()
        var columns = Columns()
        var few = FewIssues(catalogue: catalogue)
        let causes = IssueCauses(index.result.issues)
        for (number, issue) in index.result.issues.enumerated() {
            let finding = issue.finding
            columns.add(
                texts: [issue.fingerprint, finding.cell ?? "", DisplayText.visible(finding.value ?? "")],
                severity: finding.severity, change: issue.change, record: finding.record ?? 0,
                cause: causes.numbers[number], places: lists.places(of: issue, language: index.language))
            few.add(issue, at: number)
        }
        return JSONText.compactObject([
            ("survey", JSONText.quoted(index.result.survey)),
            ("since", index.result.changes.map { JSONText.quoted($0.since) } ?? "null"), ("lists", listsJSON(lists)),
            ("issues", columns.json()),
            ("few", few.json()), ("excerpts", excerpts.json(index.result.issues)), ("words", words()),
        ])
    }

    private func listsJSON(_ lists: IssueLists) -> String {
        JSONText.compactObject([
            ("reporters", pairs(lists.reporters.texts) { index.name(of: $0) }),
            ("rules", rulesJSON(lists.rules.texts, whysOfFields())),
            ("rounds", JSONText.texts(lists.rounds.texts)), ("returns", pairs(lists.returns.texts, index.file(of:))),
            ("tables", pairs(lists.tables.texts, index.title(ofTable:))),
            ("fields", pairs(lists.fields.texts, fieldTitle)),
            ("sheets", JSONText.texts(lists.sheets.texts.map { DisplayText.visible($0) })),
            ("states", pairs(lists.states.texts) { catalogue.optionalText("issueState.\($0)") ?? $0 }),
            ("expected", JSONText.texts(lists.expected.texts)),
            ("suggestions", JSONText.texts(lists.suggestions.texts)),
            ("messages", JSONText.texts(lists.messages.texts)),
        ])
    }

    /// Each text, by which the script looks it up, with what is shown for it.
    private func pairs(_ texts: [String], _ shown: (String) -> String) -> String {
        let pairs = texts.map { JSONText.texts([$0, DisplayText.visible(shown($0))]) }
        return "[" + pairs.joined(separator: ",") + "]"
    }

    /// Why a rule exists where that is said of a field, by the rule's id and the field: others may share the rule and have it for another reason.
    private func whysOfFields() -> [String: [String: String]] {
        var whys: [String: [String: String]] = [:]
        for finding in index.result.issues.lazy.map(\.finding) {
            guard let field = finding.field, finding.rule.contains(".") else { continue }
            let reference = "\(finding.table ?? "").\(field)"
            guard whys[finding.rule]?[reference] == nil else { continue }
            let why = index.result.definition.terms(of: finding)?.why?.text(in: index.language)
            whys[finding.rule, default: [:]][reference] = why ?? ""
        }
        return whys.mapValues { $0.filter { !$0.value.isEmpty } }
    }

    private func rulesJSON(_ ids: [String], _ ofFields: [String: [String: String]]) -> String {
        let results = Dictionary(index.result.rules.map { ($0.id, $0) }) { first, _ in first }
        let rows = ids.map { id in
            // What several fields share, or what is said of some of them, has no one expression.
            let isOfSome = index.result.definition.builtIn.contains { $0.rule.id == id && $0.table != nil }
            let rule = isOfSome || index.sharedRules.contains(id) ? nil : results[id]
            let why = rule?.why?.text(in: index.language) ?? catalogue.optionalText("why.\(id)") ?? ""
            let expression = DisplayText.visible(rule?.expression ?? "", limit: 300)
            let row = JSONText.texts([id, catalogue.ruleTitle(id), why, expression])
            let own = (ofFields[id] ?? [:]).filter { $0.value != why }.sorted { $0.key < $1.key }
            guard !own.isEmpty else { return row }
            return row.dropLast() + "," + JSONText.compactObject(own.map { ($0.key, JSONText.quoted($0.value)) }) + "]"
        }
        return "[" + rows.joined(separator: ",") + "]"
    }

    private func fieldTitle(_ reference: String) -> String {
        let parts = reference.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { return reference }
        return index.title(ofField: parts[1], in: parts[0])
    }

    private func words() -> String {
        JSONText.compactObject(catalogue.texts(under: "js.").map { ($0.key, JSONText.quoted($0.text)) })
    }
}

extension IssueColumns {
    /// The columns in the making.
    private struct Columns {
        private var fingerprints: [String] = []
        private var cells: [String] = []
        private var values: [String] = []
        private var severities = ""
        private var changes = ""
        private var records: [String] = []
        private var causes: [String] = []
        private var places: [[String]] = Array(repeating: [], count: IssueLists.names.count)

        mutating func add(
            texts: [String], severity: Severity, change: IssueChange?, record: Int, cause: Int, places newPlaces: [Int]
        ) {
            fingerprints.append(JSONText.quoted(texts[0]))
            cells.append(JSONText.quoted(texts[1]))
            values.append(JSONText.quoted(texts[2]))
            severities += severity.rawValue.prefix(1)
            changes += (change ?? .same).rawValue.prefix(1)
            records.append(String(record))
            causes.append(String(cause))
            for (column, place) in newPlaces.enumerated() { places[column].append(String(place)) }
        }

        func json() -> String {
            func array(_ items: [String]) -> String { "[" + items.joined(separator: ",") + "]" }
            return JSONText.compactObject(
                [
                    ("fingerprint", array(fingerprints)), ("cell", array(cells)), ("value", array(values)),
                    ("severity", "\"\(severities)\""), ("change", "\"\(changes)\""), ("record", array(records)),
                    ("cause", array(causes)),
                ] + zip(IssueLists.names, places).map { ($0, array($1)) })
        }
    }
}

extension JSONText {
    /// An object without white space; the values are JSON already.
    static func compactObject(_ members: [(String, String)]) -> String {
        "{" + members.map { "\(quoted($0)):\($1)" }.joined(separator: ",") + "}"
    }

    /// An array of texts, without white space.
    static func texts(_ texts: some Sequence<String>) -> String {
        "[" + texts.map(quoted).joined(separator: ",") + "]"
    }
}
