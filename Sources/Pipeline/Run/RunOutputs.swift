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
    /// - Returns: each file's path in the run's folder and its SHA-256, in the order of writing.
    func write(_ product: RunAssembly.Product, to folder: RunFolder) throws -> [(path: String, sha256: String)] {
        var written: [(path: String, sha256: String)] = []
        func write(_ bytes: [UInt8], to path: String, isPrivate: Bool = false) throws {
            try Interruption.check()
            try folder.write(bytes, to: path, isPrivate: isPrivate)
            written.append((path, Digest.sha256(bytes)))
        }
        let result = product.result
        for file in try product.publication.write(width: width, to: { try folder.file($0) }) {
            written.append((file.path, file.sha256))
        }
        // Where each return is archived, by its hash.
        let urls = Dictionary(
            received.map { ($0.sha256, archive.url(of: $0.sha256, fileExtension: $0.fileExtension)) }
        ) { first, _ in first }
        var copies: [String: String] = [:]
        if survey.definition.hasAnnotatedCopies {
            try AnnotatedCopies(survey: survey, urls: urls, scratch: scratch, logger: logger).make(
                for: result, width: width
            ) { copy in
                // A copy of a return holds all that the return does.
                try write(copy.bytes, to: copy.path, isPrivate: survey.definition.hasPrivateFields)
                let parts = copy.path.split(separator: "/")
                if parts.count == 3, copies[String(parts[1])] == nil { copies[String(parts[1])] = String(parts[2]) }
            }
            try? FileManager.default.removeItem(at: scratch)
        }
        if survey.definition.hasLetters {
            try QueryLetters(survey: survey).make(for: result, copies: copies, width: width) { letter in
                try write(letter.bytes, to: letter.path)
            }
        }
        try write(IssueFiles.csv(result), to: "issues.csv")
        try write(IssueFiles.json(result), to: "issues.json")
        try write(IssuesWorkbook(result).bytes(), to: "issues.xlsx")
        try write(IssueFeeds.sarif(result), to: "issues.sarif")
        try write(IssueFeeds.junit(result), to: "issues.junit.xml")
        let excerpts = RunExcerpts(survey: survey, urls: urls, bundle: product.publication.bundle).read(for: result)
        let page = try ReportRenderer(language: survey.language).html(
            result, excerpts: excerpts, files: Set(written.map(\.path)))
        try write(Array(page.utf8), to: "report.html")
        try write(SummaryText(language: survey.language).text(of: result), to: "summary.txt")
        return written
    }
}
