import OrderedCollections
public import SurveyModel

/// `coverage.csv`: how each question was answered in the current round, a line for each field in the definition's order.
public enum CoverageFile {
    static let columns = [
        "table", "field", "title", "asked", "answered", "blank", "marked", "not_applicable", "not_asked",
        "response_rate",
    ]

    /// The file: RFC 4180, UTF-8, LF, a header. `response_rate` is in per cent, with a tenth at most; empty where nobody was asked.
    public static func csv(_ result: RunResult) -> [UInt8] {
        let language = result.definition.language
        var text = CSVText()
        text.append(columns)
        for question in result.questions {
            let title = result.definition.tables[question.table]?.fields[question.field]?.title.text(in: language)
            let counts = [
                question.asked, question.answered, question.blank, question.marked, question.inapplicable,
                question.notAsked,
            ]
            text.append(
                [question.table, question.field, title ?? question.field] + counts.map(String.init)
                    + [question.responseRate.map { Value.shortest($0) } ?? ""])
        }
        return text.bytes
    }
}
