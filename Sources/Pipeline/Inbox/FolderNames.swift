import Foundation
import StableStorage

extension Descriptor {
    /// The names in this folder, as its file system's own bytes, which need be no text; each ends with a NUL.
    ///
    /// - Returns: nil where there are more than so many.
    /// - Throws: ``FileSystemError`` where the folder cannot be read to its end.
    func names(atMost most: Int) throws(FileSystemError) -> [[CChar]]? {
        // The stream closes the descriptor that it is given.
        let copy = fcntl(number, F_DUPFD_CLOEXEC, 0)
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
            let name = Self.name(of: entry)
            guard name != Self.here, name != Self.above else { continue }
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
}
