import Foundation
import SurveyModel

/// An issue as `issues.json` tells it.
struct PublishedIssue: Decodable, Sendable, Hashable {
    let fingerprint: String
    let severity: Severity
    let rule: String
    let reporter: String?
    let round: String?
    let `return`: String?
    let table: String?
    let record: Int?
    let field: String?
    let sheet: String?
    let cell: String?
    let value: String?
    /// What a decision sees, where that is more than the value.
    let seen: String?
    let expected: String?
    let message: String
    let suggestion: String?
    let state: IssueState

    /// What a decision sees.
    var allSeen: String { seen ?? value ?? "" }

    /// Sheet and cell, such as `Practices!B12`.
    var place: String { [sheet, cell].compactMap(\.self).joined(separator: "!") }

    /// The issues of a run's folder.
    ///
    /// There may be very many, a line for each: no more than some of the lines are held beside what is read of them. What somebody has laid out otherwise is
    /// read as a whole.
    ///
    /// - Throws: what the disk says; `DecodingError` where the file does not hold issues, or is cut short.
    static func read(in folder: URL) throws -> [PublishedIssue] { try read(in: folder, as: PublishedIssue.self) }

    /// The same, of which no more is held than a type asks for.
    static func read<Item: Decodable>(in folder: URL, as _: Item.Type) throws -> [Item] {
        try decoded(in: folder, by: { try JSONDecoder().decode([Item].self, from: $0) })
    }

    /// The same, by what makes issues of the JSON of an array of them.
    static func decoded<Item>(in folder: URL, by decoded: (_ json: Data) throws -> [Item]) throws -> [Item] {
        try read(in: folder) { lines in try decoded(Data("[".utf8) + lines + Data("]".utf8)) }
            ?? decoded(Data(contentsOf: file(in: folder)))
    }

    /// The file of a run's folder.
    static func file(in folder: URL) -> URL { folder.appending(path: "issues.json") }

    /// Bytes that are read at once.
    private static let pieceBytes = 1 << 20

    /// The issues of a file that has a line for each, between a line that opens and one that closes; nil where it is not so.
    ///
    /// - Parameter decoded: the issues of some lines, with a comma behind each but the last.
    /// - Throws: what the disk says.
    static func read<Item>(in folder: URL, _ decoded: (_ lines: Data) throws -> [Item]) throws -> [Item]? {
        let file = try FileHandle(forReadingFrom: file(in: folder))
        defer { try? file.close() }
        var issues: [Item] = []
        var rest = Data()
        var isOpen = false
        while let piece = try file.read(upToCount: pieceBytes), !piece.isEmpty {
            rest += piece
            if !isOpen {
                guard rest.starts(with: opening) else { return nil }
                rest.removeFirst(opening.count)
                isOpen = true
            }
            guard let end = rest.range(of: between, options: .backwards) else { continue }
            guard let some = try? decoded(rest[..<end.lowerBound]) else { return nil }
            issues += some
            rest = Data(rest[end.upperBound...])
        }
        guard isOpen, rest.suffix(closing.count) == closing,
            let some = try? decoded(rest.dropLast(closing.count))
        else { return nil }
        return issues + some
    }

    private static let opening = Data("[\n".utf8)
    private static let between = Data(",\n".utf8)
    private static let closing = Data("\n]\n".utf8)
}
