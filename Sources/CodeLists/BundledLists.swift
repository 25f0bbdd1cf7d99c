import Foundation
import Synchronization

extension CodeList {
    /// The ids of the lists that are shipped: `cofog` (COFOG 1999) and `countries` (ISO 3166-1 with Kosovo).
    public static let bundledIDs = ["cofog", "countries"]

    /// A list that is shipped with the program.
    ///
    /// `countries` has the alpha-3 codes of ISO 3166-1 and the user-assigned XKX; its schemes are `iso2`, `numeric`,
    /// `m49`, `eurostat` and `iso3166-3` (withdrawn codes, several separated by `|`). `cofog` has the divisions, groups and classes of the Classification of the Functions of
    /// Government 1999 as `01`, `01.1` and `01.1.1`; its scheme `gf` is that of SDMX and Eurostat. Sources and
    /// licences are in Resources/SOURCES.md.
    ///
    /// - Throws: `unknownList` for any other id, `unreadable` if the installation is broken.
    public static func bundled(_ id: String) throws(CodeListError) -> CodeList {
        let reading: Reading
        switch id {
        case "countries": reading = .countries
        case "cofog": reading = .services
        default:
            throw CodeListError(
                .unknownList, list: id,
                message: "no such list is shipped; the lists are \(bundledIDs.joined(separator: ", "))")
        }
        let adding = try BundledText.table("\(id)-synonyms.csv")
        return try read(
            csv: BundledText.bytes("\(id).csv"), id: id, file: "\(id).csv", reading: reading, adding: adding)
    }
}

extension CodeList {
    /// Opens all files that are shipped with the program, for a process that may open no file later. Some are read only when a text
    /// is matched that needs them, and matching would go on without them in silence.
    ///
    /// - Throws: `unreadable` if the installation is broken.
    public static func holdBundledFiles() throws(CodeListError) {
        try BundledText.hold()
    }
}

/// The text files that are shipped beside the code.
enum BundledText {
    /// On Linux a bundle with a folder "Resources" takes that folder for its own resources, on macOS it does not.
    private static let folders: [URL] = {
        let bundle = Bundle.module
        return [bundle.bundleURL, bundle.resourceURL ?? bundle.bundleURL].map {
            $0.appendingPathComponent("Resources", isDirectory: true)
        }
    }()

    /// What is read from here on and no more from the files.
    private static let held = Mutex<[String: Data]>([:])

    /// Maps all files into memory, from which they are read from here on.
    static func hold() throws(CodeListError) {
        var files: [String: Data] = [:]
        for folder in folders {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
            for name in names where files[name] == nil { files[name] = try data(name) }
        }
        held.withLock { $0 = files }
    }

    private static func data(
        _ name: String, in folders: [URL] = folders, options: Data.ReadingOptions = .mappedIfSafe
    ) throws(CodeListError) -> Data {
        if folders == Self.folders, let data = held.withLock({ $0[name] }) { return data }
        for folder in folders {
            if let data = try? Data(contentsOf: folder.appendingPathComponent(name), options: options) { return data }
        }
        throw CodeListError(
            .unreadable, list: name, message: "the file \(name) of the program is missing; install it again")
    }

    /// Makes sure that files are there and not empty, before what is read from them later, where nothing can be thrown. Their content is kept for
    /// then: another version of the program may take its place meanwhile.
    ///
    /// - Throws: `unreadable`, naming the first that is not.
    static func require(_ names: [String], in folders: [URL] = folders) throws(CodeListError) {
        for name in names {
            let data = try data(name, in: folders, options: [])
            guard !data.isEmpty else {
                throw CodeListError(
                    .unreadable, list: name, message: "the file \(name) of the program is empty; install it again")
            }
            if folders == Self.folders { held.withLock { $0[name] = data } }
        }
    }

    static func bytes(_ name: String) throws(CodeListError) -> [UInt8] {
        [UInt8](try data(name))
    }

    static func table(_ name: String) throws(CodeListError) -> DelimitedTable {
        let bytes = try bytes(name)
        do {
            return try DelimitedTable(bytes)
        } catch {
            throw CodeListError(.unreadable, list: name, file: name, line: error.line, message: error.message)
        }
    }

    static func records(_ name: String) throws(CodeListError) -> [DelimitedTable.Record] {
        try table(name).records
    }

    /// Lends the lines of a file as bytes, for files whose fields need no strings, until the answer is false.
    ///
    /// - Throws: `unreadable` if the file is missing.
    static func forEachLine(
        of name: String, _ body: (UnsafeBufferPointer<UInt8>) -> Bool
    ) throws(CodeListError) {
        try data(name).withUnsafeBytes { bytes in
            // The lines lie within the buffer, which is lent for this call only.
            let bytes = bytes.bindMemory(to: UInt8.self)
            var start = 0
            while start < bytes.count {
                var end = start
                while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
                if end > start, !body(UnsafeBufferPointer(rebasing: bytes[start..<end])) { return }
                start = end + 1
            }
        }
    }
}
