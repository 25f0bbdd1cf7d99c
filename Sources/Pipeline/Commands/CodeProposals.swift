import CodeLists
public import Foundation
import OrderedCollections
import SurveyModel
import Transform

/// Lines for a survey's `aliases.csv`, from the texts that the last run could not turn into codes.
///
/// A text is read as a run reads it. Where there is a single suggestion that rests on more than shared words, the line has its code. Else the code is `?`,
/// which no run accepts: a person decides. Nothing is written to the survey.
public struct CodeProposals: Sendable {
    /// A text that is no code, with what it may mean.
    public struct Proposal: Sendable, Hashable {
        /// The code list's name in the survey.
        public let list: String
        /// The text as it was typed.
        public let raw: String
        /// The proposed code, or `?`.
        public let code: String
        /// How often it was typed and by how many reporters.
        public let count: Int
        /// The reporters who typed it, as far as they are known.
        public let reporters: [String]
        /// Whether it stands in returns without a reporter as well.
        public let isUnattributed: Bool
        /// What it may mean, the likeliest first.
        public let suggestions: [String]

        /// How often, and what else it may be, in words.
        public var note: String {
            let places = count == 1 ? "1 answer" : "\(count) answers"
            let unknown = isUnattributed ? ["an unknown reporter"] : []
            let all = reporters + unknown
            let who = all.count == 1 ? all[0] : "\(all.count) reporters"
            let meanings =
                suggestions.isEmpty ? "no suggestion" : "may be \(suggestions.joined(separator: " or "))"
            return "\(places) of \(who); \(meanings)"
        }
    }

    /// The proposals, the most frequent first, then by list and text.
    public let proposals: [Proposal]

    /// Reads the open issues `code.unknown` of a survey's last run, and asks the survey's lists and aliases of today.
    ///
    /// - Parameters:
    ///   - survey: the survey.
    ///   - output: the folder in which its results have a folder.
    /// - Throws: ``PipelineError`` of code `noInput` where there is no run, `io` where its issues cannot be read.
    public init(_ survey: Survey, output: URL) throws {
        try self.init(survey, run: output.appending(path: "\(survey.name)/latest", directoryHint: .isDirectory))
    }

    /// Reads those of a published run, by its folder.
    init(_ survey: Survey, run folder: URL) throws {
        let url = folder.appending(path: "issues.json")
        guard try SurveyFile.isThere(url) else {
            throw PipelineError(
                .noInput,
                "The survey \(survey.name) has no published run yet; start one with: canvass run \(survey.argument)")
        }
        let issues: [PublishedIssue]
        do { issues = try PublishedIssue.read(in: folder) } catch {
            throw PipelineError(
                .io,
                "The issues in \(url.path) cannot be read: \(OwnFileFault.words(error)). Mend the permissions, or make a run anew: canvass run \(survey.argument)"
            )
        }
        var found: OrderedDictionary<[String], (count: Int, reporters: OrderedSet<String>)> = [:]
        for issue in issues where issue.rule == "code.unknown" && issue.state == .open {
            guard let table = issue.table, let field = issue.field,
                let raw = Self.text(of: issue, language: survey.language),
                let list = survey.definition.tables[table]?.fields[field]?.codeList
            else { continue }
            var known = found[[list, raw]] ?? (0, [])
            known.count += 1
            known.reporters.append(issue.reporter ?? "")
            found[[list, raw]] = known
        }
        proposals = found.compactMap { key, what in
            Self.proposal(survey, list: key[0], raw: key[1], what.count, what.reporters.sorted())
        }.sorted { ($1.count, $0.list, $0.raw) < ($0.count, $1.list, $1.raw) }
    }

    /// The text that was not understood: a part of the cell's where that holds several. Nil where the issue only says that there are more.
    private static func text(of issue: PublishedIssue, language: String) -> String? {
        let catalogue = MessageCatalogue.of(language)
        // That sentence begins as no other does.
        if let start = catalogue.literals(of: .codeUnknownMore).first, issue.message.hasPrefix(start) { return nil }
        for key in sentences {
            // What stands before and behind the text in the sentence that the run has written.
            let literals = catalogue.literals(of: key)
            guard literals.count > 1, issue.message.hasPrefix(literals[0]),
                let end = issue.message.range(of: literals[1])?.lowerBound
            else { continue }
            return String(issue.message[..<end].dropFirst(literals[0].count))
        }
        return issue.value
    }

    /// The sentences that tell of a text which is no code. One that says why begins as the first.
    private static let sentences: [MessageKey] = [.codeUnknown, .codeUnknownContradicted, .codeUnknownSeveral]

    private static func proposal(
        _ survey: Survey, list: String, raw: String, _ count: Int, _ reporters: [String]
    ) -> Proposal? {
        guard let matcher = survey.matchers[list] else { return nil }
        let language = survey.language
        let reading = CodeReading.answer(matcher.match(raw, language: language), in: matcher, language: language)
        // A reviewed spelling that came after the run has settled it; a refusal by a person is one as well.
        if reading.code != nil || reading.isRefused { return nil }
        let suggestions = reading.suggestions
        // One that shares words with the text and no more is named in the note alone.
        let isProposed = suggestions.count == 1 && suggestions[0].confidence >= 0.5
        return Proposal(
            list: list, raw: raw, code: isProposed ? suggestions[0].code : "?", count: count,
            reporters: reporters.filter { !$0.isEmpty }, isUnattributed: reporters.contains(""),
            suggestions: suggestions.map { "\($0.label) (\($0.code))" })
    }

    /// The header of `aliases.csv`.
    public static let header = ["list", "raw", "code", "reviewer", "date", "note"]

    /// The proposals as lines of `aliases.csv`, with the header.
    public var csv: [UInt8] {
        var text = CSVText()
        text.append(Self.header)
        for one in proposals { text.append([one.list, one.raw, one.code, "", "", one.note]) }
        return text.bytes
    }
}
