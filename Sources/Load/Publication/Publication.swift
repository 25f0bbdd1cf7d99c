import OrderedCollections
public import SurveyModel

/// What a run publishes, as data: returns with what was read from them, and what becomes of each record.
///
/// Records are asked for when their lines are made, and not held: thousands of returns, or millions of records, need no more memory than a few.
public struct Publication: Sendable {
    /// The survey's folder name.
    public let survey: String
    /// The definition.
    public let definition: SurveyDefinition
    /// The returns, ordered by reporter, round and id.
    public let returns: [Return]
    /// What becomes of each record.
    public let disposition: Disposition
    /// The labels of codes: list, code, and the text in the survey's first language.
    public let labels: [String: [String: String]]
    /// What was read from the returns.
    public let records: any ReturnRecords

    /// What a run publishes.
    public init(
        survey: String, definition: SurveyDefinition, returns: [Return], disposition: Disposition,
        labels: [String: [String: String]], records: any ReturnRecords
    ) {
        self.survey = survey
        self.definition = definition
        self.returns = returns.sorted {
            ($0.reporter, $0.round, $0.id, $0.file) < ($1.reporter, $1.round, $1.id, $1.file)
        }
        self.disposition = disposition
        self.labels = labels
        self.records = records
    }

    /// The folder of the run for what its owner alone may read.
    public static let privateFolder = "private"

    /// The dataset's description is made of its files, so it comes when these are written.
    private static let description = "dataset/datapackage.json"

    /// A part of the publication that is made of returns one after another.
    private var tables: [any PublishedTable] {
        let tables = definition.tables.values
        let blanked: [any PublishedTable] = definition.blanksValues ? [BlankedValues(self)] : []
        return tables.map { DatasetTable($0, in: self) } + tables.map { RejectedTable($0, in: self) } + blanked
            + Lineage.allCases.map { LineageTable($0, in: self) }
            + tables.filter { !$0.privateFields.isEmpty }.map { DatasetTable($0, in: self, isPrivate: true) }
    }

    /// Records of one return for which lines are made at once.
    private struct Piece {
        let item: Return
        let blocks: Range<Int>
    }

    /// What was made of a piece: the lines for each file, and what was taken from its records.
    private struct Made<Gathered: Sendable>: Sendable {
        let item: Return
        let places: [FieldPlace]?
        let gathered: Gathered
        let lines: [[UInt8]]
    }

    /// A return's blocks are taken together up to so many records.
    private static let recordsInPiece = 4_096

    private var pieces: [Piece] {
        returns.flatMap { item in
            // Of a file that could not be read nothing is told but itself, whatever else has its id.
            guard item.state != .refused else { return [Piece(item: item, blocks: 0..<0)] }
            var pieces: [Piece] = []
            var (start, count) = (0, 0)
            let blocks = records.blocks(of: item.id)
            for (block, own) in blocks.enumerated() {
                if count > 0, count + own > Self.recordsInPiece {
                    pieces.append(Piece(item: item, blocks: start..<block))
                    (start, count) = (block, 0)
                }
                count += own
            }
            return pieces + [Piece(item: item, blocks: start..<blocks.count)]
        }
    }

    /// Writes every file of dataset, rejected records and lineage, and takes nothing else from the records.
    ///
    /// - Parameter file: makes a file of the run's folder, by its path.
    /// - Returns: the files, in a fixed order.
    /// - Throws: what records cannot be read for, and what `file` throws.
    public func write<File: PublishedFile>(width: Int = 1, to file: (_ path: String) throws -> File) throws
        -> [WrittenFile]
    {
        try write(width: width, to: file, gather: { _, _ in }, each: { _, _, _ in })
    }

    /// Writes every file of dataset, rejected records and lineage: each in pieces, one return after another.
    ///
    /// - Parameters:
    ///   - width: for how many pieces at once lines are made.
    ///   - file: makes a file of the run's folder, by its path.
    ///   - gather: takes something from the records of each piece, on any thread.
    ///   - each: is told what was taken, in the order of the pieces, with where the fields stand before a return's first.
    /// - Returns: the files, in a fixed order.
    /// - Throws: what records cannot be read for, and what `file` throws.
    public func write<File: PublishedFile, Gathered: Sendable>(
        width: Int = 1, to file: (_ path: String) throws -> File,
        gather: @escaping @Sendable (Return, [Record]) -> Gathered,
        each: (Return, [FieldPlace]?, Gathered) -> Void
    ) throws -> [WrittenFile] {
        let tables = tables
        let files = try tables.map { try file($0.path) }
        for (table, file) in zip(tables, files) {
            var head = CSVText()
            head.append(table.header)
            try file.write(head.bytes)
        }
        try pieces.inOrder(width: width, ahead: 2) { piece in
            let isRead = piece.item.state != .refused
            let places =
                piece.blocks.lowerBound > 0 ? nil : isRead ? try self.records.places(of: piece.item.id) : []
            let records = isRead ? try self.records.records(of: piece.item.id, blocks: piece.blocks) : []
            let lines = tables.map { table in
                var lines = CSVText(isNeutral: true)
                if let places { table.append(piece.item, places, to: &lines) }
                table.append(piece.item, records, to: &lines)
                return lines.bytes
            }
            return Made(item: piece.item, places: places, gathered: gather(piece.item, records), lines: lines)
        } take: { made in
            for (lines, file) in zip(made.lines, files) where !lines.isEmpty { try file.write(lines) }
            each(made.item, made.places, made.gathered)
        }
        var written = try files.map { try $0.finish() }
        let count = definition.tables.count
        let description = try file(Self.description)
        try description.write(DataPackage(self).json(data: Array(written.prefix(count))))
        written.insert(try description.finish(), at: count)
        return written
    }
}

/// A file that is written in pieces, with its hash taken on the way.
public protocol PublishedFile {
    /// Adds a piece.
    func write(_ bytes: [UInt8]) throws
    /// Ends the file.
    func finish() throws -> WrittenFile
}

/// A file of a run that is written.
public struct WrittenFile: Sendable, Hashable {
    /// Its path in the run's folder.
    public let path: String
    /// SHA-256 of its content, in lower-case hex.
    public let sha256: String
    /// Its length in bytes.
    public let size: Int

    /// A file that is written.
    public init(path: String, sha256: String, size: Int) {
        self.path = path
        self.sha256 = sha256
        self.size = size
    }
}

/// A file that has lines for returns or for their records.
protocol PublishedTable: Sendable {
    /// Its path in the run's folder.
    var path: String { get }
    var header: [String] { get }
    /// Adds the lines of a return itself.
    func append(_ item: Return, _ places: [FieldPlace], to lines: inout CSVText)
    /// Adds the lines of some of a return's records.
    func append(_ item: Return, _ records: [Record], to lines: inout CSVText)
}

extension PublishedTable {
    func append(_ item: Return, _ places: [FieldPlace], to lines: inout CSVText) {}
    func append(_ item: Return, _ records: [Record], to lines: inout CSVText) {}
}
