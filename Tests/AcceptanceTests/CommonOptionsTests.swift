import Foundation
import Testing

@Suite("Options that every command has")
struct CommonOptionsTests {
    private static let options = [
        "--inbox", "--output", "--format", "--quiet", "--verbose", "--no-color", "--log-format",
    ]

    @Test("are taken by each of them")
    func all() throws {
        // The first is the parser's own, the second is started by a run alone.
        let others = ["help", "worker"]
        let commands = try CommandReference.ofProgram().all.filter {
            $0.subcommands?.isEmpty != false && !others.contains($0.commandName)
        }
        #expect(commands.count > 20)
        for command in commands {
            let names = (command.arguments ?? []).flatMap { $0.names ?? [] }.map(\.spelling)
            let lacking = Self.options.filter { !names.contains($0) }
            #expect(lacking == [], "canvass \(command.commandName)")
        }
    }

    @Test(
        "a format that a command has not is refused, and its only one changes nothing",
        arguments: [
            (["codes", "show", "cofog", "01"], "text"), (["codes", "group", "EU", "--year", "1995"], "text"),
            (["init", "parks"], "text"), (["codes", "learn", "parks"], "csv"),
        ])
    func format(_ words: [String], _ only: String) throws {
        func project() throws -> Scratch {
            let scratch = try Scratch()
            if words.first == "codes" {
                #expect(try CanvassProcess(["init", "parks"], in: scratch.url).status == 0)
                #expect(try CanvassProcess(["run", "parks", "--quiet"], in: scratch.url).status == 0)
            }
            return scratch
        }
        let scratch = try project()
        let plain = try CanvassProcess(words, in: scratch.url)
        let other = try project()
        let given = try CanvassProcess(words + ["--format", only], in: other.url)
        #expect(plain.status == 0 && given.status == 0, "\(plain.errors)\(given.errors)")
        func shown(_ process: CanvassProcess, _ scratch: Scratch) -> String {
            process.output.replacing(scratch.url.path, with: "")
        }
        #expect(shown(plain, scratch) == shown(given, other))
        #expect(try CanvassProcess(words + ["--format", "json"], in: other.url).status == 64)
    }

    @Test("a removal that has nothing to remove says so, but not a quiet one")
    func removal() throws {
        let scratch = try Scratch()
        let words = ["schedule", "remove", "--name", "canvass-test-\(UUID().uuidString.lowercased())"]
        let loud = try CanvassProcess(words, in: scratch.url)
        #expect(loud.status == 0 && loud.output.contains("there are no units"), "\(loud.errors)")
        let quiet = try CanvassProcess(words + ["--quiet", "--no-color", "--output", "out"], in: scratch.url)
        #expect(quiet.status == 0 && quiet.output.isEmpty, "\(quiet.output)\(quiet.errors)")
    }
}
