import Foundation
import Load
import Spreadsheets
import SurveyModel

/// The annotated copies and letters that earlier runs have made, with what each was made of.
///
/// Such a file is a function of the survey, the program and one reporter's share of the run. Where all of that is what it was, the file of the last run
/// is taken by a link. What is kept of it is a fact that holds whatever happens to later runs, so nothing has to be taken back after one that broke off.
struct MadeFiles: Sendable {
    /// A file with what tells whether it is still the one that was made.
    struct File: Sendable, Hashable {
        /// Its path in the run's folder.
        let path: String
        let sha256: String
        /// Size, time and number of the file, which links share: somebody who writes into it changes them.
        let stamp: FileStamp
    }

    private static let note = "made files"

    /// What all of them depend on.
    private let survey: [String]
    /// The files, by the hash of what they were made of.
    private let known: [String: [File]]
    /// The path of the last run's folder; nil where there is none, and all is made.
    private let folder: String?

    /// No file is known: all are made.
    init(_ survey: Survey) {
        self.init(survey, known: [:], folder: nil)
    }

    /// What the store knows, to be taken from the last run.
    init(_ survey: Survey, store: Store, history: RunHistory) throws {
        self.init(
            survey, known: Self.read(try store.note(Self.note) ?? ""),
            folder: history.latestID.map { history.folder($0).path })
    }

    private init(_ survey: Survey, known: [String: [File]], folder: String?) {
        self.survey = [
            survey.readingHash, survey.name, survey.definition.round.current, CanvassVersion.current,
            // The same content is compressed otherwise by another version.
            LibraryVersions.zlib, LibraryVersions.libxml2,
        ]
        self.known = known
        self.folder = folder
    }

    /// The hash of what a file is made of: all of it.
    ///
    /// - Parameters:
    ///   - kind: what kind of file it is.
    ///   - inputs: appends all that it is made of beside the survey and the program.
    func key(_ kind: String, _ inputs: (inout KeyBytes) -> Void) -> String {
        var bytes = KeyBytes()
        bytes.append(all: survey + [kind]) { $0.append($1) }
        inputs(&bytes)
        return bytes.hash
    }

    /// Takes the files that were made of the same into a run's folder.
    ///
    /// - Returns: nil where there are none, or one of them is not what it was, or cannot be linked: they are then to be made.
    /// - Throws: ``LoadError`` where the folder cannot be written.
    func take(_ key: String, into run: RunFolder) throws -> [File]? {
        guard let folder, let files = known[key],
            files.allSatisfy({ (try? Inbox.stamp(of: "\(folder)/\($0.path)")) == $0.stamp })
        else { return nil }
        var taken: [File] = []
        for file in files {
            guard try run.take(file.path, from: folder) else {
                // What was taken of several is made anew with the rest.
                for file in taken { unlink("\(run.draft)/\(file.path)") }
                return nil
            }
            taken.append(file)
        }
        return files
    }

    // MARK: - For the next run

    /// Remembers the files of a run that was published.
    static func remember(_ files: [Written], of folder: URL, in store: Store) throws {
        let folder = folder.path
        let lines = files.compactMap { item -> String? in
            guard let key = item.key, let stamp = try? item.stamp(in: folder) else { return nil }
            let numbers = [String(stamp.size), String(stamp.modified), String(stamp.inode)]
            return ([key, item.path, item.sha256] + numbers).joined(separator: "\t")
        }
        try store.setNote(note, lines.joined(separator: "\n"))
    }

    private static func read(_ note: String) -> [String: [File]] {
        var known: [String: [File]] = [:]
        for line in note.utf8.split(separator: UInt8(ascii: "\n")) {
            let parts = line.split(separator: UInt8(ascii: "\t")).map { String(Substring($0)) }
            guard parts.count == 6, let size = Int64(parts[3]), let modified = Int64(parts[4]),
                let inode = UInt64(parts[5])
            else { continue }
            known[parts[0], default: []].append(
                File(
                    path: parts[1], sha256: parts[2],
                    stamp: FileStamp(size: size, modified: modified, inode: inode)))
        }
        return known
    }
}

/// A file of a run that was written or taken.
struct Written: Sendable {
    /// Its path in the run's folder.
    let path: String
    let sha256: String
    /// The hash of what it was made of, where that is known and may be asked for again.
    var key: String?
    /// What it was known by when it was taken; nil of a file that was written.
    var taken: FileStamp?

    init(path: String, sha256: String, key: String? = nil) {
        self.path = path
        self.sha256 = sha256
        self.key = key
    }

    /// A file that an earlier run has made.
    init(_ file: MadeFiles.File, key: String) {
        self.init(path: file.path, sha256: file.sha256, key: key)
        taken = file.stamp
    }

    /// What tells whether it is still the one that it is now. One that was taken is not looked at again: links share all of it, and whoever has written into the
    /// file since then has changed it for both.
    ///
    /// - Throws: ``PipelineError`` where it cannot be looked at.
    func stamp(in folder: String) throws -> FileStamp { try taken ?? Inbox.stamp(of: "\(folder)/\(path)") }
}
