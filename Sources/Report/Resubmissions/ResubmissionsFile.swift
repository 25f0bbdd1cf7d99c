public import SurveyModel

/// `resubmissions.json`: each return that took another's place, compared with it. It has every answer and issue; the page shows the first of many.
public enum ResubmissionsFile {
    /// The file: an array with an object for each comparison, in the result's order. `answers` has a line for each that was added, removed or
    /// changed; `solved` and `new` have issues as in `issues.json`, those that are solved as they were; `uncompared`, where one of the two has more
    /// issues than are told, says how many are therefore in neither.
    public static func json(_ result: RunResult) -> [UInt8] {
        let language = result.definition.language
        // As they stand now: a decision may have settled what is new.
        let wanted = Set(result.resubmissions.flatMap { $0.raised.map(\.fingerprint) })
        let present = Dictionary(
            result.issues.filter { wanted.contains($0.fingerprint) }.map { ($0.fingerprint, $0) }
        ) { first, _ in first }
        var room = AlikeRoom()
        func object(_ issue: Issue) -> String {
            var json = JSONWriter()
            IssueFiles.object(issue, language: language, &room, to: &json)
            return String(decoding: json.bytes, as: UTF8.self)
        }
        let comparisons = result.resubmissions.map { item in
            let solved = item.solved.map(object)
            let raised = item.raised.map { object(present[$0.fingerprint] ?? $0) }
            var members = [
                ("reporter", JSONText.quoted(item.reporter)), ("return", JSONText.quoted(item.returnID)),
                ("replaces", JSONText.quoted(item.earlierID)), ("answers", lines(item.changes.map(answer))),
                ("solved", lines(solved)), ("new", lines(raised)),
            ]
            if let uncompared = item.uncompared { members.append(("uncompared", String(uncompared))) }
            return "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",\n") + "}"
        }
        return Array((lines(comparisons) + "\n").utf8)
    }

    /// An array with an item a line; the items are JSON already.
    private static func lines(_ items: [String]) -> String {
        items.isEmpty ? "[]" : "[\n" + items.joined(separator: ",\n") + "\n]"
    }

    private static func answer(_ change: Resubmission.Change) -> String {
        let members: [(String, String?)] = [
            ("table", change.table), ("key", change.record), ("field", change.field), ("place", change.place),
            ("was", change.was), ("is", change.now), ("effect", effect(change)),
        ]
        let written = members.compactMap { member in
            member.1.map { "\"\(member.0)\":\(JSONText.quoted($0))" }
        }
        return "{" + written.joined(separator: ",") + "}"
    }

    private static func effect(_ change: Resubmission.Change) -> String {
        if change.was == nil { return "added" }
        return change.now == nil ? "removed" : "changed"
    }
}
