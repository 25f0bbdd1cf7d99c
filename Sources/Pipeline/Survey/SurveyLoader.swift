import CodeLists
import Crypto
public import Foundation
import Load
import OrderedCollections
import SurveyModel
import Validate

/// Reads a survey's folder, and checks all of it: the definition, its code lists, register and aliases, the SQL of rules and figures.
public struct SurveyLoader {
    /// What a survey is loaded for.
    enum Purpose {
        /// For all that is done with a survey.
        case everything
        /// To read and annotate returns, for a run that has loaded the same files for everything: what that has found right is not looked at again,
        /// where it is nothing that returns are read by.
        case reading
    }

    let folder: URL
    let purpose: Purpose
    private var files: [(name: String, sha256: String)] = []
    private var diagnostics: [DefinitionDiagnostic] = []
    /// The lists that are shipped, each read once: a survey may have several parts of one.
    private var bundled: [String: CodeList] = [:]

    private init(folder: URL, purpose: Purpose) {
        self.folder = folder
        self.purpose = purpose
    }

    /// Loads a survey.
    ///
    /// - Parameters:
    ///   - folder: its folder.
    ///   - round: the round to take for the current one, in place of the definition's.
    /// - Throws: `DefinitionError` with everything that is wrong; ``PipelineError`` of code `usage` where there is no such round, and of code `io`
    ///   where a file of the survey is there and cannot be read.
    public static func load(_ folder: URL, round: String? = nil) throws -> Survey {
        var loader = SurveyLoader(folder: folder, purpose: .everything)
        return try loader.load(round: round)
    }

    /// Loads a survey for a process that only reads and annotates returns, and whose run tells by the hash whether it has the same.
    ///
    /// - Throws: as ``load(_:round:)``, but for what is wrong with SQL and with questionnaires that were filled in beforehand.
    static func loadForReading(_ folder: URL) throws -> Survey {
        var loader = SurveyLoader(folder: folder, purpose: .reading)
        return try loader.load(round: nil)
    }

    private mutating func load(round: String?) throws -> Survey {
        guard let yaml = try read("pipeline.yaml", position: .start, in: "pipeline.yaml")?.text else {
            throw DefinitionError(diagnostics)
                ?? PipelineError(.noInput, "There is no pipeline.yaml in \(folder.path).")
        }
        var definition = try SurveyDefinition.decode(yaml: yaml, file: shown("pipeline.yaml"))
        let own = definition.round.current
        // The current one, when it is named, is what it would be without.
        let named = round == own ? nil : round
        if let round = named {
            guard definition.round.all.contains(round) else {
                throw PipelineError(
                    .usage,
                    "The survey has no round '\(round)'. There are: \(definition.round.all.joined(separator: ", "))."
                )
            }
            definition = definition.with(currentRound: round)
        }
        let lists = try codeLists(of: definition)
        definition.rangeFiles = try rangeFiles(of: definition, lists)
        let aliases = try aliases(lists)
        let reporters = try reporters(of: definition)
        let templates = try templates(of: definition)
        let prefilled = try prefilled(of: definition)
        checkNamedCodes(of: definition, lists)
        checkCodesOfSeveral(of: definition, lists)
        checkSwitchOffs(of: definition, reporters: reporters)
        let decisions = try decisions()
        if let error = DefinitionError(diagnostics) { throw error }
        let matchers = Dictionary(
            uniqueKeysWithValues: lists.map { name, list in
                (
                    name,
                    CodeMatcher(
                        list, aliases: aliases[name] ?? [],
                        minimumConfidence: definition.codeLists[name]?.minimumConfidence ?? 0.9)
                )
            })
        let codes = lists.flatMap { staged($1, as: $0, language: definition.language) }
        let rules = purpose == .reading ? nil : try compileSQL(of: definition, codes: codes)
        let definitionHash = definitionHash()
        return Survey(
            name: folder.lastPathComponent, folder: folder, definition: definition, reporters: reporters, files: files,
            definitionHash: definitionHash, readingHash: Survey.readingHash(of: definitionHash), namedRound: named,
            ownRound: own, decisions: decisions, matchers: matchers, templates: templates, prefilled: prefilled,
            codes: codes,
            compiledRules: rules)
    }

    // MARK: - Files

    private func shown(_ name: String) -> String {
        "\(folder.lastPathComponent)/\(name)"
    }

    /// A file of the survey that is text: the bytes whose hash was noted, and the text that they are, without a mark of the byte order.
    struct TextFile {
        let bytes: [UInt8]
        let text: String
    }

    /// A file of the survey that is text; a missing one, or one that is no text, is a diagnostic at the place that names it.
    mutating func read(
        _ name: String, position: SourcePosition, in file: String
    ) throws(PipelineError) -> TextFile? {
        guard let bytes = try SurveyFile.content(of: folder.appending(path: name)) else {
            diagnostics.append(
                .init(
                    file: shown(file), position: position,
                    message: "there is no file '\(name)' in \(folder.lastPathComponent)",
                    advice: "Paths are relative to the survey's folder; correct the name, or add the file."))
            return nil
        }
        return textFile(name, bytes)
    }

    /// Notes a file of the survey that is text as a part of the definition; one that is none is a diagnostic.
    private mutating func textFile(_ name: String, _ bytes: [UInt8]) -> TextFile? {
        guard let text = String(bytes: bytes, encoding: .utf8) else {
            diagnostics.append(
                .init(
                    file: shown(name), position: .start, message: "the file is not UTF-8", advice: "Save it as UTF-8."))
            return nil
        }
        note(name, bytes)
        return TextFile(bytes: bytes, text: text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text)
    }

    /// Notes a file as a part of the definition: another content, and every return is read again.
    mutating func note(_ name: String, _ bytes: [UInt8]) {
        files.append((name, Digest.sha256(bytes)))
    }

    /// Notes what is wrong in a file of the survey.
    mutating func report(
        _ message: String, advice: String, at position: SourcePosition = .start, in file: String = "pipeline.yaml"
    ) {
        diagnostics.append(.init(file: shown(file), position: position, message: message, advice: advice))
    }

    private func definitionHash() -> String {
        let lines =
            files.map { "\($0.name) \($0.sha256)" }.sorted() + [
                "canvass \(CanvassVersion.current) \(CanvassVersion.bundleFormat)"
            ]
        return Digest.sha256(Data(lines.joined(separator: "\n").utf8))
    }

    // MARK: - Code lists

    private mutating func codeLists(of definition: SurveyDefinition) throws -> OrderedDictionary<String, CodeList> {
        var lists: OrderedDictionary<String, CodeList> = [:]
        for item in definition.codeLists.values {
            guard let list = try codeList(item) else { continue }
            lists[item.name] = item.levels.map { list.restricted(toLevels: $0) } ?? list
        }
        return lists
    }

    private mutating func codeList(_ item: CodeListDefinition) throws(PipelineError) -> CodeList? {
        switch item.source {
        case .bundled(let id):
            guard CodeList.bundledIDs.contains(id) else {
                diagnostics.append(unknownBundledList(id, item))
                return nil
            }
            if let known = bundled[id] { return known }
            let list = take(item) { () throws(CodeListError) in try CodeList.bundled(id) }
            bundled[id] = list
            return list
        case .file(let name):
            guard let text = try read(name, position: item.position, in: "pipeline.yaml")?.text else { return nil }
            let header = String(text.prefix { !$0.isNewline })
            if let advice = OwnFileFault.advice(onSeparatorsOf: header) {
                report("the header is one column, \"\(header.onOneLine)\"", advice: advice, in: name)
                return nil
            }
            return take(item) { () throws(CodeListError) in try CodeList.read(csv: text, id: item.name, file: name) }
        }
    }

    private mutating func take(
        _ item: CodeListDefinition, _ list: () throws(CodeListError) -> CodeList
    ) -> CodeList? {
        do {
            return try list()
        } catch {
            diagnostics.append(diagnostic(of: error, item))
            return nil
        }
    }

    private func unknownBundledList(_ id: String, _ item: CodeListDefinition) -> DefinitionDiagnostic {
        DefinitionDiagnostic(
            file: shown("pipeline.yaml"), position: item.position,
            message: "the code list '\(item.name)' is to be the bundled list '\(id)', which Canvass does not ship",
            advice: "Bundled lists: \(CodeList.bundledIDs.joined(separator: ", ")).")
    }

    private func diagnostic(of error: CodeListError, _ item: CodeListDefinition) -> DefinitionDiagnostic {
        guard let file = error.file else {
            return DefinitionDiagnostic(
                file: shown("pipeline.yaml"), position: item.position,
                message: "the code list '\(item.name)': \(error.message)",
                advice: "Bundled lists: \(CodeList.bundledIDs.joined(separator: ", ")).")
        }
        return DefinitionDiagnostic(
            file: shown(file), position: SourcePosition(line: error.line ?? 1, column: 1), message: error.message,
            advice: "Correct the list; docs/definition.md shows its columns.")
    }

    private func staged(_ list: CodeList, as name: String, language: String) -> [StagedCode] {
        list.items.map { item in
            StagedCode(
                list: name, code: item.code, parent: item.parent, level: list.level(of: item.code) ?? 1,
                label: list.label(of: item.code, language: language) ?? item.code)
        }
    }

    // MARK: - Register and aliases

    private mutating func reporters(of definition: SurveyDefinition) throws -> [Reporter] {
        let name = definition.reporters.file
        guard let file = try read(name, position: definition.reporters.position, in: "pipeline.yaml"),
            let rows = table(name, file.bytes, needing: ["code", "name"])
        else { return [] }
        var seen: [String: Int] = [:]
        var reporters: [Reporter] = []
        for row in rows {
            let code = row.fields["code"] ?? ""
            if code.isEmpty || seen[code] != nil {
                let message =
                    code.isEmpty
                    ? "a reporter has no code"
                    : "the reporter '\(code)' is given twice (first on line \(seen[code] ?? 0))"
                diagnostics.append(
                    .init(
                        file: shown(name), position: .init(line: row.line, column: 1), message: message,
                        advice: "Give each reporter one line with a code."))
                continue
            }
            seen[code] = row.line
            reporters.append(
                Reporter(
                    code: code, name: row.fields["name"] ?? code, language: row.fields["language"],
                    contact: row.fields["contact"]))
        }
        return reporters.sorted { $0.code < $1.code }
    }

    /// The reviewed spellings of `aliases.csv`, where there is one, by list.
    private mutating func aliases(_ lists: OrderedDictionary<String, CodeList>) throws -> [String: [Alias]] {
        let name = "aliases.csv"
        guard let bytes = try SurveyFile.content(of: folder.appending(path: name)),
            textFile(name, bytes) != nil,
            let rows = table(name, bytes, needing: ["list", "raw", "code"])
        else { return [:] }
        var aliases: [String: [Alias]] = [:]
        var lines = AliasLines()
        for row in rows {
            let list = row.fields["list"] ?? ""
            let code = row.fields["code"] ?? ""
            let raw = row.fields["raw"] ?? ""
            if let first = lines.contradicted(by: code, for: raw, list: list, line: row.line) {
                diagnostics.append(
                    .init(
                        file: shown(name), position: .init(line: row.line, column: 1),
                        message: "“\(raw.onOneLine)” is given another code of '\(list)' than on line \(first)",
                        advice: "Keep one of the two lines."))
                continue
            }
            if let known = lists[list], code.isEmpty || known[code] != nil {
                aliases[list, default: []].append(
                    Alias(
                        raw: raw, code: code, reviewer: row.fields["reviewer"] ?? "",
                        date: row.fields["date"] ?? "",
                        note: row.fields["note"] ?? ""))
                continue
            }
            let (message, advice) = fault(ofAlias: raw, list: list, code: code, lists[list])
            diagnostics.append(
                .init(
                    file: shown(name), position: .init(line: row.line, column: 1), message: message, advice: advice))
        }
        return aliases
    }

    /// The reviewers' decisions, where there are any.
    private mutating func decisions() throws -> DecisionFile {
        do {
            return try DecisionFile.read(in: folder)
        } catch let error as DefinitionError {
            diagnostics += error.diagnostics
            return .none
        }
    }

    /// What is wrong with a line of aliases, and the mend.
    private func fault(ofAlias raw: String, list: String, code: String, _ known: CodeList?) -> (String, String) {
        guard known != nil else {
            return ("the code list '\(list)' is not defined", "Correct the line, or remove it.")
        }
        // `canvass codes learn` writes it where a person has to decide.
        guard code != "?" else {
            return (
                "nobody has decided yet what “\(raw.onOneLine)” means: its code is still `?`",
                "Write a code of '\(list)' (canvass codes show \(list) --survey \(SurveyFinder.argument(for: folder))), leave the code empty to refuse the text, or remove the line."
            )
        }
        return ("the code '\(code)' is not in the list '\(list)'", "Correct the line, or remove it.")
    }

    /// The rows of one of the survey's CSV files; nil where it cannot be read, which is told at its line.
    mutating func table(_ name: String, _ bytes: [UInt8], needing columns: [String]) -> [RegisterRow]? {
        do {
            return try RegisterRow.read(bytes, file: shown(name), needing: columns)
        } catch let error as DefinitionError {
            diagnostics += error.diagnostics
        } catch {
            diagnostics.append(
                .init(
                    file: shown(name), position: .start, message: OwnFileFault.words(error),
                    advice: "The header is \(columns.joined(separator: ",")),…"))
        }
        return nil
    }

    // MARK: - SQL

    /// A rule or check that is switched off for somebody who is not in the register is not switched off at all.
    private mutating func checkSwitchOffs(of definition: SurveyDefinition, reporters: [Reporter]) {
        let known = Set(reporters.map(\.code))
        let ofTables = definition.tables.values.flatMap { $0.checks.terms + $0.fields.values.flatMap(\.terms) }
        let terms = (ofTables + definition.builtIn.map(\.terms)).map { (id: $0.id, off: $0.off) }
        for rule in definition.rules.map({ (id: $0.id, off: $0.off) }) + terms {
            for item in rule.off {
                guard let reporter = item.reporter, !known.contains(reporter) else { continue }
                diagnostics.append(
                    .init(
                        file: shown("pipeline.yaml"), position: item.position,
                        message:
                            "the rule '\(rule.id)' is switched off for '\(reporter)', who is not in the register of reporters",
                        advice: "Correct the code, or add the reporter to \(definition.reporters.file)."))
            }
        }
    }

    /// Compiles all SQL, and says all that is wrong with it.
    private func compileSQL(of definition: SurveyDefinition, codes: [StagedCode]) throws -> RuleChecks {
        let file = shown("pipeline.yaml")
        let documented = RuleFunctions(codes: codes)
        let functions = RuleFunctionSet(names: documented.names) { documented.register(in: $0) }
        var diagnostics: [DefinitionDiagnostic] = []
        var rules: RuleChecks?
        do {
            rules = try RuleChecks(compiling: definition, file: file, functions: functions)
        } catch let error as DefinitionError {
            diagnostics = error.diagnostics
        }
        diagnostics += try FigureQueries.diagnostics(of: definition, file: file, functions: functions)
        guard let rules else { throw DefinitionError(diagnostics) ?? PipelineError(.internal, "Rules do not compile.") }
        if let error = DefinitionError(diagnostics) { throw error }
        return rules
    }
}
