import Foundation
import Testing

@Suite("Command lines in the documentation")
struct DocumentedCommandTests {
    static let documents: [String] =
        ["README.md", "SECURITY.md", "CONTRIBUTING.md"]
        + ((try? FileManager.default.contentsOfDirectory(atPath: Repository.root.appending(path: "docs").path)) ?? [])
        .filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }

    @Test("every command line of canvass in a document is one that the program takes", arguments: documents)
    func documented(_ document: String) throws {
        let reference = try CommandReference.ofProgram()
        for call in try Self.calls(in: document) {
            let fault = reference.fault(in: call.words, isWhole: call.isTyped)
            #expect(fault == nil, "\(document): canvass \(call.words.joined(separator: " ")): \(fault ?? "")")
        }
    }

    @Test("the documents that teach have commands, so that the check above looks at something")
    func counts() throws {
        for (document, least) in [("README.md", 15), ("docs/operations.md", 15)] {
            let count = try Self.calls(in: document).count(where: \.isTyped)
            #expect(count >= least, "\(document)")
        }
    }

    @Test("the issue that README decides is one of the run over the samples")
    func decided() throws {
        let call = try #require(Self.calls(in: "README.md").first { $0.isTyped && $0.words.first == "decide" }).words
        let issues = Repository.root.appending(path: "Tests/AcceptanceTests/Golden/\(call[1])/issues.csv")
        let lines = try String(contentsOf: issues, encoding: .utf8).split(separator: "\n")
        #expect(lines.count { $0.hasPrefix(call[2]) } == 1)
    }

    @Test("the examples of each command's help are lines that the program takes")
    func help() throws {
        let reference = try CommandReference.ofProgram()
        var count = 0
        for command in reference.all {
            for line in (command.discussion ?? "").split(separator: "\n") {
                guard let example = line.firstMatch(of: /^ +((?:sudo )?canvass .+?)(?: {2,}.*)?$/) else { continue }
                for call in ShellWords(String(example.1)).callsOfCanvass {
                    count += 1
                    let fault = reference.fault(in: call)
                    #expect(fault == nil, "\(command.commandName): \(example.1): \(fault ?? "")")
                }
            }
        }
        #expect(count > 30)
    }

    @Test(
        "a line that the program would refuse is found",
        arguments: [
            ("canvass rnu parks", "canvass has no command rnu"), ("canvass run --al", "run has no option --al"),
            ("sudo -u canvass canvass run parks --format xml", "--format does not take xml"),
            ("echo a | /opt/canvass/1/canvass trace parks", "trace lacks an argument"),
            ("canvass status parks trees # two", "status has 2 arguments, and takes 1"),
            ("canvass run parks --quiet=yes", "--quiet takes no value"),
            ("canvass schedule install --all \\\n  --at", "--at lacks its value"),
        ])
    func refused(_ line: String, _ fault: String) throws {
        let reference = try CommandReference.ofProgram()
        let call = try #require(ShellWords(line).callsOfCanvass.first)
        #expect(reference.fault(in: call) == fault)
    }

    // MARK: - Reading documents

    /// A call of canvass: a line of a shell block, or code within a sentence.
    private struct Call {
        let words: [String]
        let isTyped: Bool
    }

    /// All calls in a document but those in sentences that tell a form, such as `canvass run SURVEY`.
    private static func calls(in document: String) throws -> [Call] {
        let text = try String(contentsOf: Repository.root.appending(path: document), encoding: .utf8)
        let blocks = text.matches(of: /```sh\n((?:.|\n)*?)```/).map { String($0.1) }
        // `$(cat FILE)` stands for the lines that the document has put into that file.
        let kept = blocks.joined().matches(of: /echo '([^']*)' \| sudo tee (?:-a )?(\/[^\n]+)/)
        let typed = blocks.map { block in
            block.replacing(/\$\(cat ([^)]+)\)/) { match in
                kept.filter { $0.2.split(separator: " ").contains(match.1) }.map { String($0.1) }.joined(separator: " ")
            }
        }
        let named = text.replacing(/```(?:.|\n)*?```/, with: "").matches(of: /`((?:sudo )?canvass [^`]+)`/)
            .map { String($0.1) }.filter { $0.firstMatch(of: /[<\[|…]|\.\.\.|(?:^| |=)[A-Z]{2,}/) == nil }
        return typed.flatMap { ShellWords($0).callsOfCanvass.map { Call(words: $0, isTyped: true) } }
            + named.flatMap { ShellWords($0).callsOfCanvass.map { Call(words: $0, isTyped: false) } }
    }
}
