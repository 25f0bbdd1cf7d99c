import Foundation
import SurveyModel

/// A content that was received once, under the first of its paths.
struct ReceivedContent: Sendable {
    let sha256: String
    let file: String
    /// Where the archive has it.
    let url: URL
    /// Whether it is only known from earlier: it has left the inbox.
    let isAbsent: Bool
    /// Other paths in the inbox with the same content.
    var copies: [String] = []
    /// When it was first received, by the archive's receipts (ISO 8601 in UTC); empty where that is not known.
    var firstSeen = ""

    /// What was read from it.
    func read(_ bundle: ReturnBundle) -> ReadReturn {
        var read = ReadReturn(bundle: bundle, file: file, isPresent: !isAbsent, copies: copies)
        read.firstSeen = firstSeen
        return read
    }
}
