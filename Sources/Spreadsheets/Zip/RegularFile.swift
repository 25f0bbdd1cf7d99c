#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
#if os(Linux)
    import CLinux
#endif

/// Opens files for one process that another is to read: see ``Workbook/open(descriptor:name:limits:csv:)``.
public enum RegularFile {
    /// Opens a file for reading.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - followsLinks: Whether a symbolic link at the path's end is followed; where not, it is no regular file.
    /// - Returns: The descriptor, which the caller closes. It is not inherited by programs that are started.
    /// - Throws: ``SpreadsheetError``: there is no such file (`notFound`), or it cannot be opened or is no regular file (`unreadable`).
    public static func open(path: String, followsLinks: Bool = true) throws(SpreadsheetError) -> Int32 {
        // O_NONBLOCK: a named pipe in the place of a file must not make the reader wait; regular files do not mind.
        let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | (followsLinks ? 0 : O_NOFOLLOW)
        #if canImport(Glibc)
            let descriptor = Glibc.open(path, flags)
        #elseif canImport(Musl)
            let descriptor = Musl.open(path, flags)
        #else
            let descriptor = Darwin.open(path, flags)
        #endif
        guard descriptor >= 0 else {
            let number = errno
            if number == ENOENT {
                throw SpreadsheetError(.notFound, "There is no file \(path).", advice: advice(onMissing: path))
            }
            // ELOOP: a link where none is followed.
            if number == ELOOP { throw SpreadsheetError(.unreadable, "\(path) is not a regular file.") }
            throw SpreadsheetError(.unreadable, "The file cannot be opened: \(text(ofError: number)).")
        }
        guard size(of: descriptor) != nil else {
            let refusal = Self.refusal(of: descriptor, name: path)
            close(descriptor)
            throw refusal
        }
        return descriptor
    }

    /// What to do about a file that is not found. In the words of a command line a replacement character stands for bytes that are no text, so that a file
    /// whose name has some is there and cannot be named; `nil` for the usual advice.
    private static func advice(onMissing path: String) -> String? {
        path.unicodeScalars.contains("\u{FFFD}")
            ? "If the file is there, its name is not UTF-8: copy it under another name, and name the copy." : nil
    }

    /// The error for what is no regular file: a folder, or a device, a pipe and the like.
    static func refusal(of descriptor: Int32, name: String) -> SpreadsheetError {
        guard let status = status(of: descriptor), status.kind == S_IFDIR else {
            return SpreadsheetError(.unreadable, "\(name) is not a regular file.")
        }
        return SpreadsheetError(.unreadable, "\(name) is a folder.", advice: "Name one of the files in it.")
    }

    /// The size of a regular file in bytes; `nil` for anything else. What reads in a worker asks here: the C library's own `fstat` may be refused there.
    package static func size(of descriptor: Int32) -> Int? {
        guard let status = status(of: descriptor), status.kind == S_IFREG else { return nil }
        return status.size
    }

    /// The kind of what is open at a descriptor, and its size; `nil` where the system does not tell.
    private static func status(of descriptor: Int32) -> (kind: mode_t, size: Int)? {
        #if os(Linux)
            var mode: UInt32 = 0
            var size: Int64 = 0
            guard canvass_status(descriptor, &mode, &size) == 0 else { return nil }
            return (mode & S_IFMT, Int(size))
        #else
            var status = stat()
            guard fstat(descriptor, &status) == 0 else { return nil }
            return (status.st_mode & S_IFMT, Int(status.st_size))
        #endif
    }

    /// What the system says of an error.
    static func text(ofError number: Int32) -> String {
        guard let text = strerror(number) else { return "error \(number)" }
        return String(cString: text)
    }
}
