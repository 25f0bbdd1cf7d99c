import OrderedCollections
import SurveyModel
import Synchronization
import Validate

/// The records of all bundles, by return, table and number. Those of the returns that were asked for last are held: what is told of records is told
/// return by return.
final class RecordIndex: RecordSource {
    /// Tables of returns that are held.
    private static let mostHeld = 64

    private struct Place: Hashable {
        let returnID: String
        let table: String
    }

    private struct Held {
        var records: OrderedDictionary<Place, [Record]> = [:]
        /// Where the answers of the return stand that was asked for last.
        var cells: (returnID: String, cells: AnswerCells)?
        /// The private answers of the return that was asked for last.
        var answers: (returnID: String, answers: PrivateAnswers)?
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

    /// A finding about an answer that was not given, at the cell in which it would stand where the layout knows that.
    func placed(_ finding: Finding, returnID: String) -> Finding {
        guard let field = finding.field, let number = finding.record,
            let table = finding.table.flatMap({ survey.definition.tables[$0] }), let index = table.index(of: field),
            let record = record(number, table: table.name, returnID: returnID), record.entries[index] == nil
        else { return finding }
        return cells(of: returnID)?.placed(finding, in: record, of: table) ?? finding
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
        let place = Place(returnID: returnID, table: table)
        return held.withLock { held in
            if held.records[place] == nil {
                if held.records.count >= Self.mostHeld { held.records.removeFirst(Self.mostHeld / 2) }
                do {
                    held.records[place] = try bundles.records(returnID, of: table)
                } catch {
                    held.failure = held.failure ?? error
                }
            }
            guard let all = held.records[place], all.indices.contains(number - 1) else { return nil }
            return all[number - 1]
        }
    }

    /// Throws what has kept records from being read: what was told of them is then not all that there is to tell.
    func check() throws {
        if let failure = held.withLock({ $0.failure }) { throw failure }
    }

    func label(of code: String, list: String, language: String) -> String? {
        survey.label(of: code, list: list, language: language)
    }
}
