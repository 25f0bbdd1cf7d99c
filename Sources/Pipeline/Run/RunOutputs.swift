import Foundation
import Load
import Logging
import Report
import SurveyModel

/// Writes what a run publishes into its folder: the dataset and its lineage, what goes back to the reporters, the issue files, the report.
struct RunOutputs {
    let survey: Survey
    let archive: Archive
    let received: [ReceivedReturn]
    /// The folder for files that are needed for a moment.
    let scratch: URL
    let logger: Logger

    /// How many returns' copies and letters are made at once.
    private var width: Int { ProcessInfo.processInfo.activeProcessorCount }

    /// Writes all of it. What is made of returns one after another is not held; of the rest no more than a few files are.
    ///
    /// - Parameter made: what earlier runs have made that may be taken.
    /// - Returns: the files, in the order of writing.
    func write(_ product: RunAssembly.Product, to folder: RunFolder, made: MadeFiles) throws -> [Written] {
        var written: [Written] = []
        func write(_ bytes: [UInt8], to path: String) throws {
            try Interruption.check()
            try folder.write(bytes, to: path)
            written.append(Written(path: path, sha256: Digest.sha256(bytes)))
            FreedMemory.giveBack()
        }
        func write(to path: String, pieces: (_ write: ([UInt8]) throws -> Void) throws -> Void) throws {
            try Interruption.check()
            let file = try folder.file(path)
            try pieces { try file.write($0) }
            written.append(Written(path: path, sha256: try file.finish().sha256))
            FreedMemory.giveBack()
        }
        let result = product.result
        let (files, trails) = try publish(product, to: folder)
        written += files
        // Where each return is archived, by its hash.
        let urls = Dictionary(
            received.map { ($0.sha256, archive.url(of: $0.sha256, fileExtension: $0.fileExtension)) }
        ) { first, _ in first }
        written += try writeForReporters(result, urls, to: folder, made)
        try write(CoverageFile.csv(result), to: "coverage.csv")
        try write(to: "issues.csv") { try IssueFiles.csv(result, to: $0) }
        try write(to: "issues.json") { try IssueFiles.json(result, to: $0) }
        try write(to: "issue-cells.csv") { try IssueFiles.cellsCSV(result, to: $0) }
        try write(IssuesWorkbook(result).bytes(), to: "issues.xlsx")
        try write(to: "issues.sarif") { try IssueFeeds.sarif(result, to: $0) }
        try write(to: "issues.junit.xml") { try IssueFeeds.junit(result, to: $0) }
        try write(ResubmissionsFile.json(result), to: "resubmissions.json")
        let excerpts = RunExcerpts(survey: survey, urls: urls, records: product.publication.records).read(for: result)
        let page = try ReportRenderer(language: survey.language).html(
            result, excerpts: excerpts, trails: trails, files: Set(written.map(\.path)))
        try write(Array(page.utf8), to: "report.html")
        try write(SummaryText(language: survey.language).text(of: result), to: "summary.txt")
        return written
    }

    /// Writes the dataset with what was kept out and its lineage, and takes on the way what the page tells of where rows come from.
    private func publish(_ product: RunAssembly.Product, to folder: RunFolder) throws -> (
        files: [Written], trails: RowTrails
    ) {
        var trails = RowTrails(of: product.result)
        let disposition = product.publication.disposition
        let reader = trails.reader
        let files = try product.publication.write(
            width: width, to: { try folder.file($0) },
            gather: { item, records in
                let all = disposition.outcome(ofAllIn: item.id)
                return reader.rows(of: records, in: item) { record in
                    let outcome =
                        all
                        ?? disposition.outcome(
                            of: RecordID(returnID: item.id, table: record.table, number: record.number))
                    return outcome != .published
                }
            }, each: { item, places, rows in trails.add(rows, of: item, places: places) })
        return (files.map { Written(path: $0.path, sha256: $0.sha256) }, trails)
    }

    /// What goes back to those who sent returns: annotated copies and letters.
    private func writeForReporters(
        _ result: RunResult, _ urls: [String: URL], to folder: RunFolder, _ made: MadeFiles
    ) throws -> [Written] {
        var written: [Written] = []
        var copies: [String: String] = [:]
        if survey.definition.hasAnnotatedCopies {
            // A run whose disk fails leaves nothing either.
            defer { try? FileManager.default.removeItem(at: scratch) }
            written += try AnnotatedCopies(
                survey: survey, urls: urls, scratch: scratch, logger: logger, folder: folder, made: made
            ).write(for: result, width: width)
            for copy in written {
                let parts = copy.path.split(separator: "/")
                if parts.count == 3, copies[String(parts[1])] == nil { copies[String(parts[1])] = String(parts[2]) }
            }
        }
        if survey.definition.hasLetters {
            written += try QueryLetters(survey: survey, folder: folder, made: made).write(
                for: result, copies: copies, width: width)
        }
        return written
    }
}
