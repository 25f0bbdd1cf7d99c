import Foundation
import Load
import SurveyModel
import Testing

@testable import Pipeline

@Suite("A run over nearly the same as the last one")
struct IncrementalRunTests {
    /// What is different at the second run.
    enum Change: String, CaseIterable, CustomTestStringConvertible {
        case newReturn, replaced, removed, superseded, decided, corrected, expired, definition, ranges, register, codes,
            nothing

        var testDescription: String { rawValue }
    }

    /// Three reporters with something to ask of each, one with nothing.
    private func survey() throws -> ReviewedSurvey {
        let survey = try ReviewedSurvey(returns: [
            "AAA.csv": ["1,10,50,food,,2026-01-01", "2,400,5,heat,,"],
            "BBB.csv": ["1,20,30,raod,,2026-02-01", "2,900,,food,,"],
            "CCC.csv": ["1,20,10,road,,2026-02-01"],
            "DDD.csv": ["1,,10,road,food,2026-02-01", "1,5,10,road,food,"],
        ]) { folder in
            try Data("kind,minimum,maximum\nfood,0,15\nheat,0,500\n".utf8).write(
                to: folder.appending(path: "ranges.csv"))
            try Data("code,name\nAAA,Aland\nBBB,Borduria\nCCC,Cockaigne\nDDD,Drassen\n".utf8).write(
                to: folder.appending(path: "reporters.csv"))
        }
        try define(survey, ReviewedSurvey.definition)
        return survey
    }

    /// With a check that reads a file of ranges.
    private func define(_ survey: ReviewedSurvey, _ text: String) throws {
        let checked = text.replacing(
            "    key: number\n",
            with:
                "    key: number\n    plausibility:\n      - {kind: range, fields: amount, by: kind, file: ranges.csv}\n"
        )
        try Data(checked.utf8).write(to: survey.folder.appending(path: "pipeline.yaml"))
    }

    /// Makes the change; gives the day of the second run.
    private func make(_ change: Change, _ survey: ReviewedSurvey, after first: SurveyRun.Outcome) throws -> String {
        let inbox = survey.folder.appending(path: "inbox")
        switch change {
        case .nothing: break
        case .newReturn: try survey.send("sub/EEE.csv", ["1,300,10,road,,2026-02-01"])
        case .replaced:
            try survey.send("BBB.csv", ["1,20,30,road,,2026-02-02", "2,90,,food,,"])
        case .removed: try FileManager.default.removeItem(at: inbox.appending(path: "BBB.csv"))
        case .superseded: try survey.send("later/AAA.csv", ["1,10,50,heat,,2026-05-01"])
        case .decided:
            let issue = try #require(first.issue("constraint.maximum"))
            try survey.decide(["\(issue.fingerprint),waive,\(issue.finding.value ?? ""),,Yes,reviewer A,,2026-11-01,"])
        case .corrected:
            let issue = try #require(first.issues("constraint.maximum").last)
            try survey.decide(
                ["\(issue.fingerprint),correct,\(issue.finding.value ?? ""),9,Typed twice,reviewer A,,2026-11-01,"])
        case .expired: return "2026-12-30"
        case .definition:
            try define(survey, ReviewedSurvey.definition.replacing("maximum: 100", with: "maximum: 15"))
        case .ranges:
            try Data("kind,minimum,maximum\nfood,0,5\nheat,0,50\n".utf8).write(
                to: survey.folder.appending(path: "ranges.csv"))
        case .register:
            try Data("code,name\nAAA,Aland\nBBB,Borduria the Great\nCCC,Cockaigne\nDDD,Drassen\n".utf8).write(
                to: survey.folder.appending(path: "reporters.csv"))
        case .codes:
            try Data("code,label_en\nfood,Food\nheat,Heating of houses\nroad,Roads\n".utf8).write(
                to: survey.folder.appending(path: "kinds.csv"))
        }
        return "2026-11-30"
    }

    @Test("it publishes what a run from nothing publishes, byte for byte", arguments: Change.allCases)
    func same(_ change: Change) async throws {
        let survey = try survey()
        var first = try await survey.run()
        if change == .expired {
            let issue = try #require(first.issue("constraint.maximum"))
            try survey.decide(
                ["\(issue.fingerprint),waive,\(issue.finding.value ?? ""),,Yes,reviewer A,,2026-11-01,2026-12-01"])
            first = try await survey.run()
        }
        let today = try make(change, survey, after: first)
        let second = try await survey.run(today: today)
        try survey.forget()
        let full = try await survey.run(today: today)
        #expect(try survey.files(second) == survey.files(full))
        #expect(try survey.manifest(second) == survey.manifest(full))
        #expect(second.result.counts == full.result.counts)
        // A return that was taken out of the inbox stays: run.json tells that it is not there any more.
        if change == .removed { #expect(try survey.manifest(first) != survey.manifest(second)) }
        guard change != .nothing, change != .removed else { return }
        #expect(try survey.files(first) != survey.files(second))
    }

    @Test(
        "the letters of reporters of whom nothing has changed are taken from the last run, and those of the others are not"
    )
    func taken() async throws {
        let survey = try survey()
        let first = try await survey.run()
        try survey.send("BBB.csv", ["1,20,30,road,,2026-02-02", "2,90,,food,,"])
        let second = try await survey.run()
        for file in ["letter.docx", "letter.txt", "annotated.xlsx"] {
            #expect(try survey.number(first, "returns/AAA/\(file)") == survey.number(second, "returns/AAA/\(file)"))
            #expect(try survey.number(first, "returns/BBB/\(file)") != survey.number(second, "returns/BBB/\(file)"))
        }
    }

    @Test("a file that somebody has written into is made anew")
    func touched() async throws {
        let survey = try survey()
        let first = try await survey.run()
        let letter = first.folder.appending(path: "returns/AAA/letter.txt")
        let was = try Data(contentsOf: letter)
        let handle = try FileHandle(forUpdating: letter)
        try handle.write(contentsOf: Data("X".utf8))
        try handle.close()
        try survey.send("BBB.csv", ["1,20,30,road,,2026-02-02"])
        let second = try await survey.run()
        #expect(try Data(contentsOf: second.folder.appending(path: "returns/AAA/letter.txt")) == was)
    }

    @Test("lines of returns of which nothing has changed are known again, and those of the others are not")
    func knownLines() async throws {
        let survey = try survey()
        func known() throws -> Set<Substring> {
            let store = try Store(
                path: survey.results.appending(path: "canvass.sqlite").path, definition: survey.survey().definition,
                codes: [])
            #expect(try MadeLines.last(store, RunHistory(output: survey.results)) != nil)
            let note = try #require(try store.note("made lines"))
            // Behind the empty line: key, marks and lengths of each return's lines.
            return Set(note.split(separator: "\n\n").last?.split(separator: "\n") ?? [])
        }
        _ = try await survey.run()
        let first = try known()
        #expect(first.count == 4 && !first.contains { $0.hasPrefix("\t") })
        try survey.send("BBB.csv", ["1,20,30,road,,2026-02-02"])
        _ = try await survey.run()
        let second = try known()
        #expect(second.count == 5 && first.intersection(second).count == 3)
    }

    @Test(
        "lines of the last run that somebody has written into are made anew, also where the file's time is what it was",
        arguments: ["dataset/items.csv", "lineage/values.csv"], [false, true])
    func touchedLines(_ path: String, keepsTime: Bool) async throws {
        let survey = try survey()
        let first = try await survey.run()
        let file = first.folder.appending(path: path)
        let time = try #require(try FileManager.default.attributesOfItem(atPath: file.path)[.modificationDate] as? Date)
        let handle = try FileHandle(forUpdating: file)
        try handle.seek(toOffset: try handle.seekToEnd() - 3)
        try handle.write(contentsOf: Data("X".utf8))
        try handle.close()
        if keepsTime { try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: file.path) }
        try survey.send("EEE.csv", ["1,300,10,road,,2026-02-01"])
        let second = try await survey.run()
        try survey.forget()
        let full = try await survey.run()
        #expect(try survey.files(second) == survey.files(full))
    }

    @Test("a store that says nonsense of earlier files costs nothing but time")
    func nonsense() async throws {
        let survey = try survey()
        let first = try await survey.run()
        let store = try Store(
            path: survey.results.appending(path: "canvass.sqlite").path, definition: survey.survey().definition,
            codes: [])
        try store.setNote("made files", "no\tsense\n1\t2\t3\t4\t5\t6")
        try store.setNote("made lines", "no sense")
        try survey.send("BBB.csv", ["1,20,30,road,,2026-02-02"])
        let second = try await survey.run()
        #expect(try survey.text(second, "returns/AAA/letter.txt") == survey.text(first, "returns/AAA/letter.txt"))
    }
}
