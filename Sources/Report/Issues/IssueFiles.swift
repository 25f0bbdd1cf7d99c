public import SurveyModel

/// A run's issues as the files that other programs read: `issues.csv` and `issues.json`.
///
/// Both hold every issue in the result's order, with the same sixteen members: `fingerprint`, `severity`, `rule`,
/// `reporter`, `round`, `return`, `table`, `record`, `field`, `sheet`, `cell`, `value`, `expected`, `message`,
/// `suggestion`, `state`. Messages are in the survey's first language. `issues.json` names in `cells` also the other cells that an issue is
/// about, and in `alike` the single ones for which it stands, as far as there is ``AlikeRoom``; `issue-cells.csv` has all of both for spreadsheets.
/// It says by `value_from` where the value is one that a decision gave, and in `answer` what the respondent wrote beside the issue.
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
        let language = result.definition.language
        try write(CSVText.line(columns))
        var line = CSVText()
        for issue in result.issues {
            line.removeAll()
            for (text, isTyped) in zip(texts(of: issue, language: language), areTyped) {
                if isTyped { line.add(neutral: text) } else { line.add(text) }
            }
            line.endRow()
            try write(line.bytes)
        }
    }

    /// For each of ``columns`` whether what a respondent typed may stand there.
    private static let areTyped: [Bool] = {
        let typed: Set = ["reporter", "round", "sheet", "value", "expected", "message", "suggestion"]
        return columns.map(typed.contains)
    }()

    /// An issue's members in the order of ``columns``, as they are.
    static func texts(of issue: Issue, language: String) -> [String] {
        let finding = issue.finding
        return [
            issue.fingerprint, finding.severity.rawValue, finding.rule, issue.reporter, issue.round,
            issue.returnID, finding.table ?? "", finding.record.map(String.init) ?? "", finding.field ?? "",
            finding.shownSheet ?? "", finding.cell ?? "", finding.value ?? "",
            finding.expected?.text(in: language) ?? "",
            finding.message.text(in: language), finding.suggestion?.text(in: language) ?? "", issue.state.rawValue,
        ]
    }

    /// `issues.json`: an array with an object for each issue, one issue a line; what is not known is left out.
    ///
    /// - Throws: what `write` throws.
    public static func json(_ result: RunResult, to write: ([UInt8]) throws -> Void) rethrows {
        let language = result.definition.language
        var room = AlikeRoom()
        var json = JSONWriter()
        guard !result.issues.isEmpty else { return try write(Array("[]\n".utf8)) }
        var before = Array("[\n".utf8)
        let between = Array(",\n".utf8)
        for issue in result.issues {
            try write(before)
            before = between
            json.removeAll()
            object(issue, language: language, &room, to: &json)
            try write(json.bytes)
        }
        try write(Array("\n]\n".utf8))
    }

    /// Writes an issue as a line of `issues.json` has it.
    static func object(_ issue: Issue, language: String, _ room: inout AlikeRoom, to json: inout JSONWriter) {
        let finding = issue.finding
        let alike = room.take(finding.alike, of: issue.returnID)
        let more = finding.alike.count - alike.count
        json.object { json in
            json.member("fingerprint", issue.fingerprint)
            json.member("severity", finding.severity.rawValue)
            json.member("rule", finding.rule)
            if !issue.reporter.isEmpty { json.member("reporter", issue.reporter) }
            if !issue.round.isEmpty { json.member("round", issue.round) }
            if !issue.returnID.isEmpty { json.member("return", issue.returnID) }
            json.member("table", optional: finding.table)
            if let record = finding.record { json.member("record", record) }
            json.member("field", optional: finding.field)
            json.member("sheet", optional: finding.shownSheet)
            json.member("cell", optional: finding.cell)
            json.member("value", optional: finding.value)
            if issue.isOfDecidedValue { json.member("value_from", valueOfDecision) }
            if finding.otherValues != nil { json.member("seen", SeenValue(finding).text) }
            json.member("expected", optional: finding.expected?.text(in: language))
            json.member("message", finding.message.text(in: language))
            json.member("suggestion", optional: finding.suggestion?.text(in: language))
            json.member("state", issue.state.rawValue)
            if let answer = issue.explanation { json.object("answer") { write(answer, to: &$0) } }
            if !finding.cells.isEmpty { json.array("cells") { write(finding.shownCells, to: &$0) } }
            if !alike.isEmpty { json.array("alike") { write(alike, language, to: &$0) } }
            if more > 0 { json.member("alike_more", more) }
        }
    }

    /// What `value_from` says of a value that a decision gave.
    public static let valueOfDecision = "decision"

    /// Characters of a remark that are told, as of other texts on the sheet "To review"; the copy that came back has all.
    static let mostOfRemark = 1_000

    /// What the respondent wrote beside an issue; what was not chosen or written is left out.
    private static func write(_ answer: RespondentAnswer, to json: inout JSONWriter) {
        if !answer.choice.isEmpty { json.member("choice", answer.choice) }
        if !answer.remark.isEmpty {
            json.member("remark", SheetWriter.fitting(answer.remark, most: mostOfRemark))
        }
    }

    /// The other cells that an issue is about.
    private static func write(_ cells: [Origin], to json: inout JSONWriter) {
        for cell in cells {
            json.object { json in
                json.member("sheet", cell.sheet)
                json.member("cell", cell.cell)
            }
        }
    }

    /// The single cells of an issue that stands for many: each with its text and sentence where it has them, else rectangles of them.
    private static func write(_ alike: ArraySlice<AlikeCells>, _ language: String, to json: inout JSONWriter) {
        for cells in alike {
            json.object { json in
                json.member("cell", optional: cells.block?.text)
                json.member("value", optional: cells.value)
                json.member("message", optional: cells.message?.text(in: language))
            }
        }
    }

    /// `issue-cells.csv`: for each issue that is about several cells, or stands for many, a line for each of them or for a rectangle of them, such
    /// as `B6:B40`. What a spreadsheet program would run has an apostrophe in front, as in ``csv(_:)``.
    ///
    /// - Throws: what `write` throws.
    public static func cellsCSV(_ result: RunResult, to write: ([UInt8]) throws -> Void) rethrows {
        let language = result.definition.language
        try write(CSVText.line(["fingerprint", "sheet", "cell", "value", "message"]))
        let issues = result.issues
        // Most are about one cell: these are passed over without a look at the rest of them.
        for index in issues.indices where !issues[index].finding.cells.isEmpty || !issues[index].finding.alike.isEmpty {
            let issue = issues[index]
            let finding = issue.finding
            let sheet = neutral(finding.shownSheet ?? "")
            var text = CSVText()
            if finding.alike.isEmpty, let cell = finding.cell {
                text.append([issue.fingerprint, sheet, cell, neutral(finding.value ?? ""), ""])
            }
            for cell in finding.shownCells { text.append([issue.fingerprint, neutral(cell.sheet), cell.cell, "", ""]) }
            for cells in finding.alike {
                text.append([
                    issue.fingerprint, sheet, cells.block?.text ?? "", neutral(cells.value ?? ""),
                    neutral(cells.message?.text(in: language) ?? ""),
                ])
            }
            try write(text.bytes)
        }
    }

    /// The text such that no spreadsheet program runs it; see ``csv(_:)``.
    static func neutral(_ text: String) -> String { CSVText.neutral(text) }
}
