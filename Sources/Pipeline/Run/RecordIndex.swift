import OrderedCollections
import SurveyModel
import Synchronization
import Validate

/// The records of all bundles, by return, table and number. The blocks that were asked for last are held, and records made of them one by one: what is
/// told of records is told return by return, and of few of them.
final class RecordIndex: RecordSource {
    /// Records that are held, but for those of the block that was asked for last.
    private static let mostHeld = 4_096

    private struct Place: Hashable {
        let returnID: String
        let block: RunBundles.Block
    }

    private struct Held {
        var opened: OrderedDictionary<Place, RunBundles.OpenBlock> = [:]
        var count = 0
        /// The record that was asked for last, which most that ask of one ask for again.
        var last: (returnID: String, table: String, number: Int, record: Record)?
        /// The blocks of the return that was asked for last, by table.
        var blocks: (returnID: String, blocks: [String: [RunBundles.Block]])?
        /// Where the answers of the return stand that was asked for last.
        var cells: (returnID: String, cells: AnswerCells)?
        /// The private answers of the return that was asked for last.
        var answers: (returnID: String, answers: PrivateAnswers)?
        /// Of the return that was asked for last, by table: the records before which others have their key, with their numbers among these from 2.
        var repetitions: (returnID: String, tables: [String: [Int: Int]])?
        /// What kept records from being read.
        var failure: (any Error)?
    }

    private let bundles: RunBundles
    private let survey: Survey
    private let held = Mutex(Held())

    init(_ bundles: RunBundles, survey: Survey) {
        self.bundles = bundles
        self.survey = survey
    }

    /// An index of the same records that holds nothing yet, for another thread.
    func another() -> RecordIndex { RecordIndex(bundles, survey: survey) }

    /// A finding about an answer that was not given, at the cell in which it would stand where the layout knows that.
    func placed(_ finding: Finding, returnID: String) -> Finding {
        guard let field = finding.field, let number = finding.record,
            let table = finding.table.flatMap({ survey.definition.tables[$0] }), let index = table.index(of: field),
            let record = record(number, table: table.name, returnID: returnID), record.entries[index] == nil
        else { return finding }
        return cells(of: returnID)?.placed(finding, in: record, of: table) ?? finding
    }

    /// Where a record's answer to a field stands as it was read, or would stand; the record's first cell where the layout does not tell.
    func origin(of field: String, in number: Int, of table: TableDefinition, returnID: String) -> Origin? {
        guard let index = table.index(of: field), let record = record(number, table: table.name, returnID: returnID)
        else { return nil }
        return record.entries[index]?.origin ?? cells(of: returnID)?.cell(of: field, in: record, of: table)
            ?? record.anchor
    }

    /// The private answers of a return.
    func privateAnswers(of returnID: String) -> PrivateAnswers? {
        held.withLock { held in
            if held.answers?.returnID != returnID {
                do {
                    held.answers = (returnID, try bundles.privateAnswers(returnID, survey.definition))
                } catch {
                    held.failure = held.failure ?? error
                }
            }
            return held.answers?.returnID == returnID ? held.answers?.answers : nil
        }
    }

    /// Where the answers of a return stand.
    private func cells(of returnID: String) -> AnswerCells? {
        held.withLock { held in
            if held.cells?.returnID != returnID {
                do {
                    held.cells = (returnID, AnswerCells(try bundles.places(returnID)))
                } catch {
                    held.failure = held.failure ?? error
                }
            }
            return held.cells?.returnID == returnID ? held.cells?.cells : nil
        }
    }

    /// Records are numbered from 1 in the order in which a bundle holds them.
    func record(_ number: Int, table: String, returnID: String) -> Record? {
        held.withLock { held in
            if let last = held.last, last.number == number, last.returnID == returnID, last.table == table {
                return last.record
            }
            guard let block = block(of: number, table, returnID, &held) else { return nil }
            let place = Place(returnID: returnID, block: block)
            do {
                if held.opened[place] == nil { try open(place, &held) }
                let record = try held.opened[place]?.record(number - block.first)
                held.last = record.map { (returnID, table, number, $0) }
                return record
            } catch {
                held.failure = held.failure ?? error
                return nil
            }
        }
    }

    /// The number of a record among those of its return and table that have its key, from 1.
    func ordinal(of number: Int, in table: TableDefinition, returnID: String) -> Int {
        held.withLock { held in
            var tables = held.repetitions?.returnID == returnID ? held.repetitions?.tables ?? [:] : [:]
            if tables[table.name] == nil {
                do {
                    tables[table.name] = try repetitions(in: table, returnID)
                } catch {
                    held.failure = held.failure ?? error
                    tables[table.name] = [:]
                }
                held.repetitions = (returnID, tables)
            }
            return tables[table.name]?[number] ?? 1
        }
    }

    private func repetitions(in table: TableDefinition, _ returnID: String) throws -> [Int: Int] {
        guard mayRepeat(keysOf: table, in: returnID) else { return [:] }
        var counts: [String: Int] = [:]
        var repetitions: [Int: Int] = [:]
        for block in bundles.blocks(returnID) where block.table == table.name {
            for record in try bundles.records(returnID, in: [block]) {
                let key = table.keyText(of: record)
                guard !key.isEmpty else { continue }
                let count = counts[key, default: 0] + 1
                counts[key] = count
                if count > 1 { repetitions[record.number] = count }
            }
        }
        return repetitions
    }

    /// Whether a return may have a key twice, so that its records must be looked at: seldom. Of keys of which a part has no value nobody is told that they
    /// are there twice, nor, where more was found than is told, of all others.
    private func mayRepeat(keysOf table: TableDefinition, in returnID: String) -> Bool {
        guard let head = bundles.heads[returnID] else { return false }
        let tallies = head.tallies[table.name] ?? []
        let isWhole = table.key.allSatisfy { field in
            table.index(of: field).map { tallies.indices.contains($0) && tallies[$0].withoutValue == 0 } ?? false
        }
        return !isWhole
            || head.bundle.findings.contains { finding in
                finding.rule == IssueLimit.rule || finding.rule == "table.duplicate-key" && finding.table == table.name
            }
    }

    private func block(
        of number: Int, _ table: String, _ returnID: String, _ held: inout Held
    ) -> RunBundles.Block? {
        if held.blocks?.returnID != returnID {
            held.blocks = (returnID, Dictionary(grouping: bundles.blocks(returnID), by: \.table))
        }
        guard let blocks = held.blocks?.blocks[table] else { return nil }
        // A return may have very many: the last that begins at the number or before it.
        var range = blocks.startIndex..<blocks.endIndex
        while range.count > 1 {
            let middle = range.lowerBound + range.count / 2
            range = blocks[middle].first <= number ? middle..<range.upperBound : range.lowerBound..<middle
        }
        return range.first.map { blocks[$0] }
    }

    private func open(_ place: Place, _ held: inout Held) throws {
        // The older half goes, again and again where blocks are large: what goes is seldom asked for once more.
        while held.count > Self.mostHeld {
            held.opened.removeFirst((held.opened.count + 1) / 2)
            held.count = held.opened.values.reduce(0) { $0 + $1.count }
        }
        let block = try bundles.open(place.returnID, place.block)
        held.opened[place] = block
        held.count += block.count
    }

    /// Throws what has kept records from being read: what was told of them is then not all that there is to tell.
    func check() throws {
        if let failure = held.withLock({ $0.failure }) { throw failure }
    }

    func label(of code: String, list: String, language: String) -> String? {
        survey.label(of: code, list: list, language: language)
    }
}
