import Foundation
import SurveyModel

/// Reads issues as `issues.json` has them, a line for each, without what is not kept of them: to decode all of it took half a second, every night.
///
/// What it keeps it reads as a JSON decoder does. What it passes over is not checked further than where it ends. At anything else that `IssueFiles` does
/// not write it gives up.
struct IssueLines {
    /// Something that it does not know.
    private struct Unknown: Error {}

    /// The members that are kept, all of them texts.
    private struct Members {
        var fingerprint, severity, rule, reporter, table, field, sheet, cell, message, state: String?
    }

    private let bytes: [UInt8]
    private var index = 0

    init(_ lines: Data) { bytes = Array(lines) }

    mutating func issues() throws -> [EarlierIssue] {
        var issues: [EarlierIssue] = []
        while true {
            issues.append(try issue())
            guard take(",") else { break }
            try require("\n")
        }
        guard index == bytes.count else { throw Unknown() }
        return issues
    }

    private mutating func issue() throws -> EarlierIssue {
        var members = Members()
        try require("{")
        repeat {
            let name = try text()
            try require(":")
            try read(name, into: &members)
        } while take(",")
        try require("}")
        guard let fingerprint = members.fingerprint, let rule = members.rule, let message = members.message,
            let severity = members.severity.flatMap({ Severity(rawValue: $0) }),
            let state = members.state.flatMap({ IssueState(rawValue: $0) })
        else { throw Unknown() }
        return EarlierIssue(
            fingerprint: fingerprint, severity: severity, rule: rule, reporter: members.reporter ?? "",
            table: members.table, field: members.field,
            place: [members.sheet, members.cell].compactMap(\.self).joined(separator: "!"), message: message,
            state: state)
    }

    private mutating func read(_ name: String, into members: inout Members) throws {
        switch name {
        case "fingerprint": try read(into: &members.fingerprint)
        case "severity": try read(into: &members.severity)
        case "rule": try read(into: &members.rule)
        case "reporter": try read(into: &members.reporter)
        case "table": try read(into: &members.table)
        case "field": try read(into: &members.field)
        case "sheet": try read(into: &members.sheet)
        case "cell": try read(into: &members.cell)
        case "message": try read(into: &members.message)
        case "state": try read(into: &members.state)
        default: try skip()
        }
    }

    private mutating func read(into text: inout String?) throws {
        // Of two of one name, which counts?
        guard text == nil else { throw Unknown() }
        text = try self.text()
    }

    /// A text, where one begins.
    private mutating func text() throws -> String {
        let start = index
        switch try skipText() {
        case .plain: return String(decoding: bytes[(start + 1)..<(index - 1)], as: UTF8.self)
        case .escaped:
            let json = Data("[".utf8) + bytes[start..<index] + Data("]".utf8)
            guard let text = try JSONDecoder().decode([String].self, from: json).first else { throw Unknown() }
            return text
        case .beyondASCII:
            guard let text = String(validating: bytes[(start + 1)..<(index - 1)], as: UTF8.self) else {
                throw Unknown()
            }
            return text
        }
    }

    private enum Kind {
        /// ASCII, of which nothing is escaped.
        case plain
        /// Nothing is escaped.
        case beyondASCII
        /// Something is escaped.
        case escaped
    }

    /// Goes on behind a text, and tells what it is made of.
    private mutating func skipText() throws -> Kind {
        try require("\"")
        var all: UInt8 = 0
        var isEscaped = false
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return isEscaped ? .escaped : all < 0x80 ? .plain : .beyondASCII
            case UInt8(ascii: "\\"):
                isEscaped = true
                index += 2
            case 0..<0x20: throw Unknown()
            default:
                all |= byte
                index += 1
            }
        }
        throw Unknown()
    }

    /// Goes on behind a value that is not kept: a text, a number, or what is made of these.
    private mutating func skip() throws {
        var depth = 0
        repeat {
            guard index < bytes.count else { throw Unknown() }
            switch bytes[index] {
            case UInt8(ascii: "\""): _ = try skipText()
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                index += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                guard depth > 0 else { throw Unknown() }
                depth -= 1
                index += 1
            case UInt8(ascii: ","), UInt8(ascii: ":"):
                guard depth > 0 else { throw Unknown() }
                index += 1
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                while index < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) { index += 1 }
            default: throw Unknown()
            }
        } while depth > 0
    }

    private mutating func require(_ character: Unicode.Scalar) throws {
        guard take(character) else { throw Unknown() }
    }

    /// Goes on behind a character where it is next.
    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }
}
