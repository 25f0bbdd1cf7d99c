import Foundation
import Testing

@Suite("What goes back to reporters is switched on and off by the definition")
struct ReturnOutputTests {
    @Test(
        "annotated copies and letters are made unless the definition says otherwise",
        arguments: [
            ("", ["annotated.xlsx", "letter.docx", "letter.txt"]),
            ("annotate: false\n", ["letter.docx", "letter.txt"]),
            ("letters: false\n", ["annotated.xlsx"]),
            ("annotate: false\nletters: false\n", []),
            ("annotate: true\nletters: true\n", ["annotated.xlsx", "letter.docx", "letter.txt"]),
        ])
    func switches(more: String, files: [String]) throws {
        let project = try SmallSurvey.project(["parks"], more: more)
        try project.write("parks", "ALD.csv", "Name;Area\nMill Garden;many\n")
        let run = try CanvassProcess(["run", "parks"], in: project.folder)
        #expect(run.status == 0, "\(run.errors)")
        let folder = project.latest("parks", "returns/ALD")
        let found = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        #expect(found.sorted() == files)
        let page = try String(contentsOf: project.latest("parks", "report.html"), encoding: .utf8)
        for file in ["annotated.xlsx", "letter.docx", "letter.txt"] {
            #expect(page.contains("returns/ALD/\(file)") == files.contains(file), "\(file)")
        }
        // A letter names the workbook only where there is one.
        if files.contains("letter.txt") {
            let letter = try String(contentsOf: folder.appending(path: "letter.txt"), encoding: .utf8)
            #expect(letter.contains("annotated.xlsx") == files.contains("annotated.xlsx"))
        }
    }
}
