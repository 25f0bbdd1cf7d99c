import Foundation
import Testing

@testable import CodeLists

@Suite("The shipped lists")
struct BundledListTests {
    @Test("each shipped list is read and has labels in English and French", arguments: CodeList.bundledIDs)
    func complete(id: String) throws {
        let list = try CodeList.bundled(id)
        #expect(list.id == id)
        for item in list.items {
            #expect(item.labels["en"] != nil, "\(item.code)")
            #expect(item.labels["fr"] != nil, "\(item.code)")
        }
    }

    @Test("a file of the program that is missing or empty is an error that names it")
    func incomplete() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lists-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("a|b\n".utf8).write(to: folder.appendingPathComponent("whole.txt"))
        try Data().write(to: folder.appendingPathComponent("empty.txt"))
        try BundledText.require(["whole.txt"], in: [folder])
        for (name, fault) in [("missing.txt", "is missing"), ("empty.txt", "is empty")] {
            let error = #expect(throws: CodeListError.self) {
                try BundledText.require(["whole.txt", name], in: [folder])
            }
            #expect(error?.kind == .unreadable)
            #expect(error?.description.contains("\(name) of the program \(fault)") == true)
        }
        #expect(throws: CodeListError.self) { try BundledText.forEachLine(of: "missing.txt") { _ in true } }
    }

    @Test("countries are ISO 3166-1 with Kosovo, each with its other codes")
    func countries() throws {
        let list = try CodeList.bundled("countries")
        #expect(list.items.count == 250)
        #expect(list["GRC"]?.otherCodes["eurostat"] == "EL")
        #expect(list["GRC"]?.otherCodes["iso2"] == "GR")
        #expect(list["KOR"]?.otherCodes["m49"] == "410")
        #expect(list["AFG"]?.otherCodes["numeric"] == "004")
        #expect(list["XKX"]?.otherCodes["iso2"] == "XK")
        #expect(list.label(of: "KOR", language: "fr") == "Corée du Sud")
    }

    @Test("COFOG has 10 divisions, 69 groups and 109 classes, with clean titles")
    func cofog() throws {
        let list = try CodeList.bundled("cofog")
        let counts = Dictionary(grouping: list.items) { list.level(of: $0.code) ?? 0 }.mapValues(\.count)
        #expect(counts == [1: 10, 2: 69, 3: 109])
        #expect(list.label(of: "03.1.0", language: "en") == "Police services")
        #expect(list["03.1"]?.otherCodes["gf"] == "GF0301")
        #expect(list["03.1.0"]?.otherCodes["gf"] == "GF030100")
        for item in list.items {
            for label in item.labels.values {
                #expect(!label.contains("  ") && !label.contains("(CS)") && !label.contains("(SI)"), "\(label)")
            }
        }
    }

    @Test("a list that is not shipped is an error that names those that are")
    func unknown() {
        let error = #expect(throws: CodeListError.self) { try CodeList.bundled("planets") }
        #expect(error?.kind == .unknownList)
        #expect(error?.message.contains("cofog, countries") == true)
    }
}
