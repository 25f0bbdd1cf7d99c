import SurveyModel

/// Tells of a return which cell feeds which field.
public struct ReturnListing: Sendable {
    /// So many records of a table are listed where not all are asked for.
    private static let fewRecords = 3

    private let reading: ReturnReading
    private let showsAll: Bool

    /// A listing of a return.
    ///
    /// - Parameters:
    ///   - reading: the return.
    ///   - showsAll: whether all records are listed, not only each layout's first.
    public init(_ reading: ReturnReading, showsAll: Bool = false) {
        self.reading = reading
        self.showsAll = showsAll
    }

    /// The listing for people.
    public var lines: [String] {
        let language = reading.language.map { ", language \($0)" } ?? ""
        var lines = ["Return \(reading.file.onOneLine), version \(reading.version)\(language)"]
        for layout in reading.layouts {
            lines += self.lines(of: layout.name, table: layout.table)
            let fed = Set(reading.answers.lazy.filter { $0.layout == layout.name }.map(\.field))
            let unfed = layout.fields.filter { !fed.contains($0) }
            if !fed.isEmpty, !unfed.isEmpty {
                lines.append("    nothing was found for: \(unfed.joined(separator: ", "))")
            }
        }
        return lines + findings
    }

    private func lines(of layout: String, table: String) -> [String] {
        let answers = reading.answers.filter { $0.layout == layout }
        let records = Set(answers.map(\.record)).sorted()
        guard let first = records.first else { return ["  \(layout) -> \(table): nothing was found"] }
        let shown = showsAll ? Set(records) : Set(records.prefix(Self.fewRecords))
        let listed = answers.filter { shown.contains($0.record) }
        let names = listed.map { $0.field.count }.max() ?? 0
        let places = listed.map { place($0).count }.max() ?? 0
        var lines = ["  \(layout) -> \(table): \(records.count.counted("record"))"]
        var last = first
        for answer in listed {
            if answer.record != last { lines.append("") }
            last = answer.record
            let raw = Self.short(answer.raw)
            let value =
                answer.value == answer.raw
                ? "" : "  = \(answer.value.isEmpty ? "(no value)" : Self.short(answer.value))"
            lines.append(
                "    \(Self.padded(answer.field, names))  \(Self.padded(place(answer), places))  \(raw)\(value)")
        }
        if records.count > shown.count {
            lines.append("    … and \((records.count - shown.count).counted("more record")) (--all shows them)")
        }
        return lines
    }

    private var findings: [String] {
        let counts = Severity.allCases.compactMap { severity in
            reading.findings[severity].map { $0.counted(severity.rawValue) }
        }
        guard !counts.isEmpty else { return [] }
        return ["  Found on reading: \(counts.joined(separator: ", ")); canvass check tells them."]
    }

    private func place(_ answer: ReturnReading.Answer) -> String {
        "\(answer.origin.sheet.onOneLine)!\(answer.origin.cell)"
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private static func short(_ text: String) -> String {
        let line = text.onOneLine
        return line.count > 50 ? "\(line.prefix(49))…" : line
    }

    /// The whole listing for programs, as an object of JSON.
    public var json: String {
        let answers = reading.answers.map { answer in
            JSONText.object([
                ("layout", JSONText.quoted(answer.layout)), ("table", JSONText.quoted(answer.table)),
                ("record", String(answer.record)), ("field", JSONText.quoted(answer.field)),
                ("sheet", JSONText.quoted(answer.origin.sheet)), ("cell", JSONText.quoted(answer.origin.cell)),
                ("raw", JSONText.quoted(answer.raw)), ("value", JSONText.quoted(answer.value)),
            ])
        }
        return JSONText.object([
            ("file", JSONText.quoted(reading.file)), ("version", JSONText.quoted(reading.version)),
            ("language", reading.language.map { JSONText.quoted($0) } ?? "null"), ("answers", JSONText.array(answers)),
        ])
    }
}
