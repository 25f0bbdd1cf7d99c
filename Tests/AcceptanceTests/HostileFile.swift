import Crypto
import Foundation
import Testing

/// A hostile file of `Hostile/make_hostile.py`, and what is to become of it: a line of `Hostile/expected.tsv`.
struct HostileFile: Sendable, CustomTestStringConvertible {
    let name: String
    /// What `inspect --count` and `cells` make of it: the code of the refusal, or the number of cells read. Where the time that it
    /// takes decides, and so the machine, there are both.
    let reading: Set<String>
    /// What `inspect` makes of it, which reads what stands around the cells as well: a code, `read`, or either.
    let inspection: Set<String>

    var testDescription: String { name.count > 60 ? "\(name.prefix(60))…" : name }

    static let folder = Repository.root.appending(path: "Tests/AcceptanceTests/Hostile")

    static let all: [HostileFile] = {
        let text = (try? String(contentsOf: folder.appending(path: "expected.tsv"), encoding: .utf8)) ?? ""
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            let outcomes = fields.dropFirst().map { Set($0.split(separator: "|").map(String.init)) }
            // A name of two lines is written with an escape, as the table has a line for each file.
            return HostileFile(
                name: fields[0].replacingOccurrences(of: "\\n", with: "\n"), reading: outcomes.first ?? [],
                inspection: outcomes.last ?? [])
        }
    }()

    /// Every second one, from the first (0) or the second (1) on.
    static func every(second start: Int) -> [HostileFile] {
        stride(from: start, to: all.count, by: 2).map { all[$0] }
    }

    /// Whether one refusal is all that is expected, however the file is read.
    var isRefusedAlike: Bool {
        !reading.isEmpty && reading == inspection && reading.allSatisfy { $0.hasPrefix("file.") }
    }

    /// Makes the file, runs `canvass` on it in up to three ways, and deletes it.
    func runs() throws -> [HostileRun] {
        try Self.runs(on: name, environment: isRefusedAlike ? ["HOSTILE_ALIKE": "1"] : [:])
    }

    /// A name that ends with a slash stands for a folder of many files.
    static func runs(on name: String, environment: [String: String] = [:]) throws -> [HostileRun] {
        let lines = try HostileAhead.lines(on: name) ?? measured(name, environment)
        return try lines.split(separator: "\n").map { try JSONDecoder().decode(HostileRun.self, from: Data($0.utf8)) }
    }

    private static func measured(_ name: String, _ environment: [String: String]) throws -> String {
        let scratch = try Scratch()
        try python("make_hostile.py", [scratch.url.path, name])
        let path = scratch.url.path + "/" + name
        return try python("measure.py", [CanvassProcess.binary.path, path], environment: environment)
    }

    @discardableResult
    static func python(_ script: String, _ arguments: [String], environment: [String: String] = [:]) throws -> String {
        let scratch = try Scratch()
        let output = scratch.url.appending(path: "out")
        try Data().write(to: output)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", folder.appending(path: script).path] + arguments
        // Python would leave compiled files beside the scripts.
        process.environment = ProcessInfo.processInfo.environment.merging(["PYTHONDONTWRITEBYTECODE": "1"]) { $1 }
            .merging(environment) { $1 }
        process.standardOutput = try FileHandle(forWritingTo: output)
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(script) needs Python 3, and failed")
        return String(decoding: try Data(contentsOf: output), as: UTF8.self)
    }
}

/// What `Hostile/ahead.py` has measured before the tests ran, with the program that they test.
private enum HostileAhead {
    /// What was measured of a file; nil where nothing was.
    static func lines(on name: String) throws -> String? {
        guard let folder else { return nil }
        let hash = SHA256.hash(data: Data(name.utf8)).map { String(UInt16($0) + 256, radix: 16).suffix(2) }.joined()
        let file = folder.appending(path: hash)
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        return try String(contentsOf: file, encoding: .utf8)
    }

    /// The folder with what was measured; nil where none is named, or another build of the program was measured.
    private static let folder: URL? = {
        guard let path = ProcessInfo.processInfo.environment["CANVASS_HOSTILE_AHEAD"] else { return nil }
        let folder = URL(filePath: path)
        let binary = CanvassProcess.binary.resolvingSymlinksInPath().path
        guard let noted = try? String(contentsOf: folder.appending(path: "program"), encoding: .utf8),
            let attributes = try? FileManager.default.attributesOfItem(atPath: binary),
            let size = attributes[.size] as? Int, let built = attributes[.modificationDate] as? Date
        else { return nil }
        return noted == "\(size) \(Int(built.timeIntervalSince1970))" ? folder : nil
    }()
}

/// What one run of `canvass` on a hostile file did and cost, as `Hostile/measure.py` says it.
struct HostileRun: Decodable {
    let command: String
    let file: String
    let exit: Int32?
    let signal: Int32?
    /// Seconds of the processor, by all threads. The clock's are not compared: they depend on what else the machine does.
    let cpu: Double
    /// How many times as long as usual the machine took for the same just then; 1 where `cpu` gives no reason to ask.
    let slowness: Double
    /// MiB that the process held at most.
    let peak: Double
    let message: String
    let cells: Int?

    /// The code at the end of the message, where the file was refused.
    var refusal: String? {
        guard let start = message.lastIndex(of: "["), message.hasSuffix("]") else { return nil }
        return String(message[message.index(after: start)...].dropLast())
    }

    /// The code, the number of cells, or `read`: in the words of the table.
    var outcome: String? {
        guard exit == 0 else { return refusal }
        return cells.map(String.init) ?? "read"
    }
}
