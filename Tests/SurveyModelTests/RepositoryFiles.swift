import Foundation
import Testing

/// The repository that this file stands in.
enum RepositoryFiles {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func text(_ path: String) throws -> String {
        try String(decoding: Data(contentsOf: root.appending(path: path)), as: UTF8.self)
    }

    /// Whether tests write what they would compare with; set by hand, to accept a change that was meant.
    static var isBlessing: Bool { ProcessInfo.processInfo.environment["CANVASS_BLESS"] == "1" }
}
