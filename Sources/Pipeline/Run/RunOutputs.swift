import Foundation
import Load
import Logging
import Report
import SurveyModel
import Synchronization

/// Writes what a run publishes into its folder: the dataset and its lineage, what goes back to the reporters, the issue files, the report.
struct RunOutputs {
    let survey: Survey
    let archive: Archive
    let received: [ReceivedReturn]
    /// By what returns are annotated.
    let workers: RunWorkers
    let logger: Logger
    /// The contents over which workers were lost that were to annotate them, in the run that is made anew.
    var unannotated: Set<String> = []

    /// What was written.
    struct Outcome {
        /// The files, in a fixed order.
        var files: [Written] = []
        /// The contents over which the workers that were to annotate them were lost: there is no copy of them.
        var unannotated: [String] = []
        /// What the files of dataset, rejected records and lineage hold of each return.
        var lines: PublishedLines?
        /// Whether all was made that should be: another run may make what is missing.
        var isWhole = true
    }

    /// How many things are made at once that take a processor each.
    private var width: Int { ProcessInfo.processInfo.activeProcessorCount }

    /// Writes all of it. What is made of returns one after another is not held; of the rest no more than a few files are.
    ///
    /// - Parameters:
    ///   - made: what earlier runs have made that may be taken.
    ///   - earlier: the last run's files, of which lines may be taken.
    func write(
        _ product: RunAssembly.Product, to folder: RunFolder, made: MadeFiles, earlier: EarlierLines? = nil
    ) throws -> Outcome {
        let result = product.result
        // Where each return is archived, by its hash.
        let urls = Dictionary(
            received.map {
                ($0.sha256, URL(filePath: archive.path(of: $0.sha256, fileExtension: $0.fileExtension)))
            }
        ) { first, _ in first }
        // First, since the trails take memory beside which there had better be no workers.
        let forReporters = try writeForReporters(result, urls, to: folder, made)
        FreedMemory.giveBack()
        // The dataset with what was kept out and its lineage.
        let (files, lines) = try product.publication.write(
            width: width, version: survey.readingHash, earlier: earlier, to: { try folder.file($0) })
        let trails = try trails(product)
        var written = files.map { Written(path: $0.path, sha256: $0.sha256) } + forReporters.files
        let beside = Set(written.map(\.path) + Self.issueFiles.map(\.path))
        let unread = UnreadReturns()
        let page = page(
            RunExcerpts(survey: survey, urls: urls, records: product.publication.records), trails, beside: beside,
            unread)
        // Each of them takes one processor only. The page takes longest, and so is begun first; it and the workbook alone are held whole.
        var aboutIssues: [Written] = []
        try ([page] + Self.issueFiles).inOrder(width: width) {
            try write($0, result, to: folder)
        } take: {
            aboutIssues.append($0)
        }
        // `run.json` names the page behind the others.
        written += aboutIssues.dropFirst() + aboutIssues.prefix(1)
        // After the page, beside which it would take more memory than the time that it takes is worth.
        let summary = ResultFile("summary.txt") { try $1(SummaryText(language: survey.language).text(of: $0)) }
        let lacking = tell(unread, result)
        return Outcome(
            files: written + [try write(summary, result, to: folder)], unannotated: forReporters.unannotated,
            lines: lines, isWhole: forReporters.unannotated.isEmpty && lacking == 0)
    }

    /// Tells of the returns whose excerpts the page lacks, and how many they are.
    private func tell(_ unread: UnreadReturns, _ result: RunResult) -> Int {
        let reasons = unread.reasons.withLock { $0 }
        for item in result.returns {
            guard let reason = reasons[item.id] else { continue }
            logger.warning(
                "the page lacks what stands around the cells of a return",
                metadata: ["file": "\(item.file)", "reason": "\(reason)"])
        }
        return reasons.count
    }

    /// Bytes of the page that are written at once.
    private static let pieceBytes = 1 << 20

    /// The page.
    ///
    /// - Parameters:
    ///   - excerpts: reads what stands around the issues' cells.
    ///   - trails: where the rows of the dataset come from.
    ///   - beside: the paths of the files beside it.
    ///   - unread: is told which returns could not be read for it.
    private func page(
        _ excerpts: RunExcerpts, _ trails: RowTrails, beside: Set<String>, _ unread: UnreadReturns
    ) -> ResultFile {
        let language = survey.language
        return ResultFile("report.html") { result, write in
            let excerpts = excerpts.read(for: result)
            unread.reasons.withLock { $0 = excerpts.unread }
            let renderer = try ReportRenderer(language: language)
            let html = try renderer.html(result, excerpts: excerpts, trails: trails, files: beside)
            // A page may be large: no second copy of all of it is made.
            var rest = html.utf8[...]
            while !rest.isEmpty {
                try write(Array(rest.prefix(Self.pieceBytes)))
                rest = rest.dropFirst(Self.pieceBytes)
            }
        }
    }

    /// The files about the issues, in the order in which `run.json` names them.
    private static let issueFiles: [ResultFile] = [
        ResultFile(ReturnsFile.path) { try ReturnsFile.csv($0, to: $1) },
        ResultFile("coverage.csv") { try $1(CoverageFile.csv($0)) },
        ResultFile("issues.csv") { try IssueFiles.csv($0, to: $1) },
        ResultFile("issues.json") { try IssueFiles.json($0, to: $1) },
        ResultFile("issue-cells.csv") { try IssueFiles.cellsCSV($0, to: $1) },
        ResultFile("issues.xlsx") { try $1(IssuesWorkbook($0).bytes()) },
        ResultFile("issues.sarif") { try IssueFeeds.sarif($0, to: $1) },
        ResultFile("issues.junit.xml") { try IssueFeeds.junit($0, to: $1) },
        ResultFile("resubmissions.json") { try $1(ResubmissionsFile.json($0)) },
    ]

    private func write(_ part: ResultFile, _ result: RunResult, to folder: RunFolder) throws -> Written {
        try Interruption.check()
        let file = try folder.file(part.path)
        try part.write(result, { try file.write($0) })
        let written = Written(path: part.path, sha256: try file.finish().sha256)
        FreedMemory.giveBack()
        return written
    }

    /// What the page tells of where rows come from. It is read by itself: of most returns the page has room for nothing, and nothing is read.
    private func trails(_ product: RunAssembly.Product) throws -> RowTrails {
        let publication = product.publication
        return try RowTrails(
            of: product.result,
            in: publication.pieces.map { PieceOfTrails(piece: $0, disposition: publication.disposition) }, width: width)
    }

    /// What goes back to those who sent returns: annotated copies and letters.
    private func writeForReporters(
        _ result: RunResult, _ urls: [String: URL], to folder: RunFolder, _ made: MadeFiles
    ) throws -> Outcome {
        var outcome = Outcome()
        var copies: [String: [String]] = [:]
        if survey.definition.hasAnnotatedCopies {
            let annotator = workers.annotator(logger: logger)
            defer { annotator.end() }
            let own = try AnnotatedCopies(
                survey: survey, urls: urls, annotator: annotator, logger: logger, folder: folder, made: made,
                except: unannotated
            ).write(for: result, width: workers.areProcesses ? RunFolder.writersAtOnce : width)
            outcome = Outcome(files: own.files, unannotated: own.lost)
            copies = QueryLetters.workbooks(among: own.files)
        }
        if survey.definition.hasLetters {
            outcome.files += try QueryLetters(survey: survey, folder: folder, made: made).write(
                for: result, copies: copies, width: RunFolder.writersAtOnce)
        }
        return outcome
    }
}

/// Records of a return as the page's trails ask for them.
private struct PieceOfTrails: TrailPiece {
    private let piece: PublishedPiece
    private let disposition: Disposition
    /// The return's id, which each record would make anew.
    private let returnID: String
    /// Where all of the return's records go; nil where that is to be asked record by record.
    private let outcome: Disposition.Outcome?

    init(piece: PublishedPiece, disposition: Disposition) {
        self.piece = piece
        self.disposition = disposition
        returnID = piece.item.id
        outcome = disposition.outcome(ofAllIn: returnID)
    }

    var item: Return { piece.item }
    var count: Int { piece.count }

    func records() throws -> [Record] { try piece.records() }
    func records(numbered numbers: [String: Set<Int>]) throws -> [Record] { try piece.records(numbered: numbers) }
    func places() throws -> [FieldPlace] { try piece.places() }

    func isKeptOut(_ record: Record) -> Bool {
        let own =
            outcome
            ?? disposition.outcome(of: RecordID(returnID: returnID, table: record.table, number: record.number))
        return own != .published
    }
}

/// The returns that could not be read for the page, which is made on any thread.
private final class UnreadReturns: Sendable {
    /// What the system said, by the return's id.
    let reasons = Mutex<[String: String]>([:])
}

/// A file of a run that is made of its result.
private struct ResultFile: Sendable {
    typealias Making = @Sendable (RunResult, _ write: ([UInt8]) throws -> Void) throws -> Void

    /// Its path in the run's folder.
    let path: String
    let write: Making

    init(_ path: String, _ write: @escaping Making) {
        self.path = path
        self.write = write
    }
}
