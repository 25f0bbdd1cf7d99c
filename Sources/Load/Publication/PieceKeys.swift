import Crypto
import Foundation
import SurveyModel

/// What tells whether the lines of a piece are those of an earlier run: the hash of all that they are made of.
struct PieceKeys: Sendable {
    private let publication: Publication
    private let version: String
    /// The records that are kept out because of an issue of their own, by return.
    private let rejected: [String: [RecordID]]
    /// The returns of which policy keeps out or marks single values.
    private let marked: Set<String>

    /// - Parameter version: tells whether program and survey are what they were.
    init(_ publication: Publication, version: String) {
        self.publication = publication
        self.version = version
        let disposition = publication.disposition
        rejected = Dictionary(grouping: disposition.rejected, by: \.returnID)
        marked = Set(disposition.blanked.keys.map(\.returnID)).union(disposition.flagged.keys.map(\.returnID))
    }

    /// The hash; empty where it cannot be told whether the lines are what they were, and they are to be made.
    func key(of piece: PublishedPiece) -> String {
        let item = piece.item
        guard !version.isEmpty, item.state != .refused, !marked.contains(item.id),
            let state = publication.records.state(of: item.id)
        else { return "" }
        var hasher = SHA256()
        func add(_ text: String) {
            var text = text
            text.withUTF8 { hasher.update(data: $0) }
            hasher.update(data: [0])
        }
        add(version)
        add(publication.survey)
        add(state)
        // All that is known of a return, so that nothing which may one day be added is forgotten here.
        add(String(describing: item))
        add("\(piece.blocks) \(piece.count)")
        let language = publication.definition.languages.first ?? "en"
        let records = rejected[item.id] ?? []
        for record in records.sorted(by: { ($0.table, $0.number) < ($1.table, $1.number) }) {
            add("\(record.table) \(record.number)")
            for issue in publication.disposition.reasons(for: record) {
                add("\(issue.finding.rule) \(issue.finding.message.text(in: language))")
            }
        }
        return hasher.finalize().hex
    }
}
