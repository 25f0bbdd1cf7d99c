import Foundation
import Testing

@testable import Pipeline

@Suite("From a value to its cell by the lineage files")
struct TraceTests {
    @Test("a blank answer of a table that stands otherwise than the first is told in its own table's column")
    func blankOfMoved() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "canvass-trace-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = [
            "dataset/items.csv": "title,region,budget,return,record\nA,,,aaaaaaaaaaaa,1\nB,,5,aaaaaaaaaaaa,2\n",
            "lineage/returns.csv":
                "return,sha256,file,reporter,round,received,state\naaaaaaaaaaaa,aa,AAA.xlsx,AAA,2026,,live\n",
            "lineage/records.csv":
                "return,table,record,sheet,anchor\naaaaaaaaaaaa,items,1,S,A6\naaaaaaaaaaaa,items,2,S,F6\n",
            "lineage/fields.csv": "return,table,field,sheet,column,row,layout\n"
                + ["title,S,A", "region,S,B", "budget,S,C"].map { "aaaaaaaaaaaa,items,\($0),,items\n" }.joined(),
            "lineage/values.csv": "return,table,record,field,sheet,cell,raw,value,method,confidence\n"
                + ["title,S,F6,B,B", "region,S,H6,,", "budget,S,G6,5,5"].map {
                    "aaaaaaaaaaaa,items,2,\($0),moved,1\n"
                }.joined(),
        ]
        try Self.write(files, to: folder)
        func cells(_ record: Int) throws -> [String] {
            try Trace(run: folder).steps(table: "items", returnID: "aaaaaaaaaaaa", record: record, field: nil).flatMap(
                \.cells)
        }
        #expect(try cells(1) == ["A6", "B6", "C6"])
        #expect(try cells(2) == ["F6", "H6", "G6"])
        // A blank answer is none that is hidden: the dataset has its column.
        let values = try Trace(run: folder).steps(table: "items", returnID: "aaaaaaaaaaaa", record: 2, field: nil)
        #expect(values.map(\.value) == ["B", "", "5"])
        #expect(values.map(\.typed) == [["B"], [], ["5"]])
        #expect(values.map(\.method) == ["moved", "", "moved"])
        #expect(values.map(\.confidence) == [1, nil, 1])
        struct Told: Decodable {
            let method: String
            let confidence: Double?
        }
        let told = try JSONDecoder().decode([Told].self, from: Data(Trace.json(values).utf8))
        #expect(told.map(\.method) == ["moved", "", "moved"])
        #expect(told.map(\.confidence) == [1, nil, 1])
    }

    @Test("a field stands in its own row, or so many below or above the record's first cell")
    func rows() {
        let rows = ["7": "C7", "+3": "C8", "-1": "C4", "": "C5"]
        for (row, cell) in rows { #expect(Trace.cell(of: ["column": "C", "row": row], anchor: "B5") == cell) }
    }

    @Test("the return is named that took a superseded one's place, not that of another body of its reporter")
    func successor() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "canvass-trace-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let returns = [("b", "X.csv", "live", ""), ("a", "old.csv", "superseded", "c"), ("c", "W.csv", "live", "")]
        let lineage = returns.map { "\($0.0),\($0.0)\($0.0),\($0.1),AAA,2026,,\($0.2)\n" }.joined()
        let told = returns.map { "\($0.0),\($0.1),\($0.2),\($0.3)\n" }.joined()
        try Self.write(
            [
                "lineage/returns.csv": "return,sha256,file,reporter,round,received,state\n" + lineage,
                "lineage/records.csv": "return,table,record,sheet,anchor\na,items,1,S,A6\n",
                "lineage/fields.csv": "return,table,field,sheet,column,row,layout\na,items,title,S,A,,items\n"
                    + "a,items,project,Other,B,2,others\n",
                "lineage/values.csv": "return,table,record,field,sheet,cell,raw,value,method,confidence\n",
                "returns.csv": "return,file,state,superseded_by\n" + told,
            ], to: folder)
        let steps = try Trace(run: folder).steps(table: "items", returnID: "a", record: 1, field: nil)
        #expect(Set(steps.map(\.state)) == ["superseded by a later return of the same reporter, W.csv (c)"])
        // Another sheet's field has no cell in the sheet of the record.
        #expect(steps.map(\.place) == ["S!A6", nil])
    }

    private static func write(_ files: [String: String], to folder: URL) throws {
        for (path, text) in files {
            let url = folder.appending(path: path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
    }
}
