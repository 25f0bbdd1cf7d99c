import CodeLists
import SurveyModel

/// Code lists for the command line: a bundled list, or one of a survey's.
public struct CodeMatching: Sendable {
    let matcher: CodeMatcher

    /// A bundled list.
    ///
    /// - Throws: ``PipelineError`` of code `noInput` with the lists that there are; `internal` if the installation is broken.
    public init(bundled id: String) throws {
        do {
            matcher = CodeMatcher(try CodeList.bundled(id))
        } catch let error where error.kind != .unknownList {
            throw PipelineError(.internal, "\(error)")
        } catch {
            throw PipelineError(
                .noInput,
                "There is no code list '\(id)'. Lists that ship with Canvass: \(CodeList.bundledIDs.joined(separator: ", ")); a survey's own need --survey."
            )
        }
    }

    /// A list of a survey, with its reviewed aliases.
    ///
    /// - Throws: ``PipelineError`` of code `noInput` with the survey's lists, where there is none of this name.
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

    /// The list's codes, or one with what is below it, line by line.
    ///
    /// - Parameter date: only codes that are valid on this day, or in this month or year, ISO 8601; nil for all.
    /// - Throws: ``PipelineError`` of code `noInput` where the list has not the code, `usage` where the date is none.
    public func listing(of code: String?, language: String, validOn date: String? = nil) throws -> [String] {
        let list = matcher.list
        if let date, !CodeItem.isDate(date) {
            throw PipelineError(
                .usage,
                "'\(date.onOneLine)' is no date. Write a day, month or year such as 2026-11-30, 2026-11 or 2026.")
        }
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
