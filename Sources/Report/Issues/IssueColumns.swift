import SurveyModel

/// The issues as columnar JSON for the page's script: texts that repeat stand once in a list and are named by their
/// place in it, so that 10,000 issues stay small and 100,000 can be filtered without a stall.
struct IssueColumns {
    let index: ResultIndex
    let catalogue: Catalogue
    let excerpts: Excerpts

    /// One JSON object: `lists` of what columns refer to, `issues` with a column for each property, `few` with what only
    /// few issues have, by the issue's place, `choices` of suggestions, `excerpts`, and `words` for the script.
    func json() -> String {
        let issues = index.result.issues
        var lists = IssueLists()
        // In the order of their names, in which the script sorts by their places.
        let reporting = Set(issues.indices.lazy.map { issues[$0].reporter })
        for reporter in index.reporters where reporting.contains(reporter.code) {
            _ = lists.reporters.place(reporter.code)
        }
        var columns = Columns()
        var few = FewIssues(catalogue: catalogue)
        let asked = askedReturns()
        var choices = IssueChoices(index.result.choices)
        let causes = IssueCauses(issues)
        for (number, issue) in issues.enumerated() {
            let places = lists.places(of: issue, language: index.language)
            let isAsked = issue.isForRespondent && asked.contains(issue.returnID)
            columns.add(issue, cause: causes.numbers[number], places: places.all, isAsked: isAsked)
            few.add(issue, at: number)
            choices.add(issue, at: places)
        }
        let since = index.result.changes.map { JSONText.quoted($0.since) }
        var json = JSONWriter()
        json.object { json in
            json.member("survey", index.result.survey)
            json.member("since", json: since ?? "null")
            json.member("lists", json: listsJSON(lists))
            json.object("issues") { columns.write(to: &$0) }
            json.member("few", json: few.json())
            json.member("choices", json: choices.json())
            json.member("excerpts", json: excerpts.json(issues))
            json.member("words", json: words())
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }

    /// The returns whose reporters are asked about them, by letters or annotated copies.
    private func askedReturns() -> Set<String> {
        let definition = index.result.definition
        guard definition.hasLetters || definition.hasAnnotatedCopies else { return [] }
        let returns = index.result.returns.filter {
            $0.isAskedAbout(in: index.currentRound) && !$0.reporter.isEmpty
        }
        return Set(returns.map(\.id))
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
        let issues = index.result.issues
        var whys: [String: [String: String]] = [:]
        for number in issues.indices {
            guard let field = issues[number].finding.field, issues[number].finding.rule.contains(".") else { continue }
            let finding = issues[number].finding
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
            let why = rule?.why?.text(in: index.language) ?? ""
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

    /// The script's words, with those for numbers of issues, which it shares with the page.
    private func words() -> String {
        let texts = (catalogue.texts(under: "js.") + catalogue.texts(under: "severityCount.")).sorted {
            $0.key < $1.key
        }
        return JSONText.compactObject(texts.map { ($0.key, JSONText.quoted($0.text)) })
    }
}

extension IssueColumns {
    /// The columns in the making: of each the items, with commas between them.
    private struct Columns {
        private var fingerprints = JSONWriter()
        private var cells = JSONWriter()
        private var values = JSONWriter()
        private var severities: [UInt8] = []
        private var changes: [UInt8] = []
        /// Whom it is for: `r` where letter and annotated copy ask the reporter about it, `o` where the office alone sees it.
        private var audiences: [UInt8] = []
        private var records = JSONWriter()
        private var causes = JSONWriter()
        private var places = Array(repeating: JSONWriter(), count: IssueLists.names.count)

        mutating func add(_ issue: Issue, cause: Int, places newPlaces: [Int], isAsked: Bool) {
            fingerprints.text(issue.fingerprint)
            cells.text(issue.finding.cell ?? "")
            values.text(DisplayText.visible(issue.finding.value ?? ""))
            severities += issue.finding.severity.rawValue.utf8.prefix(1)
            changes += (issue.change ?? .same).rawValue.utf8.prefix(1)
            audiences.append(UInt8(ascii: isAsked ? "r" : "o"))
            records.number(issue.finding.record ?? 0)
            causes.number(cause)
            for (column, place) in newPlaces.enumerated() { places[column].number(place) }
        }

        func write(to json: inout JSONWriter) {
            for (name, column) in [("fingerprint", fingerprints), ("cell", cells), ("value", values)] {
                json.array(name) { $0.json(column.bytes) }
            }
            json.member("severity", String(decoding: severities, as: UTF8.self))
            json.member("change", String(decoding: changes, as: UTF8.self))
            json.member("audience", String(decoding: audiences, as: UTF8.self))
            for (name, column) in [("record", records), ("cause", causes)] + Array(zip(IssueLists.names, places)) {
                json.array(name) { $0.json(column.bytes) }
            }
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
