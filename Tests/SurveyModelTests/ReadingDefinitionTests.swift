import SurveyModel
import Testing

@Suite("How a definition says that returns are read")
struct ReadingDefinitionTests {
    private static func decode(_ lines: String) throws -> SurveyDefinition {
        try SpecimenSurvey.decode(SpecimenSurvey.yaml + "\n" + lines + "\n")
    }

    @Test("without limits and csv nothing is set, and all is found out")
    func nothing() throws {
        let definition = try SpecimenSurvey.decode(SpecimenSurvey.yaml)
        #expect(definition.limits == [:])
        #expect(definition.csv.delimiter == nil && definition.csv.quote == nil)
        #expect(definition.csv.escape == nil && definition.csv.encoding == nil)
    }

    @Test(
        "a size is a number of bytes or has a unit",
        arguments: [
            ("1", 1), ("1048576", 1_048_576), ("64 MiB", 64 << 20), ("2GiB", 2 << 30), ("3 KiB", 3_072),
            ("1 TiB", 1 << 40),
            ("500 MB", 500_000_000), ("7 kB", 7_000), ("2 GB", 2_000_000_000), ("12 B", 12),
        ])
    func sizes(text: String, bytes: Int) throws {
        #expect(try Self.decode("limits: {fileBytes: \(text)}").limits == ["fileBytes": bytes])
    }

    @Test(
        "what is no size is refused",
        arguments: [
            "0", "-1", "1.5 GiB", "GiB", "64 mib", "64  MiB", "64 Mib", "9223372036854775807 KiB",
            "99999999999999999999", "[1]",
        ])
    func noSizes(text: String) throws {
        let diagnostics = SpecimenSurvey.diagnostics(of: SpecimenSurvey.yaml + "\nlimits: {fileBytes: \(text)}\n")
        #expect(diagnostics.map(\.position) == [SourcePosition(line: 51, column: 21)])
        #expect(diagnostics.first?.message.contains("limits.fileBytes must be a size such as 64 MiB") == true)
    }

    @Test("limits are taken by their names")
    func limits() throws {
        let definition = try Self.decode("limits:\n  cells: 1000\n  seconds: +30\n  partBytes: 1 MiB")
        #expect(definition.limits == ["cells": 1_000, "seconds": 30, "partBytes": 1 << 20])
    }

    @Test(
        "the dialect's parts are taken, each by itself",
        arguments: [
            (#"delimiter: ";""#, ";", nil, nil, nil), ("delimiter: tab", "\t", nil, nil, nil),
            (#"delimiter: "\t""#, "\t", nil, nil, nil), ("quote: none", nil, CSVDefinition.Quote.none, nil, nil),
            (#"quote: "'""#, nil, .mark("'"), nil, nil), ("escape: backslash", nil, nil, .backslash, nil),
            ("encoding: iso-8859-15", nil, nil, nil, "iso-8859-15"),
            (#"delimiter: "|", quote: '"', escape: doubled, encoding: utf-8"#, "|", .mark("\""), .doubled, "utf-8"),
        ] as [(String, Character?, CSVDefinition.Quote?, CSVDefinition.Escape?, String?)])
    func dialect(
        yaml: String, delimiter: Character?, quote: CSVDefinition.Quote?, escape: CSVDefinition.Escape?,
        encoding: String?
    ) throws {
        let csv = try Self.decode("csv: {\(yaml)}").csv
        #expect(csv.delimiter == delimiter)
        #expect(csv.quote == quote)
        #expect(csv.escape == escape)
        #expect(csv.encoding == encoding)
    }

    @Test(
        "a slip in limits or csv is told at its place with its mend",
        arguments: [
            ("limits: {fileByte: 1 GiB}", 10, "unknown key 'fileByte' in limits", "Did you mean 'fileBytes'?"),
            ("limits: {cells: 1 MiB}", 17, "limits.cells must be a whole number of at least 1", "whole number"),
            ("limits: {seconds: 0}", 19, "limits.seconds must be a whole number of at least 1", "at least 1"),
            ("limits: 1 GiB", 9, "limits must be limits, but '1 GiB' stands here", "fileBytes"),
            (#"csv: {delimeter: ";"}"#, 7, "unknown key 'delimeter' in csv", "Did you mean 'delimiter'?"),
            ("csv: {delimiter: semicolon}", 18, "`delimiter` of `csv` cannot be 'semicolon'", "`tab`"),
            ("csv: {delimiter: é}", 18, "`delimiter` of `csv` cannot be 'é'", "`tab`"),
            ("csv: {delimiter: x}", 18, "`delimiter` of `csv` cannot be 'x'", "`tab`"),
            (#"csv: {quote: "\\"}"#, 14, "`quote` of `csv` cannot be", "`none`"),
            (#"csv: {delimiter: ";", quote: ";"}"#, 30, "are the same", "Change one"),
            ("csv: {quote: none, escape: doubled}", 28, "but `quote` is none", "Remove one"),
            ("csv: {escape: slash}", 15, "csv.escape must be one of doubled, backslash", "Allowed here"),
            ("csv: {encoding: utf8}", 17, "csv.encoding must be one of utf-8,", "Did you mean 'utf-8'?"),
        ])
    func slips(yaml: String, column: Int, message: String, advice: String) throws {
        let diagnostics = SpecimenSurvey.diagnostics(of: SpecimenSurvey.yaml + "\n" + yaml + "\n")
        #expect(diagnostics.count == 1, "\(diagnostics.map(\.description))")
        let diagnostic = try #require(diagnostics.first)
        #expect(diagnostic.position == SourcePosition(line: 51, column: column), "\(diagnostic)")
        #expect(diagnostic.message.contains(message), "\(diagnostic)")
        #expect(diagnostic.advice.contains(advice), "\(diagnostic)")
    }

    @Test(
        "a pattern that is none is told with the place in it and what to write instead; both kinds of patterns are checked"
    )
    func patterns() throws {
        let constraint = try #require(SpecimenSurvey.changed("maxLength: 200", to: "pattern: '(a{1000}){1000}'"))
        let tooLarge = try #require(SpecimenSurvey.diagnostics(of: constraint).first)
        #expect(tooLarge.position == SourcePosition(line: 23, column: 66))
        #expect(tooLarge.message.contains("more than 2000 steps"), "\(tooLarge)")
        let filename = try #require(
            SpecimenSurvey.changed("from: {field: cover.country}", to: #"from: {filename: '([A-Z]{3})-\1'}"#))
        let reference = try #require(SpecimenSurvey.diagnostics(of: filename).first)
        #expect(reference.position.line == 6)
        #expect(
            reference.message.contains("at character 12, referring back to a group is not supported"), "\(reference)")
    }
}
