import OrderedCollections

extension SurveyDefinition {
    /// Reads a definition.
    ///
    /// - Parameters:
    ///   - yaml: the text of `pipeline.yaml`.
    ///   - file: the file's name as the user would write it, for messages.
    /// - Throws: ``DefinitionError`` with everything that is wrong: bad YAML alone, else all misshapen places, else all references to what is not there.
    public static func decode(yaml: String, file: String) throws(DefinitionError) -> SurveyDefinition {
        let root = try YAMLNode.parse(yaml, file: file)
        var checker = ShapeChecker(file: file)
        checker.check(root, DefinitionShape.root, path: "")
        if let error = DefinitionError(checker.diagnostics) { throw error }
        var decoder = DefinitionDecoder(file: file)
        var definition = decoder.definition(root)
        decoder.checkReferences(in: definition, root)
        if let error = DefinitionError(
            decoder.diagnostics.sorted {
                ($0.position.line, $0.position.column) < ($1.position.line, $1.position.column)
            })
        {
            throw error
        }
        definition.namedCodes = decoder.namedCodes(in: definition, root)
        // English stands in for every language that a text lacks.
        let known = definition.languages + ["und", "en"]
        definition.undeclaredLanguages = checker.languages.filter { !known.contains($0.code) }
        return definition
    }
}

/// Turns a tree of the right shape into a definition, and collects what a shape cannot tell: references to nothing, values out of place.
struct DefinitionDecoder {
    let file: String
    var diagnostics: [DefinitionDiagnostic] = []
    /// What the layouts name, of all versions and overrides.
    var layoutNames: [LayoutNames] = []

    init(file: String) {
        self.file = file
    }

    mutating func report(_ position: SourcePosition, _ message: String, _ advice: String) {
        diagnostics.append(.init(file: file, position: position, message: message, advice: advice))
    }

    mutating func definition(_ root: YAMLNode) -> SurveyDefinition {
        let tables = OrderedDictionary(
            uniqueKeysWithValues: (root["tables"]?.entries ?? []).map { ($0.key, table($0)) })
        return SurveyDefinition(
            title: localized(root["title"]) ?? "", agency: localized(root["agency"]), notice: localized(root["notice"]),
            contact: root["contact"].map { Contact(name: $0["name"]?.text ?? "", email: $0["email"]?.text) },
            deadline: (root["deadline"]?.text).flatMap { CalendarDay($0) },
            languages: languages(root["languages"]),
            round: round(root["round"]),
            inbox: inbox(root["inbox"]),
            reporters: reporters(root["reporters"]),
            missing: missingMarks(root["missing"]),
            placeholders: texts(root["placeholders"]),
            flags: (root["flags"]?.items ?? []).map {
                FlagMark(status: $0["status"]?.text ?? "", marks: texts($0["marks"]))
            },
            limits: limits(root["limits"]), csv: csv(root["csv"]),
            codeLists: OrderedDictionary(
                uniqueKeysWithValues: (root["codelists"]?.entries ?? []).map { ($0.key, codeList($0)) }),
            tables: tables,
            versions: versions(root),
            prefilled: root["prefilled"].map { PrefilledDefinition(path: $0.text ?? "", position: $0.position) },
            overrides: overrides(root),
            rules: (root["rules"]?.items ?? []).map { rule($0) },
            builtIn: builtIn(root["builtin"], tables),
            policy: policy(root["policy"]),
            decisions: DecisionsDefinition(needsSecond: root["decisions"]?["agreed_by"]?.text == "required"),
            figures: (root["figures"]?.items ?? []).map { figure($0) },
            hasAnnotatedCopies: root["annotate"].map { boolean($0) } ?? true,
            hasLetters: root["letters"].map { boolean($0) } ?? true, keep: keep(root["keep"]),
            metrics: metrics(root["metrics"]), notices: (root["notify"]?.items ?? []).map { notice($0) })
    }

    // MARK: - Parts

    func localized(_ node: YAMLNode?) -> LocalizedText? {
        guard let node, !node.isNull else { return nil }
        if let text = node.text { return LocalizedText(text) }
        return LocalizedText(Dictionary(uniqueKeysWithValues: node.entries.map { ($0.key, $0.value.text ?? "") }))
    }

    func labels(_ node: YAMLNode?) -> Labels {
        guard let node else { return Labels([:]) }
        guard case .mapping(let entries) = node.content else { return Labels(["und": texts(node)]) }
        return Labels(Dictionary(uniqueKeysWithValues: entries.map { ($0.key, texts($0.value)) }))
    }

    private mutating func languages(_ node: YAMLNode?) -> [String] {
        var seen: Set<String> = []
        for language in names(node) {
            if !seen.insert(language.text).inserted {
                report(language.position, "the language '\(language.text)' is given twice", "Keep one of the two.")
            } else if !Shape.isLanguage(language.text) {
                report(
                    language.position, "'\(language.text)' is not a language code (in languages)",
                    "Write the language's code, such as `en` or `fr` (BCP 47).")
            } else if let shorter = LanguageCode.shorter(language.text) {
                report(
                    language.position, "'\(language.text)' is not the language's code in BCP 47 (in languages)",
                    "Write `\(shorter)`.")
            }
        }
        return texts(node)
    }

    func texts(_ node: YAMLNode?) -> [String] {
        node?.items.compactMap(\.text) ?? []
    }

    func boolean(_ node: YAMLNode?) -> Bool {
        node?.text == "true"
    }

    private mutating func closedRounds(_ node: YAMLNode?, among all: [String]) -> [String: CalendarDay] {
        var closed: [String: CalendarDay] = [:]
        for entry in node?.entries ?? [] {
            if !all.contains(entry.key) {
                report(
                    entry.keyPosition, "`closed` names the round '\(entry.key)', which the survey does not have",
                    Spelling.advice(for: entry.key, among: all))
            }
            closed[entry.key] = entry.value.text.flatMap { CalendarDay($0) }
        }
        return closed
    }

    private mutating func round(_ node: YAMLNode?) -> RoundDefinition {
        let current = node?["current"]?.text ?? ""
        let all = texts(node?["all"])
        if !all.isEmpty, !all.contains(current) {
            report(
                node?["current"]?.position ?? .start,
                "the current round '\(current)' is not among the rounds \(all.joined(separator: ", "))",
                "Add it to `all:`, or correct it.")
        }
        if let twice = all.first(where: { round in all.count { $0 == round } > 1 }) {
            report(node?["all"]?.position ?? .start, "the round '\(twice)' is given twice", "Keep one of the two.")
        }
        return RoundDefinition(
            current: current, all: all.isEmpty ? [current] : all, sources: identitySources(node?["from"]),
            closed: closedRounds(node?["closed"], among: all.isEmpty ? [current] : all),
            position: node?.position ?? .start)
    }

    private mutating func identitySources(_ node: YAMLNode?) -> [IdentitySource] {
        (node?.items ?? []).compactMap { source in
            if let folder = source["folder"] { return folder.text.flatMap { Int($0) }.map { .folder($0) } }
            if let pattern = source["filename"] { return self.pattern(pattern).map { .filename($0) } }
            return source["field"].flatMap { reference($0) }.map { .field($0) }
        }
    }

    private mutating func reporters(_ node: YAMLNode?) -> ReportersDefinition {
        ReportersDefinition(
            file: node?["file"]?.text ?? "", codeList: node?["codelist"]?.text, sources: identitySources(node?["from"]),
            distinguishedBy: (node?["distinguish"]?.items ?? []).compactMap { reference($0) },
            latestBy: node?["latest"].flatMap { reference($0) },
            resubmissions: (node?["resubmissions"]?.text).flatMap { ReportersDefinition.Resubmissions(rawValue: $0) }
                ?? .completed,
            parts: texts(node?["parts"]), position: node?["file"]?.position ?? .start)
    }

    mutating func reference(_ node: YAMLNode) -> FieldReference? {
        let parts = (node.text ?? "").split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            report(node.position, "\(node.kind) is not a field of a table", "Write it as `table.field`.")
            return nil
        }
        return FieldReference(table: String(parts[0]), field: String(parts[1]), position: node.position)
    }

    /// A regular expression; what is none is reported at its place.
    mutating func pattern(_ node: YAMLNode) -> Pattern? {
        let source = node.text ?? ""
        do {
            return try Pattern(source)
        } catch {
            report(
                node.position,
                "'\(source.prefix(200))' is not a regular expression: at character \(error.position), \(error.message)",
                error.advice)
            return nil
        }
    }

    private mutating func codeList(_ entry: YAMLNode.Entry) -> CodeListDefinition {
        let node = entry.value
        let levels = (node["levels"]?.items ?? []).compactMap { $0.text.flatMap { Int($0) } }
        if let position = node["levels"]?.position, levels.count != 2 || levels[0] > levels[1] {
            report(
                position, "`levels` of the code list '\(entry.key)' must be the first and the last level",
                "Write two numbers, such as `[1, 2]`.")
        }
        let confidence = node["confidence"]?.text.flatMap { Double($0) } ?? 0.9
        if !(0...1).contains(confidence) {
            report(
                node["confidence"]?.position ?? entry.keyPosition,
                "`confidence` must be from 0 to 1, not \(confidence)", "Write a number such as 0.9.")
        }
        return CodeListDefinition(
            name: entry.key, source: (node["bundled"]?.text).map { .bundled($0) } ?? .file(node["file"]?.text ?? ""),
            levels: levels.count == 2 && levels[0] <= levels[1] ? levels[0]...levels[1] : nil,
            minimumConfidence: confidence,
            position: (node["bundled"] ?? node["file"])?.position ?? entry.keyPosition)
    }

    private func policy(_ node: YAMLNode?) -> [Severity: IssueAction] {
        var policy: [Severity: IssueAction] = [.error: .reject, .warning: .publish, .note: .publish]
        for entry in node?.entries ?? [] {
            if let severity = Severity(rawValue: entry.key), let action = IssueAction(rawValue: entry.value.text ?? "")
            {
                policy[severity] = action
            }
        }
        return policy
    }

    private func figure(_ node: YAMLNode) -> FigureDefinition {
        FigureDefinition(
            id: node["id"]?.text ?? "",
            kind: (node["kind"]?.text).flatMap { FigureDefinition.Kind(rawValue: $0) } ?? .list,
            title: localized(node["title"]) ?? "", note: localized(node["note"]), query: node["query"]?.text ?? "",
            position: node["query"]?.position ?? node.position)
    }
}
