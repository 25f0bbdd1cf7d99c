import Foundation
import Load
import Logging
import Report
import Spreadsheets
import SurveyModel

/// The copies of a run's returns that go back to those who sent them: `returns/<reporter>/annotated.xlsx`.
struct AnnotatedCopies {
    /// The folder of returns of which it is not known who sent them.
    private static let unknown = "_unknown"

    let survey: Survey
    /// Where each return is archived, by its hash.
    let urls: [String: URL]
    /// The folder for files that are needed for a moment.
    let scratch: URL
    let logger: Logger

    /// A copy with its place in the run's folder.
    struct Copy: Sendable {
        let path: String
        let bytes: [UInt8]
    }

    /// Makes the copies, several at once, and hands them on in the order of the returns: of each return of the current round that counts or is
    /// held and that there is something to ask about. A file that cannot be marked costs its own copy only.
    ///
    /// - Throws: what `take` throws, and what the disk says.
    func make(for result: RunResult, width: Int, take: (Copy) throws -> Void) throws {
        let reading = SurveyReading(survey.definition)
        let annotator = ReturnAnnotator(survey.definition, limits: reading.limits, csv: reading.csv, scratch: scratch)
        let issues = Dictionary(grouping: result.issues, by: \.returnID)
        let asked = result.returns.filter { item in
            (item.state == .live || item.state == .held) && item.round == survey.definition.round.current
                && issues[item.id] != nil
        }
        let several = Dictionary(grouping: asked, by: \.reporter).filter { $0.value.count > 1 }
        let reporters = Dictionary(survey.reporters.map { ($0.code, $0) }) { first, _ in first }
        try asked.inOrder(width: width) { item in
            try copy(
                of: item, reporters[item.reporter], annotator, issues[item.id] ?? [],
                isOneOfSeveral: several[item.reporter] != nil)
        } take: { copy in
            if let copy { try take(copy) }
        }
    }

    private func copy(
        of item: Return, _ reporter: Reporter?, _ annotator: ReturnAnnotator, _ issues: [Issue], isOneOfSeveral: Bool
    ) throws -> Copy? {
        guard let url = urls[item.sha256] else { return nil }
        do {
            let name = URL(filePath: item.file).lastPathComponent
            guard
                let copy = try annotator.annotate(
                    path: url.path, name: name, issues: issues,
                    language: item.language(for: reporter, in: survey.definition))
            else { return nil }
            if let reason = copy.anewBecause {
                logger.notice(
                    "the annotated copy was made anew from the values",
                    metadata: ["file": "\(item.file)", "reason": "\(reason)"])
            }
            if !copy.sheetsWithoutNotes.isEmpty {
                logger.notice(
                    "cells of the annotated copy are marked without notes",
                    metadata: ["file": "\(item.file)", "parts": "\(copy.sheetsWithoutNotes.joined(separator: ", "))"])
            }
            let number = isOneOfSeveral || item.reporter.isEmpty ? "-\(item.id)" : ""
            let path = "returns/\(Self.folder(of: item.reporter))/annotated\(number).\(copy.fileExtension)"
            return Copy(path: path, bytes: copy.bytes)
        } catch let error as CocoaError {
            // No fault of the return: a disk that is full would else cost all the copies without a word.
            throw PipelineError(
                .cannotWrite,
                "\(scratch.path) cannot be written: \(error.localizedDescription). Check permissions and room on the disk; the last published run is untouched."
            )
        } catch {
            logger.warning(
                "there is no annotated copy of a return", metadata: ["file": "\(item.file)", "reason": "\(error)"])
            return nil
        }
    }

    /// The folder of a reporter. A code may come out of a return: what a file's name cannot safely hold is written as in a URL, so that two
    /// reporters never share a folder and none leads out of it.
    static func folder(of reporter: String) -> String {
        guard !reporter.isEmpty else { return unknown }
        var name = ""
        for (index, byte) in reporter.utf8.enumerated() {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"):
                name.unicodeScalars.append(Unicode.Scalar(byte))
            case UInt8(ascii: "_"), UInt8(ascii: "."):
                name += index == 0 ? escaped(byte) : String(Unicode.Scalar(byte))
            default: name += escaped(byte)
            }
        }
        return name
    }

    private static func escaped(_ byte: UInt8) -> String {
        "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
}
