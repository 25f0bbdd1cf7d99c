import Load
import Spreadsheets

/// Why a file of a container, or the container, is not taken.
struct ContainerRefusal: Error, Hashable {
    /// Code points of a reason: a sender's words may be in it, and a letter may have any number of accents.
    private static let mostScalars = 1_000

    /// The rule by whose id it is told.
    let rule: SpreadsheetError.Code
    /// What is wrong, in a sentence.
    let reason: String

    init(_ rule: SpreadsheetError.Code, _ reason: String) {
        self.rule = rule
        self.reason = String(String.UnicodeScalarView(reason.unicodeScalars.prefix(Self.mostScalars)))
    }

    /// As it is told of what has this path; empty for the container itself.
    func member(_ path: String) -> ContainerMember {
        ContainerMember(name: path, rule: rule.rawValue, reason: reason)
    }

    // MARK: - Frames

    /// The refusal of what has a path, as a worker tells it. Neither rule nor path holds a NUL.
    func payload(_ path: String) -> [UInt8] {
        Array(rule.rawValue.utf8) + [0] + Array(path.utf8) + [0] + Array(reason.utf8)
    }

    /// What a worker told; nil for anything else.
    static func read(_ payload: [UInt8]) -> (path: String, refusal: ContainerRefusal)? {
        let parts = payload.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        guard parts.count == 3, let rule = SpreadsheetError.Code(rawValue: parts[0]) else { return nil }
        return (parts[1], ContainerRefusal(rule, parts[2]))
    }
}
