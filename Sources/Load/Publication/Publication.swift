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
    /// Whether an open issue may keep out a value, or leave its mark beside one: for these the definition is gone through once.
    let blanksValues: Bool
    let marksValues: Bool

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
        blanksValues = definition.blanksValues
        marksValues = definition.marksValues
    }

    /// The folder of the run for what its owner alone may read.
    public static let privateFolder = "private"

    /// The dataset's description is made of its files, so it comes when these are written.
    private static let description = "dataset/datapackage.json"

    /// The parts of the publication that are made of returns one after another.
    private var tables: [any PublishedTable] {
        let tables = definition.tables.values
        let blanked: [any PublishedTable] = blanksValues ? [BlankedValues(self)] : []
        return tables.map { DatasetTable($0, in: self) } + tables.map { RejectedTable($0, in: self) } + blanked
            + Lineage.allCases.map { LineageTable($0, in: self) }
            + tables.filter { !$0.privateFields.isEmpty }.map { DatasetTable($0, in: self, isPrivate: true) }
    }

    /// Writes every file of dataset, rejected records and lineage: each in pieces, one return after another.
    ///
    /// - Parameters:
    ///   - width: for how many pieces at once lines are made, and how many files are written at once.
    ///   - version: tells whether an earlier run was made by the same program of the same survey: then lines that are made of the same are the same.
    ///   - earlier: an earlier run's files, from which such lines are taken; nil to make all of them.
    ///   - file: makes a file of the run's folder, by its path.
    /// - Returns: the files, in a fixed order, and what they hold of each piece.
    /// - Throws: what records cannot be read for, and what `file` and the files throw.
    @discardableResult
    public func write<File: PublishedFile>(
        width: Int = 1, version: String = "", earlier: EarlierLines? = nil, to file: (_ path: String) throws -> File
    ) throws -> (files: [WrittenFile], lines: PublishedLines) {
        let tables = tables
        let files = try tables.map { try file($0.path) }
        let lines = try LineWriting(self, tables, version: version, earlier: earlier).write(to: files, width: width)
        var written = try files.map { try $0.finish() }
        let count = definition.tables.count
        let description = try file(Self.description)
        try description.write(DataPackage(self).json(data: Array(written.prefix(count)))[...])
        written.insert(try description.finish(), at: count)
        return (written, lines)
    }
}

/// A file that is written in pieces, with its hash taken on the way. It is written on several threads, but on no two at a time.
public protocol PublishedFile: Sendable {
    /// Adds a piece.
    func write(_ bytes: ArraySlice<UInt8>) throws
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
    ///
    /// - Parameter places: where the return's fields stand.
    func append(_ item: Return, _ records: [Record], at places: [FieldPlace], to lines: inout CSVText)
}

extension PublishedTable {
    func append(_ item: Return, _ places: [FieldPlace], to lines: inout CSVText) {}
    func append(_ item: Return, _ records: [Record], at places: [FieldPlace], to lines: inout CSVText) {}
}
