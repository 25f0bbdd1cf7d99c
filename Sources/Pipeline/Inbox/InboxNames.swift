extension Inbox {
    /// Dot files, files on their way (`.part`, `.tmp`, in letters of either case), and what the definition ignores; lock files (`~$`) are told, since they mean that a workbook is open.
    static func isPassedOver(_ path: String, _ patterns: [String]) -> Bool {
        let parts = PathName.parts(of: path)
        guard let name = parts.last else { return true }
        if parts.contains(where: { $0.hasPrefix(".") }) { return true }
        let lower = name.lowercased()
        if lower.hasSuffix(".part") || lower.hasSuffix(".tmp") { return true }
        return patterns.contains { matches(Array(name), Array($0)) }
    }

    /// Whether an office program has made it beside a workbook that it has open: it holds the name of who has, no answers.
    static func isLockFile(_ path: InboxPath) -> Bool { path.names.last.map { $0.starts(with: lockPrefix) } ?? false }

    /// The same of a path in a container.
    static func isLockFile(_ path: String) -> Bool {
        PathName.parts(of: path).last.map { $0.utf8.starts(with: "~$".utf8) } ?? false
    }

    /// What is told of one.
    static let lockFileReason = "This is a lock file, left by a program that had the workbook open."

    /// `~$`.
    private static let lockPrefix: [CChar] = [0x7E, 0x24]

    /// Folders are passed over for a leading dot alone: what is ignored are names of files.
    static func isFolderPassedOver(_ name: String) -> Bool { name.hasPrefix(".") }

    /// File-name patterns with `*` and `?`. Only the last `*` is ever tried again, so that the time is that of name times pattern at most,
    /// whatever names the senders of files think of.
    private static func matches(_ name: [Character], _ pattern: [Character]) -> Bool {
        var index = 0
        var place = 0
        var star: (place: Int, index: Int)?
        while index < name.count {
            if place < pattern.count, pattern[place] == "*" {
                star = (place, index)
                place += 1
            } else if place < pattern.count, pattern[place] == "?" || pattern[place] == name[index] {
                index += 1
                place += 1
            } else if let last = star {
                star = (last.place, last.index + 1)
                index = last.index + 1
                place = last.place + 1
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == "*" }
    }
}
