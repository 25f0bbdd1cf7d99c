#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file that is being written. It is closed with its last reference, and durable once ``synchronize()`` has returned and the folder that
/// names it is durable too.
public final class OutputFile: Sendable {
    /// The file's path.
    public let path: String
    private let descriptor: Int32

    /// Makes a file that is not there yet. Its mode is 0664 less the umask: never writable for all.
    ///
    /// - Parameter isPrivate: whether its owner alone may read it, whatever the umask: the mode is then 0600.
    /// - Throws: ``FileSystemError``, also where there is such a file.
    public init(creating path: String, isPrivate: Bool = false) throws {
        let opened = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, isPrivate ? 0o600 : 0o664)
        guard opened >= 0 else { throw FileSystemError(.made, path, code: errno) }
        self.path = path
        descriptor = opened
    }

    /// Makes a file in the place of one that may be there, such as what a run that broke off has left. Nearly always there is none, so that it is looked
    /// for only where the system says so.
    ///
    /// - Throws: ``FileSystemError``.
    public static func anew(_ path: String) throws -> OutputFile {
        do {
            return try OutputFile(creating: path)
        } catch let error as FileSystemError where error.code == EEXIST {
            unlink(path)
            return try OutputFile(creating: path)
        }
    }

    deinit { close(descriptor) }

    /// Writes bytes behind those already written.
    ///
    /// - Throws: ``FileSystemError``; some of the bytes may then stand in the file.
    public func write(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { try write($0) }
    }

    /// Writes bytes behind those already written.
    ///
    /// - Throws: ``FileSystemError``; some of the bytes may then stand in the file.
    public func write(_ bytes: ArraySlice<UInt8>) throws {
        try bytes.withUnsafeBytes { try write($0) }
    }

    /// Writes bytes behind those already written.
    ///
    /// - Throws: ``FileSystemError``; some of the bytes may then stand in the file.
    public func write(_ bytes: UnsafeRawBufferPointer) throws {
        var done = 0
        while done < bytes.count {
            // In bounds: `done` is less than the buffer's count, and no more than the rest of it is written.
            #if canImport(Darwin)
                let got = Darwin.write(descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
            #elseif canImport(Musl)
                let got = Musl.write(descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
            #else
                let got = Glibc.write(descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
            #endif
            if got > 0 {
                done += got
            } else if got == 0 || errno != EINTR {
                throw FileSystemError(.written, path, code: got == 0 ? EIO : errno)
            }
        }
    }

    /// Waits until the bytes are on the disk.
    ///
    /// After a failure nothing is known of what was written before, and a second call would say that all is well (the system marks pages
    /// that it could not write as clean): what depends on the file has to be given up.
    ///
    /// - Throws: ``FileSystemError``.
    public func synchronize() throws {
        guard flush(descriptor) == 0 else { throw FileSystemError(.synchronized, path, code: errno) }
    }
}

/// `fsync`; where that leaves bytes in the drive's own memory, what does not.
func flush(_ descriptor: Int32) -> Int32 {
    #if canImport(Darwin)
        fcntl(descriptor, F_FULLFSYNC) == -1 ? -1 : 0
    #else
        fsync(descriptor)
    #endif
}
