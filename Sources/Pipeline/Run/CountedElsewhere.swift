import SurveyModel

extension ReadReturn {
    /// The return under the path under which it counted, where that is of a closed round and another of its paths tells another round or reporter: what comes
    /// again takes nothing away from such a round. Nil where it counts under the path that it has now.
    func kept(by identity: ReturnIdentity) -> ReadReturn? {
        guard let earlier = countedAs, bundle.format != nil else { return nil }
        let definition = identity.survey.definition.round
        func round(at path: String) -> String { identity.rounds(of: self, at: path).first?.value ?? definition.current }
        let own = round(at: earlier)
        guard definition.closed[own] != nil else { return nil }
        let reporter = identity.reporters(of: self, at: earlier).first?.value
        let others = ([file] + copies).filter { $0 != earlier }
        let isMoved = others.contains { path in
            if let reporter, let other = identity.reporters(of: self, at: path).first?.value, other != reporter {
                return true
            }
            return round(at: path) != own
        }
        guard isMoved else { return nil }
        var kept = ReadReturn(head: head, whole: whole, file: earlier, isPresent: isPresent, copies: others)
        kept.firstSeen = firstSeen
        kept.folderDay = folderDay
        kept.countedAs = earlier
        kept.isKept = true
        return kept
    }
}

extension Consolidation {
    /// What is told of a return that counted under a path which tells another reporter or round than the one that is believed now; of one that counts on for
    /// a closed round, of the path under which it has come again.
    func countedElsewhere(
        _ item: ReadReturn, _ identified: Return, _ identification: Identification
    ) -> Finding? {
        guard identified.state != .refused, !identified.reporter.isEmpty else { return nil }
        let paths = [item.file] + item.copies
        let others = item.isKept ? item.copies : [item.countedAs].compactMap(\.self).filter { !paths.contains($0) }
        let other = others.first { path in
            // What told no round counted for the one that was current then: that it tells one by now is no other.
            let tellsNone = !item.isKept && identification.rounds(of: item, at: path).isEmpty
            let round = tellsNone ? identification.round(of: item, at: path) : identified.round
            return identification.differs(item, at: path, from: identified.reporter, round)
        }
        guard let other else { return nil }
        return Finding(
            rule: "return.counted-elsewhere", severity: item.isKept ? .warning : .error,
            message: .own(
                item.isKept ? .returnCountedElsewhereClosed : .returnCountedElsewhere,
                [
                    "file": .text(item.file), "reporter": .text(identified.reporter),
                    "round": .text(identified.round), "other": .text(other),
                    "other_reporter": .text(identification.reporters(of: item, at: other).first?.value ?? ""),
                    "other_round": .text(identification.round(of: item, at: other)),
                ]),
            value: other, expected: .own(.returnDuplicateFileExpected))
    }

    /// What is told of returns that count, and have left the inbox, where another lies in their place by now that is of another reporter or round: it may be
    /// their correction. Where files are moved out of the inbox their places are free, and tell nothing.
    func replacedElsewhere(among read: [ReadReturn]) -> [String: Finding] {
        let items = Dictionary(returns.map { ($0.id, $0) }) { first, _ in first }
        let gone = read.filter { !$0.isPresent && items[$0.bundle.id]?.state == .live }
        guard survey.definition.inbox.after == .leave, !gone.isEmpty else { return [:] }
        var present: [String: String] = [:]
        for item in read where item.isPresent {
            let paths = item.isKept ? item.copies : [item.file] + item.copies
            for path in paths { present[path] = item.bundle.id }
        }
        var found: [String: Finding] = [:]
        for item in gone {
            guard let own = items[item.bundle.id], let other = present[item.file].flatMap({ items[$0] }),
                other.state != .refused, !other.reporter.isEmpty,
                (other.reporter, other.round) != (own.reporter, own.round)
            else { continue }
            found[own.id] = Finding(
                rule: "return.replaced-elsewhere", severity: .warning,
                message: .own(
                    .returnReplacedElsewhere,
                    [
                        "file": .text(item.file), "reporter": .text(own.reporter), "round": .text(own.round),
                        "other_reporter": .text(other.reporter), "other_round": .text(other.round),
                    ]),
                value: other.id, expected: .own(.returnReplacedElsewhereExpected))
        }
        return found
    }
}
