import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("Bundles that are kept")
struct BundleCacheTests {
    private let sha256 = String(repeating: "a", count: 64)

    private func bundle(_ name: String) -> ReturnBundle {
        ReturnBundle(
            sha256: sha256, format: "xlsx", version: "1", language: nil, name: name, saved: nil, records: [],
            places: [], answers: [:], codings: [], findings: [])
    }

    @Test("a workbook that was sent again under another name is read anew only where the definition looks at names")
    func names() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "canvass-bundles-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for needsName in [false, true] {
            let cache = BundleCache(folder, readingHash: "hash", needsName: needsName)
            try cache.keep(bundle("DEU-2026"))
            #expect(cache.bundle(sha256, name: "inbox/DEU-2026.xlsx")?.name == "DEU-2026")
            #expect((cache.bundle(sha256, name: "NOR-2026.xlsx") == nil) == needsName)
        }
    }
}
