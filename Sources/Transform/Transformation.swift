public import SurveyModel

/// What became of a return's raw records.
public struct Transformation: Sendable {
    /// The typed, normalised records, numbered within their tables.
    public var records: [Record] = []
    /// What became of each text that was matched against a code list.
    public var codings: [ReturnCoding] = []
    /// What could not be read, or only with doubt.
    public var findings: [Finding] = []
}
