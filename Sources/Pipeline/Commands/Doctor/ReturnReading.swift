import Extract
public import Foundation
import Load
import OrderedCollections
import Report
import Spreadsheets
import StableStorage
public import SurveyModel
import Transform

/// One return as a definition reads it: which cell feeds which field.
public struct ReturnReading: Sendable {
    /// A cell that fed a field of a record.
    public struct Answer: Sendable {
        /// The layout that found it.
        public let layout: String
        /// The table.
        public let table: String
        /// The record's number in its table, from 1.
        public let record: Int
        /// The field.
        public let field: String
        /// The cell.
        public let origin: Origin
        /// What stands there.
        public let raw: String
        /// What became of it; empty where it gave no value.
        public let value: String
    }

    /// The return's file name.
    public let file: String
    /// The version of the questionnaire that it fits.
    public let version: String
    /// The language of its labels.
    public let language: String?
    /// The cells that fed fields, by layout in the definition's order, then by record and field.
    public let answers: [Answer]
    /// The layouts of that version, with their tables and the fields that they fill.
    public let layouts: [(name: String, table: String, fields: [String])]
    /// What was found on reading, by severity.
    public let findings: [Severity: Int]

    private let survey: Survey
    private let workbook: Workbook
    /// The cells that layouts have accounted for, by the sheet's index.
    private let claims: [Int: ClaimedCells]
    /// What of it is not shown; nil where all is.
    private let privateAnswers: PrivateAnswers?

    /// Reads a return.
    ///
    /// - Parameters:
    ///   - url: the return.
    ///   - survey: the survey by whose definition it is read.
    ///   - hidesPrivate: whether answers to private fields are left out, for whoever has not asked for this return.
    /// - Throws: `SpreadsheetError` where there is no such file (`notFound`), or it cannot be read.
    public init(_ url: URL, of survey: Survey, hidesPrivate: Bool = false) throws {
        self.survey = survey
        file = url.lastPathComponent
        workbook = try SurveyReading(survey.definition).open(path: url.path, name: url.lastPathComponent)
        let extraction = try Extractor(survey).extract(workbook, file: url.lastPathComponent)
        claims = extraction.claims
        let transformer = Transformer(definition: survey.definition, matchers: survey.matchers)
        let transformation = transformer.transform(
            extraction.records, places: extraction.places, language: extraction.language,
            version: extraction.version, override: extraction.override,
            uses1904: workbook.usesDate1904)
        version = extraction.version
        language = extraction.language
        let version = survey.definition.versions.first { $0.id == extraction.version } ?? survey.definition.versions[0]
        layouts = version.layouts.map { ($0.key, $0.value.table, $0.value.fieldNames) }
        let hidden =
            hidesPrivate && survey.definition.hasPrivateFields
            ? PrivateAnswers(survey.definition, records: transformation.records, places: extraction.places) : nil
        privateAnswers = hidden
        // One record for each raw record, in the same order.
        let answers = zip(extraction.records, transformation.records).flatMap { raw, record in
            Self.answers(raw, record, survey.definition).map { $0.hiding(hidden, survey.definition) }
        }
        let order = Dictionary(layouts.enumerated().map { ($1.name, $0) }) { first, _ in first }
        self.answers = answers.enumerated().sorted {
            (order[$0.element.layout] ?? 0, $0.offset) < (order[$1.element.layout] ?? 0, $1.offset)
        }.map(\.element)
        var findings: [Severity: Int] = [:]
        let found = transformer.weighed(extraction.findings, language: extraction.language)
        for finding in found + extraction.unclaimed.map(\.finding) + transformation.findings {
            findings[finding.severity, default: 0] += 1
        }
        self.findings = findings
    }

    /// Fields of text in which all answers of the return are numbers: mostly nothing in the blank questionnaire told their type.
    public var numbersInText: [Diagnosis] {
        var answers: OrderedDictionary<[String], [String]> = [:]
        for answer in self.answers { answers[[answer.table, answer.field], default: []].append(answer.raw) }
        let found = answers.filter { key, texts in
            let field = survey.definition.tables[key[0]]?.fields[key[1]]
            return field?.type == .string && field?.codeList == nil && texts.count >= 2
                && texts.allSatisfy { Double($0) != nil }
        }.map { $0.key.joined(separator: ".") }
        guard !found.isEmpty else { return [] }
        return [
            Diagnosis(
                .warning, "tables",
                "\(found.joined(separator: ", ")) \(found.count == 1 ? "is" : "are") text, and all answers in \(file) are numbers",
                advice: "Write `type: number` or `type: integer` at the field, unless they are only names of something."
            )
        ]
    }

    /// The newest file of an inbox that can be read; nil where there is none.
    public static func newest(of survey: Survey, inbox: URL?) -> URL? {
        let listed = try? Inbox(
            inbox ?? survey.inbox, ignoring: survey.definition.inbox.ignore, limits: InboxLimits(survey))
        let ordered = (listed?.files ?? []).sorted { ($1.stamp.modified, $0.path) < ($0.stamp.modified, $1.path) }
        let reading = SurveyReading(survey.definition)
        return ordered.first { (try? reading.open(path: $0.location, name: $0.name)) != nil }?.url
    }

    private static func answers(_ raw: RawRecord, _ record: Record, _ definition: SurveyDefinition) -> [Answer] {
        guard let table = definition.tables[raw.table] else { return [] }
        return zip(raw.entries, table.fields.keys).enumerated().flatMap { index, pair -> [Answer] in
            guard let entry = pair.0 else { return [] }
            let made = record.entries[index]
            let value = made?.value?.text ?? made?.status.map { "(\($0))" } ?? ""
            func answer(_ origin: Origin, _ text: String) -> Answer {
                Answer(
                    layout: raw.layout, table: raw.table, record: record.number, field: pair.1, origin: origin,
                    raw: text,
                    value: value)
            }
            switch entry.value {
            case .marks(let marks): return marks.map { answer($0.origin, $0.text) }
            case .parts(let parts): return parts.map { answer($0.origin, $0.text) }
            case .text, .number, .boolean, .date, .error: return [answer(entry.origin, entry.value.text)]
            }
        }
    }

    // MARK: - The map

    /// So many rows and columns of a sheet are drawn.
    private static let drawnRows = 300
    private static let drawnColumns = 60
    /// So many claims of one cell are told: a matrix's label counts for each cell of its row.
    private static let toldClaims = 4

    /// Writes the map as a web page, in one step: what is there is the old page or this one.
    ///
    /// - Throws: ``PipelineError`` of code `cannotWrite`, or of code `io` where the disk fails; `SpreadsheetError` where a sheet cannot be read.
    public func writeMap(to url: URL) throws {
        let page = try map().html
        do {
            // A link is followed, so that it stays one.
            try Folder.replace(url.resolvingSymlinksInPath().path, with: Array(page.utf8), isDurable: false)
        } catch let error as FileSystemError {
            throw PipelineError(
                PipelineError.code(of: error),
                "The map \(url.path.onOneLine) cannot be written: \(error.reason). Check that its folder is there, its permissions and the room on the disk."
            )
        }
    }

    /// The map as letters, for a terminal.
    ///
    /// - Throws: `SpreadsheetError` where a sheet cannot be read.
    public func mapLines() throws -> [String] { try map().lines }

    /// The sheets with what each cell was read as.
    private func map() throws -> CellMap {
        let indexes = Dictionary(layouts.enumerated().map { ($1.name, $0) }) { first, _ in first }
        var fed: [Origin: [CellMap.Claim]] = [:]
        for answer in answers {
            guard let layout = indexes[answer.layout] else { continue }
            fed[answer.origin, default: []].append(
                CellMap.Claim(
                    layout: layout, field: "\(answer.table).\(answer.field)", record: answer.record, value: answer.value
                ))
        }
        let sheets = try workbook.sheets.map { try sheet($0, fed) }
        return CellMap(
            title: survey.definition.title.text(in: survey.language), file: file, layouts: layouts.map(\.name),
            sheets: sheets)
    }

    private func sheet(_ info: SheetInfo, _ fed: [Origin: [CellMap.Claim]]) throws -> CellMap.Sheet {
        var cells: [CellMap.Cell] = []
        var rows = 0
        var isCut = false
        try workbook.forEachRow(in: info) { row in
            rows += 1
            guard rows <= Self.drawnRows else {
                isCut = true
                return .stop
            }
            for cell in row.cells {
                guard cell.column <= Self.drawnColumns else {
                    isCut = true
                    break
                }
                let origin = Origin(sheet: info.name, row: row.number, column: cell.column)
                let told = (fed[origin] ?? []).prefix(Self.toldClaims)
                let isKnown = claims[info.index]?.contains(row: row.number, column: cell.column) ?? false
                var text = CellListing.shown(cell.value)
                if let privateAnswers {
                    text = privateAnswers.holds(origin) ? PrivateAnswers.mark : privateAnswers.hidden(in: text)
                }
                cells.append(
                    CellMap.Cell(
                        row: row.number, column: cell.column, text: text, claims: Array(told), isKnown: isKnown))
            }
            return .next
        }
        cells.sort { ($0.row, $0.column) < ($1.row, $1.column) }
        return CellMap.Sheet(name: info.name, isVisible: info.state == .visible, cells: cells, isCut: isCut)
    }
}

extension ReturnReading.Answer {
    /// The answer without what is private in it.
    fileprivate func hiding(_ answers: PrivateAnswers?, _ definition: SurveyDefinition) -> Self {
        guard let answers else { return self }
        let isPrivate = definition.isPrivate(field, of: table)
        return Self(
            layout: layout, table: table, record: record, field: field, origin: origin,
            raw: isPrivate ? raw.hidden : answers.hidden(in: raw),
            value: isPrivate ? value.hidden : answers.hidden(in: value))
    }
}
