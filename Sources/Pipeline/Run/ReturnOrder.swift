import SurveyModel

/// A return's place in time.
struct ReturnOrder: Sendable {
    /// By the survey's date field.
    let completed: String
    /// The date in its path.
    let received: String
    /// When the file says that it was saved last.
    let saved: String
    /// Whether it is still in the inbox.
    private(set) var isPresent: Bool
    /// When it was first received, by the archive's receipts.
    let firstSeen: String
    /// Its place among the annotated copies that were made of one another; nil where it is none, and there is none of it.
    let making: CopyOrder.Span?

    /// Whether this is the later. A copy that came back is later than what it was made of, whatever its dates say. What one of the two does not tell is
    /// passed over: no date is not an early date.
    func isLater(
        than other: ReturnOrder, by policy: ReportersDefinition.Resubmissions, _ after: InboxDefinition.After
    ) -> Bool {
        if let told = isMade(after: other) { return told }
        let said = [(completed, other.completed), (received, other.received), (saved, other.saved)]
        switch (policy, after) {
        case (.arrival, _), (.decision, _):
            if arrival != other.arrival { return arrival > other.arrival }
            return Self.tells(said) ?? (isPresent && !other.isPresent)
        case (.completed, .move):
            // None is there any more: what came last takes the other's place as it would have in the inbox. Of two that came together one may have been
            // taken out.
            return Self.tells(said + [(firstSeen, other.firstSeen)]) ?? (isPresent && !other.isPresent)
        case (.completed, .leave):
            if let told = Self.tells(said) { return told }
            if isPresent != other.isPresent { return isPresent }
            // Of two that have left the inbox the later counts on: the other had lost its place to it.
            return !isPresent && Self.tells([(firstSeen, other.firstSeen)]) ?? false
        }
    }

    /// Whether this was made of the other; nil where neither was.
    private func isMade(after other: ReturnOrder) -> Bool? {
        guard let making, let others = other.making else { return nil }
        return making.isMade(of: others) ? true : others.isMade(of: making) ? false : nil
    }

    /// Whether this is the later for that alone that it lies in the inbox, and the other does not: if it were moved out, nothing would tell.
    func isLaterByPlace(
        than other: ReturnOrder, by policy: ReportersDefinition.Resubmissions, _ after: InboxDefinition.After
    ) -> Bool {
        var moved = self
        moved.isPresent = false
        return isLater(than: other, by: policy, after) && !moved.isLater(than: other, by: policy, after)
    }

    /// Whether this, which came first, lies in the inbox, and the other does not: somebody may have gone back to it.
    func isBack(before other: ReturnOrder) -> Bool {
        isPresent && !other.isPresent && !firstSeen.isEmpty && firstSeen < other.firstSeen
    }

    /// What puts returns whose place was taken in an order, the earliest first, whatever they do not tell.
    func sortKey(by policy: ReportersDefinition.Resubmissions) -> [String] {
        let (day, time) = arrival
        let said = [completed, received, saved]
        return policy == .completed ? said + [day, time] : [day, time] + said
    }

    /// What the first pair says that says anything.
    private static func tells(_ pairs: [(mine: String, others: String)]) -> Bool? {
        pairs.first { !$0.mine.isEmpty && !$0.others.isEmpty && $0.mine != $0.others }.map { $0.mine > $0.others }
    }

    /// The day of arrival, and within it the receipt's time.
    private var arrival: (day: String, time: String) { (Self.day(received: received, firstSeen: firstSeen), firstSeen) }

    /// The day by which a return had come: that of its first receipt, or an earlier one that a folder tells in which it lies or has lain. A content
    /// that came in time is not late for coming again; empty where none tells.
    static func firstDay(of read: ReadReturn, _ identity: ReturnIdentity) -> String {
        let folders = ([read.file] + read.copies).map { identity.received(in: $0) }
        return (folders + [read.folderDay, String(read.firstSeen.prefix(10))]).filter { !$0.isEmpty }.min() ?? ""
    }

    /// The day of arrival: by the path, else by the receipt; empty where neither tells.
    static func day(received: String, firstSeen: String) -> String {
        received.isEmpty ? String(firstSeen.prefix(10)) : received
    }
}
