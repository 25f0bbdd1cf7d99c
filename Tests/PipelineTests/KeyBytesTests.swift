import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("What a file is made of, as bytes")
struct KeyBytesTests {
    // MARK: - Values in which nothing is lacking

    private static let message = Message.own(
        .expectedOneOf,
        ["values": .list([.text("a"), .localized(LocalizedText(["en": "b", "fr": "c"]))], by: .wordsOr)])

    private static let issue: SurveyModel.Issue = {
        var finding = Finding(
            rule: "r", severity: .error, message: message, table: "t", record: 3, field: "f", sheet: "S", cell: "B2",
            value: "v", expected: .text("e"), suggestion: .text("s"))
        finding.cells = [Origin(sheet: "S", row: 1, column: 2)]
        finding.otherValues = ["w"]
        finding.shownNames = ["S": "•••"]
        finding.alike = [
            AlikeCells(block: .init(row: 1, column: 1, lastRow: 2, lastColumn: 1), value: "v", message: .text("m"))
        ]
        var issue = SurveyModel.Issue(
            fingerprint: "f", reporter: "AAA", round: "2026", returnID: "r", finding: finding, state: .open,
            decision: Decision(
                fingerprint: "f", action: .correct, seen: "v", value: "w", reason: "why", reviewer: "A", agreedBy: "B",
                date: CalendarDay.distantPast, expires: CalendarDay.distantPast),
            change: .new, explanation: RespondentAnswer(choice: "right", remark: "so"))
        issue.sharedQuestion = "g"
        return issue
    }()

    private static let returned: Return = {
        var item = Return(
            sha256: "a", file: "a.xlsx", reporter: "AAA", round: "2026", received: "2026-01-01", version: "1",
            language: "en", state: .live, supersededBy: "b")
        item.toldBy = "c"
        item.body = "parks"
        item.part = "cover"
        return item
    }()
    private static let reporter = Reporter(code: "AAA", name: "Aland", language: "fr", contact: "a@example.org")
    private static let coverage = TableCoverage(
        returnID: "r", reporter: "AAA", round: "2026", table: "t", asked: 4, given: 3, records: 2, published: 1)
    private static let coding = ReturnCoding(
        list: "kinds", raw: "docter", code: "doctor", method: "edit-distance", confidence: 0.8,
        suggestions: ["nurse"], count: 2, origin: Origin(sheet: "S", row: 4, column: 1))
    private static let copy = AnnotatedCopy(
        sha256: "a", name: "a.xlsx", language: "fr", folder: "AAA", number: "-a", isPrivate: false)

    // MARK: - Tests

    @Test("each member counts that a type encodes, but for how an issue relates to the last run")
    func members() throws {
        try expectEachCounts(in: Self.issue, but: ["change"]) { $0.append($1) }
        try expectEachCounts(in: Self.returned) { $0.append($1) }
        try expectEachCounts(in: Self.reporter) { $0.append($1) }
        try expectEachCounts(in: Self.coverage) { $0.append($1) }
        try expectEachCounts(in: Self.coding) { $0.append($1) }
        try expectEachCounts(in: Self.copy) { $0.append($1) }
    }

    @Test("each member of a content counts")
    func contents() {
        func content(
            sha256: String = "a", file: String = "a.xlsx", path: String = "archive/a", isAbsent: Bool = false,
            copies: [String] = [], firstSeen: String = "", folderDay: String = "", isLost: Bool = false,
            countedAs: String? = nil
        ) -> ReceivedContent {
            ReceivedContent(
                sha256: sha256, file: file, path: path, isAbsent: isAbsent, copies: copies, firstSeen: firstSeen,
                folderDay: folderDay, isLost: isLost, countedAs: countedAs)
        }
        // One that it gets more is to be changed here too.
        #expect(Mirror(reflecting: content()).children.count == 9)
        let contents = [
            content(), content(sha256: "b"), content(file: "b"), content(path: "b"), content(isAbsent: true),
            content(copies: ["b"]), content(firstSeen: "2026-01-01T00:00:00Z"), content(folderDay: "2026-01-01"),
            content(isLost: true), content(countedAs: "b"),
        ]
        #expect(Set(contents.map { content in hash { $0.append(content) } }).count == contents.count)
    }

    @Test("where one ends another begins, and what is not there is not what is empty")
    func different() {
        let texts: [String?] = [nil, "", "a", "b", "ab", "\u{E9}", "e\u{301}"]
        #expect(Set(texts.map { text in hash { $0.append(text) } }).count == texts.count)
        let lists: [[[String]]] = [
            [], [[]], [[], []], [["ab", "c"]], [["a", "bc"]], [["a", "b"]], [["a"], ["b"]], [["a"], [], ["b"]],
        ]
        let hashes = lists.map { list in
            hash { $0.append(all: list) { $0.append(all: $1) { $0.append($1) } } }
        }
        #expect(Set(hashes).count == lists.count)
        let numbers = [0, 1, -1, 127, 128, 300, Int.min, Int.max]
        #expect(Set(numbers.map { number in hash { $0.append(number) } }).count == numbers.count)
        let measures = [0.0, -0.0, 0.5, .infinity, .nan]
        #expect(Set(measures.map { measure in hash { $0.append(measure) } }).count == measures.count)
    }

    @Test("equal texts in several languages give the same, whatever the order in which a dictionary has them")
    func equal() {
        let texts = ["en", "fr", "es", "de", "pt", "it", "nl"]
        // Their order depends on how much room they were given.
        let hashes = [0, 8, 64, 1_024].map { room in
            var words = [String: String](minimumCapacity: room)
            for language in texts { words[language] = "text in \(language)" }
            let finding = Finding(rule: "r", severity: .note, message: .localized(LocalizedText(words)))
            let issue = SurveyModel.Issue(
                fingerprint: "f", reporter: "", round: "", returnID: "", finding: finding, state: .open)
            return hash { $0.append(issue) }
        }
        #expect(Set(hashes).count == 1 && hashes.first?.count == 64)
    }

    @Test("what kind of file it is counts, and the survey")
    func kinds() throws {
        let survey = try SpecimenSurvey.load()
        let made = MadeFiles(survey)
        #expect(made.key("copy") { $0.append("a") } == MadeFiles(survey).key("copy") { $0.append("a") })
        #expect(made.key("copy") { $0.append("a") } != made.key("letter") { $0.append("a") })
        #expect(made.key("copy") { $0.append("a") } != made.key("copy") { $0.append("b") })
        let titled = MadeFiles(
            try SpecimenSurvey.load(
                SpecimenSurvey.definition.replacing("title: Specimen", with: "title: Another")))
        let rounds = MadeFiles(
            try SpecimenSurvey.load(SpecimenSurvey.definition.replacing("current: \"2026\"", with: "current: \"2027\""))
        )
        let keys = [made, titled, rounds].map { $0.key("copy") { $0.append("a") } }
        #expect(Set(keys).count == 3)
    }

    // MARK: - Changes

    private func hash(_ append: (inout KeyBytes) -> Void) -> String {
        var bytes = KeyBytes()
        append(&bytes)
        return bytes.hash
    }

    /// Changes each part of what a value encodes, and sees that its bytes change.
    private func expectEachCounts<Value: Codable>(
        in value: Value, but exceptions: Set<String> = [], _ append: (inout KeyBytes, Value) -> Void
    ) throws {
        #expect(Self.lacking(in: value) == [])
        let own = hash { append(&$0, value) }
        let tree = try Encoded(value)
        for (path, trees) in tree.changes {
            var others: [Value] = []
            for changed in trees {
                // Of several texts those fit that the member's type knows.
                if let other = try? changed.decoded(as: Value.self), try Encoded(other) != tree { others.append(other) }
            }
            let other = try #require(others.first, "nothing else can stand at \(path)")
            let isSame = hash { append(&$0, other) } == own
            #expect(isSame == exceptions.contains(path), "\(path) of \(Value.self)")
        }
    }

    /// Where a value has nothing although it might have something: such a member could not be changed.
    private static func lacking(in value: Any, at path: String = "") -> [String] {
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional, .collection, .dictionary, .set: if mirror.children.isEmpty { return [path] }
        default: break
        }
        return mirror.children.flatMap { lacking(in: $0.value, at: "\(path).\($0.label ?? "")") }
    }
}

/// What a value encodes, as a tree of which each part can be changed.
private indirect enum Encoded: Codable, Hashable {
    case none
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([Encoded])
    case members([String: Encoded])

    /// Texts of which each kind of word among the members of types knows one.
    private static let words = ["warning", "asked", "waive", "held", "reopened", MessageKey.wordsComma.rawValue]

    init(_ value: some Encodable) throws {
        self = try JSONDecoder().decode(Self.self, from: JSONEncoder().encode(value))
    }

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .none
        } else if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let items = try? value.decode([Encoded].self) {
            self = .list(items)
        } else {
            self = .members(try value.decode([String: Encoded].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .none: try value.encodeNil()
        case .flag(let flag): try value.encode(flag)
        case .number(let number): try value.encode(number)
        case .text(let text): try value.encode(text)
        case .list(let items): try value.encode(items)
        case .members(let members): try value.encode(members)
        }
    }

    func decoded<Value: Decodable>(as type: Value.Type) throws -> Value {
        try JSONDecoder().decode(type, from: JSONEncoder().encode(self))
    }

    /// For each part the trees that differ in it alone, of which one may be read.
    var changes: [(path: String, trees: [Encoded])] {
        switch self {
        case .none: []
        case .flag(let flag): [("", [.flag(!flag)])]
        case .number(let number): [("", [.number(number + 1)])]
        case .text(let text): [("", ([text + "x"] + Self.words).filter { $0 != text }.map { .text($0) })]
        case .list(let items):
            [("[]", [.list(Array(items.dropLast()))])]
                + items.indices.flatMap { index in
                    items[index].changes.map { change in
                        ("[\(index)]\(change.path)", change.trees.map { .list(items.replacing(index, with: $0)) })
                    }
                }
        case .members(let members):
            members.sorted { $0.key < $1.key }.flatMap { name, member in
                member.changes.map { change in
                    let isIn = !change.path.isEmpty && !change.path.hasPrefix("[")
                    return (
                        name + (isIn ? "." : "") + change.path,
                        change.trees.map { .members(members.merging([name: $0]) { $1 }) }
                    )
                }
            }
        }
    }
}

extension Array {
    fileprivate func replacing(_ index: Int, with element: Element) -> [Element] {
        var copy = self
        copy[index] = element
        return copy
    }
}
