import Testing

@testable import Report

@Suite("Folders of reporters")
struct ReporterFolderTests {
    @Test(
        "a reporter's folder holds no more than a name, whatever the code",
        arguments: [
            ("FRA", "FRA"), ("a_b-1.2", "a_b-1.2"), ("../x", "%2E.%2Fx"), ("_unknown", "%5Funknown"), ("", "_unknown"),
            ("É", "%C3%89"), ("a%2Fb", "a%252Fb"), ("..", "%2E."), ("a~b", "a%7Eb"),
        ])
    func folders(code: String, folder: String) {
        #expect(ReporterFolder.name(of: code) == folder)
    }

    private static let longCodes: [(String, String)] = [
        (String(repeating: "a", count: 200), String(repeating: "a", count: 200)),
        (String(repeating: "a", count: 201), String(repeating: "a", count: 183) + "~a92efd82109373e5"),
        (String(repeating: "Ω", count: 33), String(repeating: "%CE%A9", count: 33)),
        (String(repeating: "Ω", count: 43), String(repeating: "%CE%A9", count: 30) + "~579a7c97dc9f5c9c"),
    ]

    @Test(
        "a code that is too long for a file's name is known by its beginning, whole characters of it, and its hash",
        arguments: longCodes)
    func long(code: String, folder: String) {
        #expect(ReporterFolder.name(of: code) == folder)
        #expect(ReporterFolder.name(of: code + "b") != folder)
    }
}
