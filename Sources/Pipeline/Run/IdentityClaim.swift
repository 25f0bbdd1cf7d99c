import SurveyModel

/// What something says of whose a return is, or for which round.
struct IdentityClaim: Sendable {
    /// The reporter's code, or the round.
    let value: String
    /// What says so.
    let source: Source
    /// Whether senders themselves write it: a cell, a file's name. What the inbox's folders are called is the office's word.
    let isSendersWord: Bool

    /// Whether it is the sheet "To review" that says so.
    var isOfReviewSheet: Bool {
        if case .reviewSheet = source { true } else { false }
    }

    /// Whether nothing of the return says so, but the definition.
    var isOfDefinition: Bool {
        if case .currentRound = source { true } else { false }
    }

    enum Source: Sendable {
        case field(FieldReference)
        case fileName
        case folder
        /// The sheet "To review" of an annotated copy, by the file of which it was made.
        case reviewSheet(copyOf: String)
        /// The definition, where nothing else tells the round.
        case currentRound

        /// What it is called in messages.
        var words: Message {
            switch self {
            case .field(let reference): .own(.returnReporterConflictField, ["field": .text("\(reference)")])
            case .fileName: .own(.returnReporterConflictFileName)
            case .folder: .own(.returnReporterConflictFolder)
            case .reviewSheet(let file): .own(.returnReporterConflictReviewSheet, ["file": .text(file)])
            case .currentRound: .own(.returnRoundConflictCurrent)
            }
        }
    }
}
