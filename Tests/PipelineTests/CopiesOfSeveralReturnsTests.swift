import Foundation
import Load
import Logging
import Report
import SurveyModel
import Testing

@testable import Pipeline

@Suite("Annotated copies of several returns of one reporter")
struct CopiesOfSeveralReturnsTests {
    /// Loses some contents, and makes copies of the others that hold no more than their hash.
    private struct Losing: ReturnAnnotating {
        let lost: Set<String>

        func annotate(_ task: AnnotationTask, at url: URL, file: String) -> AnnotationAnswer {
            guard !lost.contains(task.copy.sha256) else { return .loss("the machine was at fault") }
            return .copy(
                AnnotatedReturn(
                    bytes: Array(task.copy.sha256.utf8), fileExtension: "xlsx", anewBecause: nil,
                    sheetsWithoutNotes: [], questions: 1))
        }

        func end() {}
    }

    private let project: InboxProject
    private let survey: Survey
    private let returns: [Return]

    init() throws {
        project = try InboxProject()
        survey = try project.load()
        returns = ["a", "b", "c"].map { letter in
            Return(
                sha256: String(repeating: letter, count: 64), file: "\(letter).xlsx",
                reporter: letter == "c" ? "FRA" : "NOR", round: "2026", received: "", version: "", language: "",
                state: letter == "b" ? .held : .live)
        }
    }

    /// What is made of the returns in a run's folder of its own.
    private func copies(
        lost: Set<String>, except: Set<String> = [], rules: [String] = ["r", "r", "r"]
    ) throws -> AnnotatedCopies.Outcome {
        let issues = zip(returns, rules).map { item, rule in
            SurveyModel.Issue(
                fingerprint: item.id, reporter: item.reporter, round: "2026", returnID: item.id,
                finding: Finding(rule: rule, severity: .error, message: .text("m")), state: .open)
        }
        let result = RunResult(
            survey: "survey", definition: survey.definition, reporters: survey.reporters, returns: returns,
            counts: RunCounts(), coverage: [], issues: issues, rules: [], codings: [], figures: [], provenance: [])
        let folder = try RunFolder(survey: project.output, id: UUID().uuidString)
        defer { folder.discard() }
        let urls = Dictionary(uniqueKeysWithValues: returns.map { ($0.sha256, project.inbox.parent) })
        return try AnnotatedCopies(
            survey: survey, urls: urls, annotator: Losing(lost: lost), logger: Logger(label: "test"), folder: folder,
            made: MadeFiles(survey), except: except
        ).write(for: result, width: 2)
    }

    @Test("where of several returns one alone has questions for the reporter, its copy is named as a single one")
    func single() throws {
        let files = try copies(lost: [], rules: ["r", "return.several-bodies", "r"]).files.map(\.path)
        #expect(files == ["returns/NOR/annotated.xlsx", "returns/FRA/annotated.xlsx"])
    }

    @Test("what was lost of one leaves the names of the others as they are, also where the run is made anew without it")
    func names() throws {
        let (first, second, other) = (returns[0], returns[1], returns[2])
        let all = [
            "returns/NOR/annotated-\(first.id).xlsx", "returns/NOR/annotated-\(second.id).xlsx",
            "returns/FRA/annotated.xlsx",
        ]
        #expect(survey.definition.round.current == first.round && other.reporter == "FRA")
        #expect(try copies(lost: []).files.map(\.path) == all)
        // The letter goes with all of them.
        let workbooks = QueryLetters.workbooks(among: try copies(lost: []).files)
        #expect(workbooks["NOR"] == ["annotated-\(first.id).xlsx", "annotated-\(second.id).xlsx"])
        #expect(workbooks["FRA"] == ["annotated.xlsx"])
        let lacking = try copies(lost: [first.sha256])
        #expect(lacking.files.map(\.path) == Array(all.dropFirst()))
        #expect(lacking.lost == [first.sha256])
        let anew = try copies(lost: [], except: [first.sha256])
        #expect(anew.files.map(\.path) == Array(all.dropFirst()) && anew.lost.isEmpty)
        #expect(anew.files.map(\.sha256) == lacking.files.map(\.sha256))
    }
}
