import ArgumentParser
import Foundation
import Pipeline
import SurveyModel

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Checks the definition and the installation; says what to do.",
        discussion: """
            Without a survey only the installation is looked at: libraries, the program's own files, whether output can be written, \
            free space, the clock, how the processes are confined that read returns, whether each systemd job that `canvass schedule` has \
            installed for the project is active and how its last run ended. With a survey also its results (room for the next run, rights, the last run, who holds the lock, whether the store is \
            whole) and its definition: whether it loads, fields that nothing fills, lists that nothing uses, \
            messages without a language, the inbox, the register. The blank questionnaire, where there is one, is read by the definition: \
            a label, column or sheet that is not found there is an error with the line of pipeline.yaml.

            Then a return is read, and told which cell feeds which field: that of --return, else the newest file of the inbox that can \
            be read, of which private answers are hidden. --map draws its sheets with the cells that were read marked by layout.

            Examples:
              canvass doctor                                     is the installation well
              canvass doctor co-production                       the definition, and the newest return
              canvass doctor co-production --return filled.xlsx  this return
              canvass doctor co-production --return filled.xlsx --map map.html
              canvass doctor co-production --map -               a small map on the terminal
              canvass doctor co-production --format json | jq '.return.answers[] | select(.field == "budget")'

            Exit codes: 0 all is well, or only worth a look; 65 the definition is invalid, its inbox holds the survey's own folder, or the blank questionnaire does not hold what it looks for; 66 there is no such survey or file; \
            70 the installation is broken; 73 output cannot be written, or --inbox holds the survey's own folder; 74 the return or the last run cannot be read, or the store is damaged.
            """)

    @Argument(help: "A survey; without one only the installation is looked at.")
    var survey: String?

    @Option(name: .customLong("return"), help: ArgumentHelp("The return to read.", valueName: "file"))
    var file: String?

    @Option(
        help: ArgumentHelp(
            "Write a map of the return's sheets as a web page; - for letters on the terminal.", valueName: "file.html"))
    var map: String?

    @Flag(help: "List all records of the return, not each layout's first.")
    var all = false

    @Option(help: "text or json.")
    var format = ResultFormat.text

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if survey == nil, file != nil || map != nil {
            throw ValidationError("--return and --map need a survey by whose definition the return is read.")
        }
        if format == .json, map == "-" {
            throw ValidationError("--map - draws on the terminal; with --format json name a file.")
        }
        if let map, map != "-" {
            // What is there is replaced: of a web page that is meant, of a return or a definition it would be a loss.
            let isPage = [".html", ".htm"].contains { map.lowercased().hasSuffix($0) }
            guard isPage, file.map({ !Self.isSame($0, map) }) ?? true else {
                throw ValidationError(
                    "--map is the file of a new web page, whose name ends in .html, or - for the terminal; the return is named by --return."
                )
            }
        }
    }

    private static func isSame(_ path: String, _ other: String) -> Bool {
        URL(filePath: path).resolvingSymlinksInPath().path == URL(filePath: other).resolvingSymlinksInPath().path
    }

    func run() throws {
        let folder = try survey.map { try SurveyFinder.folder(of: $0) }
        let output =
            folder.map { common.outputURL(for: $0) } ?? common.outputURL(for: URL(filePath: "Pipelines/survey"))
        var diagnoses = InstallationReview(output: output, now: Date(), workers: WorkerCommand.selfTest).diagnoses()
        diagnoses += ScheduleReview(project: Self.project(of: folder)).diagnoses
        guard let folder else {
            show(diagnoses, reading: nil)
            try stop(on: diagnoses)
            return
        }
        let loaded: Survey
        do {
            loaded = try SurveyLoader.load(folder)
        } catch {
            // What is well with the installation is told all the same, before the definition's faults.
            show(diagnoses, reading: nil)
            throw error
        }
        diagnoses += OutputReview(loaded, output: output, inbox: common.inboxURL, now: Date()).diagnoses()
        diagnoses += TemplateReview(loaded).diagnoses
        diagnoses += DefinitionReview(loaded).diagnoses() + DefinitionRights(loaded).diagnoses
        // Those that do not load are told where they are looked at themselves.
        let neighbours = SurveyFinder.neighbours(of: folder).compactMap { try? SurveyLoader.load($0) }
        diagnoses +=
            InboxReview(loaded, inbox: common.inboxURL, output: output, neighbours: neighbours).diagnoses
        let reading = try reading(of: loaded, beside: diagnoses)
        diagnoses += reading?.numbersInText ?? []
        show(diagnoses, reading: reading)
        if let reading { try draw(reading) }
        try stop(on: diagnoses)
    }

    /// Reads the return; nil where there is none. Where it cannot be read, what was found besides is told all the same.
    private func reading(of survey: Survey, beside diagnoses: [Diagnosis]) throws -> ReturnReading? {
        let chosen = file.map { URL(filePath: $0) } ?? ReturnReading.newest(of: survey, inbox: common.inboxURL)
        do {
            return try chosen.map { try ReturnReading($0, of: survey, hidesPrivate: file == nil) }
        } catch {
            show(diagnoses, reading: nil)
            throw error
        }
    }

    /// The project whose jobs are looked at: the survey's, else the one in whose folder this is; nil where there is none.
    private static func project(of survey: URL?) -> URL? {
        (survey ?? (try? SurveyFinder.all())?.first).map { ScheduledJob.project(of: $0) }
    }

    // MARK: - Showing

    private func show(_ diagnoses: [Diagnosis], reading: ReturnReading?) {
        if format == .json {
            let listing = reading.map { ReturnListing($0).json } ?? "null"
            Terminal.print(
                "{\"diagnoses\": [\(diagnoses.map(\.json).joined(separator: ", "))], \"return\": \(listing)}")
            return
        }
        for diagnosis in diagnoses where !common.quiet || diagnosis.state != .ok { show(diagnosis) }
        guard let reading else { return }
        Terminal.print("")
        Terminal.print(ReturnListing(reading, showsAll: all).lines.joined(separator: "\n"))
    }

    private func show(_ diagnosis: Diagnosis) {
        let isColoured = Terminal.isColoured(common)
        let word = diagnosis.state.rawValue
        let padded = word + String(repeating: " ", count: max(0, 7 - word.count))
        let mark = isColoured ? "\(colour(diagnosis.state))\(padded)\u{1B}[0m" : padded
        Terminal.print("\(mark)  \(diagnosis.subject): \(diagnosis.finding.onOneLine).")
        if !diagnosis.advice.isEmpty { Terminal.print("         \(diagnosis.advice.onOneLine)") }
    }

    private func colour(_ state: Diagnosis.State) -> String {
        switch state {
        case .ok: "\u{1B}[32m"
        case .warning: "\u{1B}[33m"
        case .fault: "\u{1B}[31m"
        }
    }

    private func draw(_ reading: ReturnReading) throws {
        guard let map else { return }
        if map == "-" {
            Terminal.print("")
            Terminal.print(try reading.mapLines().joined(separator: "\n"))
            return
        }
        try reading.writeMap(to: URL(filePath: map))
        Terminal.say("The map is in \(map).")
    }

    private func stop(on diagnoses: [Diagnosis]) throws {
        guard let fault = diagnoses.first(where: { $0.state == .fault }) else { return }
        throw ExitCode(fault.code.rawValue)
    }
}
