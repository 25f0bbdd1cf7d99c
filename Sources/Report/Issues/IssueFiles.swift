public import SurveyModel

/// A run's issues as the files that other programs read: `issues.csv` and `issues.json`.
///
/// Both hold every issue in the result's order, with the same sixteen members: `fingerprint`, `severity`, `rule`,
/// `reporter`, `round`, `return`, `table`, `record`, `field`, `sheet`, `cell`, `value`, `expected`, `message`,
/// `suggestion`, `state`. Messages are in the survey's first language. `issues.json` names in `cells` also the other cells that an issue is
/// about, and in `alike` the single ones for which it stands, as far as there is ``AlikeRoom``; `issue-cells.csv` has all of both for spreadsheets.
///
/// They are handed on in pieces: of a hundred thousand issues no more than one is held as text.
public enum IssueFiles {
    /// The columns of `issues.csv`, in order.
    static let columns = [
        "fingerprint", "severity", "rule", "reporter", "round", "return", "table", "record", "field", "sheet", "cell",
        "value", "expected", "message", "suggestion", "state",
    ]

    /// `issues.csv`: RFC 4180, UTF-8, LF, a header.
    ///
    /// A spreadsheet program takes a field that starts with `=`, `+`, `-`, `@`, a tab or a carriage return for a
    /// formula, and what a respondent typed must not be run on a reviewer's machine. In the columns `reporter`, `round`, `sheet`,
    /// `value`, `expected`, `message` and `suggestion`, a field that starts so, after any number of apostrophes, and is then
    /// not a plain number such as `-5` gets one apostrophe more in front. The original is had back by taking one
    /// apostrophe off where the same holds of what stands in the file. `issues.json` has every text as it is.
    ///
    /// - Throws: what `write` throws.
    public static func csv(_ result: RunResult, to write: ([UInt8]) throws -> Void) rethrows {
        let language = result.definition.languages.first ?? "en"
        try write(CSVText.line(columns))
        for issue in result.issues {
            var texts = texts(of: issue, language: language)
            for index in neutralised { texts[index] = neutral(texts[index]) }
            try write(CSVText.line(texts))
        }
    }

    /// Where what a respondent typed may stand.
    private static let neutralised = ["reporter", "round", "sheet", "value", "expected", "message", "suggestion"]
        .compactMap {
            columns.firstIndex(of: $0)
        }

    /// An issue's members in the order of ``columns``, as they are.
    static func texts(of issue: Issue, language: String) -> [String] {
        let finding = issue.finding
        return [
            issue.fingerprint, finding.severity.rawValue, finding.rule, issue.reporter, issue.round,
            issue.returnID, finding.table ?? "", finding.record.map(String.init) ?? "", finding.field ?? "",
            finding.sheet ?? "", finding.cell ?? "", finding.value ?? "", finding.expected?.text(in: language) ?? "",
            finding.message.text(in: language), finding.suggestion?.text(in: language) ?? "", issue.state.rawValue,
        ]
    }

    /// `issues.json`: an array with an object for each issue, one issue a line; what is not known is left out.
    ///
    /// - Throws: what `write` throws.
    public static func json(_ result: RunResult, to write: ([UInt8]) throws -> Void) rethrows {
        let language = result.definition.languages.first ?? "en"
        var room = AlikeRoom()
        for (number, issue) in result.issues.enumerated() {
            try write(Array(((number == 0 ? "[\n" : ",\n") + object(issue, language: language, &room)).utf8))
        }
        try write(Array((result.issues.isEmpty ? "[]\n" : "\n]\n").utf8))
    }

    /// An issue as a line of `issues.json`.
    static func object(_ issue: Issue, language: String, _ room: inout AlikeRoom) -> String {
        let finding = issue.finding
        let alike = room.take(issue)
        let more = finding.alike.count - alike.count
        let members: [(name: String, value: String?)] = [
            ("fingerprint", JSONText.quoted(issue.fingerprint)),
            ("severity", JSONText.quoted(finding.severity.rawValue)),
            ("rule", JSONText.quoted(finding.rule)),
            ("reporter", issue.reporter.isEmpty ? nil : JSONText.quoted(issue.reporter)),
            ("round", issue.round.isEmpty ? nil : JSONText.quoted(issue.round)),
            ("return", issue.returnID.isEmpty ? nil : JSONText.quoted(issue.returnID)),
            ("table", finding.table.map(JSONText.quoted)),
            ("record", finding.record.map(String.init)),
            ("field", finding.field.map(JSONText.quoted)),
            ("sheet", finding.sheet.map(JSONText.quoted)),
            ("cell", finding.cell.map(JSONText.quoted)),
            ("value", finding.value.map(JSONText.quoted)),
            ("seen", finding.otherValues == nil ? nil : JSONText.quoted(SeenValue(finding).text)),
            ("expected", finding.expected.map { JSONText.quoted($0.text(in: language)) }),
            ("message", JSONText.quoted(finding.message.text(in: language))),
            ("suggestion", finding.suggestion.map { JSONText.quoted($0.text(in: language)) }),
            ("state", JSONText.quoted(issue.state.rawValue)),
            ("cells", finding.cells.isEmpty ? nil : cells(finding.cells)),
            ("alike", alike.isEmpty ? nil : Self.alike(alike, language)),
            ("alike_more", more == 0 ? nil : String(more)),
        ]
        let written = members.compactMap { member in member.value.map { "\"\(member.name)\":\($0)" } }
        return "{" + written.joined(separator: ",") + "}"
    }

    /// The single cells of an issue that stands for many: each with its text and sentence where it has them, else rectangles of them.
    private static func alike(_ alike: ArraySlice<AlikeCells>, _ language: String) -> String {
        let objects = alike.map { cells in
            let members = [
                ("cell", cells.block?.text), ("value", cells.value), ("message", cells.message?.text(in: language)),
            ]
            let written = members.compactMap { member in
                member.1.map { "\"\(member.0)\":\(JSONText.quoted($0))" }
            }
            return "{" + written.joined(separator: ",") + "}"
        }
        return "[" + objects.joined(separator: ",") + "]"
    }

    /// `issue-cells.csv`: for each issue that is about several cells, or stands for many, a line for each of them or for a rectangle of them, such
    /// as `B6:B40`. What a spreadsheet program would run has an apostrophe in front, as in ``csv(_:)``.
    ///
    /// - Throws: what `write` throws.
    public static func cellsCSV(_ result: RunResult, to write: ([UInt8]) throws -> Void) rethrows {
        let language = result.definition.languages.first ?? "en"
        try write(CSVText.line(["fingerprint", "sheet", "cell", "value", "message"]))
        for issue in result.issues {
            let finding = issue.finding
            var text = CSVText()
            let isSeveral = !finding.cells.isEmpty && finding.alike.isEmpty
            if isSeveral, let cell = finding.cell {
                text.append([issue.fingerprint, neutral(finding.sheet ?? ""), cell, neutral(finding.value ?? ""), ""])
            }
            for cell in finding.cells { text.append([issue.fingerprint, neutral(cell.sheet), cell.cell, "", ""]) }
            for cells in finding.alike {
                text.append([
                    issue.fingerprint, neutral(finding.sheet ?? ""), cells.block?.text ?? "",
                    neutral(cells.value ?? ""),
                    neutral(cells.message?.text(in: language) ?? ""),
                ])
            }
            if !text.bytes.isEmpty { try write(text.bytes) }
        }
    }

    /// The other cells that an issue is about.
    private static func cells(_ cells: [Origin]) -> String {
        let objects = cells.map { cell in
            "{\"sheet\":\(JSONText.quoted(cell.sheet)),\"cell\":\(JSONText.quoted(cell.cell))}"
        }
        return "[" + objects.joined(separator: ",") + "]"
    }

    /// The text such that no spreadsheet program runs it; see ``csv(_:)``.
    static func neutral(_ text: String) -> String { CSVText.neutral(text) }
}
