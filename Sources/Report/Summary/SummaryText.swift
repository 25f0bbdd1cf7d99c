public import SurveyModel

/// `summary.txt`: what a run found on half a page of plain text, such as the body of a mail. It holds no time, and not the run's id.
public struct SummaryText: Sendable {
    /// Files and rules that are named.
    private static let most = 10
    /// Files that are named of those that wait, which stand nowhere else in what is sent.
    private static let mostWaiting = 20

    private let catalogue: Catalogue

    /// Summaries in a language, else in English.
    ///
    /// - Throws: ``ReportError`` where the installation is broken.
    public init(language: String) throws {
        catalogue = try Catalogue(language: language)
    }

    /// The text: UTF-8, LF, lines of at most 76 characters where words allow.
    public func text(of result: RunResult) -> [UInt8] {
        let index = ResultIndex(result, language: catalogue.readersLanguage)
        let definition = result.definition
        let title = "\(definition.title.text(in: catalogue.readersLanguage)), \(definition.round.current)"
        var blocks = [QueryLetter.wrapped(title)]
        blocks.append(QueryLetter.wrapped(SummarySection(index: index, catalogue: catalogue).verdict()))
        if let changes = result.changes {
            let numbers = [
                ("returns", changes.newReturns.count), ("new", changes.new), ("reopened", changes.reopened),
                ("resolved", changes.resolved.count),
            ]
            let values = Dictionary(uniqueKeysWithValues: numbers.map { ($0, catalogue.number($1)) })
            blocks.append(QueryLetter.wrapped(catalogue.text("mail.since", values)))
        }
        blocks += [refused(result), rules(index)].compactMap(\.self)
        blocks.append(QueryLetter.wrapped(catalogue.text("mail.report")))
        if let notice = definition.notice {
            blocks.append(QueryLetter.wrapped(notice.text(in: catalogue.readersLanguage)))
        }
        return Array((blocks.joined(separator: "\n\n") + "\n").utf8)
    }

    /// What is told behind a summary: the files that a run has left for the next, and why; nil where it has left none. It is no part of `summary.txt`,
    /// which is made of what is published alone, so that two runs of the same give the same.
    public func waiting(_ files: [(file: String, reason: WaitingReason)]) -> [UInt8]? {
        let items = files.map { item($0.file, catalogue.text("mail.waitsSince.\($0.reason.rawValue)")) }
        return list("mail.waiting", items, most: Self.mostWaiting).map { Array("\($0)\n".utf8) }
    }

    private func refused(_ result: RunResult) -> String? {
        list("mail.refused", result.returns.filter { $0.state == .refused }.map(\.file).sorted())
    }

    /// The rules with most to look at, the gravest first.
    private func rules(_ index: ResultIndex) -> String? {
        let rules = index.issuesByRule.filter { $0.value.total > 0 }.byWeight
        return list("mail.rules", rules.map { item(catalogue.ruleTitle($0.key), catalogue.number($0.value.total)) })
    }

    /// What is said of something, behind its name.
    private func item(_ name: String, _ text: String) -> String {
        catalogue.text("mail.item", ["name": name, "text": text])
    }

    private func list(_ key: String, _ items: [String], most: Int = Self.most) -> String? {
        guard !items.isEmpty else { return nil }
        var lines = [QueryLetter.wrapped(catalogue.text(key, count: items.count))]
        lines += items.prefix(most).map { QueryLetter.wrapped($0, indent: "  ", first: "- ") }
        let others = items.count - most
        if others > 0 { lines.append(QueryLetter.wrapped(catalogue.text("mail.more", count: others), first: "- ")) }
        return lines.joined(separator: "\n")
    }
}
