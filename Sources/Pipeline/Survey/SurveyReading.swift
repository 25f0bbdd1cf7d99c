import Spreadsheets
import SurveyModel

/// How a survey's returns are read, as its definition says.
struct SurveyReading: Sendable {
    let limits: ReaderLimits
    let csv: CSVDialectHint

    init(_ definition: SurveyDefinition) {
        var limits = ReaderLimits.default
        for (name, value) in definition.limits { ReaderLimit.named(name)?.set(value, in: &limits) }
        self.limits = limits
        csv = CSVDialectHint(
            delimiter: definition.csv.delimiter,
            quoting: definition.csv.quote.map { quote in
                switch quote {
                case .none: .none
                case .mark(let mark): .mark(mark)
                }
            },
            escape: definition.csv.escape.map { $0 == .backslash ? .backslash : .doubled },
            encoding: definition.csv.encoding.flatMap { TextEncoding(rawValue: $0) })
    }

    /// Opens a return.
    func open(path: String, name: String) throws(SpreadsheetError) -> Workbook {
        try Workbook.open(path: path, name: name, limits: limits, csv: csv)
    }
}
