import Foundation
import OrderedCollections
import SurveyModel

/// What a person should look at in a definition that loads.
public struct DefinitionReview: Sendable {
    private let survey: Survey

    /// A review of a survey, which has been loaded and so is sound.
    public init(_ survey: Survey) {
        self.survey = survey
    }

    private var definition: SurveyDefinition { survey.definition }

    /// What was found.
    public func diagnoses() -> [Diagnosis] {
        let tables = definition.tables.count
        let fields = definition.tables.values.reduce(0) { $0 + $1.fields.count }
        let sound = Diagnosis(
            .ok, "definition",
            "\(tables.counted("table")) with \(fields.counted("field")), \(definition.codeLists.count.counted("code list")), \(definition.rules.count.counted("rule"))"
        )
        return [sound] + checkMarks + undeclaredLanguages + unfilledFields + unusedLists
            + SharedLabels(survey).diagnoses + untranslatedRules
            + rulesOfCurrentRound + untestedRules + rounds + reporters
    }

    // MARK: - The definition

    /// Comments that init has left.
    private var checkMarks: [Diagnosis] {
        guard let yaml = try? String(contentsOf: survey.folder.appending(path: "pipeline.yaml"), encoding: .utf8) else {
            return []
        }
        // CR LF is one character of its own.
        let lines = yaml.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
            .filter { $0.element.contains("# check:") }.map { $0.offset + 1 }
        guard !lines.isEmpty else { return [] }
        let first = lines.prefix(8).map(String.init).joined(separator: ", ")
        return [
            Diagnosis(
                .warning, "definition",
                "\(lines.count.counted("comment")) still marked check: (\(lines.count == 1 ? "line" : "lines") \(first)\(lines.count > 8 ? ", …" : ""))",
                advice: "Look at each, and delete the comment.")
        ]
    }

    /// Labels in a language that no return is in, or a slip in a language's code.
    private var undeclaredLanguages: [Diagnosis] {
        definition.undeclaredLanguages.map { language in
            Diagnosis(
                .warning, "languages",
                "pipeline.yaml:\(language.position.line) has the first text in '\(language.code)', which is none of the survey's languages: \(definition.languages.joined(separator: ", "))",
                advice:
                    "Add it to `languages:`, or correct it. Nobody is written to in it, and no return is taken to be in it."
            )
        }
    }

    private var unfilledFields: [Diagnosis] {
        var filled: [String: Set<String>] = [:]
        for version in definition.versions {
            for layout in version.layouts.values { filled[layout.table, default: []].formUnion(layout.fieldNames) }
        }
        return definition.tables.values.compactMap { table in
            guard let known = filled[table.name] else {
                return Diagnosis(
                    .warning, "tables", "no layout fills the table '\(table.name)'",
                    advice: "Add a layout with `into: \(table.name)`, or take the table out.")
            }
            let empty = table.fields.keys.filter { !known.contains($0) }
            guard !empty.isEmpty else { return nil }
            return Diagnosis(
                .warning, "tables", "no layout fills \(empty.map { "\(table.name).\($0)" }.joined(separator: ", "))",
                advice: "Say where it stands in `layouts`, or take it out: it will always be empty.")
        }
    }

    private var unusedLists: [Diagnosis] {
        var used: Set<String> = Set([definition.reporters.codeList].compactMap(\.self))
        for table in definition.tables.values {
            used.formUnion(table.fields.values.flatMap { [$0.codeList, $0.scale].compactMap(\.self) })
        }
        let sql = self.sql
        let unused = definition.codeLists.keys.filter { list in
            !used.contains(list) && !sql.contains { $0.contains("'\(list)'") }
        }
        guard !unused.isEmpty else { return [] }
        return [
            Diagnosis(
                .warning, "code lists", "nothing uses \(unused.joined(separator: ", "))",
                advice: "Give a field `codelist:`, or take the list out.")
        ]
    }

    /// All SQL of the definition: lists are named in it, as in code_label('depth', x).
    private var sql: [String] {
        let tables = definition.tables.values
        let fields = tables.flatMap(\.fields.values)
        let terms = tables.flatMap(\.checks.terms) + fields.flatMap(\.terms) + definition.builtIn.map(\.terms)
        let expressions =
            definition.rules.flatMap { [$0.expectedValue, $0.suggestion] } + fields.map(\.askedIf)
            + terms.flatMap { [$0.expectedValue, $0.suggestion] }
        return definition.rules.map(\.check.sql) + definition.figures.map(\.query) + expressions.compactMap { $0?.sql }
    }

    private var untranslatedRules: [Diagnosis] {
        guard definition.languages.count > 1 else { return [] }
        let lacking = definition.rules.compactMap { rule -> String? in
            guard rule.message.texts["und"] == nil else { return nil }
            let missing = definition.languages.filter { rule.message.texts[$0] == nil }
            return missing.isEmpty ? nil : "\(rule.id) (\(missing.joined(separator: ", ")))"
        }
        guard !lacking.isEmpty else { return [] }
        return [
            Diagnosis(
                .warning, "rules", "no message in a language of the survey: \(lacking.joined(separator: ", "))",
                advice: "Add the language to `message:`, for those who are written to in it.")
        ]
    }

    /// Rules that keep something out and look at the current round alone: what they have kept out is published when the next one begins.
    private var rulesOfCurrentRound: [Diagnosis] {
        let views = Set(definition.tables.keys.map { StagingSchema.currentView($0).lowercased() })
        let found = definition.rules.filter { rule in
            let action = rule.action ?? definition.policy[rule.severity] ?? .publish
            guard !rule.isTrial, action != .publish else { return false }
            let words = rule.check.sql.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "_") }
            return words.contains { views.contains(String($0)) }
        }.map(\.id)
        guard !found.isEmpty else { return [] }
        return [
            Diagnosis(
                .warning, "rules",
                "what \(found.joined(separator: ", ")) \(found.count == 1 ? "keeps out or marks" : "keep out or mark") is published as it was typed once another round is the current one: the current one alone is read",
                advice: "Read the table itself in place of its view _current, so that it holds for each round.")
        ]
    }

    /// Rules, and checks with an id, that rules-test.yaml does not show to pass what is right and to find what is wrong.
    private var untestedRules: [Diagnosis] {
        guard !definition.testedIDs.isEmpty else { return [] }
        let suite: RuleTestSuite?
        do {
            suite = try RuleTesting.suite(of: survey)
        } catch {
            return [
                Diagnosis(
                    .warning, "tests of rules", "\(error)".onOneLine, advice: "canvass test says all that is wrong.")
            ]
        }
        let untested = suite?.untested(in: definition) ?? definition.testedIDs
        guard !untested.isEmpty else {
            return [Diagnosis(.ok, "tests of rules", "every rule has one; run canvass test")]
        }
        return [
            Diagnosis(
                .warning, "tests of rules",
                "no case that passes, or none that fails, in \(RuleTesting.fileName) for \(untested.joined(separator: ", "))",
                advice: "Write small records that each must pass and must fail; docs/rules.md shows how.")
        ]
    }

    /// Several rounds, and nothing by which a return tells its own: with the next one all of the last one's returns would be published as the new one's.
    private var rounds: [Diagnosis] {
        let round = definition.round
        guard round.all.count > 1, round.sources.isEmpty else { return [] }
        return [
            Diagnosis(
                .warning, "rounds",
                "`round:` has \(round.all.count) rounds and no `from:`, so that every return, of earlier rounds too, counts for \(round.current)",
                advice:
                    "Say in `from:` how a return tells its round; docs/definition.md, “Beginning a new round”, shows how."
            )
        ]
    }

    // MARK: - Reporters

    private var reporters: [Diagnosis] {
        let file = definition.reporters.file
        guard !survey.reporters.isEmpty else {
            return [
                Diagnosis(
                    .warning, "reporters", "\(file) names nobody",
                    advice:
                        "Write a line for each who must report: code,name,language,contact. Who has not reported is not known without."
                )
            ]
        }
        var found = [Diagnosis(.ok, "reporters", "\(survey.reporters.count) must report")]
        if definition.languages.count > 1 {
            let silent = survey.reporters.filter { $0.language == nil }.map(\.code)
            let foreign = survey.reporters.filter { reporter in
                reporter.language.map { !definition.languages.contains($0) } ?? false
            }.map(\.code)
            if !silent.isEmpty {
                found.append(
                    Diagnosis(
                        .warning, "reporters", "no language is given for \(Self.few(silent))",
                        advice: "Fill in the column `language`; else they are written to in \(survey.language)."))
            }
            if !foreign.isEmpty {
                found.append(
                    Diagnosis(
                        .warning, "reporters", "the language of \(Self.few(foreign)) is none of the survey's",
                        advice: "Use one of \(definition.languages.joined(separator: ", "))."))
            }
        }
        return found
    }

    private static func few(_ codes: [String]) -> String {
        codes.prefix(6).joined(separator: ", ") + (codes.count > 6 ? " and \(codes.count - 6) more" : "")
    }
}
