public import ArgumentParser
import Foundation
import Pipeline
public import SurveyModel

extension Severity: ExpressibleByArgument {}

struct DecideCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide", abstract: "Write down what a reviewer decided about issues.",
        discussion: """
            Appends lines to the survey's decisions.csv, each checked against the last run: the issue exists, the value can be the field's, a \
            reason is there. They take effect with the next run. Issues are named by fingerprint (its first digits suffice), chosen by a \
            filter (which only shows what would be written, until --yes is given), or come from a file of lines.

            Examples:
              canvass decide co-production 3f9a --waive --reason "Confirmed by phone" --reviewer "reviewer A" --expires 2027-06-30
              canvass decide co-production 3f9a52c0 --correct 1200000 --reason "Typed in thousands" --reviewer "reviewer A"
              canvass decide co-production --rule budget-in-thousands --reporter ESP --ask --reviewer "reviewer A" --yes
              canvass decide co-production --from tray.csv
            """)

    @Argument(help: "The survey: a folder in Pipelines/, by name or path.")
    var survey: String

    @Argument(help: "Fingerprints of issues, or their first digits (at least 4).")
    var fingerprints: [String] = []

    @Flag(help: "Let the value stand as it is.")
    var waive = false

    @Option(parsing: .unconditional, help: ArgumentHelp("Publish this value instead.", valueName: "value"))
    var correct: String?

    @Flag(help: "Take the code or value that was suggested.")
    var accept = false

    @Flag(help: "Ask the reporter; the issue keeps its effect.")
    var ask = false

    @Flag(help: "Take back what was decided.")
    var withdraw = false

    @Option(help: "Why; needed for all but --ask and --accept.")
    var reason: String?

    @Option(help: "Who decides: a name or a role.")
    var reviewer: String?

    @Option(name: .customLong("agreed-by"), help: "Who agrees, where the survey asks for a second name.")
    var agreedBy: String?

    @Option(help: ArgumentHelp("The last day on which it holds.", valueName: "yyyy-mm-dd"))
    var expires: CalendarDay?

    @Option(help: ArgumentHelp("When it was decided; today where not given.", valueName: "yyyy-mm-dd"))
    var date: CalendarDay?

    @OptionGroup(title: "Filter: open issues that fit all of these") var filter: FilterOptions

    @Option(
        help: ArgumentHelp(
            "Take the lines of this file: in the columns of decisions.csv, or an issues.xlsx with its columns for decisions filled in.",
            valueName: "file"))
    var from: String?

    @Flag(help: "Write what a filter has chosen.")
    var yes = false

    @Flag(name: .customLong("dry-run"), help: "Only show what would be written.")
    var dryRun = false

    @Option(help: "text, or json (an array of lines).")
    var format = ResultFormat.text

    @OptionGroup var common: CommonOptions

    struct FilterOptions: ParsableArguments {
        @Option(help: "The rule's id.") var rule: String?
        @Option(help: "The reporter's code.") var reporter: String?
        @Option(help: "The round.") var round: String?
        @Option(help: "The table.") var table: String?
        @Option(help: "The field, or table.field.") var field: String?
        @Option(help: "error, warning or note.") var severity: Severity?

        var chosen: IssueFilter {
            var filter = IssueFilter()
            filter.rule = rule
            filter.reporter = reporter
            filter.round = round
            filter.table = table
            filter.field = field
            filter.severity = severity
            return filter
        }
    }

    private var actions: [DecisionAction] {
        [
            waive ? .waive : nil, correct != nil ? .correct : nil, accept ? .accept : nil, ask ? .ask : nil,
            withdraw ? .withdraw : nil,
        ].compactMap(\.self)
    }

    func validate() throws {
        let sources = [!fingerprints.isEmpty, !filter.chosen.isEmpty, from != nil].count { $0 }
        guard sources == 1 else {
            throw ValidationError("Name issues, or choose them by a filter, or say --from FILE: one of the three.")
        }
        if from != nil {
            guard actions.isEmpty, reason == nil, expires == nil else {
                throw ValidationError(
                    "With --from, action, reason and expiry stand in the file; --reviewer, --agreed-by and --date are for the rows that do not say."
                )
            }
            return
        }
        guard actions.count == 1 else {
            throw ValidationError("Say one of --waive, --correct VALUE, --accept, --ask and --withdraw.")
        }
        // Any text can be a value; one that is an option was meant as that.
        if let correct, correct.hasPrefix("--") { throw ValidationError("--correct needs a value.") }
        if (reviewer ?? "").allSatisfy(\.isWhitespace) { throw ValidationError("Say who decides: --reviewer.") }
        if !ask, !accept, (reason ?? "").allSatisfy(\.isWhitespace) { throw ValidationError("Say why: --reason.") }
    }

    func run() throws {
        let folder = try SurveyFinder.folder(of: survey)
        let survey = try SurveyLoader.load(folder)
        let desk = try DecisionDesk(survey, output: common.outputURL(for: folder))
        let proposals = try proposals(desk)
        let isWritten = !dryRun && (filter.chosen.isEmpty || yes)
        if isWritten { try DecisionWriting(survey: folder).append(proposals.map(\.decision)) }
        try show(proposals, isWritten)
        if !common.quiet { Terminal.say(closing(proposals.count, isWritten)) }
    }

    /// - Throws: `PipelineError` where they cannot be shown, which must not be taken for their not being written: given again, each would be there twice.
    private func show(_ proposals: [DecisionProposal], _ isWritten: Bool) throws(PipelineError) {
        let lines = format == .json ? [DecisionProposal.json(proposals)] : proposals.map(line)
        let bytes = lines.flatMap { Array("\($0)\n".utf8) }
        do {
            try Terminal.deliver(bytes)
        } catch {
            throw isWritten ? PipelineError(error.code, "\(error) \(closing(proposals.count, isWritten))") : error
        }
    }

    private func proposals(_ desk: DecisionDesk) throws -> [DecisionProposal] {
        if let from, Self.isWorkbook(from) {
            return try desk.lines(
                workbook: URL(filePath: from), reviewer: reviewer ?? "", agreedBy: agreedBy ?? "",
                date: date ?? DecisionRequest.today)
        }
        if let from {
            return try desk.lines(
                from: URL(filePath: from), reviewer: reviewer ?? "", agreedBy: agreedBy ?? "",
                date: date ?? DecisionRequest.today)
        }
        let request = DecisionRequest(
            action: actions.first ?? .ask, value: correct ?? "", reason: reason ?? "", reviewer: reviewer ?? "",
            agreedBy: agreedBy ?? "", date: date ?? DecisionRequest.today, expires: expires)
        return try fingerprints.isEmpty
            ? desk.lines(where: filter.chosen, request) : desk.lines(about: fingerprints, request)
    }

    private static func isWorkbook(_ name: String) -> Bool { name.lowercased().hasSuffix(".xlsx") }

    private func line(_ proposal: DecisionProposal) -> String {
        let decision = proposal.decision
        let value = decision.value.isEmpty ? "" : " \(decision.value)"
        let rest = [proposal.reporter, proposal.place, proposal.message].filter { !$0.isEmpty }.joined(separator: "  ")
        return "\(decision.fingerprint)  \(decision.action.rawValue)\(value)  \(rest)".onOneLine
    }

    private func closing(_ count: Int, _ isWritten: Bool) -> String {
        let lines = count.counted("line")
        return isWritten
            ? "\(lines) written to decisions.csv; they count with the next run."
            : "\(lines) would be written" + (dryRun ? "." : "; say --yes to write them.")
    }
}
