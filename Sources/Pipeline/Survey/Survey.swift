import CodeLists
public import Foundation
public import SurveyModel

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

    let matchers: [String: CodeMatcher]
    let spellings: [String: [CodeSpellings]]
    let codes: [StagedCode]

    /// The language of the survey's own texts.
    public var language: String { definition.languages.first ?? "en" }

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

    /// A code's label.
    func label(of code: String, list: String, language: String) -> String? {
        matchers[list]?.list.label(of: code, language: language)
    }
}
