import Extract
public import Foundation
import OrderedCollections
import Spreadsheets
import StableStorage
import SurveyModel

/// Makes a new survey folder, empty but working, or filled from blank questionnaires.
public struct SurveyInitialisation: Sendable {
    /// The folder to make.
    public let folder: URL
    /// The name by which other commands know the survey.
    public let name: String

    /// A survey to be made.
    ///
    /// - Parameter name: a folder in `Pipelines/`, which is looked for here and above, and made here where there is none; or a path.
    /// - Throws: ``PipelineError`` of code `usage` where the name cannot be one, `cannotWrite` where the folder exists and is not empty,
    ///   `io` where it cannot be told whether there is a `Pipelines`.
    public init(name: String) throws {
        self.name = name
        let last = name.split(separator: "/").last.map(String.init) ?? ""
        guard !last.isEmpty, !last.hasPrefix("."), !last.hasPrefix("-"),
            !name.unicodeScalars.contains(where: { $0.value < 0x20 })
        else {
            throw PipelineError(
                .usage,
                "'\(name.onOneLine)' cannot be a survey's name. Use letters, digits, - and _, such as parks-2026.")
        }
        folder =
            try name.contains("/")
            ? URL(filePath: name, directoryHint: .isDirectory).standardizedFileURL
            : SurveyFinder.newFolder(of: name)
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isDirectory) else { return }
        let content = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        guard isDirectory.boolValue, content?.isEmpty ?? false else {
            throw Self.taken(folder)
        }
    }

    /// Makes a small survey that runs at once, on an invented return.
    ///
    /// - Returns: what there is to say.
    /// - Throws: ``PipelineError`` of code `cannotWrite`.
    public func makeStarter(year: Int) throws -> [String] {
        try write(StarterSurvey(name: command, schema: schemaPath, year: year).files) { _ in }
        return [
            "\(folder.path): a small survey that works, with an invented return in its inbox.",
            "  pipeline.yaml     the definition; its comments explain it",
            "  reporters.csv     who must report",
            "  codelists/        the survey's own code lists",
            "  inbox/            where returns arrive",
            "Next: canvass run \(command)",
            "Then change pipeline.yaml, or start from your questionnaire: canvass init <name> --from blank.xlsx",
        ]
    }

    /// Makes a survey of blank questionnaires, one for each language.
    ///
    /// - Parameters:
    ///   - blanks: the blanks' files; the first leads.
    ///   - year: the round where the questionnaire does not name one.
    /// - Returns: what was found, sheet by sheet, and what to do next.
    /// - Throws: `SpreadsheetError` where a blank is not there (`notFound`) or cannot be read; ``PipelineError`` of code `cannotWrite`, and of
    ///   code `io` where nothing is found in it, or more in a part than a table has room for.
    public func make(from blanks: [URL], year: Int) throws -> [String] {
        let read = try blanks.map { url -> (file: URL, blank: BlankQuestionnaire) in
            (url, try QuestionnaireInference.infer(Workbook.open(path: url.path)))
        }
        guard let first = read.first else { return try makeStarter(year: year) }
        guard first.blank.sheets.contains(where: { !$0.parts.isEmpty }) else {
            throw PipelineError(
                .io,
                "No question was found in \(first.file.lastPathComponent): no label with room beside or below it, and no header over empty rows. Is it the blank questionnaire?"
            )
        }
        var doubts: [String] = []
        let languages = try languages(read.map(\.blank), &doubts)
        var draft = try DraftAssembly.draft(zip(languages, read.map(\.blank)).map { ($0, $1) }, year: year)
        draft.doubts = doubts
        try Self.requireRoom(for: draft, of: first.file)
        let names = blanks.map(\.lastPathComponent)
        let copies = zip(languages, blanks).enumerated().map { index, pair in
            (name: Self.copyName(index, pair.0, pair.1), url: pair.1)
        }
        // One template of the usual name is found without being named; a CSV file is none.
        let workbooks = copies.filter { !$0.name.hasSuffix(".csv") }.map(\.name)
        draft.templates = workbooks == ["template.xlsx"] ? [] : workbooks
        let definition = DraftDefinition(draft: draft, name: command, files: names, schema: schemaPath)
        var files: [(path: String, content: Data)] = [
            ("pipeline.yaml", Data(definition.yaml.utf8)), ("reporters.csv", reporters(draft)),
            ("inbox/README.md", Data(StarterSurvey.inboxNote.utf8)),
        ]
        for list in draft.lists.values {
            if let csv = list.csv(languages: draft.languages) {
                files.append(("codelists/\(list.name).csv", Data(csv)))
            }
        }
        for copy in copies { files.append((copy.name, try Data(contentsOf: copy.url))) }
        let review = try write(files) { TemplateReview($0, blanks: copies.map(\.name)) }
        return DraftSummary(
            draft: draft, blank: first.blank, folder: folder, command: command, yaml: definition.yaml, review: review
        ).lines
    }

    // MARK: - Parts

    /// - Throws: ``PipelineError`` of code `io` where a part of the questionnaire asks more than a table has room for: nobody can mend that in a draft which is
    ///   not written.
    private static func requireRoom(for draft: SurveyDraft, of blank: URL) throws(PipelineError) {
        guard let index = draft.tables.firstIndex(where: { $0.fields.count > StagingSchema.mostFields }) else { return }
        let table = draft.tables[index]
        let part = draft.layouts[index].sheet?.first ?? table.title.first
        throw PipelineError(
            .io,
            "The sheet “\(part.onOneLine)” of \(blank.lastPathComponent.onOneLine) would be one table of \(table.fields.count) fields, and a table has room for \(StagingSchema.mostFields) (docs/limits.md); nothing was written. Draft the survey from a copy of the blank without some of these questions, and add a second table for them, whose layout reads the same sheet."
        )
    }

    /// What a blank is called in the survey's folder.
    private static func copyName(_ index: Int, _ language: String, _ url: URL) -> String {
        let ending = url.pathExtension.lowercased()
        let kept = ending == "xlsx" || ending == "xlsm" ? ending : "csv"
        return index == 0 ? "template.\(kept)" : "template-\(language).\(kept)"
    }

    /// The name as the next command needs it.
    private var command: String {
        UnitQuoting.shellWord(
            name.contains("/") && !name.hasPrefix("/") && !name.hasPrefix(".") ? "./\(name)" : name)
    }

    /// A language for each blank, each once: the definition's texts are told apart by it.
    private func languages(_ blanks: [BlankQuestionnaire], _ doubts: inout [String]) throws -> [String] {
        let others = ["en", "fr", "es", "de", "it", "pt", "nl", "pl", "sv"]
        var languages: [String] = []
        for (index, blank) in blanks.enumerated() {
            var language = blank.language ?? "en"
            if blank.language == nil { doubts.append("the language of blank \(index + 1) is not told by its words") }
            if blank.isLanguageByScript {
                doubts.append("the language of blank \(index + 1) is told by its script only")
            }
            if languages.contains(language) {
                doubts.append(
                    "blank \(index + 1) is in \(language) like another; its texts are written under a language of its own"
                )
                guard let other = others.first(where: { !languages.contains($0) }) else {
                    throw PipelineError(.usage, "There are too many blanks: --from takes one for each language.")
                }
                language = other
            }
            languages.append(language)
        }
        return languages
    }

    private func reporters(_ draft: SurveyDraft) -> Data {
        var csv = CSVText()
        csv.append(["code", "name", "language", "contact"])
        for reporter in draft.register { csv.append([reporter.code, reporter.name, "", ""]) }
        return Data(csv.bytes)
    }

    /// The path from the folder to the schema, by which editors check a definition; nil where none is found above.
    private var schemaPath: String? {
        var above = folder.deletingLastPathComponent()
        var path = "../"
        while above.pathComponents.count > 1 {
            if FileManager.default.fileExists(atPath: above.appending(path: "docs/pipeline.schema.json").path) {
                return "\(path)docs/pipeline.schema.json"
            }
            above.deleteLastPathComponent()
            path += "../"
        }
        return nil
    }

    /// Writes the files beside the folder's place, checks the definition as every command would, looks at it, and puts the folder there.
    private func write<Result>(_ files: [(path: String, content: Data)], looking: (Survey) -> Result) throws -> Result {
        // A link is followed, so that it stays one.
        let place = folder.resolvingSymlinksInPath()
        let scratch = place.deletingLastPathComponent().appending(
            path: ".canvass-init-\(UUID().uuidString)", directoryHint: .isDirectory)
        defer { try? FileManager.default.removeItem(at: scratch) }
        do {
            for file in files {
                let url = scratch.appending(path: file.path)
                try Folder.makeAlone(url.deletingLastPathComponent().path)
                try OutputFile(creating: url.path).write(Array(file.content))
            }
        } catch let error as FileSystemError {
            throw notWritten(error)
        }
        let result = looking(try drafted(in: scratch))
        do {
            // In one step, which the system takes onto an empty folder alone: what has come there since it was looked for is somebody's.
            try Folder.rename(scratch.path, to: place.path)
        } catch let error as FileSystemError {
            throw [ENOTEMPTY, EEXIST, ENOTDIR].contains(error.code) ? Self.taken(folder) : notWritten(error)
        }
        return result
    }

    /// The survey as it was written, which every command would take.
    private func drafted(in scratch: URL) throws(PipelineError) -> Survey {
        do {
            return try SurveyLoader.load(scratch)
        } catch {
            throw PipelineError(
                .internal,
                "The drafted definition does not pass the check of definitions, which is a fault of Canvass; nothing was written. \(error)"
            )
        }
    }

    private static func taken(_ folder: URL) -> PipelineError {
        PipelineError(
            .cannotWrite,
            "\(folder.path) exists and is not empty. Choose another name; canvass init overwrites nothing.")
    }

    private func notWritten(_ error: FileSystemError) -> PipelineError {
        PipelineError(
            .cannotWrite,
            "\(folder.path) cannot be written: \(error.reason). Check permissions and room on the disk; nothing was written."
        )
    }
}
