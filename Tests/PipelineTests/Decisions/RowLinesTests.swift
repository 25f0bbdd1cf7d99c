import Foundation
import Testing
import Validate

@testable import Pipeline

@Suite("The lines on which the rows of a CSV file start")
struct RowLinesTests {
    @Test(
        "are those that an editor shows, whatever stands in the fields",
        arguments: [
            ("a,b\n1,2\n", [1, 2, 3]), ("a,5\" x\n1,2\n3,6\" y\n", [1, 2, 3, 4]), ("a,\"x\ny\"\n1,2\n", [1, 3, 4]),
            ("\u{FEFF}\"a\nb\",c\r\n1,\"say \"\"no\"\"\r\nmore\"\r\n2,3", [1, 3, 5]),
            ("\"a\"b\" c\n1,2\n", [1, 2, 3]), ("a, \"x\ny\"\n1\n", [1, 2, 3, 4]), ("a\r1\r", [1, 2, 3]),
            ("a,\"\"\n\"\"\n", [1, 2, 3]), ("", [1]),
        ] as [(String, [Int])])
    func starts(text: String, lines: [Int]) {
        #expect(RowLines(of: Array(text.utf8), delimiter: ",").starts == lines)
    }

    @Test("tell of a decision where it stands, behind others with inch marks")
    func decisions() throws {
        let rows = ["pipe of 5\" is meant", "\"a text\nof two lines\"", "pipe of 6\" is meant", "as it is"].map {
            "0123456789abcdef,waive,1,,\($0),A. Reviewer,,2026-11-01,"
        }
        let text = ([DecisionFile.columns.joined(separator: ",")] + rows).joined(separator: "\n")
        let file = try DecisionFile.read(Array(text.utf8), in: URL(filePath: "/parks"))
        #expect(file.lines.map(\.line) == [2, 3, 5, 6])
    }
}
