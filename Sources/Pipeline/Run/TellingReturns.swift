import SurveyModel

/// A return as `run.json` lists it, as far as that tells which returns are needed on.
protocol ManifestInput {
    /// The return's id.
    var `return`: String { get }
    var sha256: String { get }
    var state: String { get }
    /// Of an annotated copy the return that tells its reporter or round; nil for others, and in runs of earlier builds.
    var told_by: String? { get }
}

extension ManifestInput {
    /// Whether it counts, or is held.
    var isUsed: Bool { state == ReturnState.live.rawValue || state == ReturnState.held.rawValue }
}

/// The returns that tell whose annotated copies are that count, though the copies have taken their place: without them nobody would know any more.
enum TellingReturns {
    /// Their hashes: of those by which the copies that are used are told, and of those by which these are told in turn. O(n).
    static func hashes(among inputs: [some ManifestInput]) -> Set<String> {
        let byID = Dictionary(inputs.map { ($0.return, $0) }) { first, _ in first }
        var telling: Set<String> = []
        for input in inputs where input.isUsed {
            var next = input.told_by
            while let id = next, let original = byID[id], telling.insert(original.sha256).inserted {
                next = original.told_by
            }
        }
        return telling
    }
}
