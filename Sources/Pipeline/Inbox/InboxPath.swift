import Foundation
import Load
import StableStorage

/// An open file or folder, closed with its last reference.
final class Descriptor: Sendable {
    let number: Int32
    /// Where it was opened, as people read it.
    let path: String

    /// Takes over what `open` has given.
    init(_ number: Int32, _ path: @autoclosure () -> String) throws(FileSystemError) {
        // Before anything is made, which may change it.
        let code = errno
        self.path = path()
        guard number >= 0 else { throw FileSystemError(.opened, self.path, code: code) }
        self.number = number
    }

    deinit { close(number) }

    /// What the system says of it.
    func status() throws(FileSystemError) -> stat {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw FileSystemError(.lookedAt, path, code: errno) }
        return status
    }
}

/// The way from an inbox to what lies in it.
///
/// It is taken step by step, each from the folder that the step before has opened, and no step follows a link: a folder that is swapped for
/// a link while a run goes on leads nowhere, and not out of the inbox. Names are the file system's own bytes, which need be no text.
struct InboxPath: Sendable, Hashable {
    /// The inbox. It may itself be a link: whoever runs Canvass has named it.
    let root: String
    /// The names of the folders and, last, of the file; each ends with a NUL.
    private(set) var names: [[CChar]] = []

    init(root: String) {
        self.root = root
    }

    /// The way to an entry of the folder to which this one leads.
    func appending(_ name: [CChar]) -> InboxPath {
        var path = self
        path.names.append(name)
        return path
    }

    /// The way as people read it, with `/` between the names; bytes that are no UTF-8 are replacement characters.
    var text: String { names.map(Self.text).joined(separator: "/") }

    /// The names' bytes with `/` between them, where they are no UTF-8, so that ``text`` is not all of them.
    var bytesUnlessText: [UInt8]? {
        let bytes = names.map { $0.dropLast().map { UInt8(bitPattern: $0) } }.joined(separator: [0x2F])
        return Array(bytes).elementsEqual(text.utf8) ? nil : Array(bytes)
    }

    /// A name as people read it.
    static func text(of name: [CChar]) -> String {
        String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Opens the folder to which the way leads.
    func openFolder() throws(FileSystemError) -> Descriptor {
        var folder = try Descriptor(open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC), root)
        for name in names {
            folder = try folder.folder(name)
        }
        return folder
    }

    /// The folder that holds the last of the names, and this name.
    func openParent() throws(FileSystemError) -> (folder: Descriptor, name: [CChar]) {
        guard let name = names.last else { throw FileSystemError(.opened, root, code: EISDIR) }
        var parent = self
        parent.names.removeLast()
        return (try parent.openFolder(), name)
    }

    /// Opens the file to which the way leads, to be read.
    ///
    /// - Throws: ``FileSystemError``; `ELOOP` where there is a link, `EINVAL` where there is something else that is no regular file.
    func openFile() throws(FileSystemError) -> Descriptor {
        let (folder, name) = try openParent()
        // O_NONBLOCK: a named pipe that has taken the file's place must not make the run wait.
        let file = try Descriptor(
            openat(folder.number, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC),
            folder.path(of: name))
        guard try file.status().st_mode & S_IFMT == S_IFREG else {
            throw FileSystemError(.opened, file.path, code: EINVAL)
        }
        return file
    }

    /// The stamp of the regular file to which the way leads, which is not opened.
    ///
    /// - Throws: ``FileSystemError``; `EINVAL` where there is no regular file.
    func stamp() throws(FileSystemError) -> FileStamp {
        let (folder, name) = try openParent()
        let status = try Self.status(of: name, in: folder)
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw FileSystemError(.lookedAt, folder.path(of: name), code: EINVAL)
        }
        return FileStamp(status)
    }

    /// What the system says of an entry of a folder; of a link, of the link itself.
    static func status(of name: [CChar], in folder: Descriptor) throws(FileSystemError) -> stat {
        var status = stat()
        guard fstatat(folder.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            let code = errno
            throw FileSystemError(.lookedAt, folder.path(of: name), code: code)
        }
        return status
    }
}

extension Descriptor {
    /// The path of an entry of this folder, as people read it.
    func path(of name: [CChar]) -> String { "\(path)/\(InboxPath.text(of: name))" }

    /// Opens a folder in this one; a link is followed nowhere.
    func folder(_ name: [CChar]) throws(FileSystemError) -> Descriptor {
        try Descriptor(openat(number, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), path(of: name))
    }
}

extension FileStamp {
    /// The stamp in what the system says of a file.
    init(_ status: stat) {
        #if canImport(Darwin)
            let modified = status.st_mtimespec
        #else
            let modified = status.st_mtim
        #endif
        // Times that hostile file systems give must not end the run.
        let (nanoseconds, overflow) = Int64(modified.tv_sec).multipliedReportingOverflow(by: 1_000_000_000)
        self.init(
            size: Int64(status.st_size),
            modified: overflow ? Int64(modified.tv_sec) : nanoseconds &+ Int64(modified.tv_nsec),
            inode: UInt64(status.st_ino))
    }
}
