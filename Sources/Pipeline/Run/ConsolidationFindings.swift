import SurveyModel

/// What is told of returns as a whole.
extension Consolidation {
    func identityConflict(_ first: (value: String, source: String), _ other: (value: String, source: String))
        -> Finding
    {
        Finding(
            rule: "return.reporter-conflict", severity: .warning,
            message: LocalizedText(
                "By \(first.source) the return is from \(first.value), by \(other.source) from \(other.value); the former was taken."
            ),
            value: other.value, expected: first.value)
    }

    func reporterUnknown(_ file: String) -> Finding {
        Finding(
            rule: "return.reporter-unknown", severity: .error,
            message: LocalizedText("It cannot be told who sent this return, so all of it is held back."), value: file,
            expected: "the name or code of a reporter")
    }

    func duplicateFile(_ item: ReadReturn) -> Finding {
        Finding(
            rule: "return.duplicate-file", severity: .warning,
            message: LocalizedText(
                "The same file lies in the inbox also as \(item.copies.joined(separator: ", ")); it counts once, as \(item.file)."
            ),
            value: item.copies.joined(separator: ", "), expected: "each return once")
    }

    func nothingRead(_ file: String) -> Finding {
        Finding(
            rule: "return.nothing-read", severity: .error,
            message: LocalizedText(
                "No answer was found in this return: its sheets and labels are not those of the questionnaire."),
            value: file, expected: "the survey's questionnaire, filled in")
    }

    func asSent(_ name: String) -> Finding {
        Finding(
            rule: "return.unchanged", severity: .warning,
            message: LocalizedText(
                "The return is the questionnaire as it was sent, with the answers that stood in it (\(name)) and no other; all of it is held back."
            ),
            value: name, expected: "the questionnaire with the reporter's own answers")
    }

    func roundUnknown(_ round: String) -> Finding {
        Finding(
            rule: "return.round-unknown", severity: .error,
            message: LocalizedText(
                "The return says that it is for “\(round)”, which is no round of this survey; all of it is held back."),
            value: round, expected: survey.definition.round.all.joined(separator: ", "))
    }

    func orderUnclear(_ submission: Submission, _ count: Int, _ files: String) -> Finding {
        Finding(
            rule: "return.order-unclear", severity: .error,
            message: LocalizedText(
                "\(count) returns came from \(submission.reporter) for the round \(submission.round), and nothing tells which is the later: \(files). All are held back."
            ),
            value: files, expected: "one return, or a date that tells the later")
    }

    func superseded(by winner: Return) -> Finding {
        Finding(
            rule: "return.superseded", severity: .note,
            message: LocalizedText("A later return of the same reporter took the place of this one: \(winner.file)."),
            value: winner.file)
    }

    func severalBodies(_ count: Int, _ reporter: String) -> Finding {
        Finding(
            rule: "return.several-bodies", severity: .note,
            message: LocalizedText(
                "\(count) bodies of \(reporter) have reported; all of their records are in the dataset."))
    }

    func choiceNeeded(_ submission: Submission, _ count: Int, _ files: String, value: String) -> Finding {
        Finding(
            rule: "return.choice-needed", severity: .error,
            message: LocalizedText(
                "\(count) returns came from \(submission.reporter) for the round \(submission.round): \(files). One of them counts as soon as this finding is waived for it; until then all are held back."
            ),
            value: value, expected: "a decision that waives this for the return that counts")
    }

    func partsOverlap(_ count: Int, _ files: String, _ lost: [String]) -> Finding {
        Finding(
            rule: "return.parts-overlap", severity: .error,
            message: LocalizedText(
                "\(count) returns of one reporter answer the same part of the questionnaire, and the latest of them does not hold what another does (\(lost.joined(separator: ", "))): \(files). All are held back."
            ),
            value: files, expected: "for each part one return, or a later one with all parts")
    }

    func isPart(_ parts: Set<String>, _ count: Int) -> Finding {
        Finding(
            rule: "return.part", severity: .note,
            message: LocalizedText(
                "The reporter has sent the questionnaire in \(count) parts, which count together; this one holds \(parts.sorted().joined(separator: ", "))."
            ),
            value: parts.sorted().joined(separator: ", "))
    }

    func roundClosed(_ item: Return, _ last: CalendarDay, _ arrived: CalendarDay) -> Finding {
        Finding(
            rule: "return.round-closed", severity: .error,
            message: LocalizedText(
                "The round \(item.round) was closed on \(last), and this return came on \(arrived). It is held back until the round is opened, or this finding is waived."
            ),
            value: item.id, expected: "a return that came by \(last)")
    }
}
