import Foundation
import Testing

@Suite("What a person reads in the sample returns")
struct ReadingTests {
    /// Written by `Tests/Fixtures/expected/read_returns.py`, which has none of Canvass's code: the cells' texts as the sheet shows them.
    private static let names: [String] = {
        let folder = Repository.fixtures.appending(path: "expected/co-production")
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return entries.filter { $0.hasSuffix(".csv") }.map { String($0.dropLast(4)) }.sorted()
    }()

    @Test("there are expectations for every readable return")
    func everyReturn() {
        #expect(Self.names.count == 26)
    }

    @Test("each answer was read from its cell as it stands there, and none besides", arguments: names)
    func answers(file: String) throws {
        let run = try PublishedRun.coProduction.get()
        let item = try #require(try run.rows("lineage/returns.csv").first { $0["file"] == file })
        let id = try #require(item["return"])
        // Of a superseded return nothing is published: only what lineage tells can be compared.
        let isPublished = item["state"] == "live"
        var read = try typed(run, returnID: id)
        for row in try Table.rows(of: Repository.fixtures.appending(path: "expected/co-production/\(file).csv")) {
            let key = "\(row["table"] ?? "") \(row["record"] ?? "") \(row["field"] ?? "")"
            let expected = row["value"] ?? ""
            let found = read.removeValue(forKey: key)
            if found == nil, !isPublished { continue }
            #expect(
                found.map { Self.shows($0, expected, isMarks: ["stages", "partners"].contains(row["field"] ?? "")) }
                    ?? false, "\(key): read \(found ?? []), shown “\(expected)”")
        }
        #expect(read.isEmpty, "read, but not seen by a person: \(read)")
    }

    /// What was typed, by table, record and field: several texts for a group of marked columns.
    private func typed(_ run: PublishedRun, returnID: String) throws -> [String: [String]] {
        var typed: [String: [String]] = [:]
        for row in try run.rows("lineage/values.csv") where row["return"] == returnID {
            typed["\(row["table"] ?? "") \(row["record"] ?? "") \(row["field"] ?? "")", default: []].append(
                row["raw"] ?? "")
        }
        let added: Set = ["reporter", "round", "return", "record", "sheet", "anchor", "reasons"]
        for table in try run.tables() {
            for folder in ["dataset", "rejected"] {
                for row in try run.rows("\(folder)/\(table).csv") where row["return"] == returnID {
                    for (field, value) in row
                    where !added.contains(field) && !["_label", "_status", "_typed"].contains(where: field.hasSuffix) {
                        let key = "\(table) \(row["record"] ?? "") \(field)"
                        if typed[key] == nil { typed[key] = [value] }
                    }
                }
            }
        }
        return typed
    }

    /// Whether a sheet that holds the texts shows what a person has read.
    private static func shows(_ texts: [String], _ expected: String, isMarks: Bool) -> Bool {
        let shown = expected.trimmingCharacters(in: .whitespacesAndNewlines)
        let text = texts.joined(separator: "; ").trimmingCharacters(in: .whitespacesAndNewlines)
        if text == shown || text.uppercased() == shown { return true }
        // A share in a cell with a percent format: 12 % holds 0.12. A block's heading shows its number. A row of marks shows the columns' labels.
        if shown.hasSuffix("%"), let percent = Double(shown.dropLast()), let number = Double(text) {
            return abs(number * 100 - percent) < 1e-9
        }
        if let number = text.split(separator: " ").last, text.hasPrefix("Pra"), number == shown { return true }
        return isMarks && shown.split(separator: ";").count == texts.count && texts.allSatisfy { $0.count <= 4 }
    }
}
