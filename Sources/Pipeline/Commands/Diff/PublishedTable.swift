import Foundation
import Spreadsheets
import StableStorage
import SurveyModel

/// A table of a run's dataset, as its CSV file has it.
struct PublishedTable: Sendable {
    /// The columns' names.
    let columns: [String]
    /// The rows; an empty text is no value.
    let rows: [[String]]

    /// A table of which there is none.
    static let none = PublishedTable(columns: [], rows: [])

    /// The names of a run's tables, in order.
    ///
    /// - Parameter folder: the run's folder.
    /// - Throws: ``PipelineError`` of code `io` where they cannot be listed.
    static func names(in folder: URL) throws(PipelineError) -> [String] {
        let names: [String]?
        do {
            names = try Folder.names(in: folder.appending(path: "dataset").path)
        } catch {
            throw PipelineError(.io, "The tables of the run in \(folder.path) cannot be listed: \(error).")
        }
        return (names ?? []).filter { $0.hasSuffix(".csv") }.map { String($0.dropLast(4)) }.sorted()
    }

    private init(columns: [String], rows: [[String]]) {
        self.columns = columns
        self.rows = rows
    }

    /// Reads a table of the dataset; one that is not there has no rows.
    init(_ url: URL) throws {
        guard try SurveyFile.isThere(url) else {
            self = .none
            return
        }
        let dialect = CSVDialect(delimiter: ",", quote: "\"", escape: .doubled, encoding: .utf8)
        let workbook = try Workbook.open(path: url.path, limits: .ownFiles, csv: dialect)
        var columns: [String] = []
        var rows: [[String]] = []
        for sheet in workbook.sheets {
            try workbook.forEachRow(in: sheet) { row in
                let width = columns.isEmpty ? row.cells.map(\.column).max() ?? 0 : columns.count
                var fields = [String](repeating: "", count: width)
                for cell in row.cells where cell.column <= width {
                    if case .text(let text) = cell.value { fields[cell.column - 1] = CSVText.original(text) }
                }
                if columns.isEmpty { columns = fields } else { rows.append(fields) }
                return .next
            }
        }
        self.init(columns: columns, rows: rows)
    }
}
