import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("What a changed definition says of a watched inbox")
struct WatchedSurveyTests {
    private let now = ContinuousClock.now

    /// A folder with the specimen survey, and the survey as it is watched.
    private func watched() throws -> (folder: WatchedFolder, survey: WatchedSurvey) {
        let folder = try WatchedFolder()
        try folder.write("reporters.csv", "code,name\nFRA,France\n")
        try folder.write("pipeline.yaml", SpecimenSurvey.definition)
        let survey = try SurveyLoader.load(folder.url)
        return (folder, WatchedSurvey(survey, inbox: nil, settle: nil, now: now))
    }

    /// Writes the definition anew.
    private func define(_ changes: [(old: String, new: String)], in folder: WatchedFolder) throws {
        let text = changes.reduce(SpecimenSurvey.definition) { text, change in
            text.replacing(change.old, with: change.new)
        }
        try folder.write("pipeline.yaml", text)
    }

    @Test("another inbox, other files that are passed over and another limit have it watched anew")
    func anew() throws {
        let (folder, loaded) = try watched()
        var survey = loaded
        let none = survey.refresh(at: now)
        #expect(!none)
        try define([("path: inbox", "path: second")], in: folder)
        let other = survey.refresh(at: now)
        #expect(other && survey.inbox.lastPathComponent == "second")
        try define([("path: inbox, settle: 0}", "path: second, settle: 0, ignore: ['late*']}")], in: folder)
        let patterns = survey.refresh(at: now)
        #expect(patterns && survey.ignore.contains("late*"))
        try define(
            [
                ("path: inbox, settle: 0}", "path: second, settle: 0, ignore: ['late*']}"),
                ("title: Specimen", "title: Specimen\nlimits: {fileBytes: 2 GiB}"),
            ], in: folder)
        let limit = survey.refresh(at: now)
        #expect(limit && survey.limits.fileBytes == 2 << 30)
    }

    @Test("what does not concern the inbox has nothing watched anew")
    func same() throws {
        let (folder, loaded) = try watched()
        var survey = loaded
        try define([("title: Specimen", "title: Specimens"), ("settle: 0}", "settle: 30}")], in: folder)
        let isAnew = survey.refresh(at: now)
        #expect(!isAnew)
        #expect(survey.schedule.settle == .seconds(30))
    }

    @Test("is taken over once a file beside it is mended, though the definition is the same by then")
    func mended() throws {
        let (folder, loaded) = try watched()
        var survey = loaded
        try define([("path: inbox", "path: second"), ("file: reporters.csv", "file: others.csv")], in: folder)
        let early = survey.refresh(at: now)
        #expect(!early && survey.inbox.lastPathComponent == "inbox")
        try folder.write("others.csv", "code,name\nFRA,France\n")
        let late = survey.refresh(at: now)
        #expect(late && survey.inbox.lastPathComponent == "second")
    }
}
