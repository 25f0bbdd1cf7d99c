#if os(Linux)
    import CLinux
#endif
import Foundation
import Load
import Logging
import Spreadsheets
import StableStorage
import SurveyModel

/// A file of the inbox whose content is in the archive.
struct TakenFile: Sendable {
    let file: InboxFile
    /// The content's hash, or those of what is in a container; none where nothing in it could be read.
    let contents: [String]
    /// Whether something in a container could not be read, or there is nothing to read. A lock file is no answer of anybody.
    private(set) var isPartlyRefused = false
    /// Whether something in it could not be read for what may lie in the machine, so that the next run tries again.
    private(set) var isToStay = false

    init(file: InboxFile, contents: [String]) {
        self.file = file
        self.contents = contents
    }

    /// A container.
    ///
    /// - Parameter isToStay: whether the next run opens it again.
    init(file: InboxFile, members: [ContainerMember], isToStay: Bool) {
        self.init(file: file, contents: members.map(\.sha256).filter { !$0.isEmpty })
        isPartlyRefused =
            contents.isEmpty
            || members.contains { $0.sha256.isEmpty && $0.rule != SpreadsheetError.Code.lockFile.rawValue }
        self.isToStay = isToStay
    }
}

/// Moves files out of the inbox that a published run has taken: into `Done` or `Refused` beside it, under their own paths.
///
/// Files are renamed and never copied, never put in another's place (a number is added to the name), and only moved as they were when they were
/// archived. What cannot be moved stays where it is, and the log says so: it is in the archive, and the next run tries again.
struct InboxClearing {
    /// The inbox.
    let inbox: URL
    let logger: Logger

    /// More numbers are not tried.
    private static let greatestNumber = 10_000

    /// Moves files.
    ///
    /// - Parameters:
    ///   - taken: files of the inbox whose content is in the archive.
    ///   - isRefused: whether a content was refused; nil where it is not in the published run or shall be tried again, so that it stays.
    func clear(_ taken: [TakenFile], isRefused: (String) -> Bool?) {
        for item in taken where !item.isToStay {
            let verdicts = item.contents.map(isRefused)
            guard !verdicts.contains(nil) else { continue }
            // Who looks into Done shall not take for read what was not.
            let refused = item.isPartlyRefused || verdicts.contains(true)
            do {
                let place = try move(item.file, to: refused ? "Refused" : "Done")
                logger.info("moved", metadata: ["file": "\(item.file.path)", "to": "\(place)"])
            } catch {
                logger.warning(
                    "not moved out of the inbox", metadata: ["file": "\(item.file.path)", "reason": "\(error)"])
            }
        }
    }

    /// Why a file was not moved.
    private struct Hindrance: Error, CustomStringConvertible {
        let description: String
    }

    private func move(_ file: InboxFile, to name: String) throws -> String {
        let (source, own) = try file.way.openParent()
        let target = try folder(name, as: file.way)
        // Who has it open would write on into the file that was moved, and the correction would never be read.
        if Settling.isOpenForWriting(try file.way.openFile()) == true {
            throw Hindrance(description: "A program has it open for writing; the next run tries again.")
        }
        guard FileStamp(try InboxPath.status(of: own, in: source)) == file.stamp else {
            throw Hindrance(description: "It has changed since it was archived; the next run takes it.")
        }
        let new = try rename(own, in: source, to: own, in: target)
        if FileStamp(try InboxPath.status(of: new, in: target)) != file.stamp {
            // Another file took its place between the look and the move. That one is not in the archive.
            try giveBack(new, from: target, to: own, in: source)
            throw Hindrance(description: "Another file has taken its place; the next run takes it.")
        }
        let folders = file.way.names.dropLast().map { InboxPath.text(of: $0) }
        return ([name] + folders + [InboxPath.text(of: new)]).joined(separator: "/")
    }

    private func giveBack(_ name: [CChar], from target: Descriptor, to own: [CChar], in source: Descriptor) throws {
        _ = try rename(name, in: target, to: own, in: source)
    }

    /// The folder beside the inbox in which a file gets its place, made where it is missing. No link is followed on the way.
    private func folder(_ name: String, as way: InboxPath) throws -> Descriptor {
        let parent = inbox.resolvingSymlinksInPath().deletingLastPathComponent()
        var folder = try InboxPath(root: parent.path).openFolder()
        for name in [Array(name.utf8CString)] + way.names.dropLast() {
            guard mkdirat(folder.number, name, 0o775) == 0 || errno == EEXIST else {
                let code = errno
                throw FileSystemError(.made, folder.path(of: name), code: code)
            }
            do throws(FileSystemError) {
                folder = try folder.folder(name)
            } catch {
                guard error.code == ENOTDIR || error.code == ELOOP else { throw error }
                throw Hindrance(
                    description:
                        "\(folder.path(of: name)) is a link, or no folder, and no link is followed here. Put a folder in its place, on the inbox's own file system."
                )
            }
        }
        return folder
    }

    /// Bytes of a name in common file systems (NAME_MAX).
    private static let longestName = 255

    /// A name with a number before its ending, which takes the place of its last characters where the name gets too long.
    static func numbered(_ name: [CChar], _ number: Int) -> [CChar] {
        guard number > 1 else { return name }
        let end = name.endIndex - 1
        let addition = "-\(number)".utf8.map { CChar(bitPattern: $0) }
        let over = max(0, end + addition.count - longestName)
        var dot = name.dropFirst().lastIndex(of: 0x2E) ?? end
        // An ending that leaves room for nothing before it is none.
        if dot <= over { dot = end }
        var cut = dot - over
        // A character of several bytes goes as a whole.
        while over > 0, cut > 1, UInt8(bitPattern: name[cut]) & 0xC0 == 0x80 { cut -= 1 }
        return Array(name[..<cut]) + addition + Array(name[dot...])
    }

    /// Gives a file a name in a folder that no other has there. A number is added where the name is taken, before the ending.
    ///
    /// - Returns: the name.
    private func rename(
        _ old: [CChar], in source: Descriptor, to name: [CChar], in folder: Descriptor
    ) throws -> [CChar] {
        for number in 1...Self.greatestNumber {
            let candidate = Self.numbered(name, number)
            switch Self.rename(old, in: source, toNew: candidate, in: folder) {
            case 0: return candidate
            case EEXIST: continue
            case EINVAL, ENOSYS, ENOTSUP:
                if try replace(old, in: source, to: candidate, in: folder) { return candidate }
            case let code: throw FileSystemError(.renamed, source.path(of: old), code: code)
            }
        }
        throw Hindrance(description: "\(Self.greatestNumber) files of this name are there already.")
    }

    /// Renames a file in one step, so that nothing is left behind whenever the process ends.
    ///
    /// - Returns: 0 or the number of the error: `EEXIST` where the name is taken, `EINVAL` or `ENOSYS` where the file system does not know how.
    private static func rename(
        _ old: [CChar], in source: Descriptor, toNew new: [CChar], in folder: Descriptor
    ) -> Int32 {
        #if os(Linux)
            return canvass_rename_to_new(source.number, old, folder.number, new) == 0 ? 0 : errno
        #else
            return ENOSYS
        #endif
    }

    /// Renames a file in two steps: an empty file takes the name, so that it is nobody else's from then on, and the move replaces it.
    ///
    /// - Returns: whether the name was free.
    private func replace(
        _ old: [CChar], in source: Descriptor, to new: [CChar], in folder: Descriptor
    ) throws -> Bool {
        let made = openat(folder.number, new, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard made >= 0 else {
            let code = errno
            guard code == EEXIST else { throw FileSystemError(.made, folder.path(of: new), code: code) }
            return false
        }
        close(made)
        guard renameat(source.number, old, folder.number, new) == 0 else {
            let code = errno
            unlinkat(folder.number, new, 0)
            throw FileSystemError(.renamed, source.path(of: old), code: code)
        }
        return true
    }
}
