import Foundation
import Testing

@Suite("The examples of layouts in docs/definition.md do what it says")
struct LayoutExampleTests {
    /// What is read from an example's return: for each record, the cells of its answers, and nothing else.
    struct Example: Sendable, CustomTestStringConvertible {
        let name: String
        /// By layout, a line for each record.
        let records: [String]

        var testDescription: String { name }
        var folder: URL { Repository.root.appending(path: "docs/layouts/\(name)") }
    }

    static let examples = [
        Example(name: "form", records: ["cover country=D5 body=D6 remarks=B8"]),
        Example(
            name: "form-ladder",
            records: ["cover country=D5 partners=D6 partners=E6 before=D7 after=E7 sources=B9 sources=B10"]),
        Example(
            name: "table",
            records: [
                "practices number=B5 title=C5 area=D5 stages=E5 stages=F5",
                "practices number=B6 title=C6 area=D6 stages=F6",
            ]),
        Example(name: "table-rows", records: ["items area=A6 number=A7 title=B7 budget=D7"]),
        Example(
            name: "table-again",
            records: [
                "projects project_number=A3 project=B4 title=A6 region=B6 budget=C6",
                "projects project_number=A9 project=B10 title=A12 region=B12 budget=C12",
            ]),
        Example(
            name: "matrix",
            records: [
                "services division=B5 partner=C3 stage=C4 depth=C5",
                "services division=B5 partner=C3 stage=D4 depth=D5",
                "services division=B5 partner=E3 stage=E4 depth=E5",
                "services division=B6 partner=C3 stage=C4 depth=C6",
                "services division=B6 partner=C3 stage=D4 depth=D6",
            ]),
        Example(
            name: "matrix-groups",
            records: [
                "services group=A4 division=B4 stage=C3 depth=C4", "services group=A4 division=B4 stage=D3 depth=D4",
                "services group=A4 division=B5 stage=C3 depth=C5", "services group=A6 division=B6 stage=D3 depth=D6",
            ]),
        Example(
            name: "blocks",
            records: ["practices number=B4 title=C5 start_year=C6", "practices number=B8 title=C9 start_year=C10"]),
        Example(
            name: "several",
            records: [
                "completed title=C3", "planned title=C8", "offices office=E3 staff=F3", "offices office=E4 staff=F4",
            ]),
    ]

    private struct Doctor: Decodable {
        struct Return: Decodable {
            let answers: [Answer]
        }
        struct Answer: Decodable {
            let layout: String
            let table: String
            let record: Int
            let field: String
            let cell: String
        }
        let `return`: Return
    }

    @Test("the cells that feed the records are those of the picture", arguments: examples)
    func records(_ example: Example) throws {
        let scratch = try Scratch()
        let doctor = try CanvassProcess(
            ["doctor", example.folder.path, "--all", "--format", "json", "--output", scratch.url.path])
        try #require(doctor.status == 0, "\(doctor.errors)")
        let answers = try JSONDecoder().decode(Doctor.self, from: Data(doctor.output.utf8)).return.answers
        var records: [(key: String, line: String)] = []
        for answer in answers {
            let key = "\(answer.layout) \(answer.table) \(answer.record)"
            if records.last?.key != key { records.append((key, answer.layout)) }
            records[records.count - 1].line += " \(answer.field)=\(answer.cell)"
        }
        #expect(records.map(\.line) == example.records)
    }

    @Test("the YAML of the page is that of the example", arguments: examples)
    func page(_ example: Example) throws {
        let definition = try String(contentsOf: example.folder.appending(path: "pipeline.yaml"), encoding: .utf8)
        let page = try String(contentsOf: Repository.root.appending(path: "docs/definition.md"), encoding: .utf8)
        let picture = try #require(page.range(of: "(images/layouts/\(example.name).png)"), "the page shows no picture")
        let start = try #require(page.range(of: "```yaml\n", range: picture.upperBound..<page.endIndex))
        let end = try #require(page.range(of: "\n```", range: start.upperBound..<page.endIndex))
        for line in page[start.upperBound..<end.lowerBound].split(separator: "\n") {
            // The page leaves out what stands around a layout, and explains in comments.
            let code = line.components(separatedBy: "  #")[0].trimmingCharacters(in: .whitespaces)
            #expect(definition.contains(code), "\(code)")
        }
    }

    @Test("every example has its picture and its lines here")
    func complete() throws {
        let folders = try FileManager.default.contentsOfDirectory(
            atPath: Repository.root.appending(path: "docs/layouts").path
        )
        .filter { !$0.contains(".") }
        #expect(folders.sorted() == Self.examples.map(\.name).sorted())
        for name in folders {
            #expect(
                FileManager.default.fileExists(
                    atPath: Repository.root.appending(path: "docs/images/layouts/\(name).png").path))
        }
    }
}
