import ArgumentParser
import Foundation
import Pipeline
import SurveyModel

struct CodesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "codes", abstract: "Free text to codes, and the code lists.", subcommands: [Match.self, Show.self])

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
                """)

        @OptionGroup var options: ListOptions

        @Option(help: "The scheme of the codes: iso3, iso2, m49, eurostat and others that the list has.")
        var scheme: String?

        @Option(help: "csv, or json (an object for each line).")
        var format = Format.csv

        enum Format: String, ExpressibleByArgument, CaseIterable {
            case csv, json
        }

        @OptionGroup var common: CommonOptions

        func run() throws {
            let matching = try options.matching()
            if let scheme, scheme != "iso3", !matching.schemes.contains(scheme) {
                throw ValidationError(
                    "The list has no scheme '\(scheme)'. It has: \(matching.schemes.joined(separator: ", ")).")
            }
            var pending = format == .csv ? bytes(of: CodeMatching.header) : []
            while let line = readLine() {
                pending += bytes(of: matching.match(line, scheme: scheme, language: options.language))
                if pending.count >= 1 << 16 {
                    Terminal.write(pending)
                    pending.removeAll(keepingCapacity: true)
                }
            }
            Terminal.write(pending)
        }

        private func bytes(of fields: [String]) -> [UInt8] {
            switch format {
            case .csv:
                var text = CSVText()
                text.append(fields)
                return text.bytes
            case .json:
                let members = zip(CodeMatching.header, fields).map { ($0, JSONText.quoted($1)) }
                return Array("\(JSONText.object(members))\n".utf8)
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "The codes of a list, or one with what is below it.")

        @OptionGroup var options: ListOptions

        @Argument(help: "A code.")
        var code: String?

        @OptionGroup var common: CommonOptions

        func run() throws {
            Terminal.print(try options.matching().listing(of: code, language: options.language).joined(separator: "\n"))
        }
    }
}
