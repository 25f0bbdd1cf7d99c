import Load
import SurveyModel

// What is staged of records is taken from their bytes as it stands there: what was typed, and where, is passed over.

extension RecordSection {
    /// Adds the values of all its records.
    ///
    /// - Throws: ``BundleReader/Damaged``; some may then have been added.
    func add(valuesOf returnID: String, to values: inout StagedValues) throws {
        for index in 0..<count {
            var reader = reader(at: index)
            try reader.addRecord(table, of: returnID, to: &values)
        }
    }
}

extension BundleReader {
    fileprivate mutating func addRecord(
        _ table: String, of returnID: String, to values: inout StagedValues
    ) throws {
        values.begin(table, number: try count(), of: returnID)
        try passOrigin()
        for _ in 0..<(try listCount()) { try addEntry(to: &values) }
    }

    /// Adds an entry's value and status.
    private mutating func addEntry(to values: inout StagedValues) throws {
        let parts = BundleForm.Parts(rawValue: try byte())
        guard parts.contains(.isThere) else {
            values.addNothing()
            values.addNothing()
            return
        }
        let typed = try passRaw()
        try passOrigin()
        if parts.contains(.value) { try addValue(typed, to: &values) } else { values.addNothing() }
        if parts.contains(.status) { values.add(utf8: bytes[try passText()]) } else { values.addNothing() }
        if parts.contains(.normalisation) {
            try passText()
            if !parts.contains(.certain) { _ = try number() }
        }
    }

    private mutating func addValue(_ typed: Typed, to values: inout StagedValues) throws {
        let kind = try kind()
        switch (kind, typed) {
        case (.typed, .text(let place)): values.add(utf8: bytes[place])
        case (.typed, .number(let number)): values.add(number)
        case (.typedWhole, .number(let number)):
            guard let whole = Int(exactly: number) else { throw Damaged() }
            values.add(whole)
        case (.text, _): values.add(utf8: bytes[try passText()])
        default: values.add(try value(kind))
        }
    }
}
