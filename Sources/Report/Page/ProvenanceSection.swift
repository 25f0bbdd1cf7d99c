import SurveyModel

/// The hashes of what the result was made from, by kind.
struct ProvenanceSection {
    let index: ResultIndex
    let catalogue: Catalogue

    /// More entries of a kind than this are folded away.
    static let openLimit = 12

    func context() -> [String: Any] {
        var kinds: [String] = []
        for entry in index.result.provenance where !kinds.contains(entry.kind) { kinds.append(entry.kind) }
        return [
            "isEmpty": kinds.isEmpty,
            "beside": beside(),
            "kinds": kinds.map { kind -> [String: Any] in
                let entries = index.result.provenance.filter { $0.kind == kind }
                let shown = entries.prefix(ResultIndex.mostRows)
                return [
                    "title": catalogue.optionalText("provenance.kind.\(kind)") ?? kind,
                    "count": catalogue.number(entries.count),
                    "isFolded": entries.count > Self.openLimit, "isOpen": entries.count <= Self.openLimit,
                    "entries": shown.map { ["name": $0.name, "hash": $0.hash] as [String: Any] },
                    "more": index.note(
                        shown: shown.count, of: entries.count, "provenance.rows", file: "run.json", catalogue),
                ]
            },
        ]
    }

    /// The files for other programs that are written beside the page; none where the page stands alone.
    private func beside() -> Any {
        let names = index.files(in: "")
        return names.isEmpty ? false : ["names": (names + ["run.json"]).map { ["name": $0] }] as [String: Any]
    }
}
