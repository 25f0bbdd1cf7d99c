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
    let logger: Logger

    /// Writes all of it. Dataset and lineage are made together; of the rest no more than one file is held.
    ///
    /// - Returns: each file's path in the run's folder and its SHA-256, in the order of writing.
    func write(_ product: RunAssembly.Product, to folder: RunFolder) throws -> [(path: String, sha256: String)] {
        var written: [(path: String, sha256: String)] = []
        func write(_ bytes: [UInt8], to path: String) throws {
            try folder.write(bytes, to: path)
            written.append((path, Digest.sha256(bytes)))
        }
        let result = product.result
        for file in product.publication.files() { try write(file.bytes, to: file.path) }
        // Where each return is archived, by its hash.
        let urls = Dictionary(
            received.map { ($0.sha256, archive.url(of: $0.sha256, fileExtension: $0.fileExtension)) }
        ) { first, _ in first }
        for copy in try AnnotatedCopies(survey: survey, urls: urls, logger: logger).make(for: result) {
            try write(copy.bytes, to: copy.path)
        }
        for letter in try QueryLetters(survey: survey).make(for: result, beside: written.map(\.path)) {
            try write(letter.bytes, to: letter.path)
        }
        try write(IssueFiles.csv(result), to: "issues.csv")
        try write(IssueFiles.json(result), to: "issues.json")
        try write(IssuesWorkbook(result).bytes(), to: "issues.xlsx")
        try write(IssueFeeds.sarif(result), to: "issues.sarif")
        try write(IssueFeeds.junit(result), to: "issues.junit.xml")
        let excerpts = RunExcerpts(survey: survey, urls: urls).read(for: result)
        let page = try ReportRenderer(language: survey.language).html(
            result, excerpts: excerpts, files: Set(written.map(\.path)))
        try write(Array(page.utf8), to: "report.html")
        try write(SummaryText(language: survey.language).text(of: result), to: "summary.txt")
        return written
    }
}
