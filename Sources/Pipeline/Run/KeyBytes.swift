import Foundation
import SurveyModel

/// All that a file is made of, as bytes whose hash tells whether it is what it was in an earlier run.
///
/// Texts stand behind their length, lists behind how many they hold, and what may be missing behind whether it is there: other values never give the same.
/// It is written by hand: through `Codable` it took seconds of each night with 10,000 returns. So that nothing is forgotten which a type may one day get
/// more, `KeyBytesTests` changes each member that a type encodes, and sees that the bytes change.
struct KeyBytes {
    private(set) var bytes: [UInt8] = []

    /// Nothing yet.
    init() {
        // What a return with some issues takes.
        bytes.reserveCapacity(4 << 10)
    }

    /// SHA-256 in lower-case hex.
    var hash: String { Digest.sha256(bytes) }

    /// Appends a number in groups of seven bits, the lowest first, as LEB128 does.
    mutating func append(_ number: Int) { append(bits: UInt64(bitPattern: Int64(number))) }

    mutating func append(_ number: Double) { append(bits: number.bitPattern) }

    mutating func append(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

    mutating func append(_ text: String) {
        append(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    mutating func append(_ text: String?) { append(optional: text) { $0.append($1) } }

    /// Appends what may be missing.
    mutating func append<Value>(optional value: Value?, _ append: (inout KeyBytes, Value) -> Void) {
        self.append(value != nil)
        if let value { append(&self, value) }
    }

    /// Appends what is in a list, in its order.
    mutating func append<Item>(all items: [Item], _ append: (inout KeyBytes, Item) -> Void) {
        self.append(items.count)
        for item in items { append(&self, item) }
    }

    private mutating func append(bits: UInt64) { bytes.append(inGroups: bits) }
}

// MARK: - Issues

extension KeyBytes {
    /// Appends an issue without how it relates to the last run, which is no matter of the respondent's.
    mutating func append(_ issue: Issue) {
        append(issue.fingerprint)
        append(issue.reporter)
        append(issue.round)
        append(issue.returnID)
        append(issue.finding)
        append(issue.state.rawValue)
        append(issue.isOfDecidedValue)
        append(optional: issue.decision) { $0.append($1) }
        append(optional: issue.explanation) { bytes, answer in
            bytes.append(answer.choice)
            bytes.append(answer.remark)
        }
        append(issue.sharedQuestion)
    }

    private mutating func append(_ finding: Finding) {
        append(finding.rule)
        append(finding.severity.rawValue)
        append(finding.message)
        append(finding.table)
        append(optional: finding.record) { $0.append($1) }
        append(finding.field)
        append(finding.sheet)
        append(finding.cell)
        append(finding.value)
        append(optional: finding.expected) { $0.append($1) }
        append(optional: finding.suggestion) { $0.append($1) }
        append(all: finding.cells) { bytes, cell in
            bytes.append(cell.sheet)
            bytes.append(cell.row)
            bytes.append(cell.column)
        }
        append(optional: finding.otherValues) { $0.append(all: $1) { $0.append($1) } }
        append(all: finding.alike) { $0.append($1) }
        append(all: finding.shownNames.sorted { $0.key < $1.key }) { bytes, name in
            bytes.append(name.key)
            bytes.append(name.value)
        }
    }

    private mutating func append(_ cells: AlikeCells) {
        append(optional: cells.block) { bytes, block in
            bytes.append(block.row)
            bytes.append(block.column)
            bytes.append(block.lastRow)
            bytes.append(block.lastColumn)
        }
        append(cells.value)
        append(optional: cells.message) { $0.append($1) }
    }

    private mutating func append(_ message: Message) {
        switch message {
        case .text(let text):
            append(0)
            append(text)
        case .localized(let text):
            append(1)
            append(all: text.texts.sorted { $0.key < $1.key }) { bytes, text in
                bytes.append(text.key)
                bytes.append(text.value)
            }
        case .entry(let key, let values):
            append(2)
            append(key.rawValue)
            append(all: values) { bytes, value in
                bytes.append(value.name)
                bytes.append(value.message)
            }
        case .list(let items, let key):
            append(3)
            append(key.rawValue)
            append(all: items) { $0.append($1) }
        }
    }

    private mutating func append(_ decision: Decision) {
        append(decision.fingerprint)
        append(decision.action.rawValue)
        append(decision.seen)
        append(decision.value)
        append(decision.reason)
        append(decision.reviewer)
        append(decision.agreedBy)
        append(decision.date)
        append(optional: decision.expires) { $0.append($1) }
    }

    private mutating func append(_ day: CalendarDay) {
        append(day.year)
        append(day.month)
        append(day.day)
    }
}

// MARK: - Returns

extension KeyBytes {
    mutating func append(_ content: ReceivedContent) {
        append(content.sha256)
        append(content.file)
        append(content.path)
        append(content.isAbsent)
        append(all: content.copies) { $0.append($1) }
        append(content.firstSeen)
        append(content.folderDay)
        append(content.isLost)
        append(content.countedAs)
    }

    mutating func append(_ item: Return) {
        append(item.sha256)
        append(item.file)
        append(item.reporter)
        append(item.round)
        append(item.received)
        append(item.version)
        append(item.language)
        append(item.state.rawValue)
        append(item.supersededBy)
        append(item.toldBy)
        append(item.body)
        append(item.part)
    }

    mutating func append(_ reporter: Reporter) {
        append(reporter.code)
        append(reporter.name)
        append(reporter.language)
        append(reporter.contact)
    }

    mutating func append(_ coverage: TableCoverage) {
        append(coverage.returnID)
        append(coverage.reporter)
        append(coverage.round)
        append(coverage.table)
        append(coverage.asked)
        append(coverage.given)
        append(coverage.records)
        append(coverage.published)
    }

    mutating func append(_ coding: ReturnCoding) {
        append(coding.list)
        append(coding.raw)
        append(coding.code)
        append(coding.method)
        append(coding.confidence)
        append(all: coding.suggestions) { $0.append($1) }
        append(coding.count)
        append(coding.origin.sheet)
        append(coding.origin.row)
        append(coding.origin.column)
    }

    mutating func append(_ copy: AnnotatedCopy) {
        append(copy.sha256)
        append(copy.name)
        append(copy.language)
        append(copy.folder)
        append(copy.number)
        append(copy.isPrivate)
    }
}
