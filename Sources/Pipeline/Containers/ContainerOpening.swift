import Foundation
import Load
import Spreadsheets

/// Opens archived ZIP archives and mails that hold returns, and archives each file in them as a return of its own.
///
/// A file in one is known by its content like any other, under a path that leads through the container: `mail.eml/returns.zip/ALD.xlsx`. The container stays
/// whole in the archive.
final class ContainerOpening {
    /// The endings by which a container is looked for; what it is, its content tells.
    static let endings: Set<String> = ["zip", "eml"]
    /// Containers in a container: a ZIP archive in a mail is opened, one in that is not.
    private static let mostDepth = 1

    private let archive: Archive
    private let ignoring: [String]
    /// Bytes of one file.
    private let fileBytes: Int
    /// Where files lie until they are archived, under numbers: names are the sender's words.
    private let scratch: URL
    private var count = 0
    /// What the container that is being opened may hold in all.
    private var allowance = ContainerAllowance(size: 0)
    /// What was found in it so far.
    private var members: [ContainerMember] = []
    /// Files that are to be archived, with their places among the members.
    private var waiting: [(place: Int, file: InboxFile)] = []

    /// How many files, and bytes, are archived at once: a disk takes as long for one file as for many.
    private static let batch = (files: 256, bytes: 64 << 20)

    init(archive: Archive, ignoring: [String], fileBytes: Int, scratch: URL) {
        self.archive = archive
        self.ignoring = ignoring
        self.fileBytes = fileBytes
        self.scratch = scratch.appending(path: "containers-\(ProcessInfo.processInfo.processIdentifier)")
    }

    deinit {
        try? FileManager.default.removeItem(at: scratch)
        // Where nothing else is in it.
        rmdir(scratch.deletingLastPathComponent().path)
    }

    /// Opens a container.
    ///
    /// - Parameters:
    ///   - url: the archived copy.
    ///   - name: the name under which it was sent.
    /// - Returns: what is in it, those first that come first in it; nil where it is none, but a return or something else.
    /// - Throws: ``PipelineError`` where the archive cannot be written, and where the process was told to stop.
    func open(_ url: URL, name: String) throws -> [ContainerMember]? {
        (members, waiting) = ([], [])
        defer { (members, waiting) = ([], []) }
        allowance = ContainerAllowance(size: Int(clamping: try Inbox.stamp(of: url).size))
        guard try open(url, name, within: "", depth: 0) else { return nil }
        try archiveWaiting()
        if members.isEmpty {
            members.append(Self.refused("", .notASpreadsheet, "There is no file in it that could be a return."))
        }
        return ContainerNames.distinct(members)
    }

    // MARK: - Kinds

    /// Adds what is in a container; false where it is none.
    private func open(_ url: URL, _ name: String, within prefix: String, depth: Int) throws -> Bool {
        switch URL(filePath: name).pathExtension.lowercased() {
        case "zip": try openArchive(url, name, prefix, depth)
        case "eml": try openMail(url, prefix, depth)
        default: false
        }
    }

    private func openArchive(_ url: URL, _ name: String, _ prefix: String, _ depth: Int) throws -> Bool {
        let zip: FileArchive
        do {
            guard
                let opened = try FileArchive(
                    path: url.path, name: name, memberBytes: fileBytes, allowance: allowance)
            else { return false }
            zip = opened
        } catch {
            members.append(Self.refused(Self.trimmed(prefix), error.code, error.message))
            return true
        }
        guard depth <= Self.mostDepth else {
            members.append(Self.tooDeep(prefix))
            return true
        }
        for member in zip.members where !member.isFolder { try take(member, of: zip, prefix, depth) }
        return true
    }

    private func take(_ member: FileArchive.Member, of zip: FileArchive, _ prefix: String, _ depth: Int) throws {
        try Interruption.check()
        guard let path = ContainerNames.path(member.name) else {
            let reason = "Its name in the archive leads out of the archive; it was not read."
            members.append(Self.refused(prefix + member.name.replacing("\\", with: "/"), .corrupt, reason))
            return
        }
        guard !isPassedOver(path) else { return }
        if let (rule, reason) = Self.fault(of: member) {
            members.append(Self.refused(prefix + path, rule, reason))
            return
        }
        let outcome = try write(ending: URL(filePath: path).pathExtension) { handle in
            try zip.read(member) { try handle.write(contentsOf: Data($0)) }
        }
        switch outcome {
        case .success(let file): try take(file, prefix + path, depth)
        case .failure(let error):
            let reason =
                error.code == .limit
                ? "It, or what was received up to it, is larger than files in a container may be." : error.message
            members.append(Self.refused(prefix + path, error.code, reason))
        }
    }

    private func openMail(_ url: URL, _ prefix: String, _ depth: Int) throws -> Bool {
        let bytes: [UInt8]
        do {
            let handle = try FileHandle(forReadingFrom: url)
            defer { try? handle.close() }
            bytes = Array(try handle.read(upToCount: MailAttachments.mostBytes + 1) ?? Data())
        } catch {
            // It lies in the machine, not in the mail.
            members.append(Self.refused(Self.trimmed(prefix), .unreadable, "It cannot be read: \(error)."))
            return true
        }
        guard MailHeader.isMail(bytes) else { return false }
        guard bytes.count <= MailAttachments.mostBytes else {
            members.append(
                Self.refused(
                    Self.trimmed(prefix), .limit, "The mail has more than \(MailAttachments.mostBytes >> 20) MiB."))
            return true
        }
        guard depth <= Self.mostDepth else {
            members.append(Self.tooDeep(prefix))
            return true
        }
        do {
            for attachment in try MailAttachments.read(bytes) where !isPassedOver(attachment.name) {
                try take(attachment, prefix, depth)
            }
        } catch let fault as MailFault {
            members.append(Self.refused(Self.trimmed(prefix), fault.rule, fault.reason))
        }
        return true
    }

    private func take(_ attachment: MailAttachments.Attachment, _ prefix: String, _ depth: Int) throws {
        try Interruption.check()
        let path = prefix + attachment.name
        switch attachment.content {
        case .failure(let fault): members.append(Self.refused(path, fault.rule, fault.reason))
        case .success(let content):
            let outcome = try write(ending: URL(filePath: attachment.name).pathExtension) { handle in
                try allowance.take(files: 1)
                try allowance.take(bytes: content.count)
                try handle.write(contentsOf: Data(content))
            }
            switch outcome {
            case .success(let file): try take(file, path, depth)
            case .failure(let error): members.append(Self.refused(path, error.code, error.message))
            }
        }
    }

    // MARK: - Files

    /// Puts a file among those that are to be archived, or opens it where it is a container in its turn.
    private func take(_ file: InboxFile, _ path: String, _ depth: Int) throws {
        if try open(file.url, path, within: path + "/", depth: depth + 1) {
            try? FileManager.default.removeItem(at: file.url)
            return
        }
        waiting.append((members.count, file))
        // It gets its hash with its batch.
        members.append(ContainerMember(name: path, fileExtension: file.fileExtension, sha256: ""))
        let bytes = waiting.reduce(0) { $0 + Int(clamping: $1.file.stamp.size) }
        if waiting.count >= Self.batch.files || bytes >= Self.batch.bytes { try archiveWaiting() }
    }

    private func archiveWaiting() throws {
        guard !waiting.isEmpty else { return }
        try Interruption.check()
        for ((place, file), sha256) in zip(waiting, try archive.take(waiting.map(\.file))) {
            members[place] = ContainerMember(
                name: members[place].name, fileExtension: file.fileExtension, sha256: try sha256.get())
            try? FileManager.default.removeItem(at: file.url)
        }
        waiting = []
    }

    /// Writes a file into the scratch folder.
    ///
    /// - Returns: the file, or why its content cannot be had.
    private func write(ending: String, _ body: (FileHandle) throws -> Void) throws -> Result<
        InboxFile, SpreadsheetError
    > {
        count += 1
        let name =
            ending.isEmpty
            ? "\(count)" : "\(count).\(ending.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.prefix(16))"
        let url = scratch.appending(path: name)
        do {
            try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
            try Data().write(to: url)
            let handle = try FileHandle(forWritingTo: url)
            defer { try? handle.close() }
            try body(handle)
            let way = InboxPath(root: scratch.path).appending(Array(name.utf8CString))
            return .success(InboxFile(way, stamp: try way.stamp()))
        } catch let error as SpreadsheetError {
            try? FileManager.default.removeItem(at: url)
            return .failure(error)
        } catch {
            throw PipelineError(
                .cannotWrite, "\(url.path) cannot be written: \(error). Check permissions and room on the disk.")
        }
    }

    private func isPassedOver(_ path: String) -> Bool {
        path.hasPrefix("__MACOSX/") || Inbox.isPassedOver(path, ignoring)
    }

    private static func fault(of member: FileArchive.Member) -> (SpreadsheetError.Code, String)? {
        if member.isLink { return (.corrupt, "It is a link in the archive, which leads to no content.") }
        if member.isEncrypted { return (.encrypted, "A password protects it in the archive.") }
        return nil
    }

    private static func tooDeep(_ prefix: String) -> ContainerMember {
        refused(trimmed(prefix), .limit, "It lies in a container that lies in another itself; it was not opened.")
    }

    private static func refused(_ name: String, _ rule: SpreadsheetError.Code, _ reason: String) -> ContainerMember {
        ContainerMember(name: name, rule: rule.rawValue, reason: reason)
    }

    private static func trimmed(_ prefix: String) -> String {
        prefix.hasSuffix("/") ? String(prefix.dropLast()) : prefix
    }
}
