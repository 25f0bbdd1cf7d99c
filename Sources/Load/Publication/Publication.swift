import OrderedCollections
public import SurveyModel

/// What a run publishes, as data: returns with what was read from them, and what becomes of each record.
///
/// A return's bundle is asked for when its lines are made, and not held: thousands of returns need no more memory than one.
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
    /// What was read from a return; nil for one that could not be read.
    public let bundle: @Sendable (Return) throws -> ReturnBundle?

    /// What a run publishes.
    public init(
        survey: String, definition: SurveyDefinition, returns: [Return], disposition: Disposition,
        labels: [String: [String: String]], bundle: @escaping @Sendable (Return) throws -> ReturnBundle?
    ) {
        self.survey = survey
        self.definition = definition
        self.returns = returns.sorted {
            ($0.reporter, $0.round, $0.id, $0.file) < ($1.reporter, $1.round, $1.id, $1.file)
        }
        self.disposition = disposition
        self.labels = labels
        self.bundle = bundle
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

    /// Writes every file of dataset, rejected records and lineage: each in pieces, one return after another.
    ///
    /// - Parameters:
    ///   - width: for how many returns at once lines are made.
    ///   - file: makes a file of the run's folder, by its path.
    /// - Returns: the files, in a fixed order.
    /// - Throws: what a bundle cannot be read for, and what `file` throws.
    public func write<File: PublishedFile>(width: Int = 1, to file: (_ path: String) throws -> File) throws
        -> [WrittenFile]
    {
        let tables = tables
        let files = try tables.map { try file($0.path) }
        for (table, file) in zip(tables, files) {
            var head = CSVText()
            head.append(table.header)
            try file.write(head.bytes)
        }
        try returns.inOrder(width: width) { item in
            let bundle = try self.bundle(item)
            return tables.map { table in
                var lines = CSVText()
                table.append(item, bundle, to: &lines)
                return lines.bytes
            }
        } take: { pieces in
            for (piece, file) in zip(pieces, files) where !piece.isEmpty { try file.write(piece) }
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

/// A file that has lines for each return.
protocol PublishedTable: Sendable {
    /// Its path in the run's folder.
    var path: String { get }
    var header: [String] { get }
    /// Adds a return's lines.
    func append(_ item: Return, _ bundle: ReturnBundle?, to lines: inout CSVText)
}
