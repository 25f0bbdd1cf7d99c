import Foundation

/// The repository, as these tests see it.
enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let fixtures = root.appending(path: "Tests/Fixtures")
    static let samples = root.appending(path: "SampleInputs")
}

/// The built `canvass`, run as a user runs it.
struct CanvassProcess {
    let status: Int32
    let output: String
    let errors: String

    /// The release binary where it is newer than what it is made of, as in CI: the program that users run. Else the one that `swift test` has
    /// built, which is several times slower, and may miss the bounds that the release keeps. A runner from elsewhere, such as one with a
    /// sanitizer, is of its own kind and takes its own.
    static let binary: URL = {
        let build = Repository.root.appending(path: ".build")
        let release = build.appending(path: "release/canvass")
        let isOfThisBuild = binaryBesideRunner.resolvingSymlinksInPath().path.hasPrefix(build.path + "/")
        return isOfThisBuild && isNewest(release) ? release : binaryBesideRunner
    }()

    /// The binary that `swift test` has built: it lies beside the test runner.
    static let binaryBesideRunner: URL = {
        let beside = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "canvass")
        return FileManager.default.isExecutableFile(atPath: beside.path)
            ? beside : Repository.root.appending(path: ".build/debug/canvass")
    }()

    /// Whether a binary is newer than the package's description and everything in its sources, resources as well.
    private static func isNewest(_ binary: URL) -> Bool {
        guard let built = changed(binary.resolvingSymlinksInPath()) else { return false }
        let sources = Repository.root.appending(path: "Sources")
        let inside = FileManager.default.enumerator(atPath: sources.path)?.compactMap { $0 as? String } ?? []
        let made =
            inside.map { sources.appending(path: $0) }
            + ["Package.swift", "Package.resolved"].map { Repository.root.appending(path: $0) }
        return made.allSatisfy { file in changed(file).map { $0 <= built } ?? true }
    }

    private static func changed(_ file: URL) -> Date? {
        (try? FileManager.default.attributesOfItem(atPath: file.path))?[.modificationDate] as? Date
    }

    @discardableResult
    init(
        _ arguments: [String], in folder: URL = Repository.root, environment: [String: String] = [:],
        input: String = "",
        program: URL = Self.binary
    ) throws {
        // Files, not pipes: a pipe that nobody empties would stop the process.
        let scratch = try Scratch()
        let files = ["in", "out", "err"].map { scratch.url.appending(path: $0) }
        try Data(input.utf8).write(to: files[0])
        for file in files.dropFirst() { try Data().write(to: file) }
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        try process.run()
        process.waitUntilExit()
        status = process.terminationStatus
        output = String(decoding: try Data(contentsOf: files[1]), as: UTF8.self)
        errors = String(decoding: try Data(contentsOf: files[2]), as: UTF8.self)
    }

    /// Runs canvass so that permissions count: root is let off from them, but for a root without these two capabilities (capabilities(7)).
    static func underPermissions(
        _ arguments: [String], in folder: URL, program: URL = Self.binary
    ) throws -> CanvassProcess {
        guard getuid() == 0 else { return try CanvassProcess(arguments, in: folder, program: program) }
        return try CanvassProcess(
            ["--bounding-set=-dac_override,-dac_read_search", program.path] + arguments, in: folder,
            program: URL(filePath: "/usr/bin/setpriv"))
    }
}

/// A folder that is gone when nobody holds it any more.
final class Scratch: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(
            path: "canvass-test-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// A copy of the project's surveys and samples in this folder. Its files are an hour old: no run waits until they have settled.
    func project() throws -> URL {
        for name in ["Pipelines", "SampleInputs"] {
            let copy = url.appending(path: name)
            try FileManager.default.copyItem(at: Repository.root.appending(path: name), to: copy)
            for file in FileManager.default.enumerator(atPath: copy.path)?.compactMap({ $0 as? String }) ?? [] {
                try FileManager.default.setAttributes(
                    [.modificationDate: Date(timeIntervalSinceNow: -3600)],
                    ofItemAtPath: copy.appending(path: file).path)
            }
        }
        return url
    }
}
