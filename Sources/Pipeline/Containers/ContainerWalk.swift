import Foundation
import Spreadsheets
import StableStorage

/// Goes through a ZIP archive or a mail, and through the containers in it, and tells what is there. It depends on nothing but the container
/// and what is said here, writes nothing, and can be done by a worker.
struct ContainerWalk {
    /// Containers in a container: a ZIP archive in a mail is opened, one in that is not.
    static let mostDepth = 1

    private let ignoring: [String]
    /// Bytes of one file.
    private let fileBytes: Int
    private let receiver: any ContainerReceiver
    /// What the container that was received may hold in all.
    private let allowance: ContainerAllowance

    /// Goes through a container.
    ///
    /// - Parameters:
    ///   - file: the open file, which is closed when this returns.
    ///   - name: the name under which it was sent.
    ///   - ignoring: the patterns of file names that are passed over.
    ///   - fileBytes: the most bytes of a file.
    ///   - receiver: takes what is found.
    /// - Returns: whether it is a container. Of what is none, nothing is told.
    /// - Throws: what the receiver throws, and where the process was told to stop.
    static func go(
        through file: Int32, name: String, ignoring: [String], fileBytes: Int, receiver: any ContainerReceiver
    ) throws -> Bool {
        let allowance = ContainerAllowance(size: RegularFile.size(of: file) ?? 0)
        let walk = ContainerWalk(
            ignoring: ignoring, fileBytes: fileBytes, receiver: receiver, allowance: allowance)
        return try walk.open(file, name, within: "", depth: 0)
    }

    private init(ignoring: [String], fileBytes: Int, receiver: any ContainerReceiver, allowance: ContainerAllowance) {
        self.ignoring = ignoring
        self.fileBytes = fileBytes
        self.receiver = receiver
        self.allowance = allowance
    }

    // MARK: - Kinds

    /// Tells what is in a container; false where it is none. Closes the file.
    private func open(_ file: Int32, _ name: String, within prefix: String, depth: Int) throws -> Bool {
        switch ContainerNames.containerEnding(of: name) {
        case "zip": return try openArchive(file, name, prefix, depth)
        case "eml": return try openMail(file, prefix, depth)
        default:
            close(file)
            return false
        }
    }

    private func openArchive(_ file: Int32, _ name: String, _ prefix: String, _ depth: Int) throws -> Bool {
        let zip: FileArchive
        do {
            guard
                let opened = try FileArchive(
                    descriptor: file, name: name, memberBytes: fileBytes, allowance: allowance)
            else { return false }
            zip = opened
        } catch {
            try receiver.refuse(Self.trimmed(prefix), ContainerRefusal(error.code, error.message))
            return true
        }
        guard depth <= Self.mostDepth else {
            try receiver.refuse(Self.trimmed(prefix), Self.tooDeep)
            return true
        }
        for member in zip.members where !member.isFolder { try take(member, of: zip, prefix, depth) }
        return true
    }

    private func take(_ member: FileArchive.Member, of zip: FileArchive, _ prefix: String, _ depth: Int) throws {
        try Interruption.check()
        guard !ContainerNames.isTooLong(member.name) else { return try refuseLongName(member.name, prefix) }
        guard !ContainerNames.isNone(member.name) else {
            let refusal = ContainerRefusal(.corrupt, "It has no name in the archive; it was not read.")
            return try receiver.refuse(prefix + ContainerNames.ofNone, refusal)
        }
        guard let path = ContainerNames.path(member.name) else {
            let reason = "Its name in the archive leads out of the archive; it was not read."
            let name = prefix + member.name.replacing("\\", with: "/")
            return try receiver.refuse(name, ContainerRefusal(.corrupt, reason))
        }
        guard !isPassedOver(path) else { return }
        if let refusal = Self.fault(of: member) { return try receiver.refuse(prefix + path, refusal) }
        try take(prefix + path, depth) { add in
            do {
                try zip.read(member, add)
            } catch let error as SpreadsheetError where error.code == .limit {
                throw SpreadsheetError(
                    .limit, "It, or what was received up to it, is larger than files in a container may be.")
            }
        }
    }

    private func openMail(_ file: Int32, _ prefix: String, _ depth: Int) throws -> Bool {
        let bytes: [UInt8]
        do throws(FileSystemError) {
            defer { close(file) }
            // Not by a FileHandle, which asks the C library what is open: workers may not have the call that it makes of that.
            bytes = try InputFile.content(of: file, at: prefix, atMost: MailAttachments.mostBytes + 1)
        } catch {
            // It lies in the machine, not in the mail.
            try receiver.refuse(
                Self.trimmed(prefix), ContainerRefusal(.unreadable, "It cannot be read: \(error.reason)."))
            return true
        }
        let mail = MailAttachments.withoutMark(bytes)
        guard MailHeader.isMail(mail) else { return false }
        guard bytes.count <= MailAttachments.mostBytes else {
            let reason = "The mail has more than \(MailAttachments.mostBytes >> 20) MiB."
            try receiver.refuse(Self.trimmed(prefix), ContainerRefusal(.limit, reason))
            return true
        }
        guard depth <= Self.mostDepth else {
            try receiver.refuse(Self.trimmed(prefix), Self.tooDeep)
            return true
        }
        let attachments: [MailAttachments.Attachment]
        do throws(MailFault) {
            attachments = try MailAttachments.read(mail)
        } catch {
            try receiver.refuse(Self.trimmed(prefix), ContainerRefusal(error.rule, error.reason))
            return true
        }
        try take(attachments, prefix, depth)
        return true
    }

    private func take(_ attachments: [MailAttachments.Attachment], _ prefix: String, _ depth: Int) throws {
        for attachment in attachments {
            try Interruption.check()
            // Each, whatever becomes of it, as the files of an archive are: of a worker that tells of more the run believes nothing.
            do throws(SpreadsheetError) {
                try allowance.take(files: 1)
            } catch {
                return try receiver.refuse(Self.trimmed(prefix), ContainerRefusal(error.code, error.message))
            }
            try take(attachment, prefix, depth)
        }
    }

    private func take(_ attachment: MailAttachments.Attachment, _ prefix: String, _ depth: Int) throws {
        guard !ContainerNames.isTooLong(attachment.name) else { return try refuseLongName(attachment.name, prefix) }
        guard !isPassedOver(attachment.name) else { return }
        let path = prefix + attachment.name
        switch attachment.content {
        case .failure(let fault): try receiver.refuse(path, ContainerRefusal(fault.rule, fault.reason))
        case .success(let content):
            do throws(SpreadsheetError) {
                try allowance.take(bytes: content.count)
            } catch {
                return try receiver.refuse(path, ContainerRefusal(error.code, error.message))
            }
            try take(path, depth) { add in try content.withUnsafeBytes { try add($0) } }
        }
    }

    // MARK: - Files

    /// Gives a file to the receiver, or goes through it where it is a container in its turn.
    private func take(
        _ path: String, _ depth: Int, _ content: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void
    ) throws {
        // As in the inbox: it is told, and not taken.
        guard !Inbox.isLockFile(path) else { return try receiver.refuse(path, Self.lockFile) }
        try receiver.begin(path)
        do {
            try content { try receiver.add($0) }
        } catch let error as SpreadsheetError {
            return try receiver.fail(ContainerRefusal(error.code, error.message))
        }
        guard ContainerNames.containerEnding(of: path) != nil else { return try receiver.keep() }
        if try open(try receiver.reopen(), path, within: path + "/", depth: depth + 1) {
            try receiver.drop()
        } else {
            try receiver.keep()
        }
    }

    private func isPassedOver(_ path: String) -> Bool {
        path.hasPrefix("__MACOSX/") || Inbox.isPassedOver(path, ignoring)
    }

    /// What is told of a name that no file system has, and by which nothing can be called: the beginning of it.
    private func refuseLongName(_ name: String, _ prefix: String) throws {
        let reason = "Its name has more than \(ContainerNames.mostBytes) bytes; it was not read."
        // A letter may have any number of accents: what is counted are code points.
        let beginning = String(String.UnicodeScalarView(name.replacing("\\", with: "/").unicodeScalars.prefix(60)))
        try receiver.refuse("\(prefix)\(beginning)\u{2026}", ContainerRefusal(.limit, reason))
    }

    private static func fault(of member: FileArchive.Member) -> ContainerRefusal? {
        if member.isLink {
            return ContainerRefusal(.corrupt, "It is a link in the archive, which leads to no content.")
        }
        if member.isEncrypted { return ContainerRefusal(.encrypted, "A password protects it in the archive.") }
        return nil
    }

    private static let lockFile = ContainerRefusal(.lockFile, Inbox.lockFileReason)

    private static let tooDeep = ContainerRefusal(
        .limit, "It lies in a container that lies in another itself; it was not opened.")

    private static func trimmed(_ prefix: String) -> String {
        prefix.hasSuffix("/") ? String(prefix.dropLast()) : prefix
    }
}
