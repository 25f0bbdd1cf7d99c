import SurveyModel
import Testing

@Suite("Notes of ours")
struct OwnNoteTests {
    private static let text = "To review, no. 2\nIs this right?\nExpected: a number"

    @Test("in a note that says what it said, nothing is anybody else's, however blanks and line ends are written")
    func unaltered() throws {
        let written = OwnNote.written(Self.text)
        // As copies have it that were sent out.
        let end = "\u{2064}\u{2064}\u{2062}\u{2064}\u{2061}\u{2062}\u{2061}\u{2064}\u{2061}\u{2061}"
        #expect(written == "\u{2063}\u{2063}\(Self.text)" + end)
        #expect(try #require(OwnNote(in: written)).told == "")
        #expect(try #require(OwnNote(in: written.replacing("\n", with: "\r\n"))).told == "")
        #expect(try #require(OwnNote(in: written + "\n ")).told == "")
        #expect(OwnNote(in: "As of June.") == nil)
    }

    @Test("an answer that has the signs of our marks is quoted without them, and divides no note")
    func quotedSigns() throws {
        let written = OwnNote.written("“Xx\u{2064}\u{2064}yy\u{2063}\u{2063}” is not a number")
        #expect(try #require(OwnNote(in: written)).told == "")
        #expect(written.contains("“Xxyy”"))
    }

    @Test("what stands in front and behind is told, and all of ours where somebody has changed it")
    func replies() throws {
        let written = OwnNote.written(Self.text)
        let around = try #require(OwnNote(in: "As of June.\n\n\(written)\n\nSee our letter."))
        #expect(around.others == "As of June.\n\nSee our letter." && around.told == around.others)
        let midst = try #require(OwnNote(in: written.replacing("right?", with: "right? Yes, it is.")))
        #expect(midst.others == Self.text.replacing("right?", with: "right? Yes, it is."))
        let figure = try #require(OwnNote(in: written.replacing("no. 2", with: "no. 3")))
        #expect(figure.told.hasPrefix("To review, no. 3"))
    }

    @Test(
        "where what stands last was deleted, and something typed in its place, nothing of it is lost", arguments: 1...10
    )
    func digits(count: Int) throws {
        let rest = String(OwnNote.written(Self.text).dropLast(count))
        let note = try #require(OwnNote(in: rest + "no such thing"))
        #expect(note.told.contains("Is this right?") && note.told.hasSuffix("no such thing"))
    }

    @Test("of a note without an end all is told, and what is surely somebody else's is known")
    func earlier() throws {
        let note = try #require(OwnNote(in: "As of June.\n\n\(OwnNote.mark)\(Self.text)\nYes."))
        #expect(note.told == "As of June.\n\n\(Self.text)\nYes." && note.others == "As of June.")
    }

    @Test("what is told is told alike when it stands in front of a note that is written anew")
    func again() throws {
        let first = try #require(OwnNote(in: "In June.\n\n\(OwnNote.written(Self.text)) Yes."))
        let second = try #require(OwnNote(in: "\(first.others)\n\n\(OwnNote.written("Nothing more."))"))
        #expect(second.told == first.told)
    }
}
