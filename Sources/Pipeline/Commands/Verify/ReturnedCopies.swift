import Foundation
import Load

/// Finds copies that `canvass archive prune` has removed and that are in the archive again, as a back-up brings them back. One that has come again
/// through the inbox was written after the removal.
struct ReturnedCopies {
    let archive: Archive
    /// The copies that are whole, by hash.
    let archived: [String: URL]
    /// What a command line calls the survey.
    let argument: String

    func verify(_ result: inout Verification) throws {
        for (sha256, removal) in try archive.lastRemovals().sorted(by: { $0.key < $1.key }) {
            // One that goes on meanwhile writes its lines before the copies go: what has gone since the archive was read is none.
            guard let copy = archived[sha256], let written = Self.written(copy), written < removal.at else { continue }
            result.differences.append(
                .init(
                    .archive, isFault: false,
                    "\(removal.file) (\(sha256.prefix(12))) was removed by `canvass archive prune` at \(removal.at), and a copy that is older is there: a back-up has brought it back, or the removal goes on or broke off. Runs take it as received. If it is to go, give canvass archive prune \(argument) --older-than DAYS once more after the next run, and take it out of the back-up that has it."
                ))
        }
    }

    /// When a copy was written, as ISO 8601 in UTC; nil where it is gone.
    private static func written(_ copy: URL) -> String? {
        var status = stat()
        guard stat(copy.path, &status) == 0 else { return nil }
        return UTC.text(Date(timeIntervalSince1970: Double(FileStamp(status).modified / 1_000_000_000)))
    }
}
