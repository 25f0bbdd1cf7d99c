import Foundation
import SurveyModel
import Testing
import Validate

@testable import Pipeline

@Suite("Decisions are appended all or none, whoever else writes")
struct DecisionWritingTests {
    private func decision(_ number: Int) -> Decision {
        let digits = String(number, radix: 16)
        return Decision(
            fingerprint: String(repeating: "0", count: 16 - digits.count) + digits, action: .waive, seen: "400",
            reason: "Why", reviewer: "reviewer A", date: CalendarDay("2026-11-20") ?? .distantPast)
    }

    private func folder(_ name: String, in scratch: ScratchInbox) throws -> URL {
        let folder = scratch.parent.appending(path: name, directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    @Test("a draft that somebody left who was killed is replaced, and nothing lies about afterwards")
    func draft() throws {
        let scratch = try ScratchInbox()
        let survey = try folder("survey", in: scratch)
        for number in 1...2 {
            try Data("fingerprint,act".utf8).write(to: survey.appending(path: ".decisions.csv.partial"))
            try DecisionWriting(survey: survey).append([decision(number)])
            #expect(try FileManager.default.contentsOfDirectory(atPath: survey.path) == ["decisions.csv"])
        }
        let written = try DecisionFile.read(in: survey).lines.map(\.decision)
        #expect(written == [decision(1), decision(2)])
    }

    @Test("a link in the draft's place is not followed")
    func link() throws {
        let scratch = try ScratchInbox()
        let survey = try folder("survey", in: scratch)
        let other = try scratch.put("other.txt", "as it was")
        try FileManager.default.createSymbolicLink(
            at: survey.appending(path: ".decisions.csv.partial"), withDestinationURL: other)
        try DecisionWriting(survey: survey).append([decision(1)])
        #expect(try String(contentsOf: other, encoding: .utf8) == "as it was")
        #expect(try FileManager.default.contentsOfDirectory(atPath: survey.path) == ["decisions.csv"])
    }

    @Test("who writes at once loses nobody's lines, also where two surveys have links to one file")
    func atOnce() async throws {
        let scratch = try ScratchInbox()
        let shared = try folder("shared", in: scratch)
        try DecisionWriting(survey: shared).append([decision(100)])
        let surveys = [try folder("a", in: scratch), try folder("b", in: scratch)]
        for survey in surveys {
            try FileManager.default.createSymbolicLink(
                at: survey.appending(path: "decisions.csv"),
                withDestinationURL: shared.appending(path: "decisions.csv"))
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<20 {
                let survey = surveys[number % 2]
                let line = decision(number)
                group.addTask { try DecisionWriting(survey: survey).append([line]) }
            }
            try await group.waitForAll()
        }
        let written = try DecisionFile.read(in: shared).lines.compactMap(\.decision)
        #expect(written.count == 21 && Set(written.map(\.fingerprint)).count == 21)
        #expect(try FileManager.default.contentsOfDirectory(atPath: shared.path) == ["decisions.csv"])
        for survey in surveys {
            let names = try FileManager.default.contentsOfDirectory(atPath: survey.path)
            #expect(names == ["decisions.csv"], "it is a link still")
            #expect(
                (try? FileManager.default.destinationOfSymbolicLink(
                    atPath: survey.appending(path: "decisions.csv").path)) != nil)
        }
    }
}
