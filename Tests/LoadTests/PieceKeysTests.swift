import SurveyModel
import Testing

@testable import Load

@Suite("By what lines of an earlier run are known")
struct PieceKeysTests {
    private func item(
        _ sha256: String = "a", _ file: String = "b", _ reporter: String = "c", _ round: String = "d",
        _ received: String = "e", _ version: String = "f", _ language: String = "g", _ state: ReturnState = .live,
        _ supersededBy: String? = nil, body: String = "", part: String = "", toldBy: String? = nil
    ) -> Return {
        var item = Return(
            sha256: sha256, file: file, reporter: reporter, round: round, received: received, version: version,
            language: language, state: state, supersededBy: supersededBy)
        item.body = body
        item.part = part
        item.toldBy = toldBy
        return item
    }

    @Test("all that is known of a return is among what its lines are made of")
    func members() {
        let others = [
            item(), item("x"), item("a", "x"), item("a", "b", "x"), item("a", "b", "c", "x"),
            item("a", "b", "c", "d", "x"), item("a", "b", "c", "d", "e", "x"), item("a", "b", "c", "d", "e", "f", "x"),
            item("a", "b", "c", "d", "e", "f", "g", .superseded),
            item("a", "b", "c", "d", "e", "f", "g", .live, ""), item("a", "b", "c", "d", "e", "f", "g", .live, "x"),
            item(body: "x"), item(part: "x"), item(toldBy: "x"),
        ]
        #expect(Set(others.map { PieceKeys.texts(of: $0) }).count == others.count)
        // Whoever adds a member adds it there, and one more above: that which took a return's place may be missing.
        #expect(Mirror(reflecting: item()).children.count + 2 == others.count)
    }
}
