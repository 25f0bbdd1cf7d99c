import Foundation
import Load
import Spreadsheets
import StableStorage

/// Goes through an inbox and its folders; follows no link, opens nothing but folders and lock files.
struct InboxWalk {
    private let patterns: [String]
    private let limits: InboxLimits
    private(set) var files: [InboxFile] = []
    private(set) var refused: [InboxRefusal] = []
    /// Entries seen so far.
    private(set) var count = 0

    init(patterns: [String], limits: InboxLimits) {
        self.patterns = patterns
        self.limits = limits
    }

    /// Looks into a folder and those in it.
    ///
    /// - Throws: ``FileSystemError`` where the folder itself cannot be looked into.
    mutating func look(into folder: InboxPath) throws(FileSystemError) {
        for inner in try entries(of: folder) {
            guard inner.names.count <= limits.depth else {
                refuse(
                    inner, "The folder lies in \(limits.depth) others, and no more are looked into.", .limit,
                    isFolder: true)
                continue
            }
            do {
                try look(into: inner)
            } catch  where error.isAbsence {
                continue
            } catch {
                refuse(
                    inner, "The folder cannot be looked into: \(error.reason). Check its permissions.", isFolder: true)
            }
        }
    }

    /// Notes the files of a folder, and gives the folders in it in the order of their names.
    private mutating func entries(of folder: InboxPath) throws(FileSystemError) -> [InboxPath] {
        let descriptor = try folder.openFolder()
        let names = try names(in: descriptor)
        guard let names else {
            refuse(
                folder,
                "The inbox has more than \(limits.entries) entries; this folder was not looked into. Take files out of it.",
                .limit, isFolder: true)
            return []
        }
        var folders: [InboxPath] = []
        for name in names {
            let path = folder.appending(name)
            let text = InboxPath.text(of: name)
            guard !Inbox.isFolderPassedOver(text) else { continue }
            do {
                let status = try InboxPath.status(of: name, in: descriptor)
                if status.st_mode & S_IFMT == S_IFDIR {
                    folders.append(path)
                } else if !Inbox.isPassedOver(text, patterns) {
                    note(path, status)
                }
            } catch  where error.isAbsence {
                continue
            } catch  where Inbox.isPassedOver(text, patterns) {
                continue
            } catch {
                // It may be a folder.
                refuse(path, "It cannot be looked at: \(error.reason).", isFolder: true)
            }
        }
        return folders
    }

    private mutating func note(_ path: InboxPath, _ status: stat) {
        switch status.st_mode & S_IFMT {
        case S_IFREG where Inbox.isLockFile(path):
            refuse(
                path, Inbox.lockFileReason, .lockFile,
                sha256: Self.hash(of: InboxFile(path, stamp: FileStamp(status))))
        case S_IFREG where status.st_size > limits.fileBytes:
            refuse(
                path,
                "The file has \(status.st_size) bytes, more than the limit of \(limits.fileBytes) (fileBytes); it was not taken.",
                .limit)
        case S_IFREG: files.append(InboxFile(path, stamp: FileStamp(status)))
        case S_IFLNK: refuse(path, "This is a link, which is not followed. Put the file itself into the inbox.")
        default: refuse(path, "This is not a regular file; it was not opened.")
        }
    }

    /// The names in a folder in the order of their bytes; nil where they are too many.
    private mutating func names(in folder: Descriptor) throws(FileSystemError) -> [[CChar]]? {
        guard let names = try folder.names(atMost: limits.entries - count) else { return nil }
        count += names.count
        return names.sorted { left, right in
            left.lexicographicallyPrecedes(right) { UInt8(bitPattern: $0) < UInt8(bitPattern: $1) }
        }
    }

    private mutating func refuse(
        _ path: InboxPath, _ reason: String, _ rule: SpreadsheetError.Code = .unreadable, sha256: String? = nil,
        isFolder: Bool = false
    ) {
        let text = path.names.isEmpty ? "." : path.text
        var refusal = InboxRefusal(path: text, reason: reason, rule: rule)
        refusal.bytes = path.bytesUnlessText
        refusal.sha256 = sha256
        refusal.isFolder = isFolder
        refused.append(refusal)
    }

    /// The hash of a small file's content; nil where it is larger than such a file is, or cannot be read.
    private static func hash(of file: InboxFile) -> String? {
        guard file.stamp.size <= 4_096, let reading = try? InboxReading(file) else { return nil }
        var content: [UInt8] = []
        while let piece = try? reading.next() { content += piece }
        return content.count == Int(file.stamp.size) ? Digest.sha256(content) : nil
    }
}
