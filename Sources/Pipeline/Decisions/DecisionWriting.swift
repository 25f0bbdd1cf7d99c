public import Foundation
import StableStorage
public import SurveyModel
import Validate

/// Appends lines to a survey's `decisions.csv`: all of them or none, and never half of one.
public struct DecisionWriting: Sendable {
    private let folder: URL

    /// - Parameter survey: the survey's folder.
    public init(survey folder: URL) {
        self.folder = folder
    }

    /// Appends decisions. What stands in the file stays as it is, byte for byte; a file that is not there is made.
    ///
    /// - Throws: ``PipelineError`` of code `cannotWrite`; `DefinitionError` where the file that is there is none of decisions.
    public func append(_ decisions: [Decision]) throws {
        // A link is followed, so that it stays one.
        let url = folder.appending(path: DecisionFile.name).resolvingSymlinksInPath()
        try locked(url.deletingLastPathComponent()) {
            // What is written back is what was understood: somebody's editor heeds no lock.
            let there = try SurveyFile.content(of: folder.appending(path: DecisionFile.name))
            let before = try there.map { try DecisionFile.read($0, in: folder) } ?? DecisionFile.none
            let columns = there.map { Self.header(of: $0) } ?? DecisionFile.columns
            var bytes = there ?? []
            if there == nil {
                var header = CSVText()
                header.append(columns)
                bytes = header.bytes
            }
            if let last = bytes.last, last != 0x0A { bytes.append(0x0A) }
            var text = CSVText()
            for decision in decisions { text.append(columns.map { Self.field($0, of: decision) }) }
            try replace(url, with: bytes + text.bytes, expecting: before.lines.compactMap(\.decision) + decisions)
        }
    }

    /// The file is written beside its place, read back, and moved there in one step.
    private func replace(_ url: URL, with bytes: [UInt8], expecting decisions: [Decision]) throws {
        // Its name is always the same: what a process leaves that is killed here, the next one removes.
        let draft = Folder.draftName(of: url.path)
        unlink(draft)
        defer { unlink(draft) }
        do {
            try write(bytes, to: draft, like: url)
            let written = try DecisionFile.read(URL(filePath: draft), shown: DecisionFile.name)
            guard written.lines.compactMap(\.decision) == decisions else {
                throw PipelineError(
                    .internal, "The lines would not be read as they were written; decisions.csv is untouched.")
            }
            try Folder.rename(draft, to: url.path)
        } catch let error as FileSystemError {
            throw PipelineError(
                PipelineError.code(of: error),
                "\(folder.path)/\(DecisionFile.name) is as it was: \(error). Check the folder's permissions and the room on the disk, and decide once more."
            )
        }
        try Folder.synchronize(Folder.parent(of: url.path))
    }

    /// Writes a file that is not there yet, for those who may read the one that it is to replace.
    private func write(_ bytes: [UInt8], to draft: String, like url: URL) throws {
        let mode = try? FileManager.default.attributesOfItem(atPath: url.path)[.posixPermissions]
        let file = try OutputFile(creating: draft, isPrivate: mode != nil)
        try file.write(bytes)
        if let mode { try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: draft) }
        try file.synchronize()
    }

    /// Two reviewers at once must not lose each other's lines, nor write into each other's draft.
    ///
    /// - Parameter place: where the file itself lies: several surveys may have links to it.
    private func locked(_ place: URL, _ body: () throws -> Void) throws {
        let descriptor = open(place.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw PipelineError(
                .cannotWrite,
                "\(place.path) cannot be opened: \(String(cString: strerror(errno))). Check its permissions, and decide once more."
            )
        }
        defer { close(descriptor) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno != EINTR else { continue }
            throw PipelineError(
                .cannotWrite,
                "\(place.path) cannot be locked: \(String(cString: strerror(errno))). Keep the survey on a local disk, and decide once more."
            )
        }
        do {
            try body()
        } catch let error as FileSystemError {
            throw PipelineError(
                PipelineError.code(of: error),
                "It is not certain that the decision is on the disk: \(error). Look into \(DecisionFile.name) before you write it again."
            )
        } catch let error as CocoaError {
            throw PipelineError(
                .cannotWrite,
                "\(folder.path)/\(DecisionFile.name) cannot be written: \(error.localizedDescription). Check the folder's permissions."
            )
        }
    }

    /// The columns in the order in which the file has them.
    private static func header(of bytes: [UInt8]) -> [String] {
        let line = String(decoding: bytes.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
        return line.replacing("\u{FEFF}", with: "").split(separator: ",", omittingEmptySubsequences: false).map {
            String($0).replacing("\"", with: "").trimmingCharacters(in: .whitespaces)
        }
    }

    private static func field(_ column: String, of decision: Decision) -> String {
        switch column {
        case "fingerprint": decision.fingerprint
        case "action": decision.action.rawValue
        case "seen": CSVText.neutral(decision.seen)
        case "value": CSVText.neutral(decision.value)
        case "reason": CSVText.neutral(decision.reason)
        case "reviewer": CSVText.neutral(decision.reviewer)
        case "agreed_by": CSVText.neutral(decision.agreedBy)
        case "date": decision.date.description
        case "expires": decision.expires?.description ?? ""
        default: ""
        }
    }
}
