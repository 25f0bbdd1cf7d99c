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
        for (path, text) in files {
            let url = folder.appending(path: path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
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
        #expect(values[1].method.isEmpty)
    }
}
