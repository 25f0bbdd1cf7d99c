import Foundation
import Spreadsheets
import SurveyModel

/// A run of a sample survey that several tests look at; each survey is run once.
struct PublishedRun: Sendable {
    let folder: URL
    let summary: String
    private let scratch: Scratch

    static let coProduction = Result { try PublishedRun("co-production") }
    static let municipalServices = Result { try PublishedRun("municipal-services") }

    /// The same without reviewers' decisions: what was read, and nothing that anybody has put in its place.
    static let coProductionUndecided = Result { try PublishedRun("co-production", isDecided: false) }
    static let municipalServicesUndecided = Result { try PublishedRun("municipal-services", isDecided: false) }

    /// The same where the survey's first language is another.
    static let coProductionFrench = Result { try PublishedRun("co-production", language: "fr") }
    static let coProductionSpanish = Result { try PublishedRun("co-production", language: "es") }

    private init(_ survey: String, isDecided: Bool = true, language: String? = nil) throws {
        scratch = try Scratch()
        let project = isDecided && language == nil ? Repository.root : try scratch.project()
        if let language {
            let file = project.appending(path: "Pipelines/\(survey)/pipeline.yaml")
            let text = try String(contentsOf: file, encoding: .utf8)
            try Data(text.replacing("languages: [en, fr]", with: "languages: [\(language), en]").utf8).write(to: file)
        }
        if !isDecided {
            try FileManager.default.removeItem(at: project.appending(path: "Pipelines/\(survey)/decisions.csv"))
        }
        let process = try CanvassProcess(["run", survey, "--output", scratch.url.path], in: project)
        guard process.status == 0 else {
            throw Failure(description: "canvass run \(survey) exits \(process.status): \(process.errors)")
        }
        summary = process.output
        folder = scratch.url.appending(path: "\(survey)/latest", directoryHint: .isDirectory)
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// The rows of one of the run's CSV files, by column, with the texts as they were before they were kept from being formulas.
    func rows(_ path: String) throws -> [[String: String]] {
        try Table.rows(of: folder.appending(path: path)).map { $0.mapValues(CSVText.original) }
    }

    /// The tables of the dataset.
    func tables() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "dataset").path).filter {
            $0.hasSuffix(".csv")
        }
        .map { String($0.dropLast(4)) }.sorted()
    }
}

/// CSV files with a header.
enum Table {
    static func rows(of url: URL) throws -> [[String: String]] {
        let workbook = try Workbook.open(path: url.path, csv: CSVDialect())
        var header: [Int: String] = [:]
        var rows: [[String: String]] = []
        try workbook.forEachRow(in: workbook.sheets[0]) { row in
            var fields: [String: String] = [:]
            for cell in row.cells {
                guard case .text(let text) = cell.value else { continue }
                if row.number == 1 {
                    header[cell.column] = text
                } else if let name = header[cell.column] {
                    fields[name] = text
                }
            }
            if row.number > 1 { rows.append(fields) }
            return .next
        }
        return rows
    }
}
