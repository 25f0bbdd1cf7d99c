import Foundation
import SurveyModel

/// Which returns are told of though they have left the inbox and cannot be read: those that somebody would miss.
///
/// A file that could never be read and was taken away again is nobody's concern any more. One that the last run has read is: its answers would go
/// from the dataset without a word, be it that its copy in the archive is damaged, or that the definition has it read no more.
enum MissedReturns: Sendable {
    /// All that are asked for.
    case all
    /// Those that counted in the last run, or were held, those that told whose these are, and those of which it told though they had left the inbox.
    case ofLastRun(RunHistory)

    /// What is read of `run.json`.
    private struct Manifest: RunManifestMembers {
        struct Input: ManifestInput, Decodable {
            let `return`: String
            let sha256: String
            let state: String
            let present: Bool
            let told_by: String?
        }

        let inputs: [Input]
    }

    /// Those of some returns that are missed.
    ///
    /// - Throws: ``PipelineError`` of code `io` where it cannot be told what the last run has read.
    func among(_ unread: [ReadReturn]) throws(PipelineError) -> [ReadReturn] {
        guard !unread.isEmpty, case .ofLastRun(let history) = self else { return unread }
        let inputs = try Self.inputs(history)
        // Without one that tells whose an annotated copy is, that would be held.
        let missed = Self.missed(inputs).union(TellingReturns.hashes(among: inputs))
        return unread.filter { missed.contains($0.head.bundle.sha256) }
    }

    /// Those of some contents that the archive has no more and that are missed: they are told as what they are though it is still known what was read
    /// of them, since that would be gone with the next change of the definition.
    ///
    /// - Throws: ``PipelineError`` of code `io` where it cannot be told what the last run has read.
    func lost(among contents: [ReceivedContent]) throws(PipelineError) -> Set<String> {
        let lost = Set(contents.filter(\.isLost).map(\.sha256))
        guard !lost.isEmpty, case .ofLastRun(let history) = self else { return lost }
        return lost.intersection(Self.missed(try Self.inputs(history)))
    }

    private static func missed(_ inputs: [Manifest.Input]) -> Set<String> {
        Set(inputs.filter(isMissed).map(\.sha256))
    }

    private static func inputs(_ history: RunHistory) throws(PipelineError) -> [Manifest.Input] {
        // One whose run.json somebody has damaged tells nothing; the one before it does.
        var manifest: Manifest?
        for id in try history.ids where manifest == nil { manifest = try history.manifest(of: id) }
        return manifest?.inputs ?? []
    }

    private static func isMissed(_ input: Manifest.Input) -> Bool {
        switch ReturnState(rawValue: input.state) {
        case .live, .held: true
        case .refused: !input.present
        case .superseded, nil: false
        }
    }
}
