import SurveyModel

/// What is told of returns as a whole.
extension Consolidation {
    /// What is told where a return's reporter, or its round, is told in more than one way: of each the first that differs from what was taken.
    func conflicts(_ reporters: [IdentityClaim], _ rounds: [IdentityClaim]) -> [Finding] {
        [
            conflict(reporters, "return.reporter-conflict", .returnReporterConflict),
            conflict(rounds, "return.round-conflict", .returnRoundConflict),
        ].compactMap(\.self)
    }

    private func conflict(_ claims: [IdentityClaim], _ rule: String, _ key: MessageKey) -> Finding? {
        guard let first = claims.first, let other = claims.first(where: { $0.value != first.value }) else { return nil }
        return Finding(
            rule: rule, severity: .warning,
            message: .own(
                key,
                [
                    "first_source": first.source.words, "first": .text(first.value),
                    "other_source": other.source.words, "other": .text(other.value),
                ]),
            // Which round is the current one is no word of the return's: a decision on it would lapse with each new round.
            value: other.isOfDefinition ? first.value : other.value, expected: .text(first.value))
    }

    /// Of a copy it is told of which return it was made: whom only a folder told for that one, its sheet does not tell.
    func reporterUnknown(_ item: ReadReturn, _ identification: Identification) -> Finding {
        let message: Message =
            if let original = identification.original(of: item) {
                .own(
                    .returnReporterUnknownCopy,
                    ["file": .text(original.file), "reporter": .text(original.reporter)])
            } else {
                .own(.returnReporterUnknown)
            }
        return Finding(
            rule: "return.reporter-unknown", severity: .error, message: message, value: item.file,
            expected: .own(.returnReporterUnknownExpected))
    }

    func duplicateFile(_ item: ReadReturn) -> Finding {
        Finding(
            rule: "return.duplicate-file", severity: .warning,
            message: .own(.returnDuplicateFile, ["copies": .list(item.copies), "file": .text(item.file)]),
            value: item.copies.joined(separator: ", "), expected: .own(.returnDuplicateFileExpected))
    }

    func copiesDiffer(
        _ file: String, _ reporter: String, _ round: String, other: String, _ otherReporter: String,
        _ otherRound: String
    ) -> Finding {
        Finding(
            rule: "return.copies-differ", severity: .error,
            message: .own(
                .returnCopiesDiffer,
                [
                    "file": .text(file), "reporter": .text(reporter), "round": .text(round), "other": .text(other),
                    "other_reporter": .text(otherReporter), "other_round": .text(otherRound),
                ]),
            value: other, expected: .own(.returnDuplicateFileExpected))
    }

    /// - Parameter findings: what was found in the return, which tells why.
    func nothingRead(_ file: String, _ findings: [Finding]) -> Finding {
        let lost: Set = [
            "layout.wrong-template", "layout.sheet-missing", "layout.header-missing", "layout.label-missing",
            "layout.column-missing",
        ]
        // Of a sheet that is like none of the questionnaire's no table is told.
        let alike = findings.first { $0.rule == "layout.sheet-unread" && $0.table != nil }?.sheet
        let message: Message =
            // Of a single question that was not found its field is told; of a form of which none was, none is.
            if findings.contains(where: {
                lost.contains($0.rule) && ($0.rule != "layout.label-missing" || $0.field == nil)
            }) {
                .own(.returnNothingRead)
            } else if let alike {
                .own(.returnNothingReadAlike, ["sheet": .text(alike)])
            } else {
                .own(.returnNothingReadEmpty)
            }
        return Finding(
            rule: "return.nothing-read", severity: .error, message: message, value: file,
            expected: .own(.returnNothingReadExpected))
    }

    func asSent(_ name: String) -> Finding {
        Finding(
            rule: "return.unchanged", severity: .warning,
            message: .own(.returnUnchanged, ["name": .text(name)]), value: name,
            expected: .own(.returnUnchangedExpected))
    }

    /// Of a copy of which nobody knows for which round it is, it is told of which return it was made, and for which round that was; where a field cannot
    /// be read, what was typed in it.
    func roundUnknown(_ round: String, _ item: ReadReturn, _ identification: Identification) -> Finding {
        let doubtful = identification.doubtfulRound(of: item, at: item.file)
        let unread = identification.unreadRound(of: item, at: item.file)
        let message: Message
        let value: String
        if let doubtful, let original = identification.original(of: item) {
            message = .own(.returnRoundUnknownCopy, ["file": .text(original.file), "round": .text(doubtful)])
            value = doubtful
        } else if let unread, unread.text == nil {
            message = .own(.returnRoundUnknownField, ["field": .text("\(unread.field)")])
            value = "\(unread.field)"
        } else {
            value = unread?.text ?? round
            message = .own(.returnRoundUnknown, ["round": .text(value)])
        }
        return Finding(
            rule: "return.round-unknown", severity: .error, message: message, value: value,
            expected: .list(survey.definition.round.all))
    }

    func orderUnclear(_ submission: Submission, _ count: Int, _ files: Message) -> Finding {
        Finding(
            rule: "return.order-unclear", severity: .error,
            message: .own(
                .returnOrderUnclear,
                [
                    "count": .number(count), "reporter": .text(submission.reporter),
                    "round": .text(submission.round), "files": files,
                ]),
            value: files.text(in: "en"), expected: .own(.returnOrderUnclearExpected))
    }

    func superseded(by winner: Return) -> Finding {
        Finding(
            rule: "return.superseded", severity: .note,
            message: .own(.returnSuperseded, ["file": .text(winner.file)]),
            value: winner.file)
    }

    func sentAgain(_ item: Return, _ order: ReturnOrder, after winner: Return, _ latest: ReturnOrder) -> Finding {
        Finding(
            rule: "return.sent-again", severity: .warning,
            message: .own(
                .returnSentAgain,
                [
                    "received": .text(String(order.firstSeen.prefix(10))), "file": .text(winner.file),
                    "later": .text(String(latest.firstSeen.prefix(10))),
                ]),
            value: item.file, expected: .own(.returnSentAgainExpected))
    }

    func severalBodies(_ count: Int, _ reporter: String) -> Finding {
        Finding(
            rule: "return.several-bodies", severity: .note,
            message: .own(.returnSeveralBodies, ["count": .number(count), "reporter": .text(reporter)]))
    }

    func choiceNeeded(_ submission: Submission, _ count: Int, _ files: Message, value: String) -> Finding {
        Finding(
            rule: "return.choice-needed", severity: .error,
            message: .own(
                .returnChoiceNeeded,
                [
                    "count": .number(count), "reporter": .text(submission.reporter),
                    "round": .text(submission.round), "files": files,
                ]),
            value: value, expected: .own(.returnChoiceNeededExpected))
    }

    func partsOverlap(_ count: Int, _ files: Message, _ lost: [String]) -> Finding {
        Finding(
            rule: "return.parts-overlap", severity: .error,
            message: .own(
                .returnPartsOverlap, ["count": .number(count), "lost": .list(lost), "files": files]),
            value: files.text(in: "en"), expected: .own(.returnPartsOverlapExpected))
    }

    func isPart(_ parts: Set<String>, _ count: Int) -> Finding {
        Finding(
            rule: "return.part", severity: .note,
            message: .own(.returnPart, ["count": .number(count), "parts": .list(parts.sorted())]),
            value: parts.sorted().joined(separator: ", "))
    }

    func roundClosed(_ item: Return, _ last: CalendarDay, _ arrived: CalendarDay) -> Finding {
        Finding(
            rule: "return.round-closed", severity: .error,
            message: .own(
                .returnRoundClosed,
                ["round": .text(item.round), "last": .text("\(last)"), "arrived": .text("\(arrived)")]),
            value: item.id, expected: .own(.returnRoundClosedExpected, ["last": .text("\(last)")]))
    }

    /// Names of files for a message: of many, the first and how many there are more.
    static func few(_ files: [String]) -> Message {
        let most = 10
        let list = Message.list(Array(files.prefix(most)))
        return files.count > most
            ? .own(.wordsAndMore, ["list": list, "count": .number(files.count - most)]) : list
    }
}
