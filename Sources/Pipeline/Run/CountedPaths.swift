import Foundation
import Load
import SurveyModel

/// The paths under which contents counted that have come again under others.
///
/// Where the new path tells another reporter or round, a content that simply took it would go from the one and count for the other without a word: as where
/// somebody sends the last round's file for this one. With `inbox: after: move` the two paths never lie in the inbox together.
struct CountedPaths {
    private static let note = "counted paths"
    private static let counting: Set<String> = [ReturnState.live.rawValue, ReturnState.superseded.rawValue]

    let store: Store
    let history: RunHistory
    /// Whether a round of the survey is closed: then a content that counted for it does so on also where it lies under a second path beside the first.
    var hasClosedRounds = false

    /// Notes under which paths contents counted in the last run.
    ///
    /// - Parameters:
    ///   - moved: those that come under another path than before.
    ///   - contents: all of them.
    func note(_ moved: [ReceivedReturn], among contents: [ReceivedContent]) throws {
        var again = Set(moved.map(\.sha256))
        if hasClosedRounds {
            again.formUnion(contents.lazy.filter { !$0.isAbsent && !$0.copies.isEmpty }.map(\.sha256))
        }
        guard !again.isEmpty, let manifest = try lastManifest() else { return }
        var paths = try kept() ?? Self.paths(in: manifest)
        for input in manifest.inputs where again.contains(input.sha256) && Self.counting.contains(input.state) {
            paths[input.sha256] = input.file
        }
        try keep(paths)
    }

    /// The contents, those with the paths under which they counted that counted under others.
    func added(to contents: [ReceivedContent]) throws -> [ReceivedContent] {
        let paths = try kept() ?? lastManifest().map(Self.paths) ?? [:]
        guard !paths.isEmpty else { return contents }
        return contents.map { content in
            guard let path = paths[content.sha256], path != content.file || !content.copies.isEmpty else {
                return content
            }
            var counted = content
            counted.countedAs = path
            return counted
        }
    }

    /// Keeps the paths of those of which a run tells it, and of those that do not count; what counts under a path that tells the same is settled, and so is
    /// what lies under both, of which the copies tell.
    func remember(_ contents: [ReceivedContent], _ result: RunResult) throws {
        let noted = contents.filter { $0.countedAs != nil }
        var paths: [String: String] = [:]
        if !noted.isEmpty {
            let issues = result.issues
            let told = Set(
                issues.indices.filter { issues[$0].finding.rule == MessageKey.returnCountedElsewhere.rawValue }
                    .map { issues[$0].returnID })
            let counting = Set(
                result.returns.filter { Self.counting.contains($0.state.rawValue) }.map(\.sha256))
            for content in noted {
                guard let path = content.countedAs else { continue }
                let isBesides = path == content.file || content.copies.contains(path)
                if told.contains(content.returnID) || !counting.contains(content.sha256) && !isBesides {
                    paths[content.sha256] = path
                }
            }
        }
        try keep(paths)
    }

    private func keep(_ paths: [String: String]) throws {
        // Written also where there are none: a store that has no such note was made anew.
        guard try paths != kept() else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        try store.setNote(Self.note, String(decoding: try encoder.encode(paths), as: UTF8.self))
    }

    /// The note; nil where there is none that can be understood.
    private func kept() throws -> [String: String]? {
        try store.note(Self.note).flatMap { try? JSONDecoder().decode([String: String].self, from: Data($0.utf8)) }
    }

    private struct Manifest: RunManifestMembers {
        struct Input: Decodable {
            let sha256: String
            let file: String
            let state: String
            let counted_as: String?
        }

        let inputs: [Input]
    }

    /// That of the last run of which one can be read.
    private func lastManifest() throws -> Manifest? {
        for id in try history.ids {
            if let manifest: Manifest = try history.manifest(of: id) { return manifest }
        }
        return nil
    }

    /// What a run tells of them, for a store that was made anew or has a note that nobody can read.
    private static func paths(in manifest: Manifest) -> [String: String] {
        Dictionary(manifest.inputs.compactMap { input in input.counted_as.map { (input.sha256, $0) } }) { first, _ in
            first
        }
    }
}
