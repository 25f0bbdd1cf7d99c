import Foundation

/// What the parts of paths are called.
enum PathName {
    /// The names on a path. It is divided by its bytes: a slash before a combining mark is no character of its own.
    static func parts(of path: String) -> [Substring] {
        path.utf8.split(separator: UInt8(ascii: "/")).map { Substring($0) }
    }

    /// The last part of a path without its ending, which is the name of a CSV file's sheet.
    static func stem(of path: String) -> String { URL(filePath: path).deletingPathExtension().lastPathComponent }

    /// The last part of a path, as a URL has it. A URL of a path in the inbox asks the system for the working folder, whatever it is asked for.
    static func last(of path: String) -> String {
        let bytes = path.utf8
        let start = bytes.lastIndex(of: UInt8(ascii: "/")).map { bytes.index(after: $0) } ?? bytes.startIndex
        let name = String(Substring(bytes[start...]))
        // Those that stand for a folder or for something else.
        guard !name.isEmpty, name != ".", name != "..", !name.utf8.starts(with: "~".utf8) else {
            return URL(filePath: path).lastPathComponent
        }
        return name
    }
}
