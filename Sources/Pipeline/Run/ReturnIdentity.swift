import CodeLists
import Foundation
import OrderedCollections
import SurveyModel

/// What stands in a field that should tell a return's round, and tells none.
struct UnreadRound {
    let field: FieldReference
    /// What was typed, where all that was typed there cannot be read, and may be told; nil else.
    let text: String?
}

/// Whose a return is, for which round, and of which body, by what stands in it and in its path.
struct ReturnIdentity {
    let survey: Survey

    /// The reporters that the sources name, in the sources' order.
    func reporters(of item: ReadReturn, at file: String) -> [IdentityClaim] {
        claims(of: survey.definition.reporters.sources, item, file, list: survey.definition.reporters.codeList)
    }

    /// The rounds that the sources name, in the sources' order.
    func rounds(of item: ReadReturn, at file: String) -> [IdentityClaim] {
        claims(of: survey.definition.round.sources, item, file, list: nil)
    }

    /// The first of the fields that tell the round in which something was typed that has no value, or of which no value has more than half: who
    /// has typed something does not mean the current round. Nil where there is none.
    func unreadRound(of item: ReadReturn) -> UnreadRound? {
        for case .field(let reference) in survey.definition.round.sources {
            guard let place = survey.definition.place(of: reference), item.head.commonValues[place] == nil,
                let tallies = item.head.tallies[place.table], tallies.indices.contains(place.field),
                tallies[place.field].answered > 0
            else { continue }
            let isUnreadable = tallies[place.field].unreadable == tallies[place.field].answered
            let mayBeTold = isUnreadable && !survey.definition.isPrivate(reference.field, of: reference.table)
            return UnreadRound(field: reference, text: mayBeTold ? Self.unreadText(of: reference, in: item) : nil)
        }
        return nil
    }

    /// The first text of a field that was found to have no value.
    private static func unreadText(of reference: FieldReference, in item: ReadReturn) -> String? {
        let finding = item.bundle.findings.first { finding in
            finding.table == reference.table && finding.field == reference.field && finding.value?.isEmpty == false
                && BuiltInRule.named(finding.rule)?.leavesNoValue == true
        }
        return finding?.value
    }

    /// Says of a return which body and which part of the questionnaire it is of.
    func tell(_ item: inout Return, of head: BundleHead) {
        item.body = body(of: head)
        item.part = part(of: head)
    }

    /// The body within a reporter, where a survey tells several apart; empty where nothing tells it.
    private func body(of head: BundleHead) -> String {
        let values = survey.definition.reporters.distinguishedBy.map {
            TextFolding.fold(commonValue(of: $0, in: head) ?? "")
        }
        return values.allSatisfy(\.isEmpty) ? "" : values.joined(separator: "\u{1F}")
    }

    /// The first of the tables that may come in returns of their own of which there are records; empty where this is the first of all.
    private func part(of head: BundleHead) -> String {
        let parts = survey.definition.reporters.parts
        let part = parts.first { head.records[$0, default: 0] > 0 }
        return part == parts.first ? "" : part ?? ""
    }

    /// What each source says, in the sources' order; sources that say nothing are left out.
    private func claims(
        of sources: [IdentitySource], _ item: ReadReturn, _ file: String, list: String?
    ) -> [IdentityClaim] {
        sources.compactMap { source -> IdentityClaim? in
            switch source {
            case .field(let reference):
                commonValue(of: reference, in: item.head).map {
                    IdentityClaim(value: $0, source: .field(reference), isSendersWord: true)
                }
            case .filename(let pattern): claim(of: pattern, file, list)
            case .folder(let number):
                Self.folder(number, of: file).flatMap { code($0, list) }.map {
                    IdentityClaim(
                        value: $0, source: .folder, isSendersWord: number > Self.inboxFolders(of: file).count)
                }
            }
        }
    }

    /// What a pattern finds in a path. It is the senders' word where it finds the same in what they write, without the inbox's folders.
    private func claim(of pattern: Pattern, _ file: String, _ list: String?) -> IdentityClaim? {
        guard let value = value(of: pattern, in: file, list) else { return nil }
        let folders = Self.inboxFolders(of: file)
        let own = PathName.parts(of: file).dropFirst(folders.count).joined(separator: "/")
        return IdentityClaim(
            value: value, source: .fileName,
            isSendersWord: folders.isEmpty || self.value(of: pattern, in: own, list) == value)
    }

    /// What the first match of a pattern says: its first group, or all of it where there is no group; a group that took no part says nothing.
    private func value(of pattern: Pattern, in path: String, _ list: String?) -> String? {
        guard let match = pattern.firstMatch(in: path) else { return nil }
        let text: String? = match.groups.first ?? match.text
        return text.flatMap { code($0, list) }
    }

    /// The value that more than half of the records have which have one.
    func commonValue(of reference: FieldReference, in head: BundleHead) -> String? {
        survey.definition.place(of: reference).flatMap { head.commonValues[$0] }
    }

    private func code(_ text: String, _ list: String?) -> String? {
        guard let list, let matcher = survey.matchers[list] else { return text }
        return matcher.match(text).code
    }

    /// The name of a folder on the way to a file, counted from 1.
    private static func folder(_ number: Int, of file: String) -> String? {
        let folders = PathName.parts(of: file).dropLast()
        return number <= folders.count ? String(folders[folders.startIndex + number - 1]) : nil
    }

    /// The names of the inbox's own folders on a path. Senders name files, and what is in containers.
    private static func inboxFolders(of path: String) -> ArraySlice<Substring> {
        PathName.parts(of: path).dropLast().prefix { !isContainer($0) }
    }

    /// The last date in the names of the inbox's folders, such as that of a folder for each day's mail. Senders name files, and what is in
    /// containers; a date there tells what they like. The inbox's own times are not taken: they change with every copy. Nor is a date that is the round's
    /// name, where the path tells the round: what comes years later lies in that folder too.
    func received(in path: String) -> String {
        let rounds = datedRounds(toldBy: path)
        for folder in Self.inboxFolders(of: path).reversed() {
            let characters = Array(folder)
            guard characters.count >= 10 else { continue }
            for start in stride(from: characters.count - 10, through: 0, by: -1) {
                let text = String(characters[start..<start + 10])
                if let day = CalendarDay(text), !rounds.contains(where: { $0.contains(text) }) {
                    return day.description
                }
            }
        }
        return ""
    }

    /// The rounds that a path tells, of those whose names can hold a date.
    private func datedRounds(toldBy path: String) -> [String] {
        let dated = survey.definition.round.all.filter { $0.utf8.count >= 10 }
        guard !dated.isEmpty else { return [] }
        let told = survey.definition.round.sources.compactMap { source -> String? in
            switch source {
            case .field: nil
            case .filename(let pattern): value(of: pattern, in: path, nil)
            case .folder(let number): Self.folder(number, of: path)
            }
        }
        return told.filter { dated.contains($0) }
    }

    /// Whether a name on a path is that of a ZIP archive or mail, so that what follows is in it.
    private static func isContainer(_ name: Substring) -> Bool {
        ContainerNames.endings.contains { name.lowercased().hasSuffix("." + $0) }
    }
}

extension SurveyDefinition {
    /// Where a head has the common value of a field.
    fileprivate func place(of reference: FieldReference) -> BundleHead.Place? {
        tables[reference.table]?.index(of: reference.field).map { BundleHead.Place(table: reference.table, field: $0) }
    }

    /// The fields by which a return tells whose it is, for which round, and which of several it is.
    var identifyingPlaces: Set<BundleHead.Place> {
        let fields = (reporters.sources + round.sources).compactMap { source -> FieldReference? in
            if case .field(let reference) = source { reference } else { nil }
        }
        return Set(
            (fields + reporters.distinguishedBy + [reporters.latestBy].compactMap(\.self)).compactMap { place(of: $0) })
    }
}
