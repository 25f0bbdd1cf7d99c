public import SurveyModel

/// What was found in one return, before anything is made of it.
public struct Extraction: Sendable {
    /// The template version that the return fits.
    public var version: String
    /// The language of its labels, where they tell.
    public var language: String?
    /// The records as they stand, by table in the definition's order.
    public var records: [RawRecord] = []
    /// Where each field stands.
    public var places: [FieldPlace] = []
    /// How many answers each table's layout offers, and how many were given.
    public var answers: [String: AnswerCount] = [:]
    /// What could not be placed, and what was odd.
    public var findings: [Finding] = []
    /// Which cells layouts have accounted for, by the sheet's index in the workbook. A sheet that no layout has read is not there.
    public var claims: [Int: ClaimedCells] = [:]
    /// What no layout has read of sheets for which there is no blank questionnaire. No part of ``findings``: most of it is printed.
    public var unclaimed: [UnclaimedText] = []
}

extension Extraction {
    /// Adds what a layout found.
    mutating func merge(_ result: LayoutResult, table: String, sheet: Int) {
        records += result.records
        places += result.places
        findings += result.findings
        answers[table, default: AnswerCount(asked: 0, given: 0)].add(result.answers)
        claims[sheet, default: ClaimedCells()].add(result.claims)
    }
}

/// What one layout found in one sheet.
struct LayoutResult {
    var records: [RawRecord] = []
    var places: [FieldPlace] = []
    var findings: [Finding] = []
    var answers = AnswerCount(asked: 0, given: 0)
    /// How often a label of each language matched.
    var languages: [String: Int] = [:]
    /// The cells that it has read, and those that a finding of its own has told.
    var claims = ClaimedCells()
}
