import Foundation
import Load
import StableStorage
import SurveyModel
import Synchronization

/// Bundles as files, named by the hashes of content and definition, so that no return is read twice under one definition.
///
/// They are a cache: one that is damaged, such as by a power cut, is none, and its return is read anew. So nothing waits for the disk here.
struct BundleCache: Sendable {
    private let folder: URL
    private let definition: String
    private let needsName: Bool
    private let compared = ComparedSections()
    /// Where the fields of returns stand: those that fill in one questionnaire have it all alike.
    private let knownPlaces = Memory<PlacesKey, [FieldPlace]?>(most: 64)

    /// What tells the places of a section's bytes: their hash, and how many they are.
    private struct PlacesKey: Hashable {
        let hash: [UInt8]
        let count: Int
    }

    /// Of sections with more bytes the places are not remembered.
    private static let mostBytesOfKnownPlaces = 1 << 14

    /// - Parameters:
    ///   - output: the survey's output folder.
    ///   - readingHash: what the reading of a return depends on beside the return.
    ///   - needsName: whether the definition looks at a file's name.
    init(_ output: URL, readingHash: String, needsName: Bool = false) {
        self.needsName = needsName
        folder = output.appending(path: "bundles", directoryHint: .isDirectory)
        definition = String(readingHash.prefix(16))
    }

    private func path(_ sha256: String) -> String {
        "\(folder.path)/\(sha256)-\(definition).bundle"
    }

    /// The bundle of a content, if it was read under this definition and under this name: a CSV file's sheet carries the file's name, and
    /// overrides look at it.
    func bundle(_ sha256: String, name: String) -> ReturnBundle? {
        guard let bundle = whole(sha256) else { return nil }
        return isOf(bundle, sha256, name) ? bundle : nil
    }

    /// The bundle of a content, whatever its name.
    func whole(_ sha256: String) -> ReturnBundle? {
        guard let file = BundleFile(path(sha256)), let bytes = file.bytes(0, file.size) else { return nil }
        return try? BundleReader.bundle(in: bytes)
    }

    /// The head of such a bundle, of which the rest is there in its full length.
    func head(_ sha256: String, name: String, pool: TextPool? = nil) -> BundleHead? {
        guard let file = BundleFile(path(sha256)), let head = file.head(pool), head.layout?.fileSize == file.size else {
            return nil
        }
        return isOf(head.bundle, sha256, name) ? head : nil
    }

    /// What became of the texts that were matched; nil where the file is damaged.
    func codings(_ sha256: String) -> [ReturnCoding]? { BundleFile(path(sha256))?.head(nil)?.bundle.codings }

    /// Some sections of records; nil where the file is damaged.
    func sections(_ sha256: String, in layout: BundleLayout, _ sections: [BundleSection]) -> [RecordSection]? {
        guard let file = BundleFile(path(sha256)) else { return nil }
        var opened: [RecordSection] = []
        opened.reserveCapacity(sections.count)
        while opened.count < sections.count {
            // Those that stand one behind the other are read at once: a return's are many and short.
            let start = layout.range(of: sections[opened.count]).lowerBound
            var ranges = [layout.range(of: sections[opened.count])]
            for section in sections[(opened.count + 1)...] {
                let next = layout.range(of: section)
                guard next.lowerBound == ranges[ranges.count - 1].upperBound else { break }
                ranges.append(next)
            }
            guard let bytes = file.bytes(start, ranges[ranges.count - 1].upperBound - start) else { return nil }
            for range in ranges {
                let isKnown = compared.contains(range.lowerBound, of: file.stamp)
                let place = range.lowerBound - start..<range.upperBound - start
                guard let own = try? RecordSection(sections[opened.count], in: bytes, place, isKnown: isKnown)
                else { return nil }
                if !isKnown { compared.insert(range.lowerBound, of: file.stamp) }
                opened.append(own)
            }
        }
        return opened
    }

    /// The records of some sections; nil where the file is damaged.
    func records(_ sha256: String, in layout: BundleLayout, _ sections: [BundleSection]) -> [Record]? {
        try? self.sections(sha256, in: layout, sections)?.flatMap { try $0.records() }
    }

    /// Where a return's fields stand; nil where the file is damaged.
    func places(_ sha256: String, in layout: BundleLayout) -> [FieldPlace]? {
        guard let file = BundleFile(path(sha256)), let section = layout.sections.first(where: \.table.isEmpty) else {
            return nil
        }
        let range = layout.range(of: section)
        guard let bytes = file.bytes(range.lowerBound, range.count),
            let content = try? BundleReader.content(of: bytes.indices, in: bytes)
        else { return nil }
        let read = { try? BundleReader.places(section, in: bytes, bytes.indices) }
        guard content.count <= Self.mostBytesOfKnownPlaces else { return read() }
        // The hash has just been found to be that of these very bytes.
        let key = PlacesKey(hash: Array(bytes[content.upperBound...]), count: section.count)
        return knownPlaces.value(of: key, read)
    }

    private func isOf(_ bundle: ReturnBundle, _ sha256: String, _ name: String) -> Bool {
        guard bundle.sha256 == sha256 else { return false }
        // Why a file cannot be read is said with its whole name.
        guard bundle.format != nil else { return bundle.name == PathName.last(of: name) }
        guard needsName || bundle.format == "csv" else { return true }
        return bundle.name == PathName.stem(of: name)
    }

    /// Keeps a bundle.
    func keep(_ bundle: ReturnBundle) throws {
        try keep(BundleWriter.bytes(of: bundle), of: bundle.sha256)
    }

    /// Keeps a bundle as ``BundleWriter`` has written it.
    func keep(_ bytes: [UInt8], of sha256: String) throws {
        try write(bytes, to: path(sha256))
        forgetFailure(sha256)
    }

    // MARK: - Failures

    /// A mark in the place of a bundle: the content's worker failed once.
    private func mark(_ sha256: String) -> String {
        "\(folder.path)/\(sha256)-\(definition).failed"
    }

    /// Whether this content's worker has failed before, under this definition and in this build of the program.
    ///
    /// A failure is believed at the second time: it may lie in the file, or in the machine, such as somebody who ended the process. Then it
    /// is kept like any other bundle, so that a file which crashes the parser costs two nights and not all.
    func hasFailed(_ sha256: String) -> Bool {
        FileManager.default.fileExists(atPath: mark(sha256))
    }

    /// Notes a first failure.
    func noteFailure(_ sha256: String) throws {
        try write([], to: mark(sha256))
    }

    /// Forgets a failure: what failed once has not failed again.
    func forgetFailure(_ sha256: String) {
        unlink(mark(sha256))
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        do {
            try Folder.makeAlone(folder.path)
            // What the system loses with the power is read anew, and what it damages is noticed.
            try Folder.replace(path, with: bytes, isDurable: false)
        } catch let error as FileSystemError {
            throw PipelineError(error, of: "The bundle of a return")
        }
    }

    /// Removes the bundles of other definitions, which can no longer be asked for.
    func prune() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let kept = ["bundle", "failed"].map { "-\(definition).\($0)" }
        for name in names where !kept.contains(where: { name.hasSuffix($0) }) {
            try? FileManager.default.removeItem(at: folder.appending(path: name))
        }
    }
}

/// The sections of files whose hashes were compared in this run. A run reads its records for store, rules and publication; hashing a large return each
/// time would take longer than its rules.
private final class ComparedSections: Sendable {
    private struct Section: Hashable {
        let file: FileStamp
        let start: Int
    }

    private let sections = Mutex<Set<Section>>([])

    func contains(_ start: Int, of file: FileStamp) -> Bool {
        sections.withLock { $0.contains(Section(file: file, start: start)) }
    }

    func insert(_ start: Int, of file: FileStamp) {
        sections.withLock { _ = $0.insert(Section(file: file, start: start)) }
    }
}

/// A bundle's file, open for reading.
private struct BundleFile {
    private let file: InputFile
    var size: Int { file.size }
    /// What another file in its place, or one that was written again, would not have.
    let stamp: FileStamp

    /// A head that is longer is read again.
    private static let mostlyEnough = 16_384

    init?(_ path: String) {
        guard let file = InputFile(path) else { return nil }
        self.file = file
        stamp = FileStamp(file.status)
    }

    /// So many bytes from a place; nil where there are not so many.
    func bytes(_ offset: Int, _ count: Int) -> [UInt8]? { file.bytes(offset, count) }

    func head(_ pool: TextPool?) -> BundleHead? {
        guard var start = bytes(0, min(size, Self.mostlyEnough)), let length = try? BundleReader.headLength(start)
        else {
            return nil
        }
        if length > start.count {
            guard let more = bytes(0, length) else { return nil }
            start = more
        }
        return try? BundleReader.head(in: start, pool: pool)
    }
}
