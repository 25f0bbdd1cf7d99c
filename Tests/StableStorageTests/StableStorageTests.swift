import Foundation
import StableStorage
import Testing

@Suite("Files and folders that last")
struct StableStorageTests {
    private func scratch() throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "canvass-stable-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder
    }

    @Test("a folder is made with those above it, and is no matter where it is there")
    func makeFolder() throws {
        let root = try scratch()
        defer { try? FileManager.default.removeItem(atPath: root) }
        try Folder.make("\(root)/a/b/c")
        try Folder.make("\(root)/a/b/c")
        #expect(try !Folder.makeAlone("\(root)/a/b/c"))
        var isFolder: ObjCBool = false
        #expect(FileManager.default.fileExists(atPath: "\(root)/a/b/c", isDirectory: &isFolder) && isFolder.boolValue)
    }

    @Test("a file in the place of a folder is an error that names it")
    func fileInTheWay() throws {
        let root = try scratch()
        defer { try? FileManager.default.removeItem(atPath: root) }
        try Data("a file".utf8).write(to: URL(filePath: "\(root)/a"))
        let error = try #require(throws: FileSystemError.self) { try Folder.make("\(root)/a") }
        #expect(error.path == "\(root)/a" && error.code == ENOTDIR && !error.isDeviceFailure)
        #expect(throws: FileSystemError.self) { try Folder.make("\(root)/a/b") }
    }

    @Test("a file that is made anew takes the place of what was left, and a folder is in its way")
    func anew() throws {
        let root = try scratch()
        defer { try? FileManager.default.removeItem(atPath: root) }
        try OutputFile.anew("\(root)/file").write(Array("first, and long".utf8))
        try OutputFile.anew("\(root)/file").write(Array("second".utf8))
        #expect(try InputFile.content(of: "\(root)/file") == Array("second".utf8))
        try Folder.make("\(root)/folder")
        let error = try #require(throws: FileSystemError.self) { try OutputFile.anew("\(root)/folder") }
        #expect(error.code == EEXIST)
    }

    @Test("an open file is read from its beginning, wherever others have read to, and no further than is wanted")
    func openFile() throws {
        let root = try scratch()
        defer { try? FileManager.default.removeItem(atPath: root) }
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
        try Data(bytes).write(to: URL(filePath: "\(root)/file"))
        let handle = try FileHandle(forReadingFrom: URL(filePath: "\(root)/file"))
        defer { try? handle.close() }
        try handle.seek(toOffset: 500)
        let file = handle.fileDescriptor
        #expect(try InputFile.content(of: file, at: "file") == bytes)
        #expect(try InputFile.content(of: file, at: "file", atMost: 70_000) == Array(bytes.prefix(70_000)))
        #expect(try InputFile.content(of: file, at: "file", atMost: 0).isEmpty)
    }

    @Test("a file that is there is never written over by one that is being made")
    func exclusive() throws {
        let root = try scratch()
        defer { try? FileManager.default.removeItem(atPath: root) }
        try OutputFile(creating: "\(root)/file").write(Array("first".utf8))
        let error = try #require(throws: FileSystemError.self) { try OutputFile(creating: "\(root)/file") }
        #expect(error.code == EEXIST)
        #expect(FileManager.default.contents(atPath: "\(root)/file") == Data("first".utf8))
    }

    // Under a umask of 0, which is the whole process', `Scripts/fault-tests strace` looks at what is asked for.
    @Test("no file is writable for all")
    func mode() throws {
        let root = try scratch()
        defer { try? FileManager.default.removeItem(atPath: root) }
        _ = try OutputFile(creating: "\(root)/file")
        let mode = try #require(
            FileManager.default.attributesOfItem(atPath: "\(root)/file")[.posixPermissions] as? NSNumber)
        #expect(mode.intValue & 0o002 == 0)
    }

    @Test(
        "a content takes another's place, and leaves no draft; also where a draft was left by somebody who was killed")
    func replace() throws {
        let root = try scratch()
        defer { try? FileManager.default.removeItem(atPath: root) }
        let path = "\(root)/file.csv"
        try Data("half a dra".utf8).write(to: URL(filePath: Folder.draftName(of: path)))
        for content in ["first", "second, and longer", "3"] {
            try Folder.replace(path, with: Array(content.utf8))
            #expect(FileManager.default.contents(atPath: path) == Data(content.utf8))
            #expect(try FileManager.default.contentsOfDirectory(atPath: root) == ["file.csv"])
        }
    }

    @Test("a content that cannot take its place leaves the old one and no draft")
    func replaceFails() throws {
        let root = try scratch()
        defer { try? FileManager.default.removeItem(atPath: root) }
        // A folder cannot be replaced by a file.
        try Folder.make("\(root)/file.csv/inner")
        #expect(throws: FileSystemError.self) { try Folder.replace("\(root)/file.csv", with: [1]) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: root) == ["file.csv"])
    }

    @Test("many files are waited for at once, and the first that fails is told", arguments: [0, 1, 3, 200])
    func barrier(count: Int) throws {
        let root = try scratch()
        defer { try? FileManager.default.removeItem(atPath: root) }
        let files = try (0..<count).map { try OutputFile(creating: "\(root)/\($0)") }
        for file in files { try file.write([1, 2, 3]) }
        try Barrier.synchronize(files)
        try Barrier.synchronize(folders: Array(repeating: root, count: count))
        guard count > 0 else { return }
        let places = (0..<count).map { $0 == count - 1 ? "\(root)/none" : root }
        let error = try #require(throws: FileSystemError.self) { try Barrier.synchronize(folders: places) }
        #expect(error.path == "\(root)/none")
    }

    @Test("a file is read at any place into an array that is used again, and nothing is read that is not there")
    func reading() throws {
        let root = try scratch()
        defer { try? FileManager.default.removeItem(atPath: root) }
        let content = (0..<1_000).map { UInt8(truncatingIfNeeded: $0) }
        try OutputFile(creating: "\(root)/file").write(content[...])
        let file = try #require(InputFile("\(root)/file"))
        var bytes: [UInt8] = []
        for (offset, count) in [(0, 10), (990, 10), (5, 900), (0, 1_000), (700, 3), (1_000, 0), (0, 0)] {
            let isRead = file.read(offset, count, into: &bytes)
            #expect(isRead)
            #expect(bytes.count >= count && bytes[..<count] == content[offset..<(offset + count)])
            #expect(file.bytes(offset, count) == Array(content[offset..<(offset + count)]))
        }
        #expect(bytes.count == 1_000)
        for (offset, count) in [(-1, 2), (0, 1_001), (999, 2), (1_001, 0), (5, -1), (Int.max, 1), (1, Int.max)] {
            let isRead = file.read(offset, count, into: &bytes)
            #expect(!isRead)
            #expect(file.bytes(offset, count) == nil)
        }
        // One that has become shorter since it was opened.
        let handle = try FileHandle(forWritingTo: URL(filePath: "\(root)/file"))
        try handle.truncate(atOffset: 20)
        try handle.close()
        let isWhole = file.read(10, 20, into: &bytes)
        let isPart = file.read(10, 10, into: &bytes)
        #expect(!isWhole && isPart)
    }

    @Test("an error says what, where and why; a disk that fails is told from one that refuses")
    func errors() {
        let full = FileSystemError(.written, "/srv/file", code: ENOSPC)
        #expect(full.description == "/srv/file cannot be written: No space left on device")
        #expect(!full.isDeviceFailure && FileSystemError(.synchronized, "/srv", code: EIO).isDeviceFailure)
    }

    @Test(
        "the folder that holds a path",
        arguments: [
            ("/a/b", "/a"), ("/a/b/", "/a"), ("/a", "/"), ("/", "/"), ("a", "."), ("a/b", "a"),
            // A slash before a combining mark is no character of its own.
            ("/a/\u{301}b", "/a"),
        ])
    func parent(path: String, folder: String) {
        #expect(Folder.parent(of: path) == folder)
    }
}
