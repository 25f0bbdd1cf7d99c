import ArgumentParser
import Foundation
import Pipeline
import SurveyModel

struct CodesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "codes", abstract: "Free text to codes, and the code lists.",
        subcommands: [Match.self, Show.self, Learn.self, Group.self])

    struct ListOptions: ParsableArguments {
        @Argument(help: "The list: countries, cofog, or one of a survey's with --survey.")
        var list: String

        @Option(help: "The survey whose list it is.")
        var survey: String?

        @Option(help: "The language of texts and labels.")
        var language = "en"

        func matching() throws -> CodeMatching {
            guard let survey else { return try CodeMatching(bundled: list) }
            return try CodeMatching(list, of: SurveyLoader.load(SurveyFinder.folder(of: survey)))
        }
    }

    struct Match: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Free text on standard input, a line each, to codes as CSV.",
            discussion: """
                Examples:
                  canvass codes match countries < names.txt
                  canvass codes match countries --scheme iso2 < names.txt
                  canvass codes match cofog --language fr < services.txt
                  canvass codes match cofog --answers < column.txt     as a run reads them: "Health, education" is none
                """)

        @OptionGroup var options: ListOptions

        @Option(help: "The scheme of the codes: iso3, iso2, m49, eurostat and others that the list has.")
        var scheme: String?

        @Option(help: "csv, or json (an object for each line).")
        var format = Format.csv

        @Option(help: "How many lines are matched at once; as many as there are processors by default.")
        var threads: Int?

        @Flag(
            help:
                "Read each line as a run reads an answer where one code is asked for: several are none, a code may have its label beside it."
        )
        var answers = false

        @Flag(help: "Tell on standard error how long loading and matching took.")
        var timing = false

        @Flag(help: ArgumentHelp("Match a line anew that came before, for measuring.", visibility: .hidden))
        var forget = false

        enum Format: String, ExpressibleByArgument, CaseIterable {
            case csv, json

            var rows: CodeRows.Format {
                switch self {
                case .csv: .csv
                case .json: .json
                }
            }
        }

        @OptionGroup var common: CommonOptions

        func validate() throws {
            if let threads, threads < 1 { throw ValidationError("--threads is at least 1.") }
        }

        func run() throws {
            let clock = ContinuousClock()
            let start = clock.now
            let matching = try options.matching()
            let loading = clock.now - start
            if let scheme, scheme != "iso3", !matching.schemes.contains(scheme) {
                throw ValidationError(
                    "The list has no scheme '\(scheme)'. It has: \(matching.schemes.joined(separator: ", ")).")
            }
            let rows = CodeRows(
                matching, scheme: scheme, language: options.language, format: format.rows, readsAnswers: answers)
            let lines = CodeLines(
                threads: threads ?? ProcessInfo.processInfo.activeProcessorCount, remembers: !forget,
                answer: rows.writer)
            Terminal.write(rows.header)
            var texts = 0
            var time = Duration.zero
            try StandardInput.forEachBlock { block in
                let began = clock.now
                let written = lines.answers(to: block)
                time += clock.now - began
                if timing { texts += block.count { $0 == UInt8(ascii: "\n") } }
                Terminal.write(written)
            }
            if timing { tell(loading, texts, time) }
        }

        private func tell(_ loading: Duration, _ texts: Int, _ time: Duration) {
            let perSecond = Int(Double(texts) / max(time / .seconds(1), 1e-9))
            let milliseconds = (loading / .milliseconds(1) * 10).rounded() / 10
            Terminal.say("loading \(milliseconds) ms; \(texts) lines, \(perSecond) a second")
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "The codes of a list, or one with what is below it.")

        @OptionGroup var options: ListOptions

        @Argument(help: "A code.")
        var code: String?

        @Option(
            help: ArgumentHelp(
                "Only codes that are valid on this day, or in this month or year (ISO 8601), where the list has validity.",
                valueName: "date"))
        var validOn: String?

        @Option(help: "text, the only one.")
        var format = TextFormat.text

        @OptionGroup var common: CommonOptions

        func run() throws {
            let lines = try options.matching().listing(of: code, language: options.language, validOn: validOn)
            Terminal.print(lines.joined(separator: "\n"))
        }
    }

    struct Group: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The members of the OECD, the EU or the G20 in a year.",
            discussion: """
                Example:
                  canvass codes group EU --year 2010
                """)

        @Argument(help: "OECD, EU or G20.")
        var group: String

        @Option(help: "The year, at whose end membership counts; this year by default.")
        var year: Int?

        @Option(help: "The language of the names.")
        var language = "en"

        @Option(help: "text, the only one.")
        var format = TextFormat.text

        @OptionGroup var common: CommonOptions

        func run() throws {
            let year = year ?? Calendar(identifier: .gregorian).component(.year, from: Date())
            Terminal.print(
                try CodeMatching.members(of: group, inYear: year, language: language).joined(separator: "\n"))
        }
    }

    struct Learn: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lines for aliases.csv, from the texts that the last run could not turn into codes.",
            discussion: """
                Prints to standard output and changes nothing. A text with one suggestion gets its code, unless that only
                shares words with it; any other gets "?", which is for a person to replace. The note says how often it was
                typed, and what it may be.

                Example:
                  canvass codes learn co-production > proposed.csv
                """)

        @Argument(help: "The survey.")
        var survey: String

        @Option(help: "csv, the only one.")
        var format = Format.csv

        enum Format: String, ExpressibleByArgument, CaseIterable {
            case csv
        }

        @OptionGroup var common: CommonOptions

        func run() throws {
            let folder = try SurveyFinder.folder(of: survey)
            let survey = try SurveyLoader.load(folder)
            Terminal.write(try CodeProposals(survey, output: common.outputURL(for: folder)).csv)
        }
    }
}

/// Standard input by the block.
private enum StandardInput {
    /// The marks at the beginning of a text that tell its encoding (Unicode Standard, 23.8).
    private static let markOfUTF8: [UInt8] = [0xEF, 0xBB, 0xBF]
    private static let marksOfUTF16: [[UInt8]] = [[0xFF, 0xFE], [0xFE, 0xFF]]

    /// Lends whole lines, as many as have come and at most a megabyte; the last line may lack its end. The mark of UTF-8 at the beginning is left out.
    ///
    /// - Throws: `PipelineError` of code `io` where it cannot be read, or is in UTF-16; what `body` throws.
    static func forEachBlock(_ body: (ArraySlice<UInt8>) throws -> Void) throws {
        var pending: [UInt8] = []
        var isBegun = false
        var room = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            // The buffer is as large as what is asked for.
            let count = room.withUnsafeMutableBytes { read(STDIN_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw PipelineError(.io, "Standard input cannot be read: \(String(cString: strerror(errno)))")
            }
            if count == 0 { break }
            pending += room[..<count]
            if !isBegun {
                // A pipe may give a mark in pieces.
                let mayBeMark = ([markOfUTF8] + marksOfUTF16).contains {
                    $0.count > pending.count && $0.starts(with: pending)
                }
                if mayBeMark { continue }
                try withoutMark(&pending)
                isBegun = true
            }
            guard room[..<count].contains(UInt8(ascii: "\n")), let end = pending.lastIndex(of: UInt8(ascii: "\n"))
            else { continue }
            try body(pending[...end])
            pending.removeSubrange(...end)
        }
        if !pending.isEmpty { try body(pending[...]) }
    }

    /// Takes the mark of UTF-8 from a text, as spreadsheet programs and editors on Windows write it.
    private static func withoutMark(_ text: inout [UInt8]) throws(PipelineError) {
        if text.starts(with: markOfUTF8) { text.removeFirst(markOfUTF8.count) }
        guard !marksOfUTF16.contains(where: { text.starts(with: $0) }) else {
            throw PipelineError(
                .io,
                "Standard input is UTF-16, of which no line would be matched. Give it as UTF-8, such as by: iconv -f UTF-16 -t UTF-8"
            )
        }
    }
}
