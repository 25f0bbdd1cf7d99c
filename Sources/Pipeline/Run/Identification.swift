import SurveyModel

/// Whose returns are and for which round, annotated copies that came back among them.
///
/// Such a copy tells on its sheet "To review" of which return it was made. Where no source of the survey tells whose it is, it is that reporter's, for
/// respondents save it under the name that Canvass gave it; where one does, that is believed, and the sheet only compared with it.
///
/// The sheet is a sender's word: anybody can write into a file what they like. So it is believed no further than what senders can say without it, and tells
/// no reporter whom only a folder of the inbox tells for the original: else a file from anywhere could take the place of one who has a folder of its own.
struct Identification {
    /// What is known of a return of which a copy was made.
    struct Original {
        /// Its path in the inbox.
        let file: String
        let reporter: String
        /// Whether it was told by what senders write.
        let isSendersWord: Bool
        /// Nil where nothing told it.
        let round: String?
    }

    private let identity: ReturnIdentity
    /// What is known of the original of each copy, by the copy's id; those whose reporter nobody knows are left out.
    private var originals: [String: Original] = [:]

    /// Finds what copies were made of among the returns that the survey has received, whatever their order. O(n).
    init(_ read: [ReadReturn], _ identity: ReturnIdentity) {
        self.identity = identity
        let copies = read.filter { $0.head.bundle.format != nil && $0.head.bundle.review.original != nil }
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

    /// Returns by their ids. Of two with one id, what could be read: the other was refused for its id.
    static func byID(_ read: [ReadReturn]) -> [String: ReadReturn] {
        Dictionary(read.map { ($0.head.bundle.id, $0) }) { $0.head.bundle.format == nil ? $1 : $0 }
    }

    private func original(_ item: ReadReturn) -> Original? {
        let reporters = reporters(of: item, at: item.file)
        guard let reporter = reporters.first?.value else { return nil }
        return Original(
            file: item.file, reporter: reporter,
            isSendersWord: reporters.contains { $0.value == reporter && $0.isSendersWord },
            round: rounds(of: item, at: item.file).first?.value)
    }

    /// What is known of the return of which a copy was made; nil for what is no copy, and where its reporter is not known.
    func original(of item: ReadReturn) -> Original? {
        item.head.bundle.review.original == nil ? nil : originals[item.head.bundle.id]
    }

    /// The id of the return of which a copy was made, where only that tells the copy's reporter or round; else nil.
    func teller(of item: ReadReturn) -> String? {
        guard original(of: item) != nil else { return nil }
        let believed = [reporters(of: item, at: item.file).first, rounds(of: item, at: item.file).first]
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

    /// The rounds that are named, the one first that is believed; none where nothing names one. What the sheet "To review" says of it counts where the
    /// original is of the same reporter; where it alone tells the round, it is followed by the current one, which it would be else.
    func rounds(of item: ReadReturn, at file: String) -> [IdentityClaim] {
        let told = Array(identity.rounds(of: item, at: file).prefix(1))
        guard let original = original(of: item), let round = original.round,
            reporters(of: item, at: file).first?.value == original.reporter
        else { return told }
        let sheet = IdentityClaim(value: round, source: .reviewSheet(copyOf: original.file), isSendersWord: true)
        guard told.isEmpty else { return told + [sheet] }
        return [sheet, IdentityClaim(value: current, source: .currentRound, isSendersWord: false)]
    }

    /// The round that is believed, else the current one.
    func round(of item: ReadReturn, at file: String) -> String { rounds(of: item, at: file).first?.value ?? current }

    private var current: String { identity.survey.definition.round.current }
}
