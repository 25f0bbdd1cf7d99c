public import SurveyModel

/// What was read from returns, in blocks of records, so that of a return which has very many no more than some are held.
public protocol ReturnRecords: Sendable {
    /// How many records each block of a return has; none for a return that could not be read.
    func blocks(of returnID: String) -> [Int]

    /// The records of blocks that follow one another.
    ///
    /// - Throws: what they cannot be read for.
    func records(of returnID: String, blocks: Range<Int>) throws -> [Record]

    /// Those of the records of blocks that follow one another which have one of some numbers, in their order.
    ///
    /// - Parameter numbers: the records' numbers, by table.
    /// - Throws: what they cannot be read for.
    func records(of returnID: String, blocks: Range<Int>, numbered numbers: [String: Set<Int>]) throws -> [Record]

    /// Puts the values of the records of blocks that follow one another, in their order, into the place of those that are held.
    ///
    /// - Throws: what the records cannot be read for; nothing is then known of the values.
    func put(valuesOf returnID: String, blocks: Range<Int>, into values: inout StagedValues) throws

    /// Where the return's fields stand.
    ///
    /// - Throws: what they cannot be read for.
    func places(of returnID: String) throws -> [FieldPlace]

    /// What tells, under one survey and program, whether a return's records and places are what they were; nil where they are to be looked at.
    func state(of returnID: String) -> String?
}

extension ReturnRecords {
    /// Chosen among all records of the blocks.
    ///
    /// - Throws: what they cannot be read for.
    public func records(
        of returnID: String, blocks: Range<Int>, numbered numbers: [String: Set<Int>]
    ) throws -> [Record] {
        try records(of: returnID, blocks: blocks).filter { numbers[$0.table]?.contains($0.number) == true }
    }

    /// Of the records themselves.
    ///
    /// - Throws: what the records cannot be read for; no values are then held.
    public func put(valuesOf returnID: String, blocks: Range<Int>, into values: inout StagedValues) throws {
        values.removeAll()
        for record in try records(of: returnID, blocks: blocks) { values.add(record, of: returnID) }
    }
}
