import Foundation
import SurveyModel

/// Which returns are told of though they have left the inbox and cannot be read: those that somebody would miss.
///
/// A file that could never be read and was taken away again is nobody's concern any more. One that the last run has read is: its answers would go
/// from the dataset without a word, be it that its copy in the archive is damaged, or that the definition has it read no more.
enum MissedReturns: Sendable {
    /// All that are asked for.
    case all
    /// Those that the last run has read, and those of which it told though they had left the inbox.
    case ofLastRun(RunHistory)

    /// What is read of `run.json`.
    private struct Manifest: RunManifestMembers {
        struct Input: Decodable {
            let sha256: String
            let state: String
            let present: Bool
        }

        let inputs: [Input]
    }

    /// Those of some returns that are missed.
    func among(_ unread: [ReadReturn]) -> [ReadReturn] {
        guard !unread.isEmpty, case .ofLastRun(let history) = self else { return unread }
        guard let last = history.latestID else { return [] }
        // Where it cannot be read what the last run had, no return is passed over in silence.
        guard let manifest = Manifest(in: history.folder(last)) else { return unread }
        let missed = Set(
            manifest.inputs.filter { $0.state != ReturnState.refused.rawValue || !$0.present }.map(\.sha256))
        return unread.filter { missed.contains($0.head.bundle.sha256) }
    }
}
