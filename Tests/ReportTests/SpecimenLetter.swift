import Foundation
import SurveyModel

@testable import Report
@testable import Spreadsheets

extension QueryLetter {
    /// The letter of a survey whose code lists have no labels, and whose decisions are told as they were written.
    init?(to reporter: Reporter, in result: RunResult, workbooks: [String]) throws {
        try self.init(
            to: reporter, in: result, workbooks: workbooks, policy: IssuePolicy(result.definition),
            label: { _, _, _ in nil }, given: { _, _ in nil })
    }

    /// The parts of the document, as an XML parser reads them.
    func parts() throws -> [String: Data] {
        let file = FileManager.default.temporaryDirectory.appending(path: "canvass-letter-\(UUID().uuidString).docx")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(document()).write(to: file)
        let package = try OOXMLPackage(
            file: RandomAccessFile(path: file.path, name: "letter.docx"), limits: .default, mode: ReadingMode())
        return try Dictionary(
            uniqueKeysWithValues: package.archive.entries.map { entry in
                let pieces = try PartPieces(entry, of: package)
                var content = Data()
                while let piece = try pieces.next(holding: UnsafeRawBufferPointer(start: nil, count: 0)) {
                    content += Data(piece)
                }
                return (entry.name, content)
            })
    }
}
