import Foundation
import OrderedCollections
import SurveyModel
import Testing

@testable import Pipeline

@Suite("Codes that a definition names")
struct NamedCodesTests {
    /// A change of the reviewed survey, the misspelt code in it, and what is said.
    struct Slip: Sendable, CustomTestStringConvertible {
        let old: String
        let new: String
        let code: String
        let message: String
        let advice: String

        init(_ old: String, _ new: String, _ code: String, _ message: String, _ advice: String) {
            self.old = old
            self.new = new
            self.code = code
            self.message = message
            self.advice = advice
        }

        /// A declared check of the table.
        init(check: String, _ code: String, _ message: String, _ advice: String) {
            self.init("    key: number\n", "    key: number\n    \(check)\n", code, message, advice)
        }

        var testDescription: String { new }
    }

    private static let slips = [
        Slip(
            "kinds: {label: Kinds}", "kinds: {marks: {food: Food, haet: Heating}}", "haet",
            "`marks` of the column 'kinds' names the code 'haet', which is not in the list 'kinds'", "'heat'"),
        Slip(
            "codelist: kinds, title: Kind}", "codelist: kinds, title: Kind, constraints: {enum: [food, raod]}}", "raod",
            "`enum` of the field 'kind' names the code 'raod'", "'road'"),
        Slip(
            "title: Kinds, constraints: {", "title: Kinds, constraints: {enum: [food;haet], ", "food;haet",
            "names the code 'haet'", "'heat'"),
        Slip(
            check: "plausibility: {kind: outlier, fields: amount, only: {kind: [haet]}}", "haet",
            "a check of kind 'outlier' names the code 'haet'", "'heat'"),
        Slip(
            check: "plausibility: {kind: range, fields: amount, by: kind, ranges: {fod: {minimum: 1}}}", "fod",
            "a check of kind 'range' names the code 'fod'", "'food'"),
        Slip(
            check: "totals: {field: amount, over: kind, total: raod}", "raod", "a total names the code 'raod'", "'road'"
        ),
        Slip(
            check: "totals: {field: amount, over: kind, total: road, parts: [food, bridges]}", "bridges",
            "a total names the code 'bridges'", "Allowed here: food, heat, road."),
    ]

    private func diagnostics(_ definition: String) throws -> [DefinitionDiagnostic] {
        let survey = try ReviewedSurvey(returns: [:])
        try Data(definition.utf8).write(to: survey.folder.appending(path: "pipeline.yaml"))
        let error = try #require(throws: DefinitionError.self) { try survey.survey() }
        return error.diagnostics
    }

    @Test("one that its list does not have is told at its place, with the likely one", arguments: slips)
    func unknown(_ slip: Slip) throws {
        let definition = ReviewedSurvey.definition.replacing(slip.old, with: slip.new)
        let found = try diagnostics(definition)
        #expect(found.count == 1, "\(found)")
        let diagnostic = try #require(found.first)
        #expect(diagnostic.message.contains(slip.message), "\(diagnostic)")
        #expect(diagnostic.advice.contains(slip.advice), "\(diagnostic)")
        #expect(diagnostic.position == Self.place(of: slip.code, in: definition), "\(diagnostic)")
    }

    /// The place of a text that stands in a definition once.
    private static func place(of text: String, in definition: String) -> SourcePosition? {
        let lines = definition.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            guard let range = line.range(of: text) else { continue }
            return SourcePosition(
                line: index + 1, column: line.distance(from: line.startIndex, to: range.lowerBound) + 1)
        }
        return nil
    }

    @Test("marks are for fields that hold several codes")
    func marksOfOne() throws {
        let definition = ReviewedSurvey.definition.replacing(
            "kind: {label: Kind}", with: "kind: {marks: {food: Food, heat: Heating}}")
        let found = try diagnostics(definition)
        #expect(found.map(\.position) == [Self.place(of: "marks: {food", in: definition)].compactMap(\.self))
        #expect(found.first?.message.contains("holds one code") ?? false)
        #expect(found.first?.advice.contains("many: true") ?? false)
    }

    @Test("a code with a semicolon is refused where several codes are joined by one, and nowhere else")
    func semicolon() throws {
        let survey = try ReviewedSurvey(returns: [:]) { folder in
            try Data("code,label_en\nfood;heat,Food and heat\nfood,Food\n".utf8).write(
                to: folder.appending(path: "kinds.csv"))
        }
        let error = try #require(throws: DefinitionError.self) { try survey.survey() }
        #expect(error.diagnostics.map(\.position) == [Self.place(of: "kinds: {type", in: ReviewedSurvey.definition)])
        #expect(
            "\(error)".contains(
                "'items.kinds' holds codes joined by `;`, and its list 'kinds' has the code 'food;heat'"),
            "\(error)")
        let single = ReviewedSurvey.definition.replacing("many: true, ", with: "")
        try Data(single.utf8).write(to: survey.folder.appending(path: "pipeline.yaml"))
        #expect(try survey.survey().definition.tables["items"]?.fields["kinds"]?.isMany == false)
    }

    @Test("a test of rules is told of a code that is nearly one of the list; others may be what the rule is about")
    func tests() throws {
        let survey = try ReviewedSurvey(returns: [:])
        let file = survey.folder.appending(path: RuleTesting.fileName)
        try Data("share-below-amount: {pass: {amount: 2, share: 1, kind: haet}}\n".utf8).write(to: file)
        let error = try #require(throws: DefinitionError.self) { _ = try RuleTesting(survey.survey()) }
        #expect(error.diagnostics.map(\.position) == [SourcePosition(line: 1, column: 56)])
        #expect("\(error)".contains("'haet', which is not in the list 'kinds'. Did you mean 'heat'?"), "\(error)")
        try Data("share-below-amount: {pass: {amount: 2, share: 1, kind: bridges}}\n".utf8).write(to: file)
        #expect(try RuleTesting(survey.survey()).run().failures == [])
    }
}
