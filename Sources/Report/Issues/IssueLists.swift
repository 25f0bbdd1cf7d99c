import SurveyModel

/// Distinct texts in order of first use.
struct DistinctTexts {
    private(set) var texts: [String] = []
    private var places: [String: Int] = [:]
    /// The text that was asked for last: issues that follow one another have most of theirs in common.
    private var last: (text: String, place: Int)?

    /// The text's place; -1 for no text.
    mutating func place(_ text: String?) -> Int {
        guard let text, !text.isEmpty else { return -1 }
        if let last, last.text == text { return last.place }
        let place = places[text] ?? add(text)
        last = (text, place)
        return place
    }

    private mutating func add(_ text: String) -> Int {
        places[text] = texts.count
        texts.append(text)
        return texts.count - 1
    }
}

/// What the columns of issues refer to: each text once.
struct IssueLists {
    /// Where an issue's texts stand in the lists.
    struct Places {
        let field: Int
        let suggestion: Int
        /// Those in all lists, in the order of ``names``.
        let all: [Int]
    }

    /// The columns that refer to a list.
    static let names = [
        "rule", "reporter", "round", "return", "table", "field", "sheet", "state", "expected", "suggestion", "message",
    ]

    var reporters = DistinctTexts()
    var rules = DistinctTexts()
    var rounds = DistinctTexts()
    var returns = DistinctTexts()
    var tables = DistinctTexts()
    var fields = DistinctTexts()
    var sheets = DistinctTexts()
    var states = DistinctTexts()
    var expected = DistinctTexts()
    var suggestions = DistinctTexts()
    var messages = DistinctTexts()

    /// Where an issue's texts stand in the lists.
    mutating func places(of issue: Issue, language: String) -> Places {
        let finding = issue.finding
        let field = fields.place(finding.field.map { "\(finding.table ?? "").\($0)" })
        let suggestion = suggestions.place(finding.suggestion.map { DisplayText.visible($0.text(in: language)) })
        let all = [
            rules.place(finding.rule), reporters.place(issue.reporter), rounds.place(issue.round),
            returns.place(issue.returnID), tables.place(finding.table),
            field, sheets.place(finding.shownSheet), states.place(issue.state.rawValue),
            expected.place(finding.expected.map { DisplayText.visible($0.text(in: language)) }), suggestion,
            messages.place(DisplayText.visible(finding.message.text(in: language))),
        ]
        return Places(field: field, suggestion: suggestion, all: all)
    }
}

/// What only few issues have, by the issue's place among all: values that the page cannot show as they are, what a decision sees beside the value,
/// further cells, decisions, answers of respondents.
struct FewIssues {
    let catalogue: Catalogue
    private var raw: [(String, String)] = []
    private var seen: [(String, String)] = []
    private var cells: [(String, String)] = []
    private var decisions: [(String, String)] = []
    private var answers: [(String, String)] = []
    private var alike: [(String, String)] = []
    /// Bytes that the single cells of all issues together may still take.
    private var alikeLeft = 300_000
    /// Bytes that what decisions see beside the values may still take.
    private var seenLeft = 3_000_000

    /// Single cells of an issue that stands for many which are told; all issues together have room for ``alikeLeft``.
    static let alikeLimit = 200
    /// Further cells of an issue that are named one by one.
    static let cellLimit = 24
    /// Characters of what a decision sees, with what was typed in other cells.
    private static let seenLimit = 2_000

    init(catalogue: Catalogue) {
        self.catalogue = catalogue
    }

    mutating func add(_ issue: Issue, at number: Int) {
        let key = String(number)
        let value = issue.finding.value ?? ""
        if DisplayText.visible(value) != value {
            // A decision names the value it saw: what is longer than the page shows cannot be decided about here.
            let isWhole = value.unicodeScalars.count <= DisplayText.limit
            raw.append((key, isWhole ? Self.escaped(value) : "null"))
        }
        if issue.state.isUnsettled, issue.finding.otherValues?.isEmpty == false {
            seen.append((key, seenJSON(issue.finding)))
        }
        if !issue.finding.cells.isEmpty { cells.append((key, cellsJSON(issue.finding))) }
        if !issue.finding.alike.isEmpty { alike.append((key, alikeJSON(issue.finding))) }
        if let decision = issue.decision { decisions.append((key, decisionJSON(decision))) }
        if let answer = issue.explanation {
            let choice = catalogue.optionalText("answer.\(answer.choice)") ?? answer.choice
            let reason = issue.waiverReason(catalogue).map { [DisplayText.visible($0)] } ?? []
            answers.append((key, JSONText.texts([choice, DisplayText.visible(answer.remark)] + reason)))
        }
    }

    /// The text as JSON, in which what turns the direction of writing is escaped, so that the page's source reads as it stands.
    static func escaped(_ value: String) -> String {
        var text = ""
        for scalar in JSONText.quoted(value).unicodeScalars {
            switch scalar.value {
            case 0x202A...0x202E, 0x2066...0x2069: text += "\\u" + String(scalar.value, radix: 16)
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    func json() -> String {
        JSONText.compactObject(
            [
                ("raw", raw), ("seen", seen), ("cells", cells), ("alike", alike), ("decision", decisions),
                ("answer", answers),
            ].map {
                ($0.0, JSONText.compactObject($0.1))
            })
    }

    /// What a decision sees, as it stands; null where that is too long to be looked through on the page.
    private mutating func seenJSON(_ finding: Finding) -> String {
        let text = SeenValue(finding).text
        guard (finding.value ?? "").unicodeScalars.count <= DisplayText.limit,
            text.unicodeScalars.count <= Self.seenLimit
        else { return "null" }
        let json = Self.escaped(text)
        guard json.utf8.count <= seenLeft else {
            // What comes later has no room either: of which issues it is told depends on their order alone.
            seenLeft = 0
            return "null"
        }
        seenLeft -= json.utf8.count
        return json
    }

    /// `[sheet, cell, cell …]` for each sheet.
    private func cellsJSON(_ finding: Finding) -> String {
        var sheets: [(sheet: String, cells: [String])] = []
        for origin in finding.shownCells.prefix(Self.cellLimit) {
            if sheets.last?.sheet == origin.sheet {
                sheets[sheets.count - 1].cells.append(origin.cell)
            } else {
                sheets.append((origin.sheet, [origin.cell]))
            }
        }
        if finding.cells.count > Self.cellLimit, !sheets.isEmpty { sheets[sheets.count - 1].cells.append("…") }
        return "[" + sheets.map { JSONText.texts([$0.sheet] + $0.cells) }.joined(separator: ",") + "]"
    }

    /// The number of entries, and the first of them: cell, value and sentence.
    private mutating func alikeJSON(_ finding: Finding) -> String {
        var entries: [String] = []
        for cells in finding.alike.prefix(Self.alikeLimit) {
            let message = cells.message.map { DisplayText.visible($0.text(in: catalogue.readersLanguage), limit: 200) }
            let entry = JSONText.texts([
                cells.block?.text ?? "", DisplayText.visible(cells.value ?? "", limit: 200), message ?? "",
            ])
            let size = entry.utf8.count + 1
            guard size <= alikeLeft else {
                // What comes later has no room either: which cells are told depends on the issues' order alone.
                alikeLeft = 0
                break
            }
            alikeLeft -= size
            entries.append(entry)
        }
        return "[" + ([String(finding.alike.count)] + entries).joined(separator: ",") + "]"
    }

    private func decisionJSON(_ decision: Decision) -> String {
        JSONText.texts([
            catalogue.text("decision.\(decision.action.rawValue)"), DisplayText.visible(decision.value),
            DisplayText.visible(decision.reason), decision.reviewer, decision.agreedBy, decision.date.description,
            decision.expires?.description ?? "",
        ])
    }
}
