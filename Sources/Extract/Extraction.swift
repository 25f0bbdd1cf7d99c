public import SurveyModel

/// What was found in one return, before anything is made of it.
public struct Extraction: Sendable {
    /// The template version that the return fits.
    public var version: String
    /// The name of the override with which it was read.
    public var override: String?
    /// The language of its labels, where they tell.
    public var language: String?
    /// The records as they stand, by table in the definition's order.
    public var records: [RawRecord] = []
    /// Where each field stands.
    public var places: [FieldPlace] = []
    /// Where it stands in some records alone: in tables that stand otherwise than the first of their sheet.
    public var movedPlaces: [FieldPlace] = []
    /// How many answers each table's layout offers, and how many were given.
    public var answers: [String: AnswerCount] = [:]
    /// What could not be placed, and what was odd.
    public var findings: [Finding] = []
    /// Which cells layouts have accounted for, by the sheet's index in the workbook. A sheet that no layout has read is not there.
    public var claims: [Int: ClaimedCells] = [:]
    /// What came back on the sheet "To review" of an annotated copy.
    public var review = ReturnedReview()
    /// What no layout has read of sheets for which there is no blank questionnaire. No part of ``findings``: most of it is printed.
    public var unclaimed: [UnclaimedText] = []
}

extension Extraction {
    /// Hands its records over, and keeps none.
    public mutating func takeRecords() -> [RawRecord] {
        defer { records = [] }
        return records
    }

    /// Adds what a layout found.
    mutating func merge(_ result: LayoutResult, table: TableDefinition, sheet: Int) {
        let before = records.count { $0.table == table.name }
        let result = result.placed(besides: places, after: before, of: table)
        findings += result.findings.map { $0.numbered(after: before) }
        records += result.records
        places += result.places
        movedPlaces += result.movedPlaces
        answers[table.name, default: AnswerCount(asked: 0, given: 0)].add(result.answers)
        claims[sheet, default: ClaimedCells()].add(result.claims)
    }
}

/// What one layout found in one sheet.
struct LayoutResult {
    var records: [RawRecord] = []
    var places: [FieldPlace] = []
    /// Where fields stand in some of the records alone; of each field in the records' order.
    var movedPlaces: [FieldPlace] = []
    var findings: [Finding] = []
    var answers = AnswerCount(asked: 0, given: 0)
    /// How often a label of each language matched.
    var languages: [String: Int] = [:]
    /// The cells that it has read, and those that a finding of its own has told.
    var claims = ClaimedCells()
}

extension LayoutResult {
    /// Adds what the same layout found in another place.
    mutating func merge(_ other: LayoutResult, into table: TableDefinition) {
        let other = other.placed(besides: places, after: records.count, of: table)
        findings += other.findings.map { $0.numbered(after: records.count) }
        // Of millions of records no second copy is made.
        if records.isEmpty { records = other.records } else { records += other.records }
        places += other.places
        movedPlaces += other.movedPlaces
        answers.add(other.answers)
        claims.add(other.claims)
        for (language, count) in other.languages { languages[language, default: 0] += count }
    }
}

extension Finding {
    /// The finding with its record's number, where records of its table come before.
    fileprivate func numbered(after count: Int) -> Finding {
        var finding = self
        finding.record = record.map { $0 + count }
        return finding
    }
}
