import ArgumentParser
import Foundation
import Pipeline

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "What a rule means, why, and what to do; or the story of an issue.",
        discussion: """
            A rule of Canvass's own needs no survey; one of a survey's needs it, and so does an issue of its last run, which is named by its \
            fingerprint or the first six digits of it.

            Examples:
              canvass explain type.ambiguous-number
              canvass explain co-production budget-in-thousands
              canvass explain co-production 3f2a9c0d1e2b4f5a
            """)

    @Argument(
        help: ArgumentHelp(
            "A survey, where one is meant, and a rule's id or an issue's fingerprint.",
            valueName: "survey> <rule-or-issue"))
    var words: [String]

    @Option(help: "text or json.")
    var format = ResultFormat.text

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (1...2).contains(words.count) else {
            throw ValidationError("Name a rule, or a survey and a rule or a fingerprint.")
        }
    }

    func run() throws {
        let told = try explanation()
        switch format {
        case .json: Terminal.print(told.json)
        case .text: show(told)
        }
    }

    private func explanation() throws -> Explanation {
        guard words.count == 2 else { return try Explanation.ofRule(words[0]) }
        let folder = try SurveyFinder.folder(of: words[0])
        return try Explanation.of(
            words[1], in: try SurveyLoader.load(folder), output: common.outputURL(for: folder))
    }

    private func show(_ told: Explanation) {
        Terminal.print("\(told.id)  \(told.title.onOneLine)")
        let width = told.parts.map(\.label.count).max() ?? 0
        for part in told.parts {
            let lines = part.text.split(separator: "\n").map { String($0).onOneLine }
            for (index, line) in lines.enumerated() {
                let label = index == 0 ? part.label : ""
                Terminal.print("  \(label)\(String(repeating: " ", count: width - label.count))  \(line)")
            }
        }
    }
}
