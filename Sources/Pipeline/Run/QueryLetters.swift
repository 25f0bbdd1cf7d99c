import Foundation
import Load
import Report
import SurveyModel

/// The letters of a run: `returns/<reporter>/letter.docx` and `letter.txt`, for each reporter of whom a return of the current round is there.
struct QueryLetters {
    let survey: Survey
    /// Where the letters go.
    let folder: RunFolder
    /// The letters of earlier runs.
    let made: MadeFiles

    /// Reporters whose letters a thread makes one after another. Most are taken from the last run, for which threads need not wake one another.
    private static let together = 16

    /// The names of annotated copies by their reporter's folder, in their order: of a reporter several returns may count.
    static func workbooks(among copies: [Written]) -> [String: [String]] {
        copies.reduce(into: [:]) { names, copy in
            let parts = copy.path.split(separator: "/")
            if parts.count == 3 { names[String(parts[1]), default: []].append(String(parts[2])) }
        }
    }

    /// Makes the letters, several at once, and tells of them in the order of the reporters' codes.
    ///
    /// - Parameters:
    ///   - copies: the names of the annotated workbooks that go with the letter, by the reporter's folder.
    ///   - width: for how many reporters letters are made at once.
    func write(for result: RunResult, copies: [String: [String]], width: Int) throws -> [Written] {
        let round = survey.definition.round.current
        let names = Dictionary(survey.reporters.map { ($0.code, $0) }) { first, _ in first }
        let codes = Set(result.returns.filter { $0.round == round && !$0.reporter.isEmpty }.map(\.reporter)).sorted()
        let shares = ReporterShares(result)
        let policy = IssuePolicy(result.definition)
        let decided = DecidedValues(survey)
        var written: [Written] = []
        try codes.inOrder(width: width, together: Self.together) { code -> [Written] in
            let place = ReporterFolder.name(of: code)
            let reporter = names[code] ?? Reporter(code: code, name: code)
            let share = shares.share(of: code)
            let workbooks = copies[place] ?? []
            let key = made.key("letter") { bytes in
                bytes.append(reporter)
                share.append(to: &bytes, of: result.issues)
                bytes.append(all: workbooks) { $0.append($1) }
            }
            if let files = try made.take(key, into: folder) {
                return files.map { Written($0, key: key) }
            }
            guard
                let letter = try QueryLetter(
                    to: reporter, in: share.result(of: result), workbooks: workbooks, policy: policy,
                    label: { survey.label(of: $0, list: $1, language: $2) },
                    given: { decided.told(of: $0, on: $1) })
            else { return [] }
            let files = [("letter.docx", try letter.document()), ("letter.txt", letter.text())]
            return try files.map { name, bytes in
                let path = "returns/\(place)/\(name)"
                try Interruption.check()
                try folder.write(bytes, to: path)
                return Written(path: path, sha256: Digest.sha256(bytes), key: key)
            }
        } take: { (files: [Written]) in
            written += files
        }
        return written
    }
}

/// The parts of a result that are about one reporter: a letter is made of these and of nothing else, so that its cost does not grow with the number of
/// the others, and that it is the same while these are.
private struct ReporterShare {
    let returns: [Return]
    let coverage: [TableCoverage]
    /// Which of the result's issues are the reporter's, in the result's order, which the letter's questions follow.
    let issues: [Int]
    /// By return, in the order of the returns.
    let doubtful: [(returnID: String, codings: [ReturnCoding])]

    /// Appends all of it to what a letter is made of.
    func append(to bytes: inout KeyBytes, of all: [Issue]) {
        bytes.append(all: returns) { $0.append($1) }
        bytes.append(all: coverage) { $0.append($1) }
        bytes.append(all: issues) { $0.append(all[$1]) }
        bytes.append(all: doubtful) { bytes, own in
            bytes.append(own.returnID)
            bytes.append(all: own.codings) { $0.append($1) }
        }
    }

    /// The result as though it were about the reporter alone.
    func result(of whole: RunResult) -> RunResult {
        var result = RunResult(
            survey: whole.survey, definition: whole.definition, reporters: [], returns: returns, counts: RunCounts(),
            coverage: coverage, issues: issues.map { whole.issues[$0].withoutChange }, rules: [], codings: [],
            figures: [], provenance: [])
        result.doubtful = Dictionary(doubtful.map { ($0.returnID, $0.codings) }) { first, _ in first }
        return result
    }
}

/// The shares of all reporters.
private struct ReporterShares: Sendable {
    private let returns: [String: [Return]]
    private let issues: [String: [Int]]
    private let coverage: [String: [TableCoverage]]
    private let doubtful: [String: [ReturnCoding]]

    init(_ result: RunResult) {
        let all = result.issues
        returns = Dictionary(grouping: result.returns, by: \.reporter)
        issues = Dictionary(grouping: all.indices) { all[$0].reporter }
        coverage = Dictionary(grouping: result.coverage, by: \.returnID)
        doubtful = result.doubtful
    }

    func share(of reporter: String) -> ReporterShare {
        let own = returns[reporter] ?? []
        return ReporterShare(
            returns: own, coverage: own.flatMap { coverage[$0.id] ?? [] }, issues: issues[reporter] ?? [],
            doubtful: own.compactMap { item in doubtful[item.id].map { (returnID: item.id, codings: $0) } })
    }
}
