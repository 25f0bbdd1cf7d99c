import CodeLists
import SurveyModel

/// Code lists for the command line: a bundled list, or one of a survey's.
public struct CodeMatching: Sendable {
    private let matcher: CodeMatcher

    /// A bundled list.
    ///
    /// - Throws: ``PipelineError`` of code `noInput` with the lists that there are.
    public init(bundled id: String) throws {
        do {
            matcher = CodeMatcher(try CodeList.bundled(id))
        } catch {
            throw PipelineError(
                .noInput,
                "There is no code list '\(id)'. Lists that ship with Canvass: \(CodeList.bundledIDs.joined(separator: ", ")); a survey's own need --survey."
            )
        }
    }

    /// A list of a survey, with its reviewed aliases.
    public init(_ list: String, of survey: Survey) throws {
        guard let matcher = survey.matchers[list] else {
            throw PipelineError(
                .noInput,
                "The survey \(survey.name) has no code list '\(list)'. Its lists: \(survey.matchers.keys.sorted().joined(separator: ", "))."
            )
        }
        self.matcher = matcher
    }

    /// The schemes in which the list has codes beside its own.
    public var schemes: [String] { Set(matcher.list.items.flatMap(\.otherCodes.keys)).sorted() }

    /// The header of what ``match(_:scheme:language:)`` gives.
    public static let header = ["input", "code", "label", "method", "confidence", "suggestions"]

    /// Matches a text, as the fields of a CSV row.
    ///
    /// - Parameter scheme: another scheme for the code, such as `iso2`; nil for the list's own. An item that has no code in
    ///   it (Kosovo in M49) gets an empty one, with its label.
    public func match(_ text: String, scheme: String?, language: String) -> [String] {
        let match = matcher.match(text, language: language)
        let label = match.code.flatMap { matcher.list.label(of: $0, language: language) } ?? ""
        let suggestions = match.suggestions.map { "\(translated($0.code, scheme) ?? $0.code) \($0.label)" }.joined(
            separator: "; ")
        return [
            text, match.code.flatMap { translated($0, scheme) } ?? "", label, match.method?.rawValue ?? "",
            match.code == nil ? "" : Value.shortest(match.confidence), suggestions,
        ]
    }

    private func translated(_ code: String, _ scheme: String?) -> String? {
        guard let scheme, scheme != "iso3" else { return code }
        return matcher.list[code]?.otherCodes[scheme]
    }

    /// The list's codes, or one with what is below it, line by line.
    ///
    /// - Parameter date: only codes that are valid on this day or in this year, ISO 8601; nil for all.
    /// - Throws: ``PipelineError`` of code `noInput` where the list has not the code.
    public func listing(of code: String?, language: String, validOn date: String? = nil) throws -> [String] {
        let list = matcher.list
        if let code, list[code] == nil { throw PipelineError(.noInput, "The list \(list.id) has no code '\(code)'.") }
        let items = list.items.filter { item in
            (code.map { list.isIn(item.code, $0) } ?? true) && (date.map { item.isValid(on: $0) } ?? true)
        }
        return items.map { item in
            let others = item.otherCodes.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            let indent = String(repeating: "  ", count: (list.level(of: item.code) ?? 1) - 1)
            let label = list.label(of: item.code, language: language) ?? ""
            return "\(indent)\(item.code)  \(label)\(others.isEmpty ? "" : "  (\(others.joined(separator: ", ")))")"
        }
    }

    /// The members of a group of countries in a year, line by line: code, name and since when.
    ///
    /// - Throws: ``PipelineError`` of code `noInput` with the groups that there are.
    public static func members(of group: String, inYear year: Int, language: String) throws -> [String] {
        do {
            let group = try CountryGroup.bundled(group.uppercased())
            let countries = try CodeList.bundled("countries")
            return group.memberships(inYear: year).map { membership in
                let name = countries.label(of: membership.code, language: language) ?? membership.code
                return "\(membership.code)  \(name)  (since \(membership.from))"
            }
        } catch {
            throw PipelineError(.noInput, "\(error)")
        }
    }
}
