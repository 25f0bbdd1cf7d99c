import Spreadsheets
import SurveyModel

/// How a survey's returns are read, as its definition says.
struct SurveyReading: Sendable {
    /// The greatest value of a limit: no file is as large, and sums of limits stay in range.
    private static let greatest = 1 << 50

    private(set) var limits: ReaderLimits
    let csv: CSVDialectHint

    init(_ definition: SurveyDefinition) {
        var limits = ReaderLimits.default
        for (name, value) in definition.limits {
            ReaderLimit.named(name)?.set(min(value, Self.greatest), in: &limits)
        }
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

    /// The same for returns that have been read within the limits before: with ten times the processor time. How fast the machine is decides at the
    /// most whether a return is read, not what is published of one that was.
    var again: SurveyReading {
        var reading = self
        reading.limits.seconds *= 10
        reading.limits.secondsPer100Megabytes *= 10
        return reading
    }

    /// Opens a return.
    func open(path: String, name: String) throws(SpreadsheetError) -> Workbook {
        try Workbook.open(path: path, name: name, limits: limits, csv: csv)
    }

    /// Opens what is read as a return is, and of which the bytes are in memory.
    func open(bytes: [UInt8], name: String) throws(SpreadsheetError) -> Workbook {
        try Workbook.open(bytes: bytes, name: name, limits: limits, csv: csv)
    }

    /// Opens a return that another process has opened; the descriptor is the workbook's from here on.
    func open(descriptor: Int32, name: String) throws(SpreadsheetError) -> Workbook {
        try Workbook.open(descriptor: descriptor, name: name, limits: limits, csv: csv)
    }

    /// Opens a file as a survey's return, or by itself where there is no survey.
    static func open(path: String, of survey: Survey?) throws(SpreadsheetError) -> Workbook {
        guard let survey else { return try Workbook.open(path: path) }
        let reading = SurveyReading(survey.definition)
        return try Workbook.open(path: path, limits: reading.limits, csv: reading.csv)
    }
}
