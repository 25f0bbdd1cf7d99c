#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What is done to folders and the names in them, so that it lasts.
public enum Folder {
    /// Makes a folder and those above it that are missing, and makes their names durable.
    ///
    /// - Throws: ``FileSystemError``.
    public static func make(_ path: String) throws {
        guard try makeAlone(path) else { return }
        try synchronize(parent(of: path))
    }

    /// Makes a folder whose name need not last yet; those above it that are missing are made so too.
    ///
    /// - Returns: whether it was made; false where it was there.
    /// - Throws: ``FileSystemError``.
    @discardableResult
    public static func makeAlone(_ path: String) throws -> Bool { try makeAlone(path, mode: 0o775) }

    /// Makes a folder whose name need not last for its owner alone, from its first moment: whatever is put there, nobody else comes to it. Those
    /// above it that are missing are made as ever.
    ///
    /// - Returns: whether it was made; false where it was there, with the mode that it has.
    /// - Throws: ``FileSystemError``.
    @discardableResult
    public static func makePrivate(_ path: String) throws -> Bool { try makeAlone(path, mode: 0o700) }

    private static func makeAlone(_ path: String, mode: mode_t) throws -> Bool {
        if mkdir(path, mode) == 0 { return true }
        let code = errno
        switch code {
        case EEXIST:
            guard try isFolder(path) else { throw FileSystemError(.made, path, code: ENOTDIR) }
            return false
        case ENOENT where parent(of: path) != path:
            try make(parent(of: path))
            if mkdir(path, mode) == 0 { return true }
            guard errno == EEXIST else { throw FileSystemError(.made, path, code: errno) }
            return false
        default: throw FileSystemError(.made, path, code: code)
        }
    }

    /// The bytes that may still be written on the disk of a file or folder; nil where the system does not tell.
    public static func freeBytes(at path: String) -> Int64? {
        var disk = statvfs()
        guard statvfs(path, &disk) == 0 else { return nil }
        // Some file systems say that they have no end.
        let (bytes, isBeyond) = Int64(clamping: disk.f_bavail)
            .multipliedReportingOverflow(by: Int64(clamping: disk.f_frsize))
        return isBeyond ? .max : bytes
    }

    /// Whether the file system of a file or folder has no entry left for another file, whatever room it has; false where the system does not tell, or the
    /// file system does not count them.
    public static func hasNoEntries(at path: String) -> Bool {
        var disk = statvfs()
        guard statvfs(path, &disk) == 0 else { return false }
        return disk.f_files > 0 && disk.f_favail == 0
    }

    /// Waits until the names in a folder are on the disk. A file system that knows no such thing for folders is taken to need none.
    ///
    /// - Throws: ``FileSystemError``, after which nothing is known of the names.
    public static func synchronize(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileSystemError(.opened, path, code: errno) }
        defer { close(descriptor) }
        guard flush(descriptor) == 0 || errno == EINVAL else {
            throw FileSystemError(.synchronized, path, code: errno)
        }
    }

    /// Gives a file or folder another name in one step; a file that has that name is replaced.
    /// The new name lasts once its folder is synchronized.
    ///
    /// - Throws: ``FileSystemError``.
    public static func rename(_ path: String, to other: String) throws {
        #if canImport(Darwin)
            let result = Darwin.rename(path, other)
        #elseif canImport(Musl)
            let result = Musl.rename(path, other)
        #else
            let result = Glibc.rename(path, other)
        #endif
        guard result == 0 else { throw FileSystemError(.renamed, path, code: errno) }
    }

    /// Replaces a file by another content, in one step and for good: a reader sees the old or the new, whatever happens.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - bytes: what it shall hold.
    ///   - isDurable: false where the file may be lost or damaged with the system, as in a cache that checks what it reads.
    /// - Throws: ``FileSystemError``; the file is then as it was.
    public static func replace(_ path: String, with bytes: [UInt8], isDurable: Bool = true) throws {
        let draft = draftName(of: path)
        do {
            let file = try OutputFile.anew(draft)
            try file.write(bytes)
            if isDurable { try file.synchronize() }
            try rename(draft, to: path)
        } catch {
            unlink(draft)
            throw error
        }
        if isDurable { try synchronize(parent(of: path)) }
    }

    /// The name under which a file or folder is written before it takes its own: a dot file beside it.
    public static func draftName(of path: String) -> String {
        let name = path.utf8.split(separator: UInt8(ascii: "/")).last.map { String(Substring($0)) } ?? path
        return "\(parent(of: path))/.\(name).partial"
    }

    /// The folder that holds a file or folder.
    public static func parent(of path: String) -> String {
        // By bytes: a slash before a combining mark is no character of its own.
        let slash = UInt8(ascii: "/")
        let bytes = path.utf8
        let trimmed = bytes.count > 1 && bytes.last == slash ? bytes.dropLast() : bytes[...]
        guard let end = trimmed.lastIndex(of: slash) else { return "." }
        return end == trimmed.startIndex ? "/" : String(Substring(trimmed[..<end]))
    }

    /// Whether there is a file or folder of this path.
    ///
    /// - Throws: ``FileSystemError`` where that cannot be told.
    public static func holds(_ path: String) throws(FileSystemError) -> Bool { try status(of: path) != nil }

    /// The names in a folder, in no order, without those of the folder itself and of its parent; nil where there is no such folder.
    ///
    /// - Throws: ``FileSystemError`` where it is there and cannot be read to its end.
    public static func names(in path: String) throws(FileSystemError) -> [String]? {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            guard errno == ENOENT || errno == ENOTDIR else { throw FileSystemError(.opened, path, code: errno) }
            return nil
        }
        defer { close(descriptor) }
        return try names(of: descriptor, at: path, atMost: .max)?.map { name in
            String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }

    /// The names in a folder that is open, as its file system's own bytes, which need be no text; each ends with a NUL.
    ///
    /// - Parameters:
    ///   - descriptor: the folder, which stays open.
    ///   - path: how errors name it.
    ///   - most: how many names are taken.
    /// - Returns: nil where there are more than so many.
    /// - Throws: ``FileSystemError`` where the folder cannot be read to its end.
    public static func names(
        of descriptor: Int32, at path: String, atMost most: Int
    ) throws(FileSystemError) -> [[CChar]]? {
        // The stream closes the descriptor that it is given.
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { throw FileSystemError(.listed, path, code: errno) }
        guard let stream = fdopendir(copy) else {
            let code = errno
            close(copy)
            throw FileSystemError(.listed, path, code: code)
        }
        defer { closedir(stream) }
        var names: [[CChar]] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                guard errno == 0 else { throw FileSystemError(.listed, path, code: errno) }
                return names
            }
            let name = name(of: entry)
            guard name != here, name != above else { continue }
            guard names.count < most else { return nil }
            names.append(name)
        }
    }

    private static let here: [CChar] = [0x2E, 0]
    private static let above: [CChar] = [0x2E, 0x2E, 0]

    /// An entry's name with the NUL at its end.
    private static func name(of entry: UnsafeMutablePointer<dirent>) -> [CChar] {
        // In bounds: the system ends the name with a NUL within its field.
        withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
            bytes.prefix { $0 != 0 }.map { CChar(bitPattern: $0) } + [0]
        }
    }

    private static func isFolder(_ path: String) throws(FileSystemError) -> Bool {
        try status(of: path).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
    }

    /// What the system says of a file or folder; nil where there is none.
    private static func status(of path: String) throws(FileSystemError) -> stat? {
        var status = stat()
        if stat(path, &status) == 0 { return status }
        guard errno == ENOENT || errno == ENOTDIR else { throw FileSystemError(.lookedAt, path, code: errno) }
        return nil
    }
}
