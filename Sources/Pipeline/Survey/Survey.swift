import CodeLists
import Extract
public import Foundation
import Load
public import SurveyModel
import Validate

/// A survey, ready to run: its definition with everything that belongs to it.
public struct Survey: Sendable {
    /// The folder's name.
    public let name: String
    /// The survey's folder.
    public let folder: URL
    /// The definition.
    public let definition: SurveyDefinition
    /// The register of reporters, ordered by code.
    public let reporters: [Reporter]
    /// SHA-256 of each file that the definition consists of, by its name.
    public let files: [(name: String, sha256: String)]
    /// SHA-256 of the definition with all that belongs to it, and of the version of Canvass's rules for reading.
    public let definitionHash: String

    /// What tells whether a return that was read before would be read the same today: the definition, and the program itself. A build of the
    /// same version may read differently, so the executable's size and time are part of it; results never are. Told once, when the survey is loaded: another
    /// program may be put in the place of the one that runs.
    let readingHash: String

    /// The ``readingHash`` of a definition, as this program reads it.
    static func readingHash(of definitionHash: String) -> String {
        let program = Bundle.main.executableURL.flatMap { try? Inbox.stamp(of: $0.path) }
        return Digest.sha256(Data("\(definitionHash) \(program?.size ?? 0) \(program?.modified ?? 0)".utf8))
    }

    /// The round that was named in place of the definition's current one; nil where none was, or that one.
    let namedRound: String?

    /// The round that the definition collects, whichever was named.
    let ownRound: String

    /// What tells whether staged records can be used again: what they are read by, and the round by which rules see them.
    var stagingHash: String { namedRound.map { "\(readingHash) round \($0)" } ?? readingHash }

    /// What reviewers decided. No part of ``definitionHash``: a decision changes nothing in how a return is read.
    public let decisions: DecisionFile

    let matchers: [String: CodeMatcher]
    /// The blank questionnaires, by the version's id.
    let templates: [String: [Template]]
    /// The questionnaires that were filled in beforehand, one for each reporter: paths below the survey's folder, in order.
    let prefilled: [String]
    let codes: [StagedCode]
    /// The survey's own rules, compiled; nil where it was loaded to read returns, which no rule sees.
    let compiledRules: RuleChecks?

    /// The survey's own rules, compiled.
    ///
    /// - Throws: ``PipelineError`` where it was loaded to read returns.
    var rules: RuleChecks {
        get throws {
            guard let compiledRules else {
                throw PipelineError(.internal, "The survey's rules are not compiled where returns are read.")
            }
            return compiledRules
        }
    }

    /// The language of the survey's own texts.
    public var language: String { definition.language }

    /// The file for the figures of each run that the definition names; nil where it names none.
    var metricsFile: URL? {
        definition.metrics.map {
            $0.hasPrefix("/") ? URL(filePath: $0) : folder.appending(path: $0).standardizedFileURL
        }
    }

    /// The inbox that the definition names.
    public var inbox: URL {
        definition.inbox.path.hasPrefix("/")
            ? URL(filePath: definition.inbox.path) : folder.appending(path: definition.inbox.path).standardizedFileURL
    }

    /// The labels of codes in the survey's first language, by list and code.
    var labels: [String: [String: String]] {
        matchers.mapValues { matcher in
            Dictionary(
                matcher.list.items.map { ($0.code, matcher.list.label(of: $0.code, language: language) ?? $0.code) }
            ) { first, _ in first }
        }
    }

    /// The spellings of a list's codes, for headers and row labels; nil where there is no such list.
    func spellings(ofList list: String) -> [CodeSpellings]? {
        matchers[list]?.list.items.map { item in
            let labels = item.labels.sorted { $0.key < $1.key }.map(\.value)
            let synonyms = item.synonyms.sorted { $0.key < $1.key }.flatMap(\.value)
            return CodeSpellings(code: item.code, spellings: [item.code] + labels + synonyms)
        }
    }

    /// A code's label.
    func label(of code: String, list: String, language: String) -> String? {
        matchers[list]?.list.label(of: code, language: language)
    }
}

extension Extractor {
    /// An extractor for a survey.
    ///
    /// - Parameter templates: the blank questionnaires by the version's id, in place of the survey's own.
    init(_ survey: Survey, templates: [String: [Template]]? = nil) {
        self.init(definition: survey.definition, templates: templates ?? survey.templates) {
            survey.spellings(ofList: $0)
        }
    }
}
