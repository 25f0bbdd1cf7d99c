import Foundation

/// A file of the kernel's, below /proc.
enum KernelFile {
    /// Its text to its end; nil where it cannot be read. Such a file says that its size is nought and gives a page each time that it is read:
    /// `String(contentsOfFile:)` takes the first page for all of it.
    static func contents(of path: String) -> String? {
        guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? handle.close() }
        var bytes = Data()
        do {
            while let part = try handle.read(upToCount: 65_536), !part.isEmpty { bytes += part }
        } catch {
            return nil
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
