/// What a decision has seen: the value as typed, and where the finding is about other cells as well, what was typed there: `9 [1 | 2]`.
///
/// When one of them changes, the decision is void.
public struct SeenValue: Sendable, Hashable {
    /// What a decision's `seen` says of a finding.
    public let text: String
    private let value: String

    /// What is seen of a finding.
    public init(_ finding: Finding) {
        value = finding.value ?? ""
        let others = finding.otherValues ?? []
        text = others.isEmpty ? value : "\(value) [\(others.joined(separator: " | "))]"
    }

    /// Whether a decision saw this. One that names the finding's own value alone, as one that was written by hand may, is bound to this one.
    public func isSeen(by decision: Decision) -> Bool { decision.seen == text || decision.seen == value }

    /// The values that a finding may have had of which a decision's `seen` speaks.
    public static func values(in seen: String) -> [String] {
        guard seen.hasSuffix("]"), let start = seen.firstRange(of: " [")?.lowerBound else { return [seen] }
        return [String(seen[..<start]), seen]
    }
}

/// A cell that a finding is about beside its own.
public struct InvolvedCell: Sendable, Hashable {
    /// Where it stands.
    public let origin: Origin
    /// What was typed there; empty for a cell that holds no answer.
    public let typed: String

    /// A cell with what was typed there.
    public init(_ origin: Origin, typed: String = "") {
        self.origin = origin
        self.typed = typed
    }

    /// An answer's cell.
    public init(_ entry: Entry) {
        origin = entry.origin
        typed = entry.raw.text
    }
}

extension Finding {
    /// Says which cells it is about beside its own, each once.
    public mutating func involve(_ cells: [InvolvedCell]) {
        let own = sheet.flatMap { sheet in cell.flatMap { Origin(sheet: sheet, cell: $0) } }
        var seen: Set<Origin> = own.map { [$0] } ?? []
        let others = cells.filter { seen.insert($0.origin).inserted }
        self.cells = others.map(\.origin)
        let typed = others.map(\.typed)
        // Cells that merely show where something stands hold no answer that could change.
        otherValues = typed.allSatisfy(\.isEmpty) ? nil : typed
    }
}
