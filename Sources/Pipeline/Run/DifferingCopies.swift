import Foundation
import Load
import SurveyModel

/// The paths of contents of which nobody can say whose they are, since their copies in the inbox told different reporters or rounds.
///
/// Were they forgotten when all copies leave the inbox, the content would count for the one whose path came first, without a word. It is held until one
/// path alone has it in the inbox.
struct DifferingCopies {
    private static let note = "differing copies"

    let store: Store
    let history: RunHistory

    /// The contents, those that have left the inbox with the other paths under which they had lain there.
    func added(to contents: [ReceivedContent]) throws -> [ReceivedContent] {
        let noted = try noted()
        guard !noted.isEmpty else { return contents }
        return contents.map { content in
            guard content.isAbsent, let paths = noted[content.sha256] else { return content }
            var held = content
            held.copies = paths.filter { $0 != content.file }
            return held
        }
    }

    /// Notes the paths of those of which a run tells that they differ, and forgets the others'.
    func remember(_ contents: [ReceivedContent], _ result: RunResult) throws {
        let issues = result.issues
        let held = Set(
            issues.indices.filter { issues[$0].finding.rule == MessageKey.returnCopiesDiffer.rawValue }
                .map { issues[$0].returnID })
        let differing = contents.filter { held.contains($0.returnID) }
        let paths = Dictionary(differing.map { ($0.sha256, [$0.file] + $0.copies) }) { first, _ in first }
        // Written also where there are none: a store that has no such note was made anew.
        guard try paths != kept() else { return }
        let text = String(decoding: try JSONEncoder().encode(paths), as: UTF8.self)
        try store.setNote(Self.note, text)
    }

    private func noted() throws -> [String: [String]] { try kept() ?? ofLastRun() }

    /// The note; nil where there is none that can be understood.
    private func kept() throws -> [String: [String]]? {
        try store.note(Self.note).flatMap {
            try? JSONDecoder().decode([String: [String]].self, from: Data($0.utf8))
        }
    }

    private struct Manifest: RunManifestMembers {
        struct Input: Decodable {
            let sha256: String
            let `return`: String
            let file: String
            let state: String
            let copies: [String]?
        }
        let inputs: [Input]
    }

    /// What the last run tells of them, for a store that was made anew or has a note that nobody can read.
    private func ofLastRun() throws -> [String: [String]] {
        guard let id = history.latestID, let manifest: Manifest = try history.manifest(of: id) else { return [:] }
        let held = manifest.inputs.filter { $0.state == ReturnState.held.rawValue && $0.copies?.isEmpty == false }
        guard !held.isEmpty else { return [:] }
        let issues = try PublishedIssue.read(in: history.folder(id))
        let told = Set(
            issues.filter { $0.rule == MessageKey.returnCopiesDiffer.rawValue }.compactMap { $0.return })
        let differing = held.filter { told.contains($0.return) }
        return Dictionary(differing.map { ($0.sha256, [$0.file] + ($0.copies ?? [])) }) { first, _ in first }
    }
}
