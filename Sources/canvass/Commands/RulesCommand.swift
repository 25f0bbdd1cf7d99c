import ArgumentParser
import Foundation
import Pipeline
import SurveyModel

struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "The rules of a survey, with what they did in the last run.",
        discussion: """
            The survey's own rules, the constraints of its fields, and those of Canvass's rules of which the survey says something under \
            `builtin`, or that found something. The columns: records tested, passed, failed, not verifiable since a value is missing (they \
            are among those tested), not applicable since the rule is switched off for them or the question was not asked. Canvass's rules \
            count answers, records, returns or reporters, as their line says.

            Examples:
              canvass rules co-production
              canvass rules co-production --format json | jq '.rules[] | select(.has_tests == false) | .rule'
            """)

    @Argument(help: "The survey.")
    var survey: String

    @Option(help: "text or json.")
    var format = ResultFormat.text

    @OptionGroup var common: CommonOptions

    func run() throws {
        let folder = try SurveyFinder.folder(of: survey)
        let loaded = try SurveyLoader.load(folder)
        let listing = try RuleListing(loaded, output: common.outputURL(for: folder))
        switch format {
        case .json: Terminal.print(listing.json)
        case .text: show(listing, of: loaded.argument)
        }
    }

    /// - Parameter survey: what a command line calls the survey.
    private func show(_ listing: RuleListing, of survey: String) {
        let header = ["tested", "passed", "failed", "n. verif.", "n. appl.", "severity", "table", "rule"]
        let rows = listing.lines.map { (origin: $0.origin, cells: cells(of: $0)) }
        let widths = header.indices.dropLast().map { column in
            ([header] + rows.map(\.cells)).map { $0[column].count }.max() ?? 0
        }
        for origin in [RuleListing.Origin.survey, .check, .constraint, .canvass] {
            let group = rows.filter { $0.origin == origin }
            guard !group.isEmpty else { continue }
            Terminal.print(Self.heading(origin))
            for cells in [header] + group.map(\.cells) {
                let padded = widths.indices.map { column in
                    let gap = String(repeating: " ", count: widths[column] - cells[column].count)
                    return column < 5 ? gap + cells[column] : cells[column] + gap
                }
                Terminal.print("  " + (padded + [cells[header.count - 1]]).joined(separator: "  "))
            }
            Terminal.print("")
        }
        Terminal.print(
            listing.run.map { "Counts of the run \($0). What a rule means: canvass explain \(survey) <rule>" }
                ?? "Nothing was published yet: canvass run \(survey)")
    }

    private static func heading(_ origin: RuleListing.Origin) -> String {
        switch origin {
        case .survey: "The survey's rules"
        case .check: "Checks that its tables declare"
        case .constraint: "Constraints of its fields"
        case .canvass: "Canvass's rules that have terms, or that found something (issues)"
        }
    }

    private func cells(of line: RuleListing.Line) -> [String] {
        let isCounted = line.origin != .canvass || !line.expression.isEmpty
        let counts = line.counts
        let numbers = [
            isCounted ? counts?.tested : nil, isCounted ? counts?.passed : nil, counts?.failed,
            isCounted ? counts?.notVerifiable : nil, isCounted ? counts?.notApplicable : nil,
        ]
        let marks = [line.isTrial ? "on trial" : nil, line.isTested == false ? "no test" : nil].compactMap(\.self)
        let showsExpression = [.constraint, .canvass].contains(line.origin) && !line.expression.isEmpty
        let name = showsExpression ? "\(line.rule)  \(line.expression)" : line.rule
        return numbers.map { $0.map(String.init) ?? "-" } + [
            line.severity?.rawValue ?? "", line.table ?? "",
            name.onOneLine + (marks.isEmpty ? "" : "  (\(marks.joined(separator: ", ")))"),
        ]
    }
}
