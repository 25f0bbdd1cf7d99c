import Synchronization

/// What a container that was received, such as a ZIP archive or a mail, may hold in all: one allowance for it and for all containers in it, since
/// limits of each would multiply.
public final class ContainerAllowance: Sendable {
    /// Unpacked bytes that any container may have; beyond them ``mostRatio`` counts.
    private static let freeBytes = 16 << 20
    /// How many times its own size its files may have. Workbooks hardly shrink, and deflate ends at 1032 to 1.
    private static let mostRatio = 200
    private static let mostBytes = 1 << 30
    private static let mostFiles = 10_000

    private let left: Mutex<(files: Int, bytes: Int)>

    /// The allowance of a container.
    ///
    /// - Parameter size: the container's own size in bytes.
    public init(size: Int) {
        let bytes = min(Self.mostBytes, Self.freeBytes + Self.mostRatio * min(max(size, 0), Self.mostBytes))
        left = Mutex((Self.mostFiles, bytes))
    }

    /// How many files more it may hold.
    public var filesLeft: Int { left.withLock { $0.files } }
    /// How many unpacked bytes more it may hold.
    public var bytesLeft: Int { left.withLock { max(0, $0.bytes) } }

    /// Counts files.
    ///
    /// - Throws: ``SpreadsheetError`` of code `limit` where these are more than are left; then none is left.
    public func take(files: Int) throws(SpreadsheetError) {
        let isEnough = left.withLock { left in
            defer { left.files = max(0, left.files - files) }
            return files <= left.files
        }
        guard isEnough else { throw Self.tooManyFiles }
    }

    /// There are more files than any container may hold.
    static var tooManyFiles: SpreadsheetError {
        SpreadsheetError(.limit, "The container has more than \(mostFiles) files, with those of containers in it.")
    }

    /// Counts unpacked bytes.
    ///
    /// - Throws: ``SpreadsheetError`` of code `limit` where these are more than are left; then none is left.
    public func take(bytes: Int) throws(SpreadsheetError) {
        let isEnough = left.withLock { left in
            // Less than none, so that of what comes behind not even a small file is begun.
            left.bytes = bytes <= left.bytes ? left.bytes - bytes : -1
            return left.bytes >= 0
        }
        guard isEnough else {
            throw SpreadsheetError(
                .limit, "The container's files are larger than they may be, with those of containers in it.")
        }
    }
}
