import Crypto
import SurveyModel

/// What tells whether the lines of a piece are those of an earlier run: the hash of all that they are made of.
struct PieceKeys: Sendable {
    private let publication: Publication
    private let version: String
    /// The hash of what is told of the records that an issue of their own keeps out, by return: told once, whatever the number of pieces.
    private let reasons: [String: String]
    /// The returns of which policy keeps out or marks single values.
    private let marked: Set<String>

    /// - Parameter version: tells whether program and survey are what they were.
    init(_ publication: Publication, version: String) {
        self.publication = publication
        self.version = version
        let disposition = publication.disposition
        let live = Set(publication.returns.lazy.filter { $0.state == .live }.map(\.id))
        let rejected = Dictionary(grouping: disposition.rejected.filter { live.contains($0.returnID) }, by: \.returnID)
        let language = publication.definition.language
        reasons = version.isEmpty ? [:] : rejected.mapValues { Self.hash(of: $0, disposition, language) }
        marked = Set(disposition.blanked.keys.map(\.returnID)).union(disposition.flagged.keys.map(\.returnID))
    }

    /// The hash; empty where it cannot be told whether the lines are what they were, and they are to be made.
    func key(of piece: PublishedPiece) -> String {
        let item = piece.item
        guard !version.isEmpty, item.state != .refused, !marked.contains(item.id),
            let state = publication.records.state(of: item.id)
        else { return "" }
        return Self.hash(
            [version, publication.survey, state] + Self.texts(of: item) + [
                "\(piece.blocks.lowerBound) \(piece.blocks.upperBound) \(piece.count)", reasons[item.id] ?? "",
            ] + publication.disposition.rules(holding: item.id))
    }

    /// All that is known of a return. That nothing is forgotten which may one day be added, `PieceKeysTests` sees to.
    static func texts(of item: Return) -> [String] {
        [
            item.sha256, item.file, item.reporter, item.round, item.received, item.version, item.language,
            item.state.rawValue, item.supersededBy == nil ? "" : "superseded", item.supersededBy ?? "",
            item.body, item.part, item.toldBy ?? "",
        ]
    }

    private static func hash(of records: [RecordID], _ disposition: Disposition, _ language: String) -> String {
        hash(
            records.sorted { ($0.table, $0.number) < ($1.table, $1.number) }.flatMap { record in
                ["\(record.table) \(record.number)"]
                    + disposition.reasons(for: record).flatMap {
                        [$0.finding.rule, $0.finding.message.text(in: language)]
                    }
            })
    }

    /// The hash of texts. Each stands behind its length, so that others never give the same bytes.
    private static func hash(_ texts: [String]) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(texts.reduce(0) { $0 + $1.utf8.count + 8 })
        for text in texts {
            bytes.append(contentsOf: String(text.utf8.count).utf8)
            bytes.append(UInt8(ascii: " "))
            bytes.append(contentsOf: text.utf8)
        }
        return SHA256.hash(data: bytes).hex
    }
}
