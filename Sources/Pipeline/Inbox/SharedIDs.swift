import SurveyModel

/// Contents whose returns would have one id: a return's id is the beginning of its content's hash, and two contents with the same beginning
/// are found within minutes by who looks for them.
struct SharedIDs {
    /// The contents that have their id to themselves, or had it first; in their order.
    private(set) var kept: [ReceivedContent] = []
    /// What else is in the inbox, refused under ids of their own. What has left it is passed over, as refused files are.
    private(set) var refused: [ReadReturn] = []
    /// The ids that more than one content would have. What is staged under one may be another content's.
    private(set) var ids: Set<String> = []

    /// - Parameter contents: the contents, each with the time of its receipt. Of those with one id the one that was received first has it; of
    ///   these the one with the smallest hash.
    init(_ contents: [ReceivedContent]) {
        var first: [String: ReceivedContent] = [:]
        for content in contents {
            let id = content.returnID
            guard let other = first[id] else {
                first[id] = content
                continue
            }
            ids.insert(id)
            if (content.firstSeen, content.sha256) < (other.firstSeen, other.sha256) { first[id] = content }
        }
        for content in contents {
            guard let owner = first[content.returnID], owner.sha256 != content.sha256 else {
                kept.append(content)
                continue
            }
            if !content.isAbsent {
                refused.append(
                    ReturnProcessor.refused(content.file, finding: Self.finding(content.file, owner: owner.file)))
            }
        }
    }

    private static func finding(_ file: String, owner: String) -> Finding {
        Finding(
            rule: MessageKey.fileSameID.rawValue, severity: .error,
            message: .own(.fileSameID, ["file": .text(file), "other": .text(owner)]), value: file,
            expected: .own(.fileExpected), suggestion: .own(.fileSameIDAdvice))
    }
}

extension ReceivedContent {
    /// The id of its return.
    var returnID: String { String(sha256.prefix(12)) }
}
