import SurveyModel

/// Whose returns are and for which round, annotated copies that came back among them.
///
/// Such a copy tells on its sheet "To review" of which return it was made. Where no source of the survey tells whose it is, it is that reporter's, for
/// respondents save it under the name that Canvass gave it; where one does, that is believed, and the sheet only compared with it.
///
/// The sheet is a sender's word: anybody can write into a file what they like. So it is believed no further than what senders can say without it, and tells
/// no reporter whom only a folder of the inbox tells for the original: else a file from anywhere could take the place of one who has a folder of its own.
/// Nor does it tell a round that only a folder tells: else it could take a place among figures of earlier rounds. Where that is not the current round, nobody
/// knows for which the copy is: for the current one the figures of another would be published.
struct Identification {
    /// What is known of a return of which a copy was made.
    struct Original {
        /// Its path in the inbox.
        let file: String
        let reporter: String
        /// Whether the reporter was told by what senders write.
        let isSendersWord: Bool
        /// Nil where nothing told it.
        let round: String?
        /// Whether the round was told by what senders write.
        let isRoundSendersWord: Bool
    }

    private let identity: ReturnIdentity
    /// What is known of the original of each copy, by the copy's id; those whose reporter nobody knows are left out.
    private var originals: [String: Original] = [:]

    /// Finds what copies were made of among the returns that the survey has received, whatever their order. O(n).
    init(_ read: [ReadReturn], _ identity: ReturnIdentity) {
        self.identity = identity
        let copies = Self.copies(among: read)
        guard !copies.isEmpty else { return }
        let byID = Self.byID(read)
        var made: [String: [ReadReturn]] = [:]
        for copy in copies {
            guard let id = copy.head.bundle.review.original, byID[id] != nil else { continue }
            made[id, default: []].append(copy)
        }
        // From the first of each chain on. What goes round in a circle, which no making brings about, is never come to.
        let copied = Set(made.values.joined().map(\.head.bundle.id))
        var waiting = made.keys.filter { !copied.contains($0) }
        while let id = waiting.popLast() {
            guard let item = byID[id] else { continue }
            let original = original(item)
            for copy in made[id] ?? [] {
                originals[copy.head.bundle.id] = original
                waiting.append(copy.head.bundle.id)
            }
        }
    }

    /// The annotated copies among returns that could be read.
    static func copies(among read: [ReadReturn]) -> [ReadReturn] {
        read.filter { $0.head.bundle.format != nil && $0.head.bundle.review.original != nil }
    }

    /// Returns by their ids. Of two with one id, what could be read: the other was refused for its id.
    static func byID(_ read: [ReadReturn]) -> [String: ReadReturn] {
        Dictionary(read.map { ($0.head.bundle.id, $0) }) { $0.head.bundle.format == nil ? $1 : $0 }
    }

    private func original(_ item: ReadReturn) -> Original? {
        let reporters = reporters(of: item, at: item.file)
        guard let reporter = reporters.first?.value else { return nil }
        let believed = round(of: item, at: item.file)
        // Where its other paths tell another, it is held, and nobody can say whose its copies are.
        guard !item.copies.contains(where: { differs(item, at: $0, from: reporter, believed) }) else { return nil }
        let ownRounds = identity.rounds(of: item, at: item.file)
        let rounds = ownRounds.isEmpty ? claimedRounds(of: item, at: item.file) : ownRounds
        // By its own sources where they tell it: what its sheet says hangs on another return, which may be removed from the archive.
        let ownReporters = reporters.filter { !$0.isOfReviewSheet }
        return Original(
            file: item.file, reporter: reporter,
            isSendersWord: Self.isSendersWord(ownReporters.isEmpty ? reporters : ownReporters),
            round: rounds.first?.value, isRoundSendersWord: Self.isSendersWord(rounds))
    }

    /// Whether of some claims the first, which is believed, is a sender's word, or one that says the same is.
    private static func isSendersWord(_ claims: [IdentityClaim]) -> Bool {
        claims.contains { $0.value == claims.first?.value && $0.isSendersWord }
    }

    /// Whether another path of a return tells another reporter or round than is believed. One that tells none does not.
    func differs(_ item: ReadReturn, at copy: String, from reporter: String, _ round: String) -> Bool {
        if let other = reporters(of: item, at: copy).first?.value, other != reporter { return true }
        return doubtfulRound(of: item, at: copy) == nil && self.round(of: item, at: copy) != round
    }

    /// What is known of the return of which a copy was made; nil for what is no copy, and where its reporter is not known.
    func original(of item: ReadReturn) -> Original? {
        item.head.bundle.review.original == nil ? nil : originals[item.head.bundle.id]
    }

    /// The id of the return of which a copy was made, where only that tells the copy's reporter or round, or makes the round doubtful; else nil.
    func teller(of item: ReadReturn) -> String? {
        guard original(of: item) != nil else { return nil }
        let believed = [reporters(of: item, at: item.file).first, claimedRounds(of: item, at: item.file).first]
        return believed.contains { $0?.isOfReviewSheet == true } ? item.head.bundle.review.original : nil
    }

    /// The reporters that are named, the one first that is believed: by the sources, in their order, and by the sheet "To review".
    func reporters(of item: ReadReturn, at file: String) -> [IdentityClaim] {
        let told = identity.reporters(of: item, at: file)
        guard let original = original(of: item), !told.isEmpty || original.isSendersWord else { return told }
        let sheet = IdentityClaim(
            value: original.reporter, source: .reviewSheet(copyOf: original.file),
            isSendersWord: original.isSendersWord)
        return told + [sheet]
    }

    /// The rounds that are named, the one first that is believed; none where nothing names one that can be believed.
    func rounds(of item: ReadReturn, at file: String) -> [IdentityClaim] {
        let claimed = claimedRounds(of: item, at: file)
        return claimed.first.map(isDoubtful) == true ? [] : claimed
    }

    /// The round of a copy's original where nothing else tells the copy's, only a folder told it, and it is not the current one: the copy is held. Else nil.
    func doubtfulRound(of item: ReadReturn, at file: String) -> String? {
        guard let first = claimedRounds(of: item, at: file).first, isDoubtful(first) else { return nil }
        return first.value
    }

    /// What stands in a field that should tell the round, and tells none; nil where something else tells it.
    func unreadRound(of item: ReadReturn, at file: String) -> UnreadRound? {
        guard let unread = identity.unreadRound(of: item) else { return nil }
        return claimedRounds(of: item, at: file).isEmpty ? unread : nil
    }

    /// Whether nobody can say for which round a return is, though it says something of it.
    func isRoundUnclear(of item: ReadReturn, at file: String) -> Bool {
        doubtfulRound(of: item, at: file) != nil || unreadRound(of: item, at: file) != nil
    }

    private func isDoubtful(_ claim: IdentityClaim) -> Bool {
        claim.isOfReviewSheet && !claim.isSendersWord && claim.value != current
    }

    /// The rounds that are named, whether they can be believed or not. What the sheet "To review" says of it counts where the original is of the same
    /// reporter; where it alone tells the round, it is followed by the current one, which it would be else.
    private func claimedRounds(of item: ReadReturn, at file: String) -> [IdentityClaim] {
        let told = Array(identity.rounds(of: item, at: file).prefix(1))
        guard let original = original(of: item), let round = original.round,
            reporters(of: item, at: file).first?.value == original.reporter
        else { return told }
        let sheet = IdentityClaim(
            value: round, source: .reviewSheet(copyOf: original.file), isSendersWord: original.isRoundSendersWord)
        guard told.isEmpty else { return told + [sheet] }
        return [sheet, IdentityClaim(value: current, source: .currentRound, isSendersWord: false)]
    }

    /// The round that is believed, else the current one.
    func round(of item: ReadReturn, at file: String) -> String { rounds(of: item, at: file).first?.value ?? current }

    private var current: String { identity.survey.definition.round.current }
}
