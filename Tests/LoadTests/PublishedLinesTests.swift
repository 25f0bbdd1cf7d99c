import Foundation
import Load
import SurveyModel
import Synchronization
import Testing

@Suite("Lines of an earlier run")
struct PublishedLinesTests {
    /// Records that cannot be read any more, but for those of a return that is another one now.
    private struct Unreadable: ReturnRecords {
        struct Read: Error {}
        let held: any ReturnRecords
        var changed: String?
        /// How often records were read.
        let reads = Counter()

        func blocks(of returnID: String) -> [Int] { held.blocks(of: returnID) }

        func records(of returnID: String, blocks: Range<Int>) throws -> [Record] {
            guard returnID == changed else { throw Read() }
            reads.add()
            return try held.records(of: returnID, blocks: blocks)
        }

        func places(of returnID: String) throws -> [FieldPlace] {
            guard returnID == changed else { throw Read() }
            return try held.places(of: returnID)
        }

        func state(of returnID: String) -> String? {
            held.state(of: returnID).map { returnID == changed ? "\($0) changed" : $0 }
        }
    }

    private final class Counter: Sendable {
        private let number = Mutex(0)
        var value: Int { number.withLock { $0 } }
        func add() { number.withLock { $0 += 1 } }
    }

    private func publication(_ records: (any ReturnRecords) -> any ReturnRecords = { $0 }) throws -> Publication {
        let publication = try SpecimenSurvey.publication()
        return Publication(
            survey: publication.survey, definition: publication.definition, returns: publication.returns,
            disposition: publication.disposition, labels: publication.labels, records: records(publication.records))
    }

    /// Writes a run into a folder; gives its files by path, with what they hold.
    private func write(
        _ publication: Publication, to folder: ScratchFolder, version: String = "1", earlier: EarlierLines? = nil
    ) throws -> (files: [String: [UInt8]], lines: PublishedLines) {
        try publication.run(into: folder, version: version, earlier: earlier)
    }

    @Test("what is made of the same is taken without reading a record, and comes out byte for byte")
    func taken() throws {
        let scratch = try ScratchFolder()
        let first = try write(try publication(), to: scratch)
        let lines = try #require(PublishedLines(first.lines.text))
        #expect(lines == first.lines)
        let earlier = try #require(EarlierLines(lines, in: scratch.url))
        let second = try write(
            try publication { Unreadable(held: $0) }, to: try ScratchFolder(), earlier: earlier)
        #expect(second.files == first.files)
        #expect(second.lines == first.lines)
    }

    @Test("a return that is another one now is read, and the others are not")
    func changed() throws {
        let scratch = try ScratchFolder()
        let first = try write(try publication(), to: scratch)
        let earlier = try #require(EarlierLines(first.lines, in: scratch.url))
        let ids = try publication().returns.filter { $0.state != .refused }.map(\.id)
        #expect(ids.count > 1)
        for id in ids {
            let records = Unreadable(held: try publication().records, changed: id)
            let second = try write(
                try publication { _ in records }, to: try ScratchFolder(), earlier: earlier)
            #expect(second.files == first.files)
            #expect(records.reads.value == 1)
        }
    }

    @Test("a return of several pieces is taken piece by piece")
    func pieces() throws {
        let scratch = try ScratchFolder()
        let records = HeldRecords([
            SpecimenSurvey.bundle("a", (1...5_000).map { SpecimenSurvey.shortRecord($0, "No. \($0)") })
        ])
        let specimen = try publication()
        func large(_ records: any ReturnRecords) -> Publication {
            Publication(
                survey: specimen.survey, definition: specimen.definition,
                returns: specimen.returns.filter { $0.id == SpecimenSurvey.id("a") },
                disposition: specimen.disposition, labels: specimen.labels, records: records)
        }
        let first = try write(large(records), to: scratch)
        #expect(first.lines.text.split(separator: "\n\n").last?.split(separator: "\n").count == 2)
        let earlier = try #require(EarlierLines(first.lines, in: scratch.url))
        let second = try write(
            large(Unreadable(held: records)), to: try ScratchFolder(), earlier: earlier)
        #expect(second.files == first.files)
    }

    @Test("another program or survey makes all lines anew")
    func version() throws {
        let scratch = try ScratchFolder()
        let first = try write(try publication(), to: scratch)
        let earlier = try #require(EarlierLines(first.lines, in: scratch.url))
        #expect(throws: Unreadable.Read.self) {
            try write(
                try publication { Unreadable(held: $0) }, to: try ScratchFolder(), version: "2", earlier: earlier)
        }
    }

    @Test(
        "a file that is not what it was gives none of its lines",
        arguments: ["dataset/practices.csv", "lineage/values.csv", "lineage/returns.csv"])
    func touched(_ path: String) throws {
        let scratch = try ScratchFolder()
        let first = try write(try publication(), to: scratch)
        let file = scratch.url.appending(path: path)
        var bytes = try Data(contentsOf: file)
        bytes[bytes.count - 2] ^= 1
        try bytes.write(to: file)
        let earlier = try #require(EarlierLines(first.lines, in: scratch.url))
        #expect(throws: Unreadable.Read.self) {
            try write(try publication { Unreadable(held: $0) }, to: try ScratchFolder(), earlier: earlier)
        }
        #expect(try write(try publication(), to: try ScratchFolder(), earlier: earlier).files == first.files)
        // One that is shorter than it was.
        try Data(bytes.prefix(3)).write(to: file)
        #expect(try write(try publication(), to: try ScratchFolder(), earlier: earlier).files == first.files)
    }

    @Test(
        "records that are kept out for another reason, for fewer, or no more, are written anew",
        arguments: [
            [("constraint.maximum", "Found: something else."), ("second", "Found: second.")],
            [("constraint.maximum", "Found: constraint.maximum.")], [],
        ])
    func reasons(_ issues: [(rule: String, message: String)]) throws {
        let scratch = try ScratchFolder()
        let publication = try publication()
        let first = try write(publication, to: scratch)
        let earlier = try #require(EarlierLines(first.lines, in: scratch.url))
        let told = issues.map { rule, message in
            SurveyModel.Issue(
                fingerprint: rule, reporter: "AAA", round: "2026", returnID: SpecimenSurvey.id("a"),
                finding: Finding(
                    rule: rule, severity: .error, message: .text(message), table: "practices", record: 2), state: .open)
        }
        let other = Publication(
            survey: publication.survey, definition: publication.definition, returns: publication.returns,
            disposition: Disposition(issues: told, returns: publication.returns, definition: publication.definition),
            labels: publication.labels, records: publication.records)
        let anew = try write(other, to: try ScratchFolder())
        #expect(anew.files != first.files)
        #expect(try write(other, to: try ScratchFolder(), earlier: earlier).files == anew.files)
    }

    @Test(
        "text that does not tell of lines is not taken for such",
        arguments: [
            "", "no sense", "a\t1\n\nkey\thash", "a\t1\n\nkey\thash\t1,2", "a\t1\n\nkey\thash\t-1", "a\tb\n\n",
            // As an earlier build has written it: one hash for all files.
            "a\t1\nb\t1\n\nkey\thash\t1,2",
        ])
    func nonsense(_ text: String) {
        #expect(PublishedLines(text) == nil)
    }

    @Test("marks that are none fit to no lines")
    func marks() throws {
        let scratch = try ScratchFolder()
        let first = try write(try publication(), to: scratch)
        let altered = first.lines.text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard parts.count == 3 else { return String(line) }
            let marks = parts[1].split(separator: ",").map { _ in String(repeating: "f", count: 64) }
            return "\(parts[0])\t\(marks.joined(separator: ","))\t\(parts[2])"
        }
        let lines = try #require(PublishedLines(altered.joined(separator: "\n")))
        let earlier = try #require(EarlierLines(lines, in: scratch.url))
        #expect(try write(try publication(), to: try ScratchFolder(), earlier: earlier).files == first.files)
        #expect(throws: Unreadable.Read.self) {
            try write(try publication { Unreadable(held: $0) }, to: try ScratchFolder(), earlier: earlier)
        }
    }

    @Test("files that are longer or shorter than they should be give no lines")
    func otherLengths() throws {
        let scratch = try ScratchFolder()
        let first = try write(try publication(), to: scratch)
        let file = scratch.url.appending(path: "rejected/remarks.csv")
        let bytes = try Data(contentsOf: file)
        let others: [Data] = [bytes + Data("x".utf8), Data(bytes.dropLast())]
        for other in others {
            try other.write(to: file)
            #expect(EarlierLines(first.lines, in: scratch.url) == nil)
        }
        try bytes.write(to: file)
        #expect(EarlierLines(first.lines, in: scratch.url) != nil)
    }

    @Test("lengths that no file has lead nowhere")
    func lengths() throws {
        let scratch = try ScratchFolder()
        _ = try write(try publication(), to: scratch)
        let text = "dataset/practices.csv\t5\n\nkey\thash\t\(Int.max)\nother\thash\t\(Int.max)"
        #expect(EarlierLines(try #require(PublishedLines(text)), in: scratch.url) == nil)
    }
}
