import ArgumentParser
import Foundation
import Pipeline
import SurveyModel

struct TraceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace", abstract: "Where a published value comes from, and what was done to it.",
        discussion: """
            The return is named by the column `return` of the dataset, the first digits of it, or its file's name; the record by the column `record`.

            Examples:
              canvass trace co-production practices 3f2a9c0d1e2b 1
              canvass trace co-production practices 3f2a 1 budget

            Values of private fields (`private: true`) are shown as •••; with --private they are read from the run's folder `private`, which its
            owner alone may read. A record that is not in the dataset has none there.
            """)

    @Argument(help: "The survey.")
    var survey: String

    @Argument(help: "The table of the dataset.")
    var table: String

    @Argument(help: "The return's id, its first digits, or its file's name.")
    var returnID: String

    @Argument(help: "The record's number.")
    var record: Int

    @Argument(help: "One field; all where none is named.")
    var field: String?

    @Option(help: "text or json.")
    var format = ResultFormat.text

    @Flag(name: .customLong("private"), help: "Show the values of private fields.")
    var showsPrivate = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let folder = try SurveyFinder.folder(of: survey)
        let trace = Trace(folder, output: common.outputURL(for: folder), showsPrivate: showsPrivate)
        let steps = try trace.steps(table: table, returnID: returnID, record: record, field: field)
        if format == .json {
            Terminal.print(Trace.json(steps))
            return
        }
        if let first = steps.first {
            Terminal.print("\(first.file.onOneLine)  (SHA-256 \(first.sha256))")
            if !first.isPublished { Terminal.print("  not in the dataset: \(first.state.onOneLine)") }
        }
        for step in steps {
            Terminal.print("  \(step.field)\(step.value.isEmpty ? "" : " = \(step.value.onOneLine)")\(absence(step))")
            let place = step.place.map { $0.onOneLine + trail(step) }
            Terminal.print("      \(place ?? "in no cell: the sheet of the record has no such field")")
        }
    }

    /// What stands for a value that is not there.
    private func absence(_ step: Trace.Step) -> String {
        guard step.value.isEmpty else { return "" }
        // What was published as typed is not written down a second time for a return that does not count.
        let isKnown = step.isWrittenDown || !step.method.isEmpty || step.place == nil
        return isKnown ? " = (no value)" : ": what was typed stands in"
    }

    private func trail(_ step: Trace.Step) -> String {
        guard !step.method.isEmpty else { return step.value.isEmpty ? "" : ", as typed" }
        let typed = step.typed.map { "“\($0.onOneLine)”" }.joined(separator: ", ")
        let confidence = step.confidence.map { " (confidence \(Value.shortest($0)))" } ?? ""
        return ", typed \(typed), by \(step.method)\(confidence)"
    }
}
