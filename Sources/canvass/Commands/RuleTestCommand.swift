import ArgumentParser
import Foundation
import Pipeline

struct RuleTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Runs the tests of a survey's rules.",
        discussion: """
            rules-test.yaml in the survey's folder gives, for each rule, small records that it must pass and that it must fail. \
            Each case that comes out otherwise is a line with what came.

            Examples:
              canvass test co-production
              canvass test co-production --format json

            Exit codes: 0 all as it must be; 1 a case is not; 65 the definition or the tests are invalid; 66 there are no tests.
            """)

    @Argument(help: "The survey.")
    var survey: String

    @Option(help: "text or json.")
    var format = ResultFormat.text

    @OptionGroup var common: CommonOptions

    func run() throws {
        let loaded = try SurveyLoader.load(try SurveyFinder.folder(of: survey))
        let outcome = try RuleTesting(loaded).run()
        switch format {
        case .json: Terminal.print(outcome.json)
        case .text: show(outcome)
        }
        if !outcome.failures.isEmpty { throw ExitCode(1) }
    }

    private func show(_ outcome: RuleTesting.Outcome) {
        for failure in outcome.failures {
            Terminal.print(
                "\(outcome.file):\(failure.line): \(failure.rule) must \(failure.mustPass ? "pass" : "fail"), but \(failure.came.onOneLine)"
            )
        }
        if !outcome.untested.isEmpty, !common.quiet {
            Terminal.print("without a case that passes, or one that fails: \(outcome.untested.joined(separator: ", "))")
        }
        let failed = outcome.failures.count
        Terminal.print(
            "\(outcome.cases.counted("case")) of \(outcome.rules.counted("rule")): \(outcome.cases - failed) as they must be, \(failed) not"
        )
    }
}
