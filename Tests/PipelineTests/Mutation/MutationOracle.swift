import OrderedCollections
import SurveyModel

/// Says whether an altered return was read as it should be: all as before, or a finding says what was not.
struct MutationOracle {
    /// What a variant came to.
    enum Verdict: Equatable {
        /// The records are those of the return before it was altered.
        case equal
        /// They differ, and a finding names the sheet or table.
        case told
        /// Answers were deleted in lines that held nothing else; the file is that of a return in which they were never given.
        case traceless
        /// Records differ without a word: what is lost and what is new, by table.
        case silent(lost: [String], gained: [String])
    }

    /// They say that something was altered, but not that an answer could not be placed.
    private static let harmless: Set = [
        "template.rows-inserted", "template.columns-inserted", "template.sheet-renamed", "template.sheet-added",
        "template.picture", "template.formula-overwritten", "layout.sheet-renamed", "layout.comment",
        "layout.version-guessed", "layout.hidden-row", "layout.hidden-column",
    ]

    let definition: SurveyDefinition
    let before: ReturnBundle

    /// - Parameters:
    ///   - after: what was read of the altered return.
    ///   - sheets: for each sheet of the return before, its name now; nil where it was deleted.
    ///   - survives: whether the cell of an answer is still in the file.
    ///   - isAnswer: whether a cell is an answer's, not a label's.
    ///   - isTraceless: whether the cell of an answer was deleted and nothing can tell.
    func judge(
        _ after: ReturnBundle, sheets: [String: String?], survives: (Origin) -> Bool, isAnswer: (Origin) -> Bool,
        isTraceless: (Origin) -> Bool
    ) -> Verdict {
        let (old, new) = (lines(of: before.records), lines(of: after.records))
        let lost = old.subtracting(new)
        let gained = new.subtracting(old)
        guard !lost.isEmpty || !gained.isEmpty else { return .equal }
        let tables = Set((lost.elements + gained.elements).map(\.table))
        let findings = newFindings(in: after)
        let untold = tables.filter { table in
            let places = self.sheets(of: table, before.records).map { sheets[$0] ?? $0 }
            let now = self.sheets(of: table, after.records)
            let names = now.union(places.compactMap(\.self))
            return !findings.contains { $0.table == table || $0.sheet.map(names.contains) ?? false }
        }
        if untold.isEmpty { return .told }
        let records = before.records.filter { untold.contains($0.table) }
        let isGone = records.allSatisfy { record in
            record.entries.compactMap { $0?.origin }.allSatisfy { survives($0) || isTraceless($0) }
        }
        let left = records.compactMap { $0.keeping(survives, isAnswer) }
        if isGone, lines(of: left) == lines(of: after.records.filter { untold.contains($0.table) }) {
            return .traceless
        }
        let shown = { (lines: Lines) in lines.elements.filter { untold.contains($0.table) }.map(\.text).sorted() }
        return .silent(lost: shown(lost), gained: shown(gained))
    }

    /// Findings that the return had not before it was altered.
    private func newFindings(in after: ReturnBundle) -> [Finding] {
        func identity(_ finding: Finding) -> String {
            [finding.rule, finding.table, finding.field, finding.value, finding.expected?.text(in: "en")].map {
                $0 ?? ""
            }.joined(
                separator: "|")
        }
        var known: [String: Int] = [:]
        for finding in before.findings { known[identity(finding), default: 0] += 1 }
        return after.findings.filter { finding in
            guard !Self.harmless.contains(finding.rule), !finding.rule.hasPrefix("file.") else { return false }
            let identity = identity(finding)
            guard let count = known[identity], count > 0 else { return true }
            known[identity] = count - 1
            return false
        }
    }

    private func sheets(of table: String, _ records: [Record]) -> Set<String> {
        Set(records.filter { $0.table == table }.flatMap { $0.entries.compactMap { $0?.origin.sheet } })
    }

    /// The records by what they say: the values of their fields, without their places and numbers.
    private func lines(of records: [Record]) -> Lines {
        var lines = Lines()
        for record in records {
            guard let table = definition.tables[record.table] else { continue }
            let values = zip(table.fields.keys, record.entries).compactMap { field, entry in
                entry.map { "\(field)=\($0.value?.text ?? $0.status ?? "‹\($0.raw.text)›")" }
            }
            lines.add(.init(table: record.table, text: "\(record.table): \(values.joined(separator: ", "))"))
        }
        return lines
    }

    /// Lines, each as often as it is there.
    private struct Lines: Equatable {
        struct Line: Hashable {
            let table: String
            let text: String
        }

        private var counts: [Line: Int] = [:]

        var isEmpty: Bool { counts.isEmpty }
        var elements: [Line] { counts.keys.sorted { $0.text < $1.text } }

        mutating func add(_ line: Line) { counts[line, default: 0] += 1 }

        func subtracting(_ other: Lines) -> Lines {
            var result = Lines()
            result.counts = counts.compactMapValues { $0 }.filter { $0.value > other.counts[$0.key] ?? 0 }
            return result
        }
    }
}

extension Record {
    /// The record with those entries whose cells are still there; nil where it has no answer left, only its labels.
    fileprivate func keeping(_ survives: (Origin) -> Bool, _ isAnswer: (Origin) -> Bool) -> Record? {
        var copy = self
        copy.entries = entries.map { entry in entry.flatMap { survives($0.origin) ? $0 : nil } }
        return copy.entries.contains { $0.map { isAnswer($0.origin) } ?? false } ? copy : nil
    }
}
