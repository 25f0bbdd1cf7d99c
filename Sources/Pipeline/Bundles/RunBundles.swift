import Load
import OrderedCollections
import SurveyModel

/// The bundles of a run's returns. Their heads are held; records and places are read from the cache when they are needed, unless a run is
/// of few returns that are held as a whole. Records may have others in their place, for as long as this value lives.
struct RunBundles: Sendable {
    /// The heads, by return.
    private(set) var heads: [String: BundleHead]
    private let whole: [String: ReturnBundle]
    private let cache: BundleCache?
    /// Reads a return anew whose file in the cache turns out to be damaged.
    private let reread: @Sendable (String) -> ReturnBundle?
    /// Records that stand in the place of those of the bundles, by return.
    private var replaced: [String: [RecordID: Record]] = [:]

    /// - Parameters:
    ///   - read: the returns.
    ///   - cache: where the bundles are that are not held.
    ///   - reread: reads a return by its id.
    init(
        _ read: [ReadReturn], cache: BundleCache? = nil,
        reread: @escaping @Sendable (String) -> ReturnBundle? = { _ in nil }
    ) {
        heads = Dictionary(read.map { ($0.head.bundle.id, $0.head) }) { first, _ in first }
        whole = Dictionary(read.compactMap { item in item.whole.map { ($0.id, $0) } }) { first, _ in first }
        self.cache = cache
        self.reread = reread
    }

    /// The bundle of a return without its records and places.
    subscript(id: String) -> ReturnBundle? { heads[id]?.bundle }

    /// How many records a return has in a table.
    func count(_ id: String, _ table: String) -> Int { heads[id]?.records[table] ?? 0 }

    /// The whole bundle of a return.
    ///
    /// - Throws: ``PipelineError`` of code `io` where it can neither be had from the cache nor be read anew.
    func bundle(_ id: String) throws -> ReturnBundle? {
        guard let head = heads[id] else { return nil }
        guard let bundle = try whole[id] ?? kept(head) else { return nil }
        return bundle.with(records: replacing(bundle.records, of: id), findings: head.bundle.findings)
    }

    /// The records of a return in a table.
    ///
    /// - Throws: as ``bundle(_:)``.
    func records(_ id: String, of table: String) throws -> [Record] {
        guard let head = heads[id], head.records[table] != nil else { return [] }
        if let bundle = whole[id] { return replacing(bundle.records.filter { $0.table == table }, of: id) }
        if let records = cache?.records(head.bundle.sha256, of: table) { return replacing(records, of: id) }
        return replacing(try kept(head)?.records.filter { $0.table == table } ?? [], of: id)
    }

    /// Where the fields of a return stand.
    ///
    /// - Throws: as ``bundle(_:)``.
    func places(_ id: String) throws -> [FieldPlace] {
        guard let head = heads[id] else { return [] }
        if let bundle = whole[id] { return bundle.places }
        return try cache?.places(head.bundle.sha256) ?? kept(head)?.places ?? []
    }

    /// The private answers of a return.
    ///
    /// - Throws: as ``bundle(_:)``.
    func privateAnswers(_ id: String, _ definition: SurveyDefinition) throws -> PrivateAnswers {
        let tables = definition.tables.values.filter { !$0.privateFields.isEmpty }.map(\.name)
        return PrivateAnswers(
            definition, records: try tables.flatMap { try records(id, of: $0) }, places: try places(id))
    }

    private func kept(_ head: BundleHead) throws -> ReturnBundle? {
        // What could not be read has neither records nor places.
        guard head.bundle.format != nil else { return head.bundle }
        if let bundle = cache?.whole(head.bundle.sha256), bundle.name == head.bundle.name { return bundle }
        guard let bundle = reread(head.bundle.id) else {
            throw PipelineError(
                .io,
                "What was read of the return \(head.bundle.id) is gone from the folder bundles. Run again: the return is then read anew."
            )
        }
        try cache?.keep(bundle)
        return bundle
    }

    private func replacing(_ records: [Record], of id: String) -> [Record] {
        guard let replaced = replaced[id] else { return records }
        return records.map { record in
            replaced[RecordID(returnID: id, table: record.table, number: record.number)] ?? record
        }
    }

    // MARK: - Other values

    /// The bundles with other records in the place of some.
    func replacing(_ records: some Sequence<(key: RecordID, value: Record)>) -> RunBundles {
        var copy = self
        for (id, record) in records { copy.replaced[id.returnID, default: [:]][id] = record }
        return copy
    }

    /// Puts other findings into one return.
    mutating func replace(findings: [Finding], of id: String) {
        heads[id] = heads[id]?.with(findings: findings)
    }
}
