import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("Proposals for aliases.csv")
struct CodeProposalsTests {
    /// Proposals for a run whose issues are these lines.
    private func proposals(
        _ issues: [String], language: String = "en", definition: String = SpecimenSurvey.definition,
        files: [String: Data] = [:]
    ) throws -> [CodeProposals.Proposal] {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "canvass-learn-\(UUID().uuidString)", directoryHint: .isDirectory)
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data("[\n\(issues.joined(separator: ",\n"))\n]\n".utf8).write(to: folder.appending(path: "issues.json"))
        let own = definition.replacing("languages: [en]", with: "languages: [\(language)]")
        return try CodeProposals(SpecimenSurvey.load(own, files: files), run: folder).proposals
    }

    private func issue(
        _ text: String, reporter: String = "FRA", rule: String = "code.unknown", state: String = "open",
        cell: String? = nil, language: String = "en", field: String = "country"
    ) -> String {
        let message = Message.own(.codeUnknown, ["text": .text(text), "question": .text("Country")])
        return """
            {"fingerprint":"1","severity":"error","rule":"\(rule)","reporter":"\(reporter)","table":"cover",\
            "field":"\(field)","value":"\(cell ?? text)",\
            "message":"\(message.text(in: language))","state":"\(state)"}
            """
    }

    @Test("one suggestion gives its code; several or none give a question mark that no run accepts")
    func codes() throws {
        let found = try proposals([issue("German"), issue("Congo"), issue("Atlantis")])
        #expect(found.map(\.raw) == ["Atlantis", "Congo", "German"])
        #expect(found.map(\.code) == ["?", "?", "DEU"])
        #expect(found[1].note.contains("Republic of the Congo (COG) or Democratic Republic of the Congo (COD)"))
        #expect(found[0].note == "1 answer of FRA; no suggestion")
    }

    @Test("a suggestion that rests on shared words alone gives no code, a label with something beside it does")
    func sharedWords() throws {
        let definition = SpecimenSurvey.definition
            .replacing(
                "countries: {bundled: countries}", with: "countries: {bundled: countries}\n  works: {file: works.csv}"
            )
            .replacing(
                "body: {type: string, title: Body}",
                with: "body: {type: string, title: Body}\n      work: {type: string, codelist: works, title: Work}"
            )
            .replacing("body: {label: Body}", with: "body: {label: Body}\n        work: {label: Work}")
        let list = Data("code,label_en\n1,Nurses and midwives\n2,Doctors\n3,Teachers\n".utf8)
        let found = try proposals(
            [issue("nurses", field: "work"), issue("Doctors (seconded)", field: "work")], definition: definition,
            files: ["works.csv": list])
        #expect(found.map(\.raw) == ["Doctors (seconded)", "nurses"])
        #expect(found.map(\.code) == ["2", "?"])
        #expect(found.last?.note == "1 answer of FRA; may be Nurses and midwives (1)")
    }

    @Test("a text is read as the run has read it: where that suggests several, there is no code")
    func asRead() throws {
        let found = try proposals([issue("FRA (or DEU)"), issue("FRA - Norway")])
        #expect(found.map(\.code) == ["?", "?"])
        #expect(found[0].note == "1 answer of FRA; may be France (FRA) or Germany (DEU)")
    }

    @Test("of a text that names the label of another code, or several, the part that was not understood")
    func otherSentences() throws {
        let question = Message.text("Country")
        let messages = [
            Message.own(.codeUnknownContradicted, ["text": .text("FRA - Norway"), "code": .text("FRA")]),
            Message.own(.codeUnknownSeveral, ["text": .text("Norway or Sweden"), "question": question]),
        ]
        let found = try proposals(
            messages.map { message in
                """
                {"fingerprint":"1","severity":"error","rule":"code.unknown","reporter":"FRA","table":"cover",\
                "field":"country","value":"Peru; all of it","message":"\(message.text(in: "en"))","state":"open"}
                """
            })
        #expect(found.map(\.raw) == ["FRA - Norway", "Norway or Sweden"])
    }

    @Test("what only says that there are more parts proposes nothing", arguments: ["en", "fr", "es"])
    func more(language: String) throws {
        let question = Message.text("Country")
        let message = Message.own(.codeUnknownMore, ["question": question])
        let found = try proposals(
            [
                """
                {"fingerprint":"1","severity":"error","rule":"code.unknown","reporter":"FRA","table":"cover",\
                "field":"country","value":"Peru; all of it","message":"\(message.text(in: language))","state":"open"}
                """
            ], language: language)
        #expect(found.isEmpty)
    }

    @Test("a return without a reporter is told as such")
    func withoutReporter() throws {
        let found = try proposals([
            issue("Atlantis", reporter: ""), issue("Congo", reporter: ""), issue("Congo", reporter: "NOR"),
        ])
        #expect(found.map(\.raw) == ["Congo", "Atlantis"])
        #expect(found[0].note.hasPrefix("2 answers of 2 reporters; "))
        #expect(found[1].note == "1 answer of an unknown reporter; no suggestion")
        #expect(found[0].reporters == ["NOR"])
    }

    @Test("the most frequent come first, each text once, with how often and by how many reporters")
    func frequency() throws {
        let found = try proposals([
            issue("Atlantis"), issue("German"), issue("German", reporter: "NOR"), issue("German", reporter: "NOR"),
        ])
        #expect(found.map(\.raw) == ["German", "Atlantis"])
        #expect(found[0].count == 3)
        #expect(found[0].reporters == ["FRA", "NOR"])
        #expect(found[0].note == "3 answers of 2 reporters; may be Germany (DEU)")
    }

    @Test("other rules, issues that are not open, and texts that are codes by now are left out")
    func leftOut() throws {
        let found = try proposals([
            issue("German", rule: "value.missing"), issue("Congo", state: "waived"), issue("Norway"),
        ])
        #expect(found.isEmpty)
    }

    @Test(
        "of a cell with several answers only the one that was not understood, whatever the run's language",
        arguments: ["en", "fr", "es"])
    func part(language: String) throws {
        let found = try proposals([issue("Atlantis", cell: "France; Atlantis", language: language)], language: language)
        #expect(found.map(\.raw) == ["Atlantis"])
    }

    @Test("are lines of aliases.csv")
    func csv() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "canvass-learn-\(UUID().uuidString)", directoryHint: .isDirectory)
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data("[\(issue("German"))]".utf8).write(to: folder.appending(path: "issues.json"))
        let text = String(decoding: try CodeProposals(SpecimenSurvey.load(), run: folder).csv, as: UTF8.self)
        #expect(
            text == """
                list,raw,code,reviewer,date,note
                countries,German,DEU,,,1 answer of FRA; may be Germany (DEU)

                """)
    }

    @Test("without a published run the error says how to get one")
    func noRun() throws {
        let survey = try SpecimenSurvey.load()
        let error = #expect(throws: PipelineError.self) {
            try CodeProposals(survey, run: FileManager.default.temporaryDirectory.appending(path: UUID().uuidString))
        }
        #expect(error.map { "\($0)".contains("canvass run") } == true)
    }
}
