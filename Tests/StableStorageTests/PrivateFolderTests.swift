import Foundation
import StableStorage
import Testing

@Suite("Folders for their owner alone")
struct PrivateFolderTests {
    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? NSNumber).intValue & 0o777
    }

    @Test("one is private when it is made; those above it are not, and one that is there is left as it is")
    func made() throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "canvass-stable-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: root) }
        #expect(try Folder.makePrivate("\(root)/a/b"))
        #expect(try mode("\(root)/a/b") == 0o700)
        // What the umask leaves to the group, whatever it is here.
        let ordinary = "\(root)/ordinary"
        try Folder.make(ordinary)
        #expect(try mode("\(root)/a") == mode(ordinary))
        #expect(try !Folder.makePrivate("\(root)/a"))
        #expect(try mode("\(root)/a") == mode(ordinary))
    }
}
