public import ArgumentParser
import Foundation
public import Pipeline

extension CellListing.Format: ExpressibleByArgument {}

struct CellsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cells", abstract: "Every cell of a workbook or CSV, as the reader sees it.",
        discussion: """
            Examples:
              canvass cells return.xlsx
              canvass cells return.xlsx --sheet Cover --format ndjson
            """)

    @Argument(help: "The file.")
    var file: String

    @Option(help: "Only the sheet of this name.")
    var sheet: String?

    @Option(help: "ndjson or table.")
    var format = CellListing.Format.table

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
        try CellListing(path: file, sheet: sheet, survey: reading.loaded()).write(format) { Terminal.write($0) }
    }
}

struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "What is in a file: sheets, size, dialect, tables found.",
        discussion: """
            Examples:
              canvass inspect return.xlsx
              canvass inspect data.csv --count          sheet, rows and cells, tab-separated
            """)

    @Argument(help: "The file.")
    var file: String

    @Flag(help: "Read all cells and print counts alone.")
    var count = false

    @Option(help: "text or json.")
    var format = ResultFormat.text

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
        let inspection = try FileInspection(path: file, survey: reading.loaded())
        if format == .json {
            Terminal.print(try inspection.json())
            return
        }
        let lines = try count ? inspection.counts() : inspection.description()
        Terminal.print(lines.joined(separator: "\n"))
    }
}
