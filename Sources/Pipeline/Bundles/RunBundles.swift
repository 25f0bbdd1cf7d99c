import Load
import OrderedCollections
import SurveyModel
import Synchronization

/// The bundles of a run's returns. Their heads are held; records and places are read from the cache when they are needed, unless a run is
/// of few returns that are held as a whole. Records may have others in their place, for as long as this value lives.
struct RunBundles: Sendable {
    /// The heads, by return.
    private(set) var heads: [String: BundleHead]
    private let whole: [String: ReturnBundle]
    private let cache: BundleCache?
    /// Reads a return anew whose file in the cache turns out to be damaged.
    private let reread: @Sendable (String) -> ReturnBundle?
    /// The bundles of returns that were read anew, held for the rest of the run.
    private let renewed = Renewed()
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

    /// The bundle of a return without its records, places and codings.
    subscript(id: String) -> ReturnBundle? { heads[id]?.bundle }

    /// What became of each text of a return that was matched against a code list. They are not held.
    ///
    /// - Throws: as ``bundle(_:)``.
    func codings(_ id: String) throws -> [ReturnCoding] {
        guard let head = heads[id] else { return [] }
        if let bundle = whole[id] { return bundle.codings }
        return try cache?.codings(head.bundle.sha256) ?? kept(head).codings
    }

    /// How many records a return has in a table.
    func count(_ id: String, _ table: String) -> Int { heads[id]?.records[table] ?? 0 }

    /// The whole bundle of a return.
    ///
    /// - Throws: ``PipelineError`` of code `io` where it can neither be had from the cache nor be read anew.
    func bundle(_ id: String) throws -> ReturnBundle? {
        guard let head = heads[id] else { return nil }
        let bundle = try whole[id] ?? kept(head)
        return bundle.with(records: replacing(bundle.records, of: id), findings: head.bundle.findings)
    }

    /// The records of a return in a table.
    ///
    /// - Throws: as ``bundle(_:)``.
    func records(_ id: String, of table: String) throws -> [Record] {
        try records(id, in: blocks(id).filter { $0.table == table })
    }

    // MARK: - Records in blocks

    /// Records of a return, some of one table that follow one another.
    struct Block: Sendable, Hashable {
        let table: String
        /// The number of the first in its table.
        let first: Int
        let count: Int
        /// How many of the return's records come before it.
        fileprivate let start: Int
        fileprivate let section: BundleSection?
    }

    /// The blocks of which a return's records are: of a return that has very many, no more than one of these need be held.
    func blocks(_ id: String) -> [Block] {
        guard let head = heads[id] else { return [] }
        var blocks: [Block] = []
        var next: [String: Int] = [:]
        var start = 0
        func add(_ table: String, _ count: Int, _ section: BundleSection?) {
            blocks.append(
                Block(table: table, first: next[table, default: 1], count: count, start: start, section: section))
            next[table, default: 1] += count
            start += count
        }
        if whole[id] == nil, let layout = head.layout {
            for section in layout.ofRecords { add(section.table, section.count, section) }
        } else {
            for run in whole[id]?.records.runs() ?? [] { add(run.first?.table ?? "", run.count, nil) }
        }
        return blocks
    }

    /// The records of some of a return's blocks.
    ///
    /// - Throws: as ``bundle(_:)``.
    func records(_ id: String, in blocks: some Collection<Block>) throws -> [Record] {
        guard let head = heads[id], !blocks.isEmpty else { return [] }
        let sections = blocks.compactMap(\.section)
        if sections.count == blocks.count, let cache, let layout = head.layout,
            let records = cache.records(head.bundle.sha256, in: layout, sections)
        {
            return replacing(records, of: id)
        }
        let all = try all(head)
        return replacing(blocks.flatMap { all.dropFirst($0.start).prefix($0.count) }, of: id)
    }

    /// Those of the records of some of a return's blocks that have one of some numbers. Of the blocks' other records none is made.
    ///
    /// - Parameter numbers: the records' numbers, by table.
    /// - Throws: as ``bundle(_:)``.
    func records(
        _ id: String, in blocks: some Collection<Block>, numbered numbers: [String: Set<Int>]
    ) throws -> [Record] {
        let wanted = blocks.compactMap { block -> (block: Block, places: [Int])? in
            let range = block.first..<block.first + block.count
            let own = (numbers[block.table] ?? []).filter { range.contains($0) }.sorted()
            return own.isEmpty ? nil : (block: block, places: own.map { $0 - block.first })
        }
        guard let head = heads[id], !wanted.isEmpty else { return [] }
        let sections = wanted.compactMap { $0.block.section }
        if sections.count == wanted.count, let cache, let layout = head.layout,
            let opened = cache.sections(head.bundle.sha256, in: layout, sections),
            let records = try? zip(opened, wanted).flatMap({ section, own in
                try own.places.map { try section.record($0) }
            })
        {
            return replacing(records, of: id)
        }
        let all = try all(head)
        return replacing(
            wanted.flatMap { block, places -> [Record] in
                let own = all.dropFirst(block.start).prefix(block.count)
                return places.filter { $0 < own.count }.map { own[own.startIndex + $0] }
            }, of: id)
    }

    /// A block of which records are made as they are asked for.
    struct OpenBlock: Sendable {
        fileprivate enum Records {
            case section(RecordSection)
            case all([Record])
        }

        fileprivate let records: Records
        fileprivate let returnID: String
        /// Those that have others in their place.
        fileprivate let replaced: [RecordID: Record]?

        /// How many records it holds.
        var count: Int {
            switch records {
            case .section(let section): section.count
            case .all(let records): records.count
            }
        }

        /// The record at an index from 0; nil beyond the last.
        ///
        /// - Throws: ``BundleReader/Damaged``, which a section whose hash is right is not, unless a worker made it up.
        func record(_ index: Int) throws -> Record? {
            guard (0..<count).contains(index) else { return nil }
            let record =
                switch records {
                case .section(let section): try section.record(index)
                case .all(let records): records[index]
                }
            return replaced?[RecordID(returnID: returnID, table: record.table, number: record.number)] ?? record
        }
    }

    /// Opens a block.
    ///
    /// - Throws: as ``bundle(_:)``.
    func open(_ id: String, _ block: Block) throws -> OpenBlock {
        if let section = block.section, let cache, let head = heads[id], let layout = head.layout,
            let opened = cache.sections(head.bundle.sha256, in: layout, [section])?.first
        {
            return OpenBlock(records: .section(opened), returnID: id, replaced: replaced[id])
        }
        return OpenBlock(records: .all(try records(id, in: [block])), returnID: id, replaced: nil)
    }

    /// The records of a return as they were typed, all of them.
    private func all(_ head: BundleHead) throws -> [Record] {
        try whole[head.bundle.id]?.records ?? kept(head).records
    }

    /// Where the fields of a return stand.
    ///
    /// - Throws: as ``bundle(_:)``.
    func places(_ id: String) throws -> [FieldPlace] {
        guard let head = heads[id] else { return [] }
        if let bundle = whole[id] { return bundle.places }
        return try head.layout.flatMap { cache?.places(head.bundle.sha256, in: $0) } ?? kept(head).places
    }

    /// The private answers of a return.
    ///
    /// - Throws: as ``bundle(_:)``.
    func privateAnswers(_ id: String, _ definition: SurveyDefinition) throws -> PrivateAnswers {
        let tables = definition.tables.values.filter { !$0.privateFields.isEmpty }.map(\.name)
        return PrivateAnswers(
            definition, records: try tables.flatMap { try records(id, of: $0) }, places: try places(id))
    }

    private func kept(_ head: BundleHead) throws -> ReturnBundle {
        // What could not be read has neither records nor places.
        guard head.bundle.format != nil else { return head.bundle }
        if let bundle = renewed.bundles.withLock({ $0[head.bundle.id] }) ?? whole(head) { return bundle }
        // One at a time, and each once: several pieces of a return may find at once that its file is damaged.
        return try renewed.bundles.withLock { renewed in
            if let bundle = renewed[head.bundle.id] ?? whole(head) { return bundle }
            guard let bundle = reread(head.bundle.id) else {
                throw PipelineError(
                    .io,
                    "What was read of the return \(head.bundle.id) is gone from the folder bundles. Run again: the return is then read anew."
                )
            }
            try cache?.keep(bundle)
            renewed[head.bundle.id] = bundle
            return bundle
        }
    }

    private func whole(_ head: BundleHead) -> ReturnBundle? {
        cache?.whole(head.bundle.sha256).flatMap { $0.name == head.bundle.name ? $0 : nil }
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

extension RunBundles: ReturnRecords {
    // Blocks are taken together up to as many records as one may have by itself: no more are held at once than of a return that has one table,
    // and the bundle of a return that has a few records in each of several tables is opened once.

    func blocks(of returnID: String) -> [Int] {
        groups(returnID).map { group in group.reduce(0) { $0 + $1.count } }
    }

    func records(of returnID: String, blocks: Range<Int>) throws -> [Record] {
        try records(returnID, in: Array(groups(returnID)[blocks].joined()))
    }

    func records(of returnID: String, blocks: Range<Int>, numbered numbers: [String: Set<Int>]) throws -> [Record] {
        try records(returnID, in: Array(groups(returnID)[blocks].joined()), numbered: numbers)
    }

    func put(valuesOf returnID: String, blocks: Range<Int>, into values: inout StagedValues) throws {
        values.removeAll()
        let wanted = Array(groups(returnID)[blocks].joined())
        let sections = wanted.compactMap(\.section)
        if replaced[returnID] == nil, sections.count == wanted.count, let cache, let head = heads[returnID],
            let layout = head.layout, let opened = cache.sections(head.bundle.sha256, in: layout, sections),
            (try? opened.forEach { try $0.add(valuesOf: returnID, to: &values) }) != nil
        {
            return
        }
        values.removeAll()
        for record in try records(returnID, in: wanted) { values.add(record, of: returnID) }
    }

    private func groups(_ returnID: String) -> [ArraySlice<Block>] {
        let blocks = blocks(returnID)
        var groups: [ArraySlice<Block>] = []
        var (start, count) = (0, 0)
        for index in blocks.indices {
            if index > start, count + blocks[index].count > BundleForm.recordsInSection {
                groups.append(blocks[start..<index])
                (start, count) = (index, 0)
            }
            count += blocks[index].count
        }
        if start < blocks.count { groups.append(blocks[start...]) }
        return groups
    }

    func places(of returnID: String) throws -> [FieldPlace] { try places(returnID) }

    /// A bundle is made of a content under a name. What stands in the place of some of its records is not told here.
    func state(of returnID: String) -> String? {
        guard replaced[returnID] == nil, let bundle = heads[returnID]?.bundle else { return nil }
        return "\(bundle.sha256) \(bundle.format ?? "") \(bundle.name)"
    }
}

/// Bundles that the cache had lost, by return.
private final class Renewed: Sendable {
    let bundles = Mutex<[String: ReturnBundle]>([:])
}
