import SurveyModel

/// Issues counted by severity.
struct SeverityCount: Sendable, Hashable {
    private(set) var errors = 0
    private(set) var warnings = 0
    private(set) var notes = 0

    var total: Int { errors + warnings + notes }

    /// The worst severity that occurs.
    var worst: Severity? {
        if errors > 0 { return .error }
        if warnings > 0 { return .warning }
        return notes > 0 ? .note : nil
    }

    mutating func add(_ severity: Severity, _ count: Int = 1) {
        switch severity {
        case .error: errors += count
        case .warning: warnings += count
        case .note: notes += count
        }
    }

    subscript(severity: Severity) -> Int {
        switch severity {
        case .error: errors
        case .warning: warnings
        case .note: notes
        }
    }
}

extension Dictionary where Key == String, Value == SeverityCount {
    /// What has most to look at first: by errors, then by all issues, then by name.
    var byWeight: [Element] {
        sorted { left, right in
            (right.value.errors, right.value.total, left.key) < (left.value.errors, left.value.total, right.key)
        }
    }
}
