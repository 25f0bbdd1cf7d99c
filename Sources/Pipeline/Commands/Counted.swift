public import SurveyModel

extension Int {
    /// The number with its noun, in English: `1 record`, `2 records`.
    public func counted(_ noun: String) -> String { self == 1 ? "1 \(noun)" : "\(self) \(noun)s" }
}

extension [Severity: Int] {
    /// The number of issues of each severity, the gravest first: `1 error, 0 warnings, 3 notes`.
    public var inWords: String {
        Severity.allCases.map { (self[$0] ?? 0).counted($0.rawValue) }.joined(separator: ", ")
    }
}
