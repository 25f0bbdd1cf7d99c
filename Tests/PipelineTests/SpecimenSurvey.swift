import Foundation
import SurveyModel

@testable import Pipeline

/// A small survey in a folder of its own, for tests that need the real loader.
enum SpecimenSurvey {
    static let definition = """
        canvass: 1
        title: Specimen
        languages: [en]
        round: {current: "2026"}
        inbox: {path: inbox, settle: 0}
        reporters:
          file: reporters.csv
          codelist: countries
          from: [{field: cover.country}, {filename: '([A-Z]{3})'}]
          distinguish: cover.body
          latest: cover.completed
        codelists:
          countries: {bundled: countries}
        tables:
          cover:
            title: Cover
            key: body
            fields:
              country: {type: string, codelist: countries, title: Country}
              body: {type: string, title: Body}
              completed: {type: date, title: Completed}
        layouts:
          cover:
            into: cover
            sheet: {any: true}
            table:
              columns:
                country: {label: Country}
                body: {label: Body}
                completed: {label: Completed}
        """

    /// - Parameters:
    ///   - files: what else lies in the survey's folder, by name.
    ///   - load: how it is loaded from its folder.
    static func load(
        _ definition: String = definition, files: [String: Data] = [:],
        by load: (URL) throws -> Survey = { try SurveyLoader.load($0) }
    ) throws -> Survey {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "canvass-specimen-\(UUID().uuidString)", directoryHint: .isDirectory)
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(definition.utf8).write(to: folder.appending(path: "pipeline.yaml"))
        try Data("code,name\nFRA,France\nNOR,Norway\n".utf8).write(to: folder.appending(path: "reporters.csv"))
        for (name, content) in files { try content.write(to: folder.appending(path: name)) }
        return try load(folder)
    }

    /// A return with one record of the cover; what is nil was not answered.
    static func read(
        _ content: String, file: String = "return.csv", country: String? = nil, body: String? = nil,
        completed: String? = nil, saved: String? = nil,
        isReadable: Bool = true, isPresent: Bool = true
    ) -> ReadReturn {
        let values: [Value?] = [
            country.map { .text($0) }, body.map { .text($0) }, completed.flatMap { CalendarDay($0) }.map { .date($0) },
        ]
        let origin = Origin(sheet: "return", row: 2, column: 1)
        let entries = values.map { value in value.map { Entry(value: $0, raw: .text($0.text), origin: origin) } }
        let records = isReadable ? [Record(table: "cover", number: 1, anchor: origin, entries: entries)] : []
        let bundle = ReturnBundle(
            sha256: Digest.sha256(Data(content.utf8)), format: isReadable ? "csv" : nil, version: "1", language: "en",
            name: "return", saved: saved,
            records: records, places: [], answers: [:], codings: [], findings: [])
        return ReadReturn(bundle: bundle, file: file, isPresent: isPresent)
    }
}
