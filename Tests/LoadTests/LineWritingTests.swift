import Foundation
import Load
import SurveyModel
import Synchronization
import Testing

@Suite("Lines of several files at once")
struct LineWritingTests {
    // MARK: - Returns

    private static func sha256(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: 12 - digits.count) + digits + String(repeating: "0", count: 52)
    }

    /// Returns, each with so many records, of which every other return has one in the second table too. They stand in this order.
    ///
    /// - Parameter chosen: which of them there are; nil for all.
    private func publication(
        _ counts: [Int], only chosen: [Int]? = nil, records: (any ReturnRecords) -> any ReturnRecords = { $0 }
    ) throws -> Publication {
        let numbers = chosen ?? Array(counts.indices)
        let returns = numbers.map { number in
            Return(
                sha256: Self.sha256(number), file: "AAA-\(number).xlsx", reporter: "AAA", round: "2026",
                received: "2026-03-02", version: "2.0", language: "en", state: .live)
        }
        let bundles = numbers.map { number in
            let records = (0..<counts[number]).map { SpecimenSurvey.shortRecord($0 + 1, "No. \($0) of \(number)") }
            return ReturnBundle(
                sha256: Self.sha256(number), format: "xlsx", version: "2.0", language: "en", name: "return", saved: nil,
                records: records + (number.isMultiple(of: 2) ? [SpecimenSurvey.remark(1, "Of \(number)")] : []),
                places: [], answers: [:], codings: [], findings: [])
        }
        let definition = try SpecimenSurvey.definition()
        return Publication(
            survey: "invented", definition: definition, returns: returns,
            disposition: Disposition(issues: [], returns: returns, definition: definition),
            labels: SpecimenSurvey.labels, records: records(HeldRecords(bundles)))
    }

    /// Records of which those of some returns cannot be read.
    private struct Watched: ReturnRecords {
        struct Unreadable: Error {}
        /// The ids of the returns that were read.
        final class Reads: Sendable {
            private let ids = Mutex<[String]>([])
            var all: [String] { ids.withLock { $0 } }
            func note(_ id: String) { ids.withLock { $0.append(id) } }
        }

        let held: any ReturnRecords
        /// The ids of those that can be read; nil for all.
        var readable: Set<String>?
        let reads = Reads()

        func blocks(of returnID: String) -> [Int] { held.blocks(of: returnID) }

        func records(of returnID: String, blocks: Range<Int>) throws -> [Record] {
            guard readable?.contains(returnID) != false else { throw Unreadable() }
            reads.note(returnID)
            return try held.records(of: returnID, blocks: blocks)
        }

        func places(of returnID: String) throws -> [FieldPlace] { try held.places(of: returnID) }

        func state(of returnID: String) -> String? { held.state(of: returnID) }
    }

    // MARK: - Files

    /// A file that takes no more than so many bytes.
    private final class Breaking: PublishedFile {
        struct Full: Error, Equatable {
            let path: String
        }

        let path: String
        private let most: Int
        private let written = Mutex((bytes: 0, writes: 0))
        var writes: Int { written.withLock { $0.writes } }

        init(_ path: String, most: Int) {
            self.path = path
            self.most = most
        }

        func write(_ bytes: ArraySlice<UInt8>) throws {
            let sum = written.withLock { written in
                written.bytes += bytes.count
                written.writes += 1
                return written.bytes
            }
            if sum > most { throw Full(path: path) }
        }

        func finish() -> WrittenFile { WrittenFile(path: path, sha256: "", size: written.withLock { $0.bytes }) }
    }

    /// A file that takes its time.
    private final class Slow: PublishedFile {
        let path: String
        private let microseconds: UInt32
        private let reads: Watched.Reads
        private let seen = Mutex((writes: 0, most: 0))
        /// The most pieces that were read and not yet written here.
        var most: Int { seen.withLock { $0.most } }

        init(_ path: String, microseconds: UInt32, _ reads: Watched.Reads) {
            self.path = path
            self.microseconds = microseconds
            self.reads = reads
        }

        func write(_ bytes: ArraySlice<UInt8>) {
            usleep(microseconds)
            let begun = reads.all.count
            seen.withLock { seen in
                seen.most = max(seen.most, begun - seen.writes)
                seen.writes += 1
            }
        }

        func finish() -> WrittenFile { WrittenFile(path: path, sha256: "", size: 0) }
    }

    // MARK: - Order

    @Test(
        "files hold the lines in the order of the pieces, however many threads there are and however large each piece is",
        arguments: [2, 3, 8])
    func order(width: Int) throws {
        // Also some whose lines are longer than what is read at once, and more than are put into a file at once.
        let counts = (0..<150).map { [3, 0, 40, 1, 7][$0 % 5] } + [5_000, 2, 900]
        let scratch = try ScratchFolder()
        let alone = try publication(counts).run(into: scratch)
        let several = try publication(counts).run(into: try ScratchFolder(), width: width)
        #expect(several.files == alone.files)
        #expect(several.lines == alone.lines)
        let earlier = try #require(EarlierLines(alone.lines, in: scratch.url))
        let taken = try publication(counts) { Watched(held: $0, readable: []) }.run(
            into: try ScratchFolder(), width: width, earlier: earlier)
        #expect(taken.files == alone.files)
        #expect(taken.lines == alone.lines)
    }

    @Test("what is taken may begin and end with any piece, from none to all, and all else is read", arguments: [1, 3])
    func stretches(width: Int) throws {
        let counts = [3, 0, 2, 1, 5, 1]
        let numbers = Array(counts.indices)
        let scratch = try ScratchFolder()
        let whole = try publication(counts).run(into: scratch)
        let ofWhole = try #require(EarlierLines(whole.lines, in: scratch.url))
        for mask in 0..<(1 << numbers.count) {
            let known = numbers.filter { mask >> $0 & 1 == 1 }
            let new = Set(numbers.filter { !known.contains($0) }.map { String(Self.sha256($0).prefix(12)) })
            // More than there was: what is new stands at the beginning, at the end, or between others.
            let folder = try ScratchFolder()
            let fewer = try publication(counts, only: known).run(into: folder)
            let earlier = try #require(EarlierLines(fewer.lines, in: folder.url))
            let records = Watched(held: try publication(counts).records, readable: new)
            let more = try publication(counts) { _ in records }.run(
                into: try ScratchFolder(), width: width, earlier: earlier)
            #expect(more.files == whole.files && more.lines == whole.lines)
            #expect(Set(records.reads.all) == new)
            // Less than there was: what is taken does not stand together there.
            let less = try publication(counts, only: known) { Watched(held: $0, readable: []) }.run(
                into: try ScratchFolder(), width: width, earlier: ofWhole)
            #expect(less.files == fewer.files && less.lines == fewer.lines)
        }
    }

    // MARK: - Altered files

    @Test("lines that were altered are made anew, whatever the file's time says, and no others", arguments: [1, 3])
    func altered(width: Int) throws {
        let counts = [3, 1, 4, 2, 5]
        let scratch = try ScratchFolder()
        let first = try publication(counts).run(into: scratch)
        for (path, bytes) in first.files where path != "dataset/datapackage.json" {
            guard let head = bytes.firstIndex(of: UInt8(ascii: "\n")), head + 1 < bytes.count else { continue }
            let url = scratch.url.appending(path: path)
            let time = try #require(
                try FileManager.default.attributesOfItem(atPath: url.path)[.modificationDate] as? Date)
            for offset in [head + 1, (head + 1 + bytes.count) / 2, bytes.count - 1] {
                var other = bytes
                other[offset] ^= 1
                try Data(other).write(to: url)
                try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: url.path)
                let earlier = try #require(EarlierLines(first.lines, in: scratch.url))
                let records = Watched(held: try publication(counts).records)
                let second = try publication(counts) { _ in records }.run(
                    into: try ScratchFolder(), width: width, earlier: earlier)
                #expect(second.files == first.files && second.lines == first.lines)
                #expect(records.reads.all.count == 1)
                #expect(throws: Watched.Unreadable.self) {
                    try publication(counts) { Watched(held: $0, readable: []) }.run(
                        into: try ScratchFolder(), width: width, earlier: earlier)
                }
            }
            try Data(bytes).write(to: url)
        }
    }

    @Test("of a file that is cut short while its lines are taken none is lost", arguments: [1, 3])
    func cutShort(width: Int) throws {
        let counts = [Int](repeating: 20, count: 100)
        let scratch = try ScratchFolder()
        let first = try publication(counts).run(into: scratch)
        let earlier = try #require(EarlierLines(first.lines, in: scratch.url))
        for path in ["dataset/practices.csv", "lineage/values.csv"] {
            let bytes = try #require(first.files[path])
            // The file itself, and not another in its place.
            let handle = try FileHandle(forWritingTo: scratch.url.appending(path: path))
            try handle.truncate(atOffset: UInt64(bytes.count / 2))
            try handle.close()
        }
        let second = try publication(counts).run(into: try ScratchFolder(), width: width, earlier: earlier)
        #expect(second.files == first.files && second.lines == first.lines)
    }

    // MARK: - Failures

    @Test(
        "what one file throws ends all, and nothing is written any more",
        arguments: [1, 2, 4], ["dataset/practices.csv", "lineage/values.csv"])
    func fullFile(width: Int, path: String) throws {
        let counts = [Int](repeating: 50, count: 80)
        let scratch = try ScratchFolder()
        let first = try publication(counts).run(into: scratch)
        let known = try #require(EarlierLines(first.lines, in: scratch.url))
        for earlier in [nil, known] {
            var files: [Breaking] = []
            #expect(throws: Breaking.Full(path: path)) {
                try publication(counts).write(width: width, version: "1", earlier: earlier) { own in
                    let file = Breaking(own, most: own == path ? 10_000 : .max)
                    files.append(file)
                    return file
                }
            }
            let writes = files.map(\.writes)
            usleep(20_000)
            #expect(files.map(\.writes) == writes)
        }
    }

    @Test("what a return cannot be read for ends all, and nothing is written any more", arguments: [1, 2, 4])
    func unreadable(width: Int) throws {
        let counts = [Int](repeating: 5, count: 80)
        let readable = Set(counts.indices.filter { $0 != 40 }.map { String(Self.sha256($0).prefix(12)) })
        var files: [Breaking] = []
        #expect(throws: Watched.Unreadable.self) {
            try publication(counts) { Watched(held: $0, readable: readable) }.write(width: width) { path in
                let file = Breaking(path, most: .max)
                files.append(file)
                return file
            }
        }
        let writes = files.map(\.writes)
        usleep(20_000)
        #expect(files.map(\.writes) == writes)
    }

    @Test("no more lines wait for a slow file than there is room for")
    func room() throws {
        let definition = try SpecimenSurvey.definition()
        let returns = (0..<80).map { number in
            Return(
                sha256: Self.sha256(number), file: "AAA-\(number).xlsx", reporter: "AAA", round: "2026",
                received: "2026-03-02", version: "2.0", language: "en", state: .live)
        }
        let long = SpecimenSurvey.shortRecord(1, String(repeating: "x", count: 100_000))
        let bundles = returns.map { item in
            ReturnBundle(
                sha256: item.sha256, format: "xlsx", version: "2.0", language: "en", name: "return", saved: nil,
                records: [long], places: [], answers: [:], codings: [], findings: [])
        }
        let records = Watched(held: HeldRecords(bundles))
        let publication = Publication(
            survey: "invented", definition: definition, returns: returns,
            disposition: Disposition(issues: [], returns: returns, definition: definition), labels: [:],
            records: records)
        var slow: Slow?
        try publication.write(width: 2) { path in
            let isSlow = path == "dataset/practices.csv"
            let file = Slow(path, microseconds: isSlow ? 20_000 : 0, records.reads)
            if isSlow { slow = file }
            return file
        }
        // 2 MiB are 20 of them; some more are in the making.
        let most = try #require(slow?.most)
        #expect(most <= 35)
    }
}
