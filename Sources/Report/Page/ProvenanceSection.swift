import SurveyModel

/// The hashes of what the result was made from, by kind.
struct ProvenanceSection {
    let index: ResultIndex
    let catalogue: Catalogue

    /// More entries of a kind than this are folded away.
    static let openLimit = 12
    /// More returns than this are too many to choose from.
    static let lookupLimit = 2_000

    func context() -> [String: Any] {
        var kinds: [String] = []
        for entry in index.result.provenance where !kinds.contains(entry.kind) { kinds.append(entry.kind) }
        return [
            "isEmpty": kinds.isEmpty,
            "lookup": lookup(), "beside": beside(),
            "kinds": kinds.map { kind -> [String: Any] in
                let entries = index.result.provenance.filter { $0.kind == kind }
                return [
                    "title": catalogue.optionalText("provenance.kind.\(kind)") ?? kind,
                    "count": catalogue.number(entries.count),
                    "isFolded": entries.count > Self.openLimit, "isOpen": entries.count <= Self.openLimit,
                    "entries": entries.map { ["name": $0.name, "hash": $0.hash] as [String: Any] },
                ]
            },
        ]
    }

    /// The files for other programs that are written beside the page; none where the page stands alone.
    private func beside() -> Any {
        let names = index.files(in: "")
        return names.isEmpty ? false : ["names": (names + ["run.json"]).map { ["name": $0] }] as [String: Any]
    }

    /// What the form has to offer that makes the command which follows a published row to its cells.
    private func lookup() -> Any {
        let live = index.result.returns.filter { $0.state == .live }
        guard !live.isEmpty, live.count <= Self.lookupLimit else { return false }
        let several = index.rounds.count > 1
        return [
            "tables": index.tables.map { ["name": $0.name, "title": $0.title] },
            "returns": live.map { item in
                let round = several ? " \(item.round)" : ""
                return ["id": item.id, "name": "\(index.name(of: item.reporter))\(round) (\(item.id))"]
            },
        ] as [String: Any]
    }
}
