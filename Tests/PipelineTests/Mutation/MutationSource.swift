import Foundation
import Spreadsheets
import SurveyModel

@testable import Pipeline

/// A good sample return, with what is read of it.
struct MutationSource {
    let name: String
    let url: URL
    let model: WorkbookModel
    /// What is read of the model as it is.
    let bundle: ReturnBundle
    private let processor: ReturnProcessor
    let definition: SurveyDefinition

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Returns of both versions and languages in which rows and columns stand as in the blank questionnaire.
    private static let files = [
        ("CPS-2026-AUS.xlsx", "template.xlsx"), ("Copy of CPS-2026-IRL.xlsx", "template-1.0.xlsx"),
        ("Questionnaire coproduction (Belgique).xlsx", "template-fr.xlsx"), ("CPS-2026-NOR.xlsx", "template.xlsx"),
        ("CPS_CH_2026_rev1.xlsx", "template-1.0-fr.xlsx"), ("CPS-2026-KOR-v2.xlsx", "template.xlsx"),
        ("CPS-2026-CAN_FR.xlsx", "template-fr.xlsx"),
    ]

    static let all = Result {
        let folder = root.appending(path: "Pipelines/co-production", directoryHint: .isDirectory)
        let survey = try SurveyLoader.load(folder)
        let processor = ReturnProcessor(survey)
        return try files.map { name, blank in
            let url = root.appending(path: "SampleInputs/co-production/\(name)")
            let blank = try WorkbookModel(Workbook.open(path: folder.appending(path: blank).path))
            let model = try WorkbookModel(Workbook.open(path: url.path), blank: blank)
            return try MutationSource(name, url, model, processor, survey.definition)
        }
    }

    private init(
        _ name: String, _ url: URL, _ model: WorkbookModel, _ processor: ReturnProcessor, _ definition: SurveyDefinition
    ) throws {
        self.name = name
        self.url = url
        self.model = model
        self.processor = processor
        self.definition = definition
        bundle = try Self.process(Data(ModelWriter(model).bytes), processor)
    }

    /// What is read of a file.
    func process(_ data: Data) throws -> ReturnBundle { try Self.process(data, processor) }

    private static func process(_ data: Data, _ processor: ReturnProcessor) throws -> ReturnBundle {
        let url = FileManager.default.temporaryDirectory.appending(path: "canvass-mutation-\(UUID().uuidString).xlsx")
        try data.write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        // The files are all called alike, so that no name tells them apart.
        return processor.process(path: url.path, name: "return.xlsx", sha256: String(repeating: "0", count: 64))
    }
}

/// A source, altered in one to three ways.
struct MutationVariant {
    let source: MutationSource
    let mutations: [Mutation]
    private let model: WorkbookModel

    /// The source as it is.
    init(_ source: MutationSource) throws {
        self.source = source
        mutations = []
        model = source.model
    }

    /// The variant of a number: the same each time.
    init(_ number: Int, of source: MutationSource) throws {
        self.source = source
        var random = SeededGenerator(seed: UInt64(number) + 1)
        var model = source.model
        var mutations: [Mutation] = []
        let wanted = [1, 1, 2, 3][number % 4]
        for _ in 0..<100 where mutations.count < wanted {
            guard let mutation = model.randomMutation(using: &random) else { continue }
            model.apply(mutation)
            mutations.append(mutation)
        }
        self.model = model
        self.mutations = mutations
    }

    /// What is read of the variant.
    func read() throws -> ReturnBundle { try source.process(Data(ModelWriter(model).bytes)) }

    func verdict() throws -> MutationOracle.Verdict { try verdict(of: read()) }

    func verdict(of bundle: ReturnBundle) throws -> MutationOracle.Verdict {
        let left = Set(model.sheets.flatMap { sheet in sheet.rows.values.flatMap { $0.values.map(\.id) } })
        func cell(_ origin: Origin) -> CellModel? {
            let place = CellAddress(row: origin.row, column: origin.column)
            return source.model.sheets.first { $0.name == origin.sheet }?[place]
        }
        let names = Dictionary(
            uniqueKeysWithValues: source.model.sheets.map { sheet in
                (sheet.name, model.sheets.first { $0.id == sheet.id }?.name)
            })
        return MutationOracle(definition: source.definition, before: source.bundle).judge(
            bundle, sheets: names, survives: { origin in cell(origin).map { left.contains($0.id) } ?? false },
            isAnswer: { origin in !(cell(origin)?.isPrinted ?? true) },
            isTraceless: { origin in cell(origin).map { model.traceless.contains($0.id) } ?? false })
    }

    /// What a program reads that knows each answer's sheet and cell, and looks nowhere else.
    func readByAddress() -> ReturnBundle {
        let records = source.bundle.records.map { record in
            var copy = record
            copy.entries = record.entries.map { entry in
                guard let entry else { return nil }
                let place = CellAddress(row: entry.origin.row, column: entry.origin.column)
                let sheet = model.sheets.first { $0.name == entry.origin.sheet }
                let old = source.model.sheets.first { $0.name == entry.origin.sheet }?[place]
                guard let now = sheet?[place] else { return nil }
                return now.id == old?.id && now.text == old?.text
                    ? entry : Entry(value: .text("\(now.text ?? "a number")"), raw: entry.raw, origin: entry.origin)
            }
            return copy
        }
        return source.bundle.with(records, [])
    }
}
