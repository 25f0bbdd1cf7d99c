import Foundation
import Load

/// A file of the inbox.
struct InboxFile: Sendable {
    /// The path below the inbox, with `/`.
    let path: String
    let url: URL
    let stamp: FileStamp

    var name: String { url.lastPathComponent }

    /// The name's ending, in lower case.
    var fileExtension: String { url.pathExtension.lowercased() }
}

/// What is in an inbox.
struct Inbox: Sendable {
    let folder: URL
    /// The files, ordered by path: what a run does never depends on the order in which a directory lists them.
    let files: [InboxFile]
    /// Entries that are not taken, and why: links, pipes, devices (which are not opened), and folders that cannot be looked into.
    let refused: [(path: String, reason: String)]

    /// Lists an inbox with its folders.
    ///
    /// - Throws: ``PipelineError`` of code `noInput` where there is no such folder.
    init(_ folder: URL, ignoring patterns: [String]) throws {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else {
            throw PipelineError(
                .noInput, "The inbox \(folder.path) cannot be read. Check `inbox:` in the definition, or use --inbox.")
        }
        self.folder = folder
        var files: [InboxFile] = []
        var refused: [(path: String, reason: String)] = []
        var paths = names
        while let path = paths.popLast() {
            let url = folder.appending(path: path)
            guard !Self.isPassedOver(path, patterns),
                let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
            else { continue }
            switch attributes[.type] as? FileAttributeType {
            case .typeRegular: files.append(InboxFile(path: path, url: url, stamp: try Self.stamp(of: url)))
            case .typeDirectory:
                if let names = try? FileManager.default.contentsOfDirectory(atPath: url.path) {
                    paths += names.map { "\(path)/\($0)" }
                } else {
                    refused.append((path, "The folder cannot be looked into. Check its permissions."))
                }
            case .typeSymbolicLink:
                refused.append((path, "This is a link, which is not followed. Put the file itself into the inbox."))
            default: refused.append((path, "This is not a regular file; it was not opened."))
            }
        }
        self.files = files.sorted { $0.path < $1.path }
        self.refused = refused.sorted { $0.path < $1.path }
    }

    /// Dot files, files on their way (`.part`, `.tmp`), and what the definition ignores; `~$` files are told, since they mean that a workbook is open.
    static func isPassedOver(_ path: String, _ patterns: [String]) -> Bool {
        let parts = path.split(separator: "/")
        guard let name = parts.last else { return true }
        if parts.contains(where: { $0.hasPrefix(".") }) || name.hasSuffix(".part") || name.hasSuffix(".tmp") {
            return true
        }
        return patterns.contains { matches(name[...], $0[...]) }
    }

    /// File-name patterns with `*` and `?`.
    private static func matches(_ name: Substring, _ pattern: Substring) -> Bool {
        guard let first = pattern.first else { return name.isEmpty }
        let rest = pattern.dropFirst()
        switch first {
        case "*": return matches(name, rest) || (!name.isEmpty && matches(name.dropFirst(), pattern))
        case "?": return !name.isEmpty && matches(name.dropFirst(), rest)
        default: return name.first == first && matches(name.dropFirst(), rest)
        }
    }

    static func stamp(of url: URL) throws -> FileStamp {
        var status = stat()
        guard stat(url.path, &status) == 0 else {
            throw PipelineError(.io, "\(url.path) cannot be looked at: \(String(cString: strerror(errno))).")
        }
        return FileStamp(status)
    }
}
